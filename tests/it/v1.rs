//! The routes below `/api/v1`, one file a noun.

mod accounts;
mod admonitions;
mod auth;
mod bootstrap;
mod breach_inquiries;
mod calendar;
mod class_changes;
mod clocks;
mod code_lists;
mod commendations;
mod committals;
mod commutations;
mod complaints;
mod contact_permissions;
mod delegations;
mod dwelling_changes;
mod electronic_monitorings;
mod ground_ends;
mod guarantor_changes;
mod imports;
mod interval_changes;
mod leaves;
mod lost_contact_searches;
mod medical_examinations;
mod medical_reviews;
mod monthly_appraisals;
mod organizations;
pub(crate) mod papers;
mod persons;
mod place_entries;
mod police_punishments;
pub(crate) mod proceedings;
mod procuratorial_opinions;
pub(crate) mod records;
mod recurring_travels;
mod releases;
mod revocations;
mod roles;
mod rules;
mod sheets;
mod social_investigations;
mod staff;
mod supervisees;
mod terminations;
mod transfers;
mod warnings;

use harness::{Request, Server, Session, fixture};
use reqwest::Method;
use serde_json::{Value, json};

/// A part of a form: its name, the name of its file, its content.
pub(crate) type Part<'a> = (&'a str, Option<&'a str>, &'a [u8]);

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

/// A form of these parts, written by hand.
pub(crate) fn form(session: &Session, path: &str, boundary: &str, parts: &[Part<'_>]) -> Request {
    session
        .request(Method::POST, path)
        .header("content-type", &format!("multipart/form-data; boundary={boundary}"))
        .body(form_body(boundary, parts))
}

/// The body of such a form.
pub(crate) fn form_body(boundary: &str, parts: &[Part<'_>]) -> Vec<u8> {
    let mut body = Vec::new();
    for (name, file_name, content) in parts {
        let file_name = file_name.map(|name| format!("; filename=\"{name}\"")).unwrap_or_default();
        let head = format!("--{boundary}\r\nContent-Disposition: form-data; name=\"{name}\"{file_name}\r\n\r\n");
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(content);
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(format!("--{boundary}--\r\n").as_bytes());
    body
}
