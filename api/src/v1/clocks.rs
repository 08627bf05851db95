//! `/clocks`: statutory deadlines, of the caller's whole area and of one case.

mod calendar;

use actix_web::web::Data;
use actix_web::{Either, HttpResponse, get};
use app::clocks::{self, CaseClock};
use domain::clock::Clock;
use domain::code::{Category, ClockState, DutyBearer};
use domain::ids::{ClockId, OrganizationId, ProceedingId, SuperviseeId};
use domain::rulebook;
use domain::text::Language;
use domain::time::Date;
use serde::{Deserialize, Serialize};
use store::clocks::Filter;
use utoipa::{IntoParams, ToSchema};

use self::calendar::CALENDAR;
use crate::extract::{Accept, Caller, Day, Id, Lang, Moment, Query};
use crate::page::{self, Cursors};
use crate::problem::{ApiError, ApiResult, ErrorCode};
use crate::reply::{Page, Tagged};
use crate::routes::Routes;
use crate::sheet::{self, SHEET, Words, text};
use crate::state::AppState;
use crate::wire::{stamp, texts};

pub(super) fn routes(routes: &mut Routes<'_, '_>) {
    routes.service(list_clocks).service(get_clock).service(list_supervisee_clocks);
}

/// A running deadline of a case.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ClockItem {
    /// Its id; absent where it was computed as of an earlier moment and is not kept.
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<ClockId>,
    /// The id of its rule.
    #[schema(example = "R-4a")]
    rule: &'static str,
    /// The instruments and articles, as they stood on the day asked about.
    #[schema(example = "《社区矫正法》第二十一条")]
    basis: String,
    /// What the rule says, in a few words.
    title: &'static str,
    /// Whose it is; absent where it runs in a proceeding about a person who has no case.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = SuperviseeId, required = false)]
    supervisee_id: Option<SuperviseeId>,
    /// The proceeding in which it runs; absent where it is of the case itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    proceeding_id: Option<ProceedingId>,
    /// The person's name, as shown to the caller.
    name: String,
    /// The category of the case.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Category, required = false)]
    category: Option<Category>,
    /// The office.
    organization_id: OrganizationId,
    /// The day of the event from which, or up to which, it runs.
    starts_on: Date,
    /// The moment of the event, for clocks in hours.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(format = DateTime)]
    starts_at: Option<String>,
    /// The bare count: alarms run on it.
    due_strict: Date,
    /// The day after which it is late.
    due_legal: Date,
    /// For clocks in hours: due to the minute.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(format = DateTime)]
    due_at: Option<String>,
    /// For clocks in hours: the moment after which it is late.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(format = DateTime)]
    due_legal_at: Option<String>,
    /// Whether it rests on what is not known yet: it alarms, and is never a ground for lateness.
    provisional: bool,
    /// Its state now, or at the moment asked about.
    state: ClockState,
    /// Who must act.
    actor: DutyBearer,
    /// The day on which what it asks for was done.
    #[serde(skip_serializing_if = "Option::is_none")]
    met_on: Option<Date>,
    /// How it was counted, step by step, and what became of it.
    explanation: Vec<String>,
}

/// What the rule of a clock says, in a few words.
fn title(clock: &Clock, language: Language) -> &'static str {
    rulebook::rule(clock.rule).map_or("", |rule| rule.title.get(language))
}

impl ClockItem {
    pub(super) fn new(item: CaseClock, language: Language) -> Self {
        let CaseClock { id, supervisee_id, name, category, organization_id, clock, state, basis } = item;
        Self {
            id,
            rule: clock.rule,
            basis: basis.get(language).to_owned(),
            title: title(&clock, language),
            supervisee_id,
            proceeding_id: clock.proceeding_id,
            name,
            category,
            organization_id,
            starts_on: clock.starts_on,
            starts_at: clock.starts_at.map(stamp),
            due_strict: clock.due_strict,
            due_legal: clock.due_legal,
            due_at: clock.due_at.map(stamp),
            due_legal_at: clock.due_legal_at.map(stamp),
            provisional: clock.provisional,
            state,
            actor: clock.actor,
            met_on: clock.met_on,
            explanation: texts(&clock.explanation, language),
        }
    }
}

impl sheet::Row for ClockItem {
    const NAME: (&'static str, &'static str) = ("期限", "clocks");
    const HEADINGS: &'static [(&'static str, &'static str)] = &[
        ("规则", "rule"),
        ("事项", "title"),
        ("依据", "basis"),
        ("姓名", "name"),
        ("矫正类别", "category"),
        ("机构", "organisation"),
        ("起算日", "starts"),
        ("严格届满日", "strictly due"),
        ("法定届满日", "legally due"),
        ("状态", "state"),
        ("责任主体", "who must act"),
        ("完成日", "met"),
    ];

    fn cells(&self, words: &Words<'_>) -> Vec<String> {
        vec![
            self.rule.to_owned(),
            self.title.to_owned(),
            self.basis.to_owned(),
            self.name.clone(),
            self.category.map(|category| words.label(category)).unwrap_or_default(),
            words.organization(self.organization_id),
            self.starts_on.to_string(),
            self.due_strict.to_string(),
            self.due_legal.to_string(),
            words.label(self.state),
            words.label(self.actor),
            text(self.met_on),
        ]
    }
}

/// Which clocks are asked for.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct ListClocks {
    /// Those of one rule, by its id.
    #[param(example = "R-4a")]
    rule: Option<String>,
    /// Those in a state.
    state: Option<ClockState>,
    /// Those that are overdue, or those that are not.
    overdue: Option<bool>,
    /// Those whose strict due date lies before this day, the day itself not included.
    #[param(value_type = Option<String>, format = Date)]
    due_before: Option<Day>,
    /// Those of one office, or of one bureau and all its offices.
    organization_id: Option<OrganizationId>,
    /// Those of one case.
    supervisee_id: Option<SuperviseeId>,
    /// The page size.
    #[param(minimum = 1, maximum = 200, default = 50)]
    limit: Option<u16>,
    /// Where the page begins: `next_cursor` of the page before.
    cursor: Option<String>,
}

impl ListClocks {
    fn filter(self) -> Filter {
        Filter {
            rule: self.rule,
            state: self.state,
            overdue: self.overdue,
            due_before: self.due_before.map(|day| day.0),
            organization_id: self.organization_id,
            supervisee_id: self.supervisee_id,
        }
    }
}

/// Of which moment the clocks of a case are asked for.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct ListSuperviseeClocks {
    /// The clocks of the case as it was known at this moment (RFC 3339), and their states at it, under the law and the calendar of
    /// its day.
    #[param(value_type = Option<String>, format = DateTime)]
    as_of: Option<Moment>,
}

/// List clocks.
///
/// The worklist of the caller's area: by strict due date, then id. Whether a clock is overdue is decided at the moment of
/// asking: its legal due date has passed and nothing met it. A rule that does not exist has no clocks.
///
/// With `Accept: text/calendar` as iCalendar (RFC 5545): one all-day event a clock, on its strict due date (for clocks in hours, at
/// the minute), under the same filters and all at once; `limit` and `cursor` are refused then. More than 2000 clocks are refused
/// (400 `too_many_items`): narrow the filters. The token stands in `Authorization` here as everywhere.
///
/// Also as a spreadsheet (`Accept: application/vnd.openxmlformats-officedocument.spreadsheetml.sheet`): all that the filters give at
/// once, at most 10000 rows (400 `too_many_items` beyond).
#[utoipa::path(
    tag = "clocks",
    params(ListClocks),
    responses((
        status = 200,
        description = "A page of clocks, or all of them as a calendar or a spreadsheet.",
        content(
            (Page<ClockItem> = "application/json"),
            (String = "text/calendar"),
            (String = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ),
    )),
    security(("bearer" = ["clocks_read"])),
)]
#[get("/clocks")]
pub(crate) async fn list_clocks(
    state: Data<AppState>,
    caller: Caller,
    Lang(language): Lang,
    accept: Accept,
    Query(query): Query<ListClocks>,
) -> ApiResult<Either<Page<ClockItem>, HttpResponse>> {
    if accept.prefers(CALENDAR, "application/json") {
        return Ok(Either::Right(calendar::answer(&state, caller.context, query, language).await?));
    }
    let (asked, cursor) = (query.limit, query.cursor.clone());
    let filter = query.filter();
    if accept.prefers(SHEET, "application/json") {
        sheet::whole(asked, cursor.as_deref())?;
        let world = caller.context.world.clone();
        let rows = state
            .read_long(caller.context, move |conn, context| clocks::list(conn, context, &filter, None, sheet::ROWS_MAX))
            .await?;
        let rows = rows.items.into_iter().map(|row| ClockItem::new(row, language)).collect();
        return Ok(Either::Right(sheet::answer::<ClockItem>(rows, &world, language).await?));
    }
    let limit = page::limit(asked)?;
    let cursors = Cursors::new(state.db.keyring().cursor_key(), "clocks", &filter);
    let after: Option<(Date, ClockId)> = cursors.position(cursor.as_deref())?;
    let found =
        state.read(caller.context, move |conn, context| clocks::list(conn, context, &filter, after, limit)).await?;
    let next_cursor = found.next.map(|last| cursors.after(&last)).transpose()?;
    let items = found.items.into_iter().map(|clock| ClockItem::new(clock, language)).collect();
    Ok(Either::Left(Page { items, next_cursor }))
}

/// Get a clock.
#[utoipa::path(
    tag = "clocks",
    params(("id" = ClockId, Path, description = "The clock")),
    responses(
        (status = 200, description = "The clock.", body = ClockItem, headers(("ETag" = String))),
        (status = 304, description = "As the caller has it."),
    ),
    security(("bearer" = ["clocks_read"])),
)]
#[get("/clocks/{id}")]
pub(crate) async fn get_clock(
    state: Data<AppState>,
    caller: Caller,
    Lang(language): Lang,
    Id(id): Id<ClockId>,
) -> ApiResult<Tagged<ClockItem>> {
    let clock = state.read(caller.context, move |conn, context| clocks::get(conn, context, id)).await?;
    Ok(Tagged::by_content(ClockItem::new(clock, language)))
}

/// List the clocks of a supervisee.
///
/// All of them, computed from the case file in the order of the rules: receiving, medical, release, then those of its
/// proceedings. With `as_of`, from the case file as it was known at that moment, under the law and the calendar of that day. Not
/// paged.
#[utoipa::path(
    tag = "clocks",
    params(("id" = SuperviseeId, Path, description = "The supervisee"), ListSuperviseeClocks),
    responses((status = 200, description = "The clocks.", body = Page<ClockItem>)),
    security(("bearer" = ["clocks_read"])),
)]
#[get("/supervisees/{id}/clocks")]
pub(crate) async fn list_supervisee_clocks(
    state: Data<AppState>,
    caller: Caller,
    Lang(language): Lang,
    Id(id): Id<SuperviseeId>,
    Query(query): Query<ListSuperviseeClocks>,
) -> ApiResult<Page<ClockItem>> {
    let as_of = query.as_of.map(|moment| moment.0);
    if as_of.is_some_and(|moment| moment > caller.context.now) {
        return Err(ApiError::parameter("as_of", ErrorCode::InvalidParameter, "不得晚于当前时刻", "Not in the future"));
    }
    let keyring = state.db.keyring().clone();
    let rows = state
        .read(caller.context, move |conn, context| {
            store::snapshot(conn, |conn| clocks::of_case(conn, &keyring, context, id, as_of))
        })
        .await?;
    Ok(Page { items: rows.into_iter().map(|row| ClockItem::new(row, language)).collect(), next_cursor: None })
}
