//! Persons: registered before any case, read, compared with one another, merged where two are one, and separated again.

mod duplicates;
mod merging;
mod registration;

use domain::code::{ConditionCode, Permission};
use domain::ids::{PersonId, SuperviseeId};
use store::persons::{self, PersonRow};
use store::supervisees::{self, SuperviseeListRow};
use store::{AnyConnection, Scope};

pub use duplicates::{PossibleDuplicate, duplicates};
pub use merging::{Moved, merge, separate};
pub use registration::{Registration, register};

use crate::context::Context;
use crate::error::Error;
use crate::supervisees::shown_name;

/// A person as a caller may know of it.
#[derive(Debug, Clone)]
pub struct Known {
    /// The person, with the name as this caller sees it.
    pub row: PersonRow,
    /// The person's cases within the caller's reach.
    pub supervisee_ids: Vec<SuperviseeId>,
}

/// One person. A person who was merged into another is still there, names that other, and has no cases.
///
/// # Errors
/// `NotPermitted` without `supervisees_read`; `NotFound` when neither a case of the person (after merges: of the one who stands
/// today) nor an organisation that registered the person is within the caller's reach.
pub fn get(conn: &mut AnyConnection, context: &Context, id: PersonId) -> Result<Known, Error> {
    context.require(Permission::SuperviseesRead)?;
    let missing = || Error::NotFound("person");
    let row = persons::find(conn, id)?.ok_or_else(missing)?;
    let standing = persons::surviving(conn, row.clone())?;
    let cases = supervisees::listed_of_persons(conn, &context.scope(), &[standing.id])?;
    let registered = !persons::registered(conn, &context.scope(), &[row.id, standing.id])?.is_empty();
    known(context, row, &cases, registered).ok_or_else(missing)
}

/// The person as this caller may know of it, with the cases found within reach; none if it is out of reach. `registered`: without a
/// case, by an organisation within reach.
fn known(context: &Context, row: PersonRow, cases: &[SuperviseeListRow], registered: bool) -> Option<Known> {
    if cases.is_empty() && !registered && !registered_within(context, &row) {
        return None;
    }
    let minor = match cases {
        [] => row.may_be_minor(context.today()),
        cases => cases.iter().any(|case| case.conditions.0.iter().any(|held| held.code == ConditionCode::MinorRegime)),
    };
    let supervisee_ids = cases.iter().filter(|case| case.person_id == row.id).map(|case| case.id).collect();
    Some(Known { row: PersonRow { name: shown_name(context, &row.name, minor), ..row }, supervisee_ids })
}

fn registered_within(context: &Context, row: &PersonRow) -> bool {
    match context.scope() {
        Scope::Office(_) => false,
        Scope::Bureaus(bureaus) => bureaus.contains(&row.bureau_id),
    }
}
