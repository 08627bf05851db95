//! The year of one case: what was known of it when it came into the register, and what was recorded on which day after that.

use std::collections::BTreeMap;

use chrono::Days;
use domain::code::{Category, DisclosurePurpose};
use domain::supervisee::{Order, PersonFacts};
use domain::time::Date;
use serde_json::{Map, Value, json};

use super::chance::Chance;
use super::medical;
use crate::roster::reader::Draft;

/// A receipt is sent late, so often in a hundred.
const LATE_RECEIPTS: u32 = 6;
/// The personal summary does not come in.
const MISSING_SUMMARIES: u32 = 15;
/// A person moves, or changes phone or work.
const CHANGES: u32 = 30;
/// A protected value is needed in plain.
const DISCLOSURES: u32 = 12;

const WORKPLACES: [&str; 6] =
    ["常德某食品有限公司", "某汽车修理厂", "某物业公司", "某家政服务部", "自由职业", "某快递站点"];

const NEEDS: [(&str, DisclosurePurpose); 4] = [
    ("phone", DisclosurePurpose::Supervision),
    ("id_number", DisclosurePurpose::Verification),
    ("residence_address", DisclosurePurpose::PoliceRequest),
    ("id_number", DisclosurePurpose::ProcuratorateRequest),
];

/// Something that is done to a case on a day.
#[derive(Debug, Clone)]
pub(super) struct Planned {
    pub(super) on: Date,
    pub(super) what: What,
}

/// What is done.
#[derive(Debug, Clone)]
pub(super) enum What {
    /// Taken into the register; `carried_over` from the old one.
    Admit { draft: Box<Draft>, carried_over: bool },
    /// Facts are recorded, by the bureau or by the office that supervises.
    Record { hand: Hand, facts: Map<String, Value> },
    /// The bureau gives out a protected value.
    Disclose { field: &'static str, purpose: DisclosurePurpose },
}

/// Whose work it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Hand {
    /// The bureau's: papers.
    Bureau,
    /// The office's: what it sees and hears.
    Office,
}

/// Plans the year from `first` to `today` of the case that a row of the roster describes. A case that nobody could know of by
/// today has no plan.
pub(super) fn plan(mut draft: Draft, first: Date, today: Date, chance: &mut Chance) -> Vec<Planned> {
    let order = &mut draft.order;
    let Some(came_in_on) = came_in_on(order, today) else { return Vec::new() };
    let carried_over = came_in_on < first;
    let begins_on = came_in_on.max(first);
    let until = order.supervision_ends_on.map_or(today, |ends_on| ends_on.min(today));
    if !carried_over {
        complete_reception(order, chance);
    }
    complete_release(order, begins_on, chance);
    let mut diary = Diary::default();
    let health_reports = medical::health_reports(order, begins_on, until, chance);
    let reexaminations = medical::reexaminations(order, begins_on, until, chance);
    order.health_reported_on = diary.note_each("health_reported_on", health_reports, begins_on);
    order.reexamined_on = diary.note_each("reexamined_on", reexaminations, begins_on);
    for (field, hand, fact) in dated(order) {
        if let Some(on) = fact.take_if(|on| *on > begins_on)
            && on <= today
        {
            diary.note(on, hand, field, json!(on));
        }
    }
    if let Some(on) = day_between(begins_on, until, chance).filter(|_| chance.percent(CHANGES)) {
        let (field, value) = change(&draft.person, chance);
        diary.note(on, Hand::Office, field, value);
    }
    let need = day_between(begins_on, until, chance).filter(|_| chance.percent(DISCLOSURES)).zip(chance.pick(&NEEDS));
    let mut planned = vec![Planned { on: begins_on, what: What::Admit { draft: Box::new(draft), carried_over } }];
    planned.extend(diary.planned());
    planned
        .extend(need.map(|(on, (field, purpose))| Planned { on, what: What::Disclose { field, purpose: *purpose } }));
    planned
}

/// The day on which the bureau could first know of the case: its papers came, or the person did. Where neither has happened yet,
/// the court's notice came on the day after the decision took effect.
fn came_in_on(order: &mut Order, today: Date) -> Option<Date> {
    let came = order.documents_received_on.into_iter().chain(order.reported_on).min().filter(|on| *on <= today);
    if came.is_some() {
        return came;
    }
    let effective_on = order.effective_on.filter(|on| *on <= today)?;
    order.notice_received_on = Some(after(effective_on, 1).min(today));
    order.notice_received_on
}

/// What a roster does not say of a reception.
fn complete_reception(order: &mut Order, chance: &mut Chance) {
    if order.category == Category::TemporaryOutsidePrison {
        order.handover_decision_received_on = order.effective_on;
    }
    let days = if chance.percent(LATE_RECEIPTS) { chance.between(9, 12) } else { chance.between(1, 3) };
    order.receipt_sent_on = order.documents_received_on.map(|on| after(on, days));
}

/// What a roster does not say of the end.
fn complete_release(order: &mut Order, begins_on: Date, chance: &mut Chance) {
    let Some(ends_on) = order.supervision_ends_on.filter(|ends_on| *ends_on >= begins_on) else { return };
    let summary_on = ends_on.checked_sub_days(Days::new(chance.between(30, 40).into()));
    order.summary_received_on = summary_on.filter(|on| *on > begins_on && !chance.percent(MISSING_SUMMARIES));
    order.release_certificate_issued_on = Some(ends_on);
}

/// The dated facts of an order that are recorded as they happen.
fn dated(order: &mut Order) -> [(&'static str, Hand, &mut Option<Date>); 8] {
    [
        ("notice_received_on", Hand::Bureau, &mut order.notice_received_on),
        ("documents_received_on", Hand::Bureau, &mut order.documents_received_on),
        ("receipt_sent_on", Hand::Bureau, &mut order.receipt_sent_on),
        ("handover_decision_received_on", Hand::Bureau, &mut order.handover_decision_received_on),
        ("left_prison_on", Hand::Bureau, &mut order.left_prison_on),
        ("reported_on", Hand::Office, &mut order.reported_on),
        ("summary_received_on", Hand::Office, &mut order.summary_received_on),
        ("release_certificate_issued_on", Hand::Bureau, &mut order.release_certificate_issued_on),
    ]
}

/// Something in a person's life that is another now.
fn change(person: &PersonFacts, chance: &mut Chance) -> (&'static str, Value) {
    let address = person.residence_address.as_deref().and_then(|address| address.split_once("社区"));
    match (chance.between(1, 3), address) {
        (1, Some((place, _))) => {
            let (group, number) = (chance.between(1, 40), chance.between(1, 120));
            ("residence_address", json!(format!("{place}社区{group}组{number}号")))
        }
        (2, _) => ("workplace", json!(chance.pick(&WORKPLACES))),
        (_, _) => ("phone", json!(format!("139{:08}", chance.between(0, 99_999_999)))),
    }
}

/// A day after the first and not after the last, if there is one.
fn day_between(first: Date, last: Date, chance: &mut Chance) -> Option<Date> {
    let days = u32::try_from((last - first).num_days()).ok().filter(|days| *days > 0)?;
    Some(after(first, chance.between(1, days)))
}

/// The day so many days later.
pub(super) fn after(day: Date, days: u32) -> Date {
    day.checked_add_days(Days::new(days.into())).unwrap_or(day)
}

/// What is recorded on which day, by whom.
#[derive(Default)]
struct Diary(BTreeMap<(Date, Hand), Map<String, Value>>);

impl Diary {
    fn note(&mut self, on: Date, hand: Hand, field: &str, value: Value) {
        self.0.entry((on, hand)).or_default().insert(field.to_owned(), value);
    }

    /// Notes each return of a fact; gives the last one that was known when the case came in.
    fn note_each(&mut self, field: &str, days: Vec<Date>, begins_on: Date) -> Option<Date> {
        let (known, later): (Vec<Date>, Vec<Date>) = days.into_iter().partition(|on| *on <= begins_on);
        for on in later {
            self.note(on, Hand::Office, field, json!(on));
        }
        known.into_iter().max()
    }

    fn planned(self) -> impl Iterator<Item = Planned> {
        self.0.into_iter().map(|((on, hand), facts)| Planned { on, what: What::Record { hand, facts } })
    }
}

#[cfg(test)]
mod tests {
    use domain::ids::OrganizationId;
    use domain::supervisee::ProtectedOrder;

    use super::*;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn draft(documents: &str, reported: &str) -> Draft {
        let order = Order {
            effective_on: Some(day("2026-03-02")),
            documents_received_on: Some(day(documents)),
            reported_on: Some(day(reported)),
            supervision_ends_on: Some(day("2027-03-01")),
            ..Order::new(Category::Probation)
        };
        let person = PersonFacts::new("张三", "430702199003071237");
        Draft {
            person,
            order,
            protected: ProtectedOrder::default(),
            organization_id: OrganizationId::from_uuid(uuid::Uuid::nil()),
        }
    }

    #[test]
    fn nothing_is_known_before_it_happened_and_everything_is_recorded_on_its_day() {
        let planned = plan(draft("2026-03-05", "2026-03-09"), day("2025-11-23"), day("2026-11-23"), &mut Chance::of(1));
        let What::Admit { draft, carried_over } = &planned[0].what else { panic!("{planned:?}") };
        assert_eq!((planned[0].on, *carried_over), (day("2026-03-05"), false));
        assert_eq!(draft.order.reported_on, None);
        let reported = planned.iter().find(|planned| {
            matches!(&planned.what, What::Record { facts, .. } if facts.get("reported_on") == Some(&json!("2026-03-09")))
        });
        assert_eq!(reported.unwrap().on, day("2026-03-09"));
        assert!(planned.iter().all(|planned| planned.on <= day("2026-11-23")));
    }

    #[test]
    fn an_older_case_is_carried_over_on_the_first_day_with_what_was_known() {
        let planned = plan(draft("2026-03-05", "2026-03-09"), day("2026-06-01"), day("2026-11-23"), &mut Chance::of(1));
        let What::Admit { draft, carried_over } = &planned[0].what else { panic!("{planned:?}") };
        assert_eq!((planned[0].on, *carried_over), (day("2026-06-01"), true));
        assert_eq!(draft.order.reported_on, Some(day("2026-03-09")));
    }

    #[test]
    fn a_case_whose_papers_are_still_on_their_way_is_known_from_the_notice() {
        let planned = plan(draft("2026-03-12", "2026-03-13"), day("2025-03-04"), day("2026-03-04"), &mut Chance::of(1));
        let What::Admit { draft, .. } = &planned[0].what else { panic!("{planned:?}") };
        assert_eq!(planned[0].on, day("2026-03-03"));
        assert_eq!((draft.order.documents_received_on, draft.order.reported_on), (None, None));
    }
}
