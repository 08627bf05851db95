//! Settings: a TOML file, then the environment (`CORRECTIONS__DATABASE__URL`), then the command line; checked as a whole,
//! with every fault listed at once.

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
    values: BTreeMap<String, String>,
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
        flatten(&mut written.values, "", &dict);
        Ok(written)
    }

    /// Overrides a setting.
    pub fn set(&mut self, name: &str, value: impl Into<String>) {
        self.values.insert(name.to_owned(), value.into());
    }

    /// Takes a setting out; what is left in the end is unknown.
    fn take(&mut self, name: &str) -> Option<String> {
        self.values.remove(name)
    }
}

fn flatten(values: &mut BTreeMap<String, String>, above: &str, dict: &Dict) {
    for (name, value) in dict {
        let name = if above.is_empty() { name.clone() } else { format!("{above}.{name}") };
        match value {
            Value::Dict(_, inner) => flatten(values, &name, inner),
            Value::Array(_, items) => {
                let items: Vec<String> = items.iter().map(text).collect();
                values.insert(name, items.join(","));
            }
            Value::String(..) | Value::Char(..) | Value::Bool(..) | Value::Num(..) | Value::Empty(..) => {
                values.insert(name, text(value));
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
        Value::Empty(..) | Value::Dict(..) | Value::Array(..) => String::new(),
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
