//! What holds for every route: methods, media types, sizes, headers, conditions, malformed and slow requests.

mod bodies;
mod slow;
pub(crate) mod wire;

use harness::on_both_engines;
use reqwest::Method;
use serde_json::{Value, json};
use wire::{raw, status};

/// What no answer may tell: paths, programs, queries, places in the source.
const INTERNALS: [&str; 9] =
    ["panicked", "src/", ".rs:", "sqlite", "postgres", "SELECT", "diesel", "stack backtrace", "actix"];

/// Demands that an answer is a refusal of the client's own and tells nothing of the inside.
#[track_caller]
fn harmless(request: &str, answer: &str) {
    let start: String = request.chars().take(80).collect();
    assert!(answer.is_empty() || (400..500).contains(&status(answer)), "{start:?}: {answer}");
    for internal in INTERNALS {
        assert!(!answer.contains(internal), "{start:?} tells {internal:?}: {answer}");
    }
}

on_both_engines!(every_answer_carries_the_protecting_headers, |site| {
    let server = site.serve();
    let officer = server.login("bureau_officer");
    let created = officer.post("supervisees", &json!({}));
    for answer in [officer.get("supervisees"), officer.get("nowhere"), server.stranger().get("me"), created] {
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"));
        assert_eq!(answer.header("referrer-policy"), Some("no-referrer"));
        assert_eq!(answer.header("cache-control"), Some("no-store"));
        assert!(answer.header("content-security-policy").is_some_and(|policy| policy.contains("default-src 'none'")));
        assert!(answer.header("x-request-id").is_some_and(|id| id.len() == 32));
        for told in ["server", "x-powered-by", "access-control-allow-origin", "access-control-allow-credentials"] {
            assert_eq!(answer.header(told), None, "{told}");
        }
    }
    // Other origins are not invited, whatever they ask.
    let origin = officer.request(Method::GET, "supervisees").header("origin", "https://elsewhere.example").send();
    origin.expect(200);
    assert_eq!(origin.header("access-control-allow-origin"), None);
});

on_both_engines!(methods_are_the_documented_ones, |site| {
    let server = site.serve();
    let officer = server.login("bureau_officer");
    for (path, allowed) in [
        ("supervisees", "GET, HEAD, POST"),
        ("supervisees/search", "GET, HEAD, PATCH, POST"),
        ("supervisees/01939f2e-70aa-7d0e-8a51-6f3d0c9b1e77", "GET, HEAD, PATCH"),
        ("auth/login", "POST"),
        ("calendar/2026", "GET, HEAD, PUT"),
    ] {
        for method in ["DELETE", "OPTIONS", "TRACE", "PROPFIND"] {
            let answer = officer.request(Method::from_bytes(method.as_bytes()).unwrap(), path).send();
            answer.problem(405, "method_not_allowed");
            let mut named: Vec<&str> = answer.header("allow").unwrap().split(", ").collect();
            named.sort_unstable();
            if path != "supervisees/search" {
                assert_eq!(named.join(", "), allowed, "{path}");
            }
            assert!(!answer.text().contains("Authorization"), "TRACE echoes");
        }
    }
    let (get, head) = (officer.get("me"), officer.request(Method::HEAD, "me").send());
    assert_eq!((head.status(), head.bytes().len()), (200, 0));
    for header in ["content-type", "content-length", "etag", "cache-control"] {
        assert_eq!(head.header(header), get.header(header), "{header}");
    }
    let head = server.stranger().request(Method::HEAD, "me").send();
    assert_eq!((head.status(), head.bytes().len()), (401, 0));
});

on_both_engines!(an_unknown_path_is_a_problem, |site| {
    let server = site.serve();
    let officer = server.login("bureau_officer");
    for path in [
        "nowhere",
        "supervisees/not-an-id",
        "supervisees/",
        "supervisees//",
        "supervisees/01939f2e-70aa-7d0e-8a51-6f3d0c9b1e77/",
        "supervisees%2f01939f2e-70aa-7d0e-8a51-6f3d0c9b1e77",
        "/api/v2/supervisees",
        "code-lists/%3Cscript%3E",
        "code-lists/nothing",
        "rules/none",
        "rules/%00/due-date?start=2026-01-01",
        "calendar/%F0%9F%97%93",
    ] {
        let problem = officer.get(path).problem(404, "not_found");
        assert!(!problem.to_string().contains("script"), "{problem}");
    }
});

on_both_engines!(conditions_on_reads_are_kept, |site| {
    let server = site.serve();
    let officer = server.login("bureau_officer");
    let staff = format!("staff/{}", officer.get("me").expect(200)["staff_id"].as_str().unwrap());
    for path in [staff.as_str(), "me", "code-lists", "rules/R-1", "calendar/2026", "/openapi.json"] {
        let tag = officer.get(path).header("etag").unwrap_or_else(|| panic!("{path} has no ETag")).to_owned();
        assert!(tag.starts_with('"') && tag.ends_with('"'), "{path}: {tag} is not strong");
        let ask = |condition: &str| officer.request(Method::GET, path).header("if-none-match", condition).send();
        for seen in [tag.clone(), format!("W/{tag}"), format!("\"x\", {tag}"), "*".to_owned()] {
            let answer = ask(&seen);
            assert_eq!((answer.status(), answer.bytes().len()), (304, 0), "{path} {seen}");
            assert_eq!(answer.header("etag"), Some(tag.as_str()));
        }
        for other in ["\"other\"", "malformed", "", "W/", "\"", ",,,", "\"x\",\"y\""] {
            assert_eq!(ask(other).status(), 200, "{path} {other:?}");
        }
    }
});

on_both_engines!(malformed_requests_do_no_harm, |site| {
    let server = site.serve();
    let officer = server.login("bureau_officer");
    let token = officer.token().unwrap();
    let login = "POST /api/v1/auth/login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n";
    let get = |more: &str| format!("GET /api/v1/me HTTP/1.1\r\nHost: x\r\n{more}Connection: close\r\n\r\n");
    for request in [
        "\0\0\0\0\r\n\r\n".to_owned(),
        "GET\r\n\r\n".to_owned(),
        "GET /api/v1/me\r\n\r\n".to_owned(),
        "GET /api/v1/me HTTP/9.9\r\n\r\n".to_owned(),
        "GET  /api/v1/me HTTP/1.1\r\nHost: x\r\n\r\n".to_owned(),
        "\x16\x03\x01\x02\x00\x01\x00\x01\r\n\r\n".to_owned(),
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".to_owned(),
        "GET * HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".to_owned(),
        "CONNECT 127.0.0.1:1 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".to_owned(),
        format!("TRACE /api/v1/me HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\nConnection: close\r\n\r\n"),
        format!("{login}Content-Length: 1\r\nContent-Length: 2\r\nConnection: close\r\n\r\nab"),
        format!("{login}Content-Length: 2\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n0\r\n\r\n"),
        format!("{login}Transfer-Encoding: chunked, identity\r\nConnection: close\r\n\r\n0\r\n\r\n"),
        format!("{login}Transfer-Encoding: chunked\r\nConnection: close\r\n\r\nffffffffffffffffff\r\n"),
        format!("{login}Transfer-Encoding: chunked\r\nConnection: close\r\n\r\nzz\r\n"),
        format!("{login}Content-Length: -1\r\nConnection: close\r\n\r\n{{}}"),
        format!("{login}Content-Length: 1x\r\nConnection: close\r\n\r\n{{}}"),
        get(&format!("X-Long: {}\r\n", "x".repeat(200_000))),
        get(&"X-Many: x\r\n".repeat(500)),
        get("Bad Header: x\r\n"),
        get(" folded: x\r\n"),
        get("X: a\0b\r\n"),
        get("Authorization: Bearer a\r\nAuthorization: Bearer b\r\n"),
        get("Authorization: Bearer \u{e9}\r\n"),
        "GET /api/v1/%00%ff HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".to_owned(),
        "GET /api/v1/%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".to_owned(),
        "GET /api/v1/../../etc/passwd HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".to_owned(),
        "GET /api/v1/%2e%2e%2f%2e%2e%2fetc%2fpasswd HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".to_owned(),
        format!("GET /api/v1/{} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", "a/".repeat(20_000)),
    ] {
        harmless(&request, &raw(&server, request.as_bytes()));
    }
    for bytes in [
        b"GET /api/v1/\xff\xfe HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".as_slice(),
        b"GET /api/v1/supervisees?status=\xff HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        b"GET /api/v1/me HTTP/1.1\r\nHost: x\r\nAccept-Language: \xff\xfe\r\nConnection: close\r\n\r\n",
        b"GET /api/v1/me HTTP/1.1\r\nHost: x\r\nTraceparent: \xff\r\nIf-None-Match: \xff\r\nConnection: close\r\n\r\n",
    ] {
        harmless(&String::from_utf8_lossy(bytes), &raw(&server, bytes));
    }
    server.stranger().get("/healthz").expect(200);
    officer.get("me").expect(200);
});

on_both_engines!(parameters_are_known_single_and_readable, |site| {
    let server = site.serve();
    let officer = server.login("bureau_officer");
    for list in ["supervisees", "clocks", "organizations", "operations", "rules", "staff"] {
        let ask = |query: &str| officer.get(&format!("{list}?{query}"));
        ask("colour=red").problem(400, "unknown_parameter");
        ask("limit=5&limit=5").problem(400, "repeated_parameter");
        ask("%6cimit=5&limit=5").problem(400, "repeated_parameter");
        for limit in ["0", "201", "-1", "x", "", "1.5", "99999999999999999999", "%20", "5%00"] {
            ask(&format!("limit={limit}")).error(400, "limit", "invalid_parameter");
        }
        for cursor in ["", "AAAA", "%00", "%FF", "..", "😀", &"A".repeat(5_000), "' or 1=1 --"] {
            ask(&format!("cursor={cursor}")).problem(400, "invalid_cursor");
        }
    }
    for (path, parameter) in [
        ("supervisees?status=%FF", "status"),
        ("supervisees?organization_id=1", "organization_id"),
        ("clocks?overdue=maybe", "overdue"),
        ("clocks?due_before=2026-02-30", "due_before"),
        ("clocks?due_before=20261123", "due_before"),
        ("rules/R-1/due-date?start=yesterday", "start"),
        ("rules/R-1/due-date", "start"),
        ("rules/term?category=probation&starts_on=2026-11-02&years=-1", "years"),
        ("rules/term?category=probation&starts_on=2026-11-02&years=99999999999", "years"),
    ] {
        officer.get(path).error(400, parameter, "invalid_parameter");
    }
});

on_both_engines!(problems_speak_the_language_that_is_asked_for, |site| {
    let server = site.serve();
    let ask = |language: &str| {
        let stranger = server.stranger();
        let answer = stranger.request(Method::GET, "me").header("accept-language", language).send();
        let title = answer.problem(401, "unauthenticated")["title"].as_str().unwrap().to_owned();
        (answer.header("content-language").unwrap().to_owned(), title)
    };
    for (asked, given) in [
        ("en", "en"),
        ("zh-CN", "zh-CN"),
        ("en-GB,en;q=0.9,zh;q=0.1", "en"),
        ("fr,zh;q=0.2", "zh-CN"),
        ("fr", "zh-CN"),
        ("*", "zh-CN"),
        (";;;,,,q=", "zh-CN"),
    ] {
        let (language, title) = ask(asked);
        assert_eq!(language, given, "{asked}");
        assert_eq!(title.is_ascii(), given == "en", "{asked}: {title}");
    }
    let default = server.stranger().get("me");
    assert_eq!(default.header("content-language"), Some("zh-CN"));
    assert!(default.header("vary").is_some_and(|vary| vary.contains("Accept-Language")));
});

on_both_engines!(a_trace_runs_from_the_request_into_the_problem_and_the_log, |site| {
    let server = site.serve();
    let trace = "4bf92f3577b34da6a3ce929d0e0e4736";
    let ask = |parent: &str| {
        let stranger = server.stranger();
        stranger.request(Method::GET, "me").header("traceparent", parent).send()
    };
    let answer = ask(&format!("00-{trace}-00f067aa0ba902b7-01"));
    assert_eq!(answer.header("x-request-id"), Some(trace));
    assert_eq!(answer.problem(401, "unauthenticated")["trace_id"], trace);
    assert!(server.log().contains(trace));
    for malformed in ["00-zz-yy-01", "", "00", &"0".repeat(5_000)] {
        ask(malformed).problem(401, "unauthenticated");
    }
});

on_both_engines!(a_log_line_is_one_line_whatever_it_is_told, |site| {
    let server = site.serve();
    let officer = server.login("bureau_officer");
    for _ in 0..3 {
        officer.request(Method::GET, "me").header("user-agent", &"x".repeat(10_000)).send();
    }
    officer.get("nowhere%0d%0a%7b%22level%22:%22ERROR%22%7d?secret=13912344567");
    officer.get("supervisees?colour=%0d%0afalse");
    let log = server.log();
    for line in log.lines().filter(|line| !line.starts_with("corrections: ")) {
        let entry: Value = serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"));
        assert!(entry["timestamp"].is_string() && entry["level"] != "ERROR", "{line}");
        assert!(line.len() < 4_000, "{line:.100}");
    }
    assert!(!log.contains("13912344567"), "the log holds a query string");
});
