//! `/papers`: files kept with a case or a person.

mod content;
mod storing;

use actix_web::get;
use actix_web::web::Data;
use app::papers;
use domain::code::ArchiveItem;
use domain::ids::{AccountId, OrganizationId, PaperId, PersonId, SuperviseeId};
use domain::time::Date;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::extract::{Caller, Id, Query};
use crate::page::{self, Cursors, cut};
use crate::problem::ApiResult;
use crate::reply::{Page, Tagged};
use crate::routes::Routes;
use crate::state::AppState;
use crate::wire::stamp;

pub(super) fn routes(routes: &mut Routes<'_, '_>) {
    routes
        .service(storing::store_paper)
        .service(get_paper)
        .service(content::get_paper_content)
        .service(list_supervisee_papers);
}

/// A paper, without its content.
#[derive(Debug, Serialize, ToSchema)]
struct Paper {
    id: PaperId,
    /// The case it belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    supervisee_id: Option<SuperviseeId>,
    /// The person it was stored for; after a merge of persons still that one.
    person_id: PersonId,
    /// The organisation that supervised when it was stored, or that stored it.
    organization_id: OrganizationId,
    /// What it is called.
    title: String,
    /// Where in the archive it belongs.
    #[serde(skip_serializing_if = "Option::is_none")]
    kind: Option<ArchiveItem>,
    /// The day on which the paper itself was made.
    #[serde(skip_serializing_if = "Option::is_none")]
    made_on: Option<Date>,
    /// The file's name as it was sent, without folders.
    file_name: String,
    /// What it is, by its content.
    #[schema(example = "application/pdf")]
    media_type: String,
    /// How large it is.
    #[schema(minimum = 1)]
    bytes: i64,
    /// SHA-256 of its bytes, in hexadecimal.
    #[schema(min_length = 64, max_length = 64)]
    sha256: String,
    /// Where its bytes can be read.
    content_href: String,
    /// The account that stored it.
    created_by: AccountId,
    #[schema(format = DateTime)]
    created_at: String,
    version: i32,
}

impl Paper {
    fn of(paper: papers::Paper) -> Self {
        let papers::Paper { row, particulars } = paper;
        Self {
            id: row.id,
            supervisee_id: row.supervisee_id,
            person_id: row.person_id,
            organization_id: row.organization_id,
            title: particulars.title,
            kind: row.kind.map(|kind| kind.0),
            made_on: row.made_on,
            file_name: particulars.file_name,
            media_type: row.media_type,
            bytes: row.bytes,
            sha256: particulars.sha256,
            content_href: format!("/api/v1/papers/{}/content", row.id),
            created_by: row.account_id,
            created_at: stamp(row.created_at),
            version: row.version,
        }
    }
}

/// Read a paper.
///
/// What is known of it; its bytes are at `content_href`.
#[utoipa::path(
    tag = "papers",
    params(("id" = PaperId, Path, description = "The paper")),
    responses((status = 200, description = "The paper.", body = Paper, headers(("ETag" = String)))),
    security(("bearer" = ["papers_read"])),
)]
#[get("/papers/{id}")]
async fn get_paper(state: Data<AppState>, caller: Caller, Id(id): Id<PaperId>) -> ApiResult<Tagged<Paper>> {
    let keyring = state.db.keyring().clone();
    let paper = state.read(caller.context, move |conn, context| papers::get(conn, &keyring, context, id)).await?;
    Ok(Tagged::new(paper.row.version, Paper::of(paper)))
}

/// Which papers of a case.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct ListPapers {
    /// 1 to 200; 50 when not given.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u16>,
    /// `next_cursor` of the page before.
    cursor: Option<String>,
}

/// List the papers of a supervisee.
///
/// In the order in which they were stored. Papers of the kind `medical` are left out for a caller who may not read medical
/// information.
#[utoipa::path(
    tag = "papers",
    params(("id" = SuperviseeId, Path, description = "The supervisee"), ListPapers),
    responses((status = 200, description = "A page of papers.", body = Page<Paper>, headers(("Link" = String)))),
    security(("bearer" = ["papers_read"])),
)]
#[get("/supervisees/{id}/papers")]
async fn list_supervisee_papers(
    state: Data<AppState>,
    caller: Caller,
    Id(id): Id<SuperviseeId>,
    Query(query): Query<ListPapers>,
) -> ApiResult<Page<Paper>> {
    let limit = page::limit(query.limit)?;
    let cursors = Cursors::new(state.db.keyring().cursor_key(), "supervisee_papers", &id);
    let after: Option<PaperId> = cursors.position(query.cursor.as_deref())?;
    let keyring = state.db.keyring().clone();
    let papers = state
        .read(caller.context, move |conn, context| papers::list(conn, &keyring, context, id, after, limit))
        .await?;
    let (papers, more) = cut(papers, limit);
    let next_cursor = papers.last().filter(|_| more).map(|last| cursors.after(&last.row.id)).transpose()?;
    Ok(Page { items: papers.into_iter().map(Paper::of).collect(), next_cursor })
}
