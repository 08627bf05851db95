//! The section `[local_defaults]`: how this bureau decides what national law leaves open. The law itself judges each setting
//! ([`Defaults::check`]); here the keys and the values are read as they are written.

use std::collections::BTreeMap;

use domain::code::Code;
use domain::defaults::{DefaultKey, Defaults, LocalDefault, Setting};
use figment::value::Value;

use super::Written;

/// The section's name.
const SECTION: &str = "local_defaults";

/// The checked defaults; the faults of those that cannot be are added to the others, each with its key, and with rule and reason.
pub(super) fn check(written: &mut Written, faults: &mut Vec<String>) -> Defaults {
    let mut settings = BTreeMap::new();
    for (key, value) in written.take_section(SECTION) {
        match setting(&key, &value) {
            Ok((key, setting)) => {
                settings.insert(key, setting);
            }
            Err(fault) => faults.push(format!("{SECTION}.{key}: {fault}")),
        }
    }
    Defaults::check(&settings).unwrap_or_else(|found| {
        faults.extend(found.iter().map(|fault| format!("{SECTION}.{}: {}", fault.key().code(), fault.message().en)));
        Defaults::national()
    })
}

fn setting(key: &str, value: &Value) -> Result<(DefaultKey, Setting), &'static str> {
    let key = DefaultKey::parse(key).ok_or("no such setting")?;
    // A list with nothing in it would be read as a list of numbers as well as of words; neither is a value of any key.
    let setting = value.deserialize().ok();
    setting
        .map(|setting| (key, setting))
        .ok_or("true or false, a whole number from 0, a word, or a list of numbers or of words")
}

/// The defaults in force, one a line, as they would be written.
pub(super) fn lines(defaults: &Defaults) -> Vec<String> {
    let line = |default: LocalDefault| {
        let value = serde_json::to_string(&default.value).unwrap_or_default();
        let value = if default.value == Setting::Unset { "(not set)" } else { &value };
        format!("{SECTION}.{} = {value}", default.key.code())
    };
    defaults.list().into_iter().filter(|default| default.settable).map(line).collect()
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use domain::code::Level;

    use super::super::{Config, ConfigFaults};
    use super::*;

    /// Settings as a file writes them.
    fn written(toml: &str) -> Result<Config, ConfigFaults> {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("settings.toml");
        std::fs::write(&file, toml).unwrap();
        Config::check(Written::read(Some(&file))?)
    }

    #[test]
    fn a_file_sets_local_defaults_and_tells_what_it_set() {
        let config = written(
            r#"
            [local_defaults]
            leave.office_days = 3
            "leave.recurring_counts" = true
            medical.extension_under_1m = "city"
            class.report_frequency = [7, 15, 30]
            class.names = ["一级", "二级", "三级"]

            [local_defaults.plan]
            days = 15
            "#,
        )
        .unwrap();
        let defaults = &config.local_defaults;
        assert_eq!((defaults.leave_office_days, defaults.plan_days), (3, Some(15)));
        assert_eq!(defaults.class_report_days, Some([7, 15, 30]));
        assert_eq!(defaults.medical_extension_under_one_month, Level::City);
        assert!(defaults.leave_recurring_counts);
        let lines = config.lines();
        for line in [
            "local_defaults.leave.office_days = 3",
            "local_defaults.class.names = [\"一级\",\"二级\",\"三级\"]",
            "local_defaults.group.days = (not set)",
            "local_defaults.positioning.max = 3",
        ] {
            assert!(lines.iter().any(|shown| shown == line), "{line} in {lines:?}");
        }
    }

    #[test]
    fn every_fault_of_the_local_defaults_is_told_with_its_key_its_rule_and_its_reason() {
        let ConfigFaults(faults) = written(
            r#"
            mode = "testing"
            [local_defaults]
            leave.office_days = 8
            leave.cancel_hours = 49
            leave.day_count = "first_only"
            leave.colour = "red"
            positioning.max = "two"
            positioning.min = 1
            plan.days = -1
            group.days = 1.5
            medical.extension_under_1m = "office"
            class.names = []
            "#,
        )
        .unwrap_err();
        for (key, reason) in [
            ("mode", "development"),
            ("local_defaults.leave.office_days", "1 to 7: a local setting may not loosen national law (IM-27, IM 27)"),
            ("local_defaults.leave.cancel_hours", "1 to 48: national law sets no such bound"),
            ("local_defaults.leave.day_count", "built into"),
            ("local_defaults.leave.colour", "no such setting"),
            ("local_defaults.positioning.max", "a whole number"),
            ("local_defaults.positioning.min", "no such setting"),
            ("local_defaults.plan.days", "a whole number"),
            ("local_defaults.group.days", "a whole number"),
            ("local_defaults.medical.extension_under_1m", "county or city"),
            ("local_defaults.class.names", "three different names"),
        ] {
            let told = faults.iter().find(|fault| fault.starts_with(&format!("{key}: ")));
            assert!(told.is_some_and(|fault| fault.contains(reason)), "{key}: {reason} in {faults:?}");
        }
        assert_eq!(faults.len(), 11, "{faults:?}");
    }

    #[test]
    fn a_key_written_in_two_ways_stands_twice() {
        let both = "[local_defaults]\nplan.days = 10\n\"plan.days\" = 20\n";
        assert_eq!(written(both).unwrap_err(), ConfigFaults(vec!["local_defaults.plan.days: stands twice".to_owned()]));
        assert_eq!(
            written("local_defaults = 3").unwrap_err(),
            ConfigFaults(vec!["local_defaults: no such setting".to_owned()])
        );
    }

    #[test]
    fn the_example_names_every_setting_and_says_what_holds_without_it() {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../config/local-defaults.toml");
        let config = Config::check(Written::read(Some(&file)).unwrap()).unwrap();
        let text = std::fs::read_to_string(&file).unwrap();
        for default in config.local_defaults.list().into_iter().filter(|default| default.settable) {
            assert_eq!(default.value, default.default, "{}", default.key);
            assert!(text.contains(&format!("{} =", default.key.code())), "{}", default.key);
        }
    }
}
