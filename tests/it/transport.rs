//! What holds for every route: methods, media types, sizes, headers, malformed requests.

use harness::{Server, on_both_engines};
use reqwest::Method;
use serde_json::json;
use std::{
    io::{Read, Write},
    net::TcpStream,
    time::Duration,
};

/// Sends bytes as they are and reads until the service closes or has nothing more to say.
fn raw(server: &Server, request: &[u8]) -> String {
    let mut stream = TcpStream::connect(server.address()).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(5))).unwrap();
    // The service may close before it has read all.
    let _ = stream.write_all(request);
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer);
    String::from_utf8_lossy(&answer).into_owned()
}

fn status(answer: &str) -> u16 {
    answer.split_whitespace().nth(1).and_then(|status| status.parse().ok()).unwrap_or_default()
}

on_both_engines!(every_answer_carries_the_protecting_headers, |site| {
    let server = site.serve();
    let officer = server.login("bureau_officer");
    for answer in [officer.get("supervisees"), officer.get("nowhere"), server.stranger().get("me")] {
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"));
        assert_eq!(answer.header("referrer-policy"), Some("no-referrer"));
        assert_eq!(answer.header("cache-control"), Some("no-store"));
        assert!(answer.header("content-security-policy").is_some());
        assert!(answer.header("x-request-id").is_some_and(|id| id.len() == 32));
    }
});

on_both_engines!(the_wrong_method_is_told_the_right_ones, |site| {
    let server = site.serve();
    let answer = server.login("bureau_officer").request(Method::DELETE, "supervisees").send();
    answer.problem(405, "method_not_allowed");
    let allow = answer.header("allow").unwrap();
    assert!(allow.contains("GET") && allow.contains("POST"), "{allow}");
});

on_both_engines!(an_unknown_path_is_a_problem, |site| {
    let server = site.serve();
    let officer = server.login("bureau_officer");
    assert_eq!(officer.get("nowhere").expect(404)["status"], 404);
    assert_eq!(officer.get("supervisees/not-an-id").status(), 404);
});

on_both_engines!(a_body_must_be_json_and_small_enough, |site| {
    let server = site.serve();
    let officer = server.login("bureau_officer");
    let post = |content_type: &str, body: Vec<u8>| {
        officer.request(Method::POST, "supervisees").header("content-type", content_type).body(body).send()
    };
    assert_eq!(post("text/plain", b"{}".to_vec()).status(), 415);
    for malformed in ["{", "", "[1,", "{\"a\":1,\"a\":2", "\u{feff}{}x"] {
        assert_eq!(post("application/json", malformed.into()).status(), 400, "{malformed:?}");
    }
    let deep = "[".repeat(10_000);
    assert_eq!(post("application/json", deep.into_bytes()).status(), 400);
    assert_eq!(post("application/json", vec![0xff, 0xfe, b'{', b'}']).status(), 400);
});

on_both_engines!(a_body_too_large_is_refused_without_being_read, |site| {
    let server = site.serve();
    let officer = server.login("bureau_officer");
    let token = officer.token().unwrap();
    let head = |length: &str| {
        format!(
            "POST /api/v1/supervisees HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\n\
             Content-Type: application/json\r\nConnection: close\r\n{length}\r\n\r\n"
        )
    };
    let announced = raw(&server, head("Content-Length: 4000000000").as_bytes());
    assert_eq!(status(&announced), 413, "{announced}");

    let mut chunked = head("Transfer-Encoding: chunked").into_bytes();
    let chunk = [b"10000\r\n".as_slice(), &[b' '; 0x10000], b"\r\n"].concat();
    (0..80).for_each(|_| chunked.extend(&chunk));
    chunked.extend(b"0\r\n\r\n");
    let answer = raw(&server, &chunked);
    assert!(answer.is_empty() || status(&answer) == 413, "{answer}");
    officer.get("me").expect(200);
});

on_both_engines!(malformed_requests_do_no_harm, |site| {
    let server = site.serve();
    for request in [
        "\0\0\0\0\r\n\r\n".to_owned(),
        "GET\r\n\r\n".to_owned(),
        "TRACE /api/v1/me HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".to_owned(),
        "POST /api/v1/auth/login HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\nConnection: close\r\n\r\nab".to_owned(),
        "POST /api/v1/auth/login HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n0\r\n\r\n".to_owned(),
        format!("GET /api/v1/me HTTP/1.1\r\nHost: x\r\nX-Long: {}\r\nConnection: close\r\n\r\n", "x".repeat(200_000)),
        "GET /api/v1/me HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer a\r\nAuthorization: Bearer b\r\nConnection: close\r\n\r\n".to_owned(),
        "GET /api/v1/%00%ff HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".to_owned(),
        "GET /api/v1/../../etc/passwd HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".to_owned(),
    ] {
        let answer = raw(&server, request.as_bytes());
        let start: String = request.chars().take(60).collect();
        assert!(answer.is_empty() || (400..500).contains(&status(&answer)), "{start:?}: {answer}");
    }
    server.stranger().get("/healthz").expect(200);
});

on_both_engines!(problems_speak_the_language_that_is_asked_for, |site| {
    let server = site.serve();
    let ask = |language: &str| {
        let stranger = server.stranger();
        let answer = stranger.request(Method::GET, "me").header("accept-language", language).send();
        assert_eq!(answer.header("content-language"), Some(language));
        answer.problem(401, "unauthenticated")["title"].as_str().unwrap().to_owned()
    };
    assert!(ask("en").is_ascii());
    assert!(!ask("zh-CN").is_ascii());
    let default = server.stranger().get("me");
    assert_eq!(default.header("content-language"), Some("zh-CN"));
});

on_both_engines!(a_trace_runs_from_the_request_into_the_problem, |site| {
    let server = site.serve();
    let trace = "4bf92f3577b34da6a3ce929d0e0e4736";
    let answer = server
        .stranger()
        .request(Method::GET, "me")
        .header("traceparent", &format!("00-{trace}-00f067aa0ba902b7-01"))
        .send();
    assert_eq!(answer.header("x-request-id"), Some(trace));
    assert_eq!(answer.problem(401, "unauthenticated")["trace_id"], trace);
    let malformed = server.stranger().request(Method::GET, "me").header("traceparent", "00-zz-yy-01").send();
    malformed.problem(401, "unauthenticated");
});

on_both_engines!(the_log_holds_no_password_and_no_token, |site| {
    let server = site.serve();
    let officer = server.login("bureau_officer");
    officer.get("me").expect(200);
    server.password_login("bureau-officer.430702", "a-password-in-the-log").expect(401);
    officer.post("supervisees/search", &json!({ "name": "钟测试" }));
    let log = server.log();
    for secret in [officer.token().unwrap(), "a-password-in-the-log", "Wuling-Bureau-2026!", "钟测试"] {
        assert!(!log.contains(secret), "the log holds {secret:?}");
    }
});
