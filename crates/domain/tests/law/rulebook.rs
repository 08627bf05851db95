//! The rulebook is whole, the code cites nothing else, and each rule is cited as it stood on the day.

use std::{collections::BTreeSet, fs, path::Path};

use domain::{
    defaults::{DefaultKey, Defaults},
    rulebook::{self, citation},
    text::Text,
};

use crate::support::day;

/// The catalogue of deadlines of the digest of the law (§16.4), and the certificate on the day of expiry.
const DEADLINES: [&str; 51] = [
    "R-1",
    "R-2",
    "R-3",
    "R-4a",
    "R-4b",
    "R-4c",
    "R-5",
    "A-6",
    "A-7a",
    "A-7b",
    "A-8n",
    "A-8f",
    "M-4",
    "H-2",
    "H-10",
    "H-11",
    "H-12",
    "H-13",
    "L-0",
    "L-5",
    "E-1",
    "E-3",
    "E-4",
    "E-6",
    "E-8",
    "E-9",
    "E-10",
    "E-12",
    "X-1",
    "X-2",
    "X-4",
    "S-4",
    "EP-1",
    "AR-2",
    "AR-3",
    "RV-1",
    "RV-2",
    "RV-3",
    "CM-1",
    "RL-1",
    "RL-2",
    "RL-9a",
    "RL-9b",
    "RL-11",
    "MQ-1",
    "AR-T",
    "H-5a",
    "H-5f",
    "H-5u",
    "CCL-62",
    "SPP19-624",
];

/// The numbered rules of the digest beside them: prefix, first and last number, and the numbers that are divided by a letter or
/// are not rules of law.
const NUMBERED: [(&str, u32, u32, &[u32]); 18] = [
    ("T", 1, 10, &[]),
    ("PO", 1, 8, &[]),
    ("X", 1, 7, &[]),
    ("R", 1, 8, &[4]),
    ("R", 10, 14, &[]),
    ("A", 1, 15, &[7, 8]),
    ("M", 1, 6, &[]),
    ("L", 0, 6, &[]),
    ("E", 1, 12, &[]),
    ("H", 1, 19, &[]),
    ("S", 1, 8, &[]),
    ("AR", 1, 4, &[]),
    ("RV", 1, 7, &[]),
    ("RL", 1, 12, &[9]),
    ("MN", 1, 7, &[]),
    ("C", 1, 11, &[]),
    ("K", 1, 12, &[]),
    ("K", 15, 21, &[]),
];

/// Articles whose items are grounds of their own: how many there are.
const ITEMS: [(&str, u32); 8] =
    [("IM-18", 4), ("IM-34", 4), ("IM-35", 6), ("IM-37", 5), ("IM-46", 5), ("IM-47", 3), ("IM-49", 8), ("OP26-16", 6)];

#[test]
fn every_rule_of_the_digest_is_in_the_rulebook() {
    let numbered = NUMBERED.iter().flat_map(|(prefix, first, last, divided)| {
        (*first..=*last).filter(|number| !divided.contains(number)).map(move |number| format!("{prefix}-{number}"))
    });
    let items = ITEMS.iter().flat_map(|(article, items)| (1..=*items).map(move |item| format!("{article}-{item}")));
    let articles = ["IM-33", "IM-36", "PSAPL-25", "PSAPL-72-4", "PSAPL-73-1", "OP26-11", "OP26-13", "CCL-47"];
    for id in numbered.chain(items).chain(DEADLINES.iter().chain(&articles).map(|id| (*id).to_owned())) {
        assert!(rulebook::rule(&id).is_some(), "{id}");
    }
}

#[test]
fn the_catalogue_of_deadlines_is_whole() {
    let catalogue: BTreeSet<_> = DEADLINES.into_iter().collect();
    let deadlines: BTreeSet<_> = rulebook::all().filter(|rule| rule.deadline.is_some()).map(|rule| rule.id).collect();
    assert_eq!(deadlines, catalogue);
}

#[test]
fn every_rule_that_the_code_cites_is_in_the_rulebook() {
    let mut cited = BTreeSet::new();
    collect(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut cited);
    for known in ["R-4a", "OP26-11", "RL-2", "IM-46-2", "PSAPL-72-4", "C-10", "K-4"] {
        assert!(cited.contains(known), "{known} is not found in {cited:?}");
    }
    for id in cited {
        assert!(rulebook::rule(&id).is_some(), "{id} is cited and not in the rulebook");
    }
}

/// Collects what looks like the id of a rule in the code, comments aside. In Rust only texts can hold such a word.
fn collect(folder: &Path, cited: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, cited);
            continue;
        }
        let source = fs::read_to_string(&path).unwrap();
        for line in source.lines().filter(|line| !line.trim_start().starts_with("//")) {
            let words = line.split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '-');
            cited.extend(words.filter(|word| is_rule_id(word)).map(str::to_owned));
        }
    }
}

/// Capitals and digits, a hyphen, a number perhaps with a letter, perhaps the number of an item.
fn is_rule_id(word: &str) -> bool {
    let mut parts = word.split('-');
    let (Some(prefix), Some(number)) = (parts.next(), parts.next()) else { return false };
    let plain = number.trim_end_matches(|letter: char| letter.is_ascii_lowercase());
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    prefix.starts_with(|letter: char| letter.is_ascii_uppercase())
        && prefix.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
        && is_number(plain)
        && number.len() <= plain.len() + 1
        && parts.all(is_number)
}

#[test]
fn what_looks_like_the_id_of_a_rule() {
    for id in ["R-1", "R-4a", "A-8n", "IM-46-2", "OP26-11", "CP16-18", "PSAPL-72-4", "C-10"] {
        assert!(is_rule_id(id), "{id}");
    }
    for word in ["R", "R-", "YYYY-MM-DD", "2026-03-13", "-1", "kebab-case", "R-4ab", "IM-46-x"] {
        assert!(!is_rule_id(word), "{word}");
    }
}

#[test]
fn a_rule_is_cited_as_it_stood_on_the_day() {
    for (id, on, cited) in [
        ("PSAPL-72-4", "2025-12-31", Some("PSAPL06 60(4)")),
        ("PSAPL-72-4", "2026-01-01", Some("PSAPL 72(4)")),
        ("PSAPL-73-1", "2025-12-31", Some("PSAPL06 60(4); PO11 11")),
        ("PSAPL-73-1", "2026-01-01", Some("PSAPL 73(1)")),
        ("PSAPL-25", "2025-11-01", Some("PSAPL06 22")),
        ("PSAPL-136", "2025-12-31", None),
        ("OP26-11", "2026-02-20", Some("OP16")),
        ("OP26-11", "2026-02-21", Some("OP26 11")),
        ("OP26-13", "2026-02-20", None),
        ("R-2", "2026-02-20", Some("CCL 20; IM 16; OP16")),
        ("R-2", "2026-02-21", Some("CCL 20; IM 16; OP26 8–9")),
        ("R-1", "2020-07-01", Some("CCL 20; IM 16")),
        ("R-1", "2020-06-30", None),
        ("R-4c", "2026-10-31", Some("CCL 21")),
        ("R-4c", "2026-11-01", Some("CCL 21; PL26 47")),
        ("RL-5", "2026-10-31", Some("IM 53")),
        ("RL-5", "2026-11-01", Some("IM 53; PL26 48")),
        ("H-2", "2023-06-30", Some("IM 24")),
        ("H-2", "2023-07-01", Some("IM 24; OP23 25")),
        ("AR-2", "2026-02-20", Some("CCL 47")),
        ("CL-41", "2025-05-31", Some("CL 41; CPL 76")),
    ] {
        let found = citation(rulebook::rule(id).unwrap(), day(on));
        assert_eq!(found.as_ref().map(|text| text.en.as_str()), cited, "{id} on {on}");
    }
    let police = citation(rulebook::rule("PSAPL-72-4").unwrap(), day("2025-12-31"));
    assert_eq!(police, Some(Text::new("《治安管理处罚法》（2012年修正）第六十条第四项", "PSAPL06 60(4)")));
}

#[test]
fn the_instruments_of_a_rule_are_known() {
    let abbreviations = |id| -> Vec<_> {
        rulebook::rule(id).unwrap().instruments().map(|instrument| instrument.abbreviation).collect()
    };
    assert_eq!(abbreviations("R-2"), ["CCL", "IM", "OP26"]);
    assert_eq!(abbreviations("IM-46-2"), ["IM", "INT21"]);
    let opinion = rulebook::instrument("OP26").unwrap();
    assert_eq!((opinion.document_number, opinion.is_in_force(day("2026-02-20"))), (Some("司发通〔2026〕8号"), false));
    assert!(opinion.is_in_force(day("2026-02-21")));
    assert!(!rulebook::instrument("PSAPL06").unwrap().is_in_force(day("2026-01-01")));
    assert!(rulebook::instrument("ccl").is_none());
    let is_cited = |instrument| rulebook::all().any(|rule| rule.instruments_ever().any(|cited| cited == instrument));
    assert!(rulebook::instruments().all(is_cited));
}

#[test]
fn the_instruments_of_a_rule_are_those_of_the_day() {
    let on = |id, date| -> Vec<_> {
        rulebook::rule(id).unwrap().instruments_on(day(date)).map(|instrument| instrument.abbreviation).collect()
    };
    for (id, date, instruments) in [
        ("PSAPL-72-4", "2025-12-31", &["PSAPL06"][..]),
        ("PSAPL-72-4", "2026-01-01", &["PSAPL"]),
        ("OP26-11", "2026-02-20", &["OP16"]),
        ("OP26-11", "2026-02-21", &["OP26"]),
        ("OP26-13", "2026-02-20", &[]),
        ("R-4c", "2026-10-31", &["CCL"]),
        ("R-4c", "2026-11-01", &["CCL", "PL26"]),
    ] {
        assert_eq!(on(id, date), instruments, "{id} on {date}");
    }
    let ever: Vec<_> = rulebook::rule("OP26-11").unwrap().instruments_ever().map(|one| one.abbreviation).collect();
    assert_eq!(ever, ["OP26", "OP16"]);
}

#[test]
fn numbers_and_local_defaults_of_a_rule_are_named() {
    let rule = |id| rulebook::rule(id).unwrap();
    assert_eq!(rule("IM-27").parameter("county_most_days"), Some(30));
    assert_eq!(rule("PO-2").parameter("probation_least_months"), Some(2));
    assert_eq!(rule("IM-33").parameter("least_months"), Some(6));
    assert_eq!(rule("IM-27").parameter("no_such_number"), None);
    assert_eq!(rule("EP-1").local_defaults, [DefaultKey::PositioningMax]);
    assert!(rule("IM-46-1").local_defaults.is_empty());
    for default in Defaults::national().list() {
        assert!(rule(default.rule).local_defaults.contains(&default.key), "{} and {}", default.key, default.rule);
    }
    for rule in rulebook::all() {
        let names: BTreeSet<_> = rule.parameters.iter().map(|parameter| parameter.name).collect();
        assert_eq!(names.len(), rule.parameters.len(), "{}", rule.id);
    }
}
