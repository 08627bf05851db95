//! `GET /supervisees/{id}/defects` and `/timeline`: one case, one page.

use actix_web::get;
use actix_web::web::Data;
use app::supervisees::{self, FoundDefect, Told};
use domain::case_file::Event;
use domain::code::{DefectCode, DutyBearer, TimelineKind, TimelineOrder};
use domain::ids::{ProceedingId, RecordId, SuperviseeId};
use domain::refusal::Fact;
use domain::text::Language;
use domain::time::Date;
use serde::{Deserialize, Serialize};
use store::keyring::Keyring;
use utoipa::{IntoParams, ToSchema};

use crate::extract::{Caller, Id, Lang, Moment, Query};
use crate::page::{self, Cursors, cut, following};
use crate::problem::{ApiError, ApiResult, ErrorCode};
use crate::reply::Page;
use crate::state::AppState;
use crate::v1::{proceedings, records};
use crate::wire::stamp;

/// What is missing, late or contradictory in a case.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct SuperviseeDefect {
    code: DefectCode,
    /// The rule, by its id.
    #[schema(example = "R-11")]
    rule: String,
    /// The article.
    basis: String,
    message: String,
    /// What shows it.
    evidence: Vec<Fact>,
    /// Who can close it.
    actor: DutyBearer,
    /// The proceeding in which it stands.
    #[serde(skip_serializing_if = "Option::is_none")]
    proceeding_id: Option<ProceedingId>,
    /// The record that shows it.
    #[serde(skip_serializing_if = "Option::is_none")]
    record_id: Option<RecordId>,
    /// Where the proceeding or the record is read.
    #[serde(skip_serializing_if = "Option::is_none")]
    href: Option<String>,
}

impl SuperviseeDefect {
    fn new(id: SuperviseeId, found: FoundDefect, language: Language) -> Self {
        let FoundDefect { defect, proceeding, record } = found;
        let of_proceeding = proceeding.map(|(kind, id)| proceedings::href(kind, id));
        Self {
            code: defect.code,
            basis: defect.basis.get(language).to_owned(),
            message: defect.message.get(language).to_owned(),
            rule: defect.rule,
            evidence: defect.evidence,
            actor: defect.actor,
            proceeding_id: defect.proceeding_id,
            record_id: defect.record_id,
            href: of_proceeding.or_else(|| record.map(|(kind, record_id)| records::href(kind, record_id, id))),
        }
    }
}

/// Of which moment the defects are asked for.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct ListDefects {
    /// The defects of the case as it was known at this moment (RFC 3339).
    #[param(value_type = Option<String>, format = DateTime)]
    as_of: Option<Moment>,
}

/// List the defects of a supervisee.
///
/// What is late, missing or contradictory in the case, computed: a defect is closed by doing what it asks for. Late ones first, then
/// missing, then contradictory. Not paged.
#[utoipa::path(
    tag = "supervisees",
    params(("id" = SuperviseeId, Path, description = "The supervisee"), ListDefects),
    responses((status = 200, description = "The defects.", body = Page<SuperviseeDefect>)),
    security(("bearer" = ["supervisees_read", "clocks_read"])),
)]
#[get("/supervisees/{id}/defects")]
pub(super) async fn list_supervisee_defects(
    state: Data<AppState>,
    caller: Caller,
    Lang(language): Lang,
    Id(id): Id<SuperviseeId>,
    Query(query): Query<ListDefects>,
) -> ApiResult<Page<SuperviseeDefect>> {
    let as_of = query.as_of.map(|moment| moment.0);
    if as_of.is_some_and(|moment| moment > caller.context.now) {
        return Err(ApiError::parameter("as_of", ErrorCode::InvalidParameter, "不得晚于当前时刻", "Not in the future"));
    }
    let keyring = state.db.keyring().clone();
    let found = state
        .read_long(caller.context, move |conn, context| {
            store::snapshot(conn, |conn| supervisees::defects(conn, &keyring, context, id, as_of))
        })
        .await?;
    let items = found.into_iter().map(|defect| SuperviseeDefect::new(id, defect, language)).collect();
    Ok(Page { items, next_cursor: None })
}

/// One thing that happened in a case.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct SuperviseeEvent {
    /// The day.
    on: Date,
    /// The moment, where more than the day is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(format = DateTime)]
    at: Option<String>,
    #[schema(extensions(("x-extensible-enum" = json!(true))))]
    kind: TimelineKind,
    title: String,
    /// Where it is told in full.
    href: String,
    /// What tells it from every other of the case.
    #[serde(skip)]
    key: String,
}

impl SuperviseeEvent {
    fn new(id: SuperviseeId, event: &Event, told: Told, language: Language) -> Self {
        let supervisee = format!("/api/v1/supervisees/{id}");
        Self {
            on: event.on,
            at: event.at.map(stamp),
            kind: event.kind,
            title: event.title.get(language).to_owned(),
            key: format!("{} {} {:?}", event.kind, event.on, event.source),
            href: match told {
                Told::Case => supervisee,
                Told::Proceeding(kind, id) => proceedings::href(kind, id),
                Told::Step(kind, id, act, step) => format!("{}/{}/{step}", proceedings::href(kind, id), act.path()),
                Told::Record(kind, record_id) => records::href(kind, record_id, id),
                Told::Clocks => format!("{supervisee}/clocks"),
            },
        }
    }
}

/// How the timeline is read.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct ListEvents {
    /// `newest_first` when not given.
    order: Option<TimelineOrder>,
    /// The page size.
    #[param(minimum = 1, maximum = 200, default = 50)]
    limit: Option<u16>,
    /// Where the page begins: `next_cursor` of the page before.
    cursor: Option<String>,
}

/// Read the timeline of a supervisee.
///
/// All that happened in the case until now: registration, dated facts, proceedings and their steps, records, deadlines met and
/// missed. What the caller may not read is left out; what was said stands where `href` leads.
#[utoipa::path(
    tag = "supervisees",
    params(("id" = SuperviseeId, Path, description = "The supervisee"), ListEvents),
    responses((status = 200, description = "A page of the timeline.", body = Page<SuperviseeEvent>, headers(("Link" = String)))),
    security(("bearer" = ["supervisees_read"])),
)]
#[get("/supervisees/{id}/timeline")]
pub(super) async fn list_supervisee_events(
    state: Data<AppState>,
    caller: Caller,
    Lang(language): Lang,
    Id(id): Id<SuperviseeId>,
    Query(query): Query<ListEvents>,
) -> ApiResult<Page<SuperviseeEvent>> {
    let keyring = state.db.keyring().clone();
    let keys = keyring.clone();
    let page = EventPage::of("timeline", id, &query, &keyring)?;
    let told = state
        .read(caller.context, move |conn, context| {
            store::snapshot(conn, |conn| supervisees::timeline(conn, &keys, context, id))
        })
        .await?;
    page.of_events(id, &told, language)
}

/// Read the medical timeline of a supervisee.
///
/// What of the timeline is about illness: health reports, re-examinations, examinations, intervals, guarantors, the end of the ground,
/// and their deadlines. Each reading is recorded in the access log before it is answered.
#[utoipa::path(
    tag = "supervisees",
    params(("id" = SuperviseeId, Path, description = "The supervisee"), ListEvents),
    responses((status = 200, description = "A page of the timeline.", body = Page<SuperviseeEvent>, headers(("Link" = String)))),
    security(("bearer" = ["supervisees_read", "medical_read"])),
)]
#[get("/supervisees/{id}/medical-timeline")]
pub(super) async fn list_supervisee_medical_events(
    state: Data<AppState>,
    caller: Caller,
    Lang(language): Lang,
    Id(id): Id<SuperviseeId>,
    Query(query): Query<ListEvents>,
) -> ApiResult<Page<SuperviseeEvent>> {
    let page = EventPage::of("medical-timeline", id, &query, state.db.keyring())?;
    let context = caller.context;
    let told = state.db.write(context.origin(), move |tx| supervisees::medical_timeline(tx, &context, id)).await?;
    page.of_events(id, &told, language)
}

/// A page of events, as it was asked for.
struct EventPage<'k> {
    order: TimelineOrder,
    limit: usize,
    cursors: Cursors<'k>,
    after: Option<String>,
}

impl<'k> EventPage<'k> {
    fn of(name: &'static str, id: SuperviseeId, query: &ListEvents, keyring: &'k Keyring) -> ApiResult<Self> {
        let limit = page::limit(query.limit)?;
        let order = query.order.unwrap_or(TimelineOrder::NewestFirst);
        let cursors = Cursors::new(keyring.cursor_key(), name, &(id, order));
        let after = cursors.position(query.cursor.as_deref())?;
        Ok(Self { order, limit, cursors, after })
    }

    fn of_events(
        self,
        id: SuperviseeId,
        told: &[(Event, Told)],
        language: Language,
    ) -> ApiResult<Page<SuperviseeEvent>> {
        let Self { order, limit, cursors, after } = self;
        let mut events: Vec<SuperviseeEvent> =
            told.iter().map(|(event, told)| SuperviseeEvent::new(id, event, *told, language)).collect();
        match order {
            TimelineOrder::NewestFirst => events.reverse(),
            TimelineOrder::OldestFirst => {}
        }
        let (items, more) = cut(following(events, after.as_deref(), |event| &event.key)?, limit);
        let next_cursor = items.last().filter(|_| more).map(|last| cursors.after(&last.key)).transpose()?;
        Ok(Page { items, next_cursor })
    }
}
