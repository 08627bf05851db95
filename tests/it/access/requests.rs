//! A request for every operation: well formed, so that only the right to send it decides, and one that changes nothing.

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
    let (method, path) = place.split_once(' ').unwrap();
    let method = Method::from_bytes(method.to_uppercase().as_bytes()).unwrap();
    let patches = method == Method::PATCH;
    let request = session.request(method, &filled(path, id));
    let request = match path {
        "/api/v1/calendar/{year}" => request.header("if-none-match", "*"),
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
    let acts_on_versions = ["/accounts/{id}/", "/persons/{id}/"];
    place.starts_with("patch ")
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
        ("post", "/persons/{id}/merges" | "/persons/{id}/separations") => {
            json!({ "duplicate_id": ABSENT, "reason": "照片一致" })
        }
        ("post", "/rules/leave-route") => json!({ "from": "2026-11-02", "to": "2026-11-03" }),
        ("post", "/rules/sanctions") => {
            json!({ "category": "parole", "event": "late_report", "limit_on": "2026-11-02", "found_on": "2026-11-03" })
        }
        ("post", "/rules/revocation-grounds") => json!({ "category": "parole", "as_of": "2026-11-02" }),
        ("post", "/rules/medical-interval") => {
            json!({ "report": "health_report", "due_on": "2026-11-02", "extension": { "days": 1 } })
        }
        ("post", "/rules/identity-numbers") => json!({ "value": "1" }),
        ("put", "/calendar/{year}") => json!({ "holidays": [], "working_days": [] }),
        _ => return None,
    })
}
