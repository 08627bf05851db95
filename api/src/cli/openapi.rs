//! `corrections openapi`

use std::process::ExitCode;

use clap::Args;

use super::{Failure, say};
use crate::openapi;

/// Print the OpenAPI document as YAML.
#[derive(Debug, Args)]
pub(super) struct Openapi {}

impl Openapi {
    pub(super) fn run(self) -> Result<ExitCode, Failure> {
        say(openapi::yaml()?.trim_end());
        Ok(ExitCode::SUCCESS)
    }
}
