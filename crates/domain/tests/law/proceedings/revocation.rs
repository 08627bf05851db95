//! Revocation of probation and parole: from the office's report to the ruling, and what follows (CCL 46 – 48; IM 46 – 48; OP26 16 – 20).

use domain::{
    case_file::CaseFile,
    code::{
        Category, ClockState, ConditionCode,
        DecisionOutcome::{Approved, SentBack},
        DutyBearer, EvidenceItem, Level, ProceedingStatus, ReviewKind, RulingOutcome, Status, StatusReason, Verdict,
    },
    proceedings::{
        Annulment, Countersignature, CourtRuling, Decision, Denied, OnPaper, Review, Withdrawal,
        proposal::{ProposedGround, bundle, frozen_by},
        revocation::RevocationContent,
    },
    time::start_of_day,
};

use super::{
    play::{
        Play, Who, at, case, closure, decision, delivery, endorsement, faults, refused, review, submission, withdrawal,
    },
    proposing::{
        absconded, absent, decided, deliberated, delivered, evidence, ground, handover, objection, overdue,
        paper_return, reviewed, revocation, ruled, supplement, tell_all, verdict, warned_twice,
    },
    warning::warned,
};
use crate::support::day;

fn open(case: CaseFile, date: &str, content: RevocationContent) -> Result<Play, Denied> {
    Play::open(case, Who::Officer, date, content)
}

#[test]
fn a_leave_overdue_becomes_a_revocation_ruled_handed_over_and_closed() {
    let mut play = delivered(absconded(), "2026-06-16");
    assert_eq!(play.conditions(at("2026-06-16")), [ConditionCode::OutOfSupervision, ConditionCode::RevocationPending]);
    let [clock] = play.clocks("2026-06-16").try_into().unwrap();
    assert_eq!((clock.rule, clock.due_strict), ("RV-1", day("2026-07-16")));
    let accepted = ruled(RulingOutcome::Accepted);
    assert_eq!(play.act(Who::BureauOfficer, "2026-06-18", accepted).unwrap(), ProceedingStatus::Proposed);
    let granted = CourtRuling { made_on: Some(day("2026-07-01")), ..ruled(RulingOutcome::Approved) };
    assert_eq!(play.act(Who::BureauOfficer, "2026-07-03", granted).unwrap(), ProceedingStatus::InProgress);
    assert_eq!(play.clocks("2026-07-03")[0].met_on, Some(day("2026-07-01")));
    let standing = play.standing(at("2026-07-03"));
    assert_eq!((standing.status, standing.status_reason), (Status::Terminated, Some(StatusReason::ProbationRevoked)));
    assert_eq!(play.conditions(at("2026-07-03")), [ConditionCode::Fugitive], "RV-4");
    assert_eq!(play.standing(start_of_day(day("2026-07-01"))).status, Status::Terminated, "INT21 545");
    let untold = play.untold("2026-07-03");
    assert_eq!(untold, [DutyBearer::DecidingOrgan, DutyBearer::Procuratorate, DutyBearer::Police], "RV-5");
    assert_eq!(play.warnings("2026-07-03"), ["IM-50", "RV-4"]);
    assert_eq!(refused(play.act(Who::BureauOfficer, "2026-07-03", closure())), "IM-50");
    assert_eq!(play.act(Who::BureauOfficer, "2026-07-09", handover()).unwrap(), ProceedingStatus::HandedOver);
    assert!(play.conditions(at("2026-07-09")).is_empty());
    assert_eq!(refused(play.act(Who::BureauOfficer, "2026-07-09", closure())), "IM-50", "not told yet");
    tell_all(&mut play, "2026-07-09");
    assert_eq!(play.act(Who::BureauOfficer, "2026-07-09", closure()).unwrap(), ProceedingStatus::Closed);
}

#[test]
fn the_ruling_is_due_in_thirty_days() {
    let play = delivered(absconded(), "2026-06-16");
    let clock = &play.clocks("2026-06-16")[0];
    let states = ["2026-07-15", "2026-07-16", "2026-07-17"].map(|date| clock.state(at(date)));
    assert_eq!(states, [ClockState::Open, ClockState::Open, ClockState::Overdue]);
}

#[test]
fn a_month_out_of_supervision_is_not_yet_a_ground_a_day_more_is() {
    // The last day of leave is 10 May; a month runs to 10 June (C-3).
    for (date, met) in [("2026-06-09", false), ("2026-06-10", false), ("2026-06-11", true)] {
        let opened = open(overdue(Category::Probation), date, revocation("IM-46-2"));
        if met {
            assert!(opened.is_ok(), "{date}");
        } else {
            assert_eq!(refused(opened), "IM-46", "{date}");
        }
    }
}

#[test]
fn the_bureau_reviews_three_times_in_order_and_its_head_decides() {
    let mut play = absconded();
    play.act(Who::Officer, "2026-06-15", submission()).unwrap();
    assert!(matches!(
        play.act(Who::Head, "2026-06-15", endorsement(Approved)),
        Err(Denied::NotPermitted(_) | Denied::InvalidState(_))
    ));
    assert_eq!(refused(play.act(Who::BureauHead, "2026-06-15", verdict(Verdict::Propose))), "CCL-46");
    let fault = |code| vec![("/kind".to_owned(), code)];
    assert_eq!(faults(play.act(Who::BureauOfficer, "2026-06-15", review(Approved))), fault("required"));
    let legal = reviewed(ReviewKind::Legal);
    assert_eq!(faults(play.act(Who::BureauOfficer, "2026-06-15", legal.clone())), fault("out_of_turn"));
    play.act(Who::BureauOfficer, "2026-06-15", reviewed(ReviewKind::Investigation)).unwrap();
    let bare = Review { participants: Vec::new(), minutes: None, ..reviewed(ReviewKind::Collegiate) };
    let pointers: Vec<_> =
        faults(play.act(Who::BureauOfficer, "2026-06-15", bare)).into_iter().map(|(at, _)| at).collect();
    assert_eq!(pointers, ["/participants", "/minutes"]);
    play.act(Who::BureauOfficer, "2026-06-15", reviewed(ReviewKind::Collegiate)).unwrap();
    let own = play.act(Who::BureauOfficer, "2026-06-15", legal.clone());
    assert_eq!(own, Err(Denied::SeparationOfDuties), "not by the hand that investigated");
    play.act(Who::LegalReviewer, "2026-06-15", legal.clone()).unwrap();
    assert!(matches!(play.act(Who::LegalReviewer, "2026-06-15", legal), Err(Denied::InvalidState(_))));
    let plain = play.act(Who::BureauHead, "2026-06-15", decision(Approved));
    assert_eq!(faults(plain), [("/outcome".to_owned(), "not_for_this_act")]);
    assert_eq!(play.act(Who::BureauHead, "2026-06-15", verdict(Verdict::Propose)).unwrap(), ProceedingStatus::Approved);
}

#[test]
fn what_is_sent_back_is_reviewed_anew() {
    let mut play = deliberated(absconded(), "2026-06-15");
    assert_eq!(play.act(Who::BureauHead, "2026-06-15", verdict(Verdict::SentBack)).unwrap(), ProceedingStatus::Draft);
    play.act(Who::Officer, "2026-06-16", submission()).unwrap();
    assert_eq!(refused(play.act(Who::BureauHead, "2026-06-16", verdict(Verdict::Propose))), "CCL-46");
    let back = Review { outcome: SentBack, ..reviewed(ReviewKind::Investigation) };
    assert_eq!(play.act(Who::BureauOfficer, "2026-06-16", back).unwrap(), ProceedingStatus::Draft);
}

#[test]
fn not_to_propose_is_an_outcome_with_reasons() {
    let mut play = deliberated(absconded(), "2026-06-15");
    let silent = Decision { opinion: None, ..verdict(Verdict::NotPropose) };
    assert_eq!(faults(play.act(Who::BureauHead, "2026-06-15", silent)), [("/opinion".to_owned(), "required")]);
    let refused = play.act(Who::BureauHead, "2026-06-15", verdict(Verdict::NotPropose)).unwrap();
    assert_eq!(refused, ProceedingStatus::Refused);
    assert!(play.proceeding.is_over());
    assert!(open(play.into_case(), "2026-06-16", revocation("IM-46-2")).is_ok(), "another may follow");
}

#[test]
fn the_agency_at_the_level_of_the_court_decides_after_the_bureau() {
    let content = RevocationContent { court: Some("常德市中级人民法院".to_owned()), ..revocation("IM-46-2") };
    let mut play = decided(open(overdue(Category::Probation), "2026-06-15", content).unwrap(), "2026-06-15");
    assert_eq!(play.proceeding.status(), ProceedingStatus::Reviewed, "the bureau's decision goes to the city");
    assert!(play.owed("2026-06-15").is_empty());
    assert_eq!(play.assessment("2026-06-15").approver, Some(Level::City));
    assert!(play.act(Who::BureauHead, "2026-06-16", verdict(Verdict::Propose)).is_err());
    let mut on_paper = play.clone();
    assert_eq!(play.act(Who::City, "2026-06-17", verdict(Verdict::Propose)).unwrap(), ProceedingStatus::Approved);
    assert_eq!(play.owed("2026-06-17")[0].0, DutyBearer::Court);
    let paper = OnPaper {
        organ: "常德市社区矫正管理局".to_owned(), document_number: "常社矫〔2026〕9号".to_owned()
    };
    let entered =
        Decision { on_paper: Some(paper), papers: vec![super::proposing::paper(9)], ..verdict(Verdict::Propose) };
    let approved = on_paper.act(Who::BureauOfficer, "2026-06-18", entered).unwrap();
    assert_eq!(approved, ProceedingStatus::Approved);
}

#[test]
fn a_parole_goes_to_the_city_and_a_high_court_to_the_province() {
    let twice = warned(warned_twice(Category::Parole), "2026-06-01", "2026-06-08");
    let play = open(twice.clone(), "2026-06-15", revocation("IM-47-2")).unwrap();
    assert_eq!(play.assessment("2026-06-15").approver, Some(Level::City));
    let mut play = decided(play, "2026-06-15");
    play.act(Who::City, "2026-06-16", verdict(Verdict::Propose)).unwrap();
    let told: Vec<_> = play.owed("2026-06-16").into_iter().map(|(recipient, _)| recipient).collect();
    assert_eq!(told, [DutyBearer::Court, DutyBearer::Procuratorate, DutyBearer::Police, DutyBearer::FileHoldingPrison]);
    tell_all(&mut play, "2026-06-16");
    play.act(Who::BureauOfficer, "2026-07-01", ruled(RulingOutcome::Approved)).unwrap();
    assert_eq!(play.standing(at("2026-07-01")).status_reason, Some(StatusReason::ParoleRevoked));
    let content = RevocationContent { court_level: Some(Level::Province), ..revocation("IM-47-2") };
    let mut high = decided(open(twice.clone(), "2026-06-15", content).unwrap(), "2026-06-15");
    high.act(Who::City, "2026-06-16", review(Approved)).unwrap();
    assert_eq!(high.act(Who::Province, "2026-06-17", verdict(Verdict::Propose)).unwrap(), ProceedingStatus::Approved);
    let content = RevocationContent { court_level: Some(Level::County), ..revocation("IM-47-2") };
    assert_eq!(refused(open(twice, "2026-06-15", content)), "IM-47", "a basic court does not rule on parole");
}

#[test]
fn a_ground_the_category_lacks_is_refused() {
    let of = |category, rule: &str| refused(open(overdue(category), "2026-06-15", revocation(rule)));
    assert_eq!(of(Category::Probation, "IM-47-1"), "IM-46");
    assert_eq!(of(Category::Probation, "IM-46-9"), "IM-46");
    assert_eq!(of(Category::Parole, "IM-46-2"), "IM-47");
    assert_eq!(of(Category::PublicSurveillance, "IM-46-2"), "CL-71");
    assert_eq!(of(Category::TemporaryOutsidePrison, "IM-46-2"), "IM-49");
}

#[test]
fn a_ground_not_met_is_refused_unless_the_head_records_why() {
    assert_eq!(refused(open(case(Category::Probation), "2026-06-15", revocation("IM-46-4"))), "IM-46");
    let why = ProposedGround {
        override_reason: Some("两次警告在原执行地作出".to_owned()), ..ground("IM-46-4", 1)
    };
    let content = RevocationContent { grounds: vec![why], ..revocation("IM-46-4") };
    let mut play = deliberated(open(case(Category::Probation), "2026-06-15", content).unwrap(), "2026-06-15");
    let silent = play.act(Who::BureauHead, "2026-06-15", verdict(Verdict::Propose));
    assert_eq!(faults(silent), [("/opinion".to_owned(), "required")]);
    let reasoned = Decision { opinion: Some("原执行地警告书在卷".to_owned()), ..verdict(Verdict::Propose) };
    play.act(Who::BureauHead, "2026-06-15", reasoned).unwrap();
}

#[test]
fn what_is_claimed_is_well_made_and_of_this_case() {
    let open = |content| open(overdue(Category::Probation), "2026-06-15", content);
    let none = RevocationContent { grounds: Vec::new(), ..revocation("IM-46-2") };
    assert_eq!(faults(open(none)), [("/grounds".to_owned(), "required")]);
    let twice =
        RevocationContent { grounds: vec![ground("IM-46-2", 1), ground("IM-46-2", 4)], ..revocation("IM-46-2") };
    assert_eq!(faults(open(twice)), [("/grounds/1/rule".to_owned(), "repeated")]);
    let mut bare = revocation("IM-46-2");
    bare.grounds[0].facts[0].statement.clear();
    bare.evidence.push(evidence(EvidenceItem::Proposal, 7));
    let pointers: Vec<_> = faults(open(bare)).into_iter().map(|(pointer, _)| pointer).collect();
    assert_eq!(pointers, ["/grounds/0/facts/0/statement", "/evidence/2/item"]);
    let mut foreign = revocation("IM-46-2");
    foreign.grounds[0].facts[0].proceeding_ids = vec![absent()];
    assert_eq!(refused(open(foreign)), "OP26-16-3");
    let mut doubled = revocation("IM-46-2");
    doubled.evidence.push(evidence(EvidenceItem::Other, 1));
    assert_eq!(refused(open(doubled)), "OP26-16", "one paper, two pieces of evidence");
}

#[test]
fn a_proposal_is_not_delivered_while_its_pack_is_incomplete() {
    let mut content = RevocationContent { evidence: Vec::new(), ..revocation("IM-46-2") };
    content.grounds[0].facts[0].papers.clear();
    let mut play = decided(open(overdue(Category::Probation), "2026-06-15", content).unwrap(), "2026-06-15");
    for recipient in [DutyBearer::Procuratorate, DutyBearer::Court] {
        let Err(Denied::Refused(refusal)) = play.act(Who::BureauOfficer, "2026-06-15", delivery(recipient)) else {
            panic!("delivered");
        };
        let missing: Vec<_> = refusal.facts.iter().map(|fact| fact.value.as_str()).collect();
        assert_eq!(
            (refusal.rule.as_str(), missing),
            ("OP26-16", vec!["legal_documents", "proof_of_ground", "conduct_record"])
        );
    }
    let mut added = supplement(5);
    added.evidence.push(evidence(EvidenceItem::LegalDocuments, 5));
    assert_eq!(refused(play.act(Who::BureauOfficer, "2026-06-15", added.clone())), "OP26-16", "the same paper twice");
    added.evidence[1] = evidence(EvidenceItem::LegalDocuments, 6);
    added.evidence.push(evidence(EvidenceItem::ConductRecord, 7));
    play.act(Who::BureauOfficer, "2026-06-15", added).unwrap();
    let proposed = play.act(Who::BureauOfficer, "2026-06-15", delivery(DutyBearer::Court)).unwrap();
    assert_eq!(proposed, ProceedingStatus::Proposed);
    assert_eq!(play.untold("2026-06-15"), [DutyBearer::Procuratorate], "a copy is still owed");
}

#[test]
fn the_conduct_record_is_drawn_from_the_case() {
    let twice = warned(warned_twice(Category::Probation), "2026-06-01", "2026-06-08");
    let content =
        RevocationContent { evidence: vec![evidence(EvidenceItem::LegalDocuments, 2)], ..revocation("IM-46-4") };
    let play = delivered(open(twice, "2026-06-15", content).unwrap(), "2026-06-15");
    let bundle = play.matter(at("2026-06-15"), bundle).unwrap();
    assert_eq!(bundle.conduct.len(), 3);
    assert!(bundle.missing.is_empty());
    let list: Vec<_> = bundle.annexes.iter().map(|annex| (annex.number, annex.item)).collect();
    let expected = [
        EvidenceItem::Proposal,
        EvidenceItem::LegalDocuments,
        EvidenceItem::ProofOfGround,
        EvidenceItem::ConductRecord,
    ];
    assert_eq!(list, (1..).zip(expected).collect::<Vec<_>>());
    assert_eq!(bundle.proposal.grounds[0].facts[0].annexes, [3]);
    assert_eq!(bundle.proposal.title.zh, "撤销缓刑建议书");
    assert_eq!(frozen_by(&play.proceeding).map(|step| step.recorded_at), Some(at("2026-06-15")));
    assert_eq!(play.matter(at("2026-06-20"), domain::proceedings::proposal::bundle).unwrap().annexes, bundle.annexes);
}

#[test]
fn papers_that_come_back_are_supplemented_in_fifteen_working_days() {
    let mut play = delivered(absconded(), "2026-06-16");
    let status = play.act(Who::BureauOfficer, "2026-06-22", paper_return()).unwrap();
    assert_eq!(status, ProceedingStatus::PapersAwaited);
    let [clock] = play.clocks("2026-06-22").try_into().unwrap();
    assert_eq!((clock.rule, clock.due_strict), ("H-10", day("2026-07-13")));
    let states = ["2026-07-12", "2026-07-13", "2026-07-14"].map(|date| clock.state(at(date)));
    assert_eq!(states, [ClockState::Open, ClockState::Open, ClockState::Overdue]);
    assert!(matches!(
        play.act(Who::BureauOfficer, "2026-07-01", ruled(RulingOutcome::Approved)),
        Err(Denied::InvalidState(_))
    ));
    assert_eq!(play.conditions(at("2026-07-01")).last(), Some(&ConditionCode::RevocationPending), "still proposed");
    assert_eq!(play.act(Who::BureauOfficer, "2026-07-13", supplement(8)).unwrap(), ProceedingStatus::Proposed);
    let clocks = play.clocks("2026-07-13");
    assert_eq!((clocks[0].rule, clocks[0].due_strict), ("RV-1", day("2026-08-12")), "anew from the supplement");
    assert_eq!(clocks[1].state(at("2026-07-14")), ClockState::Met);
}

#[test]
fn a_ruling_dated_before_the_delivery_is_refused() {
    let play = delivered(absconded(), "2026-06-16");
    for (made_on, well) in [("2026-06-15", false), ("2026-06-16", true), ("2026-06-17", true)] {
        let ruling = CourtRuling { made_on: Some(day(made_on)), ..ruled(RulingOutcome::Approved) };
        let entered = play.clone().act(Who::BureauOfficer, "2026-06-20", ruling);
        if well {
            assert_eq!(entered.unwrap(), ProceedingStatus::InProgress);
        } else {
            assert_eq!(refused(entered), "RV-1");
        }
    }
    let enter = |ruling: CourtRuling| faults(play.clone().act(Who::BureauOfficer, "2026-06-20", ruling));
    let fault = |pointer: &str, code| vec![(pointer.to_owned(), code)];
    let granted = ruled(RulingOutcome::Approved);
    assert_eq!(enter(ruled(RulingOutcome::SentBack)), fault("/outcome", "not_for_this_act"));
    assert_eq!(
        enter(CourtRuling { ends_on: Some(day("2026-07-01")), ..granted.clone() }),
        fault("/ends_on", "does_not_go_with")
    );
    assert_eq!(enter(CourtRuling { document_number: None, ..granted.clone() }), fault("/document_number", "required"));
    assert_eq!(
        enter(CourtRuling { made_on: Some(day("2026-06-21")), ..granted }),
        fault("/made_on", "after_its_receipt")
    );
    assert_eq!(
        enter(CourtRuling { at_large: true, ..ruled(RulingOutcome::Refused) }),
        fault("/at_large", "does_not_go_with")
    );
}

#[test]
fn after_a_refusal_correction_goes_on_with_its_flags_cleared() {
    let twice = warned(warned_twice(Category::Probation), "2026-06-01", "2026-06-08");
    let mut play = delivered(open(twice, "2026-06-15", revocation("IM-46-4")).unwrap(), "2026-06-15");
    let status = play.act(Who::BureauOfficer, "2026-07-01", ruled(RulingOutcome::Refused)).unwrap();
    assert_eq!(status, ProceedingStatus::Answered);
    let standing = play.standing(at("2026-07-01"));
    assert_eq!((standing.status, standing.conditions), (Status::UnderSupervision, Vec::new()), "RV-7");
    assert_eq!(refused(play.act(Who::BureauOfficer, "2026-07-02", ruled(RulingOutcome::Approved))), "CCL-48");
    let mut again = play.clone();
    again.act(Who::BureauOfficer, "2026-07-05", objection()).unwrap();
    again.act(Who::BureauOfficer, "2026-07-20", ruled(RulingOutcome::Approved)).unwrap();
    assert_eq!(again.standing(at("2026-07-20")).status, Status::Terminated, "ruled anew on an objection");
    assert_eq!(play.act(Who::BureauOfficer, "2026-07-02", closure()).unwrap(), ProceedingStatus::Closed);
}

#[test]
fn the_proposer_takes_back_what_is_not_a_refusal_of_the_court() {
    let mut early = deliberated(absconded(), "2026-06-15");
    assert_eq!(early.act(Who::Officer, "2026-06-15", withdrawal()).unwrap(), ProceedingStatus::Withdrawn);
    let mut play = delivered(absconded(), "2026-06-16");
    assert_eq!(faults(play.act(Who::BureauOfficer, "2026-06-20", withdrawal())), [("/opinion".to_owned(), "required")]);
    let reasoned = Withdrawal { opinion: Some("本人已归，有正当理由".to_owned()), ..withdrawal() };
    assert_eq!(play.act(Who::BureauOfficer, "2026-06-20", reasoned).unwrap(), ProceedingStatus::Withdrawn);
    assert_eq!(play.conditions(at("2026-06-20")), [ConditionCode::OutOfSupervision]);
    assert_eq!(play.clocks("2026-06-20")[0].state(at("2026-06-20")), ClockState::Cancelled);
    assert_eq!(play.untold("2026-06-20"), [DutyBearer::Court, DutyBearer::Procuratorate], "told of the withdrawal");
    tell_all(&mut play, "2026-06-20");
    assert!(open(play.into_case(), "2026-06-21", revocation("IM-46-2")).is_ok());
}

#[test]
fn there_are_never_two_open_proposals_even_by_an_annulment() {
    let first = absconded();
    assert_eq!(refused(open(first.clone().into_case(), "2026-06-16", revocation("IM-46-2"))), "CCL-46");
    let mut withdrawn = first;
    withdrawn.act(Who::Officer, "2026-06-15", withdrawal()).unwrap();
    let second = open(withdrawn.clone().into_case(), "2026-06-16", revocation("IM-46-2")).unwrap();
    let mut revived = withdrawn;
    revived.case.proceedings.push(second.proceeding.clone());
    let step_id = revived.proceeding.steps[0].id;
    let annulment =
        Annulment { step_id, reason: "误录".to_owned(), acted_on: None, opinion: None, papers: Vec::new() };
    revived.act(Who::Officer, "2026-06-16", annulment).unwrap();
    let step_id = revived.proceeding.steps[1].id;
    let countersigned = Countersignature { step_id, acted_on: None, opinion: None, papers: Vec::new() };
    assert_eq!(refused(revived.act(Who::BureauHead, "2026-06-16", countersigned)), "CCL-46");
}
