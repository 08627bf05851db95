//! Lines for the person (or the script) at the terminal. Logs go elsewhere.

/// Writes a line for the person at the terminal.
#[expect(clippy::print_stdout, reason = "the command line speaks to a person or a pipe")]
pub fn say(line: &str) {
    println!("{line}");
}

/// Writes a line on what went wrong.
#[expect(clippy::print_stderr, reason = "the command line speaks to a person")]
pub fn complain(line: &str) {
    eprintln!("corrections: {line}");
}
