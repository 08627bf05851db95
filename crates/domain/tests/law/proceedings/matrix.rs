//! The matrix of state × action of every kind, as a legal officer reads it.

use std::fmt::Write;

use domain::{
    code::{Code, ProceedingKind},
    proceedings::{By, To},
};

#[test]
fn the_matrix_of_states_and_actions() {
    let mut out = String::new();
    for kind in ProceedingKind::ALL {
        let declaration = kind.declaration();
        assert_eq!(declaration.kind, *kind);
        writeln!(out, "{} {} ({})", declaration.kind, declaration.title.zh, declaration.rule).unwrap();
        for status in declaration.statuses() {
            writeln!(out, "  {status} {}", status.label().0).unwrap();
            for declared in declaration.moves().filter(|declared| declared.from.contains(&status)) {
                let to = match declared.to {
                    To::Status(to) => to.code().to_owned(),
                    To::Outcome { approved, refused, sent_back } => format!("{approved} | {refused} | {sent_back}"),
                    To::Climb { approved, passed, refused, sent_back } => {
                        format!("{approved} ({passed} on the way) | {refused} | {sent_back}")
                    }
                    To::Same => "-".to_owned(),
                    To::WhenTold(recipient, to) => format!("{to} when {recipient} is told"),
                    To::WhenAllAreTold(to) => format!("- | {to}"),
                };
                let by = match declared.by {
                    By::Carrier => "carrier",
                    By::Office => "office head",
                    By::Reviewer => "reviewers, level by level",
                    By::Approver => "the level that decides",
                    By::Bureau => "bureau",
                };
                writeln!(out, "    {:<18} -> {to}  [{by}]", declared.act.code()).unwrap();
            }
        }
    }
    insta::assert_snapshot!(out);
}

#[test]
fn every_kind_has_its_own_path_a_known_rule_and_a_way_out_of_every_state() {
    let mut paths = std::collections::BTreeSet::new();
    for kind in ProceedingKind::ALL {
        let declaration = kind.declaration();
        assert!(paths.insert(declaration.path), "{}", declaration.path);
        assert!(domain::rulebook::rule(declaration.rule).is_some(), "{kind}");
        for declared in declaration.moves() {
            assert!(!declared.from.is_empty(), "{kind} {}", declared.act);
        }
        let diagram = domain::proceedings::diagram(declaration);
        assert!(diagram.contains(declaration.initial.code()), "{diagram}");
    }
}
