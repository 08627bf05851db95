//! The checked settings.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::str::FromStr;
use std::time::Duration;

use domain::defaults::Defaults;
use domain::paper;
use store::{DatabaseUrl, FilesUrl};

use super::{ConfigFaults, Written, default_key_file, default_papers_url, local_defaults};

const MEBIBYTE: u64 = 1024 * 1024;

/// Whether the service holds real people's data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// Trying out, building against it, demonstrating.
    Development,
    /// The real thing: the clock cannot be set, documentation and metrics are for this machine alone.
    Production,
}

impl FromStr for Mode {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "development" => Ok(Self::Development),
            "production" => Ok(Self::Production),
            _ => Err("development or production"),
        }
    }
}

/// The settings of a running service, every one checked.
#[derive(Debug, Clone)]
pub struct Config {
    /// `mode`
    pub mode: Mode,
    /// `database.url`
    pub database_url: DatabaseUrl,
    /// `database.pool_size`: connections, 1 to 64.
    pub pool_size: u32,
    /// `database.group_commit`: whether SQLite commits waiting writes together.
    pub group_commit: bool,
    /// `keys.master_file`
    pub master_key_file: PathBuf,
    /// `papers.url`: where papers lie, `file://FOLDER`.
    pub papers_url: FilesUrl,
    /// `papers.max_mebibytes`: how large one may be, 1 to 1024 MiB.
    pub paper_mebibytes: u64,
    /// `server.listen`
    pub listen: SocketAddr,
    /// `server.workers`: threads that serve requests.
    pub workers: usize,
    /// `server.body_seconds`: how long a request's body may take to arrive.
    pub body_time: Duration,
    /// `organizations.file`: the organisations to load; the built-in ones of Wuling when none is named.
    pub organizations_file: Option<PathBuf>,
    /// `auth.registration_open`: whether strangers may apply for an account.
    pub registration_open: bool,
    /// `signing.seconded_may_sign`: whether seconded staff sign acts of enforcement (CCL 10).
    pub seconded_may_sign: bool,
    /// `limits.requests_per_minute`: of one source; 0 is no limit.
    pub requests_per_minute: u32,
    /// `limits.disclosures_per_day`: plain values that one account may ask for a day.
    pub disclosures_per_day: i64,
    /// `log.filter`: what is logged, as `tracing` filters say it.
    pub log_filter: String,
    /// `local_defaults`: how this bureau decides what national law leaves open.
    pub local_defaults: Defaults,
}

impl Config {
    /// Checks the written settings.
    ///
    /// # Errors
    /// Every fault found: unknown names, values that do not parse, values out of range.
    pub fn check(mut written: Written) -> Result<Self, ConfigFaults> {
        let mut faults = Vec::new();
        let w = &mut written;
        let mode = parsed(w, &mut faults, "mode", Mode::Development);
        let default_url = DatabaseUrl::Sqlite(PathBuf::from("var/corrections.sqlite"));
        let database_url = parsed(w, &mut faults, "database.url", default_url);
        let production = mode == Mode::Production;
        let config = Self {
            mode,
            pool_size: within(w, &mut faults, "database.pool_size", 8, 1, 64),
            group_commit: parsed(w, &mut faults, "database.group_commit", true),
            master_key_file: w.take("keys.master_file").map_or_else(|| default_key_file(&database_url), PathBuf::from),
            papers_url: parsed(w, &mut faults, "papers.url", default_papers_url(&database_url)),
            paper_mebibytes: within(w, &mut faults, "papers.max_mebibytes", paper::MAX_BYTES / MEBIBYTE, 1, 1024),
            database_url,
            listen: parsed(w, &mut faults, "server.listen", SocketAddr::from(([127, 0, 0, 1], 8080))),
            workers: within(w, &mut faults, "server.workers", cores(), 1, 256),
            body_time: Duration::from_secs(within(w, &mut faults, "server.body_seconds", 60, 1, 600)),
            organizations_file: w.take("organizations.file").map(PathBuf::from),
            registration_open: parsed(w, &mut faults, "auth.registration_open", false),
            seconded_may_sign: parsed(w, &mut faults, "signing.seconded_may_sign", false),
            requests_per_minute: within(
                w,
                &mut faults,
                "limits.requests_per_minute",
                if production { 6000 } else { 0 },
                0,
                1_000_000,
            ),
            disclosures_per_day: within(w, &mut faults, "limits.disclosures_per_day", 200, 1, 100_000),
            log_filter: w.take("log.filter").unwrap_or_else(|| "info".to_owned()),
            local_defaults: local_defaults::check(w, &mut faults),
        };
        faults.extend(written.values.keys().map(|name| format!("{name}: no such setting")));
        if faults.is_empty() { Ok(config) } else { Err(ConfigFaults(faults)) }
    }

    /// The most bytes of a paper.
    pub fn paper_bytes(&self) -> u64 {
        self.paper_mebibytes * MEBIBYTE
    }

    /// The settings in force, one a line, without secrets.
    pub fn lines(&self) -> Vec<String> {
        let file =
            self.organizations_file.as_ref().map_or_else(|| "(built in)".to_owned(), |file| file.display().to_string());
        let mut lines = vec![
            format!("mode = {:?}", self.mode).to_lowercase(),
            format!("database.url = {}", self.database_url),
            format!("database.pool_size = {}", self.pool_size),
            format!("database.group_commit = {}", self.group_commit),
            format!("keys.master_file = {}", self.master_key_file.display()),
            format!("papers.url = {}", self.papers_url),
            format!("papers.max_mebibytes = {}", self.paper_mebibytes),
            format!("server.listen = {}", self.listen),
            format!("server.workers = {}", self.workers),
            format!("server.body_seconds = {}", self.body_time.as_secs()),
            format!("organizations.file = {file}"),
            format!("auth.registration_open = {}", self.registration_open),
            format!("signing.seconded_may_sign = {}", self.seconded_may_sign),
            format!("limits.requests_per_minute = {}", self.requests_per_minute),
            format!("limits.disclosures_per_day = {}", self.disclosures_per_day),
            format!("log.filter = {}", self.log_filter),
        ];
        lines.extend(local_defaults::lines(&self.local_defaults));
        lines
    }
}

fn cores() -> usize {
    std::thread::available_parallelism().map_or(2, std::num::NonZero::get)
}

fn parsed<T: FromStr>(written: &mut Written, faults: &mut Vec<String>, name: &str, default: T) -> T
where
    T::Err: std::fmt::Display,
{
    let Some(text) = written.take(name) else { return default };
    text.parse().unwrap_or_else(|error: T::Err| {
        faults.push(format!("{name}: {error}"));
        default
    })
}

fn within<T>(written: &mut Written, faults: &mut Vec<String>, name: &str, default: T, least: T, most: T) -> T
where
    T: FromStr + PartialOrd + std::fmt::Display + Copy,
    T::Err: std::fmt::Display,
{
    let value = parsed(written, faults, name, default);
    if value < least || value > most {
        faults.push(format!("{name}: {value} is not within {least} to {most}"));
        return default;
    }
    value
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_fault_is_listed_at_once() {
        let mut written = Written::default();
        written.set("mode", "testing");
        written.set("database.url", "prod.sqlite");
        written.set("database.pool_size", "0");
        written.set("server.listen", "here");
        written.set("server.port", "80");
        let ConfigFaults(faults) = Config::check(written).unwrap_err();
        for name in ["mode", "database.url", "database.pool_size", "server.listen", "server.port"] {
            assert!(faults.iter().any(|fault| fault.starts_with(&format!("{name}:"))), "{name} in {faults:?}");
        }
        assert_eq!(faults.len(), 5);
    }

    #[test]
    fn nothing_written_is_a_working_service() {
        let config = Config::check(Written::default()).unwrap();
        assert_eq!(config.listen.to_string(), "127.0.0.1:8080");
        assert_eq!(config.master_key_file, PathBuf::from("var/corrections.sqlite.key"));
        assert_eq!((config.papers_url.to_string().as_str(), config.paper_bytes()), ("file://var/papers", 50 << 20));
        assert!(!config.registration_open);
    }
}
