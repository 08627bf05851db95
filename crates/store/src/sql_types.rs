//! Three SQL types that let each database keep its own form, and the Rust values that travel through them.
//!
//! | type | PostgreSQL | SQLite | Rust |
//! |---|---|---|---|
//! | [`RowId`] | `uuid` | text, hyphenated | the typed ids of the domain |
//! | [`Moment`] | `timestamptz` | text, RFC 3339 UTC with six decimals, so that it sorts as text | [`chrono::DateTime<Utc>`] |
//! | [`JsonDoc`] | `jsonb` | text, checked by `json_valid` | [`Json`] |
//!
//! Codes of the domain stand in plain text columns and travel as [`Coded`].

use std::io::Write;
use std::ops::Range;

use chrono::{DateTime, NaiveDate, SecondsFormat, Utc};
use diesel::backend::Backend;
use diesel::deserialize::{self, FromSql, FromSqlRow, Queryable};
use diesel::expression::AsExpression;
use diesel::pg::{Pg, PgValue};
use diesel::query_builder::QueryId;
use diesel::serialize::{self, IsNull, Output, ToSql};
use diesel::sql_types::{self, HasSqlType, SqlType, Text};
use diesel::sqlite::{Sqlite, SqliteValue};
use domain::code::Code;
use domain::ids::{
    AccountId, ClockId, DelegationId, EntryId, ImportId, OperationId, OrganizationId, PaperId, PersonId, ProceedingId,
    RecordId, RoleGrantId, SessionId, StaffId, StepId, SuperviseeId,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use uuid::Uuid;

use crate::connection::MultiBackend;

/// A key: `uuid` on PostgreSQL, hyphenated text on SQLite.
#[derive(Debug, Clone, Copy, Default, SqlType, QueryId)]
#[diesel(postgres_type(oid = 2950, array_oid = 2951), sqlite_type(name = "Text"))]
pub struct RowId;

/// An instant: `timestamptz` on PostgreSQL, sortable text on SQLite.
#[derive(Debug, Clone, Copy, Default, SqlType, QueryId)]
#[diesel(postgres_type(oid = 1184, array_oid = 1185), sqlite_type(name = "Text"))]
pub struct Moment;

/// A document: `jsonb` on PostgreSQL, checked text on SQLite.
#[derive(Debug, Clone, Copy, Default, SqlType, QueryId)]
#[diesel(postgres_type(oid = 3802, array_oid = 3807), sqlite_type(name = "Text"))]
pub struct JsonDoc;

macro_rules! on_both {
    ($($sql:ty),+) => {$(
        impl HasSqlType<$sql> for MultiBackend {
            fn metadata(lookup: &mut Self::MetadataLookup) -> Self::TypeMetadata {
                Self::lookup_sql_type::<$sql>(lookup)
            }
        }
    )+};
}
on_both!(RowId, Moment, JsonDoc);

/// What can be a key of a row.
pub trait RowKey: Copy + std::fmt::Debug + Send + Sync + 'static {
    /// The key itself.
    fn row_key(self) -> Uuid;
}

/// A key, bound in a query or written into a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, AsExpression)]
#[diesel(sql_type = RowId)]
pub struct Key<T: RowKey>(pub T);

impl<T: RowKey> ToSql<RowId, MultiBackend> for Key<T> {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, MultiBackend>) -> serialize::Result {
        out.set_value((RowId, self));
        Ok(IsNull::No)
    }
}
impl<T: RowKey> ToSql<RowId, Pg> for Key<T> {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Pg>) -> serialize::Result {
        out.write_all(self.0.row_key().as_bytes())?;
        Ok(IsNull::No)
    }
}
impl<T: RowKey> ToSql<RowId, Sqlite> for Key<T> {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Sqlite>) -> serialize::Result {
        out.set_value(self.0.row_key().hyphenated().to_string());
        Ok(IsNull::No)
    }
}

/// Bare and typed ids as keys.
macro_rules! row_keys {
    ($($id:ty: $uuid:expr, $from:expr;)+) => {$(
        impl RowKey for $id {
            fn row_key(self) -> Uuid {
                $uuid(self)
            }
        }
        impl<DB: Backend> Queryable<RowId, DB> for $id
        where
            Self: FromSql<RowId, DB>,
        {
            type Row = Self;
            fn build(row: Self) -> deserialize::Result<Self> {
                Ok(row)
            }
        }
        impl FromSql<RowId, MultiBackend> for $id {
            fn from_sql(bytes: <MultiBackend as Backend>::RawValue<'_>) -> deserialize::Result<Self> {
                bytes.from_sql::<Self, RowId>()
            }
        }
        impl FromSql<RowId, Pg> for $id {
            fn from_sql(value: PgValue<'_>) -> deserialize::Result<Self> {
                Ok($from(Uuid::from_slice(value.as_bytes())?))
            }
        }
        impl FromSql<RowId, Sqlite> for $id {
            fn from_sql(mut value: SqliteValue<'_, '_, '_>) -> deserialize::Result<Self> {
                Ok($from(Uuid::try_parse(value.read_text())?))
            }
        }
    )+};
}
row_keys! {
    Uuid: std::convert::identity, std::convert::identity;
    AccountId: AccountId::uuid, AccountId::from_uuid;
    ClockId: ClockId::uuid, ClockId::from_uuid;
    DelegationId: DelegationId::uuid, DelegationId::from_uuid;
    EntryId: EntryId::uuid, EntryId::from_uuid;
    ImportId: ImportId::uuid, ImportId::from_uuid;
    OperationId: OperationId::uuid, OperationId::from_uuid;
    OrganizationId: OrganizationId::uuid, OrganizationId::from_uuid;
    PaperId: PaperId::uuid, PaperId::from_uuid;
    PersonId: PersonId::uuid, PersonId::from_uuid;
    ProceedingId: ProceedingId::uuid, ProceedingId::from_uuid;
    RecordId: RecordId::uuid, RecordId::from_uuid;
    RoleGrantId: RoleGrantId::uuid, RoleGrantId::from_uuid;
    SessionId: SessionId::uuid, SessionId::from_uuid;
    StaffId: StaffId::uuid, StaffId::from_uuid;
    StepId: StepId::uuid, StepId::from_uuid;
    SuperviseeId: SuperviseeId::uuid, SuperviseeId::from_uuid;
}

/// An instant, bound in a query or written into a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, AsExpression)]
#[diesel(sql_type = Moment)]
pub struct At(pub DateTime<Utc>);

impl ToSql<Moment, MultiBackend> for At {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, MultiBackend>) -> serialize::Result {
        out.set_value((Moment, self));
        Ok(IsNull::No)
    }
}
impl ToSql<Moment, Pg> for At {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Pg>) -> serialize::Result {
        ToSql::<sql_types::Timestamptz, Pg>::to_sql(&self.0, out)
    }
}
impl ToSql<Moment, Sqlite> for At {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Sqlite>) -> serialize::Result {
        out.set_value(self.0.to_rfc3339_opts(SecondsFormat::Micros, true));
        Ok(IsNull::No)
    }
}

impl FromSql<Moment, MultiBackend> for DateTime<Utc> {
    fn from_sql(bytes: <MultiBackend as Backend>::RawValue<'_>) -> deserialize::Result<Self> {
        bytes.from_sql::<Self, Moment>()
    }
}
impl FromSql<Moment, Pg> for DateTime<Utc> {
    fn from_sql(value: PgValue<'_>) -> deserialize::Result<Self> {
        FromSql::<sql_types::Timestamptz, Pg>::from_sql(value)
    }
}
impl FromSql<Moment, Sqlite> for DateTime<Utc> {
    fn from_sql(mut value: SqliteValue<'_, '_, '_>) -> deserialize::Result<Self> {
        let text = value.read_text();
        stored_moment(text).ok_or_else(|| format!("no moment: {text:?}").into())
    }
}

/// A moment in the one form that the column holds, `2026-11-23T01:00:00.000000Z`: read by place, which is several times
/// cheaper than a parser of formats, and every read of a row pays it.
fn stored_moment(text: &str) -> Option<DateTime<Utc>> {
    let shaped = text.len() == 27
        && text.bytes().zip(*b"dddd-dd-ddTdd:dd:dd.ddddddZ").all(|(byte, place)| match place {
            b'd' => byte.is_ascii_digit(),
            mark => byte == mark,
        });
    if !shaped {
        return None;
    }
    let number = |place: Range<usize>| text.get(place)?.parse::<u32>().ok();
    let day = NaiveDate::from_ymd_opt(i32::try_from(number(0..4)?).ok()?, number(5..7)?, number(8..10)?)?;
    Some(day.and_hms_micro_opt(number(11..13)?, number(14..16)?, number(17..19)?, number(20..26)?)?.and_utc())
}

/// A document in a [`JsonDoc`] column, parsed into its type on the way in and on the way out.
///
/// A row that does not parse is an error of the read, never ignored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, AsExpression, FromSqlRow)]
#[diesel(sql_type = JsonDoc)]
pub struct Json<T: Serialize + DeserializeOwned + std::fmt::Debug + Send + Sync + 'static>(pub T);

impl<T> ToSql<JsonDoc, MultiBackend> for Json<T>
where
    T: Serialize + DeserializeOwned + std::fmt::Debug + Send + Sync + 'static,
{
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, MultiBackend>) -> serialize::Result {
        out.set_value((JsonDoc, self));
        Ok(IsNull::No)
    }
}
impl<T> FromSql<JsonDoc, MultiBackend> for Json<T>
where
    T: Serialize + DeserializeOwned + std::fmt::Debug + Send + Sync + 'static,
{
    fn from_sql(bytes: <MultiBackend as Backend>::RawValue<'_>) -> deserialize::Result<Self> {
        bytes.from_sql::<Self, JsonDoc>()
    }
}
impl<T> ToSql<JsonDoc, Pg> for Json<T>
where
    T: Serialize + DeserializeOwned + std::fmt::Debug + Send + Sync + 'static,
{
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Pg>) -> serialize::Result {
        // `jsonb` begins with its version.
        out.write_all(&[1])?;
        serde_json::to_writer(out, &self.0)?;
        Ok(IsNull::No)
    }
}
impl<T> FromSql<JsonDoc, Pg> for Json<T>
where
    T: Serialize + DeserializeOwned + std::fmt::Debug + Send + Sync + 'static,
{
    fn from_sql(value: PgValue<'_>) -> deserialize::Result<Self> {
        match value.as_bytes().split_first() {
            Some((1, document)) => Ok(Self(serde_json::from_slice(document)?)),
            Some(_) | None => Err("a jsonb value of an unknown version".into()),
        }
    }
}
impl<T> ToSql<JsonDoc, Sqlite> for Json<T>
where
    T: Serialize + DeserializeOwned + std::fmt::Debug + Send + Sync + 'static,
{
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Sqlite>) -> serialize::Result {
        out.set_value(serde_json::to_string(&self.0)?);
        Ok(IsNull::No)
    }
}
impl<T> FromSql<JsonDoc, Sqlite> for Json<T>
where
    T: Serialize + DeserializeOwned + std::fmt::Debug + Send + Sync + 'static,
{
    fn from_sql(mut value: SqliteValue<'_, '_, '_>) -> deserialize::Result<Self> {
        Ok(Self(serde_json::from_str(value.read_text())?))
    }
}

/// A code of the domain in a plain text column. A text that is no code is an error of the read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, AsExpression, FromSqlRow)]
#[diesel(sql_type = Text)]
pub struct Coded<T: Code + std::fmt::Debug + Send + Sync>(pub T);

impl<T> ToSql<Text, MultiBackend> for Coded<T>
where
    T: Code + std::fmt::Debug + Send + Sync,
{
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, MultiBackend>) -> serialize::Result {
        out.set_value((Text, self.0.code()));
        Ok(IsNull::No)
    }
}
impl<T> ToSql<Text, Pg> for Coded<T>
where
    T: Code + std::fmt::Debug + Send + Sync,
{
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Pg>) -> serialize::Result {
        out.write_all(self.0.code().as_bytes())?;
        Ok(IsNull::No)
    }
}
impl<T> ToSql<Text, Sqlite> for Coded<T>
where
    T: Code + std::fmt::Debug + Send + Sync,
{
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Sqlite>) -> serialize::Result {
        out.set_value(self.0.code());
        Ok(IsNull::No)
    }
}
impl<T, DB> FromSql<Text, DB> for Coded<T>
where
    T: Code + std::fmt::Debug + Send + Sync,
    DB: Backend,
    String: FromSql<Text, DB>,
{
    fn from_sql(value: DB::RawValue<'_>) -> deserialize::Result<Self> {
        let text = String::from_sql(value)?;
        T::parse(&text).map(Self).ok_or_else(|| format!("no code of {}", T::LIST).into())
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeZone;

    use super::*;

    #[test]
    fn a_stored_moment_has_one_form() {
        let moment = Utc.with_ymd_and_hms(2026, 11, 23, 1, 2, 3).unwrap() + chrono::TimeDelta::microseconds(45);
        let text = moment.to_rfc3339_opts(SecondsFormat::Micros, true);
        assert_eq!(stored_moment(&text), Some(moment));
        for wrong in [
            "",
            "2026-11-23",
            "2026-11-23T01:02:03Z",
            "2026-11-23T01:02:03.000045+00:00",
            "2026-11-23 01:02:03.000045Z",
            "2026-02-30T01:02:03.000045Z",
            "2026-11-23T24:00:00.000000Z",
            "+026-11-23T01:02:03.000045Z",
        ] {
            assert_eq!(stored_moment(wrong), None, "{wrong}");
        }
    }
}
