//! The kinds of record, once.

use serde::{Deserialize, Deserializer, Serialize, de::DeserializeSeed};

use super::{
    Attendance, CorrectionPlan, CorrectionTeam, Entered, ExitRestriction, HealthReport, InformationCheck,
    Pronouncement, Reception, Report, ResponsibilityLetter, RiskAssessment, Talk, Visit,
};
use crate::code::{Permission, RecordKind};

macro_rules! records {
    ($($variant:ident $code:literal $path:literal $content:ident;)+) => {
        /// What a record says, by its kind.
        #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(tag = "kind", content = "content")]
        pub enum RecordContent {
            $(
                #[doc = concat!("`", $code, "`.")]
                #[serde(rename = $code)]
                $variant($content),
            )+
        }

        $(
            impl From<$content> for RecordContent {
                fn from(content: $content) -> Self {
                    Self::$variant(content)
                }
            }
        )+

        impl RecordContent {
            /// Its kind.
            #[must_use]
            pub fn kind(&self) -> RecordKind {
                match self { $(Self::$variant(_) => RecordKind::$variant,)+ }
            }

            /// What its kind says of it.
            #[must_use]
            pub fn entered(&self) -> &dyn Entered {
                match self { $(Self::$variant(content) => content,)+ }
            }
        }

        impl RecordKind {
            /// The path segment of its records: the noun in the plural.
            #[must_use]
            pub fn path(self) -> &'static str {
                match self { $(Self::$variant => $path,)+ }
            }

            /// The schema of its content, by its name.
            #[cfg(feature = "schema")]
            #[must_use]
            pub fn content_schema(self) -> crate::proceedings::NamedSchema {
                match self { $(Self::$variant => crate::proceedings::NamedSchema::of::<$content>(),)+ }
            }
        }

        /// A kind reads its content: the content alone, as it is sent.
        impl<'de> DeserializeSeed<'de> for RecordKind {
            type Value = RecordContent;

            fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<RecordContent, D::Error> {
                match self { $(Self::$variant => $content::deserialize(from).map(RecordContent::$variant),)+ }
            }
        }
    };
}

impl RecordKind {
    /// The permission without which nobody reads or enters such records, besides that to read or enter records at all.
    #[must_use]
    pub fn reader(self) -> Option<Permission> {
        (self == Self::HealthReport).then_some(Permission::MedicalRead)
    }
}

records! {
    Reception "reception" "receptions" Reception;
    Pronouncement "pronouncement" "pronouncements" Pronouncement;
    CorrectionTeam "correction_team" "correction-team" CorrectionTeam;
    ResponsibilityLetter "responsibility_letter" "responsibility-letters" ResponsibilityLetter;
    CorrectionPlan "correction_plan" "correction-plans" CorrectionPlan;
    ExitRestriction "exit_restriction" "exit-restrictions" ExitRestriction;
    RiskAssessment "risk_assessment" "risk-assessments" RiskAssessment;
    Report "report" "reports" Report;
    Visit "visit" "visits" Visit;
    Talk "talk" "talks" Talk;
    InformationCheck "information_check" "information-checks" InformationCheck;
    HealthReport "health_report" "health-reports" HealthReport;
    Attendance "attendance" "attendances" Attendance;
}
