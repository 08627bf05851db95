//! The case file: all that is recorded about one supervisee, and what follows from it.
//!
//! Status, conditions and discrepancies are functions of *(case file, calendar, moment)*; nothing here is ever typed in.

mod conditions;
mod defects;
mod discrepancies;
mod summary;
mod timeline;

pub use defects::{Defect, defects};
use serde::{Deserialize, Serialize};
pub use summary::{Summary, summary};
pub use timeline::{Event, Source, medical_timeline, timeline};

pub use crate::clock::clocks;
use crate::{
    calendar::Calendar,
    clock::Clock,
    code::{ConditionCode, DiscrepancyCode, Sex, Status, StatusReason},
    identity::IdentityNumber,
    ids::SuperviseeId,
    judgement,
    proceedings::{
        Ending, Matter, Place, Proceeding,
        proposal::{self, FoundGrounds},
    },
    records::Record,
    supervisee::{Order, PersonFacts},
    text::Text,
    time::{Date, Instant, end_of_day, start_of_day},
};

/// What of a person the law looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Subject {
    /// The birth date, as stated or as the identity number gives it.
    pub birth_date: Option<Date>,
    /// The sex.
    pub sex: Option<Sex>,
}

impl Subject {
    /// What of these facts the law looks at. Where birth date or sex is not stated, a valid identity number states it.
    #[must_use]
    pub fn of(person: &PersonFacts) -> Self {
        let number = IdentityNumber::parse(&person.id_number).ok();
        Self {
            birth_date: person.birth_date.or_else(|| number.as_ref().map(IdentityNumber::birth_date)),
            sex: person.sex.or_else(|| number.as_ref().map(IdentityNumber::sex)),
        }
    }
}

/// All that is recorded about one supervisee.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseFile {
    /// The supervisee.
    pub supervisee_id: SuperviseeId,
    /// The person.
    pub person: Subject,
    /// The order and the dates of its reception, as decided proceedings have left them.
    pub order: Order,
    /// The day of registration.
    pub registered_on: Date,
    /// Where the case is carried.
    pub place: Place,
    /// Every proceeding of the case, in the order of opening.
    pub proceedings: Vec<Proceeding>,
    /// Every record of the case, in the order in which things happened.
    pub records: Vec<Record>,
}

impl CaseFile {
    /// The case file with the order as records and decided proceedings have left it.
    #[must_use]
    pub fn with(mut self, proceedings: Vec<Proceeding>, records: Vec<Record>) -> Self {
        for record in records.iter().filter(|record| record.counts()) {
            record.content.entered().apply(record.day(), &mut self.order);
        }
        self.records = records;
        for proceeding in &proceedings {
            proceeding.content.kind_of().apply(proceeding, &mut self.order);
        }
        self.proceedings = proceedings;
        self
    }

    /// Each proceeding with all that it is judged by.
    pub fn matters<'a>(&'a self, calendar: &'a Calendar, at: Instant) -> impl Iterator<Item = Matter<'a>> {
        self.proceedings.iter().map(move |proceeding| Matter {
            proceeding,
            person: &self.person,
            case: Some(self),
            alone: &[],
            place: &self.place,
            calendar,
            at,
        })
    }

    /// Whether the person is supervised as a minor (MN-6), as seen on a day.
    #[must_use]
    pub fn is_minor(&self, on: Date) -> bool {
        conditions::minor_regime(self, on).is_some()
    }

    /// How and when supervision ends: by a proceeding, or at 24:00 of its last day (rulebook §10), whichever is first.
    #[must_use]
    pub fn ending(&self) -> Option<Ending> {
        let expiry = self.order.supervision_ends_on.map(|ends_on| Ending {
            status: Status::Released,
            reason: StatusReason::Expiry,
            at: end_of_day(ends_on),
        });
        let ended = self.proceedings.iter().filter_map(|proceeding| proceeding.content.kind_of().ending(proceeding));
        // The term is over at 24:00 of its last day: what takes effect at that moment comes too late.
        expiry.into_iter().chain(ended).min_by_key(|ending| ending.at)
    }

    /// Whether supervision is over at this moment.
    #[must_use]
    pub fn has_ended(&self, at: Instant) -> bool {
        self.ending().is_some_and(|ending| at >= ending.at)
    }

    /// The first and the last day of the prohibition order, where there is one; without a last day it runs on.
    #[must_use]
    pub fn prohibition_days(&self) -> Option<(Date, Option<Date>)> {
        conditions::prohibition_interval(self)
    }

    /// The conditions that hold at this moment.
    #[must_use]
    pub fn conditions(&self, calendar: &Calendar, at: Instant) -> Vec<Condition> {
        conditions::conditions(self, calendar, &clocks(self, calendar, at), status(self, at).0, at)
    }

    /// The grounds of revocation or committal that the law knows for the category, on the facts of this case (rulebook §9.1).
    #[must_use]
    pub fn revocation_grounds(&self, calendar: &Calendar, at: Instant) -> FoundGrounds {
        proposal::found(self, calendar, at)
    }

    /// Whether the person has reported in, or been handed over, by this moment.
    #[must_use]
    pub fn has_reported(&self, at: Instant) -> bool {
        self.order.reported_on.is_some_and(|reported_on| at >= start_of_day(reported_on))
    }

    /// The first day of the term: what the court states, else the day on which the decision takes effect (CL 41, 73, 83).
    #[must_use]
    pub fn term_starts_on(&self) -> Option<Date> {
        self.order.supervision_starts_on.or(self.order.effective_on)
    }
}

/// A condition that holds at the moment asked about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Condition {
    /// Which.
    pub code: ConditionCode,
    /// The first day.
    pub since: Date,
    /// The last day, where it is known beforehand.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
    /// The id of the rule.
    pub rule: String,
}

impl Condition {
    /// The articles on which it rests, as they stood on a day (K-15).
    #[must_use]
    pub fn basis(&self, on: Date) -> Text {
        judgement::basis(&self.rule, on)
    }
}

/// A difference between what was stated and what the law computes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Discrepancy {
    /// Which.
    pub code: DiscrepancyCode,
    /// The field in question, as on the wire.
    pub field: String,
    /// What is stated, and stands (rule T-3).
    pub stated: String,
    /// What the law computes, or the limit that it sets.
    pub computed: String,
    /// The id of the rule.
    pub rule: String,
    /// The difference in words.
    pub message: Text,
}

/// What follows from a case file at a moment.
///
/// Whatever is recorded, in whatever order, these hold (rulebook §1.5; tested over random histories):
///
/// - as time passes and events are recorded, the status never goes back: awaiting intake, under supervision, ended (CCL 21, 44);
/// - there is a reason exactly where supervision has ended (CCL 44, 45);
/// - each condition stands at most once, has begun by the moment asked about and, where its last day is known, not yet ended;
/// - 漏管 holds only while intake is awaited (OP26 11), a prohibition order never after the end (PO-2);
/// - one who was taken under supervision as a minor stays so (MN-6, CCL 58);
/// - until `valid_until` neither status nor conditions nor the state of any clock changes unless something is recorded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    /// The main status.
    pub status: Status,
    /// Why supervision ended, if it has.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status_reason: Option<StatusReason>,
    /// The conditions that hold.
    pub conditions: Vec<Condition>,
    /// The discrepancies.
    pub discrepancies: Vec<Discrepancy>,
    /// The next moment at which any of this, or the state of a clock, could change by the clock alone; none if never.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_until: Option<Instant>,
}

/// What follows from a case file at a moment: status, conditions, discrepancies, and how long that stays true.
///
/// `awaiting_intake` until the person has reported; `under_supervision` to 24:00 of the last day; then `released` by expiry, for the
/// term runs whether or not the person ever reported (rules T-8, T-10).
#[must_use]
pub fn standing(case: &CaseFile, calendar: &Calendar, at: Instant) -> Standing {
    evaluate(case, calendar, at).0
}

/// All that follows from a case file at a moment: [`standing`], and the clocks on which it rests ([`clocks`]), counted once.
#[must_use]
pub fn evaluate(case: &CaseFile, calendar: &Calendar, at: Instant) -> (Standing, Vec<Clock>) {
    let clocks = clocks(case, calendar, at);
    let (status, status_reason) = status(case, at);
    let standing = Standing {
        status,
        status_reason,
        conditions: conditions::conditions(case, calendar, &clocks, status, at),
        discrepancies: discrepancies::discrepancies(case),
        valid_until: valid_until(case, calendar, &clocks, at),
    };
    (standing, clocks)
}

fn status(case: &CaseFile, at: Instant) -> (Status, Option<StatusReason>) {
    if let Some(ending) = case.ending().filter(|ending| at >= ending.at) {
        (ending.status, Some(ending.reason))
    } else if case.has_reported(at) {
        (Status::UnderSupervision, None)
    } else {
        (Status::AwaitingIntake, None)
    }
}

/// The next boundary after this moment at which status, a condition or the state of a clock can turn.
fn valid_until(case: &CaseFile, calendar: &Calendar, clocks: &[Clock], at: Instant) -> Option<Instant> {
    let order = &case.order;
    let mut boundaries: Vec<Instant> = order.reported_on.into_iter().map(start_of_day).collect();
    boundaries.extend(case.ending().map(|ending| ending.at));
    boundaries.extend(conditions::boundaries(case));
    boundaries
        .extend(case.matters(calendar, at).flat_map(|matter| matter.proceeding.content.kind_of().boundaries(&matter)));
    boundaries.extend(clocks.iter().flat_map(Clock::boundaries));
    boundaries.into_iter().filter(|boundary| *boundary > at).min()
}
