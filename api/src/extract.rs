//! What handlers are given: the caller, the parsed body and query, the preconditions. Each refuses what it cannot read.

mod accept;
mod actor;
mod body;
mod idempotency;
mod if_match;
mod json;
mod language;
mod query;
mod upload;
mod visitor;

pub use accept::Accept;
pub use actor::{Bearer, Caller};
pub use body::{BodyDigest, read_body};
pub use idempotency::{Idempotency, IdempotentRequest};
pub use if_match::{IfMatch, IfNoneMatch, PutCondition};
pub use json::{Json, MergePatch, parse};
pub use language::{Lang, language_of};
pub use query::{Day, Id, Moment, Query, plus_restored};
pub use upload::Upload;
pub use visitor::Visitor;
