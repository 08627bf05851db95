//! The rulebook and the code name the same rules.

use std::{collections::BTreeSet, fs, path::Path};

use domain::rulebook;

/// The catalogue of deadlines of the digest of the law (§16.4).
const CATALOGUE: [&str; 51] = [
    "R-1", "R-2", "R-3", "R-4a", "R-4b", "R-4c", "R-5", "A-6", "A-7a", "A-7b", "A-8n", "A-8f", "M-4", "H-2", "H-10",
    "H-11", "H-12", "H-13", "L-0", "L-5", "E-1", "E-3", "E-4", "E-6", "E-8", "E-9", "E-10", "E-12", "X-1", "X-2",
    "X-4", "S-4", "EP-1", "AR-2", "AR-3", "RV-1", "RV-2", "RV-3", "CM-1", "RL-1", "RL-2", "RL-9a", "RL-9b", "RL-11",
    "MQ-1", "AR-T", "CL-38", "CL-73", "PO-2", "OP26-11", "CCL-10",
];

/// What stands in quotation marks after one of these is the id of a rule.
const CITATIONS: [&str; 4] = ["Clock::start(", "rule: ", "Refusal::under(", "CERTIFICATE: &str = "];

#[test]
fn the_catalogue_of_deadlines_is_whole() {
    for id in CATALOGUE {
        assert!(rulebook::rule(id).is_some(), "{id}");
    }
    let deadlines = rulebook::all().filter(|rule| rule.deadline.is_some()).count();
    assert_eq!(deadlines, 46);
}

#[test]
fn every_rule_that_the_code_cites_is_in_the_rulebook() {
    let mut cited = BTreeSet::new();
    collect(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut cited);
    assert!(cited.contains("R-4a") && cited.contains("OP26-11") && cited.contains("RL-2"), "{cited:?}");
    for id in cited {
        assert!(rulebook::rule(&id).is_some(), "{id} is cited and not in the rulebook");
    }
}

fn collect(folder: &Path, cited: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, cited);
        } else {
            let source: String =
                fs::read_to_string(&path).unwrap().split_whitespace().collect::<Vec<_>>().join(" ").replace("( ", "(");
            for citation in CITATIONS {
                let after = source.split(citation).skip(1);
                let ids = after.filter_map(|rest| rest.strip_prefix('"')?.split('"').next());
                cited.extend(ids.map(str::to_owned));
            }
        }
    }
}
