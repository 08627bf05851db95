//! Leave (外出): asked for, approved by the level that its length demands, prolonged, and ended by reporting back (销假)
//! (IM 26 – 28; rulebook §5).

use serde::{Deserialize, Serialize};

use super::{
    Act, ActCode, Assessment, Authority, By, Declaration, Fault, Kind, Matter, Move, NoticeDuty, Proceeding, To,
    Warning,
    moves::{APPROVAL, TELLING_MEANWHILE},
};
use crate::{
    absence::{THRESHOLD_HOURS, leave_expiry},
    case_file::{CaseFile, Condition},
    code::{
        Code, ConditionCode, DutyBearer, LeaveNeed, LeaveReason, Level, ProceedingKind,
        ProceedingStatus::{Approved, Closed, Draft, ExtensionRequested},
    },
    ids::PaperId,
    judgement::Span,
    leave::{LeaveQuestion, LeaveRoute, application_notice, leave_need, leave_route},
    period::hours_after,
    refusal::{Fact, Refusal},
    rulebook::Label,
    text::Text,
    time::{Date, Instant, end_of_day, start_of_day},
};

/// What a leave is asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct LeaveContent {
    /// Why (IM 26).
    pub reason: LeaveReason,
    /// More about the reason.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(max_length = 500))]
    pub remarks: Option<String>,
    /// The county, district or county-level city to which the person goes, by its code (GB/T 2260).
    #[cfg_attr(feature = "schema", schema(pattern = "^[0-9]{6}$"))]
    pub destination_code: String,
    /// The day of departure; it counts.
    pub leaves_on: Date,
    /// The last day; it counts.
    pub returns_on: Date,
    /// How a prohibition order that runs in these days is kept; needed where there is one (PO-3).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(max_length = 500))]
    pub prohibition_note: Option<String>,
    /// Papers that show the reason.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "schema", schema(max_items = 50))]
    pub papers: Vec<PaperId>,
}

/// Asked, approved, prolonged, ended by the return.
pub const DECLARATION: Declaration = Declaration {
    kind: ProceedingKind::Leave,
    path: "leaves",
    title: Label::new("外出", "leave"),
    rule: "IM-27",
    initial: Draft,
    reader: None,
    moves: &[
        APPROVAL,
        TELLING_MEANWHILE,
        &[
            Move::new(ActCode::Extensions, &[Approved], To::Status(ExtensionRequested), By::Carrier),
            Move::new(ActCode::Endorsements, &[ExtensionRequested], To::Same, By::Office),
            Move::new(ActCode::Reviews, &[ExtensionRequested], To::Same, By::Reviewer),
            Move::new(
                ActCode::Decisions,
                &[ExtensionRequested],
                To::Outcome { approved: Approved, refused: Approved, sent_back: Approved },
                By::Approver,
            ),
            Move::new(ActCode::Returns, &[Approved, ExtensionRequested], To::Status(Closed), By::Carrier),
        ],
    ],
};

/// The day of the return, once it is reported.
fn returned_on(proceeding: &Proceeding) -> Option<Date> {
    if let Act::Returns(body) = &proceeding.last(ActCode::Returns)?.act { Some(body.returned_on) } else { None }
}

/// The last day that was approved of a leave, and the day of the return once it is reported.
pub(super) fn approved_days(proceeding: &Proceeding) -> Option<(Date, Option<Date>)> {
    let super::Content::Leave(content) = &proceeding.content else { return None };
    Some((proceeding.approved_until(content.returns_on)?, returned_on(proceeding)))
}

/// The days that an approved leave takes: to the return, where the person came back.
fn days_taken(other: &Proceeding) -> Option<Span> {
    let super::Content::Leave(content) = &other.content else { return None };
    let to = returned_on(other).or_else(|| other.approved_until(content.returns_on))?;
    Some(Span { from: content.leaves_on, to: to.max(content.leaves_on) })
}

fn route(content: &LeaveContent, matter: &Matter<'_>) -> Option<LeaveRoute> {
    let earlier: Vec<Span> =
        matter.others().filter_map(days_taken).filter(|span| span.from <= content.leaves_on).collect();
    leave_route(
        &LeaveQuestion {
            from: content.leaves_on,
            to: matter.proceeding.asked_until(content.returns_on),
            earlier,
            delegated: matter.delegated(),
        },
        &matter.place.defaults,
    )
    .ok()
}

impl LeaveContent {
    fn overlapping<'a>(&self, matter: &Matter<'a>) -> Option<&'a Proceeding> {
        matter.others().find(|other| {
            let super::Content::Leave(content) = &other.content else { return false };
            let taken = days_taken(other)
                .or_else(|| (!other.is_over()).then_some(Span { from: content.leaves_on, to: content.returns_on }));
            taken.is_some_and(|span| {
                span.from <= matter.proceeding.asked_until(self.returns_on) && self.leaves_on <= span.to
            })
        })
    }
}

impl Kind for LeaveContent {
    fn declaration(&self) -> &'static Declaration {
        &DECLARATION
    }

    fn faults(&self) -> Vec<Fault> {
        let mut faults: Vec<Fault> = [
            Fault::of_day("/leaves_on", self.leaves_on),
            Fault::of_day("/returns_on", self.returns_on),
            Fault::of_optional("/remarks", self.remarks.as_deref(), 500),
            Fault::of_optional("/prohibition_note", self.prohibition_note.as_deref(), 500),
        ]
        .into_iter()
        .flatten()
        .collect();
        faults.extend(Fault::of_span("/returns_on", self.leaves_on, self.returns_on));
        faults.extend(Fault::of_region("/destination_code", &self.destination_code));
        faults
    }

    fn assess(&self, matter: &Matter<'_>) -> Assessment {
        let Some(route) = route(self, matter) else { return Assessment::default() };
        let mut warnings = Vec::new();
        if let Ok(notice) = application_notice(matter.today().min(self.leaves_on), self.leaves_on)
            && notice.short
        {
            warnings.push(Warning::under(
                "L-0",
                Text::new(
                    format!("一般应当提前三日申请，即不晚于{}", notice.latest_on),
                    format!("generally to be asked for three days before, by {}", notice.latest_on),
                ),
                matter.today(),
            ));
        }
        let ends_on = matter.case.and_then(|case| case.order.supervision_ends_on);
        if let Some(ends_on) = ends_on.filter(|ends_on| *ends_on < self.returns_on) {
            warnings.push(Warning::under(
                "IM-27",
                Text::new(
                    format!("矫正期限于{ends_on}届满，早于返回日期"),
                    format!("supervision ends on {ends_on}, before the return"),
                ),
                matter.today(),
            ));
        }
        Assessment {
            approver: Some(route.approver),
            basis: vec![route.basis],
            explanation: route.explanation,
            warnings,
            days: Some(route.days),
            cumulative_days: Some(route.cumulative_days),
            period: Some(route.window),
            ..Assessment::default()
        }
    }

    fn authority(&self, matter: &Matter<'_>) -> Authority {
        Authority::of(route(self, matter).map_or(Level::County, |route| route.approver))
    }

    fn admissible(&self, matter: &Matter<'_>) -> Result<(), Box<Refusal>> {
        if let Ok(answer) = leave_need(&matter.place.region_code, &self.destination_code) {
            let fact = vec![Fact::new("destination_code", self.destination_code.clone())];
            match answer.need {
                LeaveNeed::Needed => {}
                LeaveNeed::NotNeeded => {
                    let remedy = Text::new(
                        "不离开所居住的市、县，无须请假",
                        "this is not leaving the city or county: no leave is needed",
                    );
                    return Err(Box::new(Refusal::under("IM-26", fact, remedy)));
                }
                LeaveNeed::Barred => {
                    let remedy = Text::new("限制出境期间不得前往", "the exit is barred while supervision lasts");
                    return Err(Box::new(Refusal::under("EEL-12-2", fact, remedy)));
                }
            }
        }
        if let Some(ending) = matter.case.and_then(CaseFile::ending).filter(|ending| matter.at >= ending.at) {
            return Err(Box::new(Refusal::under(
                "IM-26",
                vec![Fact::new("status", ending.status.code())],
                Text::new("社区矫正已经结束，无须请假", "supervision has ended: no leave is needed"),
            )));
        }
        if let Some(other) = self.overlapping(matter) {
            return Err(Box::new(Refusal::under(
                "IM-27",
                vec![Fact::new("overlaps", other.number.clone())],
                Text::new(
                    format!("与{}的外出日期重叠，请改期，或者先办结、撤回该次外出", other.number),
                    format!("overlaps leave {}: choose other days, or end or withdraw that one first", other.number),
                ),
            )));
        }
        let prohibited = matter.prohibition_within(Span { from: self.leaves_on, to: self.returns_on });
        if let (Some((since, _)), None) = (prohibited, &self.prohibition_note) {
            return Err(Box::new(Refusal::under(
                "PO-3",
                vec![Fact::new("prohibition_since", since.to_string())],
                Text::new(
                    "外出期间禁止令仍在执行，请在 prohibition_note 中说明如何遵守禁止令",
                    "a prohibition order runs in these days: say in prohibition_note how it is kept",
                ),
            )));
        }
        Ok(())
    }

    fn act_faults(&self, act: &Act, matter: &Matter<'_>) -> Vec<Fault> {
        let mut faults = Vec::new();
        if let Act::Extensions(body) = act
            && body.until <= matter.proceeding.asked_until(self.returns_on)
        {
            let message = Text::new("须晚于已批准的返回日期", "must be later than the approved last day");
            faults.push(Fault::new("/until", "not_later", message));
        }
        if let Act::Returns(body) = act {
            faults.extend(Fault::of_span("/returned_on", self.leaves_on, body.returned_on));
            faults.extend((body.returned_on > matter.today()).then(|| {
                let message = Text::new("不能晚于今天", "must not lie in the future");
                Fault::new("/returned_on", "in_the_future", message)
            }));
        }
        faults
    }

    fn conditions(&self, matter: &Matter<'_>) -> Vec<Condition> {
        let Some(until) = matter.proceeding.approved_until(self.returns_on) else { return Vec::new() };
        let today = matter.today();
        let back = returned_on(matter.proceeding);
        let last = back.unwrap_or(until);
        let mut conditions = Vec::new();
        if self.leaves_on <= today && today <= last {
            conditions.push(Condition {
                code: ConditionCode::OnLeave,
                since: self.leaves_on,
                until: Some(last),
                rule: "IM-27".to_owned(),
            });
        }
        let overdue_since = leave_expiry(until);
        let threshold = hours_after(overdue_since, THRESHOLD_HOURS);
        if back.is_none() && threshold.is_some_and(|(_, legal)| matter.at > legal) {
            conditions.push(Condition {
                code: ConditionCode::OutOfSupervision,
                since: until.succ_opt().unwrap_or(until),
                until: None,
                rule: "OP26-13".to_owned(),
            });
        }
        conditions
    }

    fn boundaries(&self, matter: &Matter<'_>) -> Vec<Instant> {
        let Some(until) = matter.proceeding.approved_until(self.returns_on) else { return Vec::new() };
        let threshold = hours_after(leave_expiry(until), THRESHOLD_HOURS);
        [Some(start_of_day(self.leaves_on)), Some(end_of_day(until)), threshold.map(|(_, legal)| legal)]
            .into_iter()
            .flatten()
            .collect()
    }

    fn notice_duties(&self, matter: &Matter<'_>) -> Vec<NoticeDuty> {
        let Some(approved) = matter.proceeding.reached(Approved) else { return Vec::new() };
        match approved.by.level {
            // The bureau is told for its files (备案), and the procuratorate where the city decided (IM 27).
            Level::Office => {
                vec![NoticeDuty { recipient: DutyBearer::CountyAgency, rule: "IM-27", since: approved.acted_on }]
            }
            Level::County if self.authority(matter).level != Level::City => Vec::new(),
            Level::County | Level::City | Level::Province => {
                vec![NoticeDuty { recipient: DutyBearer::Procuratorate, rule: "IM-27", since: approved.acted_on }]
            }
        }
    }
}
