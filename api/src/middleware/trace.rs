//! The trace of a request: taken from `traceparent` (W3C) or made.

use actix_web::http::header::HeaderMap;

/// The trace id: 32 hexadecimal digits, in every log line, problem and journal entry of the request.
#[derive(Debug, Clone)]
pub struct TraceId(pub String);

impl TraceId {
    /// Of a request; a malformed `traceparent` is ignored.
    pub fn of(headers: &HeaderMap) -> Self {
        let given = headers.get("traceparent").and_then(|value| value.to_str().ok()).and_then(parse);
        Self(given.unwrap_or_else(|| store::fresh_id().simple().to_string()))
    }
}

/// `00-<32 hex>-<16 hex>-<2 hex>`, the ids not all zero.
fn parse(traceparent: &str) -> Option<String> {
    let mut parts = traceparent.split('-');
    let (version, trace, parent, flags) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
    let hex = |text: &str, length: usize| {
        text.len() == length && text.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte))
    };
    let sound = hex(version, 2) && version != "ff" && hex(trace, 32) && hex(parent, 16) && hex(flags, 2);
    let zero = |text: &str| text.bytes().all(|byte| byte == b'0');
    (sound && !zero(trace) && !zero(parent) && (version != "00" || parts.next().is_none())).then(|| trace.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_well_formed_traceparent_counts() {
        let trace = "4bf92f3577b34da6a3ce929d0e0e4736";
        assert_eq!(parse(&format!("00-{trace}-00f067aa0ba902b7-01")).as_deref(), Some(trace));
        for wrong in [
            "".to_owned(),
            format!("00-{trace}-00f067aa0ba902b7"),
            format!("ff-{trace}-00f067aa0ba902b7-01"),
            format!("00-{}-00f067aa0ba902b7-01", "0".repeat(32)),
            format!("00-{}-00f067aa0ba902b7-01", trace.to_uppercase()),
            format!("00-{trace}-00f067aa0ba902b7-01-more"),
        ] {
            assert_eq!(parse(&wrong), None, "{wrong}");
        }
    }
}
