//! Change of the class of management (管理类别变更): it rests on an assessment of the risk (CCL 24; IM 21; rulebook §4).

use serde::{Deserialize, Serialize};

use super::{
    Assessment, Declaration, Fault, Kind, Matter, NoticeDuty, Proceeding, Warning,
    kind::refuse,
    moves::{APPROVAL, TELLING},
};
use crate::{
    code::{Code, DutyBearer, Level, ManagementClass, ProceedingKind, ProceedingStatus::Draft},
    ids::PaperId,
    judgement::Span,
    refusal::{Fact, Refusal},
    rulebook::Label,
    supervisee::Order,
    text::Text,
    time::Date,
};

/// The days after which an assessment is pointed out as old. National law sets no number, so it only warns.
const FRESH_DAYS: i64 = 90;

/// The rule.
const RULE: &str = "CCL-24";

/// An assessment of the risk of re-offending (风险评估), as it was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct AssessedRisk {
    /// The day on which it was made.
    pub assessed_on: Date,
    /// The name of the scale or method.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 100))]
    pub method: String,
    /// The points, where the method gives points.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub score: Option<u32>,
    /// What was looked at: judgment, offence, phase of correction, risk, appraisals and sanctions (IM 21).
    #[cfg_attr(feature = "schema", schema(min_items = 1, max_items = 30))]
    pub factors: Vec<String>,
    /// What it found.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 1000))]
    pub result: String,
}

/// What class is asked for, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ClassChangeContent {
    /// The class to which the person is to go.
    pub to_class: ManagementClass,
    /// Why.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 500))]
    pub reason: String,
    /// The assessment on which it rests; without one the change is refused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub risk_assessment: Option<AssessedRisk>,
    /// Papers that show it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "schema", schema(max_items = 50))]
    pub papers: Vec<PaperId>,
}

/// Asked, approved, told.
pub const DECLARATION: Declaration = Declaration {
    kind: ProceedingKind::ClassChange,
    path: "class-changes",
    title: Label::new("管理类别变更", "change of management class"),
    rule: RULE,
    initial: Draft,
    reader: None,
    moves: &[APPROVAL, TELLING],
};

impl AssessedRisk {
    fn faults(&self) -> impl Iterator<Item = Fault> {
        let pointer = |name: &str| format!("/risk_assessment/{name}");
        let factors = self.factors.iter().enumerate();
        let factors =
            factors.filter_map(move |(at, factor)| Fault::of_length(&pointer(&format!("factors/{at}")), factor, 200));
        [
            Fault::of_day(&pointer("assessed_on"), self.assessed_on),
            Fault::of_length(&pointer("method"), &self.method, 100),
            Fault::of_count(&pointer("factors"), self.factors.len(), 1, 30),
            Fault::of_length(&pointer("result"), &self.result, 1_000),
        ]
        .into_iter()
        .flatten()
        .chain(factors)
    }

    fn facts(&self) -> Vec<Fact> {
        let mut facts =
            vec![Fact::new("assessed_on", self.assessed_on.to_string()), Fact::new("method", self.method.clone())];
        facts.extend(self.score.map(|score| Fact::new("score", score.to_string())));
        facts.push(Fact::new("factors", self.factors.join("；")));
        facts.push(Fact::new("result", self.result.clone()));
        facts
    }
}

impl ClassChangeContent {
    fn explanation(&self, matter: &Matter<'_>) -> Vec<Text> {
        let (zh, en) = self.to_class.label();
        let class = matter.case.and_then(|case| case.order.management_class).filter(|class| *class != self.to_class);
        let mut explanation = vec![match class.map(Code::label) {
            Some((from_zh, from_en)) => Text::new(format!("由{from_zh}调整为{zh}"), format!("from {from_en} to {en}")),
            None => Text::new(format!("确定为{zh}"), format!("to be {en}")),
        }];
        explanation.extend(self.risk_assessment.as_ref().map(|made| {
            Text::new(
                format!("依据{}以“{}”所作的评估：{}", made.assessed_on, made.method, made.result),
                format!("on the assessment of {} by \"{}\": {}", made.assessed_on, made.method, made.result),
            )
        }));
        explanation
    }
}

impl Kind for ClassChangeContent {
    fn declaration(&self) -> &'static Declaration {
        &DECLARATION
    }

    fn faults(&self) -> Vec<Fault> {
        Fault::of_length("/reason", &self.reason, 500)
            .into_iter()
            .chain(self.risk_assessment.iter().flat_map(AssessedRisk::faults))
            .collect()
    }

    fn assess(&self, matter: &Matter<'_>) -> Assessment {
        let today = matter.today();
        let mut facts = self.risk_assessment.as_ref().map(AssessedRisk::facts).unwrap_or_default();
        // Appraisals and sanctions are a basis of the class (IM 21): those of the case are shown beside the assessment.
        let intake = matter.case.and_then(|case| case.order.reported_on);
        facts.extend(intake.into_iter().flat_map(|from| matter.decided_in(Span { from, to: today })));
        let made_on = self.risk_assessment.as_ref().map(|made| made.assessed_on);
        let old = made_on.filter(|on| today.signed_duration_since(*on).num_days() > FRESH_DAYS);
        let warnings = old.map(|on| {
            let message = Text::new(
                format!("评估作出于{on}，距今超过{FRESH_DAYS}日，请确认情况没有变化（国家规定没有期限）"),
                format!("assessed on {on}, more than {FRESH_DAYS} days ago: see that nothing has changed (no national limit)"),
            );
            Warning::under(RULE, message, today)
        });
        Assessment {
            explanation: self.explanation(matter),
            warnings: warnings.into_iter().collect(),
            facts,
            ..Assessment::by(Level::County, RULE, today)
        }
    }

    fn admissible(&self, matter: &Matter<'_>) -> Result<(), Box<Refusal>> {
        matter.while_supervised(RULE)?;
        let Some(made) = &self.risk_assessment else {
            return refuse(
                RULE,
                vec![Fact::new("risk_assessment", "none")],
                Text::new("先作风险评估，再提出变更", "assess the risk first, then ask for the change"),
            );
        };
        if made.assessed_on > matter.today() {
            return refuse(
                RULE,
                vec![Fact::new("assessed_on", made.assessed_on.to_string())],
                Text::new("评估作出后才能提出变更", "ask for the change once the assessment has been made"),
            );
        }
        if let Some(class) = matter.case.and_then(|case| case.order.management_class)
            && class == self.to_class
        {
            return refuse(
                RULE,
                vec![Fact::new("management_class", class.code())],
                Text::new("现在就是该类别，无须变更", "this is the class already: nothing is to be changed"),
            );
        }
        matter.none_undecided()
    }

    fn notice_duties(&self, matter: &Matter<'_>) -> Vec<NoticeDuty> {
        // What the person must do depends on the class (IM 21), so the person is told.
        let told = |since| NoticeDuty { recipient: DutyBearer::Supervisee, rule: RULE, since };
        matter.proceeding.approved_on().map(told).into_iter().collect()
    }

    fn apply(&self, proceeding: &Proceeding, order: &mut Order) {
        if proceeding.approved_on().is_some() {
            order.management_class = Some(self.to_class);
        }
    }
}
