//! The ladder for a late re-examination (H-8): educate, then warn, then propose committal.
//!
//! It says what the facts call for and does nothing of it: education is an act of the review, a warning rests on an inquiry, committal
//! is a proceeding of its own.

use super::handed_in;
use crate::{
    case_file::{CaseFile, Defect},
    code::{Breach, ClockState, Code, DefectCode, DutyBearer, LadderStep, MeasureCode},
    judgement::Measure,
    medical_interval::{LateReexaminationQuestion, late_reexamination},
    proceedings::{Act, Content, Matter, Proceeding, ladder::imposed_on},
    refusal::Fact,
    text::Text,
    time::{Date, Instant, end_of_day},
};

/// Where a late re-examination stands on the ladder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ladder {
    /// What is to be done next.
    pub step: LadderStep,
    /// The day after which it was late.
    pub due_legal: Date,
    /// The days late.
    pub days_late: u32,
    /// The day on which the person was educated, where the time given then is over.
    pub educated_on: Option<Date>,
    /// The day on which the person was warned for it, where that lies before today.
    pub warned_on: Option<Date>,
    /// The last day of a good reason that holds today.
    pub excused_until: Option<Date>,
    /// The measure that the facts call for.
    pub measure: Option<Measure>,
    /// How it was decided.
    pub explanation: Vec<Text>,
}

impl Ladder {
    /// Where the ladder of a review stands; none while nothing is late, and once supervision is over.
    ///
    /// Each rung needs that the one before was in vain: so it is reached at the earliest on the day after, and where a day was set
    /// with the education, on the day after that.
    #[must_use]
    pub fn of(matter: &Matter<'_>) -> Option<Self> {
        let (case, proceeding) = (matter.case.filter(|case| !case.has_ended(matter.at))?, matter.proceeding);
        let Content::MedicalReview(content) = &proceeding.content else { return None };
        let clock = content.clock(matter).filter(|clock| clock.state(matter.at) == ClockState::Overdue)?;
        let (today, due_legal) = (matter.today(), clock.due_legal);
        let excused_until = excused_until(proceeding).filter(|until| today <= *until);
        let warned_on = warned_on(case, due_legal).filter(|on| *on < today);
        // One who was warned had been educated: the breach for which the warning stands says so itself.
        let educated_on = educated(proceeding).filter(|(_, until)| *until < today).map(|(on, _)| on);
        let educated_on =
            warned_on.map_or(educated_on, |warned_on| Some(educated_on.unwrap_or(warned_on).min(warned_on)));
        let question = LateReexaminationQuestion {
            due_on: due_legal,
            as_of: today,
            educated_on,
            warned_on,
            legitimate_reason: excused_until.is_some(),
        };
        let answer = late_reexamination(question).ok()?;
        let step = match answer.measure.as_ref().map(|measure| measure.code) {
            Some(MeasureCode::CommittalGround) => LadderStep::Committal,
            Some(MeasureCode::Warning) => LadderStep::Warning,
            Some(MeasureCode::Admonition | MeasureCode::RevocationGround | MeasureCode::PolicePunishment) | None => {
                if excused_until.is_some() {
                    LadderStep::None
                } else {
                    LadderStep::Educate
                }
            }
        };
        Some(Self {
            step,
            due_legal,
            days_late: answer.days,
            educated_on,
            warned_on,
            excused_until,
            measure: answer.measure,
            explanation: answer.explanation,
        })
    }

    /// What was looked at.
    #[must_use]
    pub fn facts(&self) -> Vec<Fact> {
        let day = |name: &str, on: Option<Date>| on.map(|on| Fact::new(name, on.to_string()));
        let mut facts = vec![
            Fact::new("ladder_step", self.step.code()),
            Fact::new("due_legal", self.due_legal.to_string()),
            Fact::new("days_late", self.days_late.to_string()),
        ];
        facts.extend(
            [
                day("educated_on", self.educated_on),
                day("warned_on", self.warned_on),
                day("excused_until", self.excused_until),
            ]
            .into_iter()
            .flatten(),
        );
        facts
    }

    /// What is to be done next, as a defect of the case; none where nothing is.
    pub(super) fn defect(&self, matter: &Matter<'_>) -> Option<Defect> {
        let days = self.days_late;
        let message = match self.step {
            LadderStep::None => return None,
            LadderStep::Educate => Text::new(
                format!("病情复查逾期{days}日：先予批评教育，责令限期提交"),
                format!("the re-examination is {days} days late: educate first, and set a day for handing it in"),
            ),
            LadderStep::Warning => Text::new(
                format!("病情复查逾期{days}日，经教育仍未提交：经调查取证给予警告"),
                format!("the re-examination is {days} days late, educated in vain: inquire, and warn"),
            ),
            LadderStep::Committal => Text::new(
                format!("病情复查逾期{days}日，警告后仍未提交：提请收监执行"),
                format!("the re-examination is {days} days late, warned in vain: propose committal"),
            ),
        };
        let (missing, actor) = (DefectCode::Missing, DutyBearer::CountyAgency);
        let defect = Defect::new(missing, "H-8", matter.today(), actor, message, self.facts());
        Some(Defect { proceeding_id: Some(matter.proceeding.id), ..defect })
    }
}

/// The moments at which a rung can be reached by time alone.
pub(super) fn boundaries(proceeding: &Proceeding) -> Vec<Instant> {
    if handed_in(proceeding).is_some() {
        return Vec::new();
    }
    let days = [educated(proceeding).map(|(_, until)| until), excused_until(proceeding)];
    days.into_iter().flatten().map(end_of_day).collect()
}

/// The first education, and the last day that it gave.
fn educated(proceeding: &Proceeding) -> Option<(Date, Date)> {
    proceeding.standing().find_map(|step| {
        if let Act::Educations(body) = &step.act {
            Some((step.acted_on, body.until.unwrap_or(step.acted_on)))
        } else {
            None
        }
    })
}

/// The last day of the last good reason.
fn excused_until(proceeding: &Proceeding) -> Option<Date> {
    proceeding
        .standing()
        .rev()
        .find_map(|step| if let Act::Excuses(body) = &step.act { Some(body.until) } else { None })
}

/// The day of the first warning for withholding the re-examination that was due on a day.
fn warned_on(case: &CaseFile, due_legal: Date) -> Option<Date> {
    let for_it = |proceeding: &&Proceeding| {
        let Content::Warning(warning) = &proceeding.content else { return false };
        let inquiry = case.proceedings.iter().find(|inquiry| inquiry.id == warning.inquiry_id);
        inquiry.is_some_and(|inquiry| {
            let Content::BreachInquiry(content) = &inquiry.content else { return false };
            content.breached_on >= due_legal && content.conduct(inquiry) == Some(Breach::ReexaminationWithheld)
        })
    };
    case.proceedings.iter().filter(for_it).filter_map(imposed_on).min()
}
