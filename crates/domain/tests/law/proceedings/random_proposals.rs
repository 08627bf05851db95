//! Whatever is tried in whatever order: never two open proposals, never a ruling without a delivered proposal, never a termination
//! without a ruling, never custody without a court's decision.

use domain::{
    code::{
        Category,
        DecisionOutcome::{Approved, Refused},
        DutyBearer, ProceedingKind, ProceedingStatus, ReviewKind, RulingOutcome, Status, Verdict,
    },
    ids::{ProceedingId, StepId},
    proceedings::{Act, ActCode, Annulment, Countersignature, Proceeding, Withdrawal},
};
use proptest::{prelude::*, sample::select};
use uuid::Uuid;

use super::{
    play::{Play, Who, at, closure, delivery, submission, withdrawal},
    proposing::{
        arrest, arrest_decision, arrested, handover, objection, overdue, paper_return, released, reviewed, revocation,
        ruled, supplement, verdict,
    },
};

/// An attempt.
#[derive(Debug, Clone, Copy)]
enum Try {
    Open,
    Switch,
    Submit,
    Review(ReviewKind),
    Decide(Verdict),
    Deliver(DutyBearer),
    PapersBack,
    Supplement,
    Rule(RulingOutcome),
    Object,
    Arrest,
    ArrestDecided(bool),
    Arrested,
    Released,
    HandOver,
    Withdraw,
    Close,
    Annul,
    Countersign,
}

const TRIES: &[Try] = &[
    Try::Open,
    Try::Switch,
    Try::Submit,
    Try::Review(ReviewKind::Investigation),
    Try::Review(ReviewKind::Collegiate),
    Try::Review(ReviewKind::Legal),
    Try::Decide(Verdict::Propose),
    Try::Decide(Verdict::NotPropose),
    Try::Decide(Verdict::SentBack),
    Try::Deliver(DutyBearer::Court),
    Try::Deliver(DutyBearer::Procuratorate),
    Try::PapersBack,
    Try::Supplement,
    Try::Rule(RulingOutcome::Accepted),
    Try::Rule(RulingOutcome::Approved),
    Try::Rule(RulingOutcome::Refused),
    Try::Object,
    Try::Arrest,
    Try::ArrestDecided(true),
    Try::ArrestDecided(false),
    Try::Arrested,
    Try::Released,
    Try::HandOver,
    Try::Withdraw,
    Try::Close,
    Try::Annul,
    Try::Countersign,
];

const DATE: &str = "2026-06-16";

fn said(attempt: Try, proceeding: &Proceeding, nth: usize) -> Option<(Who, Act)> {
    let number = 1_000 + u128::try_from(nth).unwrap();
    Some(match attempt {
        Try::Open | Try::Switch => return None,
        Try::Submit => (Who::Officer, submission().into()),
        Try::Review(ReviewKind::Legal) => (Who::LegalReviewer, reviewed(ReviewKind::Legal).into()),
        Try::Review(kind) => (Who::BureauOfficer, reviewed(kind).into()),
        Try::Decide(outcome) => (Who::BureauHead, verdict(outcome).into()),
        Try::Deliver(recipient) => (Who::BureauOfficer, delivery(recipient).into()),
        Try::PapersBack => (Who::BureauOfficer, paper_return().into()),
        Try::Supplement => (Who::BureauOfficer, supplement(number).into()),
        Try::Rule(outcome) => (Who::BureauOfficer, ruled(outcome).into()),
        Try::Object => (Who::BureauOfficer, objection().into()),
        Try::Arrest => (Who::BureauOfficer, arrest("2026-06-16T08:00").into()),
        Try::ArrestDecided(granted) => {
            let outcome = if granted { Approved } else { Refused };
            (Who::BureauOfficer, arrest_decision(outcome, "2026-06-16T09:00").into())
        }
        Try::Arrested => (Who::BureauOfficer, arrested().into()),
        Try::Released => (Who::BureauOfficer, released().into()),
        Try::HandOver => (Who::BureauOfficer, handover().into()),
        Try::Withdraw => (Who::BureauOfficer, Withdrawal { opinion: Some("撤回".to_owned()), ..withdrawal() }.into()),
        Try::Close => (Who::BureauOfficer, closure().into()),
        Try::Annul => {
            let step_id = proceeding.standing().next_back()?.id;
            let reason = "误录".to_owned();
            (Who::Officer, Annulment { step_id, reason, acted_on: None, opinion: None, papers: Vec::new() }.into())
        }
        Try::Countersign => {
            let step_id = proceeding.steps.iter().rfind(|step| step.act.code() == ActCode::Annulments)?.id;
            (Who::BureauHead, Countersignature { step_id, acted_on: None, opinion: None, papers: Vec::new() }.into())
        }
    })
}

/// A case with some proposals, of which one is in hand.
struct Table {
    play: Option<Play>,
    aside: Vec<Proceeding>,
}

impl Table {
    fn case(&self) -> domain::case_file::CaseFile {
        let mut case = overdue(Category::Probation);
        case.proceedings.extend(self.aside.iter().cloned());
        case.proceedings.extend(self.play.as_ref().map(|play| play.proceeding.clone()));
        case
    }

    fn lay_aside(&mut self) {
        self.aside.extend(self.play.take().map(|play| play.proceeding));
    }

    fn take(&mut self, attempt: Try, nth: usize) {
        if matches!(attempt, Try::Open) {
            if let Ok(mut play) = Play::open(self.case(), Who::Officer, DATE, revocation("IM-46-2")) {
                self.lay_aside();
                play.proceeding.id = ProceedingId::from_uuid(Uuid::from_u128(500 + u128::try_from(nth).unwrap()));
                self.play = Some(play);
            }
            return;
        }
        if matches!(attempt, Try::Switch) && !self.aside.is_empty() {
            let proceeding = self.aside.remove(0);
            let before = self.play.take();
            self.aside.extend(before.as_ref().map(|play| play.proceeding.clone()));
            self.play = before.map(|play| Play { proceeding, ..play });
            return;
        }
        let mut case = overdue(Category::Probation);
        case.proceedings.extend(self.aside.iter().cloned());
        let Some(play) = &mut self.play else { return };
        play.case = case;
        let Some((who, act)) = said(attempt, &play.proceeding, nth) else { return };
        let before = play.proceeding.steps.len();
        if play.act(who, DATE, act).is_ok() {
            let id = Uuid::from_u128(5_000 + u128::try_from(nth).unwrap());
            play.proceeding.steps[before].id = StepId::from_uuid(id);
        }
    }
}

fn check(table: &Table) -> Result<(), TestCaseError> {
    let Some(play) = &table.play else { return Ok(()) };
    let all: Vec<&Proceeding> = table.aside.iter().chain([&play.proceeding]).collect();
    let open = all.iter().filter(|one| one.kind() == ProceedingKind::Revocation && !one.is_over()).count();
    prop_assert!(open <= 1, "two open proposals");
    let mut granted = false;
    for one in all {
        let (mut delivered, mut ordered) = (false, false);
        for step in one.standing() {
            delivered |= step.status == ProceedingStatus::Proposed && step.act.code() == ActCode::Deliveries;
            ordered |= matches!(&step.act, Act::ArrestDecisions(body) if body.outcome == Approved);
            prop_assert!(delivered || step.act.code() != ActCode::Rulings, "a ruling without a delivered proposal");
            prop_assert!(ordered || step.act.code() != ActCode::ArrestExecutions, "custody without a decision");
            granted |= matches!(&step.act, Act::Rulings(body) if body.outcome == RulingOutcome::Approved);
        }
    }
    let mut file = play.clone();
    file.case.proceedings.clear();
    file.case.proceedings.extend(overdue(Category::Probation).proceedings);
    file.case.proceedings.extend(table.aside.iter().cloned());
    let standing = file.standing(at("2026-06-17"));
    prop_assert!(granted || standing.status != Status::Terminated, "a termination without a ruling");
    let codes: std::collections::BTreeSet<_> = standing.conditions.iter().map(|held| held.code).collect();
    prop_assert_eq!(codes.len(), standing.conditions.len());
    Ok(())
}

proptest! {
    #[test]
    fn no_order_of_acts_breaks_what_must_hold(tries in prop::collection::vec(select(TRIES.to_vec()), 1..60)) {
        let mut table = Table { play: None, aside: Vec::new() };
        for attempt in [Try::Open, Try::Submit, Try::Review(ReviewKind::Investigation), Try::Review(ReviewKind::Collegiate),
            Try::Review(ReviewKind::Legal), Try::Decide(Verdict::Propose), Try::Deliver(DutyBearer::Court)]
            .into_iter().take(tries.len() % 8)
        {
            table.take(attempt, 100_000 + table.play.as_ref().map_or(0, |play| play.proceeding.steps.len()));
        }
        for (nth, attempt) in tries.into_iter().enumerate() {
            table.take(attempt, nth);
            check(&table)?;
        }
    }
}
