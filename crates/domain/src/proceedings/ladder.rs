//! What a breach calls for on the record of its case (IM 34 – 36, 46, 47, 49; rulebook §7.4).
//!
//! The two modules of [`crate::sanction`] answer by length and by gravity; here their answers are put together, and the earlier
//! measures are counted: all of the current correction (rulebook §18 `warning.validity`), each that was decided before the breach,
//! for only after it can one have failed to correct oneself (仍不改正).

use serde::{Deserialize, Serialize};

use super::{ActCode, Proceeding};
use crate::{
    case_file::CaseFile,
    code::{AbsenceEvent, Breach, DecisionOutcome, MeasureCode, ProceedingKind},
    judgement::{Measure, QuestionFault},
    refusal::Fact,
    sanction::{ConductQuestion, SanctionQuestion, conduct_sanctions, sanctions},
    text::Text,
    time::Date,
};

/// Measures of the current correction that stand in a paper file: of a case carried over, or transferred in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct EarlierMeasures {
    /// Admonitions.
    #[cfg_attr(feature = "schema", schema(maximum = 100))]
    pub admonitions: u32,
    /// Warnings.
    #[cfg_attr(feature = "schema", schema(maximum = 100))]
    pub warnings: u32,
    /// Punishments by the police for breaches of supervision.
    #[cfg_attr(feature = "schema", schema(maximum = 100))]
    pub police_punishments: u32,
}

impl EarlierMeasures {
    /// With those of the case that were decided before a day.
    fn and_of(self, case: &CaseFile, before: Date) -> Self {
        let of = |kind: ProceedingKind| {
            let proceedings = case.proceedings.iter().filter(|proceeding| proceeding.kind() == kind);
            let earlier = proceedings.filter(|proceeding| imposed_on(proceeding).is_some_and(|on| on < before)).count();
            u32::try_from(earlier).unwrap_or(u32::MAX)
        };
        Self {
            admonitions: self.admonitions.saturating_add(of(ProceedingKind::Admonition)),
            warnings: self.warnings.saturating_add(of(ProceedingKind::Warning)),
            police_punishments: self.police_punishments.saturating_add(of(ProceedingKind::PolicePunishment)),
        }
    }

    /// As facts.
    pub(super) fn facts(self) -> Vec<Fact> {
        vec![
            Fact::new("admonitions", self.admonitions.to_string()),
            Fact::new("warnings", self.warnings.to_string()),
            Fact::new("police_punishments", self.police_punishments.to_string()),
        ]
    }
}

/// The day on which a measure was imposed, where it stands: by the police where they were asked, else by the agency, unless an
/// objection was followed (IM 32).
pub(super) fn imposed_on(proceeding: &Proceeding) -> Option<Date> {
    if proceeding.kind() == ProceedingKind::PolicePunishment {
        let result = proceeding.last(ActCode::Results)?;
        return (result.act.outcome() == Some(DecisionOutcome::Approved)).then_some(result.acted_on);
    }
    let lifted =
        proceeding.last(ActCode::Answers).is_some_and(|answer| answer.act.outcome() == Some(DecisionOutcome::Approved));
    proceeding.approved_on().filter(|_| !lifted)
}

/// Late reporting, or being out of supervision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct BreachAbsence {
    /// Which of the two.
    pub event: AbsenceEvent,
    /// The last day allowed for reporting, or the day on which supervision was lost.
    pub from: Date,
    /// Whether there was a legitimate reason.
    #[serde(default)]
    pub legitimate_reason: bool,
}

/// A breach: by its gravity, or by its length.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Breached {
    /// Answered by its gravity.
    Conduct(Breach),
    /// Answered by its length.
    Absence(BreachAbsence),
}

/// What a breach calls for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Called {
    /// What the ladder demands first, what applies beside it after.
    pub(super) measures: Vec<Measure>,
    /// How it was decided.
    pub(super) explanation: Vec<Text>,
    /// The days of an absence.
    pub(super) days: Option<u32>,
    /// What was counted.
    pub(super) earlier: EarlierMeasures,
}

impl Called {
    /// The measure of this code among them.
    pub(super) fn measure(&self, code: MeasureCode) -> Option<&Measure> {
        self.measures.iter().find(|measure| measure.code == code)
    }
}

/// What a breach that ended on a day calls for.
pub(super) fn called_for(
    breached: Breached,
    on: Date,
    on_paper: EarlierMeasures,
    case: &CaseFile,
) -> Result<Called, QuestionFault> {
    let earlier = on_paper.and_of(case, on);
    let counted = Text::new(
        format!(
            "本次矫正期间，该行为之前：训诫{}次，警告{}次，治安管理处罚{}次",
            earlier.admonitions, earlier.warnings, earlier.police_punishments
        ),
        format!(
            "in this correction, before the breach: {} admonitions, {} warnings, {} punishments by the police",
            earlier.admonitions, earlier.warnings, earlier.police_punishments
        ),
    );
    let mut called = match breached {
        Breached::Conduct(breach) => {
            let answer = conduct_sanctions(conduct(breach, on, earlier, case))?;
            Called { measures: answer.measures, explanation: answer.explanation, days: None, earlier }
        }
        Breached::Absence(absence) => by_length(absence, on, earlier, case)?,
    };
    called.explanation.insert(0, counted);
    Ok(called)
}

fn conduct(breach: Breach, on: Date, earlier: EarlierMeasures, case: &CaseFile) -> ConductQuestion {
    let EarlierMeasures { admonitions, warnings, police_punishments } = earlier;
    ConductQuestion {
        category: case.order.category,
        on,
        breach: Some(breach),
        admonitions,
        warnings,
        police_punishments,
    }
}

/// An absence is a breach of the rules of reports and leave as well: the record raises its measure as it raises any other.
fn by_length(
    absence: BreachAbsence,
    on: Date,
    earlier: EarlierMeasures,
    case: &CaseFile,
) -> Result<Called, QuestionFault> {
    let BreachAbsence { event, from, legitimate_reason } = absence;
    let late = event == AbsenceEvent::LateReport;
    let mut length = sanctions(SanctionQuestion {
        category: case.order.category,
        event,
        limit_on: late.then_some(from),
        since: (!late).then_some(from),
        found_on: Some(on),
        as_of: None,
        legitimate_reason,
    })?;
    if length.measures.is_empty() {
        let days = Some(length.days);
        return Ok(Called { measures: length.measures, explanation: length.explanation, days, earlier });
    }
    let minor = length.measures.iter().any(|measure| measure.code == MeasureCode::Admonition);
    let likeness = if minor { Breach::Minor } else { Breach::Heavier };
    let record = conduct_sanctions(conduct(likeness, on, earlier, case))?;
    let raised = record.measures.iter().any(|measure| measure.rule == "IM-35-5");
    if raised {
        length.measures.retain(|measure| measure.code != MeasureCode::Admonition);
    }
    let stands = |code: MeasureCode| length.measures.iter().any(|measure| measure.code == code);
    let direct = |measure: &Measure| !raised && matches!(measure.code, MeasureCode::Admonition | MeasureCode::Warning);
    let added = record.measures.into_iter().filter(|measure| !direct(measure) && !stands(measure.code));
    // What the record leads to stands first, the police beside it last.
    let (beside, mut measures): (Vec<_>, Vec<_>) =
        added.partition(|measure| measure.code == MeasureCode::PolicePunishment);
    measures.extend(length.measures);
    measures.extend(beside);
    length.explanation.extend(record.explanation);
    Ok(Called { measures, explanation: length.explanation, days: Some(length.days), earlier })
}
