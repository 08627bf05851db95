//! Medical review: the cycle of three months, what is handed in, verified, sent back, and the ladder when nothing comes (IM 24, 35, 49;
//! OP23 25; TV-54, TV-58).

use std::sync::Arc;

use domain::{
    case_file::{CaseFile, defects},
    code::{
        Breach, Category, ClockState, DoctorTitle, LadderStep, MeasureCode, Outcome, Permission,
        ProceedingStatus::{Closed, InProgress, Submitted},
        TemporaryGround,
    },
    defaults::{DefaultKey, Defaults, Setting},
    ids::{PaperId, ProceedingId},
    proceedings::{
        ActCode, Content, Denied, Doctor, EducationGiven, Excuse, Ladder, Proceeding, Reexamination, Rejection,
        Verification, breach_inquiry::BreachInquiryContent, medical_review::MedicalReviewContent, required,
        warning::WarningContent,
    },
};
use uuid::Uuid;

use super::{
    breach_inquiry::{inquired, inquiry, measures},
    play::{Play, Who, at, case, faults, refused},
};
use crate::support::day;

/// A medical parolee from 13 March 2026 for a year, who reported in on the sixteenth.
pub(crate) fn parolee() -> CaseFile {
    let mut parolee = case(Category::TemporaryOutsidePrison);
    parolee.order.temporary_ground = Some(TemporaryGround::SeriousIllness);
    parolee
}

/// The same with a re-examination on this day before.
fn examined(on: &str) -> CaseFile {
    let mut parolee = parolee();
    parolee.order.reexamined_on = Some(day(on));
    parolee
}

pub(crate) fn review() -> MedicalReviewContent {
    MedicalReviewContent { previous_on: None }
}

/// The review that the service opened for the case.
fn opened(case: CaseFile) -> Play {
    let content = required(&case, at("2026-03-20")).into_iter().next().expect("a medical parolee has one");
    let mut play = Play::open(case, Who::BureauOfficer, "2026-03-20", content).unwrap();
    play.proceeding.opened_by = None;
    play
}

fn paper(number: u128) -> PaperId {
    PaperId::from_uuid(Uuid::from_u128(number))
}

pub(crate) fn findings(examined_on: &str) -> Reexamination {
    Reexamination {
        hospital: "常德市第一人民医院".to_owned(),
        examined_on: day(examined_on),
        findings: "病情稳定，须继续治疗".to_owned(),
        acted_on: None,
        opinion: None,
        papers: vec![paper(1)],
    }
}

fn verified() -> Verification {
    Verification {
        verified_with: "医务科刘医生".to_owned(),
        review_group: Vec::new(),
        acted_on: None,
        opinion: None,
        papers: Vec::new(),
    }
}

fn sent_back() -> Rejection {
    Rejection { reason: "未附影像报告".to_owned(), acted_on: None, opinion: None, papers: Vec::new() }
}

fn educated(until: Option<&str>) -> EducationGiven {
    EducationGiven {
        text: "说明复查要求，责令限期提交".to_owned(),
        until: until.map(day),
        acted_on: None,
        opinion: None,
        papers: Vec::new(),
    }
}

fn excused(until: &str) -> Excuse {
    Excuse { reason: "住院手术".to_owned(), until: day(until), acted_on: None, opinion: None, papers: Vec::new() }
}

/// The strict and the legal day, the state on a day, and whether it is an estimate.
fn clock(play: &Play, date: &str) -> (String, String, ClockState, bool) {
    let clocks = play.clocks(date);
    let [clock] = clocks.as_slice() else { panic!("{clocks:?}") };
    assert_eq!(clock.rule, "H-2");
    (clock.due_strict.to_string(), clock.due_legal.to_string(), clock.state(at(date)), clock.provisional)
}

fn due(play: &Play) -> String {
    clock(play, "2026-03-20").1
}

fn step(play: &Play, date: &str) -> Option<LadderStep> {
    play.matter(at(date), Ladder::of).map(|ladder| ladder.step)
}

#[test]
fn a_cycle_is_handed_in_verified_and_followed_by_the_next_three_months_later() {
    let mut play = opened(parolee());
    assert_eq!(clock(&play, "2026-06-16"), ("2026-06-16".to_owned(), "2026-06-16".to_owned(), ClockState::Open, false));
    assert_eq!(play.act(Who::Officer, "2026-06-12", findings("2026-06-10")).unwrap(), Submitted);
    assert_eq!(clock(&play, "2026-06-17").2, ClockState::Met, "what is handed in stops it");
    assert_eq!(play.clone().into_case().order.reexamined_on, None, "not before it is verified");
    assert_eq!(play.act(Who::BureauOfficer, "2026-06-15", verified()).unwrap(), Closed);
    assert_eq!(clock(&play, "2026-12-01").2, ClockState::Met);
    let case = play.into_case();
    assert_eq!(case.order.reexamined_on, Some(day("2026-06-10")));
    let next = required(&case, at("2026-06-15"));
    assert_eq!(next, [Content::from(MedicalReviewContent { previous_on: Some(day("2026-06-10")) })]);
    let next = opened(case);
    assert_eq!(clock(&next, "2026-09-10").1, "2026-09-10", "from the examination that was accepted");
}

#[test]
fn the_next_is_due_by_the_calendar_month() {
    for (number, last, next) in [
        ("TV-54", "2026-01-31", "2026-04-30"),
        ("to the end of February", "2025-11-30", "2026-02-28"),
        ("to a leap day", "2027-11-30", "2028-02-29"),
        ("from a leap day, which ends its month", "2024-02-29", "2024-05-31"),
        ("from the last day of February", "2026-02-28", "2026-05-31"),
        ("the day before the end", "2026-01-30", "2026-04-30"),
        ("in the middle", "2026-01-15", "2026-04-15"),
    ] {
        assert_eq!(due(&opened(examined(last))), next, "{number}");
    }
}

#[test]
fn it_is_late_on_the_day_after_and_not_on_the_day_and_waits_for_nobody_before() {
    let play = opened(examined("2026-01-31"));
    for (date, state, waits) in [
        ("2026-04-29", ClockState::Open, false),
        ("2026-04-30", ClockState::Open, false),
        ("2026-05-01", ClockState::Overdue, true),
    ] {
        assert_eq!(clock(&play, date).2, state, "{date}");
        assert_eq!(play.matter(at(date), domain::proceedings::awaits).is_some(), waits, "{date}");
    }
    assert_eq!(step(&play, "2026-04-30"), None);
    assert_eq!(step(&play, "2026-05-01"), Some(LadderStep::Educate));
}

#[test]
fn before_intake_the_day_is_an_estimate_that_is_never_late() {
    let mut awaited = parolee();
    awaited.order.reported_on = None;
    let play = opened(awaited);
    assert_eq!(clock(&play, "2026-06-14"), ("2026-06-13".to_owned(), "2026-06-13".to_owned(), ClockState::Open, true));
    assert_eq!(step(&play, "2026-06-14"), None);
}

#[test]
fn a_medical_parolee_has_exactly_one_open_and_nobody_else_has_any() {
    assert_eq!(required(&parolee(), at("2026-03-20")).len(), 1);
    let open = opened(parolee()).into_case();
    assert_eq!(required(&open, at("2026-06-20")), [], "one is open");
    let again = Play::open(open.clone(), Who::BureauOfficer, "2026-03-21", review());
    let number = open.proceedings[0].number.clone();
    let id = ProceedingId::from_uuid(Uuid::from_u128(1));
    assert_eq!(again.unwrap_err(), Denied::AlreadyOpen { id, number });
    assert_eq!(required(&parolee(), at("2027-03-13")), [], "supervision has ended");
    for ground in [None, Some(TemporaryGround::PregnancyOrNursing), Some(TemporaryGround::UnableToCareForSelf)] {
        let mut other = parolee();
        other.order.temporary_ground = ground;
        assert_eq!(required(&other, at("2026-03-20")), [], "{ground:?}");
        assert_eq!(refused(Play::open(other, Who::Officer, "2026-03-20", review())), "H-2");
    }
    for category in [Category::PublicSurveillance, Category::Probation, Category::Parole] {
        assert_eq!(refused(Play::open(case(category), Who::Officer, "2026-03-20", review())), "H-2");
    }
    let wrong = MedicalReviewContent { previous_on: Some(day("2026-03-18")) };
    assert_eq!(refused(Play::open(parolee(), Who::Officer, "2026-03-20", wrong)), "H-2");
}

#[test]
fn what_is_sent_back_is_awaited_again_and_is_late_where_its_day_has_passed() {
    let mut play = opened(parolee());
    play.act(Who::Officer, "2026-06-16", findings("2026-06-10")).unwrap();
    assert_eq!(play.act(Who::BureauOfficer, "2026-06-18", sent_back()).unwrap(), InProgress);
    assert_eq!(clock(&play, "2026-06-18").2, ClockState::Overdue);
    assert_eq!(
        play.act(Who::Officer, "2026-06-19", findings("2026-06-10")).unwrap(),
        Submitted,
        "with the same papers"
    );
    assert_eq!(clock(&play, "2026-06-19").2, ClockState::LateMet);
    assert_eq!(play.act(Who::BureauOfficer, "2026-06-19", verified()).unwrap(), Closed);
}

#[test]
fn findings_can_be_handed_in_for_three_months() {
    for (examined_on, handed_in_on, usable) in [
        ("2026-03-20", "2026-06-19", true),
        ("2026-03-20", "2026-06-20", true),
        ("2026-03-20", "2026-06-21", false),
        ("2026-03-31", "2026-06-30", true),
        ("2026-03-31", "2026-07-01", false),
    ] {
        let mut play = opened(parolee());
        let handed_in = play.act(Who::Officer, handed_in_on, findings(examined_on));
        if usable {
            assert_eq!(handed_in.unwrap(), Submitted, "{examined_on} {handed_in_on}");
        } else {
            assert_eq!(refused(handed_in), "H-5", "{examined_on} {handed_in_on}");
        }
    }
}

#[test]
fn only_a_designated_hospital_counts_once_the_bureau_has_entered_the_list() {
    let mut play = opened(parolee());
    play.act(Who::Officer, "2026-06-12", findings("2026-06-10")).unwrap();
    assert_eq!(play.warnings("2026-06-12"), ["H-2"], "without a list it is pointed out");
    let list = Setting::Words(vec!["常德市第一人民医院".to_owned()]);
    let defaults = Arc::new(Defaults::check(&[(DefaultKey::MedicalHospitals, list)].into()).unwrap());
    let mut listed = parolee();
    listed.place.defaults = defaults;
    let mut play = opened(listed);
    let elsewhere = Reexamination { hospital: "武陵区某诊所".to_owned(), ..findings("2026-06-10") };
    assert_eq!(refused(play.act(Who::Officer, "2026-06-12", elsewhere)), "H-2");
    play.act(Who::Officer, "2026-06-12", findings("2026-06-10")).unwrap();
    assert!(play.warnings("2026-06-12").is_empty());
}

#[test]
fn one_paper_shows_one_re_examination_and_an_old_one_is_none() {
    let mut play = opened(parolee());
    let twice = Reexamination { papers: vec![paper(1), paper(2), paper(1)], ..findings("2026-06-10") };
    let twice = faults(play.act(Who::Officer, "2026-06-12", twice));
    assert_eq!(twice, [("/papers/2".to_owned(), "repeated_item")]);
    play.act(Who::Officer, "2026-06-12", findings("2026-06-10")).unwrap();
    play.act(Who::BureauOfficer, "2026-06-12", verified()).unwrap();
    let mut next = opened(play.into_case());
    assert_eq!(refused(next.act(Who::Officer, "2026-09-01", findings("2026-08-30"))), "H-2", "the paper of June");
    let again = Reexamination { papers: vec![paper(2)], ..findings("2026-06-10") };
    assert_eq!(refused(next.act(Who::Officer, "2026-09-01", again)), "H-2", "the examination of June");
    let new = Reexamination { papers: vec![paper(2)], ..findings("2026-08-30") };
    assert_eq!(next.act(Who::Officer, "2026-09-01", new).unwrap(), Submitted);
}

#[test]
fn a_review_group_is_two_doctors_of_associate_senior_title() {
    let doctor = |title, interested| Doctor { name: "陈医生".to_owned(), title, interested };
    let (chief, associate) = (doctor(DoctorTitle::Chief, false), doctor(DoctorTitle::AssociateChief, false));
    for (review_group, fit) in [
        (vec![], true),
        (vec![chief.clone(), associate.clone()], true),
        (vec![associate.clone()], false),
        (vec![associate.clone(), doctor(DoctorTitle::Attending, false)], false),
        (vec![chief.clone(), doctor(DoctorTitle::AssociateChief, true)], false),
    ] {
        let mut play = opened(parolee());
        play.act(Who::Officer, "2026-06-12", findings("2026-06-10")).unwrap();
        let done = play.act(Who::BureauOfficer, "2026-06-12", Verification { review_group, ..verified() });
        if fit { assert_eq!(done.unwrap(), Closed) } else { assert_eq!(refused(done), "H-2") }
    }
}

#[test]
fn what_is_said_is_looked_at_member_by_member() {
    let mut play = opened(parolee());
    let empty =
        Reexamination { hospital: String::new(), findings: " ".to_owned(), papers: vec![], ..findings("2026-06-13") };
    assert_eq!(
        faults(play.act(Who::Officer, "2026-06-12", empty)),
        [
            ("/hospital".to_owned(), "length"),
            ("/findings".to_owned(), "length"),
            ("/examined_on".to_owned(), "in_the_future"),
            ("/papers".to_owned(), "required"),
        ]
    );
    assert_eq!(
        faults(play.act(Who::BureauOfficer, "2026-06-12", excused("2026-06-11"))),
        [("/until".to_owned(), "end_before_start")]
    );
    let early = educated(Some("2026-06-16"));
    assert_eq!(faults(play.act(Who::Officer, "2026-06-17", early)), [("/until".to_owned(), "end_before_start")]);
    play.act(Who::Officer, "2026-06-17", findings("2026-06-10")).unwrap();
    let nameless = Doctor { name: String::new(), title: DoctorTitle::Chief, interested: false };
    let said = Verification { verified_with: String::new(), review_group: vec![nameless], ..verified() };
    assert_eq!(
        faults(play.act(Who::Officer, "2026-06-17", said)),
        [("/verified_with".to_owned(), "length"), ("/review_group/0/name".to_owned(), "length")]
    );
}

/// The case in which she was warned for withholding the re-examination due on 16 June.
fn warned_for_it(case: CaseFile, on: &str) -> CaseFile {
    let content = BreachInquiryContent {
        breached_on: day("2026-06-17"),
        discovered_on: day("2026-06-17"),
        ..inquiry(Breach::ReexaminationWithheld)
    };
    let (case, inquiry_id) = inquired(case, content, Some(MeasureCode::Warning), on);
    let warning =
        WarningContent { inquiry_id, reasons: "经教育仍不提交病情复查".to_owned(), papers: Vec::new() };
    Play::open(case, Who::Officer, on, warning).unwrap().approved(on).into_case()
}

/// The review of a case, as it stands in it.
fn replayed(case: &CaseFile) -> Play {
    let mut play = opened(parolee());
    let of = |proceeding: &&Proceeding| matches!(proceeding.content, Content::MedicalReview(_));
    play.proceeding = case.proceedings.iter().find(of).unwrap().clone();
    let others = case.proceedings.iter().filter(|other| other.id != play.proceeding.id).cloned().collect();
    play.case = parolee().with(others, Vec::new());
    play
}

#[test]
fn the_ladder_goes_from_education_through_a_warning_to_committal_and_takes_no_step_itself() {
    let mut play = opened(parolee());
    assert_eq!(refused(play.act(Who::Officer, "2026-06-16", educated(None))), "H-8", "nothing is late");
    assert_eq!(step(&play, "2026-06-17"), Some(LadderStep::Educate));
    assert_eq!(measures(&play, "2026-06-17"), []);
    assert!(play.allowed(Who::Officer, "2026-06-17").contains(&ActCode::Educations));
    play.act(Who::Officer, "2026-06-18", educated(Some("2026-06-25"))).unwrap();
    assert_eq!(step(&play, "2026-06-25"), Some(LadderStep::Educate), "the day that was set");
    assert_eq!(step(&play, "2026-06-26"), Some(LadderStep::Warning), "TV-58");
    assert_eq!(measures(&play, "2026-06-26"), [(MeasureCode::Warning, "IM-35-4".to_owned())]);
    let case = warned_for_it(play.into_case(), "2026-07-01");
    let play = replayed(&case);
    assert_eq!(step(&play, "2026-07-01"), Some(LadderStep::Warning), "the day of the warning");
    assert_eq!(step(&play, "2026-07-02"), Some(LadderStep::Committal), "TV-58");
    assert_eq!(measures(&play, "2026-07-02"), [(MeasureCode::CommittalGround, "IM-49-5".to_owned())]);
    let facts = play.matter(at("2026-07-02"), Ladder::of).unwrap();
    assert_eq!((facts.due_legal, facts.days_late), (day("2026-06-16"), 16));
    assert_eq!((facts.educated_on, facts.warned_on), (Some(day("2026-06-18")), Some(day("2026-07-01"))));
    let ground = |date: &str| case.revocation_grounds(&play.calendar, at(date)).ground("IM-49-5").unwrap().clone();
    assert_eq!(ground("2026-07-01").state, Outcome::NeedsJudgement);
    assert_eq!(ground("2026-07-02").state, Outcome::Met);
    assert!(
        ground("2026-07-02").facts.iter().any(|fact| fact.proceeding_id == Some(play.id())),
        "it links to the review"
    );
    let found = defects(&case, &play.calendar, at("2026-07-02"));
    let proposed: Vec<_> = found.iter().filter(|defect| defect.rule == "H-8").collect();
    assert_eq!(proposed.len(), 1);
    assert!(proposed[0].message.zh.contains("提请收监执行"), "{:?}", proposed[0]);
}

#[test]
fn what_is_handed_in_at_last_ends_the_ladder_and_a_warning_does_not_count_for_the_next_cycle() {
    let mut play = opened(parolee());
    play.act(Who::Officer, "2026-06-18", educated(None)).unwrap();
    let case = warned_for_it(play.into_case(), "2026-07-01");
    let mut play = replayed(&case);
    play.act(Who::Officer, "2026-07-03", findings("2026-07-02")).unwrap();
    assert_eq!(step(&play, "2026-07-03"), None);
    play.act(Who::BureauOfficer, "2026-07-03", verified()).unwrap();
    let next = opened(play.into_case());
    assert_eq!(step(&next, "2026-10-02"), None);
    assert_eq!(step(&next, "2026-10-03"), Some(LadderStep::Educate), "it begins anew");
}

#[test]
fn a_good_reason_stops_the_ladder_as_long_as_it_holds() {
    let mut play = opened(parolee());
    play.act(Who::Officer, "2026-06-17", educated(None)).unwrap();
    assert!(play.act(Who::Officer, "2026-06-18", excused("2026-06-30")).is_err(), "the bureau finds it");
    play.act(Who::BureauOfficer, "2026-06-18", excused("2026-06-30")).unwrap();
    assert_eq!(step(&play, "2026-06-30"), Some(LadderStep::None));
    assert_eq!(measures(&play, "2026-06-30"), []);
    assert_eq!(step(&play, "2026-07-01"), Some(LadderStep::Warning));
}

#[test]
fn one_who_is_no_longer_a_medical_parolee_hands_nothing_in() {
    let mut play = opened(parolee());
    play.case.order.temporary_ground = Some(TemporaryGround::UnableToCareForSelf);
    assert_eq!(clock(&play, "2026-06-17").2, ClockState::Cancelled);
    assert_eq!(refused(play.act(Who::Officer, "2026-06-12", findings("2026-06-10"))), "H-2");
    assert!(play.matter(at("2026-06-17"), domain::proceedings::awaits).is_none());
    let mut ended = opened(parolee());
    assert_eq!(refused(ended.act(Who::Officer, "2027-03-13", findings("2027-03-10"))), "H-2");
    assert!(ended.matter(at("2027-03-13"), domain::proceedings::awaits).is_none());
    assert_eq!(step(&ended, "2027-03-13"), None, "the clock no longer runs");
}

#[test]
fn medical_matters_are_read_with_a_permission_of_their_own() {
    let reader = |content: Content| content.kind_of().declaration().reader;
    assert_eq!(reader(review().into()), Some(Permission::MedicalRead));
}
