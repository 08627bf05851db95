//! Breach inquiry (调查取证): what happened, on what evidence, and how it is to be handled (IM 40; rulebook §7.2).
//!
//! No admonition, warning or proposal to the police without one: they rest on an inquiry that the bureau has decided.

mod stated;

use serde::{Deserialize, Serialize};

use super::{
    Act, ActCode, Assessment, By, Content, Declaration, Fault, Kind, Matter, Move, Proceeding, To, Warning,
    ladder::{BreachAbsence, Breached, Called, EarlierMeasures, called_for},
};
use crate::{
    case_file::CaseFile,
    code::{
        Breach, Code, Level, MeasureCode, ProceedingKind,
        ProceedingStatus::{Closed, Endorsed, InProgress, Refused, Reviewed, Submitted, Withdrawn},
    },
    ids::{PaperId, ProceedingId},
    refusal::{Fact, Refusal},
    rulebook::Label,
    sanction::discovered_too_late,
    text::Text,
    time::Date,
};

/// The longest account of the facts, in characters.
const ACCOUNT: usize = 2_000;

/// The most measures of each sort that a paper file can be said to hold.
const MOST_MEASURES: u32 = 100;

/// What is inquired into.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct BreachInquiryContent {
    /// A breach that is answered by its gravity. Either this or `absence`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub breach: Option<Breach>,
    /// Late reporting or being out of supervision: answered by its length. Either this or `breach`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub absence: Option<BreachAbsence>,
    /// The day of the breach; of one that lasted, its last day.
    pub breached_on: Date,
    /// The day on which it was discovered.
    pub discovered_on: Date,
    /// What is said to have happened.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 2000))]
    pub facts: String,
    /// Measures of the current correction that stand in a paper file and not here.
    #[serde(default)]
    pub earlier_on_paper: EarlierMeasures,
    /// Papers from which it became known.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "schema", schema(max_items = 50))]
    pub papers: Vec<PaperId>,
}

/// Begun at once; evidence, a proposal, the opinions, the bureau's decision.
pub const DECLARATION: Declaration = Declaration {
    kind: ProceedingKind::BreachInquiry,
    path: "breach-inquiries",
    title: Label::new("调查取证", "breach inquiry"),
    rule: "IM-40",
    initial: InProgress,
    reader: None,
    moves: &[&[
        Move::new(ActCode::Entries, &[InProgress], To::Same, By::Carrier),
        Move::new(ActCode::HandlingProposals, &[InProgress], To::Status(Submitted), By::Carrier),
        Move::new(
            ActCode::Endorsements,
            &[Submitted],
            To::Outcome { approved: Endorsed, refused: Endorsed, sent_back: InProgress },
            By::Office,
        ),
        Move::new(
            ActCode::Reviews,
            &[Submitted, Endorsed, Reviewed],
            To::Outcome { approved: Reviewed, refused: Reviewed, sent_back: InProgress },
            By::Reviewer,
        ),
        Move::new(
            ActCode::Decisions,
            &[Submitted, Endorsed, Reviewed],
            To::Outcome { approved: Closed, refused: Refused, sent_back: InProgress },
            By::Approver,
        ),
        Move::new(ActCode::Withdrawals, &[InProgress], To::Status(Withdrawn), By::Carrier),
    ]],
};

/// An inquiry that the bureau has decided.
pub(super) struct Concluded<'a> {
    /// What was inquired into.
    pub(super) content: &'a BreachInquiryContent,
    /// The breach as it was found.
    pub(super) breached: Breached,
    /// What that calls for.
    pub(super) called: Called,
    /// The measure on which the bureau decided.
    pub(super) measure: Option<MeasureCode>,
    /// The day of the decision.
    pub(super) decided_on: Option<Date>,
}

/// What a decided inquiry found where it led to a measure: the breach, and its last day.
pub(super) fn found(proceeding: &Proceeding) -> Option<(Breached, Date)> {
    let Content::BreachInquiry(content) = &proceeding.content else { return None };
    let (measure, found) = content.proposal(proceeding);
    measure.filter(|_| proceeding.status() == Closed)?;
    Some((content.breached(found)?, content.breached_on))
}

/// The absence that a decided inquiry looked into, and its last day, whether or not it led to a measure.
pub(super) fn inquired_absence(proceeding: &Proceeding) -> Option<(BreachAbsence, Date)> {
    let Content::BreachInquiry(content) = &proceeding.content else { return None };
    let absence = content.absence.filter(|_| proceeding.status() == Closed)?;
    Some((absence, content.breached_on))
}

/// The measures of the current correction that an inquiry knows from a paper file.
pub(super) fn known_on_paper(proceeding: &Proceeding) -> EarlierMeasures {
    if let Content::BreachInquiry(content) = &proceeding.content {
        content.earlier_on_paper
    } else {
        EarlierMeasures::default()
    }
}

/// The inquiry on which a measure rests: of the same case, and decided.
pub(super) fn concluded<'a>(matter: &Matter<'a>, id: ProceedingId) -> Result<Concluded<'a>, Box<Refusal>> {
    let refused = |facts, zh: &str, en: &str| Box::new(Refusal::under("IM-40", facts, Text::new(zh, en)));
    let asked = || Fact::new("inquiry_id", id.to_string());
    let found = matter.case.and_then(|case| {
        let inquiry = case.proceedings.iter().find(|other| other.id == id)?;
        let Content::BreachInquiry(content) = &inquiry.content else { return None };
        Some((case, inquiry, content))
    });
    let Some((case, inquiry, content)) = found else {
        return Err(refused(
            vec![asked()],
            "本案没有这项调查，请先调查取证",
            "the case has no such inquiry: inquire and collect evidence first",
        ));
    };
    if inquiry.status() != Closed {
        return Err(refused(
            vec![asked(), Fact::new("status", inquiry.status().code())],
            "调查尚未经社区矫正机构决定，请先办结调查",
            "the bureau has not decided the inquiry: conclude it first",
        ));
    }
    let (measure, found) = content.proposal(inquiry);
    let answered = content.breached(found).and_then(|breached| Some((breached, content.calls(breached, case)?)));
    let Some((breached, called)) = answered else {
        return Err(refused(
            vec![asked()],
            "调查的事实不完整，请重新调查",
            "the facts of the inquiry are not whole: inquire anew",
        ));
    };
    let decided_on = inquiry.last(ActCode::Decisions).map(|step| step.acted_on);
    Ok(Concluded { content, breached, called, measure, decided_on })
}

/// **IM 40**: what rests on an inquiry is done after the bureau has decided it.
pub(super) fn before_its_inquiry(act: &Act, matter: &Matter<'_>, id: ProceedingId) -> Option<Fault> {
    let decided_on = concluded(matter, id).ok()?.decided_on?;
    (matter.day_of(act) < decided_on).then(|| {
        Fault::new(
            "/acted_on",
            "before_the_inquiry",
            Text::new(
                format!("不能早于调查决定之日（{decided_on}）"),
                format!("must not lie before the decision of the inquiry ({decided_on})"),
            ),
        )
    })
}

impl BreachInquiryContent {
    /// The measure that was proposed, and the breach as it was found where that is another.
    fn proposal(&self, proceeding: &Proceeding) -> (Option<MeasureCode>, Option<Breach>) {
        if let Some(Act::HandlingProposals(body)) = proceeding.last(ActCode::HandlingProposals).map(|step| &step.act) {
            (body.measure, body.found)
        } else {
            (None, None)
        }
    }

    /// The breach as it was found, where it is answered by its gravity.
    pub(super) fn conduct(&self, proceeding: &Proceeding) -> Option<Breach> {
        self.proposal(proceeding).1.or(self.breach)
    }

    fn breached(&self, found: Option<Breach>) -> Option<Breached> {
        found.or(self.breach).map(Breached::Conduct).or(self.absence.map(Breached::Absence))
    }

    fn calls(&self, breached: Breached, case: &CaseFile) -> Option<Called> {
        called_for(breached, self.breached_on, self.earlier_on_paper, case).ok()
    }
}

impl Kind for BreachInquiryContent {
    fn declaration(&self) -> &'static Declaration {
        &DECLARATION
    }

    fn faults(&self) -> Vec<Fault> {
        let EarlierMeasures { admonitions, warnings, police_punishments } = self.earlier_on_paper;
        let mut faults: Vec<Fault> = [
            Fault::of_day("/breached_on", self.breached_on),
            Fault::of_day("/discovered_on", self.discovered_on),
            Fault::of_length("/facts", &self.facts, ACCOUNT),
        ]
        .into_iter()
        .flatten()
        .collect();
        if admonitions.max(warnings).max(police_punishments) > MOST_MEASURES {
            faults.push(Fault::new(
                "/earlier_on_paper",
                "too_large",
                Text::new(format!("不能超过{MOST_MEASURES}次"), format!("not more than {MOST_MEASURES} of each")),
            ));
        }
        faults.extend(self.faults_of_the_breach());
        faults
    }

    fn assess(&self, matter: &Matter<'_>) -> Assessment {
        let assessment = Assessment::by(Level::County, "IM-40", self.breached_on);
        let (_, found) = self.proposal(matter.proceeding);
        let called = matter.case.and_then(|case| self.breached(found).and_then(|breached| self.calls(breached, case)));
        let Some(called) = called else { return assessment };
        let barred = called
            .measure(MeasureCode::PolicePunishment)
            .and_then(|_| discovered_too_late(self.breached_on, self.discovered_on.max(self.breached_on)));
        Assessment {
            explanation: called.explanation,
            warnings: barred
                .into_iter()
                .map(|refusal| Warning::under("PSAPL-25", refusal.remedy, self.breached_on))
                .collect(),
            days: called.days,
            facts: called.earlier.facts(),
            measures: called.measures,
            ..assessment
        }
    }

    fn admissible(&self, matter: &Matter<'_>) -> Result<(), Box<Refusal>> {
        matter.while_supervised("IM-40")?;
        let Some(case) = matter.case else { return Ok(()) };
        let refused = |name: &str, day: Date, zh: &str, en: &str| {
            Err(Box::new(Refusal::under("IM-40", vec![Fact::new(name, day.to_string())], Text::new(zh, en))))
        };
        let today = matter.today();
        if self.breached_on > today {
            return refused(
                "breached_on",
                self.breached_on,
                "违规之日不能晚于今天",
                "the breach must not lie in the future",
            );
        }
        if self.discovered_on > today {
            return refused(
                "discovered_on",
                self.discovered_on,
                "发现之日不能晚于今天",
                "the discovery must not lie in the future",
            );
        }
        if case.term_starts_on().is_some_and(|starts_on| self.breached_on < starts_on) {
            return refused(
                "breached_on",
                self.breached_on,
                "违规之日早于本次矫正开始之日",
                "the breach lies before this correction began",
            );
        }
        self.breach.map_or(Ok(()), |breach| Self::possible(breach, case))
    }

    fn guard(&self, act: ActCode, matter: &Matter<'_>) -> Result<(), Box<Refusal>> {
        if act == ActCode::HandlingProposals && matter.proceeding.last(ActCode::Entries).is_none() {
            return Err(Box::new(Refusal::under(
                "IM-40",
                vec![Fact::new("entries", "0")],
                Text::new("请先收集并记录证据，再提出处理意见", "collect and record the evidence before proposing"),
            )));
        }
        Ok(())
    }

    fn act_faults(&self, act: &Act, matter: &Matter<'_>) -> Vec<Fault> {
        let proposed_early = act.code() == ActCode::HandlingProposals && matter.day_of(act) < self.discovered_on;
        let fault = || {
            let message = Text::new("不能早于发现违规之日", "must not lie before the discovery of the breach");
            Fault::new("/acted_on", "before_the_discovery", message)
        };
        proposed_early.then(fault).into_iter().collect()
    }

    fn check(&self, act: &Act, matter: &Matter<'_>) -> Result<(), Box<Refusal>> {
        let (Act::HandlingProposals(body), Some(case)) = (act, matter.case) else { return Ok(()) };
        if let Some(found) = body.found {
            Self::possible(found, case)?;
        }
        let Some(measure) = body.measure else { return Ok(()) };
        let called = self.breached(body.found).and_then(|breached| self.calls(breached, case));
        if called.as_ref().is_some_and(|called| called.measure(measure).is_some()) {
            return Ok(());
        }
        let open: Vec<_> = called.iter().flat_map(|called| &called.measures).map(|measure| measure.code).collect();
        let (zh, en): (Vec<_>, Vec<_>) = open.iter().map(|code| code.label()).unzip();
        let remedy = if open.is_empty() {
            Text::new(
                "所查事实不应当处分；查明另有违规的，请在 found 中写明",
                "the facts call for no measure; state in found what else was found",
            )
        } else {
            Text::new(
                format!("依所查事实应为：{}；查明另有违规的，请在 found 中写明", zh.join("、")),
                format!("the facts call for: {}; state in found what else was found", en.join("; ")),
            )
        };
        Err(Box::new(Refusal::under("IM-40", vec![Fact::new("measure", measure.code())], remedy)))
    }
}
