//! `/persons`: identities, registered before any case, possible duplicates, merges and separations.

use actix_web::http::header::LINK;
use actix_web::web::Data;
use actix_web::{CustomizeResponder, Responder, get, post};
use app::context::Context;
use app::error::Error;
use app::persons::{self, Known, Moved, Registration};
use domain::code::{DuplicateReason, Sex};
use domain::ids::{PersonId, SuperviseeId};
use serde::{Deserialize, Serialize};
use store::Tx;
use utoipa::ToSchema;
use validator::Validate;

use crate::extract::{BodyDigest, Caller, Id, Idempotency, IfMatch, Json};
use crate::problem::ApiResult;
use crate::reply::{Page, Reply, Tagged};
use crate::routes::Routes;
use crate::state::AppState;
use crate::v1::supervisees::bodies::{RegisterPerson, members};

pub(super) fn routes(routes: &mut Routes<'_, '_>) {
    routes
        .service(register_person)
        .service(get_person)
        .service(list_person_duplicates)
        .service(merge_persons)
        .service(separate_persons);
}

/// A person.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Person {
    id: PersonId,
    /// Masked (`张*`) for readers above the bureau, and of minors (`张**`) for who may not read what concerns minors.
    name: String,
    /// Masked.
    #[schema(example = "430702********1237")]
    id_number: String,
    /// Masked.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "139****4567")]
    phone: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sex: Option<Sex>,
    #[serde(skip_serializing_if = "Option::is_none")]
    birth_year: Option<i32>,
    /// The person whom this one turned out to be; the cases are there.
    #[serde(skip_serializing_if = "Option::is_none")]
    merged_into_id: Option<PersonId>,
    /// The cases within the caller's reach.
    supervisee_ids: Vec<SuperviseeId>,
    version: i32,
}

impl From<Known> for Person {
    fn from(Known { row, supervisee_ids }: Known) -> Self {
        Self {
            id: row.id,
            name: row.name,
            id_number: row.id_number_mask,
            phone: row.phone_mask,
            sex: row.sex.map(|sex| sex.0),
            birth_year: row.birth_year,
            merged_into_id: row.merged_into_id,
            supervisee_ids,
            version: row.version,
        }
    }
}

/// A person who may be the one asked about.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PossibleDuplicate {
    person: Person,
    /// Why they may be one.
    reasons: Vec<DuplicateReason>,
}

/// Which person is a duplicate, or is one no longer.
#[derive(Debug, Deserialize, Validate, ToSchema)]
pub(crate) struct DuplicateOfPerson {
    duplicate_id: PersonId,
    /// What the decision rests on.
    #[validate(length(min = 1, max = 500))]
    #[schema(min_length = 1, max_length = 500)]
    reason: String,
}

/// A merge or a separation that was done.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PersonMerge {
    /// The person who stands, after it.
    person: Person,
    duplicate_id: PersonId,
    /// The cases that changed hands.
    supervisee_ids: Vec<SuperviseeId>,
}

/// Register a person who is not under supervision.
///
/// So that a social investigation can be opened about them. One who is known by the identity number is that person: the facts stand as
/// they are, and where the person was within the caller's reach already, nothing is written and the answer is 200. A supervisee who is
/// registered later with the number is this person.
#[utoipa::path(
    tag = "persons",
    params(("Idempotency-Key" = Option<String>, Header, description = "Makes a repetition of this request harmless")),
    request_body = RegisterPerson,
    responses(
        (status = 200, description = "The person, who was known here.", body = Person, headers(("ETag" = String))),
        (status = 201, description = "The person.", body = Person, headers(("Location" = String), ("ETag" = String))),
    ),
    security(("bearer" = ["supervisees_write"])),
)]
#[post("/persons")]
async fn register_person(
    state: Data<AppState>,
    caller: Caller,
    key: Idempotency,
    Json(body, digest): Json<RegisterPerson>,
) -> ApiResult<Reply> {
    let request = key.of(caller.context.actor.account_id, digest);
    state
        .perform(caller.context, request, move |tx, context| {
            let registration = persons::register(tx, context, &members(&body)?)?;
            let (Registration::New(id) | Registration::Known(id)) = registration;
            let known = persons::get(tx.conn(), context, id)?;
            let version = known.row.version;
            let person = Person::from(known);
            match registration {
                Registration::New(_) => Reply::created(format!("/api/v1/persons/{id}"), version, &person),
                Registration::Known(_) => Reply::changed(version, &person),
            }
        })
        .await
}

/// Read a person.
///
/// Visible to whoever may see one of the person's cases, and to those who registered the person. One who was merged into
/// another is still answered, with `merged_into_id` and a `Link` to that other (`rel="canonical"`).
#[utoipa::path(
    tag = "persons",
    params(("id" = PersonId, Path, description = "The person")),
    responses((status = 200, description = "The person.", body = Person, headers(("ETag" = String), ("Link" = String)))),
    security(("bearer" = ["supervisees_read"])),
)]
#[get("/persons/{id}")]
async fn get_person(
    state: Data<AppState>,
    caller: Caller,
    Id(id): Id<PersonId>,
) -> ApiResult<CustomizeResponder<Tagged<Person>>> {
    let known = state.read(caller.context, move |conn, context| persons::get(conn, context, id)).await?;
    let canonical = known.row.merged_into_id.map(|into| format!("</api/v1/persons/{into}>; rel=\"canonical\""));
    let answer = Tagged::new(known.row.version, Person::from(known)).customize();
    Ok(match canonical {
        Some(link) => answer.insert_header((LINK, link)),
        None => answer,
    })
}

/// List who may be the same person.
///
/// Persons within the caller's reach with the same identity number, the same name and birth date, or the same phone and a name
/// that sounds alike. Not paged: 200 persons at most are compared.
#[utoipa::path(
    tag = "persons",
    params(("id" = PersonId, Path, description = "The person")),
    responses((status = 200, description = "Possible duplicates.", body = Page<PossibleDuplicate>)),
    security(("bearer" = ["supervisees_read"])),
)]
#[get("/persons/{id}/duplicates")]
async fn list_person_duplicates(
    state: Data<AppState>,
    caller: Caller,
    Id(id): Id<PersonId>,
) -> ApiResult<Page<PossibleDuplicate>> {
    let keyring = state.db.keyring().clone();
    let found =
        state.read_long(caller.context, move |conn, context| persons::duplicates(conn, &keyring, context, id)).await?;
    let items = found
        .into_iter()
        .map(|duplicate| PossibleDuplicate { person: duplicate.known.into(), reasons: duplicate.reasons })
        .collect();
    Ok(Page { items, next_cursor: None })
}

/// Merge a duplicate into a person.
///
/// The person's facts stand; the duplicate's cases become the person's and the duplicate leads here from now on. Every case that
/// changes hands gets a new version. Nothing is lost: a separation undoes it, and each case's history and `as_of` reach back
/// across it.
#[utoipa::path(
    tag = "persons",
    params(
        ("id" = PersonId, Path, description = "The person who stands"),
        ("If-Match" = String, Header, description = "The ETag that was read"),
        ("Idempotency-Key" = Option<String>, Header, description = "Makes a repetition of this request harmless"),
    ),
    request_body = DuplicateOfPerson,
    responses((status = 200, description = "The merge; the ETag is the person's.", body = PersonMerge, headers(("ETag" = String)))),
    security(("bearer" = ["persons_merge"])),
)]
#[post("/persons/{id}/merges")]
async fn merge_persons(
    state: Data<AppState>,
    caller: Caller,
    Id(id): Id<PersonId>,
    seen: IfMatch,
    idempotency: Idempotency,
    Json(body, digest): Json<DuplicateOfPerson>,
) -> ApiResult<Reply> {
    let act = Act { state, caller, id, seen, idempotency };
    act.perform(body, digest, |tx, context, id, seen, body| {
        persons::merge(tx, context, id, |version| seen.has_seen(version), body.duplicate_id, &body.reason)
    })
    .await
}

/// Undo a merge.
///
/// The duplicate stands alone again, as it was, with the very cases that came with the merge.
#[utoipa::path(
    tag = "persons",
    params(
        ("id" = PersonId, Path, description = "The person who stands"),
        ("If-Match" = String, Header, description = "The ETag that was read"),
        ("Idempotency-Key" = Option<String>, Header, description = "Makes a repetition of this request harmless"),
    ),
    request_body = DuplicateOfPerson,
    responses((status = 200, description = "The separation; the ETag is the person's.", body = PersonMerge, headers(("ETag" = String)))),
    security(("bearer" = ["persons_merge"])),
)]
#[post("/persons/{id}/separations")]
async fn separate_persons(
    state: Data<AppState>,
    caller: Caller,
    Id(id): Id<PersonId>,
    seen: IfMatch,
    idempotency: Idempotency,
    Json(body, digest): Json<DuplicateOfPerson>,
) -> ApiResult<Reply> {
    let act = Act { state, caller, id, seen, idempotency };
    act.perform(body, digest, |tx, context, id, seen, body| {
        persons::separate(tx, context, id, |version| seen.has_seen(version), body.duplicate_id, &body.reason)
    })
    .await
}

/// What both acts are given.
struct Act {
    state: Data<AppState>,
    caller: Caller,
    id: PersonId,
    seen: IfMatch,
    idempotency: Idempotency,
}

impl Act {
    async fn perform(
        self,
        body: DuplicateOfPerson,
        digest: BodyDigest,
        work: impl FnOnce(&mut Tx<'_>, &Context, PersonId, &IfMatch, &DuplicateOfPerson) -> Result<Moved, Error>
        + Send
        + 'static,
    ) -> ApiResult<Reply> {
        let Self { state, caller, id, seen, idempotency } = self;
        let request = idempotency.of(caller.context.actor.account_id, digest);
        state
            .perform(caller.context, request, move |tx, context| {
                let moved = work(tx, context, id, &seen, &body)?;
                let person = persons::get(tx.conn(), context, id)?;
                let done = PersonMerge {
                    person: person.into(),
                    duplicate_id: body.duplicate_id,
                    supervisee_ids: moved.supervisee_ids,
                };
                Reply::changed(moved.version, &done)
            })
            .await
    }
}
