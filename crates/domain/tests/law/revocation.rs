//! Grounds of revocation and committal, arrest, addressee and evidence (rulebook §9; TV-60, TV-61, TV-70).

use std::fmt::Write;

use domain::{
    code::{Addressee, ArrestGround, Category, Code, DutyBearer, EvidenceItem, Level, Outcome, ProposalMatter},
    revocation::{
        ArrestQuestion, LongAbsence, OutsidePrison, ProhibitionBreaches, ProposalQuestion, RevocationQuestion, arrest,
        arrest_credit, evidence, proposal_route, revocation_grounds,
    },
};

use crate::support::day;

fn facts(category: Category) -> RevocationQuestion {
    RevocationQuestion::new(category, day("2026-06-01"))
}

fn outside(outside_prison: OutsidePrison) -> RevocationQuestion {
    RevocationQuestion { outside_prison: Some(outside_prison), ..facts(Category::TemporaryOutsidePrison) }
}

fn absent(from: &str, to: &str) -> Option<LongAbsence> {
    Some(LongAbsence { from: day(from), to: day(to), legitimate_reason: false })
}

#[track_caller]
fn outcome(question: &RevocationQuestion, rule: &str) -> Outcome {
    let answer = revocation_grounds(question).unwrap();
    answer.items.iter().find(|ground| ground.rule == rule).unwrap().state
}

#[test]
fn each_category_has_its_own_grounds_and_none_is_met_without_facts() {
    for (category, count) in [
        (Category::PublicSurveillance, 0),
        (Category::Probation, 5),
        (Category::Parole, 3),
        (Category::TemporaryOutsidePrison, 8),
    ] {
        let answer = revocation_grounds(&facts(category)).unwrap();
        assert_eq!((answer.items.len(), answer.state), (count, Outcome::NotMet), "{category}");
        assert!(answer.crime.is_none());
        assert!(answer.items.iter().all(|ground| !ground.facts.is_empty()));
        let crime = RevocationQuestion { new_or_undiscovered_crime: true, ..facts(category) };
        assert!(revocation_grounds(&crime).unwrap().crime.is_some());
    }
}

#[test]
fn more_than_a_month_without_reason_is_a_ground() {
    for (to, expected) in
        [("2026-04-22", Outcome::NotMet), ("2026-04-23", Outcome::NotMet), ("2026-04-24", Outcome::Met)]
    {
        let absence = absent("2026-03-23", to);
        assert_eq!(
            outcome(&RevocationQuestion { absence, ..facts(Category::Probation) }, "IM-46-2"),
            expected,
            "TV-27"
        );
        assert_eq!(outcome(&RevocationQuestion { absence, ..facts(Category::Parole) }, "IM-47-1"), expected);
        let prison = RevocationQuestion { absence, ..facts(Category::TemporaryOutsidePrison) };
        assert_eq!(outcome(&prison, "IM-49-2"), expected);
    }
    let excused = absent("2026-03-23", "2026-05-31").map(|absence| LongAbsence { legitimate_reason: true, ..absence });
    assert_eq!(
        outcome(&RevocationQuestion { absence: excused, ..facts(Category::Probation) }, "IM-46-2"),
        Outcome::NotMet
    );
}

#[test]
fn two_warnings_need_not_corrected_except_for_the_proposal_of_committal() {
    let warned = |category, not_corrected| RevocationQuestion { warnings: 2, not_corrected, ..facts(category) };
    use Outcome::{Met, NeedsJudgement, NotMet};
    for stated in [Met, NeedsJudgement, NotMet] {
        assert_eq!(outcome(&warned(Category::Probation, stated), "IM-46-4"), stated, "TV-60");
        assert_eq!(outcome(&warned(Category::Parole, stated), "IM-47-2"), stated);
        let committal = warned(Category::TemporaryOutsidePrison, stated);
        assert_eq!(outcome(&committal, "IM-49-4"), Met, "TV-61");
        let steps = revocation_grounds(&committal).unwrap().explanation;
        assert!(steps.iter().any(|step| step.en.contains("INT21 516(4)")), "TV-61");
    }
    let once = RevocationQuestion { warnings: 1, not_corrected: Met, ..facts(Category::Probation) };
    assert_eq!(outcome(&once, "IM-46-4"), NotMet);
    let punished = RevocationQuestion { police_punishments: 1, ..facts(Category::Probation) };
    assert_eq!(outcome(&punished, "IM-46-3"), NeedsJudgement);
}

#[test]
fn another_breach_is_enough_for_parole_and_must_be_serious_for_the_rest() {
    let breached = |category| RevocationQuestion { other_breach: true, ..facts(category) };
    assert_eq!(outcome(&breached(Category::Parole), "IM-47-3"), Outcome::Met);
    assert_eq!(outcome(&breached(Category::Probation), "IM-46-5"), Outcome::NeedsJudgement);
    let serious =
        RevocationQuestion { other_breach_serious: Outcome::Met, ..breached(Category::TemporaryOutsidePrison) };
    assert_eq!(outcome(&serious, "IM-49-8"), Outcome::Met);
}

#[test]
fn three_breaches_of_a_prohibition_order_are_serious() {
    let breaches = |count| ProhibitionBreaches {
        count,
        after_punishment: false,
        serious_harm: false,
        otherwise_serious: Outcome::NotMet,
    };
    let ask = |breaches| {
        outcome(&RevocationQuestion { prohibition_breaches: Some(breaches), ..facts(Category::Probation) }, "IM-46-1")
    };
    for (count, expected) in [(0, Outcome::NotMet), (2, Outcome::NotMet), (3, Outcome::Met), (4, Outcome::Met)] {
        assert_eq!(ask(breaches(count)), expected, "PO-6 {count}");
    }
    assert_eq!(ask(ProhibitionBreaches { after_punishment: true, ..breaches(1) }), Outcome::Met);
    assert_eq!(ask(ProhibitionBreaches { serious_harm: true, ..breaches(1) }), Outcome::Met);
    assert_eq!(
        ask(ProhibitionBreaches { otherwise_serious: Outcome::NeedsJudgement, ..breaches(1) }),
        Outcome::NeedsJudgement
    );
    assert_eq!(
        ask(ProhibitionBreaches { serious_harm: true, ..breaches(0) }),
        Outcome::NotMet,
        "no breach, no harm of one"
    );
}

#[test]
fn the_grounds_of_committal_follow_their_facts() {
    let none = OutsidePrison::default();
    let met = |question: &RevocationQuestion, rule| assert_eq!(outcome(question, rule), Outcome::Met, "{rule}");
    met(&outside(OutsidePrison { conditions_unmet: Outcome::Met, ..none }), "IM-49-1");
    met(&outside(OutsidePrison { reexamination_refused: Outcome::Met, ..none }), "IM-49-5");
    met(&outside(OutsidePrison { ground_disappeared: Outcome::Met, ..none }), "IM-49-6");
    met(&outside(OutsidePrison { guarantor_lost: true, ..none }), "IM-49-7");
    let replaced = outside(OutsidePrison { guarantor_lost: true, guarantor_replaced: true, ..none });
    assert_eq!(outcome(&replaced, "IM-49-7"), Outcome::NotMet);
    let recovered = outside(OutsidePrison { ground_disappeared: Outcome::Met, ..none });
    for (ends_on, expected) in
        [("2026-05-31", Outcome::NotMet), ("2026-06-01", Outcome::Met), ("2026-06-02", Outcome::Met)]
    {
        let question = RevocationQuestion { term_ends_on: Some(day(ends_on)), ..recovered.clone() };
        assert_eq!(outcome(&question, "IM-49-6"), expected, "the term is over after {ends_on}");
    }
    let left = outside(OutsidePrison { left_without_approval: true, ..none });
    assert_eq!(outcome(&left, "IM-49-2"), Outcome::NotMet, "a warning comes first");
    let warned = RevocationQuestion { warnings: 1, not_corrected: Outcome::Met, ..left };
    met(&warned, "IM-49-2");
    let refuses = OutsidePrison { refuses_to_report_whereabouts: Outcome::Met, ..none };
    assert_eq!(
        outcome(&outside(refuses), "IM-49-2"),
        Outcome::NotMet,
        "refusing alone is not being out of supervision"
    );
    let away = RevocationQuestion { absence: absent("2026-05-20", "2026-05-25"), ..outside(refuses) };
    met(&away, "IM-49-2");
}

#[test]
fn facts_of_another_category_are_refused() {
    let strayed = RevocationQuestion { outside_prison: Some(OutsidePrison::default()), ..facts(Category::Parole) };
    assert_eq!(revocation_grounds(&strayed).unwrap_err().parameter(), "outside_prison");
    let backwards = RevocationQuestion { absence: absent("2026-05-02", "2026-05-01"), ..facts(Category::Parole) };
    assert_eq!(revocation_grounds(&backwards).unwrap_err().parameter(), "absence.to");
    let future = RevocationQuestion { absence: absent("2026-05-02", "2026-06-02"), ..facts(Category::Parole) };
    assert_eq!(revocation_grounds(&future).unwrap_err().parameter(), "as_of");
}

#[test]
fn a_question_on_the_wire_needs_no_more_than_category_and_day() {
    let question: RevocationQuestion =
        serde_json::from_value(serde_json::json!({"category": "probation", "as_of": "2026-06-01"})).unwrap();
    assert_eq!(question, facts(Category::Probation));
    let absence = serde_json::json!({"category": "parole", "as_of": "2026-06-01", "absence": {"from": "2026-04-01", "to": "2026-05-02"}});
    let question: RevocationQuestion = serde_json::from_value(absence).unwrap();
    assert_eq!(outcome(&question, "IM-47-1"), Outcome::Met);
}

#[test]
fn arrest_goes_with_the_revocation_of_probation_or_parole() {
    let rules = |category, with_proposal, grounds: &[ArrestGround]| -> Vec<String> {
        let question = ArrestQuestion { category, on: day("2026-06-01"), with_proposal, grounds: grounds.to_vec() };
        match arrest(&question).unwrap() {
            Ok(duties) => duties.into_iter().map(|duty| duty.rule).collect(),
            Err(refusal) => vec![refusal.rule],
        }
    };
    let flight = &[ArrestGround::MayFlee];
    for category in [Category::Probation, Category::Parole] {
        assert_eq!(rules(category, true, flight), ["AR-2", "AR-3"]);
        assert_eq!(rules(category, false, flight), ["AR-1"]);
        assert_eq!(rules(category, true, &[]), ["AR-1"]);
    }
    for category in [Category::PublicSurveillance, Category::TemporaryOutsidePrison] {
        assert_eq!(rules(category, true, flight), ["AR-1"], "{category}");
    }
    assert_eq!(arrest_credit(day("2026-05-04"), day("2026-05-28")), Ok(25), "TV-70");
}

fn route(matter: ProposalMatter, in_same_province: bool, court_level: Option<Level>) -> ProposalQuestion {
    ProposalQuestion { matter, on: day("2026-06-01"), in_same_province, court_level }
}

#[test]
fn a_proposal_goes_to_the_organ_that_the_law_names() {
    let here = proposal_route(route(ProposalMatter::ProbationRevocation, true, Some(Level::County))).unwrap();
    assert_eq!((here.through, here.addressees), (vec![Level::County], vec![Addressee::OriginalCourt]));
    let afar = proposal_route(route(ProposalMatter::ProbationRevocation, false, Some(Level::City))).unwrap();
    assert_eq!(afar.through, [Level::County, Level::City], "the agency at the level of the court");
    assert_eq!(afar.addressees, [Addressee::OriginalCourt, Addressee::ExecutionPlaceCourt]);
    let parole = proposal_route(route(ProposalMatter::ParoleRevocation, true, Some(Level::City))).unwrap();
    assert_eq!(parole.addressees[0], Addressee::ParolingCourt, "K-3");
    assert!(parole.copies.contains(&DutyBearer::FileHoldingPrison));
    let committal = proposal_route(route(ProposalMatter::Committal, false, None)).unwrap();
    assert_eq!(committal.addressees, [Addressee::ExecutionPlaceDecidingOrgan]);
    let high = proposal_route(route(ProposalMatter::Commutation, true, Some(Level::Province))).unwrap();
    assert!(high.ruling_to.contains(&DutyBearer::CountyAgency), "CM-1: the court serves the agency");
    assert_eq!((high.through.len(), high.addressees), (3, vec![Addressee::HighCourt]));
    for (matter, level) in [
        (ProposalMatter::ProbationRevocation, None),
        (ProposalMatter::ParoleRevocation, Some(Level::County)),
        (ProposalMatter::Commutation, Some(Level::Office)),
    ] {
        assert_eq!(proposal_route(route(matter, true, level)).unwrap_err().parameter(), "court_level");
    }
}

#[test]
fn proof_of_time_not_counted_is_required_where_there_is_any() {
    let required = |uncounted_time| {
        evidence(uncounted_time, &[EvidenceItem::Proposal]).iter().filter(|due| due.required && !due.supplied).count()
    };
    assert_eq!((required(false), required(true)), (3, 4));
}

/// Which ground each single fact meets: the page for the legal officer.
#[test]
fn the_matrix_of_facts_and_grounds() {
    let mut page = String::new();
    for category in Category::ALL {
        writeln!(page, "{category}").unwrap();
        let bare = facts(*category);
        let corrected_not = Outcome::Met;
        for (label, question) in [
            (
                "away exactly a month",
                RevocationQuestion { absence: absent("2026-04-23", "2026-05-23"), ..bare.clone() },
            ),
            (
                "away a month and a day",
                RevocationQuestion { absence: absent("2026-04-23", "2026-05-24"), ..bare.clone() },
            ),
            (
                "one warning, not corrected",
                RevocationQuestion { warnings: 1, not_corrected: corrected_not, ..bare.clone() },
            ),
            ("two warnings", RevocationQuestion { warnings: 2, ..bare.clone() }),
            (
                "two warnings, not corrected",
                RevocationQuestion { warnings: 2, not_corrected: corrected_not, ..bare.clone() },
            ),
            ("punished by the police", RevocationQuestion { police_punishments: 1, ..bare.clone() }),
            (
                "punished by the police, not corrected",
                RevocationQuestion { police_punishments: 1, not_corrected: corrected_not, ..bare.clone() },
            ),
            ("another breach", RevocationQuestion { other_breach: true, ..bare.clone() }),
            (
                "another serious breach",
                RevocationQuestion { other_breach: true, other_breach_serious: Outcome::Met, ..bare.clone() },
            ),
        ] {
            let answer = revocation_grounds(&question).unwrap();
            let found: Vec<_> = answer
                .items
                .iter()
                .filter(|ground| ground.state > Outcome::NotMet)
                .map(|ground| format!("{} {}", ground.rule, ground.state))
                .collect();
            let found = if found.is_empty() { "-".to_owned() } else { found.join(", ") };
            writeln!(page, "  {label:<40} {found}").unwrap();
        }
    }
    insta::assert_snapshot!(page);
}
