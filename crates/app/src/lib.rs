//! The use cases: load the case file, ask the law, apply, reconcile the clocks, journal. Shared by HTTP, the command line and
//! background work; knows nothing of any of them.

pub mod accounts;
mod anew;
pub mod auth;
pub mod calendar;
pub mod clocks;
pub mod context;
pub mod demo;
pub mod error;
mod images;
pub mod imports;
pub mod merge_patch;
pub mod operations;
pub mod organizations;
pub mod papers;
pub mod persons;
pub mod proceedings;
pub mod recompute;
pub mod records;
pub mod revocations;
pub mod roster;
pub mod rules;
pub mod sheets;
pub mod staff;
pub mod supervisees;
pub mod sweep;
pub mod worker;
pub mod world;
