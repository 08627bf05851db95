//! Monthly appraisal (考核): pre-filled from the facts of the month, told, made public, open to objection (CCL 28; IM 32;
//! rulebook §7).

use chrono::Months;
use serde::{Deserialize, Serialize};

use super::{
    Act, ActCode, Assessment, Authority, Content, Declaration, Fault, Kind, Matter, NoticeDuty, Proceeding, Warning,
    kind::refuse,
    moves::APPROVAL,
    publicity::{self, PUBLICITY, RULE},
};
use crate::{
    clock::{clocks, reporting_clock},
    code::{
        AppraisalResult, ClockState, Code, ConditionCode, Level, ProceedingKind,
        ProceedingStatus::{Draft, InProgress, Refused, Withdrawn},
    },
    ids::PaperId,
    judgement::Span,
    refusal::{Fact, Refusal},
    rulebook::Label,
    text::Text,
    time::{Date, end_of_day, parse_date, start_of_day},
};

/// Which month, and how it went.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct MonthlyAppraisalContent {
    /// The month, as `YYYY-MM`.
    #[cfg_attr(feature = "schema", schema(pattern = "^[0-9]{4}-(0[1-9]|1[0-2])$"))]
    pub month: String,
    /// The result.
    pub result: AppraisalResult,
    /// On what it rests: repentance, compliance, obedience, education (IM 32).
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 2000))]
    pub reasons: String,
    /// Papers that show it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "schema", schema(max_items = 50))]
    pub papers: Vec<PaperId>,
}

/// Proposed, decided, told, published; objected to and answered.
pub const DECLARATION: Declaration = Declaration {
    kind: ProceedingKind::MonthlyAppraisal,
    path: "monthly-appraisals",
    title: Label::new("考核", "monthly appraisal"),
    rule: RULE,
    initial: Draft,
    reader: None,
    moves: &[APPROVAL, PUBLICITY],
};

/// The days of a month written `YYYY-MM`.
fn days_of(month: &str) -> Option<Span> {
    let from = parse_date(&format!("{month}-01"))?;
    let to = from.checked_add_months(Months::new(1))?.pred_opt()?;
    Some(Span { from, to })
}

/// What the case file knows of the days of a month: what was decided, what held on how many days, late reporting.
fn facts(matter: &Matter<'_>, span: Span) -> Vec<Fact> {
    let Some(case) = matter.case else { return Vec::new() };
    let mut facts = matter.decided_in(span);
    let days = span.from.iter_days().take_while(|day| *day <= span.to.min(matter.today()));
    let held: Vec<ConditionCode> = days
        .flat_map(|day| case.conditions(matter.calendar, end_of_day(day) - chrono::TimeDelta::seconds(1)))
        .map(|condition| condition.code)
        .collect();
    facts.extend(ConditionCode::ALL.iter().filter_map(|code| {
        let days = held.iter().filter(|held| *held == code).count();
        (days > 0).then(|| Fact::new(format!("days_{}", code.code()), days.to_string()))
    }));
    let clocks = clocks(case, matter.calendar, matter.at);
    let reported = reporting_clock(&clocks).filter(|clock| clock.state(matter.at) == ClockState::LateMet);
    let late = reported.and_then(|clock| Some((clock.met_on?, clock.due_legal)));
    facts.extend(late.filter(|(met_on, _)| span.from <= *met_on && *met_on <= span.to).map(|(met_on, due_on)| {
        Fact::new("days_reported_late", met_on.signed_duration_since(due_on).num_days().to_string())
    }));
    facts
}

/// Whether this appraisal stands or may still come to stand.
fn counts(other: &Proceeding) -> bool {
    !matches!(other.status(), Withdrawn | Refused) && !publicity::is_overturned(other)
}

impl Kind for MonthlyAppraisalContent {
    fn declaration(&self) -> &'static Declaration {
        &DECLARATION
    }

    fn faults(&self) -> Vec<Fault> {
        let month = match days_of(&self.month) {
            Some(span) => Fault::of_day("/month", span.from),
            None => {
                let message = Text::new("须为YYYY-MM形式的月份", "must be a month, YYYY-MM");
                Some(Fault::new("/month", "not_a_month", message))
            }
        };
        [month, Fault::of_length("/reasons", &self.reasons, 2_000)].into_iter().flatten().collect()
    }

    fn assess(&self, matter: &Matter<'_>) -> Assessment {
        let Some(span) = days_of(&self.month) else { return Assessment::default() };
        let today = matter.today();
        let (zh, en) = self.result.label();
        let unfinished = (span.to >= today).then(|| {
            let message = Text::new("该月尚未结束", "the month is not over yet");
            Warning::under(RULE, message, today)
        });
        let explanation = Text::new(
            format!("{}至{}的考核结果：{zh}；以下事实由系统从本案记录汇总", span.from, span.to),
            format!("{} to {}: {en}; the facts are gathered from what is recorded in the case", span.from, span.to),
        );
        Assessment {
            explanation: vec![explanation],
            warnings: unfinished.into_iter().collect(),
            period: Some(span),
            facts: facts(matter, span),
            ..Assessment::by(self.authority(matter).level, RULE, today)
        }
    }

    /// The delegated office, else the county; objections are for the county (IM 32).
    fn authority(&self, matter: &Matter<'_>) -> Authority {
        let objected = matter.proceeding.status() == InProgress;
        Authority::of(if matter.delegated() && !objected { matter.place.level } else { Level::County })
    }

    fn admissible(&self, matter: &Matter<'_>) -> Result<(), Box<Refusal>> {
        let (Some(span), Some(case)) = (days_of(&self.month), matter.case) else { return Ok(()) };
        let reported_on = case.order.reported_on;
        let begun = span.from <= matter.today() && reported_on.is_some_and(|day| day <= span.to);
        let ended = case.ending().is_some_and(|ending| ending.at <= start_of_day(span.from));
        if !begun || ended {
            let shown = |day: Option<Date>| day.map_or_else(|| "none".to_owned(), |day| day.to_string());
            return refuse(
                RULE,
                vec![
                    Fact::new("month", self.month.clone()),
                    Fact::new("reported_on", shown(reported_on)),
                    Fact::new("supervision_ends_on", shown(case.order.supervision_ends_on)),
                ],
                Text::new("只考核已经开始的在矫月份", "appraise months under supervision that have begun"),
            );
        }
        let same = |other: &&Proceeding| matches!(&other.content, Content::MonthlyAppraisal(content) if content.month == self.month);
        match matter.others().filter(same).find(|other| counts(other)) {
            None => Ok(()),
            Some(other) => refuse(
                RULE,
                vec![Fact::new("month", self.month.clone()), Fact::new("appraised", other.number.clone())],
                Text::new(
                    format!("该月已有考核{}", other.number),
                    format!("the month has its appraisal, {}", other.number),
                ),
            ),
        }
    }

    fn guard(&self, act: ActCode, matter: &Matter<'_>) -> Result<(), Box<Refusal>> {
        publicity::guard(act, matter)
    }

    fn act_faults(&self, act: &Act, _matter: &Matter<'_>) -> Vec<Fault> {
        publicity::act_faults(act)
    }

    fn notice_duties(&self, matter: &Matter<'_>) -> Vec<NoticeDuty> {
        publicity::notice_duties(matter, &[])
    }
}
