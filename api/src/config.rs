//! Settings: a TOML file, then the environment (`CORRECTIONS__DATABASE__URL`), then the command line; checked as a whole,
//! with every fault listed at once.

mod local_defaults;
mod settings;

use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};

use figment::Figment;
use figment::providers::{Env, Format, Toml};
use figment::value::{Dict, Value};
use thiserror::Error;

pub use settings::{Config, Mode};

/// Everything that is wrong with the settings.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub struct ConfigFaults(pub Vec<String>);

impl fmt::Display for ConfigFaults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "the settings cannot be used:")?;
        self.0.iter().try_for_each(|fault| writeln!(f, "  {fault}"))
    }
}

/// Settings as they are written, by dotted name: `database.url`.
#[derive(Debug, Clone, Default)]
pub struct Written {
    values: BTreeMap<String, Value>,
}

impl Written {
    /// Reads the file (if one is named) and the environment.
    ///
    /// # Errors
    /// When the file cannot be read or is not TOML.
    pub fn read(file: Option<&Path>) -> Result<Self, ConfigFaults> {
        let mut figment = Figment::new();
        if let Some(file) = file {
            if !file.exists() {
                return Err(ConfigFaults(vec![format!("{}: no such file", file.display())]));
            }
            figment = figment.merge(Toml::file_exact(file));
        }
        figment = figment.merge(Env::prefixed("CORRECTIONS__").split("__"));
        let dict: Dict = figment
            .extract()
            .map_err(|errors| ConfigFaults(errors.into_iter().map(|error| error.to_string()).collect()))?;
        let mut written = Self::default();
        let mut twice = Vec::new();
        flatten(&mut written.values, &mut twice, "", dict);
        if twice.is_empty() { Ok(written) } else { Err(ConfigFaults(twice)) }
    }

    /// Overrides a setting.
    pub fn set(&mut self, name: &str, value: impl Into<String>) {
        self.values.insert(name.to_owned(), Value::from(value.into()));
    }

    /// Takes a setting out; what is left in the end is unknown.
    fn take(&mut self, name: &str) -> Option<String> {
        self.values.remove(name).as_ref().map(text)
    }

    /// Takes out every setting of a section, by its name within the section.
    fn take_section(&mut self, section: &str) -> BTreeMap<String, Value> {
        let within = |name: &str| name.strip_prefix(section)?.strip_prefix('.').map(str::to_owned);
        let names: Vec<_> = self.values.keys().filter_map(|name| Some((name.clone(), within(name)?))).collect();
        names.into_iter().filter_map(|(name, within)| Some((within, self.values.remove(&name)?))).collect()
    }
}

/// Dotted names for nested tables. A name that is written both with a dot and as a table stands twice, which is told.
fn flatten(values: &mut BTreeMap<String, Value>, twice: &mut Vec<String>, above: &str, dict: Dict) {
    for (name, value) in dict {
        let name = if above.is_empty() { name } else { format!("{above}.{name}") };
        match value {
            Value::Dict(_, inner) => flatten(values, twice, &name, inner),
            Value::Array(..)
            | Value::String(..)
            | Value::Char(..)
            | Value::Bool(..)
            | Value::Num(..)
            | Value::Empty(..) => {
                if values.contains_key(&name) {
                    twice.push(format!("{name}: stands twice"));
                }
                values.insert(name, value);
            }
        }
    }
}

fn text(value: &Value) -> String {
    match value {
        Value::String(_, text) => text.clone(),
        Value::Char(_, letter) => letter.to_string(),
        Value::Bool(_, yes) => yes.to_string(),
        Value::Num(_, number) => number
            .to_i128()
            .map(|whole| whole.to_string())
            .or_else(|| number.to_u128().map(|whole| whole.to_string()))
            .or_else(|| number.to_f64().map(|real| real.to_string()))
            .unwrap_or_default(),
        Value::Array(_, items) => items.iter().map(text).collect::<Vec<_>>().join(","),
        Value::Empty(..) | Value::Dict(..) => String::new(),
    }
}

/// Where the key file of a database stands when no setting says: beside a SQLite file, else in `./var`.
fn default_key_file(url: &store::DatabaseUrl) -> PathBuf {
    match url {
        store::DatabaseUrl::Sqlite(file) => {
            let mut name = file.as_os_str().to_owned();
            name.push(".key");
            PathBuf::from(name)
        }
        store::DatabaseUrl::Postgres(_) => PathBuf::from("var/master.key"),
    }
}

/// Where papers lie when no setting says: beside a SQLite file, else in `./var`.
fn default_papers_url(url: &store::DatabaseUrl) -> store::FilesUrl {
    let beside = match url {
        store::DatabaseUrl::Sqlite(file) => file.parent().unwrap_or(Path::new("")),
        store::DatabaseUrl::Postgres(_) => Path::new("var"),
    };
    store::FilesUrl(beside.join("papers"))
}
