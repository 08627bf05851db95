//! Delegations of judicial offices (委托, CCL 9, IM 10), with the days for which they hold.

use domain::code::TenureState;
use domain::ids::{DelegationId, OrganizationId};
use domain::organization::Delegation;
use domain::tenure::Tenure;
use domain::text::Text;
use domain::time::Date;
use store::organizations::StoredOrganization;
use store::{AnyConnection, Tx, delegations};

use super::{get, save, to_change};
use crate::context::Context;
use crate::error::{Conflict, Error, Invalid};

/// A delegation, and the version of its organisation.
#[derive(Debug, Clone)]
pub struct StoredDelegation {
    /// The delegation.
    pub delegation: Delegation,
    /// The version of the organisation.
    pub version: i32,
}

/// One delegation of an organisation that the caller may know.
///
/// # Errors
/// `NotPermitted` without `organizations_read`; `NotFound`.
pub fn find(
    conn: &mut AnyConnection,
    context: &Context,
    id: OrganizationId,
    delegation_id: DelegationId,
) -> Result<StoredDelegation, Error> {
    let StoredOrganization { organization, version } = get(conn, context, id)?;
    let found = organization.delegations.into_iter().find(|delegation| delegation.id == delegation_id);
    found.map(|delegation| StoredDelegation { delegation, version }).ok_or(Error::NotFound("delegation"))
}

/// Enters a delegation. It may have begun already: the letter is what counts, and it may reach the service late.
///
/// # Errors
/// `NotPermitted` without `organizations_write`; `NotFound`; `VersionConflict`; `Refused` under CCL 9 for what is no office;
/// `Invalid` for unsound days and a blank number; `Conflict` when the office is delegated already on one of the days.
pub fn delegate(
    tx: &mut Tx<'_>,
    context: &Context,
    id: OrganizationId,
    seen: impl Fn(i32) -> bool,
    tenure: Tenure,
    document_number: String,
) -> Result<StoredDelegation, Error> {
    let mut stored = to_change(tx, context, id, seen)?;
    stored.organization.can_be_delegated().map_err(Error::Refused)?;
    let mut faults = Invalid::of_tenure(tenure);
    if document_number.trim().is_empty() {
        faults.push(Invalid::new("/document_number", "required", Text::new("必填", "Required")));
    }
    if !faults.is_empty() {
        return Err(Error::Invalid(faults));
    }
    if stored.organization.delegations.iter().any(|other| other.tenure.overlaps(tenure)) {
        return Err(Error::Conflict(Conflict::DelegationOverlaps));
    }
    let delegation =
        Delegation { id: DelegationId::from_uuid(store::fresh_id()), tenure, document_number: Some(document_number) };
    delegations::insert(tx, id, &delegation)?;
    stored.organization.delegations.push(delegation.clone());
    let version = save(tx, stored, "organization.delegated")?.version;
    Ok(StoredDelegation { delegation, version })
}

/// Ends a delegation with a day. One that has not begun may be ended before its first day: it then never holds.
///
/// # Errors
/// `NotPermitted` without `organizations_write`; `NotFound`; `VersionConflict`; `Conflict` when it is over, or ends no later than
/// that day anyway; `Invalid` at `/ends_on` for a day that makes no sense, or one before the first day of what has begun.
pub fn end(
    tx: &mut Tx<'_>,
    context: &Context,
    id: OrganizationId,
    delegation_id: DelegationId,
    seen: impl Fn(i32) -> bool,
    ends_on: Date,
) -> Result<StoredDelegation, Error> {
    let mut stored = to_change(tx, context, id, seen)?;
    let mut all = stored.organization.delegations.iter_mut();
    let delegation = all.find(|delegation| delegation.id == delegation_id).ok_or(Error::NotFound("delegation"))?;
    let Tenure { starts_on, ends_on: before } = delegation.tenure;
    let state = delegation.tenure.state(context.today());
    if state == TenureState::Past || before.is_some_and(|last| last <= ends_on) {
        return Err(Error::Conflict(Conflict::InvalidStateTransition));
    }
    let tenure = Tenure { starts_on, ends_on: Some(ends_on) };
    let mut faults = Invalid::of_tenure(tenure);
    if state == TenureState::Future {
        faults.retain(|fault| fault.code != "ends_before_start");
    }
    if !faults.is_empty() {
        return Err(Error::Invalid(faults));
    }
    delegation.tenure = tenure;
    let delegation = delegation.clone();
    delegations::save_end(tx, &delegation)?;
    let version = save(tx, stored, "organization.delegation_ended")?.version;
    Ok(StoredDelegation { delegation, version })
}
