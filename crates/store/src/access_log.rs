//! Who saw which protected member of whom, or read which paper, and for what.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::code::DisclosurePurpose;
use domain::ids::{AccountId, OrganizationId, PaperId, PersonId, SuperviseeId};
use uuid::Uuid;

use crate::connection::AnyConnection;
use crate::error::StoreError;
use crate::schema::access_log;
use crate::sql_types::{At, Coded, Key};
use crate::unit::Tx;

/// One access.
#[derive(Debug, Clone)]
pub struct Access {
    /// Its id.
    pub id: Uuid,
    /// The bureau whose data it was.
    pub bureau_id: OrganizationId,
    /// Who.
    pub account_id: AccountId,
    /// Of whom.
    pub person_id: PersonId,
    /// In which case; none where a paper belongs to none.
    pub supervisee_id: Option<SuperviseeId>,
    /// The paper whose content it was; none where members of a record were disclosed.
    pub paper_id: Option<PaperId>,
    /// Which members, separated by commas; of a paper or a proceeding what it is, a colon, and its id.
    pub fields: String,
    /// For what.
    pub purpose: DisclosurePurpose,
    /// The matter it was for.
    pub case_ref: Option<String>,
    /// The trace of the request.
    pub trace_id: String,
}

/// Records an access, in the unit of work that gives the values out.
///
/// # Errors
/// `Unavailable`, whatever the database says.
pub fn append(tx: &mut Tx<'_>, access: &Access) -> Result<(), StoreError> {
    let now = At(tx.now());
    diesel::insert_into(access_log::table)
        .values((
            access_log::id.eq(Key(access.id)),
            access_log::bureau_id.eq(Key(access.bureau_id)),
            access_log::account_id.eq(Key(access.account_id)),
            access_log::person_id.eq(Key(access.person_id)),
            access_log::supervisee_id.eq(access.supervisee_id.map(Key)),
            access_log::paper_id.eq(access.paper_id.map(Key)),
            access_log::fields.eq(&access.fields),
            access_log::purpose.eq(Coded(access.purpose)),
            access_log::case_ref.eq(&access.case_ref),
            access_log::trace_id.eq(&access.trace_id),
            access_log::created_at.eq(now),
        ))
        .execute(tx.conn())
        .map_err(|error| unavailable(&error))?;
    Ok(())
}

/// How often an account was given plain values since a moment; papers and medical matters that it read, which stand with what they are
/// before a colon, are not among them.
///
/// # Errors
/// `Unavailable`, whatever the database says.
pub fn count_disclosures_since(
    conn: &mut AnyConnection,
    account_id: AccountId,
    since: DateTime<Utc>,
) -> Result<i64, StoreError> {
    access_log::table
        .filter(access_log::account_id.eq(Key(account_id)))
        .filter(access_log::created_at.ge(At(since)))
        .filter(access_log::fields.not_like("%:%"))
        .count()
        .get_result(conn)
        .map_err(|error| unavailable(&error))
}

/// Without its log nothing is given out: whatever is wrong with the log, it is the log that is not to be had now.
fn unavailable(error: &diesel::result::Error) -> StoreError {
    StoreError::Unavailable(format!("the access log: {error}"))
}
