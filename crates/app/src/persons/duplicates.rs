//! Persons who may be one, and why.

use domain::case_file::Subject;
use domain::code::DuplicateReason;
use domain::ids::PersonId;
use domain::supervisee::PersonFacts;
use store::keyring::Keyring;
use store::{AnyConnection, persons, supervisees};

use super::{Known, get, known};
use crate::context::Context;
use crate::error::Error;
use crate::supervisees::initials;

/// How many persons are compared at most.
const COMPARED_MAX: i64 = 200;

/// A person who may be the one asked about.
#[derive(Debug, Clone)]
pub struct PossibleDuplicate {
    /// Who.
    pub known: Known,
    /// Why; at least one reason.
    pub reasons: Vec<DuplicateReason>,
}

/// The persons within the caller's reach who may be this one. One who was merged already has none.
///
/// # Errors
/// As [`get`].
pub fn duplicates(
    conn: &mut AnyConnection,
    keyring: &Keyring,
    context: &Context,
    id: PersonId,
) -> Result<Vec<PossibleDuplicate>, Error> {
    get(conn, context, id)?;
    let row = persons::find(conn, id)?.ok_or(Error::NotFound("person"))?;
    if row.merged_into_id.is_some() {
        return Ok(Vec::new());
    }
    let facts = row.facts(&row.key(keyring)?)?;
    let others = persons::alike(conn, keyring, &row, &facts, COMPARED_MAX)?;
    let ids: Vec<PersonId> = others.iter().map(|other| other.id).collect();
    let cases = supervisees::listed_of_persons(conn, &context.scope(), &ids)?;
    let registered = persons::registered(conn, &context.scope(), &ids)?;
    let mut found = Vec::new();
    for other in others {
        let reasons = reasons(&facts, &other.facts(&other.key(keyring)?)?);
        let own: Vec<_> = cases.iter().filter(|case| case.person_id == other.id).cloned().collect();
        let registered = registered.contains(&other.id);
        if let Some(known) = known(context, other, &own, registered).filter(|_| !reasons.is_empty()) {
            found.push(PossibleDuplicate { known, reasons });
        }
    }
    Ok(found)
}

/// Why these two may be one person.
fn reasons(one: &PersonFacts, other: &PersonFacts) -> Vec<DuplicateReason> {
    let birth_date = Subject::of(one).birth_date;
    let same_birth_date = birth_date.is_some() && birth_date == Subject::of(other).birth_date;
    let same_phone = one.phone.is_some() && one.phone == other.phone;
    [
        (DuplicateReason::SameIdNumber, one.id_number == other.id_number),
        (DuplicateReason::SameNameAndBirthDate, one.name == other.name && same_birth_date),
        (DuplicateReason::SamePhoneAndSimilarName, same_phone && initials(&one.name) == initials(&other.name)),
    ]
    .into_iter()
    .filter_map(|(reason, holds)| holds.then_some(reason))
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(name: &str, id_number: &str, phone: Option<&str>) -> PersonFacts {
        PersonFacts { phone: phone.map(str::to_owned), ..PersonFacts::new(name, id_number) }
    }

    #[test]
    fn two_persons_may_be_one_by_number_by_name_and_birth_date_or_by_phone_and_sound() {
        let phone = Some("13912344567");
        let one = person("张静", "430702199003071237", phone);
        assert_eq!(reasons(&one, &person("李四", "430702199003071237", None)), [DuplicateReason::SameIdNumber]);
        assert_eq!(reasons(&one, &person("张静", "430703199003071233", None)), [DuplicateReason::SameNameAndBirthDate]);
        assert_eq!(
            reasons(&one, &person("章婧", "430703198803071237", phone)),
            [DuplicateReason::SamePhoneAndSimilarName]
        );
        assert_eq!(reasons(&one, &person("李四", "430703198803071237", phone)), [], "a family shares a phone");
    }
}
