//! Commendation (表扬): after six months with all four conditions, or at any time for outstanding deeds (CCL 28; IM 33).

use serde::{Deserialize, Serialize};

use super::{
    Act, ActCode, Assessment, Declaration, Fault, Kind, Matter, NoticeDuty, Warning,
    kind::refuse,
    moves::APPROVAL,
    publicity::{self, PUBLICITY},
};
use crate::{
    code::{CommendationCondition, DutyBearer, Level, Outcome, ProceedingKind, ProceedingStatus::Draft},
    ids::PaperId,
    judgement::Span,
    refusal::{Fact, Refusal},
    rulebook::Label,
    sanction::{Commendation, CommendationQuestion, commendation},
    text::Text,
    time::Date,
};

/// The rule.
const RULE: &str = "IM-33";

/// For what the person is to be commended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct CommendationContent {
    /// Those of the four conditions that are fulfilled.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "schema", schema(max_items = 4))]
    pub fulfilled: Vec<CommendationCondition>,
    /// Whether there are outstanding deeds (突出表现), for which no time is asked.
    #[serde(default)]
    pub outstanding: bool,
    /// The conduct or the deeds.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 2000))]
    pub deeds: String,
    /// Papers that show them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "schema", schema(max_items = 50))]
    pub papers: Vec<PaperId>,
}

/// Proposed, decided by the county, told and copied, published; objected to and answered.
pub const DECLARATION: Declaration = Declaration {
    kind: ProceedingKind::Commendation,
    path: "commendations",
    title: Label::new("表扬", "commendation"),
    rule: RULE,
    initial: Draft,
    reader: None,
    moves: &[APPROVAL, PUBLICITY],
};

impl CommendationContent {
    fn judged(&self, intake_on: Date, on: Date) -> Option<Commendation> {
        let question =
            CommendationQuestion { intake_on, on, fulfilled: self.fulfilled.clone(), outstanding: self.outstanding };
        commendation(&question).ok()
    }

    /// Whether the law allows it on a day.
    fn allowed(&self, matter: &Matter<'_>, on: Date) -> Result<(), Box<Refusal>> {
        let intake_on = matter.case.and_then(|case| case.order.reported_on);
        let Some(judged) = intake_on.and_then(|intake_on| self.judged(intake_on, on)) else {
            return refuse(
                RULE,
                vec![Fact::new("on", on.to_string())],
                Text::new("报到入矫以后才能表扬", "commendation is possible only after intake"),
            );
        };
        if judged.outcome == Outcome::Met {
            return Ok(());
        }
        let unmet = judged.conditions.iter().filter(|ground| ground.state != Outcome::Met);
        refuse(
            RULE,
            unmet.flat_map(|ground| ground.facts.iter().cloned()).collect(),
            Text::new(
                format!("自{}起并同时具备四项条件，或者有突出表现的，可以表扬", judged.earliest_on),
                format!("from {} with all four conditions, or for outstanding deeds", judged.earliest_on),
            ),
        )
    }
}

impl Kind for CommendationContent {
    fn declaration(&self) -> &'static Declaration {
        &DECLARATION
    }

    fn faults(&self) -> Vec<Fault> {
        [Fault::of_count("/fulfilled", self.fulfilled.len(), 0, 4), Fault::of_length("/deeds", &self.deeds, 2_000)]
            .into_iter()
            .flatten()
            .collect()
    }

    fn assess(&self, matter: &Matter<'_>) -> Assessment {
        let today = matter.today();
        let on = matter.proceeding.approved_on().unwrap_or(today);
        let mut assessment = Assessment::by(Level::County, RULE, today);
        let Some(from) = matter.case.and_then(|case| case.order.reported_on) else { return assessment };
        let Some(judged) = self.judged(from, on) else { return assessment };
        assessment.explanation = judged.explanation;
        assessment.facts = judged.conditions.into_iter().flat_map(|ground| ground.facts).collect();
        assessment.facts.extend(matter.decided_in(Span { from, to: today }));
        if self.outstanding {
            let message =
                Text::new("符合法定减刑条件的，另行提出减刑建议", "where the law allows commutation, propose it apart");
            assessment.warnings.push(Warning::under("IM-42", message, today));
        }
        assessment
    }

    fn admissible(&self, matter: &Matter<'_>) -> Result<(), Box<Refusal>> {
        matter.while_supervised(RULE)?;
        matter.none_undecided()?;
        self.allowed(matter, matter.today())
    }

    fn guard(&self, act: ActCode, matter: &Matter<'_>) -> Result<(), Box<Refusal>> {
        publicity::guard(act, matter)
    }

    fn act_faults(&self, act: &Act, _matter: &Matter<'_>) -> Vec<Fault> {
        publicity::act_faults(act)
    }

    fn check(&self, act: &Act, matter: &Matter<'_>) -> Result<(), Box<Refusal>> {
        if act.approves() { self.allowed(matter, matter.day_of(act)) } else { Ok(()) }
    }

    fn notice_duties(&self, matter: &Matter<'_>) -> Vec<NoticeDuty> {
        publicity::notice_duties(matter, &[DutyBearer::Procuratorate])
    }
}
