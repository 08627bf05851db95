//! Late reporting, 漏管 and 脱管 (rulebook §2.2, §8.2; TV-25 … TV-29, TV-45, TV-47, TV-50).

use domain::{
    absence::{AbsenceAnswer, AbsenceQuestion, LateReportQuestion, absence, late_report, leave_expiry},
    code::AbsenceKind,
    judgement::QuestionFault,
    time::{Instant, local},
};

use crate::support::day;

fn moment(text: &str) -> Instant {
    chrono::DateTime::parse_from_rfc3339(&format!("{text}:00+08:00")).unwrap().to_utc()
}

fn question(kind: AbsenceKind, since: &str, as_of: &str) -> AbsenceQuestion {
    AbsenceQuestion {
        kind,
        since: moment(since),
        ended_at: None,
        as_of: moment(as_of),
        legitimate_reason: false,
        urgent: false,
        reported_promptly: false,
    }
}

fn lost(since: &str, as_of: &str) -> AbsenceAnswer {
    absence(question(AbsenceKind::LostContact, since, as_of)).unwrap()
}

fn late(limit_on: &str, reported_on: Option<&str>, as_of: &str, special_reason: bool) -> LateReportQuestion {
    LateReportQuestion { limit_on: day(limit_on), reported_on: reported_on.map(day), as_of: day(as_of), special_reason }
}

#[test]
fn more_than_48_hours_count_from_the_next_full_hour() {
    let answer = lost("2026-05-06T09:30", "2026-05-06T09:31");
    assert_eq!(local(answer.due_at).format("%F %R").to_string(), "2026-05-08 09:30", "TV-50");
    assert_eq!(local(answer.due_legal_at).format("%F %R").to_string(), "2026-05-08 10:00", "TV-50");
    for (as_of, out) in [
        ("2026-05-08T09:30", false),
        ("2026-05-08T09:59", false),
        ("2026-05-08T10:00", false),
        ("2026-05-08T10:01", true),
    ] {
        assert_eq!(lost("2026-05-06T09:30", as_of).out_of_supervision, out, "TV-50 {as_of}");
    }
}

#[test]
fn the_search_and_the_notice_to_the_procuratorate_begin_at_once() {
    let answer = lost("2026-05-06T09:30", "2026-05-06T09:30");
    let rules: Vec<_> = answer.duties.iter().map(|duty| duty.rule.as_str()).collect();
    assert_eq!(rules, ["S-1", "S-2", "S-3"], "TV-50");
    let ended = AbsenceQuestion {
        ended_at: Some(moment("2026-05-07T09:30")),
        ..question(AbsenceKind::LostContact, "2026-05-06T09:30", "2026-05-20T00:00")
    };
    let answer = absence(ended).unwrap();
    assert_eq!((answer.hours, answer.out_of_supervision, answer.duties.len()), (24, false, 0));
}

#[test]
fn leave_that_is_overdue_by_46_hours_is_not_out_of_supervision() {
    let overdue = |returned: &str| {
        let ended_at = moment(returned);
        absence(AbsenceQuestion {
            since: leave_expiry(day("2026-03-08")),
            ended_at: Some(ended_at),
            as_of: ended_at,
            ..question(AbsenceKind::LeaveOverdue, "2026-03-09T00:00", returned)
        })
        .unwrap()
    };
    let answer = overdue("2026-03-10T22:00");
    assert_eq!((answer.hours, answer.out_of_supervision), (46, false), "TV-45");
    assert!(!overdue("2026-03-11T01:00").out_of_supervision, "48 hours without the starting one");
    assert!(overdue("2026-03-11T01:01").out_of_supervision);
}

#[test]
fn each_kind_has_its_own_exception() {
    let excused = |kind, reason, urgent, reported| {
        let answer = absence(AbsenceQuestion {
            legitimate_reason: reason,
            urgent,
            reported_promptly: reported,
            ..question(kind, "2026-03-09T00:00", "2026-03-11T12:00")
        })
        .unwrap();
        assert_eq!(answer.hours, 60);
        assert_ne!(answer.excused, answer.out_of_supervision);
        answer.excused
    };
    assert!(excused(AbsenceKind::LeaveOverdue, true, false, true), "TV-47");
    assert!(!excused(AbsenceKind::LeaveOverdue, true, true, false));
    assert!(excused(AbsenceKind::LeftWithoutApproval, true, true, false));
    assert!(!excused(AbsenceKind::LeftWithoutApproval, true, false, true));
    assert!(excused(AbsenceKind::LostContact, true, false, false));
    for kind in [AbsenceKind::LostContact, AbsenceKind::LeftWithoutApproval, AbsenceKind::LeaveOverdue] {
        assert!(!excused(kind, false, true, true), "urgency and a report alone excuse nothing");
    }
}

#[test]
fn late_reporting_is_counted_from_the_day_after_the_last_day_allowed() {
    for (number, reported_on, days, exceeds) in [
        ("in time", "2026-03-23", 0, false),
        ("the day after", "2026-03-24", 1, false),
        ("TV-25", "2026-04-02", 10, false),
        ("TV-26", "2026-04-03", 11, false),
        ("TV-27", "2026-04-23", 31, false),
        ("TV-27", "2026-04-24", 32, true),
    ] {
        let answer = late_report(late("2026-03-23", Some(reported_on), reported_on, false)).unwrap();
        assert_eq!((answer.lateness.days, answer.lateness.exceeds_a_month), (days, exceeds), "{number}");
        assert_eq!(answer.missed_intake, days > 0, "{number}");
        assert!(answer.duties.is_empty(), "{number}: nobody is searched for who is there");
    }
    let early = late_report(late("2026-03-23", Some("2026-03-16"), "2026-03-30", false)).unwrap();
    assert_eq!((early.lateness.days, early.missed_intake), (0, false));
}

#[test]
fn one_who_was_in_intensive_care_is_late_and_not_missed() {
    let answer = late_report(late("2026-03-23", None, "2026-04-10", true)).unwrap();
    assert_eq!((answer.lateness.days, answer.missed_intake), (18, false), "TV-29");
    assert!(answer.duties.is_empty());
    let missing = late_report(late("2026-03-23", None, "2026-03-24", false)).unwrap();
    assert!(missing.missed_intake);
    assert_eq!(missing.duties.len(), 2, "search at once, inform deciding organ and procuratorate");
}

#[test]
fn impossible_absences_name_the_parameter() {
    let backwards = absence(question(AbsenceKind::LostContact, "2026-05-06T09:30", "2026-05-06T09:29")).unwrap_err();
    assert_eq!(backwards, QuestionFault::EndBeforeStart { parameter: "as_of", start: "since" });
    let ended = AbsenceQuestion {
        ended_at: Some(moment("2026-05-05T00:00")),
        ..question(AbsenceKind::LostContact, "2026-05-06T09:30", "2026-05-07T00:00")
    };
    assert_eq!(absence(ended).unwrap_err().parameter(), "ended_at");
    assert_eq!(late_report(late("2026-03-23", None, "2026-03-22", false)).unwrap_err().parameter(), "as_of");
    assert_eq!(
        late_report(late("2026-03-23", Some("2201-01-01"), "2026-03-24", false)).unwrap_err().parameter(),
        "reported_on"
    );
}
