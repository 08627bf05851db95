//! The grounds of electronic monitoring, and the facts of the case that speak for or against them (CCL 29; IM 37).

use serde::{Deserialize, Serialize};

use super::RULE;
use crate::{
    code::{Category, Code, PositioningGround, ProceedingKind},
    judgement::Span,
    positioning::{PositioningAnswer, PositioningQuestion, positioning},
    proceedings::{Act, ActCode, Fault, Matter, Proceeding, Warning, kind::refuse, ladder::imposed_on},
    refusal::{Fact, Refusal},
    text::Text,
    time::Date,
};

/// A ground, with the facts that meet it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct MonitoringGround {
    /// Which of the five (CCL 29).
    pub ground: PositioningGround,
    /// The day on which it came about.
    pub occurred_on: Date,
    /// What happened.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 1000))]
    pub account: String,
    /// The number of the warning, or of the decision of the police; needed where the ground asks for one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(max_length = 100))]
    pub document_number: Option<String>,
    /// Whether there was a legitimate reason for leaving.
    #[serde(default)]
    pub legitimate_reason: bool,
}

/// The measure on which a ground rests: its kind, and the rule.
fn measure(ground: PositioningGround) -> Option<(ProceedingKind, &'static str)> {
    match ground {
        PositioningGround::RefusesToReport => Some((ProceedingKind::Warning, "IM-37-3")),
        PositioningGround::PolicePunished => Some((ProceedingKind::PolicePunishment, "IM-37-4")),
        PositioningGround::ProhibitionBreached
        | PositioningGround::LeftWithoutApproval
        | PositioningGround::ProposalImminent => None,
    }
}

impl MonitoringGround {
    pub(super) fn faults(&self, at: usize) -> impl Iterator<Item = Fault> {
        let pointer = |name: &str| format!("/grounds/{at}/{name}");
        [
            Fault::of_day(&pointer("occurred_on"), self.occurred_on),
            Fault::of_length(&pointer("account"), &self.account, 1_000),
            Fault::of_optional(&pointer("document_number"), self.document_number.as_deref(), 100),
        ]
        .into_iter()
        .flatten()
    }

    /// The proceeding of the case that is cited by the number, or whose result is.
    fn cited<'a>(&self, matter: &Matter<'a>) -> Option<&'a Proceeding> {
        let number = self.document_number.as_deref()?;
        let result = |other: &Proceeding| {
            let step = other.last(ActCode::Results)?;
            if let Act::Results(body) = &step.act { body.document_number.clone() } else { None }
        };
        matter.others().find(|other| other.number == number || result(other).as_deref() == Some(number))
    }

    /// The measure that is cited and that the case does not hold; its paper must then show it.
    pub(super) fn unseen(&self, matter: &Matter<'_>) -> Option<Warning> {
        let (_, rule) = measure(self.ground)?;
        let number = self.document_number.as_deref().filter(|_| self.cited(matter).is_none())?;
        let message = Text::new(
            format!("本案记录中没有{number}，请附该文书"),
            format!("the case does not hold {number}: attach that paper"),
        );
        Some(Warning::under(rule, message, matter.today()))
    }

    /// What the case says against the facts stated.
    pub(super) fn contradicted(&self, matter: &Matter<'_>) -> Result<(), Box<Refusal>> {
        let fact = |name: &str, value: String| vec![Fact::new("ground", self.ground.code()), Fact::new(name, value)];
        if self.occurred_on > matter.today() {
            return refuse(
                RULE,
                fact("occurred_on", self.occurred_on.to_string()),
                Text::new("事实发生后才能作为依据", "a ground is a fact that has happened"),
            );
        }
        if let (Some((kind, rule)), Some(cited)) = (measure(self.ground), self.cited(matter))
            && (cited.kind() != kind || imposed_on(cited).is_none())
        {
            return refuse(
                rule,
                fact("document_number", cited.number.clone()),
                Text::new(
                    "该文书不是已经作出并有效的警告、治安处罚",
                    "this is no warning or police punishment that stands",
                ),
            );
        }
        let that_day = Span { from: self.occurred_on, to: self.occurred_on };
        let breach = self.ground == PositioningGround::ProhibitionBreached;
        if breach && matter.prohibition_within(that_day).is_none() {
            return refuse(
                "IM-37-1",
                fact("occurred_on", self.occurred_on.to_string()),
                Text::new("当日没有正在执行的禁止令，请核对", "no prohibition order ran on that day: check it"),
            );
        }
        let category = matter.case.map(|case| case.order.category);
        if self.ground == PositioningGround::ProposalImminent && category == Some(Category::PublicSurveillance) {
            return refuse(
                "IM-37-5",
                fact("category", Category::PublicSurveillance.code().to_owned()),
                Text::new("管制没有撤销或者收监，不适用该项", "surveillance knows neither revocation nor committal"),
            );
        }
        Ok(())
    }
}

/// What the law makes of the grounds stated.
pub(super) fn judged(grounds: &[MonitoringGround], on: Date) -> Option<PositioningAnswer> {
    let stated = |ground| grounds.iter().filter(move |stated| stated.ground == ground);
    let documented = |ground| stated(ground).any(|stated| stated.document_number.is_some());
    let left = PositioningGround::LeftWithoutApproval;
    positioning(PositioningQuestion {
        on,
        prohibition_breached: stated(PositioningGround::ProhibitionBreached).next().is_some(),
        left_without_approval: stated(left).next().is_some(),
        legitimate_reason: stated(left).all(|stated| stated.legitimate_reason),
        refuses_to_report: stated(PositioningGround::RefusesToReport).next().is_some(),
        warned_for_refusal: documented(PositioningGround::RefusesToReport),
        police_punished: documented(PositioningGround::PolicePunished),
        proposal_imminent: stated(PositioningGround::ProposalImminent).next().is_some(),
    })
    .ok()
}
