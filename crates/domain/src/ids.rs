//! Typed ids: one newtype over `Uuid` per kind of record, so that an id of one kind never stands where another is meant.
//!
//! Ids are made outside (the domain has no randomness) and come in as parameters.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Declares newtypes over `Uuid`. There is no `From<Uuid>`: turning a bare uuid into an id is said by name.
macro_rules! typed_id {
    ($($(#[$meta:meta])* $name:ident;)+) => {$(
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
        #[serde(transparent)]
        pub struct $name(Uuid);

        impl $name {
            /// The id with this uuid.
            #[must_use]
            pub const fn from_uuid(uuid: Uuid) -> Self {
                Self(uuid)
            }

            /// The uuid of this id.
            #[must_use]
            pub const fn uuid(self) -> Uuid {
                self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }
    )+};
}

typed_id! {
    /// A person (人员): an identity, before, during and after supervision.
    PersonId;
    /// A supervisee (社区矫正对象): one person under one order at one bureau.
    SuperviseeId;
    /// An organisation: province, city, bureau or judicial office.
    OrganizationId;
    /// A delegation of a judicial office.
    DelegationId;
    /// A member of staff.
    StaffId;
    /// An account that logs in.
    AccountId;
    /// A role granted to an account.
    RoleGrantId;
    /// A login session.
    SessionId;
    /// A long-running operation.
    OperationId;
    /// An import of a roster.
    ImportId;
    /// A paper: a file kept with a case or a person.
    PaperId;
    /// A cached clock.
    ClockId;
    /// An entry of the journal.
    EntryId;
    /// A proceeding.
    ProceedingId;
    /// A step of a proceeding.
    StepId;
    /// A record of daily work.
    RecordId;
}
