//! The running service.

use crate::{Answer, Session, Site, wait_for};
use serde_json::json;
use std::{
    fs::{self, File},
    net::TcpListener,
    process::{Child, Command, ExitStatus, Stdio},
    thread,
    time::Duration,
};

const START_LIMIT: Duration = Duration::from_secs(60);
const STOP_LIMIT: Duration = Duration::from_secs(35);
/// The file in the site's folder that takes what the service says.
const LOG: &str = "server.log";

/// A service that runs on a site; stopped when dropped.
#[derive(Debug)]
pub struct Server<'site> {
    site: &'site Site,
    child: Child,
    address: String,
}

impl<'site> Server<'site> {
    pub(crate) fn start(site: &'site Site) -> Self {
        // Another process may take the port between our asking and the service's binding it.
        (0..3)
            .find_map(|_| Self::try_start(site))
            .unwrap_or_else(|| panic!("the service does not start:\n{}", log_of(site)))
    }

    fn try_start(site: &'site Site) -> Option<Self> {
        let address = free_address();
        let log = File::options().create(true).append(true).open(site.home().join(LOG)).expect("a log file");
        let child = site
            .service(&address)
            .stdin(Stdio::null())
            .stdout(log.try_clone().expect("a second handle"))
            .stderr(log)
            .spawn()
            .expect("the binary starts");
        let mut server = Self { site, child, address };
        let ready = wait_for("the service to be ready", START_LIMIT, || {
            if server.child.try_wait().expect("its state").is_some() {
                return Some(false);
            }
            let answer = server.stranger().try_get(&server.url("/readyz"))?;
            (answer.status() == 200).then_some(true)
        });
        ready.then_some(server)
    }

    /// `HOST:PORT`.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// The URL of a path below the server's root.
    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// What the service has logged, in all its runs on this site.
    pub fn log(&self) -> String {
        log_of(self.site)
    }

    /// Someone without a token.
    pub fn stranger(&self) -> Session {
        Session::new(self.url("/api/v1"), None)
    }

    /// Someone with this token.
    pub fn bearer(&self, token: &str) -> Session {
        Session::new(self.url("/api/v1"), Some(token.to_owned()))
    }

    /// Someone of this role, logged in, where that role sits; office roles sit in the first office.
    pub fn login(&self, role: &str) -> Session {
        match Site::seat(role) {
            Some(organization) => self.login_at(role, organization),
            None => self.login_at(role, &self.first_office()),
        }
    }

    /// Someone of this role, logged in, at the organisation of this code.
    pub fn login_at(&self, role: &str, organization: &str) -> Session {
        let login_name = self.site.account(role, organization);
        let answer = self.password_login(&login_name, crate::site::PASSWORD);
        let token = answer.expect(200)["access_token"].as_str().expect("an access token").to_owned();
        self.bearer(&token)
    }

    /// One attempt to log in.
    pub fn password_login(&self, login_name: &str, password: &str) -> Answer {
        self.stranger().post("auth/login", &json!({ "login_name": login_name, "password": password }))
    }

    fn first_office(&self) -> String {
        let organizations = self.login("bureau_head").get("organizations?limit=200").expect(200);
        let offices = organizations["items"].as_array().expect("items");
        let office = offices.iter().find(|item| item["level"] == "office").expect("the built-in bureau has offices");
        office["code"].as_str().expect("a code").to_owned()
    }

    /// Its process.
    pub fn process(&self) -> u32 {
        self.child.id()
    }

    /// Asks it to stop (SIGTERM).
    pub fn ask_to_stop(&self) {
        self.signal("TERM");
    }

    /// Asks it to stop and waits until it has.
    pub fn stop(mut self) -> ExitStatus {
        self.ask_to_stop();
        self.wait()
    }

    /// Kills it (SIGKILL), as a power cut would.
    pub fn kill(mut self) -> ExitStatus {
        self.child.kill().expect("it runs");
        self.wait()
    }

    fn signal(&self, name: &str) {
        let status = Command::new("kill").args([&format!("-{name}"), &self.child.id().to_string()]).status();
        assert!(status.expect("kill runs").success(), "kill -{name}");
    }

    fn wait(&mut self) -> ExitStatus {
        wait_for("the service to stop", STOP_LIMIT, || self.child.try_wait().expect("its state"))
    }
}

impl Drop for Server<'_> {
    fn drop(&mut self) {
        // Stopped already, or to be stopped now: either way nothing is left to report.
        let _ = self.child.kill();
        let _ = self.child.wait();
        if thread::panicking() {
            eprintln!("--- the service's log\n{}", self.log());
        }
    }
}

fn log_of(site: &Site) -> String {
    fs::read_to_string(site.home().join(LOG)).unwrap_or_default()
}

fn free_address() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    listener.local_addr().expect("its address").to_string()
}
