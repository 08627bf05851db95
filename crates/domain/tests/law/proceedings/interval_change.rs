//! Change of an interval: the approver that its length demands, and what it does to the clocks (IM 24, 58; TV-55).

use domain::{
    clock::clocks,
    code::{
        Category,
        DecisionOutcome::{Approved as Yes, Refused as No},
        DutyBearer, Level, MedicalReport,
        ProceedingStatus::{Approved, Closed, Refused},
        TemporaryGround,
    },
    ids::PaperId,
    proceedings::{Decision, OnPaper, interval_change::IntervalChangeContent},
    term::Term,
    time::Date,
};
use uuid::Uuid;

use super::{
    medical_review::{findings, parolee, review},
    play::{Play, Who, at, case, decision, delivery, endorsement, faults, refused, review as reviewed, submission},
};
use crate::support::day;

pub(crate) fn longer(extension: Term) -> IntervalChangeContent {
    IntervalChangeContent {
        report: MedicalReport::Reexamination,
        extension,
        reason: "长期卧床，保证人每日护理".to_owned(),
        papers: Vec::new(),
    }
}

fn days(days: u32) -> Term {
    Term { days, ..Term::default() }
}

/// The change put forward and endorsed by office and county, on one day.
fn climbed(play: &mut Play, date: &str) {
    play.act(Who::Officer, date, submission()).unwrap();
    play.act(Who::Head, date, endorsement(Yes)).unwrap();
    play.act(Who::BureauHead, date, reviewed(Yes)).unwrap();
}

/// The day on which the open review, or the health report, is due.
fn due(play: &Play, rule: &str, date: &str) -> Date {
    let case = play.clone().into_case();
    let all = clocks(&case, &play.calendar, at(date));
    let clock = all.iter().rfind(|clock| clock.rule == rule).unwrap();
    assert_eq!(clock.due_strict, clock.due_legal);
    clock.due_legal
}

#[test]
fn exactly_three_months_go_to_the_province() {
    for (extension, approver) in [
        (days(29), Level::County),
        (days(30), Level::City),
        (Term::months(1), Level::City),
        (Term::months(2), Level::City),
        (Term { months: 2, days: 29, ..Term::default() }, Level::City),
        (Term::months(3), Level::Province),
        (Term { months: 3, days: 1, ..Term::default() }, Level::Province),
    ] {
        let play = Play::open(parolee(), Who::Officer, "2026-05-04", longer(extension)).unwrap();
        let assessment = play.assessment("2026-05-04");
        assert_eq!(assessment.approver, Some(approver), "TV-55 {extension:?} from 2026-06-16");
        assert_eq!(assessment.period.unwrap().from, day("2026-06-16"));
    }
}

#[test]
fn the_province_decides_here_after_the_opinions_of_county_and_city() {
    let mut play = Play::open(parolee(), Who::Officer, "2026-05-04", longer(Term::months(3))).unwrap();
    climbed(&mut play, "2026-05-05");
    assert!(play.act(Who::City, "2026-05-06", decision(Yes)).is_err(), "the city gives its opinion");
    assert!(play.act(Who::Province, "2026-05-06", decision(Yes)).is_err(), "not over the city's head");
    play.act(Who::City, "2026-05-06", reviewed(Yes)).unwrap();
    assert_eq!(play.act(Who::Province, "2026-05-07", decision(Yes)).unwrap(), Approved);
    assert_eq!(play.untold("2026-05-07"), [DutyBearer::Supervisee, DutyBearer::Procuratorate]);
    play.act(Who::Officer, "2026-05-08", delivery(DutyBearer::Supervisee)).unwrap();
    assert_eq!(play.act(Who::Officer, "2026-05-08", delivery(DutyBearer::Procuratorate)).unwrap(), Closed);
    assert_eq!(due(&play, "H-2", "2026-05-08"), day("2026-09-16"));
}

#[test]
fn a_decision_of_the_city_is_entered_from_its_paper() {
    let mut play = Play::open(parolee(), Who::Officer, "2026-05-04", longer(Term::months(1))).unwrap();
    climbed(&mut play, "2026-05-05");
    let paper =
        OnPaper { organ: "常德市司法局".to_owned(), document_number: "常司矫〔2026〕9号".to_owned() };
    let papers = vec![PaperId::from_uuid(Uuid::from_u128(9))];
    let on_paper = Decision { on_paper: Some(paper), papers, ..decision(Yes) };
    assert_eq!(play.act(Who::BureauOfficer, "2026-05-06", on_paper).unwrap(), Approved);
}

#[test]
fn an_approved_change_moves_the_clock_of_the_open_review_until_another_restores_the_law() {
    let opened = Play::open(parolee(), Who::BureauOfficer, "2026-03-20", review()).unwrap();
    assert_eq!(due(&opened, "H-2", "2026-05-05"), day("2026-06-16"));
    let short = Play::granted(opened.into_case(), "2026-05-05", longer(days(20)));
    assert_eq!(due(&short, "H-2", "2026-05-05"), day("2026-07-06"));
    let case = short.into_case();
    assert_eq!(refused(Play::open(case.clone(), Who::Officer, "2026-05-06", longer(days(20)))), "H-3", "already so");
    let restored = Play::granted(case, "2026-05-06", longer(Term::default()));
    assert_eq!(restored.assessment("2026-05-06").approver, Some(Level::County));
    assert_eq!(due(&restored, "H-2", "2026-05-06"), day("2026-06-16"));
}

#[test]
fn a_second_extension_counts_from_the_law_and_not_from_the_first() {
    let first = Play::granted(parolee(), "2026-05-05", longer(days(20)));
    let second = Play::open(first.into_case(), Who::Officer, "2026-05-06", longer(Term::months(2))).unwrap();
    assert_eq!(second.assessment("2026-05-06").approver, Some(Level::City), "two months, not two less twenty days");
    assert_eq!(second.assessment("2026-05-06").period.unwrap().from, day("2026-06-16"));
}

#[test]
fn a_change_after_the_day_does_not_undo_the_lateness() {
    for (approved_on, due_on) in
        [("2026-06-15", "2026-07-06"), ("2026-06-16", "2026-07-06"), ("2026-06-17", "2026-06-16")]
    {
        let opened = Play::open(parolee(), Who::BureauOfficer, "2026-03-20", review()).unwrap();
        let changed = Play::granted(opened.into_case(), approved_on, longer(days(20)));
        assert_eq!(due(&changed, "H-2", approved_on), day(due_on), "approved on {approved_on}");
    }
    // What was handed in before the change stays judged by the day that held then.
    let mut handed_in = Play::open(parolee(), Who::BureauOfficer, "2026-03-20", review()).unwrap();
    handed_in.act(Who::Officer, "2026-05-04", findings("2026-05-04")).unwrap();
    let changed = Play::granted(handed_in.into_case(), "2026-05-05", longer(days(20)));
    assert_eq!(due(&changed, "H-2", "2026-05-05"), day("2026-06-16"));
}

#[test]
fn the_monthly_report_has_an_interval_too() {
    let mut nursing = parolee();
    nursing.order.temporary_ground = Some(TemporaryGround::PregnancyOrNursing);
    let monthly = IntervalChangeContent { report: MedicalReport::HealthReport, ..longer(days(10)) };
    let changed = Play::granted(nursing.clone(), "2026-04-01", monthly);
    assert_eq!(due(&changed, "M-4", "2026-04-01"), day("2026-04-26"));
    assert_eq!(refused(Play::open(nursing, Who::Officer, "2026-04-01", longer(days(10)))), "H-3", "no medical parolee");
}

#[test]
fn what_is_no_change_or_not_for_this_person_is_refused() {
    let open = |case, content| Play::open(case, Who::Officer, "2026-05-04", content);
    assert_eq!(refused(open(parolee(), longer(Term::default()))), "H-3", "the law holds already");
    assert_eq!(refused(open(case(Category::Probation), longer(Term::months(1)))), "H-3");
    let waiting = Play::submitted(parolee(), "2026-05-04", longer(Term::months(1))).into_case();
    assert_eq!(refused(open(waiting, longer(Term::months(2)))), "H-3", "one is undecided");
    let long = IntervalChangeContent { reason: String::new(), ..longer(Term::years(101)) };
    assert_eq!(
        faults(open(parolee(), long)),
        [("/reason".to_owned(), "length"), ("/extension".to_owned(), "too_large")]
    );
    let mut play = Play::submitted(parolee(), "2026-05-04", longer(days(20)));
    assert_eq!(play.act(Who::BureauHead, "2026-05-05", decision(No)).unwrap(), Refused);
    assert_eq!(due(&play, "H-2", "2026-05-05"), day("2026-06-16"));
}
