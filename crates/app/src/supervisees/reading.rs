//! Reading supervisees: lists, search, one.

use domain::code::{ConditionCode, Permission};
use domain::identity::IdentityNumber;
use domain::ids::SuperviseeId;
use domain::masks;
use domain::phone::Phone;
use store::keyring::Keyring;
use store::supervisees::{Filter, Search, SuperviseeDetailRow, SuperviseeListRow};
use store::{AnyConnection, persons, supervisees};

use crate::context::Context;
use crate::error::Error;

/// Rows of a list, one more than asked for where there are more.
pub type Listed = Vec<SuperviseeListRow>;

/// What a caller searches by; every member given must fit.
#[derive(Debug, Clone, Default)]
pub struct Sought {
    /// The beginning of the name.
    pub name: Option<String>,
    /// The beginning of the name's pinyin initials.
    pub initials: Option<String>,
    /// The whole identity number.
    pub id_number: Option<String>,
    /// The whole phone number.
    pub phone: Option<String>,
}

/// A page of supervisees within the caller's reach.
pub fn list(
    conn: &mut AnyConnection,
    context: &Context,
    filter: &Filter,
    after: Option<SuperviseeId>,
    limit: usize,
) -> Result<Listed, Error> {
    context.require(Permission::SuperviseesRead)?;
    let rows = supervisees::list(conn, &context.scope(), filter, after, most(limit))?;
    Ok(rows.into_iter().map(|row| shown(context, row)).collect())
}

/// A page of what a search finds within the caller's reach.
pub fn search(
    conn: &mut AnyConnection,
    keyring: &Keyring,
    context: &Context,
    sought: &Sought,
    after: Option<SuperviseeId>,
    limit: usize,
) -> Result<Listed, Error> {
    context.require(Permission::SuperviseesRead)?;
    let number = |text: &String| {
        IdentityNumber::parse(text).map_or_else(|_fault| text.clone(), |number| number.as_str().to_owned())
    };
    let phone =
        |text: &String| Phone::parse(text).map_or_else(|_fault| text.clone(), |phone| phone.as_str().to_owned());
    let search = Search {
        name: sought.name.clone(),
        name_initials: sought.initials.as_ref().map(|initials| initials.to_ascii_lowercase()),
        id_number_hash: sought.id_number.as_ref().map(|text| persons::id_number_hash(keyring, &number(text))),
        phone_hash: sought.phone.as_ref().map(|text| persons::phone_hash(keyring, &phone(text))),
    };
    let rows = supervisees::search(conn, &context.scope(), &search, after, most(limit))?;
    Ok(rows.into_iter().map(|row| shown(context, row)).collect())
}

/// One supervisee with the facts of the order.
pub fn get_detail(conn: &mut AnyConnection, context: &Context, id: SuperviseeId) -> Result<SuperviseeDetailRow, Error> {
    context.require(Permission::SuperviseesRead)?;
    let row = supervisees::get_detail(conn, &context.scope(), id)?.ok_or(Error::NotFound("supervisee"))?;
    Ok(SuperviseeDetailRow { listed: shown(context, row.listed), ..row })
}

fn shown(context: &Context, row: SuperviseeListRow) -> SuperviseeListRow {
    let minor = row.conditions.0.iter().any(|condition| condition.code == ConditionCode::MinorRegime);
    SuperviseeListRow { name: shown_name(context, &row.name, minor), ..row }
}

/// A person's name as this caller sees it: whole within the bureau, `张*` from above, `张**` of a minor without the
/// permission to read what concerns minors (CCL 54).
pub fn shown_name(context: &Context, name: &str, minor: bool) -> String {
    if minor && !context.actor.may(Permission::MinorsRead) {
        masks::minor_name(name)
    } else if context.actor.sees_names_masked() {
        masks::name(name)
    } else {
        name.to_owned()
    }
}

/// One row more than the page, so that it is known whether another follows.
pub(crate) fn most(limit: usize) -> i64 {
    i64::try_from(limit).unwrap_or(i64::MAX).saturating_add(1)
}
