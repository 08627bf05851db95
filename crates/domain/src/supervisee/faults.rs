//! What is wrong with the facts of a registration, checked the same way for one record and for a row of a roster.

use serde::Serialize;

use super::{Guarantor, Order, PersonFacts, ProtectedOrder};
use crate::{
    code::{Category, Code, FaultCode, Severity, Sex},
    identity::IdentityNumber,
    masks,
    phone::Phone,
    term,
    text::Text,
    time::{Date, is_plausible},
};

/// The longest texts that a record takes, in characters.
pub mod limits {
    /// A name.
    pub const NAME: usize = 50;
    /// A line: an offence, an organ, a number, a place of work.
    pub const LINE: usize = 200;
    /// An address.
    pub const ADDRESS: usize = 300;
    /// The content of a prohibition order.
    pub const PROHIBITION: usize = 500;
    /// Remarks.
    pub const REMARKS: usize = 2_000;
}

/// Something wrong with one field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fault {
    /// The field, as on the wire; a member of a nested object after a dot (`prohibition.ends_on`).
    pub field: &'static str,
    /// The code, one of [`FaultCode`].
    pub code: &'static str,
    /// What is wrong, without the value.
    pub message: Text,
    /// Whether the record is refused or only marked.
    pub severity: Severity,
}

impl Fault {
    fn error(field: &'static str, code: FaultCode) -> Self {
        Self::new(field, code, Severity::Error)
    }

    fn warning(field: &'static str, code: FaultCode) -> Self {
        Self::new(field, code, Severity::Warning)
    }

    fn new(field: &'static str, code: FaultCode, severity: Severity) -> Self {
        let (zh, en) = code.label();
        Self { field, code: code.code(), message: Text::new(zh, en), severity }
    }
}

/// Every fault of these facts: of the person, then of the order, each grouped by what is checked.
#[must_use]
pub fn faults(person: &PersonFacts, order: &Order, protected: &ProtectedOrder) -> Vec<Fault> {
    let mut faults = person_faults(person);
    let guarantor = protected.guarantor.as_ref();
    masked_faults([("guarantor.phone", guarantor.and_then(|guarantor| guarantor.phone.as_ref()))], &mut faults);
    order_text_faults(order, protected, &mut faults);
    phone_faults([("guarantor.phone", guarantor.and_then(|guarantor| guarantor.phone.as_ref()))], &mut faults);
    implausible_dates(order_dates(order), &mut faults);
    term_faults(order, &mut faults);
    category_faults(order, &mut faults);
    custody_faults(order, &mut faults);
    unusual_orders(person, order, &mut faults);
    faults
}

/// Every fault of the facts of a person, whatever the order, and where there is none.
#[must_use]
pub fn person_faults(person: &PersonFacts) -> Vec<Fault> {
    let mut faults = Vec::new();
    let (name, id_number, phone) = (Some(&person.name), Some(&person.id_number), person.phone.as_ref());
    masked_faults([("name", name), ("id_number", id_number), ("phone", phone)], &mut faults);
    identity_faults(person, &mut faults);
    required_text("name", name, &mut faults);
    let texts = [
        ("name", name, limits::NAME),
        ("former_name", person.former_name.as_ref(), limits::NAME),
        ("residence_address", person.residence_address.as_ref(), limits::ADDRESS),
        ("household_address", person.household_address.as_ref(), limits::ADDRESS),
        ("workplace", person.workplace.as_ref(), limits::LINE),
        ("phone", phone, limits::NAME),
    ];
    long_texts(texts, &mut faults);
    phone_faults([("phone", phone)], &mut faults);
    implausible_dates([("birth_date", person.birth_date)], &mut faults);
    faults
}

/// A mask that was read is not a value: it is never written back.
fn masked_faults<const N: usize>(texts: [(&'static str, Option<&String>); N], faults: &mut Vec<Fault>) {
    for (field, text) in texts {
        if text.is_some_and(|text| masks::is_masked(text)) {
            faults.push(Fault::error(field, FaultCode::MaskedValue));
        }
    }
}

/// The identity number by itself and against birth date and sex (rulebook §15.4); an invalid number is compared with nothing.
fn identity_faults(person: &PersonFacts, faults: &mut Vec<Fault>) {
    if person.id_number.trim().is_empty() {
        faults.push(Fault::error("id_number", FaultCode::Required));
        return;
    }
    if masks::is_masked(&person.id_number) {
        return;
    }
    match IdentityNumber::parse(&person.id_number) {
        Err(fault) => faults.push(Fault::error("id_number", fault.code())),
        Ok(number) => {
            if person.birth_date.is_some_and(|stated| stated != number.birth_date()) {
                faults.push(Fault::error("birth_date", FaultCode::BirthDateDisagreesWithIdentity));
            }
            if person.sex.is_some_and(|stated| is_definite(stated) && stated != number.sex()) {
                faults.push(Fault::error("sex", FaultCode::SexDisagreesWithIdentity));
            }
        }
    }
}

fn is_definite(sex: Sex) -> bool {
    match sex {
        Sex::Male | Sex::Female => true,
        Sex::Unknown | Sex::NotStated => false,
    }
}

fn order_text_faults(order: &Order, protected: &ProtectedOrder, faults: &mut Vec<Fault>) {
    let prohibition = order.prohibition.as_ref().map(|prohibition| &prohibition.content);
    let guarantor = protected.guarantor.as_ref().map(|Guarantor { name, .. }| name);
    required_text("prohibition.content", prohibition, faults);
    required_text("guarantor.name", guarantor, faults);
    let texts = [
        ("offence", order.offence.as_ref(), limits::LINE),
        ("original_sentence", order.original_sentence.as_ref(), limits::LINE),
        ("additional_penalty", order.additional_penalty.as_ref(), limits::LINE),
        ("deciding_organ", order.deciding_organ.as_ref(), limits::LINE),
        ("judgment_number", order.judgment_number.as_ref(), limits::LINE),
        ("prohibition.content", prohibition, limits::PROHIBITION),
        ("guarantor.name", guarantor, limits::NAME),
        ("remarks", protected.remarks.as_ref(), limits::REMARKS),
    ];
    long_texts(texts, faults);
}

fn required_text(field: &'static str, text: Option<&String>, faults: &mut Vec<Fault>) {
    if text.is_some_and(|text| text.trim().is_empty()) {
        faults.push(Fault::error(field, FaultCode::Required));
    }
}

fn long_texts<const N: usize>(texts: [(&'static str, Option<&String>, usize); N], faults: &mut Vec<Fault>) {
    for (field, text, limit) in texts {
        if text.is_some_and(|text| text.chars().nth(limit).is_some()) {
            faults.push(Fault::error(field, FaultCode::TooLong));
        }
    }
}

fn phone_faults<const N: usize>(phones: [(&'static str, Option<&String>); N], faults: &mut Vec<Fault>) {
    for (field, phone) in phones {
        if phone.is_some_and(|phone| !masks::is_masked(phone) && Phone::parse(phone).is_err()) {
            faults.push(Fault::error(field, FaultCode::NotAPhoneNumber));
        }
    }
}

/// Every date of the order, under the name of its field.
fn order_dates(order: &Order) -> [(&'static str, Option<Date>); 19] {
    let prohibition = order.prohibition.as_ref();
    [
        ("decided_on", order.decided_on),
        ("effective_on", order.effective_on),
        ("supervision_starts_on", order.supervision_starts_on),
        ("supervision_ends_on", order.supervision_ends_on),
        ("prohibition.starts_on", prohibition.and_then(|prohibition| prohibition.starts_on)),
        ("prohibition.ends_on", prohibition.and_then(|prohibition| prohibition.ends_on)),
        ("temporary_period_ends_on", order.temporary_period_ends_on),
        ("reexamined_on", order.reexamined_on),
        ("health_reported_on", order.health_reported_on),
        ("notice_received_on", order.notice_received_on),
        ("documents_received_on", order.documents_received_on),
        ("receipt_sent_on", order.receipt_sent_on),
        ("papers_requested_on", order.papers_requested_on),
        ("papers_completed_on", order.papers_completed_on),
        ("handover_decision_received_on", order.handover_decision_received_on),
        ("left_prison_on", order.left_prison_on),
        ("reported_on", order.reported_on),
        ("summary_received_on", order.summary_received_on),
        ("release_certificate_issued_on", order.release_certificate_issued_on),
    ]
}

fn implausible_dates<const N: usize>(dates: [(&'static str, Option<Date>); N], faults: &mut Vec<Fault>) {
    for (field, date) in dates {
        if date.is_some_and(|date| !is_plausible(date)) {
            faults.push(Fault::error(field, FaultCode::ImplausibleDate));
        }
    }
}

fn term_faults(order: &Order, faults: &mut Vec<Fault>) {
    if is_before(order.supervision_ends_on, order.supervision_starts_on) {
        faults.push(Fault::error("supervision_ends_on", FaultCode::EndBeforeStart));
    }
    if order.prohibition.as_ref().is_some_and(|prohibition| is_before(prohibition.ends_on, prohibition.starts_on)) {
        faults.push(Fault::error("prohibition.ends_on", FaultCode::ProhibitionEndBeforeStart));
    }
}

/// **PO-1**: a prohibition order goes with public surveillance and probation only. A ground of temporary execution goes with that.
fn category_faults(order: &Order, faults: &mut Vec<Fault>) {
    match order.category {
        Category::PublicSurveillance | Category::Probation => {}
        Category::Parole | Category::TemporaryOutsidePrison => {
            if order.prohibition.is_some() {
                faults.push(Fault::warning("prohibition", FaultCode::ProhibitionNotForCategory));
            }
        }
    }
    if order.category != Category::TemporaryOutsidePrison && order.temporary_ground.is_some() {
        faults.push(Fault::warning("temporary_ground", FaultCode::TemporaryGroundNotForCategory));
    }
}

fn custody_faults(order: &Order, faults: &mut Vec<Fault>) {
    let Some(custody) = order.custody else { return };
    let days = [
        ("custody.custody_days", custody.custody_days),
        ("custody.designated_residence_surveillance_days", custody.designated_residence_surveillance_days),
        ("custody.supervisory_detention_days", custody.supervisory_detention_days),
    ];
    for (field, days) in days {
        if days > term::MAX_DAYS {
            faults.push(Fault::error(field, FaultCode::CustodyOutsideLimits));
        }
    }
}

/// Dates in an order that is possible, since papers may be late or mistaken, but unusual enough to be looked at.
fn unusual_orders(person: &PersonFacts, order: &Order, faults: &mut Vec<Fault>) {
    let pairs = [
        ("decided_on", order.decided_on, person.birth_date),
        ("effective_on", order.effective_on, order.decided_on),
        ("notice_received_on", order.notice_received_on, order.decided_on),
        ("documents_received_on", order.documents_received_on, order.decided_on),
        ("receipt_sent_on", order.receipt_sent_on, order.documents_received_on),
        ("papers_completed_on", order.papers_completed_on, order.papers_requested_on),
        ("left_prison_on", order.left_prison_on, order.decided_on),
        ("reported_on", order.reported_on, order.decided_on),
        ("summary_received_on", order.summary_received_on, order.supervision_starts_on),
        ("release_certificate_issued_on", order.release_certificate_issued_on, order.supervision_ends_on),
    ];
    for (field, later, earlier) in pairs {
        if is_before(later, earlier) {
            faults.push(Fault::warning(field, FaultCode::DatesOutOfOrder));
        }
    }
}

/// Whether both days are known and the first lies before the second.
fn is_before(day: Option<Date>, other: Option<Date>) -> bool {
    day.zip(other).is_some_and(|(day, other)| day < other)
}
