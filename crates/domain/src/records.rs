//! Records (工作记录): what was done and seen from day to day, from the reception to the release.
//!
//! A record is a fact, not a matter to be decided: it has no moves. It is entered once, by the one who was there or from a device
//! that was without a network, and never overwritten; one entered in error is voided with a reason and stays in sight. When it
//! happened and when it was entered both stay (late entry, 补录).
//!
//! "Did not come" and "the network failed" are different facts and have different words: only the first can ever be held against
//! a person.
//!
//! To add a kind of record: its content here, one line in `content`, one in [`RecordKind`](crate::code::RecordKind).

mod contact;
mod content;
mod intake;
mod measures;
mod team;

pub use contact::{HealthReport, InformationCheck, Report, ReportedChange, Talk, Visit};
pub use content::RecordContent;
pub use intake::{CorrectionPlan, ExitRestriction, Pronouncement, Reception, ResponsibilityLetter};
pub use measures::{Attendance, RiskAssessment};
use serde::{Deserialize, Serialize};
pub use team::{CorrectionTeam, MAX_MEMBERS, TeamMember};

use crate::{
    case_file::{CaseFile, Condition},
    ids::{PaperId, RecordId},
    proceedings::{Fault, Signer},
    refusal::Refusal,
    supervisee::Order,
    text::Text,
    time::{Date, Instant, local_day},
};

/// The last place in a device's order that is kept.
const MAX_SEQUENCE: u32 = 2_147_483_647;

/// How a record came from a device that was without a network: what the device knew stands apart from what the service knows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Capture {
    /// The device.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 100))]
    pub device_id: String,
    /// The record's own id on the device. Sent again, it adds nothing.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 100))]
    pub client_id: String,
    /// Its place in the order in which the device took records.
    #[cfg_attr(feature = "schema", schema(minimum = 0, maximum = 2_147_483_647))]
    pub sequence: u32,
    /// The moment by the device's clock.
    #[cfg_attr(feature = "schema", schema(value_type = String, format = DateTime))]
    pub device_at: Instant,
}

/// Why a record no longer counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Voiding {
    /// What was wrong with it.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 500))]
    pub reason: String,
    /// By whom.
    pub by: Signer,
    /// When.
    #[cfg_attr(feature = "schema", schema(value_type = String, format = DateTime))]
    pub at: Instant,
}

/// One record of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// Its id.
    pub id: RecordId,
    /// What it says.
    pub content: RecordContent,
    /// The moment at which it happened.
    pub happened_at: Instant,
    /// Who entered it.
    pub by: Signer,
    /// The moment at which it was entered.
    pub recorded_at: Instant,
    /// The papers that it refers to.
    pub papers: Vec<PaperId>,
    /// How it came from a device, where it did.
    pub capture: Option<Capture>,
    /// Why it no longer counts, where it does not.
    pub voided: Option<Voiding>,
}

impl Record {
    /// The day on which it happened.
    #[must_use]
    pub fn day(&self) -> Date {
        local_day(self.happened_at)
    }

    /// Whether it still counts.
    #[must_use]
    pub fn counts(&self) -> bool {
        self.voided.is_none()
    }
}

/// What one kind of record says of itself. Implemented by its content.
pub trait Entered {
    /// What is wrong with it by itself.
    fn faults(&self) -> Vec<Fault>;

    /// Whether the law lets it be entered for this case.
    ///
    /// # Errors
    /// The refusal.
    fn admissible(&self, _case: &CaseFile, _on: Date) -> Result<(), Box<Refusal>> {
        Ok(())
    }

    /// What of the order it makes known.
    fn apply(&self, _on: Date, _order: &mut Order) {}

    /// The condition that follows on a day.
    fn condition(&self, _record: &Record, _on: Date) -> Option<Condition> {
        None
    }
}

/// Whether a record may be entered in a case: well made, not in the future, not before the register knows the person's order, and
/// admitted by the law.
///
/// # Errors
/// The faults of the record, or the refusal of the law.
pub fn enter(case: &CaseFile, record: &Record, now: Instant) -> Result<(), NotEntered> {
    let mut faults: Vec<Fault> = record
        .content
        .entered()
        .faults()
        .into_iter()
        .map(|fault| Fault { pointer: format!("/content{}", fault.pointer), ..fault })
        .collect();
    if record.happened_at > now {
        faults.push(Fault::new(
            "/happened_at",
            "in_the_future",
            Text::new("不能晚于当前时刻", "must not lie in the future"),
        ));
    }
    faults.extend(Fault::of_day("/happened_at", record.day()));
    faults.extend(Fault::of_papers(&record.papers));
    if let Some(capture) = &record.capture {
        faults.extend(Fault::of_length("/capture/device_id", &capture.device_id, 100));
        faults.extend(Fault::of_length("/capture/client_id", &capture.client_id, 100));
        faults.extend(Fault::of_day("/capture/device_at", local_day(capture.device_at)));
        if capture.sequence > MAX_SEQUENCE {
            faults.push(Fault::new("/capture/sequence", "range", Text::new("数值超出范围", "Value out of range")));
        }
    }
    if !faults.is_empty() {
        return Err(NotEntered::Faults(faults));
    }
    record.content.entered().admissible(case, record.day()).map_err(NotEntered::Refused)
}

/// Why a record is not entered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotEntered {
    /// It is not well made.
    Faults(Vec<Fault>),
    /// The law does not allow it.
    Refused(Box<Refusal>),
}
