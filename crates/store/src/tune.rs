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

#[cfg(test)]
mod tests {
    use super::*;

    /// How often SQLite compiled a statement anew while a key and a limit were bound to it again and again.
    #[expect(unsafe_code, reason = "SQLite's own counters have no safe binding")]
    fn recompilations(qpsg: bool) -> c_int {
        let off: c_int = 0;
        let (mut db, mut statement) = (std::ptr::null_mut(), std::ptr::null_mut());
        // SAFETY: the texts end in NUL; the connection and the statement are used on this thread alone and closed here.
        unsafe {
            assert_eq!(ffi::sqlite3_open(c":memory:".as_ptr(), &raw mut db), ffi::SQLITE_OK);
            if !qpsg {
                let unread = std::ptr::null_mut::<c_int>();
                ffi::sqlite3_db_config(db, ffi::SQLITE_DBCONFIG_ENABLE_QPSG, off, unread);
            }
            let table = c"create table t (id text primary key) strict; insert into t values ('a'), ('b'); analyze;";
            let nothing = std::ptr::null_mut();
            ffi::sqlite3_exec(db, table.as_ptr(), None, nothing, std::ptr::null_mut());
            let read = c"select id from t where id = ? limit ?";
            ffi::sqlite3_prepare_v3(db, read.as_ptr(), -1, 0, &raw mut statement, std::ptr::null_mut());
            for round in 1..=10 {
                ffi::sqlite3_bind_text(statement, 1, c"a".as_ptr(), -1, ffi::SQLITE_STATIC());
                ffi::sqlite3_bind_int64(statement, 2, round);
                assert_eq!(ffi::sqlite3_step(statement), ffi::SQLITE_ROW);
                ffi::sqlite3_reset(statement);
            }
            let count = ffi::sqlite3_stmt_status(statement, ffi::SQLITE_STMTSTATUS_REPREPARE, 0);
            ffi::sqlite3_finalize(statement);
            ffi::sqlite3_close(db);
            count
        }
    }

    #[test]
    fn a_statement_is_compiled_once_however_often_its_limit_is_bound() {
        tune_process();
        assert_eq!(recompilations(true), 0);
        assert!(recompilations(false) > 0, "without the guarantee this test would see it");
    }
}
