//! Process-wide settings of the embedded SQLite, made once before its first connection.
//!
//! The query planner stability guarantee (QPSG) keeps a cached statement's plan when a parameter that the planner
//! looked at (`LIMIT ?`, `LIKE ?`) is bound again; without it SQLite compiles the statement anew on each use, which
//! makes a read by key about four times dearer. Its price: `LIKE ?` uses no index prefix, so a search by prefix is
//! written as a range.

use std::ffi::{c_char, c_int};
use std::sync::Once;

use libsqlite3_sys as ffi;

static TUNED: Once = Once::new();

/// Tunes SQLite for this process. The first call counts; it must come before any connection is opened.
#[expect(unsafe_code, reason = "SQLite's own configuration has no safe binding")]
pub(crate) fn tune_process() {
    let off: c_int = 0;
    TUNED.call_once(|| {
        // SAFETY: the calls happen once, before SQLite is initialised by the first connection. Connections are
        // used by one thread at a time (diesel's are not `Sync`), which is what MULTITHREAD asks for. The
        // extension entry point lives as long as the process.
        unsafe {
            ffi::sqlite3_config(ffi::SQLITE_CONFIG_MULTITHREAD);
            ffi::sqlite3_config(ffi::SQLITE_CONFIG_MEMSTATUS, off);
            ffi::sqlite3_auto_extension(Some(stable_plans));
        }
    });
}

/// Called by SQLite for each new connection.
#[expect(unsafe_code, reason = "SQLite calls it through a C pointer")]
unsafe extern "C" fn stable_plans(
    db: *mut ffi::sqlite3,
    _error: *mut *mut c_char,
    _api: *const ffi::sqlite3_api_routines,
) -> c_int {
    let on: c_int = 1;
    // SAFETY: `db` is the connection that SQLite is opening; the variadic arguments are those of this setting.
    unsafe { ffi::sqlite3_db_config(db, ffi::SQLITE_DBCONFIG_ENABLE_QPSG, on, std::ptr::null_mut::<c_int>()) }
}
