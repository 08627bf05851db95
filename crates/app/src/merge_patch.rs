//! Merge patches (RFC 7396) of typed values: a member that is given replaces, `null` clears, what is absent stays.

use domain::text::Text;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use store::StoreError;

use crate::error::{Error, Invalid};

/// The value that a patch makes of this one.
///
/// # Errors
/// `Invalid` when the outcome is no value of the type: a required member was cleared.
pub fn apply<T: Serialize + DeserializeOwned>(to: &T, patch: &Map<String, Value>) -> Result<T, Error> {
    let unwritable = |error: serde_json::Error| StoreError::corrupt("merge_patch", "", error);
    let mut value = serde_json::to_value(to).map_err(unwritable)?;
    merge(&mut value, patch);
    serde_json::from_value(value).map_err(|error| unfit(&error))
}

/// What serde says of members that make no value of the type, as a fault of the request. Its message names members, and a value
/// only where that is no known code; the value is left out.
pub(crate) fn unfit(error: &serde_json::Error) -> Error {
    let text = error.to_string();
    let member = text.strip_prefix("missing field `").and_then(|rest| rest.split('`').next());
    let (code, message) = match member {
        Some(_) => ("required", Text::new("必填，不能清除", "Required; it cannot be cleared")),
        None => ("wrong_type", Text::new("类型或格式不正确", "Wrong type or format")),
    };
    Error::Invalid(vec![Invalid::new(member.map_or_else(String::new, |member| format!("/{member}")), code, message)])
}

/// Applies a patch to a JSON value.
pub fn merge(into: &mut Value, patch: &Map<String, Value>) {
    if !into.is_object() {
        *into = Value::Object(Map::new());
    }
    let Value::Object(members) = into else { return };
    for (name, value) in patch {
        match value {
            Value::Null => {
                members.remove(name);
            }
            Value::Object(inner) => merge(members.entry(name.clone()).or_insert(Value::Null), inner),
            Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) => {
                members.insert(name.clone(), value.clone());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;
    use serde_json::json;

    use super::*;

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Inner {
        #[serde(skip_serializing_if = "Option::is_none")]
        phone: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        name: Option<String>,
    }

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Sample {
        name: String,
        #[serde(skip_serializing_if = "Option::is_none")]
        note: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        inner: Option<Inner>,
    }

    fn patched(patch: &Value) -> Result<Sample, Vec<Invalid>> {
        let sample = Sample { name: "a".to_owned(), note: Some("b".to_owned()), inner: None };
        apply(&sample, patch.as_object().unwrap()).map_err(|error| {
            let Error::Invalid(faults) = error else { panic!("{error}") };
            faults
        })
    }

    #[test]
    fn given_members_replace_null_clears_and_absent_ones_stay() {
        let sample = patched(&json!({ "note": null, "inner": { "name": "c", "phone": null } })).unwrap();
        let inner = Inner { phone: None, name: Some("c".to_owned()) };
        assert_eq!(sample, Sample { name: "a".to_owned(), note: None, inner: Some(inner) });
    }

    #[test]
    fn a_required_member_cannot_be_cleared() {
        let faults = patched(&json!({ "name": null })).unwrap_err();
        assert_eq!((faults[0].pointer.as_str(), faults[0].code.as_str()), ("/name", "required"));
    }
}
