//! How records are shown: one form for every kind. The contract narrows the content by kind.

use app::records::Shown;
use domain::code::RecordKind;
use domain::ids::{OrganizationId, PaperId, RecordId, SuperviseeId};
use domain::proceedings::Signer;
use domain::records::{Capture, Record, Voiding};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use crate::problem::{ApiError, ApiResult, ErrorCode};
use crate::wire::stamp;

/// A record of daily work.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct RecordView {
    pub(super) id: RecordId,
    kind: RecordKind,
    supervisee_id: SuperviseeId,
    /// Masked (`张*`) for readers above the bureau.
    name: String,
    /// The office, or the bureau itself, that carries the case.
    organization_id: OrganizationId,
    /// When it happened.
    #[schema(format = DateTime)]
    happened_at: String,
    /// What it says.
    content: Value,
    /// The papers that it refers to.
    papers: Vec<PaperId>,
    entered_by: Signer,
    /// When it was entered.
    #[schema(format = DateTime)]
    entered_at: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    capture: Option<RecordCapture>,
    #[serde(skip_serializing_if = "Option::is_none")]
    voided: Option<RecordVoiding>,
    pub(super) version: i32,
}

impl RecordView {
    /// A record as shown.
    ///
    /// # Errors
    /// When its content is not written as JSON, which would be a fault of this program.
    pub(super) fn new(Shown { row, record, name }: Shown) -> ApiResult<Self> {
        let Record { id, content, happened_at, by, recorded_at, papers, capture, voided } = record;
        let kind = content.kind();
        let mut said =
            serde_json::to_value(content).map_err(|error| ApiError::new(ErrorCode::Internal).because(error))?;
        Ok(Self {
            id,
            kind,
            supervisee_id: row.supervisee_id,
            name,
            organization_id: row.organization_id,
            happened_at: stamp(happened_at),
            content: said.get_mut("content").map(Value::take).unwrap_or_default(),
            papers,
            entered_by: by,
            entered_at: stamp(recorded_at),
            capture: capture.map(RecordCapture::from),
            voided: voided.map(RecordVoiding::from),
            version: row.version,
        })
    }
}

/// Where a record is: a correction group below its case, every other among those of its kind.
pub(in crate::v1) fn href(kind: RecordKind, id: RecordId, supervisee_id: SuperviseeId) -> String {
    match kind {
        RecordKind::CorrectionTeam => format!("/api/v1/supervisees/{supervisee_id}/{}", kind.path()),
        RecordKind::Reception
        | RecordKind::Pronouncement
        | RecordKind::ResponsibilityLetter
        | RecordKind::CorrectionPlan
        | RecordKind::ExitRestriction
        | RecordKind::RiskAssessment
        | RecordKind::Report
        | RecordKind::Visit
        | RecordKind::Talk
        | RecordKind::InformationCheck
        | RecordKind::HealthReport
        | RecordKind::Attendance => format!("/api/v1/{}/{id}", kind.path()),
    }
}

/// How a record came from a device that was without a network.
#[derive(Debug, Serialize, ToSchema)]
struct RecordCapture {
    device_id: String,
    /// The record's own id on the device.
    client_id: String,
    /// Its place in the order in which the device took records.
    #[schema(minimum = 0)]
    sequence: u32,
    /// The moment by the device's clock.
    #[schema(format = DateTime)]
    device_at: String,
}

impl From<Capture> for RecordCapture {
    fn from(Capture { device_id, client_id, sequence, device_at }: Capture) -> Self {
        Self { device_id, client_id, sequence, device_at: stamp(device_at) }
    }
}

/// Why a record no longer counts.
#[derive(Debug, Serialize, ToSchema)]
struct RecordVoiding {
    reason: String,
    by: Signer,
    #[schema(format = DateTime)]
    at: String,
}

impl From<Voiding> for RecordVoiding {
    fn from(Voiding { reason, by, at }: Voiding) -> Self {
        Self { reason, by, at: stamp(at) }
    }
}
