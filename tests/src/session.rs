//! Someone who talks to the service, with or without a token.

use crate::{Answer, wait_for};
use reqwest::{
    Method,
    blocking::{Client, RequestBuilder, multipart},
};
use serde_json::Value;
use std::time::Duration;

const REQUEST_LIMIT: Duration = Duration::from_secs(60);
const OPERATION_LIMIT: Duration = Duration::from_secs(180);

/// A client of the service. Paths are relative to `/api/v1`; one that begins with `/` is relative to the server's root.
#[derive(Debug, Clone)]
pub struct Session {
    base: String,
    token: Option<String>,
    http: Client,
}

impl Session {
    pub(crate) fn new(base: String, token: Option<String>) -> Self {
        let http = Client::builder().no_proxy().timeout(REQUEST_LIMIT).build().expect("a client");
        Self { base, token, http }
    }

    /// The access token, if logged in.
    pub fn token(&self) -> Option<&str> {
        self.token.as_deref()
    }

    /// A request to be completed and sent.
    pub fn request(&self, method: Method, path: &str) -> Request {
        let url = if path.starts_with('/') {
            format!("{}{path}", self.base.trim_end_matches("/api/v1"))
        } else {
            format!("{}/{path}", self.base)
        };
        let builder = self.http.request(method, url);
        Request(match &self.token {
            Some(token) => builder.bearer_auth(token),
            None => builder,
        })
    }

    /// Reads.
    pub fn get(&self, path: &str) -> Answer {
        self.request(Method::GET, path).send()
    }

    /// Creates, or records an act.
    pub fn post(&self, path: &str, body: &Value) -> Answer {
        self.request(Method::POST, path).json(body).send()
    }

    /// Corrects a resource that was seen in this version, by a merge patch.
    pub fn patch(&self, path: &str, version: i64, body: &Value) -> Answer {
        self.request(Method::PATCH, path).if_match(version).merge_patch(body).send()
    }

    /// Uploads a file to `/imports`.
    pub fn upload(&self, file_name: &str, bytes: Vec<u8>, dry_run: bool) -> Answer {
        let file = multipart::Part::bytes(bytes).file_name(file_name.to_owned());
        let form =
            multipart::Form::new().text("kind", "supervisees").text("dry_run", dry_run.to_string()).part("file", file);
        Request(self.request(Method::POST, "imports").0.multipart(form)).send()
    }

    /// Uploads a roster and waits until its import is over; returns the operation.
    pub fn import(&self, file_name: &str, bytes: Vec<u8>, dry_run: bool) -> Value {
        let accepted = self.upload(file_name, bytes, dry_run);
        accepted.expect(202);
        self.finished(accepted.header("location").expect("an operation to watch"))
    }

    /// Waits until an operation is over; returns it.
    pub fn finished(&self, location: &str) -> Value {
        wait_for("the operation to end", OPERATION_LIMIT, || {
            let operation = self.get(location).expect(200);
            let over = matches!(operation["status"].as_str(), Some("succeeded" | "failed" | "cancelled"));
            over.then_some(operation)
        })
    }

    /// All items of a list, page by page.
    pub fn all(&self, path: &str) -> Vec<Value> {
        let joint = if path.contains('?') { '&' } else { '?' };
        let mut items = Vec::new();
        let mut page = self.get(path).expect(200);
        loop {
            items.extend(page["items"].as_array().expect("items").iter().cloned());
            let Some(cursor) = page["next_cursor"].as_str() else {
                return items;
            };
            page = self.get(&format!("{path}{joint}cursor={cursor}")).expect(200);
        }
    }

    pub(crate) fn try_get(&self, url: &str) -> Option<Answer> {
        self.http.get(url).send().ok().map(Answer::read)
    }
}

/// A request on its way.
#[derive(Debug)]
pub struct Request(RequestBuilder);

impl Request {
    /// Adds a header.
    #[must_use]
    pub fn header(self, name: &str, value: &str) -> Self {
        Self(self.0.header(name, value))
    }

    /// Names the version that was seen.
    #[must_use]
    pub fn if_match(self, version: i64) -> Self {
        self.header("if-match", &format!("\"{version}\""))
    }

    /// Names the request, so that sending it again does nothing more.
    #[must_use]
    pub fn idempotency_key(self, key: &str) -> Self {
        self.header("idempotency-key", key)
    }

    /// Gives it a JSON body.
    #[must_use]
    pub fn json(self, body: &Value) -> Self {
        self.header("content-type", "application/json").body(body.to_string())
    }

    /// Gives it a merge patch.
    #[must_use]
    pub fn merge_patch(self, body: &Value) -> Self {
        self.header("content-type", "application/merge-patch+json").body(body.to_string())
    }

    /// Gives it any body.
    #[must_use]
    pub fn body(self, body: impl Into<Vec<u8>>) -> Self {
        Self(self.0.body(body.into()))
    }

    /// Sends it.
    pub fn send(self) -> Answer {
        Answer::read(self.0.send().expect("the service answers"))
    }

    /// Sends it; none if no whole answer comes, because the service is gone or going.
    pub fn try_send(self) -> Option<Answer> {
        Answer::try_read(self.0.send().ok()?)
    }
}
