//! `corrections demo`

use std::process::ExitCode;

use clap::Args;

use super::{Common, Failure, open, say};

/// Fill an empty database with an invented roster and a believable year of work.
#[derive(Debug, Args)]
pub(super) struct Demo {
    #[command(flatten)]
    common: Common,
}

impl Demo {
    pub(super) fn run(self) -> Result<ExitCode, Failure> {
        let config = self.common.settings()?;
        let opened = open(&config, self.common.clock())?;
        say(&format!("{}: {} organisations", config.database_url, opened.world_now().tree.all().count()));
        Ok(ExitCode::SUCCESS)
    }
}
