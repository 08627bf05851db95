//! What holds for every operation, written once: operation ids in camelCase, the problems that any request may get,
//! bounds on arrays, formats on integers, closed request bodies.

use std::collections::{BTreeMap, BTreeSet};

use utoipa::openapi::path::{Operation, ParameterIn, PathItem};
use utoipa::openapi::response::Response;
use utoipa::openapi::schema::{
    AdditionalProperties, ArrayItems, KnownFormat, Object, Schema, SchemaFormat, SchemaType, Type,
};
use utoipa::openapi::{Content, OpenApi, Ref, RefOr};

use crate::problem::ErrorCode;

/// The most items an array of an answer or a request holds where nothing smaller is said.
const ITEMS_MAX: usize = 1000;

/// Completes the document.
pub(super) fn complete(document: &mut OpenApi) {
    let mut requests = BTreeSet::new();
    for (path, item) in &mut document.paths.paths {
        for (method, operation) in operations(item) {
            complete_operation(path, method, operation);
            collect_request_schemas(operation, &mut requests);
        }
    }
    if let Some(components) = document.components.as_mut() {
        let problems = PROBLEMS.map(|(status, description)| (problem_name(status), problem(description)));
        components.responses.extend(problems);
        name_items(&mut components.schemas);
        for (name, schema) in &mut components.schemas {
            if let RefOr::T(schema) = schema {
                bound(schema, requests.contains(name));
            }
        }
    }
    let codes: Vec<&str> = ErrorCode::ALL.iter().map(|code| code.code()).collect();
    let extensions = utoipa::openapi::extensions::ExtensionsBuilder::new().add("x-problem-codes", codes).build();
    document.info.extensions.get_or_insert_default().merge(extensions);
}

/// A page holds its items written out in full; here they become references, so that clients get a type with a name.
fn name_items(schemas: &mut BTreeMap<String, RefOr<Schema>>) {
    let names: Vec<String> = schemas.keys().cloned().collect();
    for (name, schema) in schemas {
        let Some(item) = name.strip_prefix("Page_").filter(|item| names.iter().any(|name| name == item)) else {
            continue;
        };
        if let RefOr::T(Schema::Object(page)) = schema
            && let Some(RefOr::T(Schema::Array(items))) = page.properties.get_mut("items")
        {
            items.items = ArrayItems::RefOrSchema(Box::new(Ref::from_schema_name(item).into()));
        }
    }
}

fn operations(item: &mut PathItem) -> Vec<(&'static str, &mut Operation)> {
    let each = [
        ("GET", &mut item.get),
        ("POST", &mut item.post),
        ("PUT", &mut item.put),
        ("PATCH", &mut item.patch),
        ("DELETE", &mut item.delete),
    ];
    each.into_iter().filter_map(|(method, operation)| Some((method, operation.as_mut()?))).collect()
}

fn complete_operation(path: &str, method: &str, operation: &mut Operation) {
    if let Some(id) = &mut operation.operation_id {
        *id = camel_case(id);
    }
    // Said in so many words that a route is open to all.
    operation.security.get_or_insert_default();
    let secured = operation.security.as_ref().is_some_and(|security| !security.is_empty());
    let has_body = operation.request_body.is_some();
    let has_header = |name: &str| {
        operation.parameters.iter().flatten().any(|parameter| match parameter {
            RefOr::T(parameter) => parameter.parameter_in == ParameterIn::Header && parameter.name == name,
            RefOr::Ref(_) => false,
        })
    };
    let conditional = has_header("If-Match");
    let mut problems = vec!["400", "429", "503"];
    if secured {
        problems.extend(["401", "403"]);
    }
    if path.contains('{') {
        problems.push("404");
    }
    if has_body {
        problems.extend(["408", "413", "415", "422"]);
    }
    if method != "GET" {
        problems.push("409");
    }
    if conditional {
        problems.extend(["412", "428"]);
    }
    for status in problems {
        let answer = || Ref::from_response_name(problem_name(status)).into();
        operation.responses.responses.entry(status.to_owned()).or_insert_with(answer);
    }
    for parameter in operation.parameters.iter_mut().flatten() {
        if let RefOr::T(parameter) = parameter
            && let Some(RefOr::T(schema)) = &mut parameter.schema
        {
            bound(schema, false);
        }
    }
}

/// The problems that any request may get, each written once and referred to.
const PROBLEMS: [(&str, &str); 13] = [
    ("400", "Cannot be read"),
    ("401", "No valid access token"),
    ("403", "Not permitted"),
    ("404", "Not found, or not the caller's"),
    ("408", "The body took too long to arrive"),
    ("409", "In conflict with the state of things"),
    ("412", "Changed since it was read"),
    ("413", "Body too large"),
    ("415", "Unsupported media type"),
    ("422", "Readable but breaks rules"),
    ("428", "If-Match is missing"),
    ("429", "Too many requests"),
    ("503", "Busy; nothing was written"),
];

fn problem_name(status: &str) -> String {
    format!("Problem{status}")
}

fn problem(description: &str) -> RefOr<Response> {
    let content = Content::new(Some(Ref::from_schema_name("Problem")));
    Response::builder().description(description).content("application/problem+json", content).build().into()
}

/// Request bodies and what they are made of are closed to unknown members.
fn collect_request_schemas(operation: &Operation, names: &mut BTreeSet<String>) {
    let Some(RefOr::T(body)) = &operation.request_body else { return };
    for content in body.content.values() {
        if let RefOr::T(content) = content
            && let Some(RefOr::Ref(reference)) = &content.schema
            && let Some(name) = reference.ref_location.rsplit('/').next()
        {
            names.insert(name.to_owned());
        }
    }
}

fn bound(schema: &mut Schema, closed: bool) {
    match schema {
        Schema::Array(array) => {
            array.max_items.get_or_insert(ITEMS_MAX);
            if let ArrayItems::RefOrSchema(items) = &mut array.items
                && let RefOr::T(items) = items.as_mut()
            {
                bound(items, closed);
            }
        }
        Schema::Object(object) => bound_object(object, closed),
        Schema::OneOf(one) => bound_all(&mut one.items, closed),
        Schema::AnyOf(any) => bound_all(&mut any.items, closed),
        Schema::AllOf(all) => bound_all(&mut all.items, closed),
        _ => {}
    }
}

fn bound_all(items: &mut [RefOr<Schema>], closed: bool) {
    for item in items {
        if let RefOr::T(schema) = item {
            bound(schema, closed);
        }
    }
}

fn bound_object(object: &mut Object, closed: bool) {
    for property in object.properties.values_mut() {
        if let RefOr::T(schema) = property {
            bound(schema, closed);
        }
    }
    if closed && !object.properties.is_empty() && object.additional_properties.is_none() {
        object.additional_properties = Some(Box::new(AdditionalProperties::FreeForm(false)));
    }
    let integer = match &object.schema_type {
        SchemaType::Type(kind) => *kind == Type::Integer,
        SchemaType::Array(kinds) => kinds.contains(&Type::Integer),
        SchemaType::AnyValue => false,
    };
    if integer && object.format.is_none() {
        object.format = Some(SchemaFormat::KnownFormat(KnownFormat::Int32));
    }
}

fn camel_case(snake: &str) -> String {
    let mut out = String::with_capacity(snake.len());
    let mut upper = false;
    for letter in snake.chars() {
        match letter {
            '_' => upper = true,
            letter if upper => {
                out.extend(letter.to_uppercase());
                upper = false;
            }
            letter => out.push(letter),
        }
    }
    out
}
