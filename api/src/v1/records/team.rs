//! `/supervisees/{id}/correction-team`: the correction group of a case (矫正小组).

use actix_web::web::Data;
use actix_web::{get, put};
use app::records::{self, KnownTeam};
use domain::ids::SuperviseeId;
use domain::records::{CorrectionTeam as Team, TeamMember};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use crate::extract::{Caller, Id, Json, PutCondition};
use crate::problem::ApiResult;
use crate::reply::{Reply, Tagged};
use crate::state::AppState;
use crate::wire::stamp;

/// The correction group of a case.
#[derive(Debug, Serialize, ToSchema)]
struct SuperviseeCorrectionTeam {
    supervisee_id: SuperviseeId,
    #[schema(max_items = 20)]
    members: Vec<TeamMember>,
    /// Since when it is the group.
    #[schema(format = DateTime)]
    formed_at: String,
    /// How many groups the case has had, this one included.
    version: i32,
}

impl SuperviseeCorrectionTeam {
    fn of(supervisee_id: SuperviseeId, KnownTeam { team, formed_at, version }: KnownTeam) -> Self {
        Self { supervisee_id, members: team.members, formed_at: stamp(formed_at), version }
    }
}

/// A correction group, whole.
#[derive(Debug, Deserialize, Validate, ToSchema)]
struct PutCorrectionTeam {
    #[validate(length(min = 1, max = 20))]
    #[schema(min_items = 1, max_items = 20)]
    members: Vec<TeamMember>,
}

/// Read the correction group of a supervisee.
///
/// 404 where none was formed.
#[utoipa::path(
    tag = "records",
    params(("id" = SuperviseeId, Path, description = "The supervisee")),
    responses(
        (status = 200, description = "The group.", body = SuperviseeCorrectionTeam, headers(("ETag" = String))),
        (status = 304, description = "As the caller has it."),
    ),
    security(("bearer" = ["records_read"])),
)]
#[get("/supervisees/{id}/correction-team")]
pub(super) async fn get_correction_team(
    state: Data<AppState>,
    caller: Caller,
    Id(id): Id<SuperviseeId>,
) -> ApiResult<Tagged<SuperviseeCorrectionTeam>> {
    let keyring = state.db.keyring().clone();
    let known = state
        .read(caller.context, move |conn, context| {
            store::snapshot(conn, |conn| records::team(conn, &keyring, context, id))
        })
        .await?;
    Ok(Tagged::new(known.version, SuperviseeCorrectionTeam::of(id, known)))
}

/// Form the correction group of a supervisee, or put another in its place.
///
/// The first with `If-None-Match: *`, in the place of another with `If-Match`. A woman's group without a woman is refused, a
/// minor's without someone who knows minors too (MN-1). The group before stays a record of the case.
#[utoipa::path(
    tag = "records",
    params(
        ("id" = SuperviseeId, Path, description = "The supervisee"),
        ("If-Match" = Option<String>, Header, description = "To replace: the ETag that was read"),
        ("If-None-Match" = Option<String>, Header, description = "To form the first: `*`"),
    ),
    request_body = PutCorrectionTeam,
    responses(
        (status = 200, description = "Replaced.", body = SuperviseeCorrectionTeam, headers(("ETag" = String))),
        (status = 201, description = "Formed.", body = SuperviseeCorrectionTeam, headers(("Location" = String), ("ETag" = String))),
    ),
    security(("bearer" = ["records_write", "records_read"])),
)]
#[put("/supervisees/{id}/correction-team")]
pub(super) async fn put_correction_team(
    state: Data<AppState>,
    caller: Caller,
    Id(id): Id<SuperviseeId>,
    condition: PutCondition,
    Json(body, _): Json<PutCorrectionTeam>,
) -> ApiResult<Reply> {
    let team = Team { members: body.members };
    state
        .perform(caller.context, None, move |tx, context| match condition {
            PutCondition::Create => {
                let known = records::form_team(tx, context, id, team)?;
                let location = format!("/api/v1/supervisees/{id}/correction-team");
                Reply::created(location, known.version, &SuperviseeCorrectionTeam::of(id, known))
            }
            PutCondition::Replace(seen) => {
                let known = records::replace_team(tx, context, id, team, |version| seen.has_seen(version))?;
                Reply::changed(known.version, &SuperviseeCorrectionTeam::of(id, known))
            }
        })
        .await
}
