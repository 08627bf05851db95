//! Bodies: of the wrong kind, of the wrong shape, too large.

use super::harmless;
use super::wire::{Connection, head, status};
use harness::{Session, on_both_engines};
use reqwest::Method;
use serde_json::json;
use std::time::{Duration, Instant};

/// A registration with one member given as raw JSON.
fn with_raw(office: &str, member: &str, raw: &str) -> Vec<u8> {
    let mut body = crate::v1::registration(office);
    body[member] = json!("RAW");
    body.to_string().replace("\"RAW\"", raw).into_bytes()
}

fn post(officer: &Session, content_type: &str, body: impl Into<Vec<u8>>) -> harness::Answer {
    officer.request(Method::POST, "supervisees").header("content-type", content_type).body(body).send()
}

on_both_engines!(a_body_must_be_json_of_the_right_shape, |site| {
    let server = site.serve();
    let officer = server.login("bureau_officer");
    let office = crate::v1::first_office_id(&officer);
    for content_type in
        ["text/plain", "application/x-www-form-urlencoded", "application/merge-patch+json", "", "json", "*/*"]
    {
        let answer = post(&officer, content_type, "{}");
        answer.problem(415, "unsupported_media_type");
        assert_eq!(answer.header("accept-post"), Some("application/json"), "{content_type}");
    }
    post(&officer, "Application/JSON; charset=utf-8", "{}").problem(422, "validation_failed");

    let deep = |open: &str, close: &str| format!("{}1{}", open.repeat(10_000), close.repeat(10_000));
    for body in [deep("[", "]"), deep("{\"a\":", "}"), format!("{{\"custody\":{}}}", deep("[", "]"))] {
        post(&officer, "application/json", body).problem(422, "validation_failed");
    }
    for malformed in [
        b"{".to_vec(),
        b"".to_vec(),
        b" ".to_vec(),
        b"[1,".to_vec(),
        b"{'a':1}".to_vec(),
        b"{\"a\":1,}".to_vec(),
        b"{\"a\":NaN}".to_vec(),
        b"{\"a\":01}".to_vec(),
        b"{}{}".to_vec(),
        b"{\"name\":\"\xff\xfe\"}".to_vec(),
        b"\xff\xfe{\0}\0".to_vec(),
        "\u{feff}{}".into(),
        b"{\"name\":\"\\ud800\"}".to_vec(),
        b"{\"name\":\"\\udc00\\ud800\"}".to_vec(),
        b"{\"name\":\"a\nb\"}".to_vec(),
        "{\"a\":".repeat(10_000).into(),
        "[".repeat(10_000).into(),
    ] {
        let answer = post(&officer, "application/json", malformed.clone());
        let start = String::from_utf8_lossy(&malformed).chars().take(40).collect::<String>();
        assert_eq!(answer.status(), 400, "{start:?}: {}", answer.text());
        answer.problem(400, "malformed_json");
        harmless(&start, &format!("HTTP/1.1 400 {}", answer.text()));
    }
    for (raw, at, code) in [
        ("\"a\\u0000b\"", "", "control_character"),
        ("\"a\",\"name\":\"b\"", "/name", "repeated_member"),
        ("null", "/name", "wrong_type"),
        ("7", "/name", "wrong_type"),
        ("[\"a\"]", "/name", "wrong_type"),
        ("{\"a\":1}", "/name", "wrong_type"),
        ("\"\"", "/name", "length"),
    ] {
        post(&officer, "application/json", with_raw(&office, "name", raw)).error(422, at, code);
    }
    for (member, raw) in [
        ("decided_on", "\"2026-02-30\""),
        ("decided_on", "\"2026-1-1\""),
        ("decided_on", "\"2026-01-01T00:00:00Z\""),
        ("decided_on", "\"+12026-01-01\""),
        ("decided_on", "20260101"),
        ("organization_id", "\"../1\""),
        ("custody", "{\"custody_days\":-1}"),
        ("custody", "{\"custody_days\":1e400}"),
        ("custody", "{\"custody_days\":1.5}"),
        ("custody", "{\"custody_days\":99999999999999999999}"),
        ("category", "\"murder\""),
    ] {
        let answer = post(&officer, "application/json", with_raw(&office, member, raw));
        assert!(matches!(answer.status(), 400 | 422), "{member} {raw}: {}", answer.text());
    }
    for whole in ["[]", "null", "\"x\"", "1", "true"] {
        post(&officer, "application/json", whole).problem(422, "validation_failed");
    }
    assert_eq!(officer.get("supervisees").expect(200)["items"], json!([]));
});

on_both_engines!(compressed_bodies_are_refused_unread, |site| {
    let server = site.serve();
    let officer = server.login("bureau_officer");
    for encoding in ["gzip", "deflate", "br", "zstd", "gzip, gzip", "x"] {
        let answer = officer
            .request(Method::POST, "supervisees")
            .header("content-type", "application/json")
            .header("content-encoding", encoding)
            .body(vec![0x1f, 0x8b, 8, 0])
            .send();
        answer.problem(415, "unsupported_media_type");
    }
});

on_both_engines!(a_body_too_large_is_refused_and_the_connection_closes, |site| {
    let server = site.serve();
    let officer = server.login("bureau_officer");
    let token = officer.token().unwrap();
    let announced =
        head("POST", "/api/v1/supervisees", token, "Content-Type: application/json\r\nContent-Length: 4000000000");
    let mut connection = Connection::open(&server);
    connection.send(announced.as_bytes());
    assert_eq!(status(&connection.rest()), 413);
    assert!(connection.is_closed(), "kept open after 413");

    // Chunks without end: the service answers and hangs up, and does not go on swallowing them.
    for (path, wanted) in [("/api/v1/supervisees", 413), ("/api/v1/nowhere", 404), ("/healthz", 404)] {
        let chunked = head("POST", path, token, "Content-Type: application/json\r\nTransfer-Encoding: chunked");
        let mut connection = Connection::open(&server);
        connection.send(chunked.as_bytes());
        let chunk = [b"10000\r\n".as_slice(), &[b' '; 0x10000], b"\r\n"].concat();
        let began = Instant::now();
        while connection.send(&chunk) {
            assert!(began.elapsed() < Duration::from_secs(5), "{path}: swallowed without end");
        }
        let answer = connection.rest();
        assert!(answer.is_empty() || status(&answer) == wanted, "{path}: {answer}");
        assert!(connection.is_closed(), "{path}: kept open");
    }
    officer.get("me").expect(200);
});
