//! Breaches that are answered by their gravity and by what was imposed before (IM 34 – 36, 46, 47, 49; rulebook §7.4).

use serde::{Deserialize, Serialize};

use crate::{
    code::{Breach, Category, MeasureCode},
    judgement::{Measure, QuestionFault, knows_prohibition, plausible},
    text::Text,
    time::Date,
};

/// How many of each make "twice" (两次).
const TWICE: u32 = 2;

/// What does the law demand for a breach, on this record?
///
/// Earlier admonitions and warnings all count, over the whole current correction: no rule lets them lapse (rulebook §18
/// `warning.validity`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ConductQuestion {
    /// The category.
    pub category: Category,
    /// The day of the breach; without one, the day asked about.
    pub on: Date,
    /// The breach; none asks what the record alone allows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub breach: Option<Breach>,
    /// The admonitions so far.
    #[serde(default)]
    pub admonitions: u32,
    /// The warnings so far.
    #[serde(default)]
    pub warnings: u32,
    /// The police punishments for breaches of supervision so far.
    #[serde(default)]
    pub police_punishments: u32,
}

/// What the law demands or allows for a breach.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ConductSanctions {
    /// What the ladder demands first, what applies beside it after; empty where nothing does.
    pub measures: Vec<Measure>,
    /// How it was decided.
    pub explanation: Vec<Text>,
}

/// The ladder of IM 34 – 36, 46, 47 and 49: a minor breach, admonition; a heavier one or a minor one after two admonitions, warning;
/// any after two warnings or after a police punishment, a ground for revocation or committal, and before the police where the
/// category knows neither. A parolee's breach, short of a crime, is a ground in itself (IM 47(3)) and never one for the police
/// (PSAPL 72(4) does not name parolees).
///
/// # Errors
///
/// When the date is implausible, or a breach of a prohibition order, or of medical parole, is stated of a category that knows none.
pub fn conduct_sanctions(question: ConductQuestion) -> Result<ConductSanctions, QuestionFault> {
    let ConductQuestion { category, on, breach, .. } = question;
    plausible("on", on)?;
    if breach.is_some_and(|breach| !can_be_of(breach, category)) {
        return Err(QuestionFault::DoesNotGoWith { parameter: "breach", other: "category" });
    }
    let mut explanation = Vec::new();
    let mut rungs = top_rungs(question, &mut explanation);
    if let Some(breach) = breach {
        rungs.push(direct(breach, question.admonitions, &mut explanation));
        rungs.extend(beside(category, breach, &rungs, &mut explanation));
    }
    if rungs.is_empty() {
        explanation.push(Text::new("没有应当处分的情形", "nothing here demands a measure"));
    }
    let measures = rungs.into_iter().map(|(code, rule)| Measure::new(code, rule, on)).collect();
    Ok(ConductSanctions { measures, explanation })
}

/// Whether one of this category can commit it (CL 38, 72; IM 35(4)).
fn can_be_of(breach: Breach, category: Category) -> bool {
    match breach {
        Breach::ProhibitionMinor => knows_prohibition(category),
        Breach::ReexaminationWithheld => category == Category::TemporaryOutsidePrison,
        Breach::Minor | Breach::EducationRefused | Breach::OtherMinor | Breach::Heavier | Breach::OtherHeavier => true,
    }
}

type Rung = (MeasureCode, &'static str);

/// What two warnings or an earlier police punishment lead to.
fn top_rungs(question: ConductQuestion, explanation: &mut Vec<Text>) -> Vec<Rung> {
    let ConductQuestion { category, breach, warnings, police_punishments, .. } = question;
    let breached = breach.is_some();
    let mut rungs = Vec::new();
    if warnings >= TWICE && breached {
        explanation.push(Text::new("受到两次警告，仍不改正", "warned twice and not corrected"));
        rungs.push(match category {
            Category::PublicSurveillance if breach == Some(Breach::ProhibitionMinor) => {
                (MeasureCode::PolicePunishment, "PSAPL-73-1")
            }
            Category::PublicSurveillance => (MeasureCode::PolicePunishment, "PSAPL-72-4"),
            Category::Probation => (MeasureCode::RevocationGround, "IM-46-4"),
            Category::Parole => (MeasureCode::RevocationGround, "IM-47-2"),
            Category::TemporaryOutsidePrison => (MeasureCode::CommittalGround, "IM-49-4"),
        });
    } else if warnings >= TWICE && category == Category::TemporaryOutsidePrison {
        explanation.push(Text::new(
            "受到两次警告即可提请收监执行；人民法院决定收监还要求“仍不改正”（法释〔2021〕1号第五百一十六条第四项），应当收集未改正的证据",
            "two warnings suffice for the proposal; the court asks for \"not corrected\" too (INT21 516(4)): collect proof of it",
        ));
        rungs.push((MeasureCode::CommittalGround, "IM-49-4"));
    }
    if police_punishments > 0 && breached {
        let ground = match category {
            Category::Probation => Some((MeasureCode::RevocationGround, "IM-46-3")),
            Category::TemporaryOutsidePrison => Some((MeasureCode::CommittalGround, "IM-49-3")),
            Category::PublicSurveillance | Category::Parole => None,
        };
        if ground.is_some() {
            explanation.push(Text::new("受到治安管理处罚，仍不改正", "punished by the police and not corrected"));
        }
        rungs.extend(ground);
    }
    rungs
}

/// What the breach itself demands.
fn direct(breach: Breach, admonitions: u32, explanation: &mut Vec<Text>) -> Rung {
    let rung = match breach {
        Breach::Minor => (MeasureCode::Admonition, "IM-34-2"),
        Breach::EducationRefused => (MeasureCode::Admonition, "IM-34-3"),
        Breach::OtherMinor => (MeasureCode::Admonition, "IM-34-4"),
        Breach::ProhibitionMinor => (MeasureCode::Warning, "IM-35-1"),
        Breach::Heavier => (MeasureCode::Warning, "IM-35-3"),
        Breach::ReexaminationWithheld => (MeasureCode::Warning, "IM-35-4"),
        Breach::OtherHeavier => (MeasureCode::Warning, "IM-35-6"),
    };
    if rung.0 == MeasureCode::Admonition && admonitions >= TWICE {
        explanation
            .push(Text::new("受到两次训诫，仍不改正：给予警告", "admonished twice and not corrected: a warning"));
        return (MeasureCode::Warning, "IM-35-5");
    }
    explanation.push(if rung.0 == MeasureCode::Admonition {
        Text::new("情节轻微：给予训诫", "a minor breach: an admonition")
    } else {
        Text::new("应当给予警告", "a warning is due")
    });
    rung
}

/// What applies beside: the police for a breach that deserves a warning (IM 36), and for parolees the ground of IM 47(3).
fn beside(category: Category, breach: Breach, rungs: &[Rung], explanation: &mut Vec<Text>) -> Option<Rung> {
    if category == Category::Parole {
        explanation.push(Text::new(
            "假释罪犯不适用治安管理处罚法关于违反监督管理规定的处罚；尚未构成新的犯罪的违规即为提请撤销假释的情形",
            "the police do not punish a parolee's breach of supervision; any breach short of a crime is a ground for proposing revocation",
        ));
        let has_ground = rungs.iter().any(|(code, _)| *code == MeasureCode::RevocationGround);
        return (!has_ground).then_some((MeasureCode::RevocationGround, "IM-47-3"));
    }
    let rule = match breach {
        Breach::Minor | Breach::EducationRefused | Breach::OtherMinor | Breach::ReexaminationWithheld => return None,
        Breach::ProhibitionMinor => "PSAPL-73-1",
        Breach::Heavier | Breach::OtherHeavier => "PSAPL-72-4",
    };
    explanation.push(Text::new(
        "依法应予治安管理处罚的，及时提请公安机关处罚（实施办法第三十六条）",
        "where the law provides for it, the police are asked to punish (IM 36)",
    ));
    let has_police = rungs.iter().any(|(code, _)| *code == MeasureCode::PolicePunishment);
    (!has_police).then_some((MeasureCode::PolicePunishment, rule))
}
