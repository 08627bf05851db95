//! Proceedings: the kernel, played by hand, and each kind's own law.

mod acting;
mod admonition;
mod breach_inquiry;
mod class_change;
mod commendation;
mod commutation;
mod complaint;
mod contact_permission;
mod dwelling_change;
mod electronic_monitoring;
mod kernel;
pub(crate) mod leave;
mod lost_contact_search;
mod matrix;
mod monthly_appraisal;
mod place_entry;
pub(crate) mod play;
mod police_punishment;
mod procuratorial_opinion;
mod recurring_travel;
mod release;
mod social_investigation;
mod termination;
mod transfer;
mod warning;
