//! The command line: one file a sub-command. Every one that opens the database migrates it and loads the organisations first.

mod account;
mod config;
mod demo;
mod import;
mod migrate;
mod openapi;
mod proceedings;
mod rule;
mod serve;
mod verify;

use std::path::PathBuf;
use std::process::ExitCode;

use chrono::{DateTime, Utc};
use clap::{Args, Parser, Subcommand};

use crate::clock::Clock;
use crate::config::{Config, Mode, Written};
use crate::startup::{Failure, Opened, open};
use crate::terminal::{complain, say};

/// The service of a community-corrections bureau.
#[derive(Debug, Parser)]
#[command(name = "corrections", version, about)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve the API.
    Serve(serve::Serve),
    /// Bring the database to the schema of this program.
    Migrate(migrate::Migrate),
    /// Import a roster.
    Import(import::Import),
    /// Fill an empty database with an invented roster and a year of work.
    Demo(demo::Demo),
    /// Print the OpenAPI document.
    Openapi(openapi::Openapi),
    /// Print the kinds of proceedings with their states and moves, as a page.
    Proceedings(proceedings::Proceedings),
    /// Create, list, unlock accounts; reset their passwords.
    Account(account::ManageAccounts),
    /// Ask the law: a rule, a due date, a term, who approves, what follows.
    Rule(rule::AskRule),
    /// Walk the hash chains of the journal.
    Verify(verify::Verify),
    /// Print the settings in force, without secrets.
    Config(config::ShowConfig),
}

/// Options that every sub-command with settings knows.
#[derive(Debug, Clone, Default, Args)]
pub struct Common {
    /// A TOML file of settings. The environment (`CORRECTIONS__DATABASE__URL`) and the options below override it.
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// `sqlite://FILE` or `postgres://…`
    #[arg(long, value_name = "URL")]
    pub database_url: Option<String>,
    /// The organisations to load; those of Wuling, built in, when none is named.
    #[arg(long, value_name = "FILE")]
    pub organizations: Option<PathBuf>,
    /// Start the clock at this moment (RFC 3339); refused in production.
    #[arg(long, value_name = "RFC3339")]
    pub now: Option<DateTime<Utc>>,
}

impl Cli {
    /// Runs the sub-command.
    pub fn run(self) -> ExitCode {
        let outcome = match self.command {
            Command::Serve(command) => command.run(),
            Command::Migrate(command) => command.run(),
            Command::Import(command) => command.run(),
            Command::Demo(command) => command.run(),
            Command::Openapi(command) => command.run(),
            Command::Proceedings(command) => command.run(),
            Command::Account(command) => command.run(),
            Command::Rule(command) => command.run(),
            Command::Verify(command) => command.run(),
            Command::Config(command) => command.run(),
        };
        match outcome {
            Ok(code) => code,
            Err(failure) => {
                complain(&failure.to_string());
                ExitCode::FAILURE
            }
        }
    }
}

impl Common {
    /// The checked settings.
    pub fn settings(&self) -> Result<Config, Failure> {
        self.settings_with(|_| {})
    }

    /// The checked settings, with more options on top.
    pub fn settings_with(&self, more: impl FnOnce(&mut Written)) -> Result<Config, Failure> {
        let mut written = Written::read(self.config.as_deref())?;
        if let Some(url) = &self.database_url {
            written.set("database.url", url);
        }
        if let Some(file) = &self.organizations {
            written.set("organizations.file", file.to_string_lossy());
        }
        more(&mut written);
        let config = Config::check(written)?;
        if self.now.is_some() && config.mode == Mode::Production {
            return Err("--now is refused in production mode".into());
        }
        Ok(config)
    }

    /// The clock.
    pub fn clock(&self) -> Clock {
        self.now.map_or_else(Clock::default, Clock::starting_at)
    }
}
