//! The `corrections` program.

use std::process::ExitCode;

use clap::Parser;
use corrections_api::cli::Cli;

fn main() -> ExitCode {
    Cli::parse().run()
}
