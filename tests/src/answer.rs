//! What the service answered.

use reqwest::{blocking::Response, header::HeaderMap};
use serde_json::Value;

/// An answer, read whole.
#[derive(Debug, Clone)]
pub struct Answer {
    status: u16,
    headers: HeaderMap,
    body: Vec<u8>,
}

impl Answer {
    pub(crate) fn read(response: Response) -> Self {
        Self::try_read(response).expect("the whole body")
    }

    /// The answer, if its body arrives whole.
    pub(crate) fn try_read(response: Response) -> Option<Self> {
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        Some(Self { status, headers, body: response.bytes().ok()?.to_vec() })
    }

    /// The status.
    pub fn status(&self) -> u16 {
        self.status
    }

    /// A header, if it is there and text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// The body's bytes.
    pub fn bytes(&self) -> &[u8] {
        &self.body
    }

    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The body as JSON; `null` if it has none.
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_default()
    }

    /// Demands this status; returns the body.
    #[track_caller]
    pub fn expect(&self, status: u16) -> Value {
        assert_eq!(self.status, status, "{}", self.text());
        self.json()
    }

    /// Demands a problem of this status and code, whole and in its media type; returns it.
    #[track_caller]
    pub fn problem(&self, status: u16, code: &str) -> Value {
        let problem = self.expect(status);
        assert_eq!(self.header("content-type"), Some("application/problem+json"), "{problem}");
        assert_eq!(problem["code"], code, "{problem}");
        assert_eq!(problem["type"], format!("urn:problem:corrections:{code}"), "{problem}");
        assert_eq!(problem["status"], status, "{problem}");
        assert!(problem["title"].as_str().is_some_and(|title| !title.is_empty()), "{problem}");
        problem
    }

    /// Demands a problem that has this error at this place (JSON pointer, parameter or header).
    #[track_caller]
    pub fn error(&self, status: u16, place: &str, code: &str) {
        let problem = self.expect(status);
        let found = problem["errors"].as_array().is_some_and(|errors| {
            errors.iter().any(|error| {
                error["code"] == code && ["pointer", "parameter", "header"].iter().any(|member| error[*member] == place)
            })
        });
        assert!(found, "no error {code} at {place}: {problem}");
    }
}
