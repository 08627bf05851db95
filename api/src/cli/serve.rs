//! `corrections serve`

use std::net::SocketAddr;
use std::process::ExitCode;
use std::sync::Arc;

use clap::Args;

use super::{Common, Failure, open};
use crate::{server, telemetry};

/// Serve the API.
#[derive(Debug, Args)]
pub(super) struct Serve {
    #[command(flatten)]
    common: Common,
    /// The address to listen on.
    #[arg(long, value_name = "HOST:PORT")]
    listen: Option<SocketAddr>,
}

impl Serve {
    pub(super) fn run(self) -> Result<ExitCode, Failure> {
        let config = self.common.settings_with(|written| {
            if let Some(listen) = self.listen {
                written.set("server.listen", listen.to_string());
            }
        })?;
        telemetry::start(&config.log_filter)?;
        let opened = open(&config, self.common.clock())?;
        actix_web::rt::System::new().block_on(server::serve(opened, Arc::new(config)))?;
        Ok(ExitCode::SUCCESS)
    }
}
