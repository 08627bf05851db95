//! `GET /supervisees/{id}/revocation-grounds`: the statutory grounds, each met or not, with where the case file shows it.

use actix_web::get;
use actix_web::web::Data;
use app::revocations::{CaseGrounds, grounds};
use domain::code::Outcome;
use domain::ids::{ProceedingId, RecordId, StepId, SuperviseeId};
use domain::proceedings::proposal::{FoundCrime, FoundFact, FoundGround};
use domain::text::{Language, Text};
use serde::Serialize;
use utoipa::ToSchema;

use crate::extract::{Caller, Id, Lang};
use crate::problem::ApiResult;
use crate::reply::Tagged;
use crate::state::AppState;
use crate::v1::{proceedings, records};

/// A fact of the case file.
#[derive(Debug, Serialize, ToSchema)]
struct GroundFact {
    /// The name of the fact, snake_case.
    name: String,
    /// Its value, as text.
    value: String,
    /// The proceeding that shows it.
    #[serde(skip_serializing_if = "Option::is_none")]
    proceeding_id: Option<ProceedingId>,
    /// The step of that proceeding.
    #[serde(skip_serializing_if = "Option::is_none")]
    step_id: Option<StepId>,
    /// The record that shows it.
    #[serde(skip_serializing_if = "Option::is_none")]
    record_id: Option<RecordId>,
    /// Where it can be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    href: Option<String>,
}

/// A statutory ground, with what became of it.
#[derive(Debug, Serialize, ToSchema)]
struct RevocationGround {
    /// The id of the rule.
    rule: String,
    /// What the ground says.
    title: String,
    /// The article.
    basis: String,
    /// Whether it is met.
    state: Outcome,
    /// The facts that decided it.
    #[schema(max_items = 1000)]
    facts: Vec<GroundFact>,
    /// What the court asks for beyond what the proposal needs.
    #[serde(skip_serializing_if = "Option::is_none")]
    court_also_asks: Option<String>,
}

/// What a new or undiscovered crime leads to.
#[derive(Debug, Serialize, ToSchema)]
struct RevocationCrime {
    /// The id of the rule.
    rule: String,
    /// The article.
    basis: String,
    /// What it leads to.
    text: String,
    /// Whether the case file tells of one.
    state: Outcome,
}

/// The grounds of revocation or committal.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct RevocationGrounds {
    /// Five for probation, three for parole, eight for temporary execution outside prison, none for public surveillance.
    #[schema(max_items = 8)]
    items: Vec<RevocationGround>,
    crime: RevocationCrime,
}

impl RevocationGrounds {
    fn new(id: SuperviseeId, grounds: CaseGrounds, language: Language) -> Self {
        let said = |text: &Text| text.get(language).to_owned();
        let CaseGrounds { found, proceedings: kinds, records: record_kinds } = grounds;
        let fact = |fact: FoundFact| {
            let FoundFact { name, value, proceeding_id, step_id, record_id } = fact;
            let of_proceeding = proceeding_id.and_then(|id| kinds.get(&id).map(|kind| proceedings::href(*kind, id)));
            let of_record =
                record_id.and_then(|record| record_kinds.get(&record).map(|kind| records::href(*kind, record, id)));
            GroundFact { name, value, proceeding_id, step_id, record_id, href: of_proceeding.or(of_record) }
        };
        let item = |ground: FoundGround| RevocationGround {
            title: said(&ground.title),
            basis: said(&ground.basis),
            court_also_asks: ground.court_also_asks.as_ref().map(said),
            rule: ground.rule,
            state: ground.state,
            facts: ground.facts.into_iter().map(fact).collect(),
        };
        let FoundCrime { rule, basis, text, state } = found.crime;
        Self {
            items: found.items.into_iter().map(item).collect(),
            crime: RevocationCrime { rule, basis: said(&basis), text: said(&text), state },
        }
    }
}

/// Check the grounds of revocation.
///
/// Every statutory ground of the person's category, met, not met or for a person to judge, with the records and proceedings that show
/// it: revocation of probation (IM 46) and of parole (IM 47), committal to prison (IM 49). Public surveillance has none.
#[utoipa::path(
    tag = "supervisees",
    params(("id" = SuperviseeId, Path, description = "The supervisee")),
    responses(
        (status = 200, description = "The grounds.", body = RevocationGrounds, headers(("ETag" = String))),
        (status = 304, description = "As the caller has it."),
    ),
    security(("bearer" = ["supervisees_read", "proceedings_read"])),
)]
#[get("/supervisees/{id}/revocation-grounds")]
pub(super) async fn get_revocation_grounds(
    state: Data<AppState>,
    caller: Caller,
    Lang(language): Lang,
    Id(id): Id<SuperviseeId>,
) -> ApiResult<Tagged<RevocationGrounds>> {
    let keyring = state.db.keyring().clone();
    let found = state
        .read_long(caller.context, move |conn, context| {
            store::snapshot(conn, |conn| grounds(conn, &keyring, context, id))
        })
        .await?;
    Ok(Tagged::by_content(RevocationGrounds::new(id, found, language)))
}
