//! One installation: a folder, a database, the settings, and the command line to work on them.

use crate::{Database, Engine, Proxy, Server, binary};
use std::{
    collections::HashSet,
    fs,
    io::Write,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
    sync::Mutex,
};
use tempfile::TempDir;

/// The moment at which a site's clock starts unless the test says otherwise.
const START: &str = "2026-11-23T09:00:00+08:00";
/// The password of every account that the harness makes.
pub const PASSWORD: &str = "Wuling-Bureau-2026!";
/// The folder of papers in the site's folder.
const PAPERS: &str = "papers";
/// The code of the bureau in the built-in organisations.
const BUREAU: &str = "430702";

/// An installation that is not running yet, or between two runs; its folder and database go with it.
#[derive(Debug)]
pub struct Site {
    // Dropped first: the SQLite file lies in the folder.
    database: Database,
    home: TempDir,
    now: String,
    settings: Vec<(String, String)>,
    // What a shell does before it becomes the service.
    before: Option<String>,
    // The way to the database, where it is not the direct one.
    detour: Option<String>,
    accounts: Mutex<HashSet<String>>,
}

impl Site {
    /// An empty site; none if the engine is not to be had (see [`Database::new`]).
    pub fn new(engine: Engine) -> Option<Self> {
        let home = tempfile::Builder::new().prefix("corrections-").tempdir().expect("a temporary folder");
        let database = Database::new(engine, home.path())?;
        // Named, because the walk-through runs in another folder.
        let key = ("CORRECTIONS__KEYS__MASTER_FILE".to_owned(), home.path().join("master.key").display().to_string());
        let papers = ("CORRECTIONS__PAPERS__URL".to_owned(), format!("file://{}", home.path().join(PAPERS).display()));
        Some(Self {
            database,
            home,
            now: START.to_owned(),
            settings: vec![key, papers],
            before: None,
            detour: None,
            accounts: Mutex::default(),
        })
    }

    /// Starts the service's clock at this moment (RFC 3339).
    #[must_use]
    pub fn at(mut self, now: &str) -> Self {
        now.clone_into(&mut self.now);
        self
    }

    /// Sets one setting, by the name of its environment variable without the prefix: `AUTH__REGISTRATION_OPEN`.
    #[must_use]
    pub fn setting(mut self, name: &str, value: &str) -> Self {
        self.settings.push((format!("CORRECTIONS__{name}"), value.to_owned()));
        self
    }

    /// Has a shell run these commands, and then become the service: to limit what the service may use.
    #[must_use]
    pub fn after(mut self, commands: &str) -> Self {
        self.before = Some(commands.to_owned());
        self
    }

    /// Leads the service to its database (PostgreSQL) by way of a proxy. The command line goes the direct way.
    #[must_use]
    pub fn by_way_of(mut self, proxy: &Proxy) -> Self {
        self.detour = Some(proxy.url_instead_of(self.database.url()));
        self
    }

    /// The folder in which the service runs.
    pub fn home(&self) -> &Path {
        self.home.path()
    }

    /// The files that lie in the folder of papers, finished or not, in no order.
    pub fn papers(&self) -> Vec<PathBuf> {
        let mut folders = vec![self.home().join(PAPERS)];
        let mut files = Vec::new();
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).into_iter().flatten() {
                let path = entry.expect("an entry").path();
                if path.is_dir() { folders.push(path) } else { files.push(path) }
            }
        }
        files
    }

    /// The database, to be looked at past the service.
    pub fn database(&self) -> &Database {
        &self.database
    }

    /// A sub-command on this site's database, not started yet.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(binary());
        command.args(arguments).args(["--database-url", self.database.url()]);
        command.current_dir(self.home()).envs(self.settings.iter().cloned());
        command
    }

    /// The service, not started yet.
    pub(crate) fn service(&self, address: &str) -> Command {
        let url = self.detour.as_deref().unwrap_or(self.database.url());
        let arguments = ["serve", "--listen", address, "--now", &self.now, "--database-url", url];
        let mut command = match &self.before {
            None => Command::new(binary()),
            Some(before) => {
                let mut shell = Command::new("bash");
                shell.args(["-euc", &format!("{before}\nexec \"$@\""), "bash"]).arg(binary());
                shell
            }
        };
        command.args(arguments).current_dir(self.home()).envs(self.settings.iter().cloned());
        command
    }

    /// A shell script with this site's settings, not started yet; it stops at the first command that fails.
    pub fn shell(&self, script: &str) -> Command {
        let mut shell = Command::new("bash");
        shell.args(["-euo", "pipefail", "-c", script]);
        shell.current_dir(self.home()).envs(self.settings.iter().cloned());
        shell
    }

    /// Runs a sub-command to its end.
    pub fn run(&self, arguments: &[&str], input: &str) -> Output {
        let mut command = self.command(arguments);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("the binary starts");
        let mut stdin = child.stdin.take().expect("it has an input");
        // A command that reads nothing may be gone already.
        let _ = stdin.write_all(input.as_bytes());
        drop(stdin);
        child.wait_with_output().expect("it ends")
    }

    /// Starts the service and waits until it is ready.
    pub fn serve(&self) -> Server<'_> {
        Server::start(self)
    }

    /// Makes an account for a role at an organisation, once, and returns its login name.
    pub(crate) fn account(&self, role: &str, organization: &str) -> String {
        let login_name = format!("{}.{organization}", role.replace('_', "-"));
        let mut accounts = self.accounts.lock().expect("no test panicked while it made an account");
        if accounts.insert(login_name.clone()) {
            let output = self.run(
                &[
                    "account",
                    "create",
                    "--login-name",
                    &login_name,
                    "--role",
                    role,
                    "--organization",
                    organization,
                    "--name",
                    "测试人员",
                    "--now",
                    &self.now,
                    "--password-stdin",
                ],
                PASSWORD,
            );
            assert!(output.status.success(), "account create: {}", String::from_utf8_lossy(&output.stderr));
        }
        login_name
    }

    /// Where a role sits in the built-in organisations; none for the office roles, which sit in any office.
    pub(crate) fn seat(role: &str) -> Option<&'static str> {
        match role {
            "office_officer" | "office_head" => None,
            "city_reviewer" => Some("4307"),
            "province_reviewer" | "province_reader" => Some("43"),
            _ => Some(BUREAU),
        }
    }
}
