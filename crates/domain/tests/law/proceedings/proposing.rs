//! Proposals of revocation and committal, as the tests make them.

use domain::{
    case_file::CaseFile,
    code::{
        ArrestGround, Category,
        DecisionOutcome::{self, Approved},
        EvidenceItem, ProceedingStatus, ReviewKind, RulingOutcome, Verdict,
    },
    ids::{PaperId, ProceedingId},
    proceedings::{
        ArrestDecision, ArrestExecution, ArrestRelease, ArrestRequest, CourtRuling, Decision, Handover, Objection,
        PaperReturn, Participant, Review, Supplement,
        committal::CommittalContent,
        proposal::{Evidence, ProposedFact, ProposedGround},
        revocation::RevocationContent,
    },
};
use uuid::Uuid;

use super::{
    play::{Play, Who, case, decision, delivery, leave, review, submission},
    warning::warned,
};
use crate::support::instant;

pub(crate) fn paper(number: u128) -> PaperId {
    PaperId::from_uuid(Uuid::from_u128(number))
}

pub(crate) fn evidence(item: EvidenceItem, number: u128) -> Evidence {
    Evidence { item, title: None, papers: vec![paper(number)] }
}

/// A ground with one fact, which a paper shows.
pub(crate) fn ground(rule: &str, number: u128) -> ProposedGround {
    ProposedGround {
        rule: rule.to_owned(),
        facts: vec![ProposedFact {
            statement: "外出逾期不归，经查找下落不明，无正当理由".to_owned(),
            record_ids: Vec::new(),
            proceeding_ids: Vec::new(),
            step_ids: Vec::new(),
            papers: vec![paper(number)],
        }],
        override_reason: None,
    }
}

/// A revocation on one ground with a whole pack.
pub(crate) fn revocation(rule: &str) -> RevocationContent {
    RevocationContent {
        grounds: vec![ground(rule, 1)],
        court: None,
        court_level: None,
        outside_province: false,
        situation: Some("入矫以来多次受到警告".to_owned()),
        opinion: Some("建议依法撤销".to_owned()),
        evidence: vec![evidence(EvidenceItem::LegalDocuments, 2), evidence(EvidenceItem::ConductRecord, 3)],
    }
}

/// A committal on one ground with a whole pack.
pub(crate) fn committal(rule: &str) -> CommittalContent {
    CommittalContent {
        grounds: vec![ground(rule, 1)],
        organ: None,
        outside_province: false,
        obtained_unlawfully: false,
        uncounted: Vec::new(),
        uncounted_opinion: None,
        situation: None,
        opinion: None,
        evidence: vec![evidence(EvidenceItem::LegalDocuments, 2), evidence(EvidenceItem::ConductRecord, 3)],
    }
}

/// A leave of the first ten days of May from which the person never came back.
pub(crate) fn overdue(category: Category) -> CaseFile {
    Play::granted(case(category), "2026-04-27", leave("2026-05-01", "2026-05-10")).into_case()
}

/// Warned twice, with a breach after it.
pub(crate) fn warned_twice(category: Category) -> CaseFile {
    warned(warned(case(category), "2026-04-01", "2026-04-08"), "2026-05-01", "2026-05-08")
}

/// An overdue leave that is more than a month old on the fifteenth of June.
pub(crate) fn absconded() -> Play {
    Play::open(overdue(Category::Probation), Who::Officer, "2026-06-15", revocation("IM-46-2")).unwrap()
}

pub(crate) fn reviewed(kind: ReviewKind) -> Review {
    let collegiate = kind == ReviewKind::Collegiate;
    let participant = |name: &str| Participant { name: name.to_owned(), view: "同意提请".to_owned() };
    Review {
        kind: Some(kind),
        participants: if collegiate { vec![participant("张红"), participant("李明")] } else { Vec::new() },
        minutes: collegiate.then(|| "一致同意提请".to_owned()),
        ..review(Approved)
    }
}

pub(crate) fn verdict(outcome: Verdict) -> Decision {
    let opinion = (outcome == Verdict::NotPropose).then(|| "已经改正，情节尚不严重".to_owned());
    Decision { outcome, opinion, ..decision(Approved) }
}

/// Reported by the office, and through the three reviews of the bureau.
pub(crate) fn deliberated(mut play: Play, date: &str) -> Play {
    play.act(Who::Officer, date, submission()).unwrap();
    play.act(Who::BureauOfficer, date, reviewed(ReviewKind::Investigation)).unwrap();
    play.act(Who::BureauOfficer, date, reviewed(ReviewKind::Collegiate)).unwrap();
    play.act(Who::LegalReviewer, date, reviewed(ReviewKind::Legal)).unwrap();
    play
}

/// The bureau's head has decided to propose.
pub(crate) fn decided(play: Play, date: &str) -> Play {
    let mut play = deliberated(play, date);
    play.act(Who::BureauHead, date, verdict(Verdict::Propose)).unwrap();
    play
}

/// Put before the court, with every copy.
pub(crate) fn delivered(play: Play, date: &str) -> Play {
    let mut play = decided(play, date);
    for (recipient, _) in play.owed(date) {
        play.act(Who::BureauOfficer, date, delivery(recipient)).unwrap();
    }
    assert_eq!(play.proceeding.status(), ProceedingStatus::Proposed);
    play
}

pub(crate) fn ruled(outcome: RulingOutcome) -> CourtRuling {
    CourtRuling {
        outcome,
        court: "武陵区人民法院".to_owned(),
        document_number: Some("（2026）湘0703刑更7号".to_owned()),
        made_on: None,
        at_large: false,
        uncounted: Vec::new(),
        ends_on: None,
        prohibition_ends_on: None,
        acted_on: None,
        opinion: None,
        papers: Vec::new(),
    }
}

pub(crate) fn paper_return() -> PaperReturn {
    PaperReturn { reason: "查找记录不完整".to_owned(), acted_on: None, opinion: None, papers: Vec::new() }
}

pub(crate) fn supplement(number: u128) -> Supplement {
    Supplement {
        evidence: vec![evidence(EvidenceItem::ProofOfGround, number)],
        acted_on: None,
        opinion: None,
        papers: Vec::new(),
    }
}

pub(crate) fn handover() -> Handover {
    Handover { organization_id: None, acted_on: None, opinion: None, papers: Vec::new() }
}

pub(crate) fn objection() -> Objection {
    Objection { text: "检察机关提出纠正意见".to_owned(), acted_on: None, opinion: None, papers: Vec::new() }
}

pub(crate) fn arrest(received_at: &str) -> ArrestRequest {
    ArrestRequest {
        grounds: vec![ArrestGround::MayFlee],
        reasons: "多次失联，有逃跑可能".to_owned(),
        received_at: instant(received_at),
        acted_on: None,
        opinion: None,
        papers: Vec::new(),
    }
}

pub(crate) fn arrest_decision(outcome: DecisionOutcome, decided_at: &str) -> ArrestDecision {
    ArrestDecision {
        outcome,
        court: "武陵区人民法院".to_owned(),
        document_number: None,
        decided_at: instant(decided_at),
        acted_on: None,
        opinion: None,
        papers: Vec::new(),
    }
}

pub(crate) fn arrested() -> ArrestExecution {
    ArrestExecution { acted_on: None, opinion: None, papers: Vec::new() }
}

pub(crate) fn released() -> ArrestRelease {
    ArrestRelease { reason: "裁定不予撤销".to_owned(), acted_on: None, opinion: None, papers: Vec::new() }
}

/// Every notice that is owed is delivered.
pub(crate) fn tell_all(play: &mut Play, date: &str) {
    for (recipient, _) in play.owed(date) {
        play.act(Who::BureauOfficer, date, delivery(recipient)).unwrap();
    }
}

/// A proceeding that no case has.
pub(crate) fn absent() -> ProceedingId {
    ProceedingId::from_uuid(Uuid::from_u128(999))
}
