//! Bodies that are lists of things, each read by itself: what is wrong with one is wrong with it alone.

use std::fmt;
use std::marker::PhantomData;

use domain::text::Text;
use serde::Deserializer;
use serde::de::{DeserializeOwned, DeserializeSeed, Error, IgnoredAny, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::json::{Unread, parse_as, read_whole};
use crate::problem::{ApiError, Place};

impl Unread {
    /// The items of the list that is the body's one member, unread.
    ///
    /// # Errors
    /// As [`read`](Self::read), of what holds the list; 422 for a list with no item, or more than `most`.
    pub fn items(&self, member: &'static str, most: usize) -> Result<Vec<&RawValue>, ApiError> {
        let (items, problem) = parse_as(&self.bytes, OneList(member))?;
        let place = || Place::Pointer(format!("/{member}"));
        let problem = match items.len() {
            0 => problem.fault(place(), "required", Text::new("至少一项", "At least one")),
            count if count > most => {
                let message = Text::new(format!("不能超过{most}项"), format!("Not more than {most}"));
                problem.fault(place(), "too_many_items", message)
            }
            _ => problem,
        };
        if problem.more.faults.is_empty() { Ok(items) } else { Err(problem) }
    }
}

/// Reads an item, as strictly as a body.
///
/// # Errors
/// 422 with pointers within the item.
pub fn read_item<'item, S: DeserializeSeed<'item>>(item: &'item RawValue, seed: S) -> Result<S::Value, ApiError> {
    read_whole(item.get().as_bytes(), seed)
}

/// What stands at a member of an item, whatever stands beside it.
///
/// # Errors
/// 422 where it is missing, or not what may stand there.
pub fn member_of<T: DeserializeOwned>(item: &RawValue, member: &'static str) -> Result<T, ApiError> {
    let (found, _beside) = parse_as(item.get().as_bytes(), OneMember(member, PhantomData))?;
    Ok(found)
}

/// An object with one member, a list of which the items are left unread.
struct OneList(&'static str);

impl<'de> DeserializeSeed<'de> for OneList {
    type Value = Vec<&'de RawValue>;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Self::Value, D::Error> {
        from.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for OneList {
    type Value = Vec<&'de RawValue>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Self::Value, A::Error> {
        let mut items = None;
        while let Some(name) = members.next_key::<String>()? {
            if name != self.0 {
                let IgnoredAny = members.next_value()?;
            } else if items.replace(members.next_value()?).is_some() {
                return Err(Error::duplicate_field(self.0));
            }
        }
        items.ok_or_else(|| Error::missing_field(self.0))
    }
}

/// The first member of a name; the others are passed over.
struct OneMember<T>(&'static str, PhantomData<T>);

impl<'de, T: DeserializeOwned> DeserializeSeed<'de> for OneMember<T> {
    type Value = T;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<T, D::Error> {
        from.deserialize_map(self)
    }
}

impl<'de, T: DeserializeOwned> Visitor<'de> for OneMember<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<T, A::Error> {
        let mut found = None;
        while let Some(name) = members.next_key::<String>()? {
            if name == self.0 && found.is_none() {
                found = Some(members.next_value()?);
            } else {
                let IgnoredAny = members.next_value()?;
            }
        }
        found.ok_or_else(|| Error::missing_field(self.0))
    }
}
