//! Proceedings (程序): one machine for every matter that passes through several hands and ends in a decision.
//!
//! Leave, warning, electronic monitoring, transfer, release differ in data and in law, not in machinery. A **kind** declares, in one
//! file below, its content, the [`Move`]s between its states and what the law makes of it ([`Kind`]); the **kernel** ([`take`],
//! [`available_actions`]) does for all of them what is the same: who may act and at which level, four eyes, the climb of opinions
//! to the level that decides, return for completion, withdrawal, late entry with both dates, annulment of an act recorded in error.
//!
//! A proceeding is its content and its steps; its status is that of the last step that stands. Nothing of it is ever overwritten.
//!
//! To add a kind: one file here with its content and its `impl Kind`, one line in `content.rs`, one in
//! [`ProceedingKind`](crate::code::ProceedingKind).

mod act;
pub mod admonition;
pub mod breach_inquiry;
pub mod class_change;
pub mod commendation;
pub mod committal;
pub mod commutation;
pub mod complaint;
pub mod contact_permission;
mod content;
mod diagram;
pub mod dwelling_change;
pub mod electronic_monitoring;
pub mod ground_end;
pub mod guarantor_change;
pub mod interval_change;
mod kernel;
mod kind;
mod ladder;
pub mod leave;
pub mod lost_contact_search;
mod measure;
pub mod medical_examination;
pub mod medical_review;
pub mod monthly_appraisal;
mod moves;
mod notice;
mod outside_prison;
pub mod place_entry;
pub mod police_punishment;
pub mod procuratorial_opinion;
pub mod proposal;
mod publicity;
pub mod recurring_travel;
pub mod release;
mod reply;
mod required;
mod reviews;
pub mod revocation;
#[cfg(feature = "schema")]
mod schema;
pub mod social_investigation;
mod stated;
mod step;
pub mod termination;
pub mod transfer;
pub mod warning;

pub use act::*;
pub use content::Content;
pub use diagram::diagram;
pub use kernel::{AvailableAction, Denied, Doer, available_actions, awaits, edit, open, permissions, take};
pub use kind::{Assessment, Authority, Ending, Kind, Matter, Place, Warning};
pub use ladder::{BreachAbsence, EarlierMeasures};
pub use medical_review::Ladder;
pub use moves::{By, Declaration, Move, To};
pub use notice::{Notice, NoticeDuty, notices};
pub use required::required;
#[cfg(feature = "schema")]
pub use schema::NamedSchema;
pub use step::{Fault, Proceeding, Signer, Step};
