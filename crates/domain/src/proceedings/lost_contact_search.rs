//! Search for one out of contact (失联查找; CCL 30; IM 38; OP26 13, 14; rulebook §8.2).
//!
//! It begins at once, with the procuratorate told (S-1, S-2), and asks the police in writing when the person is not found (S-3). Out of
//! contact is a condition from the start; out of supervision (脱管) one after more than 48 hours, counted as a threshold against a
//! person is (S-4). Only finding the person ends it, or the end of supervision. What follows goes by the length (S-5), after an
//! inquiry (IM 40).

use serde::{Deserialize, Serialize};

use super::{
    Act, ActCode, Assessment, BreachAbsence, By, Declaration, EarlierMeasures, Fault, Finding, Kind, Matter, Move,
    NoticeDuty, Proceeding, To, Warning,
    ladder::{Breached, called_for},
};
use crate::{
    absence::{AbsenceAnswer, AbsenceQuestion, absence},
    case_file::Condition,
    code::{
        AbsenceEvent, AbsenceKind, Category, Code, ConditionCode, DutyBearer, Level, MeasureCode, ProceedingKind,
        ProceedingStatus::{Closed, InProgress},
        SearchMeans,
    },
    ids::PaperId,
    judgement::Measure,
    refusal::{Fact, Refusal},
    rulebook::Label,
    text::Text,
    time::{Date, Instant, local, local_day},
};

/// What the law names; a search by all of them is a full one (充分查找).
const MEANS: [SearchMeans; 3] = [SearchMeans::Communication, SearchMeans::InformationCheck, SearchMeans::Visit];

/// Since when, and how it showed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct LostContactSearchContent {
    /// The last verified contact (rulebook §18 `out_of_supervision.start`).
    #[cfg_attr(feature = "schema", schema(value_type = String, format = DateTime))]
    pub last_contact_at: Instant,
    /// How that contact was, and how it showed that the person cannot be reached.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 2000))]
    pub circumstances: String,
    /// Papers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "schema", schema(max_items = 50))]
    pub papers: Vec<PaperId>,
}

/// Under way from the start; searches and notices until the person is found.
pub const DECLARATION: Declaration = Declaration {
    kind: ProceedingKind::LostContactSearch,
    path: "lost-contact-searches",
    title: Label::new("失联查找", "search for one out of contact"),
    rule: "S-1",
    initial: InProgress,
    reader: None,
    moves: &[&[
        Move::new(ActCode::Searches, &[InProgress], To::Same, By::Carrier),
        Move::new(ActCode::Deliveries, &[InProgress, Closed], To::Same, By::Carrier),
        Move::new(ActCode::Findings, &[InProgress], To::Status(Closed), By::Carrier),
        Move::new(ActCode::Closures, &[InProgress], To::Status(Closed), By::Carrier),
    ]],
};

fn finding(proceeding: &Proceeding) -> Option<&Finding> {
    if let Act::Findings(body) = &proceeding.last(ActCode::Findings)?.act { Some(body) } else { None }
}

/// Since when the person of a search was out of contact, and how that ended once it did.
pub(super) fn out_of_contact(proceeding: &Proceeding) -> Option<(Date, Option<&Finding>)> {
    let super::Content::LostContactSearch(content) = &proceeding.content else { return None };
    Some((local_day(content.last_contact_at), finding(proceeding)))
}

/// The day on which each of the means that the law names was first used.
fn first_uses(proceeding: &Proceeding) -> impl Iterator<Item = (SearchMeans, Option<Date>)> {
    MEANS.into_iter().map(|means| {
        let used = |act: &Act| if let Act::Searches(body) = act { body.means == means } else { false };
        (means, proceeding.standing().find(|step| used(&step.act)).map(|step| step.acted_on))
    })
}

/// The day on which the search was a full one.
fn fully_searched_on(proceeding: &Proceeding) -> Option<Date> {
    first_uses(proceeding).map(|(_, on)| on).collect::<Option<Vec<_>>>()?.into_iter().max()
}

impl LostContactSearchContent {
    fn absence(&self, matter: &Matter<'_>) -> Option<AbsenceAnswer> {
        let found = finding(matter.proceeding);
        absence(AbsenceQuestion {
            kind: AbsenceKind::LostContact,
            since: self.last_contact_at,
            ended_at: found.map(|found| found.found_at),
            as_of: matter.at.max(self.last_contact_at),
            legitimate_reason: found.is_some_and(|found| found.legitimate_reason.is_some()),
            urgent: false,
            reported_promptly: false,
        })
        .ok()
    }

    /// **S-5** by the length, **S-6** where the person refuses supervision.
    fn measures(&self, matter: &Matter<'_>, assessment: &mut Assessment) {
        let Some(case) = matter.case else { return };
        let found = finding(matter.proceeding);
        let until = found.map_or(matter.today(), |found| local_day(found.found_at));
        let away = BreachAbsence {
            event: AbsenceEvent::OutOfSupervision,
            from: local_day(self.last_contact_at),
            legitimate_reason: found.is_some_and(|found| found.legitimate_reason.is_some()),
        };
        if let Ok(called) = called_for(Breached::Absence(away), until, EarlierMeasures::default(), case) {
            assessment.days = called.days;
            assessment.explanation.extend(called.explanation);
            assessment.measures = called.measures;
        }
        if found.is_some_and(|found| found.refuses_supervision) {
            let codes: &[MeasureCode] = match case.order.category {
                Category::PublicSurveillance => &[MeasureCode::PolicePunishment],
                Category::Probation => &[MeasureCode::PolicePunishment, MeasureCode::RevocationGround],
                Category::Parole => &[MeasureCode::RevocationGround],
                Category::TemporaryOutsidePrison => &[MeasureCode::PolicePunishment, MeasureCode::CommittalGround],
            };
            for code in codes {
                if !assessment.measures.iter().any(|measure| measure.code == *code) {
                    assessment.measures.push(Measure::new(*code, "S-6", until));
                }
            }
        }
        if found.is_some() && !assessment.measures.is_empty() {
            assessment.warnings.push(Warning::under(
                "IM-40",
                Text::new(
                    format!("请就{}至{until}的脱离监管调查取证，再作处理", away.from),
                    format!("inquire into the absence from {} to {until} before any measure", away.from),
                ),
                until,
            ));
        }
    }
}

impl Kind for LostContactSearchContent {
    fn declaration(&self) -> &'static Declaration {
        &DECLARATION
    }

    fn faults(&self) -> Vec<Fault> {
        [
            Fault::of_day("/last_contact_at", local_day(self.last_contact_at)),
            Fault::of_length("/circumstances", &self.circumstances, 2_000),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    fn assess(&self, matter: &Matter<'_>) -> Assessment {
        let mut assessment = Assessment { approver: None, ..Assessment::by(Level::County, "S-1", matter.today()) };
        if let Some(answer) = self.absence(matter) {
            assessment.basis.push(answer.basis);
            assessment.explanation = answer.explanation;
            assessment.facts = vec![
                Fact::new("hours", answer.hours.to_string()),
                Fact::new("due_at", local(answer.due_at).to_rfc3339()),
                Fact::new("due_legal_at", local(answer.due_legal_at).to_rfc3339()),
                Fact::new("out_of_supervision", answer.out_of_supervision.to_string()),
            ];
        }
        self.measures(matter, &mut assessment);
        let unused: Vec<_> =
            first_uses(matter.proceeding).filter(|(_, on)| on.is_none()).map(|(means, _)| means.label()).collect();
        if !unused.is_empty() && finding(matter.proceeding).is_none() {
            let (zh, en): (Vec<_>, Vec<_>) = unused.into_iter().unzip();
            assessment.warnings.push(Warning::under(
                "S-1",
                Text::new(format!("尚未采用：{}", zh.join("、")), format!("not used yet: {}", en.join("; "))),
                matter.today(),
            ));
        }
        assessment
    }

    fn admissible(&self, matter: &Matter<'_>) -> Result<(), Box<Refusal>> {
        matter.while_supervised("S-1")?;
        if self.last_contact_at > matter.at {
            return Err(Box::new(Refusal::under(
                "S-1",
                vec![Fact::new("last_contact_at", local(self.last_contact_at).to_rfc3339())],
                Text::new("最后联系时间不能晚于现在", "the last contact must not lie in the future"),
            )));
        }
        let running =
            matter.others().find(|other| other.kind() == ProceedingKind::LostContactSearch && !other.is_over());
        running.map_or(Ok(()), |other| {
            Err(Box::new(Refusal::under(
                "S-1",
                vec![Fact::new("search", other.number.clone())],
                Text::new(
                    format!("{}正在查找，请在其中记录", other.number),
                    format!("{} is under way: record it there", other.number),
                ),
            )))
        })
    }

    fn guard(&self, act: ActCode, matter: &Matter<'_>) -> Result<(), Box<Refusal>> {
        if act == ActCode::Closures && matter.case.is_some_and(|case| !case.has_ended(matter.at)) {
            return Err(Box::new(Refusal::under(
                "S-1",
                vec![Fact::new("found", "false"), Fact::new("supervision_ended", "false")],
                Text::new(
                    "矫正期间查找不得停止；找到后请记录查找到的情况",
                    "while supervision runs the search does not stop: record the finding",
                ),
            )));
        }
        Ok(())
    }

    fn act_faults(&self, act: &Act, matter: &Matter<'_>) -> Vec<Fault> {
        let Act::Findings(body) = act else { return Vec::new() };
        if body.found_at < self.last_contact_at {
            vec![Fault::new(
                "/found_at",
                "end_before_start",
                Text::new("不能早于最后联系时间", "must not lie before the last contact"),
            )]
        } else if body.found_at > matter.at {
            vec![Fault::new("/found_at", "in_the_future", Text::new("不能晚于现在", "must not lie in the future"))]
        } else {
            Vec::new()
        }
    }

    fn check(&self, act: &Act, matter: &Matter<'_>) -> Result<(), Box<Refusal>> {
        let to_police = if let Act::Deliveries(body) = act { body.recipient == DutyBearer::Police } else { false };
        if to_police && matter.proceeding.last(ActCode::Searches).is_none() {
            return Err(Box::new(Refusal::under(
                "S-3",
                vec![Fact::new("searches", "0")],
                Text::new(
                    "请先组织查找并做好记录；充分查找仍未找到的，书面通知公安机关",
                    "search and record it first; the police are asked when the person is not found",
                ),
            )));
        }
        Ok(())
    }

    fn conditions(&self, matter: &Matter<'_>) -> Vec<Condition> {
        let ended = finding(matter.proceeding).map_or(matter.proceeding.is_over(), |found| matter.at >= found.found_at);
        if ended || matter.at < self.last_contact_at {
            return Vec::new();
        }
        let condition = |code, rule: &str| Condition {
            code,
            since: local_day(self.last_contact_at),
            until: None,
            rule: rule.to_owned(),
        };
        let mut conditions = vec![condition(ConditionCode::LostContact, "S-1")];
        let received = matter.case.is_none_or(|case| case.has_reported(matter.at));
        // One who never reported is not out of supervision but not taken under it (漏管; OP26 11), which the case itself says.
        if received && self.absence(matter).is_some_and(|answer| answer.out_of_supervision) {
            conditions.push(condition(ConditionCode::OutOfSupervision, "OP26-13-1"));
        }
        conditions
    }

    fn boundaries(&self, matter: &Matter<'_>) -> Vec<Instant> {
        let found_at = finding(matter.proceeding).map(|found| found.found_at);
        let threshold = self.absence(matter).map(|answer| answer.due_legal_at);
        [Some(self.last_contact_at), threshold, found_at].into_iter().flatten().collect()
    }

    fn notice_duties(&self, matter: &Matter<'_>) -> Vec<NoticeDuty> {
        let since = local_day(self.last_contact_at);
        let mut duties = vec![NoticeDuty { recipient: DutyBearer::Procuratorate, rule: "S-2", since }];
        if matter.case.is_some_and(|case| case.order.reported_on.is_none()) {
            duties.push(NoticeDuty { recipient: DutyBearer::DecidingOrgan, rule: "OP26-12", since });
        }
        let found_on = finding(matter.proceeding).map(|found| local_day(found.found_at));
        let asked = fully_searched_on(matter.proceeding).filter(|on| found_on.is_none_or(|found_on| *on < found_on));
        duties.extend(asked.map(|since| NoticeDuty { recipient: DutyBearer::Police, rule: "S-3", since }));
        duties
    }
}
