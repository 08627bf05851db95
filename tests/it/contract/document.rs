//! Walks an OpenAPI document.

use serde_json::Value;
use std::collections::BTreeSet;

/// An OpenAPI document, parsed.
pub(crate) type Document = Value;

const METHODS: [&str; 5] = ["get", "post", "put", "patch", "delete"];

/// Every operation under `METHOD PATH`.
pub(crate) fn operations(document: &Document) -> Vec<(String, &Value)> {
    let paths = document["paths"].as_object().unwrap();
    let found: Vec<_> = paths
        .iter()
        .flat_map(|(path, item)| {
            METHODS.iter().filter_map(move |method| Some((format!("{method} {path}"), item.get(method)?)))
        })
        .collect();
    assert!(!found.is_empty(), "the document has no operation");
    found
}

/// All `$ref`s below a value.
pub(crate) fn references(value: &Value, found: &mut BTreeSet<String>) {
    if let Some(reference) = value.get("$ref").and_then(Value::as_str) {
        found.insert(reference.to_owned());
    }
    for child in children(value) {
        references(child.1, found);
    }
}

/// The schema itself, or what it refers to.
pub(crate) fn resolve<'document>(document: &'document Document, schema: &'document Value) -> &'document Value {
    match schema["$ref"].as_str().and_then(|reference| reference.strip_prefix('#')) {
        Some(pointer) => resolve(document, document.pointer(pointer).unwrap()),
        None => schema,
    }
}

/// Visits every value with its JSON pointer; examples are data, not schemas, and are left out.
pub(crate) fn walk(value: &Value, place: &str, visit: &mut impl FnMut(&str, &Value)) {
    visit(place, value);
    for (name, child) in children(value) {
        if !matches!(name.as_str(), "example" | "examples" | "default" | "enum") {
            walk(child, &format!("{place}/{name}"), visit);
        }
    }
}

/// A path with something in place of each of its parameters.
pub(crate) fn filled(path: &str) -> String {
    let segments = path.split('/').map(|segment| match segment.starts_with('{') {
        true => "01939f2e-70aa-7d0e-8a51-6f3d0c9b1e77",
        false => segment,
    });
    segments.collect::<Vec<_>>().join("/")
}

fn children(value: &Value) -> Vec<(String, &Value)> {
    match value {
        Value::Object(members) => members.iter().map(|(name, child)| (name.clone(), child)).collect(),
        Value::Array(items) => items.iter().enumerate().map(|(at, child)| (at.to_string(), child)).collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => Vec::new(),
    }
}
