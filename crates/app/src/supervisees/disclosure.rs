//! Plain values, for a stated purpose, recorded before they leave.

use domain::code::{ConditionCode, DisclosurePurpose, Permission};
use domain::ids::SuperviseeId;
use domain::text::Text;
use serde_json::{Map, Value};
use store::access_log::{self, Access};
use store::{Tx, standings, supervisees};

use super::record::{Loaded, flat};
use crate::context::Context;
use crate::error::{Error, Invalid};

/// The members that can be disclosed.
pub const DISCLOSABLE: [&str; 9] = [
    "id_number",
    "birth_date",
    "phone",
    "residence_address",
    "household_address",
    "workplace",
    "former_name",
    "guarantor",
    "remarks",
];

/// What was disclosed.
#[derive(Debug, Clone)]
pub struct Disclosed {
    /// The record of it.
    pub id: uuid::Uuid,
    /// The values; a member that is not recorded is absent.
    pub values: Map<String, Value>,
}

/// Discloses members of a supervisee, and records who asked and why in the same unit of work.
///
/// # Errors
/// `NotPermitted` without the permission (for a minor also without that to read what concerns minors), `TooMany` past the daily
/// limit of the account, `Invalid` for a member that cannot be disclosed.
pub fn disclose(
    tx: &mut Tx<'_>,
    context: &Context,
    id: SuperviseeId,
    fields: &[String],
    purpose: DisclosurePurpose,
    case_ref: Option<&str>,
    per_day: i64,
) -> Result<Disclosed, Error> {
    context.require(Permission::SuperviseesDisclose)?;
    let unknown: Vec<Invalid> = fields
        .iter()
        .enumerate()
        .filter(|(_, field)| !DISCLOSABLE.contains(&field.as_str()))
        .map(|(index, _)| {
            Invalid::new(
                format!("/fields/{index}"),
                "unknown_field",
                Text::new("该字段不能披露", "This member cannot be disclosed"),
            )
        })
        .collect();
    if !unknown.is_empty() {
        return Err(Error::Invalid(unknown));
    }
    let row = supervisees::find(tx.conn(), &context.scope(), id)?.ok_or(Error::NotFound("supervisee"))?;
    if standings::has_condition(tx.conn(), id, ConditionCode::MinorRegime)? {
        context.require(Permission::MinorsRead)?;
    }
    let since = domain::time::start_of_day(context.today());
    if access_log::count_disclosures_since(tx.conn(), context.actor.account_id, since)? >= per_day {
        let until = domain::time::end_of_day(context.today()) - context.now;
        return Err(Error::TooMany { policy: "disclosures_per_day", retry_after: until.num_seconds() });
    }
    let access = Access {
        id: store::fresh_id(),
        bureau_id: row.bureau_id,
        account_id: context.actor.account_id,
        person_id: row.person_id,
        supervisee_id: Some(id),
        paper_id: None,
        fields: fields.join(","),
        purpose,
        case_ref: case_ref.map(str::to_owned),
        trace_id: context.trace_id.clone(),
    };
    access_log::append(tx, &access)?;
    let keyring = tx.keyring();
    let case = Loaded::open(tx.conn(), keyring, row)?;
    let all = flat(&case.person_facts, &case.row.facts.0, &case.protected);
    let values = all.into_iter().filter(|(name, _)| fields.iter().any(|field| field == name)).collect();
    Ok(Disclosed { id: access.id, values })
}
