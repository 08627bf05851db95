//! The kinds, once: what each is about, by name.

use serde::{Deserialize, Deserializer, Serialize, de::DeserializeSeed};

use super::{
    Declaration, Kind, admonition, breach_inquiry, class_change, commendation, committal, commutation, complaint,
    contact_permission, dwelling_change, electronic_monitoring, ground_end, guarantor_change, interval_change, leave,
    lost_contact_search, medical_examination, medical_review, monthly_appraisal, place_entry, police_punishment,
    procuratorial_opinion, recurring_travel, release, revocation, social_investigation, termination, transfer, warning,
};
use crate::{
    code::{Permission, ProceedingKind},
    ids::PaperId,
};

macro_rules! papers_of {
    ($content:ident) => {
        &$content.papers
    };
    ($content:ident without) => {{
        let _ = $content;
        &[]
    }};
}

macro_rules! kinds {
    ($($variant:ident $code:literal $content:path, $declaration:path $(, $without:ident papers)?;)+) => {
        /// What a proceeding is about, by its kind.
        #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(tag = "kind", content = "content")]
        pub enum Content {
            $(
                #[doc = concat!("`", $code, "`.")]
                #[serde(rename = $code)]
                $variant($content),
            )+
        }

        $(
            impl From<$content> for Content {
                fn from(content: $content) -> Self {
                    Self::$variant(content)
                }
            }
        )+

        impl Content {
            /// Its kind.
            #[must_use]
            pub fn kind(&self) -> ProceedingKind {
                match self { $(Self::$variant(_) => ProceedingKind::$variant,)+ }
            }

            /// The papers that go with it as a whole.
            #[must_use]
            pub fn papers(&self) -> &[PaperId] {
                match self { $(Self::$variant(content) => papers_of!(content $($without)?),)+ }
            }

            /// What its kind says of it.
            #[must_use]
            pub fn kind_of(&self) -> &dyn Kind {
                match self { $(Self::$variant(content) => content,)+ }
            }
        }

        impl ProceedingKind {
            /// What the kind declares of itself.
            #[must_use]
            pub fn declaration(self) -> &'static Declaration {
                match self { $(Self::$variant => &$declaration,)+ }
            }

            /// Whether it is about a person who need not be under supervision.
            #[must_use]
            pub fn is_about_a_person(self) -> bool {
                match self { $(Self::$variant => <$content as Kind>::is_about_a_person(),)+ }
            }

            /// The permissions of those who may decide it, whatever the level.
            #[must_use]
            pub fn deciders(self) -> &'static [Permission] {
                match self { $(Self::$variant => <$content as Kind>::deciders(),)+ }
            }

            /// The schema of its content, by its name.
            #[cfg(feature = "schema")]
            #[must_use]
            pub fn content_schema(self) -> super::NamedSchema {
                match self { $(Self::$variant => super::NamedSchema::of::<$content>(),)+ }
            }
        }

        /// A kind reads its content: the content alone, as it is sent.
        impl<'de> DeserializeSeed<'de> for ProceedingKind {
            type Value = Content;

            fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Content, D::Error> {
                match self { $(Self::$variant => <$content>::deserialize(from).map(Content::$variant),)+ }
            }
        }
    };
}

kinds! {
    SocialInvestigation "social_investigation" social_investigation::SocialInvestigationContent, social_investigation::DECLARATION;
    ClassChange "class_change" class_change::ClassChangeContent, class_change::DECLARATION;
    Leave "leave" leave::LeaveContent, leave::DECLARATION;
    RecurringTravel "recurring_travel" recurring_travel::RecurringTravelContent, recurring_travel::DECLARATION;
    PlaceEntry "place_entry" place_entry::PlaceEntryContent, place_entry::DECLARATION;
    ContactPermission "contact_permission" contact_permission::ContactPermissionContent, contact_permission::DECLARATION;
    DwellingChange "dwelling_change" dwelling_change::DwellingChangeContent, dwelling_change::DECLARATION;
    MonthlyAppraisal "monthly_appraisal" monthly_appraisal::MonthlyAppraisalContent, monthly_appraisal::DECLARATION;
    Commendation "commendation" commendation::CommendationContent, commendation::DECLARATION;
    ElectronicMonitoring "electronic_monitoring" electronic_monitoring::ElectronicMonitoringContent, electronic_monitoring::DECLARATION;
    BreachInquiry "breach_inquiry" breach_inquiry::BreachInquiryContent, breach_inquiry::DECLARATION;
    Admonition "admonition" admonition::AdmonitionContent, admonition::DECLARATION;
    Warning "warning" warning::WarningContent, warning::DECLARATION;
    PolicePunishment "police_punishment" police_punishment::PolicePunishmentContent, police_punishment::DECLARATION;
    LostContactSearch "lost_contact_search" lost_contact_search::LostContactSearchContent, lost_contact_search::DECLARATION;
    Transfer "transfer" transfer::TransferContent, transfer::DECLARATION;
    MedicalReview "medical_review" medical_review::MedicalReviewContent, medical_review::DECLARATION, without papers;
    IntervalChange "interval_change" interval_change::IntervalChangeContent, interval_change::DECLARATION;
    MedicalExamination "medical_examination" medical_examination::MedicalExaminationContent, medical_examination::DECLARATION;
    GuarantorChange "guarantor_change" guarantor_change::GuarantorChangeContent, guarantor_change::DECLARATION;
    GroundEnd "ground_end" ground_end::GroundEndContent, ground_end::DECLARATION;
    Commutation "commutation" commutation::CommutationContent, commutation::DECLARATION;
    Release "release" release::ReleaseContent, release::DECLARATION;
    Termination "termination" termination::TerminationContent, termination::DECLARATION;
    ProcuratorialOpinion "procuratorial_opinion" procuratorial_opinion::ProcuratorialOpinionContent, procuratorial_opinion::DECLARATION;
    Complaint "complaint" complaint::ComplaintContent, complaint::DECLARATION;
    Revocation "revocation" revocation::RevocationContent, revocation::DECLARATION, without papers;
    Committal "committal" committal::CommittalContent, committal::DECLARATION, without papers;
}
