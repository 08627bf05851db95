//! Histories: whatever is recorded in whatever order, status and conditions keep their invariants
//! ([`domain::case_file::Standing`]).

use std::collections::BTreeSet;

use chrono::Days;
use domain::{
    calendar::Calendar,
    case_file::{CaseFile, Standing, Subject, standing},
    clock::clocks,
    code::{Category, ClockState, Code, ConditionCode, Status, TemporaryGround},
    ids::SuperviseeId,
    rulebook,
    supervisee::{Order, Prohibition},
    time::{Date, Instant, local_day, start_of_day},
};
use proptest::{prelude::*, sample::select};

/// Something that is recorded on the day on which it happens.
#[derive(Debug, Clone, Copy)]
enum Event {
    Notice,
    Documents,
    Receipt,
    PapersRequested,
    PapersCompleted,
    LeftPrison,
    Report,
    HealthReport,
    Reexamination,
    Summary,
    Certificate,
    Prohibition,
    /// Nothing is recorded; a day passes.
    Nothing,
}

const EVENTS: [Event; 13] = [
    Event::Notice,
    Event::Documents,
    Event::Receipt,
    Event::PapersRequested,
    Event::PapersCompleted,
    Event::LeftPrison,
    Event::Report,
    Event::HealthReport,
    Event::Reexamination,
    Event::Summary,
    Event::Certificate,
    Event::Prohibition,
    Event::Nothing,
];

fn record(order: &mut Order, event: Event, on: Date) {
    let field = match event {
        Event::Notice => &mut order.notice_received_on,
        Event::Documents => &mut order.documents_received_on,
        Event::Receipt => &mut order.receipt_sent_on,
        Event::PapersRequested => &mut order.papers_requested_on,
        Event::PapersCompleted => &mut order.papers_completed_on,
        Event::LeftPrison => &mut order.left_prison_on,
        Event::Report => &mut order.reported_on,
        Event::HealthReport => {
            order.health_reported_on = Some(on);
            return;
        }
        Event::Reexamination => {
            order.reexamined_on = Some(on);
            return;
        }
        Event::Summary => &mut order.summary_received_on,
        Event::Certificate => &mut order.release_certificate_issued_on,
        Event::Prohibition => {
            order.prohibition =
                Some(Prohibition { content: "禁止饮酒".to_owned(), starts_on: Some(on), ends_on: None });
            return;
        }
        Event::Nothing => return,
    };
    // What has happened once does not happen again; mending a record is another matter.
    field.get_or_insert(on);
}

fn rank(status: Status) -> u32 {
    match status {
        Status::AwaitingIntake => 0,
        Status::UnderSupervision => 1,
        Status::Released | Status::Terminated | Status::TransferredOut => 2,
    }
}

fn holds(standing: &Standing, code: ConditionCode) -> bool {
    standing.conditions.iter().any(|condition| condition.code == code)
}

/// The invariants of one moment, as the documentation of `Standing` states them.
fn check(standing: &Standing, at: Instant) -> Result<(), TestCaseError> {
    let today = local_day(at);
    let ended = rank(standing.status) == 2;
    prop_assert_eq!(standing.status_reason.is_some(), ended, "a reason where it has ended, and only there");
    let codes: BTreeSet<_> = standing.conditions.iter().map(|condition| condition.code).collect();
    prop_assert_eq!(codes.len(), standing.conditions.len(), "each condition at most once");
    for condition in &standing.conditions {
        prop_assert!(rulebook::rule(&condition.rule).is_some());
        prop_assert!(condition.since <= today, "{:?} begins in the future", condition);
        prop_assert!(condition.until.is_none_or(|until| until >= condition.since && until >= today), "{:?}", condition);
    }
    prop_assert!(!holds(standing, ConditionCode::MissedIntake) || standing.status == Status::AwaitingIntake);
    prop_assert!(!holds(standing, ConditionCode::Prohibited) || !ended);
    prop_assert!(standing.valid_until.is_none_or(|until| until > at));
    Ok(())
}

/// What of a standing must stay until `valid_until`.
fn essence(standing: &Standing) -> (Status, Vec<(ConditionCode, Date)>) {
    (standing.status, standing.conditions.iter().map(|condition| (condition.code, condition.since)).collect())
}

fn states(case: &CaseFile, calendar: &Calendar, at: Instant) -> Vec<(&'static str, ClockState)> {
    clocks(case, calendar, at).iter().map(|clock| (clock.rule, clock.state(at))).collect()
}

proptest! {
    #[test]
    fn every_history_keeps_the_invariants_of_status_and_conditions(
        category in select(Category::ALL),
        effective in 0_u64..300,
        length in 1_u64..900,
        age_in_days in 5_500_u64..9_000,
        history in prop::collection::vec((0_u64..60, select(EVENTS.to_vec())), 1..24),
    ) {
        let calendar = Calendar::builtin();
        let registered_on = Date::from_ymd_opt(2024, 6, 1).unwrap();
        let effective_on = registered_on + Days::new(effective);
        let order = Order {
            effective_on: Some(effective_on),
            supervision_starts_on: Some(effective_on),
            supervision_ends_on: Some(effective_on + Days::new(length)),
            temporary_ground: Some(TemporaryGround::SeriousIllness),
            ..Order::new(category)
        };
        let person = Subject { birth_date: Some(registered_on - Days::new(age_in_days)), sex: None };
        let mut case = CaseFile { supervisee_id: SuperviseeId::from_uuid(uuid::Uuid::nil()), person, order, registered_on, place: domain::proceedings::Place::default(), proceedings: Vec::new(), records: Vec::new() };
        let mut on = registered_on;
        let mut last: Option<Standing> = None;
        for (later, event) in history {
            on = on + Days::new(later);
            record(&mut case.order, event, on);
            let at = start_of_day(on);
            let now = standing(&case, &calendar, at);
            check(&now, at)?;
            if let Some(last) = &last {
                prop_assert!(rank(last.status) <= rank(now.status), "a status never goes back: {} to {}", last.status, now.status);
                let reported = last.status == Status::UnderSupervision;
                prop_assert!(!(reported && holds(last, ConditionCode::MinorRegime)) || holds(&now, ConditionCode::MinorRegime), "the regime of minors stays");
            }
            // Nothing turns by the clock alone before `valid_until`.
            let until = now.valid_until.map_or(at + chrono::TimeDelta::days(3_650), |until| until - chrono::TimeDelta::seconds(1));
            let still = standing(&case, &calendar, until);
            prop_assert_eq!(essence(&now), essence(&still));
            prop_assert_eq!(states(&case, &calendar, at), states(&case, &calendar, until));
            last = Some(now);
        }
    }
}
