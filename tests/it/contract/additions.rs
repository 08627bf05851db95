//! Tells what a newer contract breaks for those who use the older one.
//!
//! Refused: an operation, an answer's member or a request's enum value gone; a parameter or request member gone (the
//! service refuses unknown ones) or newly required; a type or format changed; a limit tightened. Anything else is an
//! addition.

use super::document::{Document, operations, resolve};
use serde_json::Value;
use std::collections::BTreeSet;

/// How deep schemas are compared; a schema may contain itself.
const DEPTH: usize = 12;

/// Limits by keyword: whether a larger value is the tighter one.
const LIMITS: [(&str, bool); 6] = [
    ("minimum", true),
    ("maximum", false),
    ("minLength", true),
    ("maxLength", false),
    ("minItems", true),
    ("maxItems", false),
];

/// Who writes the values that a schema describes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Writer {
    Client,
    Service,
}

struct Comparison<'documents> {
    old: &'documents Document,
    new: &'documents Document,
    breaks: Vec<String>,
}

/// Every break, each after the operation that it is in.
pub(crate) fn breaks(old: &Document, new: &Document) -> Vec<String> {
    let present = operations(new);
    let mut comparison = Comparison { old, new, breaks: Vec::new() };
    for (place, operation) in operations(old) {
        match present.iter().find(|(candidate, _)| *candidate == place) {
            Some((_, newer)) => comparison.operation(&place, operation, newer),
            None => comparison.breaks.push(format!("{place}: gone")),
        }
    }
    comparison.breaks
}

impl Comparison<'_> {
    fn operation(&mut self, place: &str, old: &Value, new: &Value) {
        self.parameters(place, old, new);
        for (media_type, body) in members(&old["requestBody"]["content"]) {
            let newer = &new["requestBody"]["content"][media_type]["schema"];
            self.schema(&format!("{place}: request"), &body["schema"], newer, Writer::Client, DEPTH);
        }
        for (status, answer) in members(&old["responses"]) {
            let answer = resolve(self.old, answer);
            let newer = resolve(self.new, &new["responses"][status]);
            for (media_type, body) in members(&answer["content"]) {
                let newer = &newer["content"][media_type]["schema"];
                self.schema(&format!("{place}: {status}"), &body["schema"], newer, Writer::Service, DEPTH);
            }
        }
    }

    fn parameters(&mut self, place: &str, old: &Value, new: &Value) {
        let known = |operation: &Value, name: &Value| {
            let all = operation["parameters"].as_array();
            all.and_then(|all| all.iter().find(|parameter| parameter["name"] == *name)).cloned()
        };
        for parameter in old["parameters"].as_array().into_iter().flatten() {
            let here = format!("{place}: parameter {}", parameter["name"]);
            match known(new, &parameter["name"]) {
                Some(newer) => self.schema(&here, &parameter["schema"], &newer["schema"], Writer::Client, DEPTH),
                None => self.breaks.push(format!("{here}: gone")),
            }
        }
        for parameter in new["parameters"].as_array().into_iter().flatten() {
            let was_required = known(old, &parameter["name"]).is_some_and(|older| older["required"] == true);
            if parameter["required"] == true && !was_required {
                self.breaks.push(format!("{place}: parameter {}: newly required", parameter["name"]));
            }
        }
    }

    fn schema(&mut self, place: &str, old: &Value, new: &Value, writer: Writer, depth: usize) {
        if depth == 0 || old.is_null() {
            return;
        }
        let (old, new) = (resolve(self.old, old), resolve(self.new, new));
        for keyword in ["type", "format"] {
            if words(&old[keyword]) != words(&new[keyword]) {
                self.breaks.push(format!("{place}: {keyword} was {}, is {}", old[keyword], new[keyword]));
            }
        }
        if writer == Writer::Client {
            self.tightened(place, old, new);
        }
        for (name, member) in members(&old["properties"]) {
            let here = format!("{place}/{name}");
            match new["properties"].get(name) {
                Some(newer) => self.schema(&here, member, newer, writer, depth - 1),
                None => self.breaks.push(format!("{here}: gone")),
            }
        }
        self.schema(&format!("{place}[]"), &old["items"], &new["items"], writer, depth - 1);
    }

    /// What a client could send and now may not, or must send and needed not.
    fn tightened(&mut self, place: &str, old: &Value, new: &Value) {
        for name in words(&new["required"]).difference(&words(&old["required"])) {
            self.breaks.push(format!("{place}/{name}: newly required"));
        }
        for value in words(&old["enum"]).difference(&words(&new["enum"])) {
            if !new["enum"].is_null() {
                self.breaks.push(format!("{place}: {value} is no longer accepted"));
            }
        }
        for (keyword, larger_is_tighter) in LIMITS {
            let is_tighter = match (old[keyword].as_f64(), new[keyword].as_f64()) {
                (Some(before), Some(now)) => {
                    if larger_is_tighter {
                        now > before
                    } else {
                        now < before
                    }
                }
                (None, Some(_)) => true,
                (_, None) => false,
            };
            if is_tighter {
                self.breaks.push(format!("{place}: {keyword} was {}, is {}", old[keyword], new[keyword]));
            }
        }
    }
}

fn members(value: &Value) -> impl Iterator<Item = (&String, &Value)> {
    value.as_object().into_iter().flatten()
}

/// A word or a list of words as a set.
fn words(value: &Value) -> BTreeSet<String> {
    match value {
        Value::Null => BTreeSet::new(),
        Value::Array(items) => items.iter().map(ToString::to_string).collect(),
        Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Object(_) => [value.to_string()].into(),
    }
}

#[cfg(test)]
mod tests {
    use super::breaks;
    use serde_json::{Value, json};

    fn contract() -> Value {
        json!({ "paths": { "/people": { "post": {
            "parameters": [{ "name": "limit", "required": false, "schema": { "type": "integer", "maximum": 200 } }],
            "requestBody": { "content": { "application/json": { "schema": { "$ref": "#/components/schemas/New" } } } },
            "responses": { "201": { "content": { "application/json": { "schema": {
                "type": "object", "properties": { "id": { "type": "string", "format": "uuid" } },
            } } } } },
        } } }, "components": { "schemas": { "New": {
            "type": "object", "required": ["name"],
            "properties": { "name": { "type": "string" }, "sex": { "type": "string", "enum": ["male", "female"] } },
        } } } })
    }

    /// The breaks after the value at a pointer was replaced, or removed by `null`.
    fn after(pointer: &str, value: Value) -> Vec<String> {
        let mut newer = contract();
        let (parent, name) = pointer.rsplit_once('/').unwrap();
        let parent = newer.pointer_mut(parent).unwrap().as_object_mut().unwrap();
        parent.insert(name.replace("~1", "/"), value);
        parent.retain(|_, member| !member.is_null());
        breaks(&contract(), &newer)
    }

    const OPERATION: &str = "/paths/~1people/post";
    const NEW: &str = "/components/schemas/New";

    #[test]
    fn additions_break_nothing() {
        assert_eq!(breaks(&contract(), &contract()), [""; 0]);
        assert!(after("/paths/~1places", json!({ "get": {} })).is_empty());
        assert!(after(&format!("{NEW}/properties/phone"), json!({ "type": "string" })).is_empty());
        assert!(after(&format!("{NEW}/properties/sex/enum"), json!(["male", "female", "unknown"])).is_empty());
        let answer = format!("{OPERATION}/responses/201/content/application~1json/schema");
        assert!(after(&format!("{answer}/properties/name"), json!({ "type": "string" })).is_empty());
    }

    #[test]
    fn what_users_rely_on_stays() {
        let schema = format!("{OPERATION}/responses/201/content/application~1json/schema");
        for (pointer, value) in [
            (format!("{OPERATION}/parameters"), json!([])),
            (
                format!("{OPERATION}/parameters"),
                json!([
                    { "name": "limit", "required": true, "schema": { "type": "integer", "maximum": 200 } },
                ]),
            ),
            (
                format!("{OPERATION}/parameters"),
                json!([
                    { "name": "limit", "required": false, "schema": { "type": "integer", "maximum": 100 } },
                ]),
            ),
            (format!("{NEW}/required"), json!(["name", "sex"])),
            (format!("{NEW}/properties/sex"), Value::Null),
            (format!("{NEW}/properties/sex/enum"), json!(["male"])),
            (format!("{NEW}/properties/name/type"), json!("integer")),
            (format!("{NEW}/properties/name/maxLength"), json!(10)),
            (format!("{schema}/properties/id"), Value::Null),
            (format!("{schema}/properties/id/format"), json!("int32")),
        ] {
            assert!(!after(&pointer, value.clone()).is_empty(), "{pointer} := {value}");
        }
        let mut without = contract();
        without["paths"] = json!({ "/places": { "get": {} } });
        assert_eq!(breaks(&contract(), &without), ["post /people: gone"]);
    }
}
