//! app

pub mod roster;
