//! What is sent to open a proceeding.

use std::fmt;

use app::proceedings::About;
use domain::code::ProceedingKind;
use domain::ids::{PersonId, SuperviseeId};
use domain::proceedings::Content;
use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, Visitor};
use serde_json::{Map, Value};
use validator::Validate;

/// Reads the opening of a proceeding of a kind: whom it is about, and what.
pub(super) struct Opening(pub(super) ProceedingKind);

impl Opening {
    /// The member that names whom a proceeding of the kind is about.
    pub(super) fn about(kind: ProceedingKind) -> &'static str {
        if kind.is_about_a_person() { "person_id" } else { "supervisee_id" }
    }
}

impl<'de> DeserializeSeed<'de> for Opening {
    type Value = (About, Content);

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Self::Value, D::Error> {
        from.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Opening {
    type Value = (About, Content);

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Self::Value, A::Error> {
        let Self(kind) = self;
        let whom = Self::about(kind);
        let (mut about, mut content) = (None, None);
        while let Some(name) = members.next_key::<String>()? {
            match name.as_str() {
                "content" if content.is_some() => return Err(Error::duplicate_field("content")),
                "content" => content = Some(members.next_value_seed(kind)?),
                name if name == whom && about.is_some() => return Err(Error::duplicate_field(whom)),
                name if name == whom && kind.is_about_a_person() => {
                    about = Some(About::Person(members.next_value::<PersonId>()?));
                }
                name if name == whom => about = Some(About::Case(members.next_value::<SuperviseeId>()?)),
                _ => drop(members.next_value::<IgnoredAny>()?),
            }
        }
        let about = about.ok_or_else(|| Error::missing_field(whom))?;
        Ok((about, content.ok_or_else(|| Error::missing_field("content"))?))
    }
}

/// What of a proceeding can be changed while it is a draft.
#[derive(Debug, Deserialize, Validate)]
pub(super) struct EditProceeding {
    /// The members of the content that change, as sent; they are checked when they are in it.
    pub(super) content: Map<String, Value>,
}
