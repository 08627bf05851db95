//! `/proceedings` and the routes of every kind: opened, drafted, carried on act by act, read.
//!
//! The routes of a kind (`kind`) and what the contract says of them (`contract`) are read off its declaration in the domain: a new
//! kind needs nothing here.

mod body;
mod contract;
mod kind;
mod kinds;
mod views;

use actix_web::web::Data;
use actix_web::{Either, HttpResponse, get};
use app::proceedings::{Wanted, Whom};
use domain::code::{Code, Permission, ProceedingKind, ProceedingStatus};
use domain::ids::{OrganizationId, ProceedingId, SuperviseeId};
use domain::time::Date;
use serde::Deserialize;
use utoipa::IntoParams;

use self::contract::{Proceeding, ProceedingItem};
use self::kind::{KindRoutes, ProceedingAwaiting, answer, one};
use self::kinds::ProceedingKindItem;
pub(super) use self::views::href;
use self::views::{ProceedingItemView, ProceedingView};
use crate::extract::{Accept, Caller, Id, Lang, Query};
use crate::problem::ApiResult;
use crate::reply::{Page, Tagged};
use crate::routes::Routes;
use crate::state::AppState;

pub(super) fn routes(routes: &mut Routes<'_, '_>) {
    for kind in ProceedingKind::ALL {
        routes.service(KindRoutes(*kind));
    }
    routes.service(list_proceedings).service(list_proceeding_kinds).service(get_proceeding);
}

/// What a list of proceedings is narrowed to.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct ListProceedings {
    /// Those of one kind.
    kind: Option<ProceedingKind>,
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

/// List proceedings.
///
/// The worklist: proceedings of every kind that the caller may read, within the caller's subtree, in the order of opening. With
/// `awaiting=me` those in which the caller is to act now.
///
/// Also as a spreadsheet (`Accept: application/vnd.openxmlformats-officedocument.spreadsheetml.sheet`): all that the filters give at
/// once, at most 10000 rows (400 `too_many_items` beyond).
#[utoipa::path(
    tag = "proceedings",
    params(ListProceedings),
    responses((
        status = 200,
        description = "A page of proceedings, or all of them as a spreadsheet.",
        content(
            (Page<ProceedingItem> = "application/json"),
            (String = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ),
        headers(("Link" = String)),
    )),
    security(("bearer" = ["proceedings_read"])),
)]
#[get("/proceedings")]
async fn list_proceedings(
    state: Data<AppState>,
    caller: Caller,
    Lang(language): Lang,
    accept: Accept,
    Query(query): Query<ListProceedings>,
) -> ApiResult<Either<Page<ProceedingItemView>, HttpResponse>> {
    let wanted = Wanted {
        kind: query.kind,
        status: query.status,
        organization_id: query.organization_id,
        supervisee_id: query.supervisee_id,
        awaiting: query.awaiting.map(Whom::from),
        overdue: query.overdue,
        due_before: query.due_before,
    };
    answer(&state, caller, language, &accept, wanted, query.limit, query.cursor.as_deref()).await
}

/// List the kinds of proceedings.
///
/// What each kind declares of itself: states, moves, who makes them, the rule, a state diagram (Mermaid). Not paged.
#[utoipa::path(
    tag = "proceedings",
    responses(
        (status = 200, description = "The kinds.", body = Page<ProceedingKindItem>, headers(("ETag" = String))),
        (status = 304, description = "As the caller has it."),
    ),
    security(("bearer" = ["rules_read"])),
)]
#[get("/proceedings/kinds")]
async fn list_proceeding_kinds(caller: Caller, Lang(language): Lang) -> ApiResult<Tagged<Page<ProceedingKindItem>>> {
    caller.context.require(Permission::RulesRead)?;
    Ok(Tagged::by_content(Page { items: ProceedingKindItem::all(language), next_cursor: None }))
}

/// Read a proceeding.
///
/// Of whatever kind. What the law makes of it is computed at each reading, for the caller; the ETag is that of what was recorded.
#[utoipa::path(
    tag = "proceedings",
    params(("id" = ProceedingId, Path, description = "The proceeding")),
    responses((status = 200, description = "The proceeding.", body = Proceeding, headers(("ETag" = String)))),
    security(("bearer" = ["proceedings_read"])),
)]
#[get("/proceedings/{id}")]
async fn get_proceeding(
    state: Data<AppState>,
    caller: Caller,
    lang: Lang,
    Id(id): Id<ProceedingId>,
) -> ApiResult<Tagged<ProceedingView>> {
    one(&state, caller, lang, None, id).await
}
