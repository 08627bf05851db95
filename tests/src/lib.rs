//! The harness of the black-box tests: it starts the real `corrections` binary on a database of its own and speaks HTTP
//! to it.
//!
//! A test names what it tests and gets a [`Site`], once on SQLite and once on PostgreSQL:
//!
//! ```ignore
//! on_both_engines!(a_stranger_gets_no_list, |site| {
//!     let server = site.serve();
//!     server.stranger().get("supervisees").problem(401, "unauthenticated");
//! });
//! ```
//!
//! What is not here: knowledge of how the service works inside. The harness knows its command line, its environment and
//! its contract.
#![expect(
    clippy::expect_used,
    clippy::panic,
    clippy::disallowed_methods,
    clippy::indexing_slicing,
    clippy::print_stderr,
    reason = "a harness stops the test with a word, waits by sleeping, and reads the environment of the test run"
)]

mod answer;
mod binary;
mod database;
mod proxy;
mod server;
mod session;
mod site;

pub use answer::Answer;
pub use binary::binary;
pub use database::{Database, Engine};
pub use proxy::Proxy;
pub use server::Server;
pub use session::{Request, Session};
pub use site::{PASSWORD, Site};
use std::{
    path::PathBuf,
    thread,
    time::{Duration, Instant},
};

/// The repository's folder.
pub fn repository() -> PathBuf {
    let package = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    package.parent().expect("the package lies in the repository").to_path_buf()
}

/// Whether this run is CI's, where nothing may be left out.
pub fn in_ci() -> bool {
    std::env::var("CI").is_ok_and(|ci| ci == "true")
}

/// The bytes of a file in `tests/fixtures`.
pub fn fixture(name: &str) -> Vec<u8> {
    let path = repository().join("tests/fixtures").join(name);
    std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Lets time pass: for what happens at a moment and not upon a sign.
pub fn pause(time: Duration) {
    thread::sleep(time);
}

/// Polls until there is an answer; stops the test if there is none within the limit.
pub fn wait_for<T>(what: &str, limit: Duration, mut poll: impl FnMut() -> Option<T>) -> T {
    let start = Instant::now();
    loop {
        if let Some(answer) = poll() {
            return answer;
        }
        assert!(start.elapsed() < limit, "{what}: not within {limit:?}");
        thread::sleep(Duration::from_millis(20));
    }
}

/// Makes two tests of one body, `NAME::sqlite` and `NAME::postgres`; the body gets an empty [`Site`].
///
/// Without `TEST_DATABASE_URL` the second says loudly that it did not run; in CI it then fails.
#[macro_export]
macro_rules! on_both_engines {
    ($name:ident, |$site:ident| $body:block) => {
        mod $name {
            #[allow(unused_imports, reason = "a body need not use its module's imports")]
            use super::*;

            fn body($site: $crate::Site) $body

            #[test]
            fn sqlite() {
                if let Some(site) = $crate::Site::new($crate::Engine::Sqlite) {
                    body(site);
                }
            }

            #[test]
            fn postgres() {
                if let Some(site) = $crate::Site::new($crate::Engine::Postgres) {
                    body(site);
                }
            }
        }
    };
}
