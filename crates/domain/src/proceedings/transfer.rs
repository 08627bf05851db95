//! Change of the place of execution (执行地变更), out to another county or in from one (CCL 27; IM 30, 31; rulebook §5.4).
//!
//! Out: the application, the office's opinion, the written enquiry, the reply, the decision; on approval the person is told when to
//! report and the file is handed over. In: the enquiry, what was verified, the reply; then the file, its receipt, the person.
//! Supervision here ends on the day on which the person reports at the new place; until then, and if the person never comes, the old
//! agency answers for the search (E-11).

mod course;
mod moves;
mod warnings;

use course::Course;
pub use moves::DECLARATION;
use moves::{DECLARATION_IN, DECLARATION_OUT};
use serde::{Deserialize, Serialize};

use super::{
    Act, ActCode, Assessment, Declaration, Ending, Fault, Kind, Matter, NoticeDuty, Proceeding, notice::untold,
};
use crate::{
    clock::Clock,
    code::{
        Code, DecisionOutcome, Level, ProceedingKind, ProceedingStatus::Submitted, Status, StatusReason,
        TransferDirection,
    },
    ids::PaperId,
    leave::leave_need,
    refusal::{Fact, Refusal},
    supervisee::Order,
    text::Text,
    time::{Date, start_of_day},
};

/// Where the person moves, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct TransferContent {
    /// To another county, or from one.
    pub direction: TransferDirection,
    /// The day on which the application came in; of a transfer in, the other agency's enquiry.
    pub received_on: Date,
    /// The agency of the other place.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 100))]
    pub agency: String,
    /// The county, district or county-level city of the other place, by its code (GB/T 2260).
    #[cfg_attr(feature = "schema", schema(pattern = "^[0-9]{6}$"))]
    pub region_code: String,
    /// The dwelling at the new place.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 200))]
    pub address: String,
    /// Why: work, dwelling, family and the like (IM 30).
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 500))]
    pub reason: String,
    /// The day of the planned move.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub planned_on: Option<Date>,
    /// Papers that show the reason.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "schema", schema(max_items = 50))]
    pub papers: Vec<PaperId>,
}

impl TransferContent {
    fn is_out(&self) -> bool {
        self.direction == TransferDirection::Out
    }

    /// What is still missing before the transfer can be closed.
    fn missing(&self, matter: &Matter<'_>) -> Vec<Fact> {
        let course = Course(matter.proceeding);
        let mut missing = Vec::new();
        if course.arrived_on().is_none() {
            missing.push(Fact::new("reported", "false"));
        }
        if course.received_on().is_none() {
            missing.push(Fact::new("receipt", "false"));
        }
        missing.extend(untold(matter).into_iter().map(|recipient| Fact::new("not_told", recipient.code())));
        missing
    }
}

impl Kind for TransferContent {
    fn declaration(&self) -> &'static Declaration {
        match self.direction {
            TransferDirection::Out => &DECLARATION_OUT,
            TransferDirection::In => &DECLARATION_IN,
        }
    }

    fn faults(&self) -> Vec<Fault> {
        let mut faults: Vec<Fault> = [
            Fault::of_day("/received_on", self.received_on),
            self.planned_on.and_then(|planned_on| Fault::of_day("/planned_on", planned_on)),
            Fault::of_length("/agency", &self.agency, 100),
            Fault::of_length("/address", &self.address, 200),
            Fault::of_length("/reason", &self.reason, 500),
        ]
        .into_iter()
        .flatten()
        .collect();
        if let Err(fault) = leave_need(&self.region_code, &self.region_code) {
            faults.push(Fault::new("/region_code", "unknown_region", fault.message()));
        }
        faults
    }

    fn assess(&self, matter: &Matter<'_>) -> Assessment {
        let course = Course(matter.proceeding);
        let facts = [
            Some(Fact::new("direction", self.direction.code())),
            course.reply().map(|reply| Fact::new("reply", reply.code())),
            course.arrived_on().map(|on| Fact::new("reported_on", on.to_string())),
        ];
        let explanation = if self.is_out() {
            Text::new(
                "跨县、市辖区变更执行地：征求新执行地意见后由本机构决定，意见不一致的报上一级协调",
                "to another county or district: this agency decides after asking the new place; the next-higher agency coordinates a disagreement",
            )
        } else {
            Text::new(
                "收到征求意见函后核实并在五日内答复是否同意接收",
                "the enquiry is verified and answered within five days: agreed or not",
            )
        };
        Assessment {
            explanation: vec![explanation],
            warnings: self.warnings(matter),
            facts: facts.into_iter().flatten().collect(),
            ..Assessment::by(Level::County, "IM-30", self.received_on)
        }
    }

    fn admissible(&self, matter: &Matter<'_>) -> Result<(), Box<Refusal>> {
        matter.while_supervised("IM-30")?;
        let refused = |rule, facts, zh: &str, en: &str| Err(Box::new(Refusal::under(rule, facts, Text::new(zh, en))));
        if self.received_on > matter.today() {
            return refused(
                "IM-30",
                vec![Fact::new("received_on", self.received_on.to_string())],
                "收到之日不能晚于今天",
                "the day of receipt must not lie in the future",
            );
        }
        if self.region_code == matter.place.region_code {
            return refused(
                "IM-30",
                vec![Fact::new("region_code", self.region_code.clone())],
                "在本县、市辖区内迁居不变更执行地，请办理迁居",
                "a move within the county does not change the place of execution: open a change of dwelling",
            );
        }
        let running = matter.others().find(|other| other.kind() == ProceedingKind::Transfer && !other.is_over());
        running.map_or(Ok(()), |other| {
            Err(Box::new(Refusal::under(
                "IM-30",
                vec![Fact::new("transfer", other.number.clone())],
                Text::new(
                    format!("{}正在办理，请先办结或者撤回", other.number),
                    format!("{} is under way: end or withdraw it first", other.number),
                ),
            )))
        })
    }

    fn guard(&self, act: ActCode, matter: &Matter<'_>) -> Result<(), Box<Refusal>> {
        let course = Course(matter.proceeding);
        let unheard = matter.place.level == Level::Office && matter.proceeding.status() == Submitted;
        if act == ActCode::Enquiries && unheard {
            return Err(Box::new(Refusal::under(
                "E-2",
                vec![Fact::new("endorsed", "false")],
                Text::new("请先由司法所签署意见", "have the judicial office give its opinion first"),
            )));
        }
        if act == ActCode::Results && course.reply() == Some(DecisionOutcome::Approved) {
            return Err(Box::new(Refusal::under(
                "E-5",
                vec![Fact::new("reply", DecisionOutcome::Approved.code())],
                Text::new("新执行地已经同意接收，请作出决定", "the new place agrees: decide"),
            )));
        }
        let missing = self.missing(matter);
        let ended = matter.case.is_some_and(|case| case.has_ended(matter.at));
        // One whose supervision ended on the way never reports at the new place.
        let gone = ended && course.arrived_on().is_none();
        if act == ActCode::Closures && !missing.is_empty() && !gone {
            return Err(Box::new(Refusal::under(
                "IM-31",
                missing,
                Text::new(
                    "尚未报到、未收到回执或者未全部告知，不能办结",
                    "not closed before the person has reported, the receipt is in and everyone is told",
                ),
            )));
        }
        Ok(())
    }

    fn act_faults(&self, act: &Act, matter: &Matter<'_>) -> Vec<Fault> {
        let Act::Arrivals(body) = act else { return Vec::new() };
        if body.reported_on > matter.today() {
            vec![Fault::new("/reported_on", "in_the_future", Text::new("不能晚于今天", "must not lie in the future"))]
        } else if Course(matter.proceeding).approved_on().is_some_and(|on| body.reported_on < on) {
            vec![Fault::new(
                "/reported_on",
                "before_the_decision",
                Text::new("不能早于决定之日", "must not lie before the decision"),
            )]
        } else {
            Vec::new()
        }
    }

    fn check(&self, act: &Act, matter: &Matter<'_>) -> Result<(), Box<Refusal>> {
        if act.approves() && self.is_out() && Course(matter.proceeding).reply() != Some(DecisionOutcome::Approved) {
            return Err(Box::new(Refusal::under(
                "E-5",
                vec![Fact::new("reply", DecisionOutcome::Refused.code())],
                Text::new(
                    "新执行地不同意接收：报上一级社区矫正机构协调，记录协调结果后再批准",
                    "the new place does not agree: have the next-higher agency coordinate and record its result before approving",
                ),
            )));
        }
        Ok(())
    }

    fn clocks(&self, matter: &Matter<'_>) -> Vec<Clock> {
        Course(matter.proceeding).clocks(self, matter)
    }

    fn notice_duties(&self, matter: &Matter<'_>) -> Vec<NoticeDuty> {
        Course(matter.proceeding).notice_duties(self)
    }

    fn apply(&self, proceeding: &Proceeding, order: &mut Order) {
        let course = Course(proceeding);
        if !self.is_out() && order.reported_on.is_none() {
            order.reported_on = course.arrived_on();
        }
    }

    fn ending(&self, proceeding: &Proceeding) -> Option<Ending> {
        let arrived_on = Course(proceeding).arrived_on().filter(|_| self.is_out())?;
        Some(Ending {
            status: Status::TransferredOut,
            reason: StatusReason::ExecutionPlaceChanged,
            at: start_of_day(arrived_on),
        })
    }
}
