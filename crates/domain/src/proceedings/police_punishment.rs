//! Proposal of a punishment by the police (提请治安管理处罚; IM 36; PSAPL 25, 72(4), 73(1); rulebook §7.3).
//!
//! The county proposes, the police decide and tell the result. Parolees are not named in PSAPL 72(4): for them it is refused unless
//! another offence against public order is stated, with its article (K-18).

use serde::{Deserialize, Serialize};

use super::{
    Act, ActCode, Assessment, By, Declaration, Fault, Kind, Matter, Move, NoticeDuty, To, Warning,
    breach_inquiry::{Concluded, before_its_inquiry, concluded},
    ladder::Breached,
    moves::APPROVAL,
};
use crate::{
    code::{
        Breach, Category, Code, DutyBearer, Level, MeasureCode, ProceedingKind,
        ProceedingStatus::{Approved, Closed, Draft, Proposed, Refused},
    },
    ids::{PaperId, ProceedingId},
    judgement::basis,
    minor::age,
    refusal::{Fact, Refusal},
    rulebook::Label,
    sanction::{PoliceQuestion, discovered_too_late, police_punishment},
    text::Text,
};

/// The ages from which and up to which detention is imposed but not executed (PSAPL 23).
const ADULT: u32 = 18;
const AGED: u32 = 70;

/// On what the proposal rests.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct PolicePunishmentContent {
    /// The inquiry of the case on which it rests (IM 40).
    pub inquiry_id: ProceedingId,
    /// The facts, as the proposal puts them.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 2000))]
    pub reasons: String,
    /// Another offence against public order than the breach of supervision itself; needed for parolees.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub other_offence: Option<OtherOffence>,
    /// Papers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "schema", schema(max_items = 50))]
    pub papers: Vec<PaperId>,
}

/// An offence against public order that has an article of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct OtherOffence {
    /// The article of the law.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 100))]
    pub article: String,
    /// Why the facts fall under it.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 500))]
    pub reason: String,
}

/// Proposed by the county, put before the police with a copy to the procuratorate, and their result.
pub const DECLARATION: Declaration = Declaration {
    kind: ProceedingKind::PolicePunishment,
    path: "police-punishments",
    title: Label::new("提请治安管理处罚", "proposal of a punishment by the police"),
    rule: "IM-36",
    initial: Draft,
    reader: None,
    moves: &[
        APPROVAL,
        &[
            Move::new(ActCode::Deliveries, &[Approved], To::WhenAllAreTold(Proposed), By::Carrier),
            Move::new(
                ActCode::Results,
                &[Proposed],
                To::Outcome { approved: Closed, refused: Refused, sent_back: Draft },
                By::Bureau,
            ),
        ],
    ],
};

impl PolicePunishmentContent {
    /// **PSAPL 72(4), 73(1), 25**: the article of the breach, or that of another offence; discovered in time.
    fn punishable(&self, concluded: &Concluded<'_>, category: Category) -> Result<&'static str, Box<Refusal>> {
        let acted_on = concluded.content.breached_on;
        let discovered_on = concluded.content.discovered_on.max(acted_on);
        if self.other_offence.is_some() {
            return discovered_too_late(acted_on, discovered_on).map_or(Ok("IM-36"), |refusal| Err(Box::new(refusal)));
        }
        let prohibition = concluded.breached == Breached::Conduct(Breach::ProhibitionMinor);
        let rule = if prohibition { "PSAPL-73-1" } else { "PSAPL-72-4" };
        match police_punishment(PoliceQuestion { category, prohibition, acted_on, discovered_on }) {
            Ok(Ok(_)) => Ok(rule),
            Ok(Err(refusal)) => Err(Box::new(refusal)),
            Err(fault) => Err(Box::new(Refusal::under(
                rule,
                vec![Fact::new(fault.parameter(), acted_on.to_string())],
                fault.message(),
            ))),
        }
    }
}

/// **PSAPL 23**: by age, detention is imposed and not executed.
fn not_detained(matter: &Matter<'_>, concluded: &Concluded<'_>) -> Option<Warning> {
    let years = age(matter.person.birth_date?, concluded.content.breached_on);
    (!(ADULT..AGED).contains(&years)).then(|| {
        Warning::under(
            "PSAPL-23",
            Text::new(
                format!("违法时{years}周岁：依法可能不执行行政拘留"),
                format!("aged {years} at the act: detention may have to be imposed without being executed"),
            ),
            concluded.content.breached_on,
        )
    })
}

impl Kind for PolicePunishmentContent {
    fn declaration(&self) -> &'static Declaration {
        &DECLARATION
    }

    fn faults(&self) -> Vec<Fault> {
        let other = self.other_offence.iter().flat_map(|offence| {
            [
                Fault::of_length("/other_offence/article", &offence.article, 100),
                Fault::of_length("/other_offence/reason", &offence.reason, 500),
            ]
        });
        other.chain([Fault::of_length("/reasons", &self.reasons, 2_000)]).flatten().collect()
    }

    fn assess(&self, matter: &Matter<'_>) -> Assessment {
        let assessment = Assessment::by(Level::County, "IM-36", matter.today());
        let (Ok(concluded), Some(case)) = (concluded(matter, self.inquiry_id), matter.case) else { return assessment };
        let mut articles = assessment.basis;
        if let Ok(rule) = self.punishable(&concluded, case.order.category) {
            articles.push(basis(rule, concluded.content.breached_on));
        }
        articles.dedup();
        if let Some(offence) = &self.other_offence {
            articles.push(Text::new(offence.article.clone(), offence.article.clone()));
        }
        Assessment {
            basis: articles,
            warnings: not_detained(matter, &concluded).into_iter().collect(),
            explanation: concluded.called.explanation,
            facts: concluded.called.earlier.facts(),
            measures: concluded.called.measures,
            ..Assessment::by(Level::County, "IM-36", matter.today())
        }
    }

    fn admissible(&self, matter: &Matter<'_>) -> Result<(), Box<Refusal>> {
        matter.while_supervised("IM-36")?;
        let concluded = concluded(matter, self.inquiry_id)?;
        let Some(case) = matter.case else { return Ok(()) };
        self.punishable(&concluded, case.order.category)?;
        let called = concluded.called.measure(MeasureCode::PolicePunishment).is_some();
        if self.other_offence.is_none() && (!called || concluded.measure.is_none()) {
            return Err(Box::new(Refusal::under(
                "IM-36",
                vec![Fact::new("decided", concluded.measure.map_or("none", Code::code))],
                Text::new(
                    "调查查明的事实不属于依法应予治安管理处罚的情形；另有违反治安管理行为的，请在 other_offence 中写明条款和理由",
                    "what the inquiry found is not for the police; state another offence against public order in other_offence",
                ),
            )));
        }
        let again = matter.others().find(|other| {
            let super::Content::PolicePunishment(content) = &other.content else { return false };
            content.inquiry_id == self.inquiry_id && !other.is_over()
        });
        again.map_or(Ok(()), |other| {
            Err(Box::new(Refusal::under(
                "IM-36",
                vec![Fact::new("proposal", other.number.clone())],
                Text::new(
                    format!("该违规已由{}提请，尚未办结", other.number),
                    format!("{} proposes it already and is under way", other.number),
                ),
            )))
        })
    }

    fn act_faults(&self, act: &Act, matter: &Matter<'_>) -> Vec<Fault> {
        before_its_inquiry(act, matter, self.inquiry_id).into_iter().collect()
    }

    fn notice_duties(&self, matter: &Matter<'_>) -> Vec<NoticeDuty> {
        let Some(since) = matter.proceeding.last_approved_on() else { return Vec::new() };
        [DutyBearer::Police, DutyBearer::Procuratorate]
            .into_iter()
            .map(|recipient| NoticeDuty { recipient, rule: "IM-36", since })
            .collect()
    }
}
