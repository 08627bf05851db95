//! Lists as spreadsheets: the whole of what a filter gives, under the same permissions and as masked as the pages.

use actix_web::{HttpResponse, web};
use app::context::World;
use domain::ids::OrganizationId;
use domain::text::Language;

use crate::problem::{ApiError, ApiResult, ErrorCode};

/// The media type.
pub const SHEET: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// The most rows of one sheet.
pub const ROWS_MAX: usize = 10_000;

/// What a list shows, as a row of a sheet.
pub trait Row: Send + 'static {
    /// The name of the sheet, Chinese and English.
    const NAME: (&'static str, &'static str);
    /// The headings of its columns.
    const HEADINGS: &'static [(&'static str, &'static str)];

    /// The cells, in the order of the headings.
    fn cells(&self, words: &Words<'_>) -> Vec<String>;
}

/// What cells are written with.
pub struct Words<'a> {
    world: &'a World,
    /// The caller's language.
    pub language: Language,
}

impl Words<'_> {
    /// The name of an organisation.
    pub fn organization(&self, id: OrganizationId) -> String {
        self.world.tree.get(id).map_or_else(String::new, |organization| organization.name.clone())
    }

    /// The label of a code.
    pub fn label(&self, code: impl domain::code::Code) -> String {
        crate::wire::label(code, self.language)
    }
}

/// The text of what may be absent.
pub fn text(value: Option<impl ToString>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

/// Refuses parts of a sheet.
///
/// # Errors
/// `InvalidParameter` where a page is asked for.
pub fn whole(limit: Option<u16>, cursor: Option<&str>) -> ApiResult<()> {
    for (name, given) in [("limit", limit.is_some()), ("cursor", cursor.is_some())] {
        if given {
            let (zh, en) = ("表格一次给出全部结果，不分页", "A spreadsheet is answered whole, not in pages");
            return Err(ApiError::parameter(name, ErrorCode::InvalidParameter, zh, en));
        }
    }
    Ok(())
}

/// The sheet of these rows, written off the worker.
///
/// # Errors
/// `TooManyItems` for more than [`ROWS_MAX`] rows.
pub async fn answer<T: Row>(rows: Vec<T>, world: &World, language: Language) -> ApiResult<HttpResponse> {
    if rows.len() > ROWS_MAX {
        return Err(ApiError::new(ErrorCode::TooManyItems).detail(
            format!("超过{ROWS_MAX}行：请缩小查询范围"),
            format!("More than {ROWS_MAX} rows: narrow the query"),
        ));
    }
    let one = move |pair: (&'static str, &'static str)| match language {
        Language::Zh => pair.0,
        Language::En => pair.1,
    };
    let headings: Vec<&str> = T::HEADINGS.iter().copied().map(one).collect();
    let words = Words { world, language };
    let cells: Vec<Vec<String>> = rows.iter().map(|row| row.cells(&words)).collect();
    let written = web::block(move || app::sheets::workbook(one(T::NAME), &headings, &cells)).await;
    let written = written.map_err(|error| ApiError::new(ErrorCode::Internal).because(error))?;
    let bytes = written.map_err(|error| ApiError::new(ErrorCode::Internal).because(error))?;
    Ok(HttpResponse::Ok().content_type(SHEET).body(bytes))
}
