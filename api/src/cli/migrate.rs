//! `corrections migrate`

use std::process::ExitCode;

use clap::Args;

use super::{Common, Failure, open, say};

/// Bring the database to the schema of this program.
#[derive(Debug, Args)]
pub(super) struct Migrate {
    #[command(flatten)]
    common: Common,
}

impl Migrate {
    pub(super) fn run(self) -> Result<ExitCode, Failure> {
        let config = self.common.settings()?;
        let opened = open(&config, self.common.clock())?;
        say(&format!("{}: up to date, {} organisations", config.database_url, opened.world_now().tree.all().count()));
        Ok(ExitCode::SUCCESS)
    }
}
