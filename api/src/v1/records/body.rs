//! What is sent to enter a record, and to void one.

use std::fmt;

use app::records::Draft;
use chrono::SubsecRound;
use domain::code::RecordKind;
use domain::ids::{PaperId, SuperviseeId};
use domain::records::{Capture, RecordContent};
use domain::time::Instant;
use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, Visitor};
use utoipa::ToSchema;
use validator::Validate;

/// Reads a record of a kind as it is sent.
pub(super) enum Entering {
    /// By itself, to the route of its kind.
    Alone(RecordKind),
    /// In a batch, where it names its kind and must tell how it was captured.
    InBatch(RecordKind),
}

impl Entering {
    fn kind(&self) -> RecordKind {
        match self {
            Self::Alone(kind) | Self::InBatch(kind) => *kind,
        }
    }
}

impl<'de> DeserializeSeed<'de> for Entering {
    type Value = Draft;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Draft, D::Error> {
        from.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Entering {
    type Value = Draft;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Draft, A::Error> {
        let mut supervisee_id: Option<SuperviseeId> = None;
        let mut happened_at: Option<Instant> = None;
        let mut content: Option<RecordContent> = None;
        let mut papers: Option<Vec<PaperId>> = None;
        let mut capture: Option<Option<Capture>> = None;
        let mut named: Option<RecordKind> = None;
        let in_batch = matches!(self, Self::InBatch(_));
        while let Some(name) = members.next_key::<String>()? {
            match name.as_str() {
                "kind" if in_batch => put(&mut named, "kind", members.next_value()?)?,
                "supervisee_id" => put(&mut supervisee_id, "supervisee_id", members.next_value()?)?,
                "happened_at" => put(&mut happened_at, "happened_at", members.next_value()?)?,
                "content" => put(&mut content, "content", members.next_value_seed(self.kind())?)?,
                "papers" => put(&mut papers, "papers", members.next_value()?)?,
                "capture" => put(&mut capture, "capture", members.next_value()?)?,
                _ => drop(members.next_value::<IgnoredAny>()?),
            }
        }
        let capture = capture.flatten();
        if in_batch && capture.is_none() {
            return Err(Error::missing_field("capture"));
        }
        Ok(Draft {
            supervisee_id: supervisee_id.ok_or_else(|| Error::missing_field("supervisee_id"))?,
            happened_at: whole(happened_at.ok_or_else(|| Error::missing_field("happened_at"))?),
            content: content.ok_or_else(|| Error::missing_field("content"))?,
            papers: papers.unwrap_or_default(),
            capture: capture.map(|capture| Capture { device_at: whole(capture.device_at), ..capture }),
        })
    }
}

/// Instants are kept to the millisecond, as they are shown: what is sent again is then found to be the same.
fn whole(at: Instant) -> Instant {
    at.trunc_subsecs(3)
}

fn put<T, E: Error>(member: &mut Option<T>, name: &'static str, value: T) -> Result<(), E> {
    match member.replace(value) {
        Some(_) => Err(E::duplicate_field(name)),
        None => Ok(()),
    }
}

/// Why a record no longer counts.
#[derive(Debug, Deserialize, Validate, ToSchema)]
pub(super) struct VoidRecord {
    /// What is wrong with it.
    #[validate(length(min = 1, max = 500))]
    #[schema(min_length = 1, max_length = 500)]
    pub(super) reason: String,
}
