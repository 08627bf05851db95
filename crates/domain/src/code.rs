//! Codes: the closed lists of words that the law and the service use, each with its labels in both languages.
//!
//! A list is declared once, by the macro `codes!`; its wire form, its labels, its OpenAPI schema and its entry among the published
//! code lists all come from that one declaration. The modules below hold the declarations, by subject.

mod ethnicity;
mod house;
mod judgement;
mod matter;
mod medical;
mod people;
mod proceeding;
mod proposal;
mod record;

pub use ethnicity::Ethnicity;
pub use house::{
    AccountState, DisclosurePurpose, ImportOutcome, Level, OperationStatus, Permission, Post, Role, TenureState,
};
pub use judgement::{
    AbsenceEvent, AbsenceKind, AssessmentPurpose, Breach, CommendationCondition, GuarantorCondition, LeaveNeed,
    MeasureCode, MedicalReport, Outcome, PositioningGround,
};
pub use matter::{
    Category, ClockState, ConditionCode, DiscrepancyCode, DutyBearer, FaultCode, ManagementClass, RowFaultCode,
    Severity, Status, StatusReason, TemporaryGround,
};
pub use medical::{
    DoctorTitle, GroundEndCause, GuarantorDuty, GuarantorLoss, LadderStep, MedicalExaminationMatter, SelfCareActivity,
    SelfCareStandard,
};
pub use people::{DuplicateReason, Education, MaritalStatus, PoliticalStatus, Sex};
pub use proceeding::{
    AppraisalResult, CommissionPapers, CommissioningBody, ComplainantRole, ComplaintNature, ContactRole,
    DecisionOutcome, DeliveryMethod, InvestigatedPerson, LeaveReason, OpinionForm, ProceedingKind, ProceedingStatus,
    ReleaseReason, ReplyOutcome, ReviewKind, RulingOutcome, SearchMeans, TerminationReason, TransferDirection, Verdict,
};
pub use proposal::{Addressee, ArchiveItem, ArrestGround, EvidenceItem, ExpiryOutcome, PendingMatter, ProposalMatter};
pub use record::{
    ActivityKind, Audience, ChangeMatter, CheckMeans, CheckOutcome, DefectCode, MeetingPlace, PronouncementItem,
    ReceptionMethod, ReceptionPlace, RecordKind, ReportMethod, ReportOutcome, RiskLevel, TeamRole, TimelineKind,
    TimelineOrder,
};
use serde::Serialize;

use crate::{
    boundary::BoundaryWord,
    defaults::{DefaultKey, DefaultSource},
    proceedings::ActCode,
    rulebook::{Confidence, DeadlineEvent, DeadlineKind, Direction, LateConsequence, Shift, Unit},
    sentence::Penalty,
    term::{remainder::TemporaryEnd, uncounted::UncountedCause},
};

/// A word of a closed list.
pub trait Code: Sized + Copy + PartialEq + 'static {
    /// The name of the list, kebab-case plural, as in `GET /code-lists/{name}`.
    const LIST: &'static str;

    /// Every word of the list, in the order in which it is shown.
    const ALL: &'static [Self];

    /// The word itself, lower_snake: what stands on the wire and in the tables.
    fn code(self) -> &'static str;

    /// What the word means, in Chinese and in English.
    fn label(self) -> (&'static str, &'static str);

    /// Other Chinese labels by which rosters name the same thing.
    fn aliases(self) -> &'static [&'static str];

    /// The code of the national standard for this list (GB/T, rulebook §15.3), where there is one.
    fn standard(self) -> Option<&'static str>;

    /// The word with this code.
    #[must_use]
    fn parse(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|word| word.code() == code)
    }

    /// The word that a roster names by this Chinese label or one of its aliases; surrounding space does not matter.
    #[must_use]
    fn from_label(label: &str) -> Option<Self> {
        let label = label.trim();
        Self::ALL.iter().copied().find(|word| word.label().0 == label || word.aliases().contains(&label))
    }
}

/// One word of a published list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct CodeItem {
    /// The word on the wire.
    pub code: &'static str,
    /// Its Chinese label.
    pub label_zh: &'static str,
    /// Its English label.
    pub label_en: &'static str,
    /// Its code in the national standard, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub standard: Option<&'static str>,
}

/// A published list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct CodeList {
    /// Its name, kebab-case.
    pub name: &'static str,
    /// Its words.
    pub items: Vec<CodeItem>,
}

impl CodeList {
    fn of<C: Code>() -> Self {
        let item = |word: &C| {
            let (label_zh, label_en) = word.label();
            CodeItem { code: word.code(), label_zh, label_en, standard: word.standard() }
        };
        Self { name: C::LIST, items: C::ALL.iter().map(item).collect() }
    }
}

macro_rules! lists {
    ($($list:ident)+) => { vec![$(CodeList::of::<$list>()),+] };
}

/// Every code list of the service, for `GET /code-lists`.
#[must_use]
pub fn code_lists() -> Vec<CodeList> {
    lists! {
        Category Status StatusReason ConditionCode DiscrepancyCode ManagementClass TemporaryGround ClockState DutyBearer
        FaultCode RowFaultCode Severity DuplicateReason Sex Ethnicity Education MaritalStatus PoliticalStatus Level Post
        Role AccountState TenureState Permission DisclosurePurpose OperationStatus ImportOutcome Outcome MeasureCode AbsenceEvent
        AbsenceKind Breach LeaveNeed MedicalReport GuarantorCondition PositioningGround CommendationCondition
        AssessmentPurpose ProposalMatter Addressee EvidenceItem ArrestGround PendingMatter ExpiryOutcome ArchiveItem
        ProceedingKind ProceedingStatus ActCode DecisionOutcome Verdict ReviewKind RulingOutcome DeliveryMethod LeaveReason ContactRole AppraisalResult
        CommissioningBody InvestigatedPerson CommissionPapers SearchMeans ReleaseReason TerminationReason TransferDirection
        OpinionForm ComplaintNature ComplainantRole ReplyOutcome
        MedicalExaminationMatter DoctorTitle SelfCareActivity SelfCareStandard LadderStep GuarantorLoss GuarantorDuty GroundEndCause
        ActivityKind Audience ChangeMatter CheckMeans CheckOutcome DefectCode MeetingPlace PronouncementItem
        ReceptionMethod ReceptionPlace RecordKind ReportMethod ReportOutcome RiskLevel TeamRole TimelineKind TimelineOrder
        Penalty TemporaryEnd UncountedCause BoundaryWord Unit Direction Shift DeadlineKind DeadlineEvent LateConsequence
        Confidence DefaultKey DefaultSource
    }
}

/// Declares code lists. A line is `Variant "code" "Chinese" "English"`, then optionally `gb "code of the standard"` and
/// `aka ["other Chinese labels"]`.
macro_rules! codes {
    ($(
        $(#[$meta:meta])*
        $name:ident: $list:literal {
            $($variant:ident $code:literal $zh:literal $en:literal $(gb $gb:literal)? $(aka [$($alias:literal),+])?;)+
        }
    )+) => {$(
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $(#[doc = concat!($zh, ", ", $en, ": `", $code, "`.")] $variant,)+
        }

        impl $crate::code::Code for $name {
            const LIST: &'static str = $list;
            const ALL: &'static [Self] = &[$(Self::$variant),+];

            fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)+ }
            }

            fn label(self) -> (&'static str, &'static str) {
                match self { $(Self::$variant => ($zh, $en),)+ }
            }

            fn aliases(self) -> &'static [&'static str] {
                match self { $(Self::$variant => &[$($($alias),+)?],)+ }
            }

            fn standard(self) -> Option<&'static str> {
                const NONE: Option<&str> = None;
                match self { $(Self::$variant => NONE$(.or(Some($gb)))?,)+ }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str($crate::code::Code::code(*self))
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str($crate::code::Code::code(*self))
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let code = <std::borrow::Cow<'de, str> as serde::Deserialize>::deserialize(deserializer)?;
                <Self as $crate::code::Code>::parse(&code).ok_or_else(|| {
                    let known: Vec<_> = <Self as $crate::code::Code>::ALL.iter().map(|word| $crate::code::Code::code(*word)).collect();
                    serde::de::Error::custom(format_args!("unknown code, expected one of {}", known.join(", ")))
                })
            }
        }

        #[cfg(feature = "schema")]
        impl utoipa::PartialSchema for $name {
            fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
                utoipa::openapi::schema::ObjectBuilder::new()
                    .schema_type(utoipa::openapi::schema::Type::String)
                    .description(Some(concat!("Labels: `GET /api/v1/code-lists/", $list, "`.")))
                    .enum_values(Some(<Self as $crate::code::Code>::ALL.iter().map(|word| $crate::code::Code::code(*word))))
                    .into()
            }
        }

        #[cfg(feature = "schema")]
        impl utoipa::ToSchema for $name {
            fn name() -> std::borrow::Cow<'static, str> {
                std::borrow::Cow::Borrowed(stringify!($name))
            }
        }
    )+};
}
pub(crate) use codes;
