//! Answers of the law as pages for the legal officer: leave, medical intervals, minors, expiry, and what each category knows.

use std::fmt::Write as _;

use chrono::Days;
use domain::{
    calendar::Calendar,
    case_file::{CaseFile, Subject},
    clock::clocks,
    code::{ArrestGround, Category, Code, MedicalReport, PendingMatter},
    commutation::{Commutation, CommutationFault, commuted_term},
    defaults::Defaults,
    expiry::{ExpiryQuestion, Ruling, expiry},
    ids::SuperviseeId,
    judgement::Span,
    leave::{LeaveQuestion, leave_route},
    medical_interval::{IntervalQuestion, medical_interval},
    minor::{MinorQuestion, SealingQuestion, minor_regime, sealing},
    prohibition::{ProhibitionFault, prohibition_term},
    revocation::{ArrestQuestion, RevocationQuestion, arrest, revocation_grounds},
    sanction::{PoliceQuestion, police_punishment},
    sentence::Penalty,
    supervisee::Order,
    term::{Custody, Term, correction_term},
    time::start_of_day,
};

use crate::support::day;

/// A page of columns, the first one wide.
struct Page(String);

impl Page {
    fn new(columns: &[&str]) -> Self {
        let mut page = Self(String::new());
        page.row(columns.iter().map(|column| (*column).to_owned()));
        page
    }

    fn row(&mut self, cells: impl IntoIterator<Item = String>) {
        let cells: Vec<_> = cells.into_iter().collect();
        writeln!(self.0, "{}", cells.join(" | ")).unwrap();
    }
}

/// Days of leave × delegation, alone and after twenty days of earlier leave, to the approver.
#[test]
fn the_approver_of_a_leave() {
    let mut page = Page::new(&["days", "earlier", "delegated", "not delegated"]);
    let from = day("2026-06-11");
    let earlier = Span { from: day("2026-05-01"), to: day("2026-05-20") };
    for days in [1, 3, 7, 8, 10, 11, 30, 31, 60] {
        for earlier in [vec![], vec![earlier]] {
            let taken = if earlier.is_empty() {
                "none".to_owned()
            } else {
                format!("{} to {}", earlier[0].from, earlier[0].to)
            };
            let cells = [true, false].map(|delegated| {
                let question =
                    LeaveQuestion { from, to: from + Days::new(days - 1), earlier: earlier.clone(), delegated };
                let route = leave_route(&question, &Defaults::national()).unwrap();
                let filed = if route.file_with_county { ", filed with the county agency" } else { "" };
                let informed = if route.notify_procuratorate { ", procuratorate informed" } else { "" };
                format!("{} of {} cumulative{filed}{informed}", route.approver, route.cumulative_days)
            });
            page.row([days.to_string(), taken].into_iter().chain(cells));
        }
    }
    insta::assert_snapshot!(page.0);
}

/// The length of a medical extension to its approver (IM 24, 58).
#[test]
fn the_approver_of_a_medical_extension() {
    let mut page = Page::new(&["extension", "report due on", "put off to", "approver"]);
    let length = |months, days| Term { years: 0, months, days };
    for due_on in ["2026-03-15", "2026-04-30", "2026-11-30"] {
        for extension in [
            length(0, 1),
            length(0, 15),
            length(0, 30),
            length(0, 31),
            length(1, 0),
            length(2, 0),
            length(2, 30),
            length(3, 0),
            length(3, 1),
            length(6, 0),
        ] {
            let question = IntervalQuestion { report: MedicalReport::Reexamination, due_on: day(due_on), extension };
            let route = medical_interval(question, &Defaults::national()).unwrap();
            page.row([
                extension.text().en,
                due_on.to_owned(),
                route.extended_to.to_string(),
                route.approver.to_string(),
            ]);
        }
    }
    insta::assert_snapshot!(page.0);
}

/// Birth, offence, intake and the day asked about, to regime and sealing.
#[test]
fn the_regime_and_the_sealing_of_minors() {
    let mut page =
        Page::new(&["born", "offence", "intake", "asked", "age", "minor regime", "sealed at 5 years", "sealed above"]);
    for (birth_date, offence, intake_on, on) in [
        ("2008-09-10", "2025-11-01", "2026-03-13", "2026-03-13"),
        ("2008-09-10", "2025-11-01", "2026-03-13", "2026-09-10"),
        ("2008-09-10", "2025-11-01", "2026-03-13", "2026-10-01"),
        ("2008-03-13", "2026-01-05", "2026-03-13", "2026-03-13"),
        ("2008-03-12", "2026-01-05", "2026-03-13", "2026-03-13"),
        ("2007-05-01", "2025-03-01", "2026-03-13", "2026-03-13"),
        ("2007-05-01", "2025-05-01", "2026-03-13", "2026-03-13"),
        ("2007-05-01", "2025-05-02", "2026-03-13", "2026-03-13"),
        ("2008-02-29", "2026-02-28", "2026-02-28", "2026-03-01"),
        ("2008-02-29", "2026-03-01", "2026-03-01", "2026-03-01"),
    ] {
        let answer =
            minor_regime(MinorQuestion { birth_date: day(birth_date), intake_on: day(intake_on), on: day(on) })
                .unwrap();
        let sealed = |term| {
            let question = SealingQuestion {
                birth_date: day(birth_date),
                first_acted_on: day(offence),
                last_acted_on: day(offence),
                main_acts_before_majority: None,
                penalty: Some(Penalty::FixedTermImprisonment),
                term: Some(term),
            };
            sealing(question).unwrap().outcome.to_string()
        };
        page.row([
            birth_date.to_owned(),
            offence.to_owned(),
            intake_on.to_owned(),
            on.to_owned(),
            answer.age.to_string(),
            answer.minor.to_string(),
            sealed(Term::years(5)),
            sealed(Term { years: 5, months: 1, days: 0 }),
        ]);
    }
    insta::assert_snapshot!(page.0);
}

/// What the end of the term means while something is pending.
#[test]
fn the_end_of_a_term_with_something_pending() {
    let mut page = Page::new(&["category", "pending", "day before", "last day", "rule", "duties"]);
    let ends_on = day("2026-06-30");
    let matters = PendingMatter::ALL.iter().map(|matter| vec![*matter]);
    for pending in [vec![]].into_iter().chain(matters) {
        for category in Category::ALL {
            for approved_by_prison_or_police in [false, true] {
                if approved_by_prison_or_police && *category != Category::TemporaryOutsidePrison {
                    continue;
                }
                let ask = |as_of| {
                    let question = ExpiryQuestion::new(*category, ends_on, as_of);
                    expiry(&ExpiryQuestion { pending: pending.clone(), approved_by_prison_or_police, ..question })
                };
                let matter = pending.first().map_or_else(|| "nothing".to_owned(), ToString::to_string);
                let organ = if approved_by_prison_or_police { " (prison or police)" } else { "" };
                let name = format!("{category}{organ}");
                let (Ok(before), Ok(answer)) = (ask(ends_on - Days::new(1)), ask(ends_on)) else {
                    page.row([name, matter, "does not go with the category".to_owned()]);
                    continue;
                };
                let duties: Vec<_> = answer.duties.iter().map(|duty| duty.rule.as_str()).collect();
                page.row([
                    name,
                    matter,
                    before.outcome.to_string(),
                    answer.outcome.to_string(),
                    answer.rule,
                    duties.join(" "),
                ]);
            }
        }
    }
    for (made_on, words) in [
        ("2026-06-29", "granted the day before"),
        ("2026-06-30", "granted on the last day"),
        ("2026-07-01", "granted the day after"),
    ] {
        let question = ExpiryQuestion {
            ruling: Some(Ruling { made_on: day(made_on), granted: true }),
            ..ExpiryQuestion::new(Category::Probation, ends_on, day("2026-07-10"))
        };
        let answer = expiry(&question).unwrap();
        let recorded = if answer.record_only { "only recorded" } else { "" };
        page.row([
            "probation".to_owned(),
            words.to_owned(),
            answer.outcome.to_string(),
            answer.rule,
            recorded.to_owned(),
        ]);
    }
    insta::assert_snapshot!(page.0);
}

/// A case in which everything that can run does.
fn clocks_of(category: Category, deciding_organ: &str) -> String {
    let order = Order {
        deciding_organ: Some(deciding_organ.to_owned()),
        effective_on: Some(day("2026-03-13")),
        supervision_starts_on: Some(day("2026-03-13")),
        supervision_ends_on: Some(day("2027-03-12")),
        documents_received_on: Some(day("2026-03-16")),
        reported_on: Some(day("2026-03-19")),
        temporary_ground: Some(domain::code::TemporaryGround::SeriousIllness),
        ..Order::new(category)
    };
    let case = CaseFile {
        supervisee_id: SuperviseeId::from_uuid(uuid::Uuid::nil()),
        person: Subject { birth_date: None, sex: None },
        order,
        registered_on: day("2026-03-16"),
        place: domain::proceedings::Place::default(),
        proceedings: Vec::new(),
        records: Vec::new(),
    };
    let clocks = clocks(&case, &Calendar::builtin(), start_of_day(day("2026-03-20")));
    clocks.iter().map(|clock| clock.rule).collect::<Vec<_>>().join(" ")
}

fn grounds_of(category: Category) -> String {
    let answer = revocation_grounds(&RevocationQuestion::new(category, day("2026-06-01"))).unwrap();
    let rules: Vec<_> = answer.items.into_iter().map(|ground| ground.rule).collect();
    if rules.is_empty() { "none".to_owned() } else { rules.join(" ") }
}

fn commuted(category: Category, penalty: Penalty) -> String {
    let commutation = Commutation {
        category,
        penalty,
        starts_on: day("2026-03-13"),
        term: Term::years(2),
        custody: Custody::default(),
        shortened_by: Term::months(3),
        major_merit: false,
    };
    match commuted_term(&commutation) {
        Ok(term) => format!("{penalty}: to {}, never before {}", term.ends_on, term.earliest_ends_on),
        Err(CommutationFault::Unlawful(refusal)) => format!("{penalty}: refused under {}", refusal.rule),
        Err(CommutationFault::Question(fault)) => format!("{penalty}: {fault}"),
    }
}

/// Category × rule: what of the law each of the four categories knows.
#[test]
fn the_categories_and_their_rules() {
    let mut page = Page::new(&["rule", "public_surveillance", "probation", "parole", "temporary_outside_prison"]);
    let mut line = |words: &str, cell: &dyn Fn(Category) -> String| {
        page.row([words.to_owned()].into_iter().chain(Category::ALL.iter().map(|category| cell(*category))));
    };
    let custody = Custody { custody_days: 10, ..Custody::default() };
    line("clocks, decided by a court", &|category| clocks_of(category, "武陵区人民法院"));
    line("clocks, approved by a prison administration", &|category| clocks_of(category, "湖南省监狱管理局"));
    line("a year from 2026-03-13 with 10 days of custody", &|category| {
        correction_term(category, day("2026-03-13"), Term::years(1), custody).unwrap().ends_on.to_string()
    });
    line("prohibition order of two months", &|category| {
        let term = correction_term(category, day("2026-03-13"), Term::years(1), Custody::default()).unwrap();
        match prohibition_term(category, &term, Term::months(2), Custody::default()) {
            Ok(order) => format!("to {}", order.ends_on),
            Err(ProhibitionFault::Unlawful(refusal)) => format!("refused under {}", refusal.rule),
            Err(ProhibitionFault::Question(fault)) => fault.to_string(),
        }
    });
    line("grounds of revocation or committal", &grounds_of);
    line("arrest with the proposal", &|category| {
        let grounds = vec![ArrestGround::ALL[0]];
        match arrest(&ArrestQuestion { category, on: day("2026-06-01"), with_proposal: true, grounds }).unwrap() {
            Ok(duties) => duties.into_iter().map(|duty| duty.rule).collect::<Vec<_>>().join(" "),
            Err(refusal) => format!("refused under {}", refusal.rule),
        }
    });
    line("punishment by the police", &|category| {
        let acted_on = day("2026-06-01");
        match police_punishment(PoliceQuestion { category, prohibition: false, acted_on, discovered_on: acted_on })
            .unwrap()
        {
            Ok(measure) => measure.rule,
            Err(refusal) => format!("refused under {}", refusal.rule),
        }
    });
    line("a new crime", &|category| {
        let question = RevocationQuestion {
            new_or_undiscovered_crime: true,
            ..RevocationQuestion::new(category, day("2026-06-01"))
        };
        revocation_grounds(&question).unwrap().crime.unwrap().rule
    });
    for penalty in [Penalty::PublicSurveillance, Penalty::CriminalDetention, Penalty::FixedTermImprisonment] {
        line("commutation by three months of two years", &|category| commuted(category, penalty));
    }
    insta::assert_snapshot!(page.0);
}
