//! Social investigation: papers, clocks, report, opinion, notices (IM 13, 14; OP26 1 – 5; rulebook §3).

use domain::{
    assessment::EarlierOpinion,
    code::{
        AssessmentPurpose, ClockState, CommissionPapers, CommissioningBody, DecisionOutcome,
        DutyBearer::{CommissioningOrgan, Procuratorate},
        InvestigatedPerson, Level,
        ProceedingStatus::{self, Approved, Closed, Endorsed, InProgress, PapersAwaited, PapersReturned, Submitted},
    },
    proceedings::{
        ActCode, Decision, Extension, InvestigationReport, PaperReturn, PapersCompletion, PapersRequest, Withdrawal,
        social_investigation::SocialInvestigationContent,
    },
};

use super::play::{Play, Who, at, decision, delivery, endorsement, entry, faults, refused, review, submission};
use crate::support::day;

fn commission(received_on: &str) -> SocialInvestigationContent {
    SocialInvestigationContent {
        commissioning_organ: "常德市武陵区人民法院".to_owned(),
        organ_kind: CommissioningBody::Court,
        letter_number: "（2026）湘0702刑初123号".to_owned(),
        subject_role: InvestigatedPerson::Defendant,
        purpose: AssessmentPurpose::Probation,
        fast_track: false,
        received_on: day(received_on),
        papers_state: CommissionPapers::Complete,
        residence_address: "武陵区芷兰街道".to_owned(),
        decided_on: None,
        earlier: None,
        changed: None,
        papers: Vec::new(),
    }
}

fn found(state: CommissionPapers, received_on: &str) -> SocialInvestigationContent {
    SocialInvestigationContent { papers_state: state, ..commission(received_on) }
}

fn opened(content: SocialInvestigationContent) -> Play {
    let received_on = content.received_on.to_string();
    Play::open_about_a_person(Who::Officer, &received_on, content).unwrap()
}

fn request() -> PapersRequest {
    PapersRequest { missing: "居住地证明".to_owned(), acted_on: None, opinion: None, papers: Vec::new() }
}

fn completed() -> PapersCompletion {
    PapersCompletion { acted_on: None, opinion: None, papers: Vec::new() }
}

fn returned() -> PaperReturn {
    PaperReturn {
        reason: "居住地虚假，无法调查".to_owned(), acted_on: None, opinion: None, papers: Vec::new()
    }
}

fn report() -> InvestigationReport {
    InvestigationReport {
        residence: "与父母同住，住所固定".to_owned(),
        family_and_ties: "家庭关系和睦".to_owned(),
        consequences: "已赔偿并取得谅解".to_owned(),
        views: "居委会和被害人均同意".to_owned(),
        prohibitions: None,
        danger: "再犯罪风险低".to_owned(),
        influence: "对社区没有重大不良影响".to_owned(),
        acted_on: None,
        opinion: None,
        papers: Vec::new(),
    }
}

fn until(date: &str) -> Extension {
    Extension {
        until: day(date),
        reason: "当事人外出住院".to_owned(),
        acted_on: None,
        opinion: None,
        papers: Vec::new(),
    }
}

fn concluded(outcome: DecisionOutcome) -> Decision {
    Decision { opinion: Some("适宜社区矫正".to_owned()), ..decision(outcome) }
}

/// The due days of the clock of a rule, and its state on a day.
fn clock(play: &Play, rule: &str, date: &str) -> Option<(String, ClockState)> {
    let clock = play.clocks(date).into_iter().find(|clock| clock.rule == rule)?;
    Some((clock.due_legal.to_string(), clock.state(at(date))))
}

/// A report put before the bureau, endorsed by the office, on one day.
fn reported(content: SocialInvestigationContent, date: &str) -> Play {
    let mut play = opened(content);
    play.act(Who::Officer, date, submission()).unwrap();
    play.act(Who::Officer, date, report()).unwrap();
    play.act(Who::Officer, date, submission()).unwrap();
    play.act(Who::Head, date, endorsement(DecisionOutcome::Approved)).unwrap();
    play
}

#[test]
fn an_investigation_runs_from_the_commission_to_the_delivered_opinion() {
    let mut play = opened(commission("2026-09-14"));
    assert_eq!(play.untold("2026-09-14"), [Procuratorate], "of the commission");
    play.act(Who::BureauOfficer, "2026-09-14", delivery(Procuratorate)).unwrap();
    assert_eq!(play.act(Who::Officer, "2026-09-15", submission()).unwrap(), InProgress);
    assert_eq!(refused(play.act(Who::Officer, "2026-09-16", submission())), "A-11", "no report yet");
    assert_eq!(play.act(Who::Officer, "2026-09-16", entry("走访居委会")).unwrap(), InProgress);
    assert_eq!(play.act(Who::Officer, "2026-09-18", report()).unwrap(), InProgress);
    assert_eq!(play.act(Who::Officer, "2026-09-18", submission()).unwrap(), Submitted);
    assert_eq!(play.act(Who::Head, "2026-09-18", endorsement(DecisionOutcome::Approved)).unwrap(), Endorsed);
    play.act(Who::LegalReviewer, "2026-09-21", review(DecisionOutcome::Approved)).unwrap();
    assert_eq!(
        faults(play.act(Who::BureauHead, "2026-09-21", decision(DecisionOutcome::Approved))),
        [("/opinion".to_owned(), "required")]
    );
    assert_eq!(play.act(Who::BureauHead, "2026-09-21", concluded(DecisionOutcome::Approved)).unwrap(), Approved);
    assert_eq!(play.untold("2026-09-21"), [CommissioningOrgan, Procuratorate]);
    assert_eq!(play.act(Who::BureauOfficer, "2026-09-22", delivery(CommissioningOrgan)).unwrap(), Approved);
    assert_eq!(clock(&play, "A-8n", "2026-09-22"), Some(("2026-09-28".to_owned(), ClockState::Met)));
    assert_eq!(play.act(Who::BureauOfficer, "2026-09-22", delivery(Procuratorate)).unwrap(), Closed);
}

#[test]
fn an_opinion_that_the_person_is_not_suited_is_issued_and_delivered_all_the_same() {
    let mut play = reported(commission("2026-09-14"), "2026-09-15");
    assert_eq!(play.act(Who::BureauHead, "2026-09-16", concluded(DecisionOutcome::Refused)).unwrap(), Approved);
    assert_eq!(play.untold("2026-09-16"), [Procuratorate, CommissioningOrgan, Procuratorate]);
}

#[test]
fn one_sent_back_is_investigated_further() {
    let mut play = reported(commission("2026-09-14"), "2026-09-15");
    assert_eq!(play.act(Who::BureauHead, "2026-09-16", decision(DecisionOutcome::SentBack)).unwrap(), InProgress);
    assert_eq!(play.untold("2026-09-16"), [Procuratorate], "no opinion yet");
    assert!(play.act(Who::Officer, "2026-09-16", entry("补充走访")).is_ok());
    assert_eq!(play.act(Who::Officer, "2026-09-17", submission()).unwrap(), Submitted);
}

#[test]
fn complete_papers_of_14_september_are_answered_by_28_september() {
    let play = opened(commission("2026-09-14"));
    assert_eq!(clock(&play, "A-8n", "2026-09-28"), Some(("2026-09-28".to_owned(), ClockState::Open)));
    assert_eq!(clock(&play, "A-8n", "2026-09-29"), Some(("2026-09-28".to_owned(), ClockState::Overdue)));
    let fast = opened(SocialInvestigationContent { fast_track: true, ..commission("2026-09-14") });
    assert_eq!(clock(&fast, "A-8f", "2026-09-15").unwrap().0, "2026-09-20", "a working Sunday");
    assert_eq!(clock(&fast, "A-8n", "2026-09-15"), None);
}

#[test]
fn the_clock_runs_anew_from_the_completed_papers() {
    let mut play = opened(found(CommissionPapers::Incomplete, "2026-04-30"));
    assert_eq!(clock(&play, "A-6", "2026-05-08"), Some(("2026-05-08".to_owned(), ClockState::Open)));
    assert_eq!(clock(&play, "A-6", "2026-05-09"), Some(("2026-05-08".to_owned(), ClockState::Overdue)));
    assert_eq!(clock(&play, "A-8n", "2026-05-07"), None);
    assert_eq!(refused(play.act(Who::Officer, "2026-05-07", submission())), "A-6");
    assert_eq!(refused(play.act(Who::Officer, "2026-05-07", request())), "A-8n", "the bureau asks");
    assert_eq!(play.act(Who::BureauOfficer, "2026-05-07", request()).unwrap(), PapersAwaited);
    assert_eq!(clock(&play, "A-6", "2026-05-07").unwrap().1, ClockState::Met);
    assert_eq!(play.act(Who::BureauOfficer, "2026-05-08", completed()).unwrap(), InProgress);
    assert_eq!(clock(&play, "A-8n", "2026-05-08"), Some(("2026-05-21".to_owned(), ClockState::Open)));
    let content = SocialInvestigationContent { fast_track: true, ..found(CommissionPapers::Incomplete, "2026-04-30") };
    let mut fast = opened(content);
    fast.act(Who::BureauOfficer, "2026-05-07", request()).unwrap();
    fast.act(Who::BureauOfficer, "2026-05-08", completed()).unwrap();
    assert_eq!(clock(&fast, "A-8f", "2026-05-08").unwrap().0, "2026-05-14");
}

#[test]
fn papers_found_wanting_later_stop_the_clock_and_restart_it() {
    let mut play = opened(commission("2026-09-01"));
    play.act(Who::Officer, "2026-09-01", submission()).unwrap();
    play.act(Who::BureauOfficer, "2026-09-02", request()).unwrap();
    assert_eq!(clock(&play, "A-8n", "2026-09-02"), None);
    play.act(Who::BureauOfficer, "2026-09-14", completed()).unwrap();
    assert_eq!(clock(&play, "A-8n", "2026-09-14").unwrap().0, "2026-09-28");
}

#[test]
fn a_doubtful_identity_is_cleared_up_within_three_days_or_the_papers_go_back_within_five() {
    let doubtful = || opened(found(CommissionPapers::IdentityInDoubt, "2026-04-30"));
    let mut play = doubtful();
    assert_eq!(clock(&play, "A-7a", "2026-05-01").unwrap().0, "2026-05-08");
    assert_eq!(clock(&play, "A-7b", "2026-05-01").unwrap().0, "2026-05-11");
    assert_eq!(clock(&play, "A-7b", "2026-05-12").unwrap().1, ClockState::Overdue);
    assert_eq!(refused(play.act(Who::Officer, "2026-05-06", submission())), "A-7a");
    play.act(Who::BureauOfficer, "2026-05-06", delivery(CommissioningOrgan)).unwrap();
    assert_eq!(clock(&play, "A-7a", "2026-05-06").unwrap().1, ClockState::Met);
    let mut cleared = play.clone();
    cleared.act(Who::BureauOfficer, "2026-05-07", request()).unwrap();
    cleared.act(Who::BureauOfficer, "2026-05-09", completed()).unwrap();
    assert_eq!(clock(&cleared, "A-7b", "2026-05-12").unwrap().1, ClockState::Cancelled);
    assert!(clock(&cleared, "A-8n", "2026-05-12").is_some());
    let mut back = doubtful();
    let silent = PaperReturn { reason: String::new(), ..returned() };
    assert_eq!(faults(back.act(Who::BureauOfficer, "2026-05-11", silent)), [("/reason".to_owned(), "length")]);
    assert_eq!(back.act(Who::BureauOfficer, "2026-05-11", returned()).unwrap(), PapersReturned);
    assert_eq!(clock(&back, "A-7b", "2026-05-12").unwrap().1, ClockState::Met);
    assert_eq!(clock(&back, "A-7a", "2026-05-12").unwrap().1, ClockState::LateMet);
}

#[test]
fn more_time_is_agreed_on_with_the_organ() {
    let mut play = opened(commission("2026-09-14"));
    play.act(Who::Officer, "2026-09-15", submission()).unwrap();
    assert_eq!(faults(play.act(Who::Officer, "2026-09-24", until("2026-09-28"))), [("/until".to_owned(), "not_later")]);
    assert_eq!(play.act(Who::Officer, "2026-09-24", until("2026-10-20")).unwrap(), InProgress);
    assert_eq!(clock(&play, "A-8n", "2026-10-20"), Some(("2026-10-20".to_owned(), ClockState::Open)));
    assert_eq!(clock(&play, "A-8n", "2026-10-21").unwrap().1, ClockState::Overdue);
    let withdrawal = Withdrawal { acted_on: None, opinion: None, papers: Vec::new() };
    assert_eq!(play.act(Who::Officer, "2026-10-12", withdrawal).unwrap(), ProceedingStatus::Withdrawn);
    assert_eq!(clock(&play, "A-8n", "2026-10-21").unwrap().1, ClockState::Cancelled);
}

#[test]
fn no_opinion_is_given_after_the_decision_nor_again_without_a_change() {
    let open = |content: SocialInvestigationContent| {
        Play::open_about_a_person(Who::Officer, &content.received_on.to_string(), content)
    };
    let decided = |on| SocialInvestigationContent { decided_on: Some(day(on)), ..commission("2026-06-20") };
    assert_eq!(refused(open(decided("2026-06-20"))), "A-12");
    assert!(open(decided("2026-06-21")).is_ok());
    let again = |received_on: &str| SocialInvestigationContent {
        purpose: AssessmentPurpose::Parole,
        organ_kind: CommissioningBody::Prison,
        earlier: Some(EarlierOpinion {
            purpose: AssessmentPurpose::Parole,
            issued_on: day("2026-01-10"),
            same_case: false,
        }),
        ..commission(received_on)
    };
    assert_eq!(refused(open(again("2026-06-20"))), "A-12");
    assert_eq!(refused(open(again("2026-07-10"))), "A-12");
    assert!(open(again("2026-07-11")).is_ok());
    let changed = SocialInvestigationContent { changed: Some("居住地变更".to_owned()), ..again("2026-06-20") };
    assert!(open(changed).is_ok());
    let early = Play::open_about_a_person(Who::Officer, "2026-06-19", commission("2026-06-20"));
    assert_eq!(refused(early), "A-8n", "not received yet");
}

#[test]
fn opinions_that_were_given_here_on_the_same_person_are_known_without_being_stated() {
    let parole = |letter: &str, received_on: &str| SocialInvestigationContent {
        purpose: AssessmentPurpose::Parole,
        letter_number: letter.to_owned(),
        ..commission(received_on)
    };
    let mut first = reported(parole("1号", "2026-01-05"), "2026-01-06");
    let open_after = |before: &Play, content: SocialInvestigationContent| {
        let received_on = content.received_on.to_string();
        Play::open_about(before.clone().into_case(), Who::Officer, &received_on, content)
    };
    assert!(open_after(&first, parole("2号", "2026-01-09")).is_ok(), "no opinion yet");
    first.act(Who::BureauHead, "2026-01-10", concluded(DecisionOutcome::Refused)).unwrap();
    // TV-35, stated by nobody.
    assert_eq!(refused(open_after(&first, parole("2号", "2026-06-20"))), "A-12");
    assert_eq!(refused(open_after(&first, parole("2号", "2026-07-10"))), "A-12");
    assert!(open_after(&first, parole("2号", "2026-07-11")).is_ok());
    assert_eq!(refused(open_after(&first, parole("1号", "2026-07-11"))), "A-12", "the very letter again");
    let changed =
        SocialInvestigationContent { changed: Some("保证人变更".to_owned()), ..parole("1号", "2026-06-20") };
    assert!(open_after(&first, changed).is_ok());
    let probation = SocialInvestigationContent { letter_number: "3号".to_owned(), ..commission("2026-06-20") };
    let other = open_after(&first, probation).unwrap();
    let facts = other.assessment("2026-06-20").facts;
    assert!(facts.iter().any(|fact| fact.name == "earlier_opinion_on" && fact.value == "2026-01-10"), "{facts:?}");
}

#[test]
fn it_is_confidential_and_the_county_concludes() {
    let play = reported(commission("2026-09-14"), "2026-09-15");
    assert_eq!(play.warnings("2026-09-15"), ["A-13"]);
    let assessment = play.assessment("2026-09-15");
    assert_eq!((assessment.approver, assessment.basis[0].zh.as_str()), (Some(Level::County), "《实施办法》第十四条"));
    let office = play.clone().act(Who::Head, "2026-09-15", concluded(DecisionOutcome::Approved));
    assert_eq!(refused(office), "A-8n");
    assert!(play.allowed(Who::BureauHead, "2026-09-15").contains(&ActCode::Decisions));
    let mut young = opened(commission("2026-09-14"));
    young.case.person.birth_date = Some(day("2009-05-01"));
    assert_eq!(young.warnings("2026-09-14"), ["A-13", "MN-3"]);
}

#[test]
fn what_is_not_well_made_is_said_with_its_member() {
    let open = |content| faults(Play::open_about_a_person(Who::Officer, "2026-09-14", content));
    let empty = SocialInvestigationContent {
        commissioning_organ: String::new(),
        letter_number: String::new(),
        residence_address: String::new(),
        ..commission("2026-09-14")
    };
    assert_eq!(open(empty).len(), 3);
    let parole =
        SocialInvestigationContent { purpose: AssessmentPurpose::Parole, fast_track: true, ..commission("2026-09-14") };
    assert_eq!(open(parole), [("/fast_track".to_owned(), "does_not_go_with")]);
    let later = SocialInvestigationContent {
        earlier: Some(EarlierOpinion {
            purpose: AssessmentPurpose::Probation,
            issued_on: day("2026-09-15"),
            same_case: true,
        }),
        ..commission("2026-09-14")
    };
    assert_eq!(open(later), [("/earlier/issued_on".to_owned(), "dates_out_of_order")]);
    let mut play = opened(commission("2026-09-14"));
    play.act(Who::Officer, "2026-09-14", submission()).unwrap();
    let thin = InvestigationReport { views: String::new(), prohibitions: Some(String::new()), ..report() };
    assert_eq!(
        faults(play.act(Who::Officer, "2026-09-14", thin)),
        [("/views".to_owned(), "length"), ("/prohibitions".to_owned(), "length")]
    );
    let vague = PapersRequest { missing: String::new(), ..request() };
    assert_eq!(faults(play.act(Who::BureauOfficer, "2026-09-14", vague)), [("/missing".to_owned(), "length")]);
}
