//! Why a use case did not do what was asked, in words that know nothing of HTTP.

use domain::code::{Permission, ProceedingKind, ProceedingStatus};
use domain::ids::ProceedingId;
use domain::proceedings::AvailableAction;
use domain::refusal::Refusal;
use domain::tenure::Tenure;
use domain::text::Text;
use domain::time::is_plausible;
use store::{StoreError, Unique};
use thiserror::Error as ThisError;

/// A failure of a use case.
#[derive(Debug, ThisError)]
pub enum Error {
    /// There is no such thing, or none that the actor may know of.
    #[error("no such {0}")]
    NotFound(&'static str),
    /// The actor lacks a permission, and may know that the thing exists.
    #[error("not permitted: {0:?}")]
    NotPermitted(Permission),
    /// What was sent breaks rules; every fault found is listed.
    #[error("invalid: {0:?}")]
    Invalid(Vec<Invalid>),
    /// The law does not allow it on these facts.
    #[error(transparent)]
    Refused(Box<Refusal>),
    /// The state of things does not allow it.
    #[error("conflict: {0:?}")]
    Conflict(Conflict),
    /// The state of a proceeding does not know the act.
    #[error("not possible in the state {status}")]
    InvalidState {
        /// Where the proceeding stands.
        status: ProceedingStatus,
        /// What the caller may do now, and why not the rest.
        available: Vec<AvailableAction>,
    },
    /// One of it is open already, and a case has no two of it at a time.
    #[error("already open: {number}")]
    AlreadyOpen {
        /// The kind.
        kind: ProceedingKind,
        /// The one that is open.
        id: ProceedingId,
        /// Its number.
        number: String,
    },
    /// The thing was changed since the caller read it; this is its version now.
    #[error("version conflict, now at {0}")]
    VersionConflict(i32),
    /// Whoever proposed a thing may not decide it, and nobody acts on their own account.
    #[error("separation of duties")]
    SeparationOfDuties,
    /// The credentials are wrong, or no longer good.
    #[error("not authenticated: {0:?}")]
    Unauthenticated(Unauthenticated),
    /// The login name is locked after too many wrong passwords.
    #[error("locked for {retry_after} s")]
    Locked {
        /// Seconds until it opens by itself.
        retry_after: i64,
    },
    /// Strangers may not apply for an account here.
    #[error("registration is closed")]
    RegistrationClosed,
    /// Too much was asked for; trying again is right after so many seconds.
    #[error("too many: {policy}")]
    TooMany {
        /// The limit that was met.
        policy: &'static str,
        /// Seconds.
        retry_after: i64,
    },
    /// The file is refused as a whole.
    #[error("file refused: {code}")]
    File {
        /// The stable code.
        code: String,
        /// What is wrong with it.
        detail: Text,
    },
    /// The store failed.
    #[error("store: {0}")]
    Store(#[source] StoreError),
}

impl Error {
    /// The same, with faults placed in what stands under `member` instead of in the whole.
    pub(crate) fn below(mut self, member: &str) -> Self {
        if let Self::Invalid(faults) = &mut self {
            for fault in faults {
                if let Some(own) = fault.pointer.strip_prefix(member) {
                    fault.pointer = own.to_owned();
                }
            }
        }
        self
    }
}

/// One fault of what was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invalid {
    /// Where, as a JSON pointer (`/id_number`).
    pub pointer: String,
    /// The stable code.
    pub code: String,
    /// What is wrong.
    pub message: Text,
}

impl Invalid {
    /// A fault of one member.
    pub fn new(pointer: impl Into<String>, code: impl Into<String>, message: Text) -> Self {
        Self { pointer: pointer.into(), code: code.into(), message }
    }

    /// The faults of a first and a last day, at `/starts_on` and `/ends_on`.
    pub(crate) fn of_tenure(tenure: Tenure) -> Vec<Self> {
        let mut faults = Vec::new();
        for (pointer, day) in [("/starts_on", Some(tenure.starts_on)), ("/ends_on", tenure.ends_on)] {
            if day.is_some_and(|day| !is_plausible(day)) {
                faults.push(Self::new(pointer, "implausible_date", Text::new("日期不合理", "Implausible date")));
            }
        }
        if tenure.is_empty() {
            let text = Text::new("结束日期早于开始日期", "The last day is before the first");
            faults.push(Self::new("/ends_on", "ends_before_start", text));
        }
        faults
    }
}

/// What stands in the way of a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Conflict {
    /// The login name is taken.
    LoginNameTaken,
    /// The organisation's code is taken.
    OrganizationCodeTaken,
    /// The account holds the role already on one of the days.
    RoleHeld,
    /// System, security and audit administrators are three persons.
    ExclusiveRoles,
    /// The office is delegated already on one of the days.
    DelegationOverlaps,
    /// The thing is not in a state in which this act is possible.
    InvalidStateTransition,
    /// The two persons to be merged are one, or one of them is merged already.
    AlreadyMerged,
    /// The operation has ended.
    OperationEnded,
    /// The calendar of the year is built into the program.
    CalendarYearBuiltIn,
    /// The device used its id for another record.
    CaptureReused,
    /// A unique value is taken.
    AlreadyExists,
}

/// Why a caller is not recognised.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unauthenticated {
    /// No token, or one that is not good.
    Token,
    /// Login name or password wrong; which of them is not said.
    Credentials,
    /// The refresh token is spent, unknown or expired.
    Refresh,
    /// The bootstrap credential is spent, unknown or expired.
    Bootstrap,
}

impl From<StoreError> for Error {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Taken(Unique::LoginName) => Self::Conflict(Conflict::LoginNameTaken),
            StoreError::Taken(Unique::OrganizationCode) => Self::Conflict(Conflict::OrganizationCodeTaken),
            StoreError::Taken(Unique::Other) => Self::Conflict(Conflict::AlreadyExists),
            other @ (StoreError::Busy
            | StoreError::Unavailable(_)
            | StoreError::Full(_)
            | StoreError::VersionMoved
            | StoreError::Corrupt { .. }
            | StoreError::Query(_)) => Self::Store(other),
        }
    }
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(Box::new(refusal))
    }
}
