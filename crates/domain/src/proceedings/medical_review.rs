//! Medical review (病情复查): one cycle of the re-examinations of a medical parolee (IM 24; OP23 25; rulebook §6).
//!
//! A medical parolee always has exactly one open. The service opens it ([`required`](super::required)), with the case and again with
//! every re-examination that was accepted: what is handed in, verified with the hospital and accepted ends the cycle, and the next is
//! due three months after that examination (C-3). Late without a good reason, the ladder proposes the next step and takes none (H-8).

mod ladder;

use serde::{Deserialize, Serialize};

pub use ladder::Ladder;

use super::{
    Act, ActCode, Assessment, By, Content, Declaration, Fault, Kind, Matter, Move, Proceeding, To,
    act::{Reexamination, Verification},
    interval_change,
    kind::refuse,
    outside_prison::{
        designated, is_on_medical_parole, later, on_medical_parole, refusal, undesignated, without_papers,
    },
};
use crate::{
    case_file::{CaseFile, Defect},
    clock::Clock,
    code::{
        ClockState, Code, DoctorTitle, MedicalReport, Permission, ProceedingKind,
        ProceedingStatus::{Closed, InProgress, Submitted},
    },
    judgement::{Span, basis},
    medical_interval::diagnosis_validity,
    refusal::{Fact, Refusal},
    rulebook::Label,
    supervisee::Order,
    text::Text,
    time::Date,
};

/// The rule of the cycle.
const RULE: &str = "H-2";

/// The doctors of a review group (OP23 25).
const REVIEW_GROUP: usize = 2;

/// From when a cycle counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct MedicalReviewContent {
    /// The day of the re-examination before; left out before the first, which counts from intake.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub previous_on: Option<Date>,
}

/// Awaited, handed in, verified and so accepted; or sent back and awaited again.
pub const DECLARATION: Declaration = Declaration {
    kind: ProceedingKind::MedicalReview,
    path: "medical-reviews",
    title: Label::new("病情复查", "medical review"),
    rule: RULE,
    initial: InProgress,
    reader: Some(Permission::MedicalRead),
    moves: &[&[
        Move::new(ActCode::ReexaminationSubmissions, &[InProgress], To::Status(Submitted), By::Carrier),
        Move::new(ActCode::Verifications, &[Submitted], To::Status(Closed), By::Carrier),
        Move::new(ActCode::Rejections, &[Submitted], To::Status(InProgress), By::Carrier),
        Move::new(ActCode::Educations, &[InProgress], To::Same, By::Carrier),
        Move::new(ActCode::Excuses, &[InProgress], To::Same, By::Bureau),
    ]],
};

/// The review that a case must have open: of a medical parolee.
pub(super) fn required(case: &CaseFile) -> Option<Content> {
    let content = MedicalReviewContent { previous_on: case.order.reexamined_on };
    is_on_medical_parole(case).then_some(content.into())
}

/// What was handed in and not sent back, with the day on which it was.
fn handed_in(proceeding: &Proceeding) -> Option<(Date, &Reexamination)> {
    let turn = |code| matches!(code, ActCode::ReexaminationSubmissions | ActCode::Rejections);
    let last = proceeding.standing().rev().find(|step| turn(step.act.code()))?;
    if let Act::ReexaminationSubmissions(body) = &last.act { Some((last.acted_on, body)) } else { None }
}

impl MedicalReviewContent {
    /// The re-examination before: while the cycle is open as the case knows it now, after that as the cycle began.
    fn previous_on(self, proceeding: &Proceeding, case: &CaseFile) -> Option<Date> {
        if proceeding.is_over() { self.previous_on } else { case.order.reexamined_on }
    }

    /// **H-2** (IM 24, OP23 25): three months from the re-examination before, or from intake (C-3); later where the interval was
    /// lengthened (H-3). Before intake it is an estimate. What was handed in stops it, until it is sent back.
    fn clock(self, matter: &Matter<'_>) -> Option<Clock> {
        let (case, proceeding) = (matter.case?, matter.proceeding);
        let order = &case.order;
        let previous_on = self.previous_on(proceeding, case);
        let reported_on = order.reported_on.filter(|on| *on <= matter.today());
        let start = previous_on.or(reported_on).or(case.term_starts_on()).unwrap_or(case.registered_on);
        let clock = matter.clock(RULE, start)?;
        let clock = match (previous_on, reported_on) {
            (_, None) => Clock { provisional: true, ..clock }
                .explained(Text::new("尚未报到接收，仅作提醒", "the person has not reported yet: for alarms only")),
            (None, Some(_)) => clock.explained(Text::new(
                "尚无病情复查记录，自报到之日起算",
                "no re-examination is recorded yet: counted from intake",
            )),
            (Some(_), Some(_)) => clock,
        };
        let met_on = handed_in(proceeding).map(|(on, _)| on);
        let clock = interval_change::adjusted(clock, MedicalReport::Reexamination, case, met_on);
        if proceeding.is_over() || is_on_medical_parole(case) {
            return Some(clock.met(met_on));
        }
        Some(clock.cancelled(Text::new("不再是保外就医人员", "no longer a medical parolee")))
    }

    fn check_what_is_handed_in(
        self,
        body: &Reexamination,
        handed_in_on: Date,
        matter: &Matter<'_>,
    ) -> Result<(), Box<Refusal>> {
        designated(matter, &body.hospital, RULE)?;
        let examined_on = || Fact::new("examined_on", body.examined_on.to_string());
        if let Ok(validity) = diagnosis_validity(body.examined_on)
            && validity.to < handed_in_on
        {
            return refuse(
                "H-5",
                vec![examined_on(), Fact::new("valid_to", validity.to.to_string())],
                Text::new(
                    "检查结果超过三个月，请重新检查",
                    "the findings are older than three months: a new examination",
                ),
            );
        }
        let previous_on = matter.case.and_then(|case| self.previous_on(matter.proceeding, case));
        if let Some(previous_on) = previous_on.filter(|previous_on| body.examined_on <= *previous_on) {
            return refuse(
                RULE,
                vec![examined_on(), Fact::new("previous_on", previous_on.to_string())],
                Text::new(
                    format!("应为{previous_on}上一次复查之后的检查"),
                    format!("an examination after the one of {previous_on}"),
                ),
            );
        }
        no_paper_twice(body, matter)
    }
}

/// A paper shows one re-examination, and is not handed in again for another.
fn no_paper_twice(body: &Reexamination, matter: &Matter<'_>) -> Result<(), Box<Refusal>> {
    let used = |paper| {
        matter.others().find(|other| {
            matches!(other.content, Content::MedicalReview(_))
                && handed_in(other).is_some_and(|(_, earlier)| earlier.papers.contains(paper))
        })
    };
    for paper in &body.papers {
        if let Some(other) = used(paper) {
            let number = &other.number;
            return Err(refusal(
                RULE,
                vec![Fact::new("paper_id", paper.to_string()), Fact::new("used_in", number)],
                format!("该材料已在{number}中提交，请提交本次复查的材料"),
                format!("the paper was handed in with {number} already: hand in those of this re-examination"),
            ));
        }
    }
    Ok(())
}

/// A review group is two doctors of associate-senior title or above, neither of them interested (OP23 25).
fn check_review_group(body: &Verification) -> Result<(), Box<Refusal>> {
    let fit = |title| title >= DoctorTitle::AssociateChief;
    let fit = body.review_group.iter().filter(|doctor| fit(doctor.title) && !doctor.interested).count();
    if body.review_group.is_empty() || (fit >= REVIEW_GROUP && fit == body.review_group.len()) {
        return Ok(());
    }
    let titles: Vec<&str> = body.review_group.iter().map(|doctor| doctor.title.code()).collect();
    refuse(
        RULE,
        vec![Fact::new("review_group", titles.join(","))],
        Text::new(
            "复核小组由两名以上具有副高级以上职称、无利害关系的医师组成",
            "a review group has two doctors of associate-senior title or above, neither of them interested",
        ),
    )
}

impl Kind for MedicalReviewContent {
    fn declaration(&self) -> &'static Declaration {
        &DECLARATION
    }

    fn faults(&self) -> Vec<Fault> {
        self.previous_on.and_then(|on| Fault::of_day("/previous_on", on)).into_iter().collect()
    }

    fn assess(&self, matter: &Matter<'_>) -> Assessment {
        let today = matter.today();
        let clock = self.clock(matter);
        let handed_in = handed_in(matter.proceeding);
        let ladder = Ladder::of(matter);
        let mut facts: Vec<Fact> = Vec::new();
        if let Some((on, body)) = handed_in {
            facts.push(Fact::new("handed_in_on", on.to_string()));
            facts.push(Fact::new("examined_on", body.examined_on.to_string()));
            facts.push(Fact::new("hospital", body.hospital.clone()));
        }
        facts.extend(ladder.iter().flat_map(Ladder::facts));
        let mut explanation: Vec<Text> = clock.iter().flat_map(|clock| clock.explanation.clone()).collect();
        explanation.extend(ladder.iter().flat_map(|ladder| ladder.explanation.clone()));
        Assessment {
            basis: vec![basis(RULE, today)],
            explanation,
            warnings: handed_in.and_then(|(_, body)| undesignated(matter, &body.hospital, RULE)).into_iter().collect(),
            period: clock.map(|clock| Span { from: clock.starts_on, to: clock.due_legal }),
            measures: ladder.and_then(|ladder| ladder.measure).into_iter().collect(),
            facts,
            ..Assessment::default()
        }
    }

    fn admissible(&self, matter: &Matter<'_>) -> Result<(), Box<Refusal>> {
        let case = on_medical_parole(matter, RULE)?;
        let known = case.order.reexamined_on;
        if self.previous_on == known {
            return Ok(());
        }
        let written = |on: Option<Date>| on.map_or_else(|| "none".to_owned(), |on| on.to_string());
        refuse(
            RULE,
            vec![Fact::new("previous_on", written(self.previous_on)), Fact::new("reexamined_on", written(known))],
            Text::new("自登记的上一次复查之日起算", "it counts from the re-examination that the case has on record"),
        )
    }

    fn excludes(&self, other: &Content) -> bool {
        matches!(other, Content::MedicalReview(_))
    }

    fn rests(&self, matter: &Matter<'_>) -> bool {
        let is_idle = matter.case.is_some_and(|case| case.has_ended(matter.at) || !is_on_medical_parole(case));
        let is_late = self.clock(matter).is_some_and(|clock| clock.state(matter.at) == ClockState::Overdue);
        is_idle || (matter.proceeding.status() == InProgress && !is_late)
    }

    fn guard(&self, act: ActCode, matter: &Matter<'_>) -> Result<(), Box<Refusal>> {
        on_medical_parole(matter, RULE)?;
        let late = self.clock(matter).filter(|clock| clock.state(matter.at) == ClockState::Overdue);
        if act == ActCode::Educations && late.is_none() {
            let due = self.clock(matter).map_or_else(String::new, |clock| clock.due_legal.to_string());
            return refuse(
                "H-8",
                vec![Fact::new("due_legal", due)],
                Text::new("尚未逾期，无须批评教育", "nothing is late: there is nothing to educate about"),
            );
        }
        Ok(())
    }

    fn act_faults(&self, act: &Act, matter: &Matter<'_>) -> Vec<Fault> {
        let on = matter.day_of(act);
        let mut faults = Vec::new();
        if let Act::ReexaminationSubmissions(body) = act {
            faults.extend(later(
                "/examined_on",
                body.examined_on,
                on,
                "检查日期不能晚于提交日期",
                "the examination must not lie after the day of handing it in",
            ));
            faults.extend(without_papers(
                &body.papers,
                "须附医院出具的复查材料",
                "the papers of the hospital are needed",
            ));
        }
        if let Act::Verifications(body) = act {
            let names = body.review_group.iter().enumerate();
            faults
                .extend(names.filter_map(|(at, doctor)| {
                    Fault::of_length(&format!("/review_group/{at}/name"), &doctor.name, 50)
                }));
        }
        if let Act::Educations(body) = act {
            faults.extend(body.until.and_then(|until| Fault::of_span("/until", on, until)));
        }
        if let Act::Excuses(body) = act {
            faults.extend(Fault::of_span("/until", on, body.until));
        }
        faults
    }

    fn check(&self, act: &Act, matter: &Matter<'_>) -> Result<(), Box<Refusal>> {
        if let Act::ReexaminationSubmissions(body) = act {
            return self.check_what_is_handed_in(body, matter.day_of(act), matter);
        }
        if let Act::Verifications(body) = act {
            return check_review_group(body);
        }
        Ok(())
    }

    fn clocks(&self, matter: &Matter<'_>) -> Vec<Clock> {
        self.clock(matter).into_iter().collect()
    }

    fn defects(&self, matter: &Matter<'_>) -> Vec<Defect> {
        Ladder::of(matter).and_then(|ladder| ladder.defect(matter)).into_iter().collect()
    }

    fn boundaries(&self, matter: &Matter<'_>) -> Vec<crate::time::Instant> {
        ladder::boundaries(matter.proceeding)
    }

    fn apply(&self, proceeding: &Proceeding, order: &mut Order) {
        if proceeding.status() == Closed
            && let Some((_, body)) = handed_in(proceeding)
        {
            order.reexamined_on = order.reexamined_on.max(Some(body.examined_on));
        }
    }
}
