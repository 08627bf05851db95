//! Defects of a case: what is missing, late or contradictory, each with its rule, what shows it, and who can close it.
//!
//! Computed from the case file at a moment; nobody types a defect and nobody ticks one off. Done is what the records show.

use serde::Serialize;

use super::{CaseFile, standing, status};
use crate::{
    calendar::Calendar,
    clock::{Clock, clocks},
    code::{ClockState, Code, ConditionCode, DefectCode, DutyBearer, ReportMethod, ReportOutcome, Status},
    ids::{ProceedingId, RecordId},
    judgement::basis,
    proceedings::notices,
    records::{Record, RecordContent},
    refusal::Fact,
    rulebook,
    text::Text,
    time::{Date, Instant, local_day},
};

/// One defect.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Defect {
    /// Missing, late or contradictory.
    pub code: DefectCode,
    /// The id of the rule.
    pub rule: String,
    /// The article.
    pub basis: Text,
    /// What is wrong.
    pub message: Text,
    /// What shows it.
    pub evidence: Vec<Fact>,
    /// Who can close it.
    pub actor: DutyBearer,
    /// The proceeding in which it stands.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub proceeding_id: Option<ProceedingId>,
    /// The record that shows it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub record_id: Option<RecordId>,
}

/// Every defect of a case at a moment: late ones first, then missing, then contradictory.
#[must_use]
pub fn defects(case: &CaseFile, calendar: &Calendar, at: Instant) -> Vec<Defect> {
    let mut all = late(case, calendar, at);
    all.extend(missing(case, at));
    all.extend(untold(case, calendar, at));
    all.extend(case.matters(calendar, at).flat_map(|matter| matter.proceeding.content.kind_of().defects(&matter)));
    all.extend(discrepant(case, calendar, at));
    all.extend(elsewhere(case, calendar, at));
    all
}

impl Defect {
    pub(crate) fn new(
        code: DefectCode,
        rule: &str,
        on: Date,
        actor: DutyBearer,
        message: Text,
        evidence: Vec<Fact>,
    ) -> Self {
        Self {
            code,
            rule: rule.to_owned(),
            basis: basis(rule, on),
            message,
            evidence,
            actor,
            proceeding_id: None,
            record_id: None,
        }
    }
}

/// Clocks that are overdue.
fn late(case: &CaseFile, calendar: &Calendar, at: Instant) -> Vec<Defect> {
    let today = local_day(at);
    let overdue = |clock: &Clock| clock.state(at) == ClockState::Overdue;
    clocks(case, calendar, at)
        .into_iter()
        .filter(overdue)
        .map(|clock| {
            let (zh, en) =
                rulebook::rule(clock.rule).map_or((clock.rule, clock.rule), |rule| (rule.title.zh, rule.title.en));
            Defect {
                proceeding_id: clock.proceeding_id,
                ..Defect::new(
                    DefectCode::Late,
                    clock.rule,
                    today,
                    clock.actor,
                    Text::new(
                        format!("{zh}：应于{}前完成，至今未见记录", clock.due_legal),
                        format!("{en}: due by {}, and no record shows it done", clock.due_legal),
                    ),
                    vec![
                        Fact::new("starts_on", clock.starts_on.to_string()),
                        Fact::new("due_legal", clock.due_legal.to_string()),
                    ],
                )
            }
        })
        .collect()
}

/// What the reception calls for and no record shows (IM 18 – 22). National law sets no days for these; where the bureau has set some
/// (rulebook §18), they are missing once those have passed.
fn missing(case: &CaseFile, at: Instant) -> Vec<Defect> {
    let today = local_day(at);
    let Some(received_on) = case.order.reported_on.filter(|received_on| *received_on <= today) else {
        return Vec::new();
    };
    if case.order.carried_over_on.is_some() || status(case, at).0 != Status::UnderSupervision {
        return Vec::new();
    }
    let defaults = &case.place.defaults;
    let has = |wanted: fn(&RecordContent) -> bool| {
        case.records.iter().any(|record| record.counts() && wanted(&record.content))
    };
    let wanted: [(&str, Option<u32>, bool, &str, &str); 4] = [
        (
            "R-10",
            defaults.entry_declaration_days,
            has(|content| matches!(content, RecordContent::Pronouncement(_))),
            "未见入矫宣告记录",
            "no record of the entry pronouncement",
        ),
        (
            "R-11",
            defaults.group_days,
            has(|content| matches!(content, RecordContent::CorrectionTeam(_))),
            "未见矫正小组",
            "no correction group",
        ),
        (
            "R-11",
            defaults.group_days,
            has(|content| matches!(content, RecordContent::ResponsibilityLetter(_))),
            "未见矫正责任书",
            "no letter of responsibility",
        ),
        (
            "R-13",
            defaults.plan_days,
            has(|content| matches!(content, RecordContent::CorrectionPlan(_))),
            "未见矫正方案",
            "no correction plan",
        ),
    ];
    let passed = |days: Option<u32>| {
        days.is_none_or(|days| today.signed_duration_since(received_on).num_days() > i64::from(days))
    };
    wanted
        .into_iter()
        .filter(|(_, days, there, ..)| !there && passed(*days))
        .map(|(rule, _, _, zh, en)| {
            let evidence = vec![Fact::new("received_on", received_on.to_string())];
            Defect::new(DefectCode::Missing, rule, today, DutyBearer::CountyAgency, Text::new(zh, en), evidence)
        })
        .collect()
}

/// Those whom the law wants told, and no delivery shows it.
fn untold(case: &CaseFile, calendar: &Calendar, at: Instant) -> Vec<Defect> {
    let today = local_day(at);
    case.matters(calendar, at)
        .flat_map(|matter| {
            let (id, number) = (matter.proceeding.id, &matter.proceeding.number);
            notices(&matter).into_iter().filter(|notice| notice.delivered_on.is_none()).map(move |notice| {
                let (zh, en) = notice.recipient.label();
                Defect {
                    proceeding_id: Some(id),
                    ..Defect::new(
                        DefectCode::Missing,
                        &notice.rule,
                        today,
                        DutyBearer::CountyAgency,
                        Text::new(
                            format!("{number}：未见向{zh}的送达记录"),
                            format!("{number}: no delivery to the {en}"),
                        ),
                        vec![Fact::new("since", notice.since.to_string())],
                    )
                }
            })
        })
        .collect()
}

/// What was stated and does not agree with what the law computes (T-3).
fn discrepant(case: &CaseFile, calendar: &Calendar, at: Instant) -> Vec<Defect> {
    let today = local_day(at);
    standing(case, calendar, at)
        .discrepancies
        .into_iter()
        .map(|found| {
            let evidence = vec![
                Fact::new(found.field.clone(), found.stated.clone()),
                Fact::new(format!("{}_computed", found.field), found.computed.clone()),
            ];
            Defect::new(
                DefectCode::Contradictory,
                &found.rule,
                today,
                DutyBearer::CountyAgency,
                found.message,
                evidence,
            )
        })
        .collect()
}

/// Records that put the person in two places: a report in person, or attendance, in the middle of a leave (IM 28). The days of
/// departure and return may be spent in both.
fn elsewhere(case: &CaseFile, calendar: &Calendar, at: Instant) -> Vec<Defect> {
    let today = local_day(at);
    case.records
        .iter()
        .filter(|record| record.counts() && was_here(record))
        .filter_map(|record| {
            let leave = leave_on(case, calendar, record)?;
            Some(Defect {
                record_id: Some(record.id),
                ..Defect::new(
                    DefectCode::Contradictory,
                    "L-1",
                    today,
                    DutyBearer::CountyAgency,
                    Text::new(
                        format!("{}的记录显示本人在场，而当日请假外出", record.day()),
                        format!("a record of {} has the person present on a day of leave", record.day()),
                    ),
                    vec![
                        Fact::new("on_leave_since", leave.to_string()),
                        Fact::new("kind", record.content.kind().code()),
                    ],
                )
            })
        })
        .collect()
}

fn was_here(record: &Record) -> bool {
    match &record.content {
        RecordContent::Report(report) => {
            report.outcome == ReportOutcome::Made && report.method == ReportMethod::InPerson
        }
        RecordContent::Attendance(attendance) => attendance.present,
        RecordContent::Reception(_)
        | RecordContent::Pronouncement(_)
        | RecordContent::CorrectionTeam(_)
        | RecordContent::ResponsibilityLetter(_)
        | RecordContent::CorrectionPlan(_)
        | RecordContent::ExitRestriction(_)
        | RecordContent::RiskAssessment(_)
        | RecordContent::Visit(_)
        | RecordContent::Talk(_)
        | RecordContent::InformationCheck(_)
        | RecordContent::HealthReport(_) => false,
    }
}

/// The first day of the leave in whose middle this record falls.
fn leave_on(case: &CaseFile, calendar: &Calendar, record: &Record) -> Option<Date> {
    let day = record.day();
    let conditions = case
        .matters(calendar, record.happened_at)
        .flat_map(|matter| matter.proceeding.content.kind_of().conditions(&matter))
        .collect::<Vec<_>>();
    conditions
        .into_iter()
        .find(|condition| {
            condition.code == ConditionCode::OnLeave
                && condition.since < day
                && condition.until.is_some_and(|until| day < until)
        })
        .map(|condition| condition.since)
}
