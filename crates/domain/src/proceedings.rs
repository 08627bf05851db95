//! Proceedings (程序): one machine for every matter that passes through several hands and ends in a decision.
//!
//! Leave, warning, electronic monitoring, transfer, release differ in data and in law, not in machinery. A **kind** declares, in one
//! file below, its content, the [`Move`]s between its states and what the law makes of it ([`Kind`]); the **kernel** ([`take`],
//! [`available_actions`]) does for all of them what is the same: who may act and at which level, four eyes, the climb of opinions
//! to the level that decides, return for completion, withdrawal, late entry with both dates, annulment of an act recorded in error.
//!
//! A proceeding is its content and its steps; its status is that of the last step that stands. Nothing of it is ever overwritten.
//!
//! To add a kind: one file here with its content and its `impl Kind`, one line in [`content`], one in
//! [`ProceedingKind`](crate::code::ProceedingKind).

mod act;
mod content;
mod diagram;
mod kernel;
mod kind;
pub mod leave;
mod moves;
mod notice;
#[cfg(feature = "schema")]
mod schema;
mod step;

pub use act::*;
pub use content::Content;
pub use diagram::diagram;
pub use kernel::{AvailableAction, Denied, Doer, available_actions, awaits, open, permissions, take};
pub use kind::{Assessment, Authority, Ending, Kind, Matter, Place, Warning};
pub use moves::{By, Declaration, Move, To};
pub use notice::{Notice, NoticeDuty, notices};
#[cfg(feature = "schema")]
pub use schema::NamedSchema;
pub use step::{Fault, Proceeding, Signer, Step};
