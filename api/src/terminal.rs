//! Lines for the person (or the script) at the terminal. Logs go elsewhere.

use std::io::{ErrorKind, Write, stdout};
use std::process::exit;

/// Writes a line for the person at the terminal. A reader who has seen enough (`| head`) is no fault; output that is lost for any
/// other reason ends the program as failed, so that no script takes half an answer for a whole one.
pub fn say(line: &str) {
    match writeln!(stdout(), "{line}") {
        Ok(()) => {}
        Err(error) if error.kind() == ErrorKind::BrokenPipe => {}
        Err(error) => {
            complain(&format!("the answer cannot be written: {error}"));
            exit(1);
        }
    }
}

/// Writes a line on what went wrong.
#[expect(clippy::print_stderr, reason = "the command line speaks to a person")]
pub fn complain(line: &str) {
    eprintln!("corrections: {line}");
}
