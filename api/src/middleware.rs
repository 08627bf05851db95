//! What wraps every request: trace, log line, security headers, panics, problems, the contract's parameters.

mod contract;
mod frame;
mod limits;
mod trace;
mod unread;

pub use contract::{Contract, enforce, fallback};
pub use frame::frame;
pub use limits::{Limits, limit};
pub use trace::TraceId;
