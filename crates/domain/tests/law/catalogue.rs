//! The catalogue of deadlines (rulebook §16.4): whole, readable, and right on the day before, the day and the day after.

use std::{
    collections::BTreeSet,
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
};

use chrono::{Days, TimeDelta};
use domain::{
    calendar::Calendar,
    code::Code,
    period::{Due, Start, due},
    rulebook::{self, Deadline, DeadlineEvent, DeadlineKind, LateConsequence, Rule, Unit},
    time::{Date, end_of_day, local, start_of_day},
};

use crate::support::day;

/// Ordinary; before a festival; the end of a month; a leap day; into a year whose calendar is not known.
const STARTS: [&str; 5] = ["2026-03-13", "2026-09-28", "2026-04-30", "2024-02-29", "2026-12-28"];

/// Deadlines that no part of this crate starts by itself: a case file does not hold their events yet. They are asked by id.
const ASKED_ONLY: [&str; 4] = ["MQ-1", "S-4", "X-1", "X-2"];

fn deadlines() -> impl Iterator<Item = (&'static Rule, Deadline)> {
    rulebook::all().filter_map(|rule| Some((rule, rule.deadline?)))
}

/// The deadline counted from the day, hours from 09:30 of it.
fn counted(deadline: &Deadline, start: Date) -> Due {
    let start = match deadline.unit {
        Unit::Hour => Start::Moment(start_of_day(start) + TimeDelta::minutes(9 * 60 + 30)),
        Unit::Day | Unit::WorkingDay | Unit::Month | Unit::Year => Start::Day(start),
    };
    due(deadline, start, &Calendar::builtin()).unwrap()
}

fn labels<C: Code>(codes: &[C]) -> String {
    codes.iter().map(|code| code.label().0).collect::<Vec<_>>().join("、")
}

#[test]
fn every_deadline_says_who_acts_whom_to_tell_what_stops_it_and_what_follows() {
    for (rule, deadline) in deadlines() {
        assert!(!deadline.stops.is_empty() && !deadline.consequences.is_empty(), "{}", rule.id);
        let duty = deadline.kind == DeadlineKind::Duty;
        assert_eq!(
            deadline.actor.is_some(),
            duty,
            "{}: a duty has a bearer, a limit of a power or a state has none",
            rule.id
        );
        // A prison executes a decision, and a query is answered to whoever asked.
        let told = ["RV-3", "MQ-1", "RL-11"].contains(&rule.id) || !duty || !deadline.to.is_empty();
        assert!(told, "{} tells nobody", rule.id);
        assert!(!deadline.stops.contains(&deadline.start_event), "{}", rule.id);
    }
}

#[test]
fn every_event_and_every_consequence_belongs_to_a_deadline() {
    for event in DeadlineEvent::ALL {
        let used = |deadline: Deadline| deadline.start_event == *event || deadline.stops.contains(event);
        assert!(deadlines().any(|(_, deadline)| used(deadline)), "{event}");
    }
    for consequence in LateConsequence::ALL {
        assert!(deadlines().any(|(_, deadline)| deadline.consequences.contains(consequence)), "{consequence}");
    }
}

/// The catalogue as a page for the legal officer.
#[test]
fn the_catalogue_of_deadlines() {
    let mut page = String::new();
    for (rule, deadline) in deadlines() {
        let Deadline { start_event, n, unit, direction, shift, actor, to, copies, stops, consequences, kind, soft } =
            deadline;
        let actor = actor.map_or("-", |actor| actor.label().0);
        let soft = if soft { "（一般应当）" } else { "" };
        writeln!(page, "{} {}（{}）", rule.id, rule.title.zh, rule.basis.zh).unwrap();
        writeln!(
            page,
            "  期限  {}：{n}{}，{}，{}，{}{soft}",
            start_event.label().0,
            unit.label().0,
            direction.label().0,
            shift.label().0,
            kind.label().0
        )
        .unwrap();
        writeln!(page, "  主体  {actor} → {}；抄送 {}", labels(to), labels(copies)).unwrap();
        writeln!(page, "  终结  {}", labels(stops)).unwrap();
        writeln!(page, "  逾期  {}", labels(consequences)).unwrap();
    }
    insta::assert_snapshot!(page);
}

/// Every deadline from a handful of days, as a table that can be checked with a calendar in the hand.
#[test]
fn the_due_dates_of_every_deadline() {
    let mut page = format!("{:<5} | {:<16} | {:<16} | {:<16} | provisional\n", "rule", "start", "strict", "legal");
    for (rule, deadline) in deadlines() {
        for start in STARTS {
            let due = counted(&deadline, day(start));
            let minute = |at: domain::time::Instant| local(at).format("%F %R").to_string();
            let written = |day: Date| day.format("%F %a").to_string();
            let (from, strict, legal) = match (due.due_at, due.due_legal_at) {
                (Some(due_at), Some(due_legal_at)) => (format!("{start} 09:30"), minute(due_at), minute(due_legal_at)),
                _ => (written(due.start), written(due.due_strict), written(due.due_legal)),
            };
            let provisional = if due.provisional { "provisional" } else { "-" };
            writeln!(page, "{:<5} | {from:<16} | {strict:<16} | {legal:<16} | {provisional}", rule.id).unwrap();
        }
    }
    insta::assert_snapshot!(page);
}

#[test]
fn nothing_is_late_on_the_day_before_or_on_the_day_and_everything_is_the_day_after() {
    let second = TimeDelta::seconds(1);
    for (rule, deadline) in deadlines() {
        for start in STARTS {
            let due = counted(&deadline, day(start));
            let (before, on, after) = match due.due_legal_at {
                Some(at) => (at - TimeDelta::days(1), at, at + second),
                None => (
                    end_of_day(due.due_legal - Days::new(1)) - second,
                    end_of_day(due.due_legal) - second,
                    end_of_day(due.due_legal),
                ),
            };
            let late = [before, on, after].map(|at| due.has_passed(at));
            let expected = [false, false, !due.provisional];
            assert_eq!(late, expected, "{} from {start}: day before, day, day after {}", rule.id, due.due_legal);
        }
    }
}

#[test]
fn every_deadline_is_started_by_the_code_or_asked_by_its_id() {
    let sources = sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"));
    let mut asked_only = BTreeSet::new();
    for (rule, _) in deadlines() {
        let quoted = format!("\"{}\"", rule.id);
        if !sources.iter().any(|source| source.contains(&quoted)) {
            asked_only.insert(rule.id);
        }
    }
    assert_eq!(asked_only, ASKED_ONLY.into_iter().collect());
}

/// The code outside the table of rules, comments aside.
fn sources(folder: &Path) -> Vec<String> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.file_name().is_none_or(|name| name != "rulebook"));
    files
        .into_iter()
        .flat_map(|path| {
            if path.is_dir() {
                return sources(&path);
            }
            let source = fs::read_to_string(&path).unwrap();
            vec![source.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")]
        })
        .collect()
}
