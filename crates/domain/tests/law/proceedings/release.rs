//! Release: before the last day, on it, and while something is pending (CCL 44; IM 53, 54; OP26 20).

use domain::{
    case_file::CaseFile,
    clock::{Clock, clocks},
    code::{
        Category, ClockState, ConditionCode,
        DecisionOutcome::Approved,
        DutyBearer::{DecidingOrgan, FileHoldingPrison, Guardian, Police, Procuratorate, Supervisee},
        ExpiryOutcome, PendingMatter, ProceedingStatus, ReleaseReason, Status, StatusReason, TerminationReason,
    },
    proceedings::{
        ActCode, Certificate, Closure, Decision, Deferral, Handover, Pronouncement, Summary, release::ReleaseContent,
    },
    time::{end_of_day, start_of_day},
};

use super::{
    lost_contact_search::lost_since,
    play::{Play, Who, at, case, closure, decision, delivery, endorsement, faults, refused, submission},
    termination::terminated,
};
use crate::support::day;

const LAST: &str = "2027-03-12";

fn release() -> ReleaseContent {
    ReleaseContent {
        reason: ReleaseReason::Expiry,
        pardoned_on: None,
        appraisal: "遵守监督管理规定，能够悔改".to_owned(),
        pending: Vec::new(),
        out_of_reach: false,
        papers: Vec::new(),
    }
}

fn pardon(pardoned_on: &str) -> ReleaseContent {
    ReleaseContent { reason: ReleaseReason::Pardon, pardoned_on: Some(day(pardoned_on)), ..release() }
}

fn summary() -> Summary {
    Summary { acted_on: None, opinion: None, papers: Vec::new() }
}

fn certificate() -> Certificate {
    Certificate {
        document_number: "（2027）武矫解字第3号".to_owned(),
        acted_on: None,
        opinion: None,
        papers: Vec::new(),
    }
}

fn pronouncement(public: bool) -> Pronouncement {
    Pronouncement {
        present: vec!["矫正小组成员".to_owned()],
        public,
        acted_on: None,
        opinion: None,
        papers: Vec::new(),
    }
}

fn deferral() -> Deferral {
    Deferral { reason: "下落不明".to_owned(), acted_on: None, opinion: None, papers: Vec::new() }
}

fn linkage() -> Handover {
    Handover { organization_id: None, acted_on: None, opinion: None, papers: Vec::new() }
}

fn approved(case: CaseFile, content: ReleaseContent) -> Play {
    Play::open(case, Who::Officer, "2027-02-08", content).unwrap().approved("2027-03-01")
}

fn rules(play: &Play, date: &str) -> Vec<String> {
    play.assessment(date).warnings.into_iter().map(|warning| warning.rule).collect()
}

fn clock_of_the_case(play: &Play, rule: &str, date: &str) -> Clock {
    let case = play.clone().into_case();
    clocks(&case, &play.calendar, at(date)).into_iter().find(|clock| clock.rule == rule).unwrap()
}

#[test]
fn the_whole_way_to_the_certificate_and_the_notices() {
    let mut play = Play::open(case(Category::Probation), Who::Officer, "2027-02-08", release()).unwrap();
    assert_eq!(rules(&play, "2027-02-08"), ["RL-1", "RL-4"]);
    play.act(Who::Officer, "2027-02-10", summary()).unwrap();
    assert_eq!(clock_of_the_case(&play, "RL-1", "2027-02-10").state(at("2027-02-10")), ClockState::Met, "TV-76");
    play.act(Who::Officer, "2027-02-20", submission()).unwrap();
    play.act(Who::Head, "2027-02-21", endorsement(Approved)).unwrap();
    play.act(Who::BureauHead, "2027-03-01", decision(Approved)).unwrap();
    for date in ["2027-03-01", "2027-03-11"] {
        assert_eq!(refused(play.act(Who::BureauOfficer, date, certificate())), "RL-2", "{date}");
        assert_eq!(refused(play.act(Who::Officer, date, pronouncement(true))), "RL-4", "{date}");
        assert_eq!(refused(play.act(Who::Officer, date, closure())), "CCL-44", "{date}");
    }
    let dated_before = Certificate { acted_on: Some(day("2027-03-11")), ..certificate() };
    assert_eq!(refused(play.act(Who::BureauOfficer, LAST, dated_before)), "RL-2");
    play.act(Who::BureauOfficer, LAST, certificate()).unwrap();
    assert_eq!(refused(play.act(Who::BureauOfficer, LAST, certificate())), "RL-2", "once");
    assert_eq!(clock_of_the_case(&play, "RL-2", LAST).state(at(LAST)), ClockState::Met);
    play.act(Who::Officer, LAST, pronouncement(true)).unwrap();
    assert_eq!(
        play.owed(LAST),
        [
            (DecidingOrgan, "RL-3".to_owned()),
            (Procuratorate, "RL-3".to_owned()),
            (Police, "RL-3".to_owned()),
            (Supervisee, "RL-2".to_owned()),
            (Supervisee, "RL-6".to_owned()),
        ]
    );
    assert_eq!(refused(play.act(Who::Officer, LAST, closure())), "CCL-44", "not told yet");
    for recipient in [Supervisee, DecidingOrgan, Procuratorate, Police] {
        play.act(Who::Officer, LAST, delivery(recipient)).unwrap();
    }
    assert_eq!(play.act(Who::Officer, LAST, closure()).unwrap(), ProceedingStatus::Closed);
    assert!(rules(&play, LAST).is_empty());
    let last = end_of_day(day(LAST));
    assert_eq!(play.standing(last - chrono::TimeDelta::seconds(1)).status, Status::UnderSupervision, "to 24:00");
    let after = play.standing(last);
    assert_eq!((after.status, after.status_reason), (Status::Released, Some(StatusReason::Expiry)));
}

#[test]
fn a_certificate_after_the_last_day_is_issued_and_is_late() {
    let mut play = approved(case(Category::Probation), release());
    play.act(Who::BureauOfficer, "2027-03-15", certificate()).unwrap();
    assert_eq!(clock_of_the_case(&play, "RL-2", "2027-03-15").state(at("2027-03-15")), ClockState::LateMet);
    let clock = play.clocks("2027-03-15").into_iter().find(|clock| clock.rule == "RL-3").unwrap();
    assert_eq!((clock.due_strict, clock.provisional, clock.met_on), (day(LAST), true, None));
    assert_eq!(clock.state(at("2027-03-20")), ClockState::Open, "no number in the law: an alarm only");
    for recipient in [DecidingOrgan, Procuratorate, Police] {
        play.act(Who::Officer, "2027-03-16", delivery(recipient)).unwrap();
    }
    assert_eq!(play.clocks("2027-03-16")[0].met_on, Some(day("2027-03-16")));
    assert!(Play::open(case(Category::Probation), Who::Officer, "2027-04-01", release()).is_ok(), "even opened late");
}

#[test]
fn without_a_pronouncement_the_reason_is_given() {
    let mut play = approved(case(Category::Probation), release());
    play.act(Who::BureauOfficer, LAST, certificate()).unwrap();
    for recipient in [Supervisee, DecidingOrgan, Procuratorate, Police] {
        play.act(Who::Officer, LAST, delivery(recipient)).unwrap();
    }
    assert_eq!(faults(play.act(Who::Officer, LAST, closure())), [("/opinion".to_owned(), "required")]);
    let said = Closure { opinion: Some("本人住院，已在病房宣读".to_owned()), ..closure() };
    assert_eq!(play.act(Who::Officer, LAST, said).unwrap(), ProceedingStatus::Closed);
}

#[test]
fn a_minors_pronouncement_is_never_public_and_the_guardian_is_notified() {
    let mut minor = case(Category::Probation);
    minor.person.birth_date = Some(day("2008-09-10"));
    let mut play = approved(minor, release());
    assert_eq!(rules(&play, "2027-03-01"), ["RL-1", "MN-2", "RL-11"]);
    assert!(play.owed("2027-03-01").contains(&(Guardian, "MN-2".to_owned())));
    assert_eq!(refused(play.act(Who::Officer, LAST, pronouncement(true))), "MN-2", "TV-81: of age by now");
    play.act(Who::Officer, LAST, delivery(Guardian)).unwrap();
    play.act(Who::Officer, LAST, pronouncement(false)).unwrap();
}

#[test]
fn resettlement_is_linked_for_three_categories_and_told_to_all() {
    for (category, linked) in [
        (Category::PublicSurveillance, true),
        (Category::Probation, false),
        (Category::Parole, true),
        (Category::TemporaryOutsidePrison, true),
    ] {
        let mut play = approved(case(category), release());
        assert_eq!(rules(&play, "2027-03-01").contains(&"RL-6".to_owned()), linked, "{category}");
        play.act(Who::BureauOfficer, LAST, certificate()).unwrap();
        play.act(Who::Officer, LAST, pronouncement(true)).unwrap();
        for recipient in [Supervisee, DecidingOrgan, Procuratorate, Police] {
            play.act(Who::Officer, LAST, delivery(recipient)).unwrap();
        }
        if linked {
            assert_eq!(refused(play.act(Who::Officer, LAST, closure())), "CCL-44", "{category}");
            play.act(Who::Officer, LAST, linkage()).unwrap();
        }
        assert!(play.act(Who::Officer, LAST, closure()).is_ok(), "{category}");
    }
}

#[test]
fn while_revocation_is_proposed_the_certificate_is_issued_and_only_its_delivery_waits() {
    let pending = ReleaseContent { pending: vec![PendingMatter::Revocation], out_of_reach: true, ..release() };
    let mut play = approved(case(Category::Probation), pending.clone());
    assert!(rules(&play, "2027-03-01").contains(&"X-3".to_owned()));
    assert_eq!(refused(play.act(Who::BureauOfficer, LAST, deferral())), "RL-10", "issued first");
    play.act(Who::BureauOfficer, LAST, certificate()).unwrap();
    play.act(Who::BureauOfficer, LAST, deferral()).unwrap();
    assert!(play.conditions(at("2027-03-20")).contains(&ConditionCode::CertificateDeferred), "after the end");
    assert!(rules(&play, "2027-03-20").contains(&"RL-10".to_owned()));
    play.act(Who::Officer, "2027-04-01", delivery(Supervisee)).unwrap();
    assert!(!play.conditions(at("2027-04-01")).contains(&ConditionCode::CertificateDeferred));
    let mut present = approved(case(Category::Probation), ReleaseContent { out_of_reach: false, ..pending.clone() });
    present.act(Who::BureauOfficer, LAST, certificate()).unwrap();
    assert_eq!(refused(present.act(Who::BureauOfficer, LAST, deferral())), "RL-10", "within reach");
    let committal = ReleaseContent { pending: vec![PendingMatter::Committal], ..release() };
    assert_eq!(refused(Play::open(case(Category::Probation), Who::Officer, "2027-02-08", committal.clone())), "X-3");
    let mut play = Play::open(case(Category::TemporaryOutsidePrison), Who::Officer, "2027-02-08", committal).unwrap();
    play.act(Who::Officer, "2027-03-01", submission()).unwrap();
    play.act(Who::Head, "2027-03-01", endorsement(Approved)).unwrap();
    let silent = decision(Approved);
    assert_eq!(faults(play.act(Who::BureauHead, "2027-03-01", silent.clone())), [("/opinion".to_owned(), "required")]);
    let reasoned = Decision { opinion: Some("刑期届满，由监狱办理释放".to_owned()), ..silent };
    play.act(Who::BureauHead, "2027-03-01", reasoned).unwrap();
    assert!(rules(&play, "2027-03-01").contains(&"X-6".to_owned()), "a person must decide");
}

#[test]
fn what_runs_in_the_case_is_looked_at() {
    let lost = lost_since(case(Category::Probation), "2027-03-01");
    let pending = ReleaseContent { pending: vec![PendingMatter::Revocation], ..release() };
    let mut play = Play::open(lost, Who::Officer, "2027-03-05", pending).unwrap().approved("2027-03-05");
    assert!(rules(&play, "2027-03-05").contains(&"CCL-44".to_owned()), "the search is still open");
    play.act(Who::BureauOfficer, LAST, certificate()).unwrap();
    assert!(play.act(Who::BureauOfficer, LAST, deferral()).is_ok(), "out of supervision: out of reach");
}

#[test]
fn where_the_prison_releases_it_is_notified_and_no_certificate_is_issued() {
    let mut patient = case(Category::TemporaryOutsidePrison);
    patient.order.deciding_organ = Some("湖南省监狱管理局".to_owned());
    let mut play = approved(patient, release());
    assert_eq!(play.assessment("2027-03-01").facts[0].value, domain::code::Code::code(ExpiryOutcome::ReleasedByPrison));
    assert!(rules(&play, "2027-03-01").contains(&"RL-5".to_owned()));
    assert_eq!(refused(play.act(Who::BureauOfficer, LAST, certificate())), "RL-5");
    assert_eq!(play.owed("2027-03-01"), [(FileHoldingPrison, "H-12".to_owned()), (Supervisee, "RL-6".to_owned())]);
    assert_eq!(clock_of_the_case(&play, "RL-2", LAST).state(at("2027-03-20")), ClockState::Cancelled);
    play.act(Who::Officer, "2027-03-02", delivery(FileHoldingPrison)).unwrap();
    play.act(Who::Officer, LAST, delivery(Supervisee)).unwrap();
    play.act(Who::Officer, LAST, linkage()).unwrap();
    assert_eq!(play.act(Who::Officer, LAST, closure()).unwrap(), ProceedingStatus::Closed);
}

#[test]
fn a_pardon_ends_supervision_on_its_day() {
    let open = |content| Play::open(case(Category::Probation), Who::Officer, "2026-09-01", content);
    assert_eq!(refused(open(pardon("2026-09-02"))), "RL-7", "in the future");
    let mut play = open(pardon("2026-09-01")).unwrap();
    assert_eq!(play.standing(at("2026-09-01")).status, Status::UnderSupervision);
    play.act(Who::Officer, "2026-09-01", submission()).unwrap();
    play.act(Who::Head, "2026-09-01", endorsement(Approved)).unwrap();
    play.act(Who::BureauHead, "2026-09-01", decision(Approved)).unwrap();
    let after = play.standing(start_of_day(day("2026-09-01")));
    assert_eq!((after.status, after.status_reason), (Status::Released, Some(StatusReason::Pardon)));
    play.act(Who::BureauOfficer, "2026-09-01", certificate()).unwrap();
    assert_eq!(
        faults(open(ReleaseContent { pardoned_on: None, ..pardon("2026-09-01") })),
        [("/pardoned_on".to_owned(), "required")]
    );
    assert_eq!(
        faults(open(ReleaseContent { reason: ReleaseReason::Expiry, ..pardon("2026-09-01") })),
        [("/pardoned_on".to_owned(), "does_not_go_with")]
    );
}

#[test]
fn what_forbids_a_release_is_said() {
    let open = |case: CaseFile, content| Play::open(case, Who::Officer, "2027-02-08", content);
    let mut endless = case(Category::Probation);
    endless.order.supervision_ends_on = None;
    assert_eq!(refused(open(endless, release())), "CCL-44");
    let running = open(case(Category::Probation), release()).unwrap().into_case();
    assert_eq!(refused(open(running, release())), "CCL-44", "one release");
    let revoked = terminated(Category::Probation, TerminationReason::ProbationRevoked, "2027-02-01");
    assert_eq!(refused(open(revoked, release())), "X-7", "TV-72: termination, not release");
    let dead = terminated(Category::Probation, TerminationReason::Death, "2027-02-01");
    assert_eq!(refused(open(dead, release())), "RL-8");
    let blank = ReleaseContent { appraisal: String::new(), pending: vec![PendingMatter::Revocation; 4], ..release() };
    assert_eq!(
        faults(open(case(Category::Probation), blank)),
        [("/appraisal".to_owned(), "length"), ("/pending".to_owned(), "too_many_items")]
    );
    let mut foreigner = case(Category::Probation);
    foreigner.order.additional_penalty = Some("附加驱逐出境".to_owned());
    assert!(rules(&open(foreigner, release()).unwrap(), "2027-02-08").contains(&"RL-9a".to_owned()));
}

#[test]
fn a_ruling_after_the_approval_and_before_the_end_stops_the_certificate() {
    let mut after = approved(case(Category::Probation), release());
    after.case = terminated(Category::Probation, TerminationReason::ProbationRevoked, "2027-03-05");
    assert_eq!(refused(after.act(Who::BureauOfficer, LAST, certificate())), "X-7");
    assert!(after.allowed(Who::Officer, LAST).contains(&ActCode::Closures), "it can be closed");
}
