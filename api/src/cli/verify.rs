//! `corrections verify`

use std::process::ExitCode;

use clap::Args;
use store::journal;

use super::{Common, Failure, open, say};

/// Walk the hash chains of the journal. Exit code 1 when one does not hold.
#[derive(Debug, Args)]
pub(super) struct Verify {
    #[command(flatten)]
    common: Common,
}

impl Verify {
    pub(super) fn run(self) -> Result<ExitCode, Failure> {
        let config = self.common.settings()?;
        let opened = open(&config, self.common.clock())?;
        let chains = opened.db.read_blocking(journal::verify)?;
        let world = opened.world_now();
        let mut sound = true;
        for chain in chains {
            let name = world.tree.get(chain.chain).map_or("platform", |organization| organization.name.as_str());
            match chain.broken_at {
                None => say(&format!("{name}: {} entries, the chain holds", chain.entries)),
                Some(sequence) => {
                    sound = false;
                    say(&format!("{name}: {} entries, BROKEN at sequence {sequence}", chain.entries));
                }
            }
        }
        Ok(if sound { ExitCode::SUCCESS } else { ExitCode::FAILURE })
    }
}
