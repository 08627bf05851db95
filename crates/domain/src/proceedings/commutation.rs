//! Proposal of a commutation (提请减刑; CCL 33; IM 42; rulebook §9.6).
//!
//! The county proposes, the city agency reviews, the intermediate court rules within 30 days (CM-1). A proposal below the floors of
//! CL 78 and CP16 16, 18 is refused; what the court rules stands as it is, and a difference is shown (T-3).

use serde::{Deserialize, Serialize};

use super::{
    Act, ActCode, Assessment, Authority, By, CourtRuling, Declaration, Fault, Kind, Matter, Move, NoticeDuty,
    Proceeding, To, Warning, moves::APPROVAL, notice::told,
};
use crate::{
    clock::Clock,
    code::{
        Category, DecisionOutcome, DutyBearer, Level, ProceedingKind,
        ProceedingStatus::{Approved, Closed, Draft, PapersAwaited, Proposed, Refused},
        RulingOutcome,
    },
    commutation::{Commutation, CommutationFault, CommutedTerm, commuted_term},
    ids::PaperId,
    refusal::{Fact, Refusal},
    rulebook::Label,
    sentence::Penalty,
    supervisee::Order,
    term::Term,
    text::Text,
    time::Date,
};

/// What is proposed, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct CommutationContent {
    /// The kind of the original sentence.
    pub penalty: Penalty,
    /// The first day of what is shortened: of surveillance, of the probation period, else of the sentence.
    pub starts_on: Date,
    /// Its length, as the judgment words it.
    pub term: Term,
    /// By how much it should be shortened.
    pub shortened_by: Term,
    /// Whether it is for major merit (重大立功).
    #[serde(default)]
    pub major_merit: bool,
    /// The repentance or the merit, with its evidence.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 2000))]
    pub grounds: String,
    /// How far property penalties are performed (INT21 536).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(max_length = 500))]
    pub property_penalty: Option<String>,
    /// Papers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "schema", schema(max_items = 50))]
    pub papers: Vec<PaperId>,
}

/// Proposed by the county, agreed by the city, put before the court, ruled.
pub const DECLARATION: Declaration = Declaration {
    kind: ProceedingKind::Commutation,
    path: "commutations",
    title: Label::new("提请减刑", "proposal of a commutation"),
    rule: "IM-42",
    initial: Draft,
    reader: None,
    moves: &[
        APPROVAL,
        &[
            Move::new(ActCode::Deliveries, &[Approved], To::WhenAllAreTold(Proposed), By::Carrier),
            Move::new(
                ActCode::Rulings,
                &[Proposed],
                To::Outcome { approved: Closed, refused: Refused, sent_back: PapersAwaited },
                By::Bureau,
            ),
            Move::new(ActCode::PapersCompletions, &[PapersAwaited], To::Status(Proposed), By::Carrier),
        ],
    ],
};

fn ruling(proceeding: &Proceeding) -> Option<&CourtRuling> {
    if let Act::Rulings(body) = &proceeding.last(ActCode::Rulings)?.act { Some(body) } else { None }
}

fn granted(proceeding: &Proceeding) -> Option<&CourtRuling> {
    ruling(proceeding).filter(|ruling| ruling.outcome == RulingOutcome::Approved)
}

impl CommutationContent {
    fn term(&self, order: &Order) -> Result<CommutedTerm, CommutationFault> {
        commuted_term(&Commutation {
            category: order.category,
            penalty: self.penalty,
            starts_on: self.starts_on,
            term: self.term,
            custody: order.custody.unwrap_or_default(),
            shortened_by: self.shortened_by,
            major_merit: self.major_merit,
        })
    }

    fn warnings(&self, term: &CommutedTerm, matter: &Matter<'_>, order: &Order) -> Vec<Warning> {
        let today = matter.today();
        let mut warnings = Vec::new();
        let ruled = granted(matter.proceeding).and_then(|ruling| ruling.ends_on);
        if let Some(ruled) = ruled.filter(|ruled| *ruled != term.ends_on) {
            warnings.push(Warning::under(
                "T-3",
                Text::new(
                    format!("裁定的届满日{ruled}与按建议计算的{}不同，以裁定为准", term.ends_on),
                    format!("the ruling ends it on {ruled}, the proposal computed {}: the ruling stands", term.ends_on),
                ),
                today,
            ));
        }
        if let Some(stated) = order.supervision_ends_on.filter(|stated| ruled.is_none() && *stated != term.ended_on) {
            warnings.push(Warning::under(
                "T-3",
                Text::new(
                    format!("登记的届满日{stated}与按原判计算的{}不同，请核对", term.ended_on),
                    format!("the register ends it on {stated}, the sentence computes to {}: check", term.ended_on),
                ),
                today,
            ));
        }
        let property = order
            .additional_penalty
            .as_deref()
            .is_some_and(|penalty| ["罚金", "没收"].into_iter().any(|word| penalty.contains(word)));
        if property && self.property_penalty.is_none() {
            warnings.push(Warning::under(
                "INT21-536",
                Text::new(
                    "判有财产性判项，未说明履行情况",
                    "there is a property penalty, and its performance is not stated",
                ),
                today,
            ));
        }
        warnings
    }
}

impl Kind for CommutationContent {
    fn declaration(&self) -> &'static Declaration {
        &DECLARATION
    }

    fn faults(&self) -> Vec<Fault> {
        let zero = |pointer: &str, term: Term| {
            term.is_zero().then(|| Fault::new(pointer, "zero", Text::new("不能为零", "must not be zero")))
        };
        [
            Fault::of_day("/starts_on", self.starts_on),
            zero("/term", self.term),
            zero("/shortened_by", self.shortened_by),
            Fault::of_length("/grounds", &self.grounds, 2_000),
            self.property_penalty.as_deref().and_then(|text| Fault::of_length("/property_penalty", text, 500)),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    fn assess(&self, matter: &Matter<'_>) -> Assessment {
        let assessment = Assessment::by(Level::City, "IM-42", matter.today());
        let Some((Ok(term), case)) = matter.case.map(|case| (self.term(&case.order), case)) else { return assessment };
        Assessment {
            warnings: self.warnings(&term, matter, &case.order),
            facts: vec![
                Fact::new("ended_on", term.ended_on.to_string()),
                Fact::new("ends_on", term.ends_on.to_string()),
                Fact::new("earliest_ends_on", term.earliest_ends_on.to_string()),
            ],
            explanation: term.explanation,
            ..assessment
        }
    }

    fn authority(&self, _matter: &Matter<'_>) -> Authority {
        Authority::of(Level::City)
    }

    fn admissible(&self, matter: &Matter<'_>) -> Result<(), Box<Refusal>> {
        matter.while_supervised("IM-42")?;
        match matter.case.map(|case| self.term(&case.order)) {
            None | Some(Ok(_)) => {}
            Some(Err(CommutationFault::Unlawful(refusal))) => return Err(refusal),
            Some(Err(CommutationFault::Question(fault))) => {
                return Err(Box::new(Refusal::under(
                    "T-9",
                    vec![Fact::new("parameter", fault.parameter())],
                    Text::new(
                        format!("{}：{}", fault.parameter(), fault.message().zh),
                        format!("{}: {}", fault.parameter(), fault.message().en),
                    ),
                )));
            }
        }
        let running = matter.others().find(|other| other.kind() == ProceedingKind::Commutation && !other.is_over());
        running.map_or(Ok(()), |other| {
            Err(Box::new(Refusal::under(
                "IM-42",
                vec![Fact::new("proposal", other.number.clone())],
                Text::new(
                    format!("{}正在办理，请先办结或者撤回", other.number),
                    format!("{} is under way: end or withdraw it first", other.number),
                ),
            )))
        })
    }

    fn act_faults(&self, act: &Act, matter: &Matter<'_>) -> Vec<Fault> {
        let (Act::Rulings(body), Some(case)) = (act, matter.case) else { return Vec::new() };
        let fault = |pointer: &str, code, zh: &str, en: &str| vec![Fault::new(pointer, code, Text::new(zh, en))];
        if body.outcome == RulingOutcome::Accepted {
            return fault(
                "/outcome",
                "not_for_this_act",
                "减刑裁定不填受理",
                "the acceptance of a commutation is not recorded",
            );
        }
        if body.made_on.is_some() || body.at_large || !body.uncounted.is_empty() {
            return fault(
                "/made_on",
                "does_not_go_with",
                "仅撤销、收监的裁定、决定填写",
                "only rulings on revocation and committal say when they were made, who is at large, what does not count",
            );
        }
        if body.outcome != RulingOutcome::Approved {
            return if body.ends_on.is_some() || body.prohibition_ends_on.is_some() {
                fault(
                    "/ends_on",
                    "does_not_go_with",
                    "未裁定减刑的不填届满日",
                    "nothing new ends where nothing is granted",
                )
            } else {
                Vec::new()
            };
        }
        let Some(ends_on) = body.ends_on else {
            return fault("/ends_on", "required", "须填写裁定的届满日", "the last day that the ruling fixes is needed");
        };
        if case.order.supervision_ends_on.is_some_and(|now| ends_on >= now) {
            return fault("/ends_on", "not_earlier", "须早于现在的届满日", "must be earlier than the present last day");
        }
        match (body.prohibition_ends_on, case.prohibition_days()) {
            (Some(_), None) => fault(
                "/prohibition_ends_on",
                "does_not_go_with",
                "本案没有禁止令",
                "there is no prohibition order in this case",
            ),
            (Some(until), Some((_, Some(now)))) if until >= now => fault(
                "/prohibition_ends_on",
                "not_earlier",
                "须早于禁止令现在的届满日",
                "must be earlier than its present last day",
            ),
            _ => Vec::new(),
        }
    }

    fn clocks(&self, matter: &Matter<'_>) -> Vec<Clock> {
        let proceeding = matter.proceeding;
        let filed_on = proceeding.last_approved_on().and_then(|on| told(proceeding, DutyBearer::Court, on));
        let completed = proceeding.last(ActCode::PapersCompletions);
        let start = completed.or(filed_on).map(|step| step.acted_on);
        // Papers that are missing stop it; it runs anew from the day on which they are complete (INT21 535).
        let start = start.filter(|_| proceeding.status() != PapersAwaited);
        let ruled_on = proceeding
            .last(ActCode::Rulings)
            .filter(|step| step.act.outcome() != Some(DecisionOutcome::SentBack))
            .map(|step| step.acted_on);
        start.and_then(|start| matter.clock("CM-1", start)).map(|clock| clock.met(ruled_on)).into_iter().collect()
    }

    fn notice_duties(&self, matter: &Matter<'_>) -> Vec<NoticeDuty> {
        let (Some(since), Some(case)) = (matter.proceeding.last_approved_on(), matter.case) else { return Vec::new() };
        let mut recipients = vec![DutyBearer::Court, DutyBearer::Procuratorate, DutyBearer::Police];
        match case.order.category {
            Category::PublicSurveillance | Category::Probation => {}
            Category::Parole | Category::TemporaryOutsidePrison => recipients.push(DutyBearer::Prison),
        }
        recipients.into_iter().map(|recipient| NoticeDuty { recipient, rule: "IM-42", since }).collect()
    }

    fn apply(&self, proceeding: &Proceeding, order: &mut Order) {
        let Some(ruling) = granted(proceeding) else { return };
        if ruling.ends_on.is_some() {
            order.supervision_ends_on = ruling.ends_on;
        }
        if let (Some(prohibition), Some(until)) = (order.prohibition.as_mut(), ruling.prohibition_ends_on) {
            prohibition.ends_on = Some(until);
        }
    }
}
