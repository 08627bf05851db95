//! The routes of one kind: read off its declaration, so that none can be missing and none is there that the kind does not know.

use std::future::{Ready, ready};

use actix_web::dev::{AppService, HttpServiceFactory, Payload};
use actix_web::web::{self, Data};
use actix_web::{Either, FromRequest, HttpRequest, HttpResponse, Resource};
use app::merge_patch::merge;
use app::proceedings::{self, Wanted, Whom};
use domain::code::{Permission, ProceedingKind, ProceedingStatus};
use domain::ids::{OrganizationId, ProceedingId, StepId, SuperviseeId};
use domain::proceedings::{ActCode, permissions};
use domain::text::Language;
use domain::time::Date;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};

use super::body::{EditProceeding, Opening};
use super::views::{ProceedingItemView, ProceedingView, StepView, href};
use crate::extract::{Accept, Caller, Id, Idempotency, IfMatch, Lang, MergePatch, Query, Unread, read_value};
use crate::middleware::fallback;
use crate::page::{self, Cursors, cut};
use crate::problem::{ApiError, ApiResult, ErrorCode};
use crate::reply::{Page, Reply, Tagged};
use crate::sheet::{self, SHEET};
use crate::state::AppState;

/// The routes of a kind.
pub(super) struct KindRoutes(pub(super) ProceedingKind);

impl HttpServiceFactory for KindRoutes {
    fn register(self, config: &mut AppService) {
        let Self(kind) = self;
        let declaration = kind.declaration();
        let resource = |path: &str| -> Resource { web::resource(path.to_owned()).default_service(web::to(fallback)) };
        // A scope of its own: a request for something else is past the kind with one look. One route for all acts: a pattern for each
        // would have to be compiled in every thread, and looked at in every request.
        let scope = web::scope(&format!("/{}", declaration.path))
            .app_data(Of(kind))
            .default_service(web::to(fallback))
            .service(resource("").route(web::get().to(list)).route(web::post().to(open)))
            .service(resource("/{id}").route(web::get().to(get)).route(web::patch().to(edit)))
            .service(resource("/{id}/steps").route(web::get().to(steps)))
            .service(resource("/{id}/{act}").route(web::post().to(act)))
            .service(resource("/{id}/{act}/{step_id}").route(web::get().to(step)));
        scope.register(config);
    }
}

/// The kind whose route this is.
#[derive(Debug, Clone, Copy)]
struct Of(ProceedingKind);

/// The act in the path. What the kind does not know is no path.
#[derive(Debug, Clone, Copy)]
struct Doing(ActCode);

impl FromRequest for Of {
    type Error = ApiError;
    type Future = Ready<Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, _payload: &mut Payload) -> Self::Future {
        ready(request.app_data::<Self>().copied().ok_or_else(|| ApiError::new(ErrorCode::Internal)))
    }
}

impl FromRequest for Doing {
    type Error = ApiError;
    type Future = Ready<Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, _payload: &mut Payload) -> Self::Future {
        let kind = request.app_data::<Of>().map(|Of(kind)| kind.declaration());
        let named = |act: &ActCode| request.match_info().get("act") == Some(act.path().as_str());
        let known = kind.and_then(|kind| kind.acts().into_iter().find(named));
        ready(known.map(Self).ok_or_else(|| ApiError::new(ErrorCode::NotFound)))
    }
}

/// The id of the step in the path. What is no id names nothing.
struct InPath(StepId);

impl FromRequest for InPath {
    type Error = ApiError;
    type Future = Ready<Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, _payload: &mut Payload) -> Self::Future {
        let text = request.match_info().get("step_id").unwrap_or_default();
        ready(text.parse().map(Self).or(Err(ApiError::new(ErrorCode::NotFound))))
    }
}

/// For whom the wanted proceedings wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum ProceedingAwaiting {
    /// For the caller: level and permission fit, and the caller neither opened nor proposed nor endorsed what is to be decided.
    Me,
    /// For anyone at the level of the caller's organisation.
    MyOrganization,
}

impl From<ProceedingAwaiting> for Whom {
    fn from(awaiting: ProceedingAwaiting) -> Self {
        match awaiting {
            ProceedingAwaiting::Me => Self::Me,
            ProceedingAwaiting::MyOrganization => Self::MyOrganization,
        }
    }
}

/// What a list of proceedings of one kind is narrowed to.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct ListOfKind {
    /// Those in one status.
    status: Option<ProceedingStatus>,
    /// Those that wait for somebody.
    awaiting: Option<ProceedingAwaiting>,
    /// Those in which a clock is overdue, or those in which none is.
    overdue: Option<bool>,
    /// Those in which a clock that still runs is due (strictly counted) before this day, the day itself not included.
    due_before: Option<Date>,
    /// Those of one office, or of one bureau and its offices.
    organization_id: Option<OrganizationId>,
    /// Those of one case.
    supervisee_id: Option<SuperviseeId>,
    /// The page size.
    #[param(minimum = 1, maximum = 200, default = 50)]
    limit: Option<u16>,
    /// Where the page begins: `next_cursor` of the page before.
    cursor: Option<String>,
}

async fn list(
    state: Data<AppState>,
    caller: Caller,
    Lang(language): Lang,
    accept: Accept,
    Of(kind): Of,
    Query(query): Query<ListOfKind>,
) -> ApiResult<Either<Page<ProceedingItemView>, HttpResponse>> {
    let wanted = Wanted {
        kind: Some(kind),
        status: query.status,
        organization_id: query.organization_id,
        supervisee_id: query.supervisee_id,
        awaiting: query.awaiting.map(Whom::from),
        overdue: query.overdue,
        due_before: query.due_before,
    };
    answer(&state, caller, language, &accept, wanted, query.limit, query.cursor.as_deref()).await
}

/// A page of proceedings, or all of them as a sheet.
pub(super) async fn answer(
    state: &AppState,
    caller: Caller,
    language: Language,
    accept: &Accept,
    wanted: Wanted,
    limit: Option<u16>,
    cursor: Option<&str>,
) -> ApiResult<Either<Page<ProceedingItemView>, HttpResponse>> {
    if !accept.prefers(SHEET, "application/json") {
        return Ok(Either::Left(page_of(state, caller, wanted, limit, cursor).await?));
    }
    sheet::whole(limit, cursor)?;
    let (keys, world, now) = (state.db.keyring().clone(), caller.context.world.clone(), caller.context.now);
    let rows = state
        .read_long(caller.context, move |conn, context| {
            proceedings::list(conn, &keys, context, wanted, None, sheet::ROWS_MAX)
        })
        .await?;
    let rows = rows.into_iter().map(|listed| ProceedingItemView::new(listed, now)).collect();
    Ok(Either::Right(sheet::answer::<ProceedingItemView>(rows, &world, language).await?))
}

/// A page of proceedings.
async fn page_of(
    state: &AppState,
    caller: Caller,
    wanted: Wanted,
    limit: Option<u16>,
    cursor: Option<&str>,
) -> ApiResult<Page<ProceedingItemView>> {
    let limit = page::limit(limit)?;
    let keyring = state.db.keyring().clone();
    let cursors = Cursors::new(keyring.cursor_key(), "proceedings", &wanted);
    let after: Option<ProceedingId> = cursors.position(cursor)?;
    let (keys, now) = (keyring.clone(), caller.context.now);
    let rows = state
        .read(caller.context, move |conn, context| proceedings::list(conn, &keys, context, wanted, after, limit))
        .await?;
    let (rows, more) = cut(rows, limit);
    let next_cursor = rows.last().filter(|_| more).map(|last| cursors.after(&last.row.id)).transpose()?;
    Ok(Page { items: rows.into_iter().map(|listed| ProceedingItemView::new(listed, now)).collect(), next_cursor })
}

async fn open(
    state: Data<AppState>,
    caller: Caller,
    Lang(language): Lang,
    Of(kind): Of,
    key: Idempotency,
    body: Unread,
) -> ApiResult<Reply> {
    caller.context.require(Permission::ProceedingsWrite)?;
    let (about, content) = body.read(Opening(kind))?;
    let request = key.of(caller.context.actor.account_id, body.digest);
    state
        .perform(caller.context, request, move |tx, context| {
            let id = proceedings::open(tx, context, about, content)?;
            let keyring = tx.keyring();
            let shown = proceedings::get(tx.conn(), keyring, context, Some(kind), id)?;
            Reply::created(href(kind, id), shown.row.version, &ProceedingView::new(shown, language))
        })
        .await
}

async fn get(
    state: Data<AppState>,
    caller: Caller,
    lang: Lang,
    Of(kind): Of,
    Id(id): Id<ProceedingId>,
) -> ApiResult<Tagged<ProceedingView>> {
    one(&state, caller, lang, Some(kind), id).await
}

/// One proceeding, in one snapshot of its case.
pub(super) async fn one(
    state: &AppState,
    caller: Caller,
    Lang(language): Lang,
    kind: Option<ProceedingKind>,
    id: ProceedingId,
) -> ApiResult<Tagged<ProceedingView>> {
    let (keyring, reader) = (state.db.keyring().clone(), caller.context.clone());
    let shown = state
        .read(caller.context, move |conn, context| {
            store::snapshot(conn, |conn| proceedings::get(conn, &keyring, context, kind, id))
        })
        .await?;
    note_reading(state, reader, shown.row.kind.0, id).await?;
    Ok(Tagged::computed(shown.row.version, ProceedingView::new(shown, language)))
}

/// Puts on the record that a proceeding of a kind that only some may read was read, before the answer leaves.
async fn note_reading(
    state: &AppState,
    context: app::context::Context,
    kind: ProceedingKind,
    id: ProceedingId,
) -> ApiResult<()> {
    if kind.declaration().reader.is_none() {
        return Ok(());
    }
    Ok(state.db.write(context.origin(), move |tx| proceedings::note_reading(tx, &context, id)).await?)
}

async fn edit(
    state: Data<AppState>,
    caller: Caller,
    Lang(language): Lang,
    Of(kind): Of,
    Id(id): Id<ProceedingId>,
    seen: IfMatch,
    patch: MergePatch<EditProceeding>,
) -> ApiResult<Reply> {
    state
        .perform(caller.context, None, move |tx, context| {
            let change = |mut content: Value| -> ApiResult<_> {
                merge(&mut content, &patch.body.content);
                read_value(content, kind, "/content")
            };
            proceedings::edit(tx, context, kind, id, |version| seen.has_seen(version), change)?;
            let keyring = tx.keyring();
            let shown = proceedings::get(tx.conn(), keyring, context, Some(kind), id)?;
            Reply::changed(shown.row.version, &ProceedingView::new(shown, language))
        })
        .await
}

#[expect(clippy::too_many_arguments, reason = "an extractor each")]
async fn act(
    state: Data<AppState>,
    caller: Caller,
    Of(kind): Of,
    Doing(code): Doing,
    Id(id): Id<ProceedingId>,
    seen: IfMatch,
    key: Idempotency,
    body: Unread,
) -> ApiResult<Reply> {
    caller.context.require_one_of(&permissions(kind, code))?;
    let act = body.read(code)?;
    let request = key.of(caller.context.actor.account_id, body.digest);
    state
        .perform(caller.context, request, move |tx, context| {
            let done = proceedings::act(tx, context, kind, id, |version| seen.has_seen(version), act)?;
            let location = format!("{}/{}/{}", href(kind, id), code.path(), done.step.step.id);
            Reply::created(location, done.version, &StepView::from(done.step))
        })
        .await
}

async fn steps(
    state: Data<AppState>,
    caller: Caller,
    Of(kind): Of,
    Id(id): Id<ProceedingId>,
) -> ApiResult<Page<StepView>> {
    let (keyring, reader) = (state.db.keyring().clone(), caller.context.clone());
    let steps = state
        .read(caller.context, move |conn, context| {
            store::snapshot(conn, |conn| proceedings::steps(conn, &keyring, context, Some(kind), id))
        })
        .await?;
    note_reading(&state, reader, kind, id).await?;
    Ok(Page { items: steps.into_iter().map(StepView::from).collect(), next_cursor: None })
}

async fn step(
    state: Data<AppState>,
    caller: Caller,
    Of(kind): Of,
    Doing(code): Doing,
    Id(id): Id<ProceedingId>,
    InPath(step_id): InPath,
) -> ApiResult<Tagged<StepView>> {
    let (keyring, reader) = (state.db.keyring().clone(), caller.context.clone());
    let step = state
        .read(caller.context, move |conn, context| {
            store::snapshot(conn, |conn| proceedings::step(conn, &keyring, context, kind, id, code, step_id))
        })
        .await?;
    note_reading(&state, reader, kind, id).await?;
    Ok(Tagged::by_content(StepView::from(step)))
}
