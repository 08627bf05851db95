//! Search for one out of contact: at once, with notices, 脱管 after more than 48 hours (CCL 30; IM 38; OP26 13, 14).

use chrono::TimeDelta;
use domain::{
    case_file::CaseFile,
    code::{
        Category, ConditionCode, DutyBearer, MeasureCode, ProceedingStatus,
        SearchMeans::{self, Communication, InformationCheck, Visit},
    },
    proceedings::{ActCode, Denied, Finding, Search, lost_contact_search::LostContactSearchContent},
    time::{Instant, start_of_day},
};

use super::{
    breach_inquiry::measures,
    play::{Play, Who, at, case, closure, delivery, faults, refused},
};
use crate::support::day;

fn moment(date: &str, hour: i64, minute: i64) -> Instant {
    start_of_day(day(date)) + TimeDelta::hours(hour) + TimeDelta::minutes(minute)
}

fn lost() -> LostContactSearchContent {
    LostContactSearchContent {
        last_contact_at: moment("2026-06-01", 8, 30),
        circumstances: "六月一日早上通话后手机停机，单位称未上班".to_owned(),
        papers: Vec::new(),
    }
}

fn opened() -> Play {
    Play::open(case(Category::Probation), Who::Officer, "2026-06-01", lost()).unwrap()
}

fn search(means: SearchMeans) -> Search {
    Search {
        means,
        place: "户籍地某村、现住址".to_owned(),
        result: "未找到，邻居称两日未见".to_owned(),
        acted_on: None,
        opinion: None,
        papers: Vec::new(),
    }
}

fn found(found_at: Instant) -> Finding {
    Finding {
        found_at,
        place: "桃源县亲戚家".to_owned(),
        found_by: "司法所工作人员和社区民警".to_owned(),
        legitimate_reason: None,
        refuses_supervision: false,
        acted_on: None,
        opinion: None,
        papers: Vec::new(),
    }
}

#[test]
fn contact_is_lost_from_the_start_and_supervision_after_more_than_48_hours() {
    let play = opened();
    assert_eq!(play.proceeding.status(), ProceedingStatus::InProgress);
    for (asked_at, lost, out) in [
        (moment("2026-06-01", 8, 29), false, false),
        (moment("2026-06-01", 8, 30), true, false),
        (moment("2026-06-03", 8, 31), true, false),
        (moment("2026-06-03", 9, 0), true, false),
        (moment("2026-06-03", 9, 1), true, true),
    ] {
        let conditions = play.conditions(asked_at);
        assert_eq!(conditions.contains(&ConditionCode::LostContact), lost, "{asked_at}");
        assert_eq!(conditions.contains(&ConditionCode::OutOfSupervision), out, "{asked_at}");
    }
    let boundary = play.standing(moment("2026-06-01", 12, 0)).valid_until;
    assert_eq!(boundary, Some(moment("2026-06-03", 9, 0)), "the starting hour is not counted (C-5)");
    let facts = play.assessment("2026-06-01").facts;
    assert_eq!(facts[1].value, "2026-06-03T08:30:00+08:00");
    assert_eq!(facts[2].value, "2026-06-03T09:00:00+08:00");
}

#[test]
fn the_procuratorate_is_told_at_once_and_the_police_when_the_search_was_full() {
    let mut play = opened();
    assert_eq!(play.owed("2026-06-01"), [(DutyBearer::Procuratorate, "S-2".to_owned())]);
    assert_eq!(refused(play.act(Who::Officer, "2026-06-01", delivery(DutyBearer::Police))), "S-3", "search first");
    play.act(Who::Officer, "2026-06-01", delivery(DutyBearer::Procuratorate)).unwrap();
    play.act(Who::Officer, "2026-06-01", search(Communication)).unwrap();
    play.act(Who::BureauOfficer, "2026-06-01", search(InformationCheck)).unwrap();
    assert!(play.owed("2026-06-01").is_empty());
    assert_eq!(play.assessment("2026-06-01").warnings[0].message.zh, "尚未采用：实地查访");
    play.act(Who::Officer, "2026-06-02", search(Visit)).unwrap();
    assert_eq!(play.owed("2026-06-02"), [(DutyBearer::Police, "S-3".to_owned())]);
    assert!(play.assessment("2026-06-02").warnings.is_empty());
    play.act(Who::BureauOfficer, "2026-06-02", delivery(DutyBearer::Police)).unwrap();
    assert!(play.owed("2026-06-02").is_empty());
}

#[test]
fn the_finding_ends_it_and_points_to_the_measure_of_its_length() {
    use MeasureCode::{Admonition, PolicePunishment, RevocationGround, Warning};
    for (date, expected) in [
        ("2026-06-11", vec![Admonition]),
        ("2026-06-12", vec![Warning, PolicePunishment]),
        ("2026-07-01", vec![Warning, PolicePunishment]),
        ("2026-07-02", vec![RevocationGround, Warning, PolicePunishment]),
    ] {
        let mut play = opened();
        assert_eq!(play.act(Who::Officer, date, found(at(date))).unwrap(), ProceedingStatus::Closed);
        let codes: Vec<_> = measures(&play, date).into_iter().map(|(code, _)| code).collect();
        assert_eq!(codes, expected, "S-5 {date}");
        assert_eq!(play.assessment(date).warnings[0].rule, "IM-40", "an inquiry first");
        assert!(play.conditions(at(date)).is_empty(), "{date}");
        assert!(play.act(Who::BureauOfficer, date, delivery(DutyBearer::Procuratorate)).is_ok(), "still owed");
    }
}

#[test]
fn a_legitimate_reason_excuses_and_a_refusal_of_supervision_goes_further() {
    let mut excused = opened();
    let with_reason = Finding { legitimate_reason: Some("突发疾病住院".to_owned()), ..found(at("2026-06-20")) };
    excused.act(Who::Officer, "2026-06-20", with_reason).unwrap();
    assert!(measures(&excused, "2026-06-20").is_empty());
    assert_eq!(excused.assessment("2026-06-20").facts[3].value, "false");
    for (category, expected) in [
        (
            Category::PublicSurveillance,
            vec![(MeasureCode::Admonition, "IM-34-1"), (MeasureCode::PolicePunishment, "S-6")],
        ),
        (
            Category::Probation,
            vec![
                (MeasureCode::Admonition, "IM-34-1"),
                (MeasureCode::PolicePunishment, "S-6"),
                (MeasureCode::RevocationGround, "S-6"),
            ],
        ),
        (Category::Parole, vec![(MeasureCode::RevocationGround, "IM-47-3"), (MeasureCode::Admonition, "IM-34-1")]),
        (
            Category::TemporaryOutsidePrison,
            vec![
                (MeasureCode::Admonition, "IM-34-1"),
                (MeasureCode::PolicePunishment, "S-6"),
                (MeasureCode::CommittalGround, "S-6"),
            ],
        ),
    ] {
        let mut play = Play::open(case(category), Who::Officer, "2026-06-01", lost()).unwrap();
        let refusing = Finding { refuses_supervision: true, ..found(at("2026-06-05")) };
        play.act(Who::Officer, "2026-06-05", refusing).unwrap();
        let expected: Vec<_> = expected.into_iter().map(|(code, rule)| (code, rule.to_owned())).collect();
        assert_eq!(measures(&play, "2026-06-05"), expected, "{category}");
    }
}

#[test]
fn what_is_said_is_looked_at() {
    let mut play = opened();
    let early = found(moment("2026-06-01", 8, 29));
    assert_eq!(faults(play.act(Who::Officer, "2026-06-02", early)), [("/found_at".to_owned(), "end_before_start")]);
    let late = found(moment("2026-06-02", 10, 1));
    assert_eq!(faults(play.act(Who::Officer, "2026-06-02", late)), [("/found_at".to_owned(), "in_the_future")]);
    let blank = Search { place: String::new(), result: " ".to_owned(), ..search(Visit) };
    assert_eq!(
        faults(play.act(Who::Officer, "2026-06-02", blank)),
        [("/place".to_owned(), "length"), ("/result".to_owned(), "length")]
    );
    let open = |date, content| Play::open(case(Category::Probation), Who::Officer, date, content);
    let blank = LostContactSearchContent { circumstances: String::new(), ..lost() };
    assert_eq!(faults(open("2026-06-01", blank)), [("/circumstances".to_owned(), "length")]);
    assert_eq!(refused(open("2026-05-31", lost())), "S-1", "in the future");
    assert_eq!(refused(open("2027-03-13", lost())), "S-1", "supervision has ended");
}

#[test]
fn one_search_runs_at_a_time_and_does_not_stop_while_supervision_runs() {
    let mut play = opened();
    assert_eq!(refused(play.act(Who::Officer, "2026-06-10", closure())), "S-1");
    assert!(play.allowed(Who::Officer, "2026-06-10").iter().all(|act| *act != ActCode::Closures));
    assert_eq!(play.act(Who::Officer, "2027-03-13", closure()).unwrap(), ProceedingStatus::Closed);
    assert!(play.conditions(at("2027-03-14")).is_empty());
    let running = opened().into_case();
    assert_eq!(refused(Play::open(running, Who::Officer, "2026-06-02", lost())), "S-1");
    let mut ended = opened();
    ended.act(Who::Officer, "2026-06-02", found(at("2026-06-02"))).unwrap();
    assert!(Play::open(ended.into_case(), Who::Officer, "2026-06-03", lost()).is_ok());
    assert!(matches!(opened().act(Who::Procurator, "2026-06-02", search(Visit)), Err(Denied::NotPermitted(_))));
}

#[test]
fn one_who_never_reported_is_searched_for_and_the_deciding_organ_is_told() {
    let mut absent = case(Category::Probation);
    absent.order.reported_on = None;
    let play = Play::open(absent, Who::Officer, "2026-06-01", lost()).unwrap();
    assert_eq!(
        play.owed("2026-06-01"),
        [(DutyBearer::Procuratorate, "S-2".to_owned()), (DutyBearer::DecidingOrgan, "OP26-12".to_owned())]
    );
    let conditions = play.conditions(at("2026-06-10"));
    assert!(conditions.contains(&ConditionCode::MissedIntake) && conditions.contains(&ConditionCode::LostContact));
    assert!(!conditions.contains(&ConditionCode::OutOfSupervision), "漏管, not 脱管");
}

/// A case whose person has been out of contact since the morning of a day.
pub(crate) fn lost_since(case: CaseFile, date: &str) -> CaseFile {
    let content = LostContactSearchContent { last_contact_at: moment(date, 8, 30), ..lost() };
    Play::open(case, Who::Officer, date, content).unwrap().into_case()
}
