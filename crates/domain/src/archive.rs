//! Archives (档案): what a case file must contain, and when it goes to the county archive (IM 18; ARR 20; rulebook §11).

use serde::{Deserialize, Serialize};

use crate::{
    code::{ArchiveItem, Category, Code},
    judgement::{QuestionFault, basis, days_between, plausible},
    period::months_after,
    text::Text,
    time::Date,
};

/// The years after which a county's archives go to the county archive (ARR 20).
const TRANSFER_YEARS: u32 = 10;

/// What happened in a case, as far as the file must show it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ArchiveFacts {
    /// The category.
    pub category: Category,
    /// An assessment was commissioned.
    #[serde(default)]
    pub assessed: bool,
    /// The person reported and was taken under supervision.
    #[serde(default)]
    pub reported: bool,
    /// The exit from the country was restricted.
    #[serde(default)]
    pub exit_restricted: bool,
    /// Leave, recurring travel, a place or a contact was asked for.
    #[serde(default)]
    pub approvals_asked: bool,
    /// Electronic positioning was used.
    #[serde(default)]
    pub positioned: bool,
    /// Help was given.
    #[serde(default)]
    pub helped: bool,
    /// The police punished the person.
    #[serde(default)]
    pub police_punished: bool,
    /// The person was searched for.
    #[serde(default)]
    pub searched_for: bool,
    /// Revocation, arrest, committal or commutation was proposed.
    #[serde(default)]
    pub proposed: bool,
    /// A change of the place of execution was asked for.
    #[serde(default)]
    pub place_changed: bool,
    /// The person was released.
    #[serde(default)]
    pub released: bool,
    /// Correction was terminated.
    #[serde(default)]
    pub terminated: bool,
}

impl ArchiveFacts {
    /// A case of which only the order has come in.
    #[must_use]
    pub fn new(category: Category) -> Self {
        Self {
            category,
            assessed: false,
            reported: false,
            exit_restricted: false,
            approvals_asked: false,
            positioned: false,
            helped: false,
            police_punished: false,
            searched_for: false,
            proposed: false,
            place_changed: false,
            released: false,
            terminated: false,
        }
    }
}

/// A part of the case file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ArchiveDue {
    /// Which.
    pub item: ArchiveItem,
    /// Whether the facts demand it.
    pub required: bool,
    /// Whether it is there.
    pub present: bool,
}

/// **IM 18**: the file holds the documents that apply correction, those on reception, approvals, rewards and sanctions, committal,
/// release and termination, the records of the work, and other related material. Which parts are due follows from what happened; the
/// order is that of the volume.
#[must_use]
pub fn archive_contents(facts: ArchiveFacts, present: &[ArchiveItem]) -> Vec<ArchiveDue> {
    ArchiveItem::ALL
        .iter()
        .map(|item| ArchiveDue { item: *item, required: is_required(*item, facts), present: present.contains(item) })
        .collect()
}

fn is_required(item: ArchiveItem, facts: ArchiveFacts) -> bool {
    match item {
        ArchiveItem::Cover | ArchiveItem::LegalDocuments | ArchiveItem::Delivery | ArchiveItem::InspectionList => true,
        ArchiveItem::BasicInformation
        | ArchiveItem::Reception
        | ArchiveItem::EntryDeclaration
        | ArchiveItem::Group
        | ArchiveItem::Plan
        | ArchiveItem::Classification
        | ArchiveItem::Supervision
        | ArchiveItem::Education
        | ArchiveItem::Appraisal => facts.reported,
        ArchiveItem::Assessment => facts.assessed,
        ArchiveItem::ExitRestriction => facts.exit_restricted,
        ArchiveItem::Medical => facts.reported && facts.category == Category::TemporaryOutsidePrison,
        ArchiveItem::Approvals => facts.approvals_asked,
        ArchiveItem::Positioning => facts.positioned,
        ArchiveItem::Help => facts.helped,
        ArchiveItem::PolicePunishment => facts.police_punished,
        ArchiveItem::Search => facts.searched_for,
        ArchiveItem::Revocation => facts.proposed,
        ArchiveItem::PlaceChange => facts.place_changed,
        ArchiveItem::Release => facts.released,
        ArchiveItem::Termination => facts.terminated,
    }
}

/// When a file goes to the county archive.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ArchiveTransfer {
    /// The first day on which it goes.
    pub from: Date,
    /// The id of the rule.
    pub rule: String,
    /// The article.
    pub basis: Text,
    /// How it was counted.
    pub explanation: Vec<Text>,
}

/// **AR-T** (ARR 20): a county's archives go to the county archive ten years after they were formed; later where the archives authority
/// has agreed to that, never earlier by such an agreement. Counted in months as C-3 says.
///
/// # Errors
///
/// When a date is implausible, or the day agreed upon lies before the ten years are over.
pub fn archive_transfer(formed_on: Date, extended_to: Option<Date>) -> Result<ArchiveTransfer, QuestionFault> {
    let formed_on = plausible("formed_on", formed_on)?;
    let due = months_after(formed_on, TRANSFER_YEARS * 12).ok_or(QuestionFault::Date { parameter: "formed_on" })?;
    let mut explanation = vec![Text::new(
        format!("档案形成于{formed_on}，满{TRANSFER_YEARS}年为{due}"),
        format!("formed on {formed_on}; {TRANSFER_YEARS} years are over on {due}"),
    )];
    if let Some(extended_to) = extended_to {
        days_between(("formed_on", due), ("extended_to", extended_to))?;
        explanation.push(Text::new(
            format!("经档案主管部门同意，延长至{extended_to}"),
            format!("the archives authority has agreed to {extended_to}"),
        ));
    }
    Ok(ArchiveTransfer {
        from: extended_to.unwrap_or(due),
        rule: "AR-T".to_owned(),
        basis: basis("AR-T", formed_on),
        explanation,
    })
}
