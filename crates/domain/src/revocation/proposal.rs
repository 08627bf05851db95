//! Who proposes what to whom, with which copies and which evidence (IM 36, 42, 46, 47, 49; CCL 46 – 49; OP26 16; rulebook §9.2, §9.3).

use serde::{Deserialize, Serialize};

use crate::{
    code::{Addressee, Code, DutyBearer, EvidenceItem, Level, ProposalMatter},
    judgement::{QuestionFault, basis, plausible},
    text::Text,
    time::Date,
};

/// To whom does this proposal go?
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ProposalQuestion {
    /// What is proposed.
    pub matter: ProposalMatter,
    /// The day asked about.
    pub on: Date,
    /// Whether the organ that decided on correction is in the province of the place of execution.
    pub in_same_province: bool,
    /// The level of the court: the original trial court for probation, the paroling court, or the court that commutes. A basic court
    /// is at county level, an intermediate one at city level, a high one at provincial level.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub court_level: Option<Level>,
}

/// Who proposes to whom, and who gets copies.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ProposalRoute {
    /// The levels through which it goes; the last one proposes.
    pub through: Vec<Level>,
    /// The organs it can go to, the usual one first.
    pub addressees: Vec<Addressee>,
    /// Who gets a copy of the proposal.
    pub copies: Vec<DutyBearer>,
    /// Who is served with the ruling or decision, or gets a copy of it.
    pub ruling_to: Vec<DutyBearer>,
    /// The id of the rule.
    pub rule: String,
    /// The article.
    pub basis: Text,
    /// What is to be kept in mind.
    pub explanation: Vec<Text>,
}

/// The addressee and the copies of a proposal (rulebook §9.2).
///
/// Probation: the agency at the level of the court, to the original trial court; where that is in another province, it may go to the
/// court at the place of execution. Parole: to the court that made the parole ruling (K-3), which is intermediate at least. Committal:
/// the county agency, generally to the deciding organ at the place of execution. Commutation: through the city agency, and for a high
/// court through the provincial one.
///
/// # Errors
///
/// When the date is implausible, the level of the court is needed and missing, or no court of that level decides on the matter.
pub fn proposal_route(question: ProposalQuestion) -> Result<ProposalRoute, QuestionFault> {
    use DutyBearer::{CountyAgency, FileHoldingPrison, Police, Prison, Procuratorate};
    let ProposalQuestion { matter, on, in_same_province, court_level } = question;
    plausible("on", on)?;
    let (rule, through, addressees, copies, ruling_to) = match matter {
        ProposalMatter::ProbationRevocation => (
            "IM-46",
            up_to(court(court_level, Level::County)?),
            if in_same_province {
                vec![Addressee::OriginalCourt]
            } else {
                vec![Addressee::OriginalCourt, Addressee::ExecutionPlaceCourt]
            },
            vec![Procuratorate],
            vec![CountyAgency, Police, Procuratorate],
        ),
        ProposalMatter::ParoleRevocation => (
            "IM-47",
            up_to(court(court_level, Level::City)?),
            vec![Addressee::ParolingCourt, Addressee::ExecutionPlaceCourt],
            vec![Procuratorate, Police, FileHoldingPrison],
            vec![CountyAgency, Police, Procuratorate, FileHoldingPrison],
        ),
        ProposalMatter::Committal => (
            "IM-49",
            vec![Level::County],
            if in_same_province {
                vec![Addressee::ExecutionPlaceDecidingOrgan, Addressee::OriginalDecidingOrgan]
            } else {
                vec![Addressee::ExecutionPlaceDecidingOrgan]
            },
            vec![Procuratorate],
            vec![CountyAgency, Police, Procuratorate],
        ),
        ProposalMatter::PolicePunishment => {
            ("IM-36", vec![Level::County], vec![Addressee::CountyPolice], vec![Procuratorate], vec![CountyAgency])
        }
        ProposalMatter::Commutation => {
            let level = court(court_level, Level::City)?;
            let addressee = if level == Level::Province { Addressee::HighCourt } else { Addressee::IntermediateCourt };
            (
                "IM-42",
                up_to(level),
                vec![addressee],
                vec![Procuratorate, Police, Prison],
                vec![CountyAgency, Procuratorate, Police, Prison],
            )
        }
    };
    Ok(ProposalRoute {
        through,
        addressees,
        copies,
        ruling_to,
        rule: rule.to_owned(),
        basis: basis(rule, on),
        explanation: advice(matter, in_same_province).into_iter().collect(),
    })
}

/// The level of the court, which must be at least this one.
fn court(level: Option<Level>, least: Level) -> Result<Level, QuestionFault> {
    let level = level.ok_or(QuestionFault::Missing { parameter: "court_level" })?;
    let fits = match level {
        Level::Province | Level::City => true,
        Level::County => least == Level::County,
        Level::Office => false,
    };
    if fits { Ok(level) } else { Err(QuestionFault::DoesNotGoWith { parameter: "court_level", other: "matter" }) }
}

/// The agencies from the county up to a level.
fn up_to(level: Level) -> Vec<Level> {
    match level {
        Level::Office | Level::County => vec![Level::County],
        Level::City => vec![Level::County, Level::City],
        Level::Province => vec![Level::County, Level::City, Level::Province],
    }
}

fn advice(matter: ProposalMatter, in_same_province: bool) -> Option<Text> {
    match matter {
        ProposalMatter::ProbationRevocation if !in_same_province => Some(Text::new(
            "原审人民法院在外省的，可以向执行地人民法院提出；该法院裁定后将裁定书抄送原审人民法院",
            "the original court is in another province: the court at the place of execution may be addressed, which sends its ruling to the original court",
        )),
        ProposalMatter::ParoleRevocation => Some(Text::new(
            "社区矫正法第四十六条与法释〔2016〕23号第二十九条对管辖表述不一，一般向作出假释裁定的人民法院提出，由法制审核人员确认（K-3）",
            "CCL 46 and CP16 29 name different courts: generally the court that made the parole ruling; the legal reviewer confirms (K-3)",
        )),
        ProposalMatter::Committal if in_same_province => Some(Text::new(
            "一般向执行地社区矫正决定机关提出；原决定机关在同一省的，也可以向其提出",
            "generally to the deciding organ at the place of execution; in the same province the original one may be addressed too",
        )),
        ProposalMatter::Commutation => Some(Text::new(
            "县级社区矫正机构提出，逐级审核同意后提请人民法院裁定",
            "the county agency proposes; the higher agencies agree before it goes to the court",
        )),
        ProposalMatter::ProbationRevocation | ProposalMatter::Committal | ProposalMatter::PolicePunishment => None,
    }
}

/// A piece of evidence that goes with a proposal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct EvidenceDue {
    /// Which.
    pub item: EvidenceItem,
    /// Whether it must be there.
    pub required: bool,
    /// Whether it is there.
    pub supplied: bool,
}

/// **OP26 16**: what goes with a proposal of revocation or committal. Proof of time not counted is required where there is such time
/// (T-7).
#[must_use]
pub fn evidence(uncounted_time: bool, supplied: &[EvidenceItem]) -> Vec<EvidenceDue> {
    EvidenceItem::ALL
        .iter()
        .map(|item| {
            let required = match item {
                EvidenceItem::Proposal
                | EvidenceItem::LegalDocuments
                | EvidenceItem::ProofOfGround
                | EvidenceItem::ConductRecord => true,
                EvidenceItem::UncountedTime => uncounted_time,
                EvidenceItem::Other => false,
            };
            EvidenceDue { item: *item, required, supplied: supplied.contains(item) }
        })
        .collect()
}
