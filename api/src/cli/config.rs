//! `corrections config`

use std::process::ExitCode;

use clap::Args;

use super::{Common, Failure, say};

/// Print the settings in force, without secrets.
#[derive(Debug, Args)]
pub(super) struct ShowConfig {
    #[command(flatten)]
    common: Common,
}

impl ShowConfig {
    pub(super) fn run(self) -> Result<ExitCode, Failure> {
        for line in self.common.settings()?.lines() {
            say(&line);
        }
        Ok(ExitCode::SUCCESS)
    }
}
