//! Sanctions (rulebook §2.2, §7; TV-25 … TV-27, TV-59 … TV-63, TV-66) and the matrix *fact × measure*.

use std::fmt::Write;

use domain::{
    code::{AbsenceEvent, Breach, Category, Code, CommendationCondition, MeasureCode, Outcome},
    judgement::{Measure, QuestionFault},
    sanction::{
        CommendationQuestion, ConductQuestion, PoliceQuestion, SanctionQuestion, commendation, conduct_sanctions,
        police_punishment, sanctions,
    },
};

use crate::support::day;

fn late(category: Category, found_on: &str) -> SanctionQuestion {
    SanctionQuestion {
        category,
        event: AbsenceEvent::LateReport,
        limit_on: Some(day("2026-03-23")),
        since: None,
        found_on: Some(day(found_on)),
        as_of: None,
        legitimate_reason: false,
    }
}

fn away(category: Category, as_of: &str) -> SanctionQuestion {
    SanctionQuestion {
        event: AbsenceEvent::OutOfSupervision,
        limit_on: None,
        since: Some(day("2026-03-23")),
        found_on: None,
        as_of: Some(day(as_of)),
        ..late(category, as_of)
    }
}

fn conduct(category: Category, breach: Option<Breach>, admonitions: u32, warnings: u32) -> ConductQuestion {
    ConductQuestion { category, on: day("2026-06-01"), breach, admonitions, warnings, police_punishments: 0 }
}

fn rungs(measures: &[Measure]) -> Vec<(MeasureCode, &str)> {
    measures.iter().map(|measure| (measure.code, measure.rule.as_str())).collect()
}

#[test]
fn late_reporting_climbs_the_ladder_by_its_days() {
    use MeasureCode::{Admonition, RevocationGround, Warning};
    for (number, found_on, days, expected) in [
        ("in time", "2026-03-23", 0, vec![]),
        ("the day after", "2026-03-24", 1, vec![(Admonition, "IM-34-1")]),
        ("TV-25", "2026-04-02", 10, vec![(Admonition, "IM-34-1")]),
        ("TV-26", "2026-04-03", 11, vec![(Warning, "IM-35-2")]),
        ("TV-27", "2026-04-23", 31, vec![(Warning, "IM-35-2")]),
        ("TV-27", "2026-04-24", 32, vec![(RevocationGround, "IM-46-2"), (Warning, "IM-35-2")]),
    ] {
        let answer = sanctions(late(Category::Probation, found_on)).unwrap();
        assert_eq!((answer.days, rungs(&answer.measures)), (days, expected), "{number}");
        assert!(!answer.explanation.is_empty());
    }
}

#[test]
fn more_than_a_month_is_answered_by_the_category() {
    for (category, code, rule) in [
        (Category::PublicSurveillance, MeasureCode::PolicePunishment, "PSAPL-72-4"),
        (Category::Probation, MeasureCode::RevocationGround, "IM-46-2"),
        (Category::Parole, MeasureCode::RevocationGround, "IM-47-1"),
        (Category::TemporaryOutsidePrison, MeasureCode::CommittalGround, "IM-49-2"),
    ] {
        for question in [late(category, "2026-04-24"), away(category, "2026-04-24")] {
            let measures = sanctions(question).unwrap().measures;
            assert_eq!(rungs(&measures), [(code, rule), (MeasureCode::Warning, "IM-35-2")]);
        }
    }
}

#[test]
fn a_month_ends_on_the_last_day_where_the_day_number_does_not_exist() {
    let from_january = |found_on: &str| {
        let question = SanctionQuestion { limit_on: Some(day("2026-01-31")), ..late(Category::Parole, found_on) };
        sanctions(question).unwrap().measures.len()
    };
    assert_eq!((from_january("2026-02-28"), from_january("2026-03-01")), (1, 2));
}

#[test]
fn the_article_is_that_of_the_law_in_force_on_the_day_of_the_act() {
    let cited = |limit_on: &str, found_on: &str| {
        let question =
            SanctionQuestion { limit_on: Some(day(limit_on)), ..late(Category::PublicSurveillance, found_on) };
        sanctions(question).unwrap().measures[0].basis.zh.contains("第六十条第四项")
    };
    assert!(cited("2025-11-10", "2025-12-31"), "the law of 2012");
    assert!(!cited("2025-11-10", "2026-01-01"), "K-15: a continuous act ends under the law of 2025");
}

#[test]
fn a_day_out_of_contact_is_a_minor_breach_and_a_legitimate_reason_excuses_all() {
    let answer = sanctions(away(Category::Probation, "2026-03-24")).unwrap();
    assert_eq!(rungs(&answer.measures), [(MeasureCode::Admonition, "IM-34-2")], "TV-45");
    let answer = sanctions(away(Category::Probation, "2026-03-26")).unwrap();
    assert_eq!(rungs(&answer.measures), [(MeasureCode::Admonition, "IM-34-1")]);
    let excused = SanctionQuestion { legitimate_reason: true, ..late(Category::Probation, "2026-06-30") };
    assert!(sanctions(excused).unwrap().measures.is_empty(), "TV-29");
}

#[test]
fn a_question_without_its_dates_names_what_is_missing() {
    let whole = late(Category::Probation, "2026-04-02");
    for (question, fault) in [
        (SanctionQuestion { limit_on: None, ..whole }, QuestionFault::Missing { parameter: "limit_on" }),
        (SanctionQuestion { found_on: None, ..whole }, QuestionFault::Missing { parameter: "found_on" }),
        (
            SanctionQuestion { since: whole.limit_on, ..whole },
            QuestionFault::DoesNotGoWith { parameter: "since", other: "event" },
        ),
        (
            SanctionQuestion { as_of: whole.found_on, ..whole },
            QuestionFault::DoesNotGoWith { parameter: "as_of", other: "found_on" },
        ),
        (
            SanctionQuestion { found_on: Some(day("2026-03-22")), ..whole },
            QuestionFault::EndBeforeStart { parameter: "found_on", start: "limit_on" },
        ),
        (
            SanctionQuestion { limit_on: Some(day("1800-01-01")), ..whole },
            QuestionFault::Date { parameter: "limit_on" },
        ),
    ] {
        assert_eq!(sanctions(question).unwrap_err(), fault);
    }
}

#[test]
fn the_wire_is_that_of_the_contract() {
    let question: SanctionQuestion = serde_json::from_value(serde_json::json!({
        "category": "probation", "event": "late_report", "limit_on": "2026-03-23", "found_on": "2026-04-02", "legitimate_reason": false
    }))
    .unwrap();
    let answer = serde_json::to_value(sanctions(question).unwrap()).unwrap();
    assert_eq!((&answer["days"], &answer["measures"][0]["code"]), (&10.into(), &"admonition".into()));
    assert_eq!(answer["measures"][0]["rule"], "IM-34-1");
    assert!(answer["measures"][0]["basis"].is_object());
}

#[test]
fn earlier_measures_raise_the_next_one() {
    use MeasureCode::{Admonition, CommittalGround, PolicePunishment, RevocationGround, Warning};
    let minor = Some(Breach::Minor);
    for (number, question, expected) in [
        ("one admonition", conduct(Category::Probation, minor, 1, 0), vec![(Admonition, "IM-34-2")]),
        ("TV-59", conduct(Category::Probation, minor, 2, 0), vec![(Warning, "IM-35-5")]),
        ("one warning", conduct(Category::Probation, minor, 0, 1), vec![(Admonition, "IM-34-2")]),
        (
            "TV-60",
            conduct(Category::Probation, minor, 0, 2),
            vec![(RevocationGround, "IM-46-4"), (Admonition, "IM-34-2")],
        ),
        ("two warnings and nothing new", conduct(Category::Probation, None, 0, 2), vec![]),
        ("TV-61", conduct(Category::TemporaryOutsidePrison, None, 0, 2), vec![(CommittalGround, "IM-49-4")]),
        (
            "TV-62",
            conduct(Category::Parole, Some(Breach::Heavier), 0, 0),
            vec![(Warning, "IM-35-3"), (RevocationGround, "IM-47-3")],
        ),
        (
            "public surveillance knows no revocation",
            conduct(Category::PublicSurveillance, minor, 0, 2),
            vec![(PolicePunishment, "PSAPL-72-4"), (Admonition, "IM-34-2")],
        ),
        (
            "a prohibition order",
            conduct(Category::Probation, Some(Breach::ProhibitionMinor), 0, 0),
            vec![(Warning, "IM-35-1"), (PolicePunishment, "PSAPL-73-1")],
        ),
        (
            "TV-58",
            conduct(Category::TemporaryOutsidePrison, Some(Breach::ReexaminationWithheld), 0, 0),
            vec![(Warning, "IM-35-4")],
        ),
    ] {
        assert_eq!(rungs(&conduct_sanctions(question).unwrap().measures), expected, "{number}");
    }
    let notice = conduct_sanctions(conduct(Category::TemporaryOutsidePrison, None, 0, 2)).unwrap().explanation;
    assert!(notice[0].en.contains("INT21 516(4)"), "TV-61");
    let punished = ConductQuestion { police_punishments: 1, ..conduct(Category::Probation, minor, 0, 0) };
    assert_eq!(rungs(&conduct_sanctions(punished).unwrap().measures)[0], (RevocationGround, "IM-46-3"));
    let stray = conduct_sanctions(conduct(Category::Parole, Some(Breach::ProhibitionMinor), 0, 0)).unwrap_err();
    assert_eq!(stray.parameter(), "breach");
}

#[test]
fn a_parolee_is_never_brought_before_the_police() {
    for (admonitions, warnings, police_punishments) in [(0, 0, 0), (2, 0, 1), (0, 2, 1), (9, 9, 9)] {
        for breach in Breach::ALL
            .iter()
            .filter(|breach| !matches!(breach, Breach::ProhibitionMinor | Breach::ReexaminationWithheld))
        {
            let question = ConductQuestion {
                police_punishments,
                ..conduct(Category::Parole, Some(*breach), admonitions, warnings)
            };
            let measures = conduct_sanctions(question).unwrap().measures;
            assert!(measures.iter().all(|measure| measure.code != MeasureCode::PolicePunishment), "TV-62 {breach}");
        }
    }
}

fn police(category: Category, prohibition: bool, acted_on: &str, discovered_on: &str) -> PoliceQuestion {
    PoliceQuestion { category, prohibition, acted_on: day(acted_on), discovered_on: day(discovered_on) }
}

#[test]
fn an_act_not_discovered_within_six_months_is_no_longer_punished() {
    for (discovered_on, punished) in
        [("2026-04-30", true), ("2026-05-01", true), ("2026-05-02", false), ("2026-06-10", false)]
    {
        let answer = police_punishment(police(Category::Probation, false, "2025-11-01", discovered_on)).unwrap();
        assert_eq!(answer.is_ok(), punished, "TV-63 {discovered_on}");
    }
    let refusal =
        police_punishment(police(Category::Probation, false, "2025-11-01", "2026-06-10")).unwrap().unwrap_err();
    assert_eq!(refusal.rule, "PSAPL-25");
    let refusal = police_punishment(police(Category::Parole, false, "2026-03-01", "2026-03-01")).unwrap().unwrap_err();
    assert_eq!(refusal.rule, "PSAPL-72-4", "TV-62");
    let measure =
        police_punishment(police(Category::PublicSurveillance, true, "2026-03-01", "2026-03-01")).unwrap().unwrap();
    assert_eq!(measure.rule, "PSAPL-73-1");
    assert_eq!(
        police_punishment(police(Category::Parole, true, "2026-03-01", "2026-03-01")).unwrap_err().parameter(),
        "prohibition"
    );
}

#[test]
fn ordinary_commendation_begins_six_months_after_intake() {
    let ask = |on: &str, fulfilled: &[CommendationCondition], outstanding| {
        let question = CommendationQuestion {
            intake_on: day("2026-03-13"),
            on: day(on),
            fulfilled: fulfilled.to_vec(),
            outstanding,
        };
        commendation(&question).unwrap()
    };
    let all = CommendationCondition::ALL;
    for (on, outcome) in [("2026-09-12", Outcome::NotMet), ("2026-09-13", Outcome::Met), ("2026-09-14", Outcome::Met)] {
        let answer = ask(on, all, false);
        assert_eq!((answer.earliest_on, answer.outcome), (day("2026-09-13"), outcome), "TV-66 {on}");
    }
    assert_eq!(ask("2026-12-01", &all[..3], false).outcome, Outcome::NotMet, "all four are needed");
    assert_eq!(ask("2026-03-20", &[], true).outcome, Outcome::Met, "outstanding deeds know no time");
    assert_eq!(ask("2026-09-13", all, false).conditions.len(), 5);
}

/// What the law makes of each fact, for each category: the page for the legal officer.
#[test]
fn the_matrix_of_facts_and_measures() {
    let mut page = String::new();
    let mut line = |label: &str, cells: Vec<String>| writeln!(page, "{label:<52} {}", cells.join(" | ")).unwrap();
    let cell = |measures: Vec<Measure>| {
        let words: Vec<_> = measures.iter().map(|measure| format!("{} {}", measure.code, measure.rule)).collect();
        if words.is_empty() { "-".to_owned() } else { words.join(", ") }
    };
    line("fact", Category::ALL.iter().map(|category| category.code().to_owned()).collect());
    for found_on in ["2026-03-23", "2026-03-24", "2026-03-25", "2026-04-02", "2026-04-03", "2026-04-23", "2026-04-24"] {
        for ask in [late, away] {
            let question = ask(Category::Probation, found_on);
            let days = sanctions(question).unwrap().days;
            line(
                &format!("{}, {days} days", question.event),
                Category::ALL
                    .iter()
                    .map(|category| cell(sanctions(ask(*category, found_on)).unwrap().measures))
                    .collect(),
            );
        }
    }
    let breaches = Breach::ALL.iter().map(|breach| Some(*breach)).chain([None]);
    for breach in breaches {
        for (record, admonitions, warnings, police_punishments) in [
            ("clean record", 0, 0, 0),
            ("2 admonitions", 2, 0, 0),
            ("2 warnings", 0, 2, 0),
            ("police-punished", 0, 0, 1),
        ] {
            let label = breach.map_or_else(|| "no new breach".to_owned(), |breach| breach.to_string());
            let cells = Category::ALL.iter().map(|category| {
                let question =
                    ConductQuestion { police_punishments, ..conduct(*category, breach, admonitions, warnings) };
                conduct_sanctions(question).map_or_else(|_| "no such breach".to_owned(), |answer| cell(answer.measures))
            });
            line(&format!("{label}, {record}"), cells.collect());
        }
    }
    insta::assert_snapshot!(page);
}
