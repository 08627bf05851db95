//! Forms of a few small parts and a file, read whole within their limit.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use actix_web::HttpRequest;
use actix_web::dev::Payload;
use domain::text::Text;

use super::body::BodyDigest;
use super::form::Form;
use crate::problem::{ApiError, ErrorCode, Place};

/// A part of a form.
#[derive(Debug, Default)]
pub struct WholePart {
    /// The name of the file, where the part is one and has one.
    pub file_name: Option<String>,
    /// The content.
    pub bytes: Vec<u8>,
}

/// A form whose parts are the ones asked for, each once.
#[derive(Debug)]
pub struct Upload {
    parts: BTreeMap<String, WholePart>,
    /// Over names and contents.
    pub digest: BodyDigest,
}

impl Upload {
    /// Reads a form of these parts, at most `limit` bytes in all.
    ///
    /// # Errors
    /// 413 for what is larger; 400 for what is no form or does not match its `Content-Digest`; 422 for a part that is
    /// unknown, missing or repeated, all of them named.
    pub async fn read(request: &HttpRequest, payload: Payload, limit: usize, names: &[&str]) -> Result<Self, ApiError> {
        let mut form = Form::open(request, payload, limit)?;
        let (mut parts, mut problem) = (BTreeMap::new(), ApiError::new(ErrorCode::ValidationFailed));
        while let Some(mut part) = form.next().await? {
            let (name, file_name) = (std::mem::take(&mut part.name), part.file_name.take());
            let bytes = part.bytes(limit).await?;
            if !names.contains(&name.as_str()) {
                problem = unknown_part(problem, &name);
                continue;
            }
            match parts.entry(name) {
                Entry::Vacant(empty) => {
                    empty.insert(WholePart { file_name, bytes });
                }
                Entry::Occupied(taken) => problem = repeated_part(problem, taken.key()),
            }
        }
        form.end().await?;
        for name in names.iter().filter(|name| !parts.contains_key(**name)) {
            problem = missing_part(problem, name);
        }
        if !problem.more.faults.is_empty() {
            return Err(problem);
        }
        let pieces = parts.iter().flat_map(|(name, part): (&String, &WholePart)| {
            [name.as_bytes(), part.file_name.as_deref().unwrap_or_default().as_bytes(), &part.bytes]
        });
        let digest = BodyDigest::of_parts(pieces);
        Ok(Self { parts, digest })
    }

    /// Takes a part out.
    pub fn take(&mut self, name: &str) -> WholePart {
        self.parts.remove(name).unwrap_or_default()
    }

    /// Takes a part out that is one of these words.
    ///
    /// # Errors
    /// 422 for any other word.
    pub fn take_word<T: Copy>(&mut self, name: &str, words: &[(&str, T)]) -> Result<T, ApiError> {
        let part = self.take(name);
        let word = words.iter().find(|(word, _)| word.as_bytes() == part.bytes.as_slice());
        word.map(|(_, value)| *value).ok_or_else(|| {
            let known = words.iter().map(|(word, _)| *word).collect::<Vec<_>>().join(", ");
            let message = Text::new(format!("须为 {known} 之一"), format!("One of {known}"));
            ApiError::new(ErrorCode::ValidationFailed).fault(
                Place::Pointer(format!("/{name}")),
                "unknown_code",
                message,
            )
        })
    }
}

/// A problem, with the fault that there is a part of this name.
pub fn unknown_part(problem: ApiError, name: &str) -> ApiError {
    problem.fault(place(name), "unknown_member", Text::new("未知的部分", "Unknown part"))
}

/// A problem, with the fault that there is more than one part of this name.
pub fn repeated_part(problem: ApiError, name: &str) -> ApiError {
    problem.fault(place(name), "repeated_member", Text::new("部分重复", "Repeated part"))
}

/// A problem, with the fault that there is no part of this name.
pub fn missing_part(problem: ApiError, name: &str) -> ApiError {
    problem.fault(place(name), "required", Text::new("必填", "Required"))
}

fn place(name: &str) -> Place {
    Place::Pointer(format!("/{name}"))
}
