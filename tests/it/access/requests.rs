//! A request for every operation: well formed, so that only the right to send it decides, and one that changes nothing.

use super::matrix::kind_of;
use crate::v1::papers;
use crate::v1::records::{contents, entering};
use harness::{Answer, Session};
use reqwest::Method;
use serde_json::{Value, json};

/// What no row has.
pub(crate) const ABSENT: &str = "01939f2e-70aa-7d0e-8a51-6f3d0c9b1e77";

/// Sends the operation, about the thing of this id where it is about one.
pub(crate) fn send(session: &Session, place: &str, id: &str) -> Answer {
    if place == "post /api/v1/imports" {
        return session.upload("roster.csv", b"no roster".to_vec(), true);
    }
    if place == "post /api/v1/papers" {
        let described = json!({ "supervisee_id": ABSENT, "title": "材料" });
        return papers::upload(session, &described, "材料.txt", "材料".as_bytes()).send();
    }
    let (method, path) = place.split_once(' ').unwrap();
    let method = Method::from_bytes(method.to_uppercase().as_bytes()).unwrap();
    let patches = method == Method::PATCH;
    let request = session.request(method, &filled(path, id));
    let request = match path {
        "/api/v1/calendar/{year}" => request.header("if-none-match", "*"),
        _ if place == "put /api/v1/supervisees/{id}/correction-team" => request.header("if-none-match", "*"),
        _ if takes_version(place) => request.if_match(1),
        _ => request,
    };
    match body(place) {
        Some(body) if patches => request.merge_patch(&body).send(),
        Some(body) => request.json(&body).send(),
        None => request.send(),
    }
}

fn filled(path: &str, id: &str) -> String {
    let path = path.replace("{id}", if path.starts_with("/api/v1/rules/") { "R-1" } else { id });
    let path = path.replace("{year}", "2026").replace("{name}", "categories");
    let path = path.replace("{step_id}", ABSENT).replace("{delegation_id}", ABSENT);
    match path.as_str() {
        "/api/v1/rules/term" => format!("{path}?category=probation&starts_on=2026-11-02&years=1"),
        "/api/v1/rules/prohibition-term" => {
            format!("{path}?category=probation&starts_on=2026-11-02&years=1&order_months=6")
        }
        "/api/v1/rules/R-1/due-date" => format!("{path}?start=2026-11-02"),
        _ => path,
    }
}

fn takes_version(place: &str) -> bool {
    let acts_on_versions = ["/accounts/{id}/", "/organizations/{id}/", "/persons/{id}/", "/{id}/voidings"];
    place.starts_with("patch ")
        || place.starts_with("post ") && kind_of(place).is_some()
        || place.starts_with("post ") && acts_on_versions.iter().any(|part| place.contains(part))
}

/// A body of the right shape that the service refuses for what it says, where the caller may send it at all.
fn body(place: &str) -> Option<Value> {
    let (method, path) = place.split_once(' ').unwrap();
    let path = path.trim_start_matches("/api/v1");
    let password = "Kettle-44-orbit-mango";
    Some(match (method, path) {
        ("post", "/auth/password") => json!({ "current_password": "not it", "new_password": password }),
        ("post", "/organizations") => json!({ "code": "99", "name": "某所", "level": "office", "parent": "none" }),
        ("patch", "/organizations/{id}") => json!({ "name": "某所" }),
        ("post", "/organizations/{id}/delegations") => json!({ "starts_on": "2026-12-01", "document_number": "1号" }),
        ("post", "/organizations/{id}/delegations/{delegation_id}/endings") => json!({ "ends_on": "2026-12-01" }),
        ("post", "/staff") => json!({ "organization_id": ABSENT, "name": "某人", "post": "established" }),
        ("patch", "/staff/{id}") => json!({ "name": "某人" }),
        ("post", "/accounts") => json!({ "staff_id": ABSENT, "login_name": "some.one", "password": password }),
        ("post", "/accounts/{id}/password-resets") => json!({ "password": password }),
        ("post", "/accounts/{id}/role-grants" | "/accounts/{id}/role-withdrawals" | "/accounts/{id}/approvals") => {
            json!({ "role": "bureau_officer" })
        }
        ("post", "/supervisees") => {
            json!({ "name": "某人", "id_number": "1", "category": "probation", "organization_id": ABSENT })
        }
        ("post", "/supervisees/search") => json!({ "name": "某" }),
        ("patch", "/supervisees/{id}") => json!({ "workplace": "某厂" }),
        ("post", "/supervisees/{id}/disclosures") => json!({ "fields": ["phone"], "purpose": "verification" }),
        ("post", "/persons") => json!({ "name": "某人", "id_number": "1" }),
        ("post", "/persons/{id}/merges" | "/persons/{id}/separations") => {
            json!({ "duplicate_id": ABSENT, "reason": "照片一致" })
        }
        ("post", path) if kind_of(place).is_some() => act_body(path),
        ("patch", _) if kind_of(place).is_some() => json!({ "content": {} }),
        ("post", "/rules/leave-route") => json!({ "from": "2026-11-02", "to": "2026-11-03" }),
        ("post", "/rules/sanctions") => {
            json!({ "category": "parole", "event": "late_report", "limit_on": "2026-11-02", "found_on": "2026-11-03" })
        }
        ("post", "/rules/revocation-grounds") => json!({ "category": "parole", "as_of": "2026-11-02" }),
        ("post", "/rules/medical-interval") => {
            json!({ "report": "health_report", "due_on": "2026-11-02", "extension": { "days": 1 } })
        }
        ("post", "/rules/identity-numbers") => json!({ "value": "1" }),
        ("put", "/supervisees/{id}/correction-team") => {
            json!({ "members": [{ "name": "某人", "sex": "male", "role": "family" }] })
        }
        ("post", "/records/batches") => json!({ "records": [] }),
        ("post", path) if path.ends_with("/{id}/voidings") => json!({ "reason": "录错" }),
        ("put", "/calendar/{year}") => json!({ "holidays": [], "working_days": [] }),
        ("post", path) => {
            let (_, content) = contents().into_iter().find(|(kind, _)| path == format!("/{kind}"))?;
            entering(ABSENT, "2026-11-20T09:00:00+08:00", &content)
        }
        _ => return None,
    })
}

/// A body for an act of any kind of proceeding; for the opening of one.
fn act_body(path: &str) -> Value {
    let Some((_, act)) = path.split_once("/{id}/") else {
        return json!({ "content": {} });
    };
    match act {
        "endorsements" | "reviews" | "decisions" | "answers" => json!({ "outcome": "approved" }),
        "deliveries" => json!({ "recipient": "police", "method": "post" }),
        "returns" => json!({ "returned_on": "2026-11-02" }),
        "extensions" => json!({ "until": "2026-11-02", "reason": "某因" }),
        "annulments" => json!({ "step_id": ABSENT, "reason": "误录" }),
        "countersignatures" => json!({ "step_id": ABSENT }),
        "results" => json!({ "outcome": "approved", "organ": "某院" }),
        "rulings" => json!({ "outcome": "approved", "court": "某院" }),
        "entries" | "objections" => json!({ "text": "某事" }),
        "investigation-reports" => {
            let members = ["residence", "family_and_ties", "consequences", "views", "danger", "influence"];
            members.into_iter().map(|member| (member.to_owned(), json!("某事"))).collect()
        }
        "reply-proposals" => json!({ "outcome": "followed", "text": "某事" }),
        "referrals" => json!({ "organ": "某院", "reason": "某因" }),
        "supplements" => json!({ "evidence": [] }),
        "arrests" => json!({ "grounds": [], "reasons": "某因", "received_at": "2026-11-02T09:00:00+08:00" }),
        "arrest-decisions" => {
            json!({ "outcome": "approved", "court": "某院", "decided_at": "2026-11-02T09:00:00+08:00" })
        }
        "arrest-releases" => json!({ "reason": "某因" }),
        "handling-proposals" => json!({ "findings": "某事" }),
        "searches" => json!({ "means": "communication", "place": "某地", "result": "某事" }),
        "findings" => json!({ "found_at": "2026-11-02T09:00:00+08:00", "place": "某地", "found_by": "某人" }),
        "arrivals" => json!({ "reported_on": "2026-11-02" }),
        "deferrals" => json!({ "reason": "某因" }),
        "papers-requests" => json!({ "missing": "某件" }),
        "paper-returns" => json!({ "reason": "某因" }),
        "publications" => json!({ "from": "2026-11-02", "to": "2026-11-06" }),
        "pronouncements" => json!({ "public": false }),
        "certificates" => json!({ "document_number": "某号" }),
        "submissions" if path.starts_with("/medical-reviews") => {
            json!({ "hospital": "某院", "examined_on": "2026-11-02", "findings": "某病" })
        }
        "verifications" => json!({ "verified_with": "某人" }),
        "rejections" => json!({ "reason": "某因" }),
        "educations" => json!({ "text": "某事" }),
        "excuses" => json!({ "reason": "某因", "until": "2026-11-02" }),
        "arrangements" => json!({ "arranged_for": "2026-11-02" }),
        "hospital-reports" => json!({
            "issued_on": "2026-11-02", "findings_on": "2026-11-02", "findings": "某病", "conclusion": "met",
            "doctors": [], "signed_and_sealed": true,
        }),
        "nominations" => json!({ "name": "某人", "relation": "兄", "fulfilled": [], "undertaken": true }),
        _ => json!({}),
    }
}
