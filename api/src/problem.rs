//! Every error answer, as RFC 9457 `application/problem+json`. The only place that names HTTP statuses.
//!
//! An [`ApiError`] knows its code, its faults and its cause, and no language. The outermost middleware renders it in
//! the language of the request, with the trace; the cause is logged there, once, and never leaves the service.

mod codes;
mod render;

use std::borrow::Cow;
use std::fmt;

use actix_web::ResponseError;
use actix_web::http::StatusCode;
use app::error::{Conflict, Error, Invalid, Unauthenticated};
use domain::code::ProceedingStatus;
use domain::refusal::Refusal;
use domain::text::Text;
use store::StoreError;

pub use codes::ErrorCode;
pub use render::{AvailableAction, Problem, ProblemFault, render};

/// Where in the request a fault lies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// A member of the body, as a JSON pointer.
    Pointer(String),
    /// A query or path parameter.
    Parameter(String),
    /// A header.
    Header(&'static str),
}

/// One fault among those of one request.
#[derive(Debug, Clone)]
pub struct Fault {
    /// Where.
    pub place: Place,
    /// The stable code.
    pub code: Cow<'static, str>,
    /// What is wrong, in both languages.
    pub message: Text,
}

/// An error on its way to the client.
#[derive(Debug)]
pub struct ApiError {
    /// What kind of error.
    pub code: ErrorCode,
    /// The rest, behind a pointer: most answers are no errors, and should not pay for its size.
    pub more: Box<More>,
}

/// What there is to say about an error besides its code.
#[derive(Debug, Default)]
pub struct More {
    /// What happened here, without personal data.
    pub detail: Option<Text>,
    /// The single faults.
    pub faults: Vec<Fault>,
    /// Why the law says no.
    pub refusal: Option<Box<Refusal>>,
    /// Where the proceeding stands that does not know the act.
    pub status: Option<ProceedingStatus>,
    /// What the caller may do in it now, and why not the rest.
    pub available: Vec<domain::proceedings::AvailableAction>,
    /// Headers that belong to the answer: `ETag`, `Retry-After`, `Allow` …
    pub headers: Vec<(&'static str, String)>,
    /// What it came from: for the log, never for the client.
    pub cause: Option<Box<dyn std::error::Error + Send + Sync>>,
}

impl ApiError {
    /// An error of a kind.
    pub fn new(code: ErrorCode) -> Self {
        Self { code, more: Box::default() }
    }

    /// With words on what happened here.
    pub fn detail(mut self, zh: impl Into<String>, en: impl Into<String>) -> Self {
        self.more.detail = Some(Text::new(zh, en));
        self
    }

    /// With one more fault.
    pub fn fault(mut self, place: Place, code: impl Into<Cow<'static, str>>, message: Text) -> Self {
        self.more.faults.push(Fault { place, code: code.into(), message });
        self
    }

    /// With a header.
    pub fn header(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.more.headers.push((name, value.into()));
        self
    }

    /// With the error it came from.
    pub fn because(mut self, cause: impl std::error::Error + Send + Sync + 'static) -> Self {
        self.more.cause = Some(Box::new(cause));
        self
    }

    /// The error that it came from and what that came from, for the log.
    pub fn causes(&self) -> Option<String> {
        let mut cause: Option<&(dyn std::error::Error + 'static)> = self.more.cause.as_deref().map(|cause| {
            let cause: &(dyn std::error::Error + 'static) = cause;
            cause
        });
        let mut out = Vec::new();
        while let Some(error) = cause {
            out.push(error.to_string());
            cause = error.source();
        }
        (!out.is_empty()).then(|| out.join(": "))
    }

    /// A parameter that cannot be read.
    pub fn parameter(name: impl Into<String>, code: ErrorCode, zh: &str, en: &str) -> Self {
        Self::new(code).fault(Place::Parameter(name.into()), code.code(), Text::new(zh, en))
    }
}

impl fmt::Display for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code.code())
    }
}

impl ResponseError for ApiError {
    fn status_code(&self) -> StatusCode {
        self.code.status()
    }

    fn error_response(&self) -> actix_web::HttpResponse {
        // The middleware replaces this body by the rendered problem; the status already stands.
        actix_web::HttpResponse::new(self.status_code())
    }
}

impl From<Error> for ApiError {
    fn from(error: Error) -> Self {
        match error {
            Error::NotFound(_) => Self::new(ErrorCode::NotFound),
            Error::NotPermitted(permission) => {
                use domain::code::Code;
                let (zh, en) = permission.label();
                Self::new(ErrorCode::NotPermitted)
                    .detail(format!("缺少权限：{zh}"), format!("Missing permission: {en}"))
            }
            Error::Invalid(faults) => faults
                .into_iter()
                .fold(Self::new(ErrorCode::ValidationFailed), |error, Invalid { pointer, code, message }| {
                    error.fault(Place::Pointer(pointer), code, message)
                }),
            Error::Refused(refusal) => Self {
                more: Box::new(More { refusal: Some(refusal), ..More::default() }),
                ..Self::new(ErrorCode::Refused)
            },
            Error::Conflict(conflict) => Self::new(match conflict {
                Conflict::LoginNameTaken => ErrorCode::LoginNameTaken,
                Conflict::OrganizationCodeTaken => ErrorCode::OrganizationCodeTaken,
                Conflict::RoleHeld => ErrorCode::RoleHeld,
                Conflict::ExclusiveRoles => ErrorCode::ExclusiveRoles,
                Conflict::DelegationOverlaps => ErrorCode::DelegationOverlaps,
                Conflict::InvalidStateTransition => ErrorCode::InvalidStateTransition,
                Conflict::AlreadyMerged => ErrorCode::AlreadyMerged,
                Conflict::OperationEnded => ErrorCode::OperationEnded,
                Conflict::CalendarYearBuiltIn => ErrorCode::CalendarYearBuiltIn,
                Conflict::CaptureReused => ErrorCode::CaptureReused,
                Conflict::AlreadyExists => ErrorCode::AlreadyExists,
            }),
            Error::InvalidState { status, available } => Self {
                more: Box::new(More { status: Some(status), available, ..More::default() }),
                ..Self::new(ErrorCode::InvalidStateTransition)
            },
            Error::AlreadyOpen { kind, id, number } => {
                let at = format!("/api/v1/{}/{id}", kind.declaration().path);
                Self::new(ErrorCode::AlreadyOpen)
                    .detail(format!("请在{number}（{at}）中办理"), format!("Carry it on in {number} ({at})"))
            }
            Error::VersionConflict(current) => {
                Self::new(ErrorCode::VersionConflict).header("etag", format!("\"{current}\""))
            }
            Error::SeparationOfDuties => Self::new(ErrorCode::SeparationOfDuties),
            Error::Unauthenticated(why) => Self::new(match why {
                Unauthenticated::Token => ErrorCode::Unauthenticated,
                Unauthenticated::Credentials => ErrorCode::WrongCredentials,
                Unauthenticated::Refresh => ErrorCode::InvalidGrant,
                Unauthenticated::Bootstrap => ErrorCode::InvalidBootstrapCredential,
            }),
            Error::Locked { retry_after } => {
                Self::new(ErrorCode::AccountLocked).header("retry-after", retry_after.max(1).to_string())
            }
            Error::RegistrationClosed => Self::new(ErrorCode::RegistrationClosed),
            Error::TooMany { policy, retry_after } => Self::new(ErrorCode::QuotaExceeded)
                .detail(format!("超过限额：{policy}"), format!("Limit exceeded: {policy}"))
                .header("retry-after", retry_after.max(1).to_string()),
            Error::File { code, detail } => Self::new(ErrorCode::UnusableFile)
                .detail(detail.zh.clone(), detail.en.clone())
                .fault(Place::Pointer("/file".to_owned()), code, detail),
            Error::Store(error) => Self::from(error),
        }
    }
}

impl From<StoreError> for ApiError {
    fn from(error: StoreError) -> Self {
        let code = match &error {
            StoreError::Busy => ErrorCode::TemporaryReducedCapacity,
            StoreError::Unavailable(_) => ErrorCode::StoreUnavailable,
            StoreError::Full(_) => ErrorCode::StorageFull,
            StoreError::VersionMoved => ErrorCode::VersionConflict,
            StoreError::Taken(_) => ErrorCode::AlreadyExists,
            StoreError::Corrupt { .. } | StoreError::Query(_) => ErrorCode::Internal,
        };
        let problem = Self::new(code).because(error);
        match code.status() {
            StatusCode::SERVICE_UNAVAILABLE => problem.header("retry-after", "2"),
            _ => problem,
        }
    }
}

/// The result of a handler.
pub type ApiResult<T> = Result<T, ApiError>;
