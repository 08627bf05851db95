//! The year of one case: what was known of it when it came into the register, and what was recorded on which day after that.

use std::collections::BTreeMap;

use chrono::Days;
use domain::code::{Category, DisclosurePurpose, TemporaryGround};
use domain::supervisee::Order;
use domain::time::Date;
use serde_json::{Map, Value, json};

use super::chance::Chance;
use super::sequence::{health_reports, reexaminations};
use crate::roster::reader::Draft;

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
    /// The bureau records papers.
    File(Map<String, Value>),
    /// The office records what it sees and hears.
    Record(Map<String, Value>),
    /// The bureau gives out a protected value.
    Disclose { field: &'static str, purpose: DisclosurePurpose },
}

/// How often, in a hundred.
mod rate {
    /// A receipt is sent late.
    pub(super) const LATE_RECEIPT: u32 = 6;
    /// The personal summary does not come in.
    pub(super) const NO_SUMMARY: u32 = 15;
    /// A person moves, changes phone or work within the year.
    pub(super) const CHANGE: u32 = 30;
    /// A protected value is needed within the year.
    pub(super) const DISCLOSURE: u32 = 12;
}

const WORKPLACES: [&str; 8] = [
    "常德某食品有限公司", "某建筑工地", "某汽车修理厂", "某物业公司", "某超市", "某家政服务部", "自由职业", "某快递站点",
];

/// Plans the year from `first` to `today` of the case that a row of the roster describes.
pub(super) fn plan(mut draft: Draft, first: Date, today: Date, chance: &mut Chance) -> Vec<Planned> {
    let Some(registers_on) = came_in_on(&mut draft.order, today) else { return Vec::new() };
    let carried_over = registers_on < first;
    let begins_on = registers_on.max(first);
    if !carried_over {
        complete_reception(&mut draft.order, today, chance);
    }
    complete_release(&mut draft.order, first, today, chance);
    let mut days = Days_::default();
    for (field, on, hand) in dated(&draft.order) {
        if let Some(on) = on.filter(|on| *on > begins_on && *on <= today) {
            days.note(on, hand, field, json!(on));
        }
    }
    let until = draft.order.supervision_ends_on.map_or(today, |ends_on| ends_on.min(today));
    let mut reports = medical(&draft.order, begins_on, until, chance);
    for (field, on) in reports.iter().filter(|(_, on)| *on > begins_on) {
        days.note(*on, Hand::Office, field, json!(on));
    }
    reports.retain(|(_, on)| *on <= begins_on);
    let known = known_on(&draft, begins_on, &reports);
    changes(&draft, begins_on, until, chance, &mut days);
    let mut planned = vec![Planned { on: begins_on, what: What::Admit { draft: Box::new(known), carried_over } }];
    planned.extend(days.into_planned());
    planned.extend(disclosure(begins_on, until, chance));
    planned
}

/// Whose work it is to record a fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Hand {
    Bureau,
    Office,
}

/// What is recorded on which day, by whom.
#[derive(Default)]
struct Days_(BTreeMap<(Date, Hand), Map<String, Value>>);

impl Days_ {
    fn note(&mut self, on: Date, hand: Hand, field: &str, value: Value) {
        self.0.entry((on, hand)).or_default().insert(field.to_owned(), value);
    }

    fn into_planned(self) -> impl Iterator<Item = Planned> {
        self.0.into_iter().map(|((on, hand), facts)| {
            let what = match hand {
                Hand::Bureau => What::File(facts),
                Hand::Office => What::Record(facts),
            };
            Planned { on, what }
        })
    }
}
