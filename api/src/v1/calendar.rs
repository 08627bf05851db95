//! `/calendar`: the days off and the working weekends of a year.

use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::web::Data;
use actix_web::{FromRequest, HttpRequest, get, put};
use app::calendar::{self, Entered};
use chrono::{Datelike, NaiveDate};
use domain::calendar::{Holiday, YearTable};
use domain::time::{Date, is_plausible};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use crate::extract::{Caller, Json, PutCondition};
use crate::problem::{ApiError, ApiResult, ErrorCode};
use crate::reply::{Reply, Tagged};
use crate::routes::Routes;
use crate::state::AppState;

pub(super) fn routes(routes: &mut Routes<'_, '_>) {
    routes.service(get_calendar_year).service(put_calendar_year);
}

/// Where the table of a year comes from.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum CalendarSource {
    /// Built into the program.
    BuiltIn,
    /// Entered by the system administrator.
    Loaded,
}

/// The days of a year that differ from the plain week.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CalendarYear {
    /// The year.
    #[schema(example = 2027)]
    year: i32,
    /// Where the table comes from.
    source: CalendarSource,
    /// The days off, by holiday.
    #[schema(max_items = 100)]
    holidays: Vec<Holiday>,
    /// The weekend days on which people work (调休上班).
    #[schema(max_items = 100)]
    working_days: Vec<Date>,
    /// The version of an entered table, as in the ETag.
    #[serde(skip_serializing_if = "Option::is_none")]
    version: Option<i32>,
    /// In the answer to entering: where the recomputation of each bureau within the caller's reach that has cases can be watched.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = json!(["/api/v1/operations/0193a6a0-0000-7000-8000-000000000000"]))]
    recomputations: Option<Vec<String>>,
}

impl CalendarYear {
    fn of(year: calendar::CalendarYear) -> Self {
        let (table, source, version) = match year {
            calendar::CalendarYear::BuiltIn(table) => (table, CalendarSource::BuiltIn, None),
            calendar::CalendarYear::Loaded(table, version) => (table, CalendarSource::Loaded, Some(version)),
        };
        let YearTable { year, holidays, working_days } = table;
        Self { year, source, holidays, working_days, version, recomputations: None }
    }

    fn entered(table: YearTable, entered: &Entered) -> Self {
        let watched = entered.recomputations.iter().map(|id| format!("/api/v1/operations/{id}"));
        let year = Self::of(calendar::CalendarYear::Loaded(table, entered.version));
        Self { recomputations: Some(watched.collect()), ..year }
    }
}

/// The table of a year, as the notice of the State Council gives it.
#[derive(Debug, Deserialize, Validate, ToSchema)]
pub(crate) struct PutCalendarYear {
    /// The days off, by holiday.
    #[validate(length(max = 100))]
    #[schema(max_items = 100)]
    holidays: Vec<Holiday>,
    /// The weekend days on which people work (调休上班).
    #[validate(length(max = 100))]
    #[schema(max_items = 100)]
    working_days: Vec<Date>,
}

/// The year in the path; what is none names nothing.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Year(i32);

impl FromRequest for Year {
    type Error = ApiError;
    type Future = Ready<Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, _payload: &mut Payload) -> Self::Future {
        let text = request.match_info().get("year").unwrap_or_default();
        let day = text.parse().ok().and_then(|year| NaiveDate::from_ymd_opt(year, 1, 1));
        let plausible = day.filter(|day| is_plausible(*day));
        ready(plausible.map(|day| Self(day.year())).ok_or_else(|| ApiError::new(ErrorCode::NotFound)))
    }
}

/// Get the calendar of a year.
///
/// 404 for a year whose notice is not in: periods that reach into it are provisional.
#[utoipa::path(
    tag = "rules",
    params(("year" = i32, Path, description = "The year", minimum = 1900, maximum = 2200, example = 2026)),
    responses(
        (status = 200, description = "The calendar of the year.", body = CalendarYear, headers(("ETag" = String))),
        (status = 304, description = "As the caller has it."),
    ),
    security(("bearer" = ["rules_read"])),
)]
#[get("/calendar/{year}")]
pub(crate) async fn get_calendar_year(
    state: Data<AppState>,
    caller: Caller,
    Year(year): Year,
) -> ApiResult<Tagged<CalendarYear>> {
    let found = state.read(caller.context, move |conn, context| calendar::get(conn, context, year)).await?;
    let year = CalendarYear::of(found);
    Ok(match year.version {
        None => Tagged::by_content(year),
        Some(version) => Tagged::new(version, year),
    })
}

/// Enter the calendar of a year.
///
/// A new one with `If-None-Match: *`, in the place of another with `If-Match`. A year that is built in stays as it is (409).
/// Every case is computed anew under it, each bureau's by a `recompute` operation that was queued with the entry itself;
/// `recomputations` says where to watch them. A bureau has one at a time: one that waits or runs already does this too.
#[utoipa::path(
    tag = "rules",
    params(
        ("year" = i32, Path, description = "The year", minimum = 1900, maximum = 2200, example = 2027),
        ("If-Match" = Option<String>, Header, description = "To replace: the ETag that was read"),
        ("If-None-Match" = Option<String>, Header, description = "To create: `*`"),
    ),
    request_body = PutCalendarYear,
    responses(
        (status = 200, description = "Replaced.", body = CalendarYear, headers(("ETag" = String))),
        (status = 201, description = "Entered.", body = CalendarYear, headers(("Location" = String), ("ETag" = String))),
    ),
    security(("bearer" = ["calendar_write"])),
)]
#[put("/calendar/{year}")]
pub(crate) async fn put_calendar_year(
    state: Data<AppState>,
    caller: Caller,
    Year(year): Year,
    condition: PutCondition,
    Json(body, _): Json<PutCalendarYear>,
) -> ApiResult<Reply> {
    let table = YearTable { year, holidays: body.holidays, working_days: body.working_days };
    let reply = state
        .perform(caller.context, None, move |tx, context| match condition {
            PutCondition::Create => {
                let entered = calendar::enter(tx, context, &table)?;
                let location = format!("/api/v1/calendar/{year}");
                Reply::created(location, entered.version, &CalendarYear::entered(table, &entered))
            }
            PutCondition::Replace(seen) => {
                let entered = calendar::replace(tx, context, &table, |version| seen.has_seen(version))?;
                Reply::changed(entered.version, &CalendarYear::entered(table, &entered))
            }
        })
        .await?;
    state.refresh_world().await?;
    state.waker.wake();
    Ok(reply)
}
