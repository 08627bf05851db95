//! Every refusal of the law: its rule stands in the rulebook, its facts are named, and it says what would make the act allowed.

use std::{fs, path::Path};

use domain::{
    actor::can_sign,
    assessment::{CommissionQuestion, EarlierOpinion, commission},
    code::{AssessmentPurpose, Category, Level, Post},
    commutation::{Commutation, CommutationFault, commuted_term},
    defaults::Defaults,
    ids::OrganizationId,
    organization::Organization,
    positioning::positioning_period,
    prohibition::{ProhibitionFault, prohibition_term},
    refusal::Refusal,
    revocation::{ArrestQuestion, arrest},
    rulebook,
    sanction::{PoliceQuestion, police_punishment},
    sentence::Penalty,
    term::{Custody, Term, correction_term},
};
use uuid::Uuid;

use crate::support::day;

/// Where the crate makes refusals: file and number of places. A new place needs its example in [`examples`].
const PLACES: [(&str, usize); 8] = [
    ("actor.rs", 1),
    ("assessment.rs", 2),
    ("commutation.rs", 2),
    ("organization.rs", 1),
    ("positioning.rs", 1),
    ("prohibition.rs", 3),
    ("revocation/arrest.rs", 1),
    ("sanction/police.rs", 2),
];

fn order(category: Category, length: Term) -> Refusal {
    let term = correction_term(category, day("2026-03-13"), Term::years(1), Custody::default()).unwrap();
    match prohibition_term(category, &term, length, Custody::default()) {
        Err(ProhibitionFault::Unlawful(refusal)) => *refusal,
        other => panic!("{other:?}"),
    }
}

fn county() -> Organization {
    Organization {
        id: OrganizationId::from_uuid(Uuid::nil()),
        code: "430702".to_owned(),
        name: "某社区矫正工作局".to_owned(),
        level: Level::County,
        parent_id: None,
        delegations: Vec::new(),
    }
}

fn commuted(category: Category, penalty: Penalty, shortened_by: Term) -> Refusal {
    let commutation = Commutation {
        category,
        penalty,
        starts_on: day("2026-03-13"),
        term: Term::years(2),
        custody: Custody::default(),
        shortened_by,
        major_merit: false,
    };
    match commuted_term(&commutation) {
        Err(CommutationFault::Unlawful(refusal)) => *refusal,
        other => panic!("{other:?}"),
    }
}

fn repeated(decided: bool, same_case: bool) -> Refusal {
    let received_on = day("2026-06-20");
    let earlier = EarlierOpinion { purpose: AssessmentPurpose::Parole, issued_on: day("2026-01-10"), same_case };
    commission(CommissionQuestion {
        purpose: AssessmentPurpose::Parole,
        received_on,
        decided_on: decided.then_some(received_on),
        earlier: Some(earlier),
        changed: false,
    })
    .unwrap()
    .unwrap_err()
}

fn police(category: Category, acted_on: &str) -> Refusal {
    let question =
        PoliceQuestion { category, prohibition: false, acted_on: day(acted_on), discovered_on: day("2026-06-10") };
    police_punishment(question).unwrap().unwrap_err()
}

fn arrested(category: Category, with_proposal: bool) -> Refusal {
    let question = ArrestQuestion { category, on: day("2026-06-01"), with_proposal, grounds: vec![] };
    arrest(&question).unwrap().unwrap_err()
}

/// One refusal of each place, and of each branch where a place has several.
fn examples() -> Vec<Refusal> {
    let defaults = Defaults::national();
    vec![
        *can_sign(Post::Contracted, true).unwrap_err(),
        *can_sign(Post::Seconded, false).unwrap_err(),
        *county().can_be_delegated().unwrap_err(),
        repeated(true, false),
        repeated(false, false),
        repeated(false, true),
        commuted(Category::Probation, Penalty::FixedTermImprisonment, Term::months(1)),
        commuted(Category::PublicSurveillance, Penalty::PublicSurveillance, Term::months(13)),
        positioning_period(day("2026-01-15"), day("2026-04-15"), &defaults).unwrap().unwrap_err(),
        order(Category::Parole, Term::months(6)),
        order(Category::Probation, Term::months(1)),
        order(Category::Probation, Term::months(13)),
        arrested(Category::TemporaryOutsidePrison, true),
        arrested(Category::Probation, false),
        arrested(Category::Parole, true),
        police(Category::Parole, "2026-06-01"),
        police(Category::Probation, "2025-11-01"),
    ]
}

#[test]
fn every_refusal_has_a_rule_facts_and_a_remedy() {
    for refusal in examples() {
        assert!(rulebook::rule(&refusal.rule).is_some(), "{refusal:?}");
        assert!(!refusal.basis.zh.is_empty() && refusal.basis.zh != refusal.rule, "{refusal:?}");
        assert!(!refusal.facts.is_empty(), "{refusal:?}");
        assert!(
            refusal.facts.iter().all(|fact| !fact.name.is_empty() && !fact.value.is_empty()) || refusal.rule == "AR-1"
        );
        assert!(!refusal.remedy.zh.is_empty() && !refusal.remedy.en.is_empty(), "{refusal:?}");
        assert!(refusal.remedy.zh.chars().any(|letter| ('一'..='龥').contains(&letter)), "{refusal:?}");
    }
}

#[test]
fn no_place_that_refuses_is_without_an_example() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut total = 0;
    for (file, places) in PLACES {
        let text = fs::read_to_string(source.join(file)).unwrap();
        assert_eq!(text.matches("Refusal::under(").count(), places, "{file}");
        total += places;
    }
    assert_eq!(count(&source), total, "a file that refuses is missing from PLACES");
    assert!(examples().len() >= total);
}

fn count(folder: &Path) -> usize {
    fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| {
            // Proceedings and records have examples of their refusals in tests of their own, kind by kind.
            if path.ends_with("proceedings") || path.ends_with("records") {
                0
            } else if path.is_dir() {
                count(&path)
            } else {
                fs::read_to_string(&path).unwrap().matches("Refusal::under(").count()
            }
        })
        .sum()
}
