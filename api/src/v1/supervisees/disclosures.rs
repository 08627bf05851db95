//! `POST /supervisees/{id}/disclosures`: plain values, for a stated purpose.

use actix_web::post;
use actix_web::web::Data;
use app::supervisees;
use domain::code::DisclosurePurpose;
use domain::ids::SuperviseeId;
use domain::supervisee::Guarantor;
use domain::time::Date;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use crate::extract::{Caller, Id, Json};
use crate::problem::{ApiError, ApiResult, ErrorCode};
use crate::reply::Reply;
use crate::state::AppState;

/// Which values, and for what.
#[derive(Debug, Deserialize, Validate, ToSchema)]
pub(super) struct DiscloseSupervisee {
    /// `id_number`, `birth_date`, `phone`, `residence_address`, `household_address`, `workplace`, `former_name`, `guarantor`, `remarks`.
    #[validate(length(min = 1, max = 9))]
    #[schema(min_items = 1, max_items = 9)]
    fields: Vec<String>,
    purpose: DisclosurePurpose,
    /// The matter it is for.
    #[validate(length(min = 1, max = 200))]
    #[schema(min_length = 1, max_length = 200)]
    case_ref: Option<String>,
}

/// What was disclosed.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Disclosure {
    /// The record of this disclosure in the access log.
    id: Uuid,
    values: DisclosedValues,
}

/// The values asked for; one that is not recorded is absent.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
struct DisclosedValues {
    #[serde(skip_serializing_if = "Option::is_none")]
    id_number: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    birth_date: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    phone: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    residence_address: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    household_address: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    workplace: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    former_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    guarantor: Option<Guarantor>,
    #[serde(skip_serializing_if = "Option::is_none")]
    remarks: Option<String>,
}

/// Disclose protected values.
///
/// Recorded in the access log, with purpose and matter, before the values leave; limited a day and account.
#[utoipa::path(
    tag = "supervisees",
    params(("id" = SuperviseeId, Path, description = "The supervisee")),
    request_body = DiscloseSupervisee,
    responses((status = 201, description = "The values.", body = Disclosure)),
    security(("bearer" = ["supervisees_disclose"])),
)]
#[post("/supervisees/{id}/disclosures")]
pub(super) async fn disclose_supervisee(
    state: Data<AppState>,
    caller: Caller,
    Id(id): Id<SuperviseeId>,
    Json(body, _): Json<DiscloseSupervisee>,
) -> ApiResult<Reply> {
    let per_day = state.config.disclosures_per_day;
    state
        .perform(caller.context, None, move |tx, context| {
            let disclosed =
                supervisees::disclose(tx, context, id, &body.fields, body.purpose, body.case_ref.as_deref(), per_day)?;
            let values = serde_json::from_value(Value::Object(disclosed.values))
                .map_err(|error| ApiError::new(ErrorCode::Internal).because(error))?;
            Reply::recorded(&Disclosure { id: disclosed.id, values })
        })
        .await
}
