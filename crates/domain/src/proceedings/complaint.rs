//! A complaint (申诉、控告、检举、投诉): received, handled by someone whom it is not about, answered or passed on to the organ whose
//! matter it is, and who complained is told (CCL 34 ¶2; rulebook §4).
//!
//! The law says "without delay" and sets no number of days, so no clock runs.

use serde::{Deserialize, Serialize};

use super::{
    Act, ActCode, Assessment, By, Declaration, Fault, Kind, Matter, Move, NoticeDuty, To, Warning,
    kind::refuse,
    reply::{self, REPLYING},
};
use crate::{
    code::{
        Code, ComplainantRole, ComplaintNature, DutyBearer, Level, ProceedingKind,
        ProceedingStatus::{Closed, HandedOver, InProgress},
    },
    ids::{PaperId, StaffId},
    refusal::{Fact, Refusal},
    rulebook::Label,
    text::Text,
    time::Date,
};

/// The rule.
const RULE: &str = "CCL-34-2";

/// The most members of staff whom one complaint is about.
const MOST_STAFF: usize = 20;

/// Who complains, about what and about whom.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ComplaintContent {
    /// What it is.
    pub nature: ComplaintNature,
    /// Who complains.
    pub complainant: ComplainantRole,
    /// The name of who complains; needed where it is not the supervisee.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 50))]
    pub complainant_name: Option<String>,
    /// What it is about.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 2000))]
    pub about: String,
    /// The members of staff whom it is about: they have no hand in it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "schema", schema(max_items = 20))]
    pub against: Vec<StaffId>,
    /// The day on which it was received.
    pub received_on: Date,
    /// Papers that came with it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "schema", schema(max_items = 50))]
    pub papers: Vec<PaperId>,
}

/// Received, handled and answered; or passed on, and who complained is told of that.
pub const DECLARATION: Declaration = Declaration {
    kind: ProceedingKind::Complaint,
    path: "complaints",
    title: Label::new("申诉、控告、检举、投诉", "complaint"),
    rule: RULE,
    initial: InProgress,
    reader: None,
    moves: &[
        REPLYING,
        &[
            Move::new(ActCode::Referrals, &[InProgress], To::Status(HandedOver), By::Bureau),
            Move::new(ActCode::Deliveries, &[HandedOver], To::WhenAllAreTold(Closed), By::Carrier),
        ],
    ],
};

impl ComplaintContent {
    fn name_fault(&self) -> Option<Fault> {
        let pointer = "/complainant_name";
        if let Some(name) = &self.complainant_name {
            return Fault::of_length(pointer, name, 50);
        }
        (self.complainant != ComplainantRole::Supervisee).then(|| {
            let message = Text::new("不是本人提出的，须填写姓名", "where it is not the supervisee, the name is needed");
            Fault::new(pointer, "required", message)
        })
    }
}

impl Kind for ComplaintContent {
    fn declaration(&self) -> &'static Declaration {
        &DECLARATION
    }

    fn faults(&self) -> Vec<Fault> {
        [
            self.name_fault(),
            Fault::of_length("/about", &self.about, 2_000),
            Fault::of_count("/against", self.against.len(), 0, MOST_STAFF),
            Fault::of_day("/received_on", self.received_on),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    fn assess(&self, matter: &Matter<'_>) -> Assessment {
        let today = matter.today();
        let staff = self.against.len();
        let kept_out = (staff > 0).then(|| {
            let message = Text::new(
                format!("被反映的{staff}名工作人员不得参与办理"),
                format!("the {staff} whom it is about have no hand in it"),
            );
            Warning::under(RULE, message, today)
        });
        Assessment {
            explanation: vec![Text::new(
                "及时办理，将结果告知提出人；不属于本机构职责的，移送有关机关并告知（国家规定没有天数）",
                "dealt with without delay, and who complained is told; what is another organ's is passed on (no national limit)",
            )],
            warnings: kept_out.into_iter().collect(),
            facts: vec![Fact::new("nature", self.nature.code()), Fact::new("complainant", self.complainant.code())],
            ..Assessment::by(Level::County, RULE, today)
        }
    }

    fn admissible(&self, matter: &Matter<'_>) -> Result<(), Box<Refusal>> {
        reply::received(RULE, self.received_on, matter)
    }

    fn impartial(&self, staff: StaffId) -> Result<(), Box<Refusal>> {
        if !self.against.contains(&staff) {
            return Ok(());
        }
        refuse(
            RULE,
            vec![Fact::new("staff_id", staff.to_string())],
            Text::new("由未被反映的人员办理", "have it done by one whom it is not about"),
        )
    }

    fn act_faults(&self, act: &Act, _matter: &Matter<'_>) -> Vec<Fault> {
        reply::act_faults(act)
    }

    fn notice_duties(&self, matter: &Matter<'_>) -> Vec<NoticeDuty> {
        let decided_on = matter.proceeding.last_approved_on();
        let passed_on = matter.proceeding.last(ActCode::Referrals).map(|step| step.acted_on);
        let told = |since| NoticeDuty { recipient: DutyBearer::Complainant, rule: RULE, since };
        decided_on.or(passed_on).map(told).into_iter().collect()
    }
}
