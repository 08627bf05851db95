//! `POST /supervisees/search`: by name, initials, identity number or phone, which have no place in a URL.

use actix_web::post;
use actix_web::web::Data;
use app::supervisees::{self, Sought};
use domain::ids::SuperviseeId;
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::views::SuperviseeItem;
use crate::extract::{Caller, Json, Lang};
use crate::page::{self, Cursors, cut};
use crate::problem::{ApiError, ApiResult, ErrorCode, Place};
use crate::reply::Page;
use crate::state::AppState;

/// What to search for; every member given must fit, and at least one must be given.
#[derive(Debug, Deserialize, Validate, ToSchema)]
pub(super) struct SearchSupervisees {
    /// The beginning of the name.
    #[validate(length(min = 1, max = 50))]
    #[schema(min_length = 1, max_length = 50)]
    name: Option<String>,
    /// The beginning of the name's pinyin initials: `zs` finds 张三.
    #[validate(length(min = 1, max = 20))]
    #[schema(min_length = 1, max_length = 20)]
    initials: Option<String>,
    /// The whole identity number.
    #[validate(length(min = 1, max = 20))]
    #[schema(min_length = 1, max_length = 20)]
    id_number: Option<String>,
    /// The whole phone number.
    #[validate(length(min = 1, max = 30))]
    #[schema(min_length = 1, max_length = 30)]
    phone: Option<String>,
    /// 1 to 200; 50 when not given.
    #[schema(minimum = 1, maximum = 200)]
    limit: Option<u16>,
    /// `next_cursor` of the page before.
    cursor: Option<String>,
}

/// Search supervisees.
///
/// Within the caller's subtree, in the order of registration. Identity and phone numbers are found whole, by keyed hash.
#[utoipa::path(
    tag = "supervisees",
    request_body = SearchSupervisees,
    responses((status = 200, description = "A page of supervisees.", body = Page<SuperviseeItem>)),
    security(("bearer" = ["supervisees_read"])),
)]
#[post("/supervisees/search")]
pub(super) async fn search_supervisees(
    state: Data<AppState>,
    caller: Caller,
    Lang(language): Lang,
    Json(body, _): Json<SearchSupervisees>,
) -> ApiResult<Page<SuperviseeItem>> {
    let limit = page::limit(body.limit)?;
    let sought = Sought { name: body.name, initials: body.initials, id_number: body.id_number, phone: body.phone };
    if sought.name.is_none() && sought.initials.is_none() && sought.id_number.is_none() && sought.phone.is_none() {
        let message = domain::text::Text::new("至少给出一项条件", "Give at least one member to search by");
        return Err(ApiError::new(ErrorCode::ValidationFailed).fault(
            Place::Pointer(String::new()),
            "required",
            message,
        ));
    }
    let keyring = state.db.keyring().clone();
    let cursors = Cursors::new(keyring.cursor_key(), "supervisees/search", &sought);
    let after: Option<SuperviseeId> = cursors.position(body.cursor.as_deref())?;
    let (keys, looked_for, today) = (keyring.clone(), sought.clone(), caller.context.today());
    let rows = state
        .read(caller.context, move |conn, context| supervisees::search(conn, &keys, context, &looked_for, after, limit))
        .await?;
    let (rows, more) = cut(rows, limit);
    let next_cursor = rows.last().filter(|_| more).map(|last| cursors.after(&last.id)).transpose()?;
    Ok(Page { items: rows.into_iter().map(|row| SuperviseeItem::of(row, today, language)).collect(), next_cursor })
}
