//! What handlers are given: the caller, the parsed body and query, the preconditions. Each refuses what it cannot read.

mod accept;
mod actor;
mod body;
mod form;
mod idempotency;
mod if_match;
mod items;
mod json;
mod language;
mod query;
mod upload;
mod visitor;

pub use accept::Accept;
pub use actor::{Bearer, Caller};
pub use body::{BodyDigest, read_body, too_large};
pub use form::{Form, Part};
pub use idempotency::{Idempotency, IdempotentRequest};
pub use if_match::{IfMatch, IfNoneMatch, PutCondition};
pub use items::{member_of, read_item};
pub use json::{Json, MergePatch, Unread, parse, read_value};
pub use language::{Lang, language_of};
pub use query::{Day, Id, Ids, Moment, Query, plus_restored};
pub use upload::{Upload, missing_part, repeated_part, unknown_part};
pub use visitor::Visitor;
