//! `corrections account`: accounts from the command line, for the first administrator and for scripts.
//!
//! A password given here is the giver's own responsibility: it only has to have 8 to 128 characters, and it neither expires nor
//! must be changed, unless `--must-change`.

use std::io::Read;
use std::process::ExitCode;

use app::accounts::{self, Enrolment};
use app::auth::{Hasher, PASSWORD_MAX_LENGTH};
use app::error::{Error, Invalid};
use clap::{Args, Subcommand};
use domain::code::{Code, Post, Role};
use domain::organization::Tree;
use secrecy::{ExposeSecret, SecretString};
use store::accounts::AccountFilter;
use store::{Origin, Tx};

use super::{Common, Failure, Opened, complain, open, say};

/// The fewest characters of a password given here.
const PASSWORD_MIN_LENGTH: usize = 8;

/// Create, list, unlock accounts; reset their passwords.
#[derive(Debug, Args)]
pub(super) struct ManageAccounts {
    #[command(subcommand)]
    command: AccountCommand,
}

#[derive(Debug, Subcommand)]
enum AccountCommand {
    /// Create an account with a role, and the staff entry it is tied to.
    Create(Create),
    /// List the accounts.
    List(List),
    /// Lift the lock that wrong passwords put on a login name.
    Unlock(Unlock),
    /// Set another password and end every session of the account.
    ResetPassword(ResetPassword),
}

#[derive(Debug, Args)]
struct Create {
    #[command(flatten)]
    common: Common,
    /// What is typed at login.
    #[arg(long)]
    login_name: String,
    /// The role, by code.
    #[arg(long, value_parser = code::<Role>)]
    role: Role,
    /// Where the person works, by code: `430702`.
    #[arg(long, value_name = "CODE")]
    organization: String,
    /// The person's name.
    #[arg(long)]
    name: String,
    /// The kind of post: established, contracted or seconded.
    #[arg(long, value_parser = code::<Post>, default_value = "established")]
    post: Post,
    #[command(flatten)]
    password: Password,
}

#[derive(Debug, Args)]
struct List {
    #[command(flatten)]
    common: Common,
}

#[derive(Debug, Args)]
struct Unlock {
    #[command(flatten)]
    common: Common,
    /// What is typed at login.
    #[arg(long)]
    login_name: String,
}

#[derive(Debug, Args)]
struct ResetPassword {
    #[command(flatten)]
    common: Common,
    /// What is typed at login.
    #[arg(long)]
    login_name: String,
    #[command(flatten)]
    password: Password,
}

/// A password, never on the command line itself: that stands in the list of processes.
#[derive(Debug, Args)]
struct Password {
    /// Read the password from standard input.
    #[arg(long, required = true)]
    password_stdin: bool,
    /// The password must be changed at the first login.
    #[arg(long)]
    must_change: bool,
}

impl ManageAccounts {
    pub(super) fn run(self) -> Result<ExitCode, Failure> {
        let outcome = match self.command {
            AccountCommand::Create(command) => command.run(),
            AccountCommand::List(command) => command.run(),
            AccountCommand::Unlock(command) => command.run(),
            AccountCommand::ResetPassword(command) => command.run(),
        };
        match outcome {
            Ok(()) => Ok(ExitCode::SUCCESS),
            Err(Stopped::Refused(error)) => {
                explain(&error);
                Ok(ExitCode::FAILURE)
            }
            Err(Stopped::Failed(failure)) => Err(failure),
        }
    }
}

/// Why a sub-command did not do its work: it was told no, or something failed.
enum Stopped {
    Refused(Error),
    Failed(Failure),
}

impl From<Error> for Stopped {
    fn from(error: Error) -> Self {
        Self::Refused(error)
    }
}

impl From<Failure> for Stopped {
    fn from(failure: Failure) -> Self {
        Self::Failed(failure)
    }
}

impl Create {
    fn run(self) -> Result<(), Stopped> {
        let password = self.password.read()?;
        let opened = opened(&self.common)?;
        let world = opened.world_now();
        let Some(organization) = world.tree.by_code(&self.organization) else {
            return Err(Failure::from(format!("no organisation has the code {}", self.organization)).into());
        };
        let new = Enrolment {
            organization_id: organization.id,
            name: self.name,
            post: self.post,
            position: None,
            login_name: self.login_name,
            password_hash: Hasher::new(opened.db.keyring()).hash(&password)?,
            password_expires: self.password.must_change,
            must_change_password: self.password.must_change,
            role: Some(self.role),
        };
        let account = write(&opened, move |tx, tree| accounts::enrol(tx, tree, new))?;
        say(&format!("{} {} {}", account.id, account.login_name, self.role));
        Ok(())
    }
}

impl List {
    fn run(self) -> Result<(), Stopped> {
        let opened = opened(&self.common)?;
        let world = opened.world_now();
        let organizations = world.tree.all().map(|organization| organization.id).collect();
        let now = opened.clock.now();
        let everyone = AccountFilter { organizations, state: None, after: None, limit: i64::MAX };
        for account in opened.db.read_blocking(|conn| accounts::with_holders(conn, &everyone, now))? {
            let place = world.tree.get(account.organization_id).map_or("?", |organization| organization.code.as_str());
            let roles: Vec<&str> = account.roles.iter().map(|role| role.code()).collect();
            say(&format!(
                "{} {} {} {} {} {}",
                account.id,
                account.login_name,
                account.name,
                place,
                account.state,
                roles.join(",")
            ));
        }
        Ok(())
    }
}

impl Unlock {
    fn run(self) -> Result<(), Stopped> {
        let opened = opened(&self.common)?;
        let account = write(&opened, move |tx, tree| accounts::unlock_by_name(tx, tree, &self.login_name))?;
        say(&format!("{} {} unlocked", account.id, account.login_name));
        Ok(())
    }
}

impl ResetPassword {
    fn run(self) -> Result<(), Stopped> {
        let password = self.password.read()?;
        let opened = opened(&self.common)?;
        let hash = Hasher::new(opened.db.keyring()).hash(&password)?;
        let (name, must_change) = (self.login_name, self.password.must_change);
        let account = write(&opened, move |tx, tree| accounts::reset_by_name(tx, tree, &name, &hash, must_change))?;
        say(&format!("{} {} has another password", account.id, account.login_name));
        Ok(())
    }
}

impl Password {
    /// What stands on standard input, without the line's end.
    fn read(&self) -> Result<SecretString, Failure> {
        let mut text = String::new();
        std::io::stdin().read_to_string(&mut text)?;
        let password = SecretString::from(text.trim_end_matches(['\r', '\n']));
        let length = password.expose_secret().chars().count();
        if (PASSWORD_MIN_LENGTH..=PASSWORD_MAX_LENGTH).contains(&length) {
            Ok(password)
        } else {
            Err(format!(
                "the password must have {PASSWORD_MIN_LENGTH} to {PASSWORD_MAX_LENGTH} characters, not {length}"
            )
            .into())
        }
    }
}

fn opened(common: &Common) -> Result<Opened, Failure> {
    open(&common.settings()?, common.clock())
}

fn write<T: Send + 'static>(
    opened: &Opened,
    work: impl FnOnce(&mut Tx<'_>, &Tree) -> Result<T, Error> + Send + 'static,
) -> Result<T, Error> {
    let origin = Origin { actor: "command_line".to_owned(), at: opened.clock.now(), trace_id: String::new() };
    let world = opened.world_now();
    opened.db.write_blocking(origin, move |tx| work(tx, &world.tree))
}

/// Says in words why it was refused.
fn explain(error: &Error) {
    let Error::Invalid(faults) = error else { return complain(&error.to_string()) };
    for Invalid { pointer, code, message } in faults {
        complain(&format!("{}: {} / {} ({code})", pointer.trim_start_matches('/'), message.en, message.zh));
    }
}

fn code<C: Code>(text: &str) -> Result<C, String> {
    C::parse(text).ok_or_else(|| {
        let known: Vec<&str> = C::ALL.iter().map(|word| word.code()).collect();
        format!("one of {}", known.join(", "))
    })
}
