//! Inability to care for oneself (**H-6**; OP23 5, 32; contradiction K-9).

use crate::{
    code::{Code, Outcome, SelfCareStandard},
    minor::age,
    proceedings::{Fault, SelfCare},
    text::Text,
    time::Date,
};

/// The activities that must need another's help.
const ACTIVITIES: usize = 3;

/// The months of treatment, care and observation without recovery.
const TREATED_MONTHS: u32 = 6;

/// The age from which on one activity suffices.
const OLD_AGE: u32 = 65;

/// The most months of treatment that can be stated.
const MOST_MONTHS: u32 = 600;

/// Whether one is unable to care for oneself by the opinion of 2023: three of five activities need another's help and there is no
/// recovery after six months; from sixty-five on, one of them. The older standard counts otherwise and is not computed here.
pub(super) fn outcome(found: &SelfCare, birth_date: Option<Date>, on: Date) -> Option<Outcome> {
    match found.standard {
        SelfCareStandard::SupremeCourt2016 => return None,
        SelfCareStandard::Opinion2023 => {}
    }
    let lost = found.activities_lost.len();
    let by_activities = Outcome::of(lost >= ACTIVITIES && found.treated_months >= TREATED_MONTHS);
    let old = match birth_date {
        Some(birth_date) => Outcome::of(age(birth_date, on) >= OLD_AGE),
        None => Outcome::NeedsJudgement,
    };
    Some(by_activities.or(old.and(Outcome::of(lost > 0))))
}

/// What was counted.
pub(super) fn explained(found: &SelfCare) -> Text {
    let (zh, en) = found.standard.label();
    let (lost, months) = (found.activities_lost.len(), found.treated_months);
    Text::new(
        format!("按{zh}：五项日常生活行为中{lost}项需要他人协助，治疗、护理和观察{months}个月未恢复"),
        format!(
            "by {en}: {lost} of five activities need another's help, {months} months of treatment without recovery"
        ),
    )
}

/// What is not well made: an activity named twice, more months than can be.
pub(super) fn faults(found: &SelfCare) -> Vec<Fault> {
    let mut once = found.activities_lost.clone();
    once.sort_unstable();
    once.dedup();
    let twice = (once.len() < found.activities_lost.len()).then(|| {
        let message = Text::new("同一项目不能重复", "each activity is named once");
        Fault::new("/self_care/activities_lost", "repeated", message)
    });
    let months = (found.treated_months > MOST_MONTHS).then(|| {
        let message = Text::new(format!("不能超过{MOST_MONTHS}个月"), format!("not more than {MOST_MONTHS} months"));
        Fault::new("/self_care/treated_months", "too_large", message)
    });
    twice.into_iter().chain(months).collect()
}
