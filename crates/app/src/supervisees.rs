//! Supervisees: registered, read, corrected; everything that follows from a case file kept up with it.

mod admission;
mod as_of;
mod correction;
mod disclosure;
mod history;
mod reading;
mod reassignment;
mod record;
mod settle;

pub(crate) use admission::initials;
pub use admission::{Admission, admit, register, would_admit};
pub use as_of::{AsOf, as_of, case_file_at};
pub use correction::correct;
pub use disclosure::{DISCLOSABLE, Disclosed, disclose};
pub use history::{Change, HistoryEntry, history};
pub(crate) use reading::most;
pub use reading::{Listed, Sought, get_detail, list, search, shown_name};
pub(crate) use reassignment::{Holder, reassign};
pub use record::Draft;
pub(crate) use settle::resettle_all;
pub use settle::settle;
