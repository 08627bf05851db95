//! The checks that a registration and a row of a roster share.

use domain::{
    code::{Category, Code, FaultCode, Severity, Sex, TemporaryGround},
    supervisee::{Guarantor, Order, PersonFacts, Prohibition, ProtectedOrder, faults, limits},
    term::Custody,
};

use crate::support::day;

fn person() -> PersonFacts {
    PersonFacts {
        sex: Some(Sex::Male),
        birth_date: Some(day("1990-03-07")),
        phone: Some("13912344567".to_owned()),
        ..PersonFacts::new("张三", "430702199003071237")
    }
}

fn order() -> Order {
    Order {
        decided_on: Some(day("2026-03-01")),
        effective_on: Some(day("2026-03-13")),
        supervision_starts_on: Some(day("2026-03-13")),
        supervision_ends_on: Some(day("2027-03-12")),
        ..Order::new(Category::Probation)
    }
}

#[track_caller]
fn check(person: &PersonFacts, order: &Order, protected: &ProtectedOrder, expected: &[(&str, FaultCode, Severity)]) {
    let found = faults(person, order, protected);
    let codes: Vec<_> = found.iter().map(|fault| (fault.field, fault.code, fault.severity)).collect();
    let expected: Vec<_> = expected.iter().map(|(field, code, severity)| (*field, code.code(), *severity)).collect();
    assert_eq!(codes, expected);
    assert!(found.iter().all(|fault| !fault.message.zh.is_empty() && !fault.message.en.is_empty()));
}

fn person_fault(person: &PersonFacts, field: &str, code: FaultCode) {
    check(person, &order(), &ProtectedOrder::default(), &[(field, code, Severity::Error)]);
}

#[test]
fn good_facts_have_no_fault() {
    check(&person(), &order(), &ProtectedOrder::default(), &[]);
    check(
        &PersonFacts::new("张三", "43070220080229002 8".replace(' ', "")),
        &Order::new(Category::Parole),
        &ProtectedOrder::default(),
        &[],
    );
}

#[test]
fn the_identity_number_is_checked_and_compared() {
    let with = |number: &str| PersonFacts { id_number: number.to_owned(), ..person() };
    person_fault(&with("430702199003071238"), "id_number", FaultCode::IdentityCheckDigit);
    person_fault(&with("430702199002301237"), "id_number", FaultCode::IdentityImpossibleDate);
    person_fault(&with("4307021990030712"), "id_number", FaultCode::IdentityLength);
    person_fault(&with("43070219900307123Y"), "id_number", FaultCode::IdentityCharacters);
    person_fault(&with(" "), "id_number", FaultCode::Required);
    person_fault(&with("430702********1237"), "id_number", FaultCode::MaskedValue);
    person_fault(
        &PersonFacts { birth_date: Some(day("1990-03-08")), ..person() },
        "birth_date",
        FaultCode::BirthDateDisagreesWithIdentity,
    );
    person_fault(&PersonFacts { sex: Some(Sex::Female), ..person() }, "sex", FaultCode::SexDisagreesWithIdentity);
    check(&PersonFacts { sex: Some(Sex::NotStated), ..person() }, &order(), &ProtectedOrder::default(), &[]);
}

#[test]
fn names_and_texts_have_their_limits() {
    person_fault(&PersonFacts { name: "　".to_owned(), ..person() }, "name", FaultCode::Required);
    person_fault(&PersonFacts { name: "张".repeat(limits::NAME + 1), ..person() }, "name", FaultCode::TooLong);
    check(&PersonFacts { name: "张".repeat(limits::NAME), ..person() }, &order(), &ProtectedOrder::default(), &[]);
    let remarks = |length| ProtectedOrder { remarks: Some("注".repeat(length)), guarantor: None };
    check(&person(), &order(), &remarks(limits::REMARKS), &[]);
    check(&person(), &order(), &remarks(limits::REMARKS + 1), &[("remarks", FaultCode::TooLong, Severity::Error)]);
}

#[test]
fn phones_are_phones() {
    person_fault(&PersonFacts { phone: Some("电话不详".to_owned()), ..person() }, "phone", FaultCode::NotAPhoneNumber);
    person_fault(&PersonFacts { phone: Some("139****4567".to_owned()), ..person() }, "phone", FaultCode::MaskedValue);
    let guarantor = Guarantor { name: String::new(), phone: Some("1".to_owned()) };
    check(
        &person(),
        &order(),
        &ProtectedOrder { guarantor: Some(guarantor), remarks: None },
        &[
            ("guarantor.name", FaultCode::Required, Severity::Error),
            ("guarantor.phone", FaultCode::NotAPhoneNumber, Severity::Error),
        ],
    );
}

#[test]
fn a_term_does_not_end_before_it_starts() {
    let order = Order {
        supervision_ends_on: Some(day("2020-01-01")),
        prohibition: Some(Prohibition {
            content: "禁止饮酒".to_owned(),
            starts_on: Some(day("2026-03-13")),
            ends_on: Some(day("2019-01-01")),
        }),
        ..order()
    };
    check(
        &person(),
        &order,
        &ProtectedOrder::default(),
        &[
            ("supervision_ends_on", FaultCode::EndBeforeStart, Severity::Error),
            ("prohibition.ends_on", FaultCode::ProhibitionEndBeforeStart, Severity::Error),
        ],
    );
}

#[test]
fn what_does_not_go_with_the_category_is_marked() {
    let prohibition = Prohibition { content: "禁止饮酒".to_owned(), starts_on: None, ends_on: None };
    let parole = Order {
        category: Category::Parole,
        prohibition: Some(prohibition),
        temporary_ground: Some(TemporaryGround::SeriousIllness),
        ..order()
    };
    check(
        &person(),
        &parole,
        &ProtectedOrder::default(),
        &[
            ("prohibition", FaultCode::ProhibitionNotForCategory, Severity::Warning),
            ("temporary_ground", FaultCode::TemporaryGroundNotForCategory, Severity::Warning),
        ],
    );
}

#[test]
fn dates_are_plausible_and_an_unusual_order_is_marked() {
    let order = |reported_on: &str| Order { reported_on: Some(day(reported_on)), ..order() };
    let none = ProtectedOrder::default();
    check(&person(), &order("2026-02-28"), &none, &[("reported_on", FaultCode::DatesOutOfOrder, Severity::Warning)]);
    check(&person(), &order("2201-01-01"), &none, &[("reported_on", FaultCode::ImplausibleDate, Severity::Error)]);
    let premature = Order { release_certificate_issued_on: Some(day("2027-03-11")), ..order("2026-03-16") };
    check(
        &person(),
        &Order { summary_received_on: Some(day("2026-03-12")), ..premature },
        &none,
        &[
            ("summary_received_on", FaultCode::DatesOutOfOrder, Severity::Warning),
            ("release_certificate_issued_on", FaultCode::DatesOutOfOrder, Severity::Warning),
        ],
    );
    let custody = Custody { custody_days: 36_501, ..Custody::default() };
    check(
        &person(),
        &Order { custody: Some(custody), ..order("2026-03-16") },
        &none,
        &[("custody.custody_days", FaultCode::CustodyOutsideLimits, Severity::Error)],
    );
}

#[test]
fn stored_facts_of_an_older_shape_still_read() {
    let order: Order = serde_json::from_str(r#"{"category":"probation","a_member_of_later_days":1}"#).unwrap();
    assert_eq!(order, Order::new(Category::Probation));
    assert_eq!(serde_json::to_string(&order).unwrap(), r#"{"category":"probation"}"#);
    let person: PersonFacts = serde_json::from_str(r#"{"name":"张三","id_number":"430702199003071237"}"#).unwrap();
    assert_eq!(person, PersonFacts::new("张三", "430702199003071237"));
}
