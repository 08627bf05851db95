//! What happens beside a proposal: expiry, death, a transfer, a termination, what was obtained by illegal means (OP26 19, 20; OP23 16).

use domain::{
    case_file::CaseFile,
    code::{
        Category, ConditionCode, ExpiryOutcome, ProceedingStatus, ReleaseReason, RulingOutcome, Status, StatusReason,
        TerminationReason, TransferDirection,
    },
    proceedings::{
        CourtRuling, Decision, committal::CommittalContent, proposal::ProposedGround, release::ReleaseContent,
        termination::TerminationContent, transfer::TransferContent,
    },
    time::end_of_day,
};

use super::{
    play::{Play, Who, at, closure, decision, endorsement, faults, refused, submission},
    proposing::{
        absconded, committal, delivered, evidence, ground, handover, overdue, paper, revocation, ruled, tell_all,
    },
};
use crate::support::day;

/// A proposal of the sixteenth of June whose term ends on the thirtieth.
fn expiring(category: Category) -> Play {
    let mut case = overdue(category);
    case.order.supervision_ends_on = Some(day("2026-06-30"));
    let play = if category == Category::TemporaryOutsidePrison {
        Play::open(case, Who::Officer, "2026-06-15", committal("IM-49-2"))
    } else {
        Play::open(case, Who::Officer, "2026-06-15", revocation("IM-46-2"))
    };
    delivered(play.unwrap(), "2026-06-16")
}

fn release() -> ReleaseContent {
    ReleaseContent {
        reason: ReleaseReason::Expiry,
        pardoned_on: None,
        appraisal: "矫正期间表现一般".to_owned(),
        pending: Vec::new(),
        out_of_reach: false,
        papers: Vec::new(),
    }
}

fn death(on: &str) -> TerminationContent {
    TerminationContent {
        reason: TerminationReason::Death,
        effective_on: day(on),
        organ: None,
        document_number: None,
        discovered_on: Some(day(on)),
        unnatural: false,
        papers: vec![paper(70)],
    }
}

fn dead(case: CaseFile, on: &str) -> CaseFile {
    Play::granted(case, on, death(on)).into_case()
}

#[test]
fn a_ruling_before_the_end_terminates_and_one_after_it_is_only_recorded() {
    // TV-72: the day before, the day, the day after.
    for (made_on, status) in
        [("2026-06-29", Status::Terminated), ("2026-06-30", Status::Terminated), ("2026-07-01", Status::Released)]
    {
        let mut play = expiring(Category::Probation);
        let ruling = CourtRuling { made_on: Some(day(made_on)), ..ruled(RulingOutcome::Approved) };
        play.act(Who::BureauOfficer, "2026-07-03", ruling).unwrap();
        assert_eq!(play.standing(at("2026-07-03")).status, status, "{made_on}");
        let recorded = play.warnings("2026-07-03").contains(&"X-4".to_owned());
        assert_eq!(recorded, status == Status::Released);
        assert_eq!(play.untold("2026-07-03").is_empty(), recorded, "no termination, no notice of one");
    }
}

#[test]
fn the_proposal_outlives_the_term_and_the_certificate_issues() {
    let play = expiring(Category::Probation);
    assert!(play.warnings("2026-06-16").contains(&"X-3".to_owned()));
    let after = play.standing(end_of_day(day("2026-06-30")));
    assert_eq!((after.status, after.status_reason), (Status::Released, Some(StatusReason::Expiry)));
    assert!(play.conditions(at("2026-07-02")).contains(&ConditionCode::RevocationPending), "it goes on");
    let clock = &play.clocks("2026-07-02")[0];
    assert_eq!(clock.state(at("2026-07-17")), domain::code::ClockState::Overdue, "and so does its clock");
    let mut going_on = play.clone();
    assert_eq!(refused(going_on.act(Who::BureauOfficer, "2026-07-02", closure())), "IM-46");
    let release = Play::open(play.into_case(), Who::Officer, "2026-07-01", release()).unwrap();
    let outcome = release.assessment("2026-07-01").facts[0].value.clone();
    assert_eq!(outcome, ExpiryOutcome::Release.to_string());
    assert!(release.warnings("2026-07-01").contains(&"X-3".to_owned()));
}

#[test]
fn with_a_committal_pending_the_head_decides_on_the_release_and_says_why() {
    let play = expiring(Category::TemporaryOutsidePrison);
    assert!(play.warnings("2026-06-16").contains(&"X-6".to_owned()));
    let mut release = Play::open(play.into_case(), Who::Officer, "2026-06-20", release()).unwrap();
    release.act(Who::Officer, "2026-06-20", submission()).unwrap();
    release.act(Who::Head, "2026-06-20", endorsement(domain::code::DecisionOutcome::Approved)).unwrap();
    let silent = decision(domain::code::DecisionOutcome::Approved);
    let denied = release.act(Who::BureauHead, "2026-06-20", silent.clone());
    assert_eq!(faults(denied), [("/opinion".to_owned(), "required")]);
    let reasoned =
        Decision { opinion: Some("刑期届满，由存放档案的监狱办理释放".to_owned()), ..silent };
    release.act(Who::BureauHead, "2026-06-20", reasoned).unwrap();
}

#[test]
fn a_death_ends_what_is_pending() {
    let mut play = delivered(absconded(), "2026-06-16");
    let case = dead(play.clone().into_case(), "2026-06-20");
    play.case.proceedings.extend(case.proceedings.last().cloned());
    assert!(play.conditions(at("2026-06-20")).is_empty());
    assert!(play.clocks("2026-06-20").iter().all(|clock| clock.cancelled));
    assert_eq!(play.warnings("2026-06-20"), ["RL-8"]);
    assert_eq!(play.act(Who::BureauOfficer, "2026-06-21", closure()).unwrap(), ProceedingStatus::Closed);
}

#[test]
fn a_termination_does_not_overtake_a_proposal_that_is_under_way() {
    let play = delivered(absconded(), "2026-06-16");
    let revoked = TerminationContent {
        reason: TerminationReason::ProbationRevoked,
        organ: Some("武陵区人民法院".to_owned()),
        document_number: Some("（2026）湘0703刑更7号".to_owned()),
        discovered_on: None,
        ..death("2026-06-20")
    };
    assert_eq!(refused(Play::open(play.into_case(), Who::Officer, "2026-06-20", revoked)), "RV-5");
}

#[test]
fn a_transfer_under_way_is_pointed_out() {
    let transfer = TransferContent {
        direction: TransferDirection::Out,
        received_on: day("2026-06-10"),
        agency: "桃源县社区矫正管理局".to_owned(),
        region_code: "430725".to_owned(),
        address: "桃源县漳江街道".to_owned(),
        reason: "迁居".to_owned(),
        planned_on: None,
        papers: Vec::new(),
    };
    let moving = Play::open(overdue(Category::Probation), Who::Officer, "2026-06-10", transfer).unwrap().into_case();
    let play = Play::open(moving, Who::Officer, "2026-06-15", revocation("IM-46-2")).unwrap();
    assert_eq!(play.warnings("2026-06-15"), ["IM-30"]);
}

#[test]
fn what_was_obtained_by_illegal_means_is_committed_even_after_the_end() {
    let mut over = overdue(Category::TemporaryOutsidePrison);
    over.order.supervision_ends_on = Some(day("2026-05-31"));
    let why = ProposedGround { override_reason: Some("行贿案判决认定".to_owned()), ..ground("IM-49-1", 1) };
    let content = CommittalContent { grounds: vec![why], ..committal("IM-49-1") };
    assert_eq!(refused(Play::open(over.clone(), Who::Officer, "2026-06-15", content.clone())), "IM-49");
    let mut fraud = CommittalContent { obtained_unlawfully: true, ..content };
    fraud.evidence.push(evidence(domain::code::EvidenceItem::UncountedTime, 4));
    let play = Play::open(over, Who::Officer, "2026-06-15", fraud).unwrap();
    assert!(play.warnings("2026-06-15").contains(&"H-19".to_owned()));
    let mut play = super::proposing::deliberated(play, "2026-06-15");
    let reasoned = Decision {
        opinion: Some("依据行贿案生效判决".to_owned()),
        ..super::proposing::verdict(domain::code::Verdict::Propose)
    };
    play.act(Who::BureauHead, "2026-06-15", reasoned).unwrap();
    tell_all(&mut play, "2026-06-16");
    assert!(play.conditions(at("2026-06-16")).contains(&ConditionCode::CommittalPending), "the file is reopened");
    play.act(Who::BureauOfficer, "2026-07-01", ruled(RulingOutcome::Approved)).unwrap();
    play.act(Who::BureauOfficer, "2026-07-02", handover()).unwrap();
    assert_eq!(play.act(Who::BureauOfficer, "2026-07-02", closure()).unwrap(), ProceedingStatus::Closed);
}
