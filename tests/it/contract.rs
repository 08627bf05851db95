//! The contract: the committed document is the served one, is well made, and is what the service does.

mod additions;
pub(crate) mod document;
mod schema_names;

use document::{Document, operations};
use harness::{Engine, Site, on_both_engines, repository};
use reqwest::Method;
use serde_json::{Value, json};
use std::{collections::BTreeSet, fs};

/// Answers that carry no problem body: nothing was wrong.
const NOT_PROBLEMS: [&str; 7] = ["200", "201", "202", "204", "206", "303", "304"];

/// Media types in which a request may speak.
const REQUEST_TYPES: [&str; 3] = ["application/json", "application/merge-patch+json", "multipart/form-data"];

/// What outside scripts rely on: here the contract only grows, from the first release on.
const FIXED: [&str; 13] = [
    "post /api/v1/auth/login",
    "get /api/v1/me",
    "get /api/v1/organizations",
    "post /api/v1/imports",
    "get /api/v1/imports/{id}/rows",
    "get /api/v1/operations/{id}",
    "get /api/v1/supervisees",
    "get /api/v1/clocks",
    "get /api/v1/rules/{id}/due-date",
    "get /api/v1/rules/term",
    "post /api/v1/rules/leave-route",
    "post /api/v1/rules/sanctions",
    "post /api/v1/rules/identity-numbers",
];

fn document() -> Document {
    let site = Site::new(Engine::Sqlite).unwrap();
    let server = site.serve();
    server.stranger().get("/openapi.json").expect(200)
}

#[test]
fn the_committed_document_is_the_served_one() {
    let site = Site::new(Engine::Sqlite).unwrap();
    let server = site.serve();
    let served = server.stranger().get("/openapi.yaml");
    served.expect(200);
    let committed = fs::read_to_string(repository().join("openapi.yaml")).unwrap();
    let (served, committed) = (served.text(), committed);
    let different = served.lines().zip(committed.lines()).position(|(left, right)| left != right);
    assert!(
        served == committed,
        "openapi.yaml differs from line {:?} on: run `make openapi`",
        different.map(|at| at + 1)
    );
}

/// Before release 1.0 other breaks are told, not refused.
#[test]
fn the_contract_only_grows() {
    let blessed = fs::read(repository().join("api/contract/v1.json")).unwrap();
    let blessed: Document = serde_json::from_slice(&blessed).unwrap();
    let document = document();
    let is_released = !document["info"]["version"].as_str().unwrap().starts_with("0.");
    let (refused, told): (Vec<_>, Vec<_>) = additions::breaks(&blessed, &document)
        .into_iter()
        .partition(|found| is_released || FIXED.iter().any(|place| found.starts_with(&format!("{place}: "))));
    told.iter().for_each(|found| println!("the contract changed: {found}"));
    assert!(refused.is_empty(), "{refused:#?}");
}

#[test]
fn the_fixed_points_are_documented() {
    let document = document();
    let places: BTreeSet<String> = operations(&document).into_iter().map(|(place, _)| place).collect();
    for place in FIXED {
        assert!(places.contains(place), "{place} is not documented");
    }
}

#[test]
fn operation_ids_are_unique_and_camel_case() {
    let document = document();
    let mut seen = BTreeSet::new();
    for (place, operation) in operations(&document) {
        let id = operation["operationId"].as_str().unwrap_or_else(|| panic!("{place} has no operationId"));
        assert!(id.starts_with(|c: char| c.is_ascii_lowercase()), "{place}: {id}");
        assert!(id.chars().all(|c| c.is_ascii_alphanumeric()), "{place}: {id}");
        assert!(seen.insert(id.to_owned()), "{id} names two operations");
    }
}

#[test]
fn every_operation_has_one_tag_a_summary_and_its_problems() {
    let document = document();
    for (place, operation) in operations(&document) {
        assert_eq!(operation["tags"].as_array().map(Vec::len), Some(1), "{place}: tags");
        assert!(operation["summary"].as_str().is_some_and(|summary| !summary.is_empty()), "{place}: summary");
        for (status, answer) in operation["responses"].as_object().unwrap() {
            let is_problem = document::resolve(&document, answer)["content"].get("application/problem+json").is_some();
            assert_eq!(is_problem, !NOT_PROBLEMS.contains(&status.as_str()), "{place}: {status}");
        }
        let is_behind_login = operation["security"].as_array().is_some_and(|schemes| !schemes.is_empty());
        if is_behind_login {
            for status in ["401", "429"] {
                assert!(operation["responses"].get(status).is_some(), "{place} does not document {status}");
            }
        }
    }
}

#[test]
fn every_reference_leads_somewhere() {
    let document = document();
    let mut references = BTreeSet::new();
    document::references(&document, &mut references);
    for reference in references {
        let pointer = reference.strip_prefix('#').unwrap_or_else(|| panic!("{reference} leaves the document"));
        assert!(document.pointer(pointer).is_some(), "{reference} leads nowhere");
    }
}

#[test]
fn every_list_has_a_bounded_limit_and_a_cursor() {
    for (place, operation) in operations(&document()) {
        let parameter = |name: &str| {
            operation["parameters"].as_array().and_then(|all| all.iter().find(|parameter| parameter["name"] == name))
        };
        if parameter("cursor").is_some() || parameter("limit").is_some() {
            let limit = &parameter("limit").unwrap_or_else(|| panic!("{place} has no limit"))["schema"];
            assert_eq!((&limit["minimum"], &limit["maximum"]), (&json!(1), &json!(200)), "{place}: {limit}");
            assert!(parameter("cursor").is_some(), "{place} has no cursor");
        }
    }
}

#[test]
fn requests_speak_known_media_types_and_close_their_objects() {
    let document = document();
    for (place, operation) in operations(&document) {
        let Some(content) = operation["requestBody"]["content"].as_object() else { continue };
        assert!(!place.starts_with("get "), "{place} has a body");
        for (media_type, body) in content {
            assert!(REQUEST_TYPES.contains(&media_type.as_str()), "{place}: {media_type}");
            let schema = document::resolve(&document, &body["schema"]);
            assert_eq!(schema["additionalProperties"], Value::Bool(false), "{place}: an unknown member would pass");
        }
    }
}

#[test]
fn numbers_have_formats_and_arrays_have_ends() {
    let mut faults = Vec::new();
    document::walk(&document(), "", &mut |place, schema| {
        let is = |kind: &str| {
            schema["type"] == kind || schema["type"].as_array().is_some_and(|kinds| kinds.iter().any(|own| own == kind))
        };
        if is("integer") && schema.get("format").is_none() {
            faults.push(format!("{place}: an integer without format"));
        }
        if is("array") && schema.get("items").is_some() && schema.get("maxItems").is_none() {
            faults.push(format!("{place}: an array without maxItems"));
        }
    });
    assert!(faults.is_empty(), "{faults:#?}");
}

on_both_engines!(every_documented_operation_behind_a_login_turns_strangers_away, |site| {
    let server = site.serve();
    let stranger = server.stranger();
    let document = stranger.get("/openapi.json").expect(200);
    for (place, operation) in operations(&document) {
        if operation["security"].as_array().is_none_or(Vec::is_empty) {
            continue;
        }
        let (method, path) = place.split_once(' ').unwrap();
        let method = Method::from_bytes(method.to_uppercase().as_bytes()).unwrap();
        let answer = stranger.request(method, &document::filled(path)).send();
        assert_eq!(answer.status(), 401, "{place}: {}", answer.text());
    }
});

on_both_engines!(the_documentation_page_needs_no_other_host, |site| {
    let server = site.serve();
    let page = server.stranger().get("/docs/");
    page.expect(200);
    for (_, rest) in page
        .text()
        .match_indices("src=\"")
        .chain(page.text().match_indices("href=\""))
        .map(|(at, found)| (at, page.text().get(at + found.len()..).unwrap_or_default().to_owned()))
    {
        assert!(!rest.starts_with("http") && !rest.starts_with("//"), "{rest:.80}");
    }
});
