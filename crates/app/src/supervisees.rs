//! Supervisees: registered, read, corrected; everything that follows from a case file kept up with it.

mod admission;
mod as_of;
mod correction;
mod disclosure;
mod history;
mod overview;
mod reading;
mod reassignment;
mod record;
mod settle;

pub use admission::{Admission, admit, register, would_admit};
pub(crate) use admission::{initials, insert_person, lock_person, person_entry, refusing};
pub use as_of::{AsOf, as_of, case_file_at};
pub use correction::correct;
pub(crate) use correction::correct_residence;
pub use disclosure::{DISCLOSABLE, Disclosed, disclose};
pub use history::{Change, HistoryEntry, history};
pub use overview::{FoundDefect, Told, defects, get_with_summary, medical_timeline, timeline};
pub(crate) use reading::most;
pub use reading::{Listed, Sought, get_detail, list, search, shown_name};
pub(crate) use reassignment::{Holder, hand_over, reassign};
pub use record::Draft;
pub(crate) use record::{Loaded, part};
pub use settle::settle;
pub(crate) use settle::{resettle_all, settle_anew};
