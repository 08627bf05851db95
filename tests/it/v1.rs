//! The routes below `/api/v1`, one file a noun.

mod accounts;
mod auth;
mod bootstrap;
mod calendar;
mod clocks;
mod code_lists;
mod imports;
mod organizations;
mod persons;
mod rules;
mod staff;
mod supervisees;

use harness::{Server, Session, fixture};
use serde_json::{Value, json};

/// The invented roster of 500, imported by a bureau officer.
pub(crate) fn with_roster(server: &Server) -> Session {
    let officer = server.login("bureau_officer");
    let operation = officer.import("roster-500.xlsx", fixture("roster-500.xlsx"), false);
    assert_eq!(operation["status"], "succeeded", "{operation}");
    officer
}

/// The id of the first office.
pub(crate) fn first_office_id(session: &Session) -> String {
    let organizations = session.all("organizations");
    let office = organizations.iter().find(|organization| organization["level"] == "office").unwrap();
    office["id"].as_str().unwrap().to_owned()
}

/// A registration that the law has nothing against; the number is invented.
pub(crate) fn registration(office: &str) -> Value {
    json!({
        "name": "钟测试",
        "id_number": "430702199003071237",
        "phone": "13912344567",
        "category": "probation",
        "organization_id": office,
        "residence_address": "湖南省常德市武陵区某路1号",
        "offence": "危险驾驶罪",
        "original_sentence": "拘役2个月，缓刑4个月",
        "deciding_organ": "常德市武陵区人民法院",
        "judgment_number": "（2026）某刑初1号",
        "decided_on": "2026-10-20",
        "effective_on": "2026-11-02",
        "supervision_starts_on": "2026-11-02",
        "supervision_ends_on": "2027-03-01",
    })
}

/// The nth of a row of sound identity numbers in the region that does not exist; of adults.
pub(crate) fn invented_number(nth: usize) -> String {
    const WEIGHTS: [usize; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let body = format!("430799{:04}0307{:03}", 1950 + nth / 1000, nth % 1000);
    let sum: usize = body.bytes().zip(WEIGHTS).map(|(digit, weight)| usize::from(digit - b'0') * weight).sum();
    format!("{body}{}", char::from(b"10X98765432"[sum % 11]))
}

/// The nth of many different registrations.
pub(crate) fn nth_registration(office: &str, nth: usize) -> Value {
    let mut body = registration(office);
    body["id_number"] = json!(invented_number(nth));
    body["name"] = json!(format!("钟测试{}", char::from_u32(0x4e00 + u32::try_from(nth).unwrap()).unwrap()));
    body
}
