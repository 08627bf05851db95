//! How acts are declared: each once, with what is said in it; body, code, schema and wire form follow.

use super::{Act, ActCode};
use crate::{ids::PaperId, time::Date};

/// What every act may say.
pub trait Said {
    /// The day on which it was done, where that is not the day of entry.
    fn acted_on(&self) -> Option<Date>;
    /// The opinion.
    fn opinion(&self) -> Option<&str>;
    /// The papers that it refers to.
    fn papers(&self) -> &[PaperId];
}

/// The body of one act, as a type of its own, so that the contract can name it.
pub trait ActBody: Into<Act> {
    /// Which act.
    const CODE: ActCode;
}

macro_rules! acts {
    ($(
        $(#[$meta:meta])*
        $variant:ident($body:ident) $code:literal $zh:literal $en:literal {
            $($(#[$field_meta:meta])* $field:ident: $type:ty,)*
        }
    )+) => {
        codes! {
            /// The acts, by the noun under which each is posted and kept.
            ActCode: "proceeding-acts" {
                $($variant $code $zh $en;)+
            }
        }

        $(
            $(#[$meta])*
            #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
            #[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
            pub struct $body {
                $($(#[$field_meta])* pub $field: $type,)*
                /// The day on which it was done; the day of entry where it is left out.
                #[serde(default, skip_serializing_if = "Option::is_none")]
                pub acted_on: Option<Date>,
                /// The opinion, in words.
                #[serde(default, skip_serializing_if = "Option::is_none")]
                #[cfg_attr(feature = "schema", schema(max_length = 2000))]
                pub opinion: Option<String>,
                /// The papers that it refers to.
                #[serde(default, skip_serializing_if = "Vec::is_empty")]
                #[cfg_attr(feature = "schema", schema(max_items = 50))]
                pub papers: Vec<PaperId>,
            }

            impl Said for $body {
                fn acted_on(&self) -> Option<Date> {
                    self.acted_on
                }

                fn opinion(&self) -> Option<&str> {
                    self.opinion.as_deref()
                }

                fn papers(&self) -> &[PaperId] {
                    &self.papers
                }
            }

            impl ActBody for $body {
                const CODE: ActCode = ActCode::$variant;
            }

            impl From<$body> for Act {
                fn from(body: $body) -> Self {
                    Self::$variant(body)
                }
            }
        )+

        /// An act with what was said in it.
        #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(tag = "act", content = "body")]
        pub enum Act {
            $(
                #[doc = concat!($zh, ", ", $en, ".")]
                #[serde(rename = $code)]
                $variant($body),
            )+
        }

        impl Act {
            /// Which act it is.
            #[must_use]
            pub fn code(&self) -> ActCode {
                match self { $(Self::$variant(_) => ActCode::$variant,)+ }
            }

            /// What every act may say.
            #[must_use]
            pub fn said(&self) -> &dyn Said {
                match self { $(Self::$variant(body) => body,)+ }
            }
        }

        /// The code of an act reads what is said in such an act: the body alone, as it is sent.
        impl<'de> DeserializeSeed<'de> for ActCode {
            type Value = Act;

            fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Act, D::Error> {
                match self { $(Self::$variant => $body::deserialize(from).map(Act::$variant),)+ }
            }
        }

        #[cfg(feature = "schema")]
        impl ActCode {
            /// The schema of what is said in such an act, by its name.
            #[must_use]
            pub fn body_schema(self) -> super::NamedSchema {
                match self { $(Self::$variant => super::NamedSchema::of::<$body>(),)+ }
            }
        }
    };
}

pub(super) use acts;
