//! `/calendar`: the days off and the working weekends of a year.

use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::web::Data;
use actix_web::{FromRequest, HttpRequest, get, put};
use app::calendar;
use chrono::{Datelike, NaiveDate};
use domain::calendar::{Holiday, YearTable};
use domain::time::{Date, is_plausible};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;
use validator::Validate;

use crate::extract::{Caller, Json, PutCondition};
use crate::problem::{ApiError, ApiResult, ErrorCode};
use crate::reply::{Reply, Tagged};
use crate::state::AppState;

pub(super) fn routes(service: &mut ServiceConfig<'_>) {
    service.service(get_calendar_year).service(put_calendar_year);
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
}

impl CalendarYear {
    fn built_in(table: YearTable) -> Self {
        Self::new(table, CalendarSource::BuiltIn, None)
    }

    fn loaded(table: YearTable, version: i32) -> Self {
        Self::new(table, CalendarSource::Loaded, Some(version))
    }

    fn new(table: YearTable, source: CalendarSource, version: Option<i32>) -> Self {
        Self { year: table.year, source, holidays: table.holidays, working_days: table.working_days, version }
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
    Ok(match found {
        calendar::CalendarYear::BuiltIn(table) => Tagged::by_content(CalendarYear::built_in(table)),
        calendar::CalendarYear::Loaded(table, version) => Tagged::new(version, CalendarYear::loaded(table, version)),
    })
}

/// Enter the calendar of a year.
///
/// A new one with `If-None-Match: *`, in the place of another with `If-Match`. A year that is built in stays as it is (409).
/// Every clock that rests on the year is computed anew.
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
                let version = calendar::enter(tx, context, &table)?;
                Reply::created(format!("/api/v1/calendar/{year}"), version, &CalendarYear::loaded(table, version))
            }
            PutCondition::Replace(seen) => {
                let version = calendar::replace(tx, context, &table, |version| seen.has_seen(version))?;
                Reply::changed(version, &CalendarYear::loaded(table, version))
            }
        })
        .await?;
    state.refresh_world().await?;
    Ok(reply)
}
