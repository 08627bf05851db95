//! Clients that take their time.

use super::wire::{Connection, head, status};
use harness::{on_both_engines, pause};
use std::time::{Duration, Instant};

/// How many slow clients there are at once.
const CROWD: usize = 200;

on_both_engines!(slow_clients_do_not_keep_others_waiting, |site| {
    let server = site.serve();
    let officer = server.login("bureau_officer");
    let token = officer.token().unwrap();
    let partial = [
        "GET /api/v1/me HTTP/1.1\r\nHost: x\r\nX-Slow: ".to_owned(),
        head("POST", "/api/v1/supervisees", token, "Content-Type: application/json\r\nContent-Length: 1000000"),
        head("POST", "/api/v1/supervisees", token, "Content-Type: application/json\r\nTransfer-Encoding: chunked"),
        head(
            "POST",
            "/api/v1/imports",
            token,
            "Content-Type: multipart/form-data; boundary=x\r\nContent-Length: 9000000",
        ),
    ];
    let mut crowd: Vec<Connection> = (0..CROWD)
        .map(|at| {
            let mut connection = Connection::open(&server);
            connection.send(partial[at % partial.len()].as_bytes());
            connection
        })
        .collect();
    let end = Instant::now() + Duration::from_secs(4);
    while Instant::now() < end {
        crowd.iter_mut().for_each(|connection| _ = connection.send(b" "));
        for path in ["/healthz", "/readyz", "me"] {
            let began = Instant::now();
            officer.get(path).expect(200);
            assert!(began.elapsed() < Duration::from_secs(1), "{path} took {:?}", began.elapsed());
        }
        pause(Duration::from_millis(200));
    }
});

on_both_engines!(a_body_that_does_not_come_is_cut_off, |site| {
    let site = site.setting("SERVER__BODY_SECONDS", "1");
    let server = site.serve();
    let officer = server.login("bureau_officer");
    let token = officer.token().unwrap();
    for length in ["Content-Length: 1000", "Transfer-Encoding: chunked"] {
        let mut connection = Connection::open(&server);
        let head = head("POST", "/api/v1/supervisees", token, &format!("Content-Type: application/json\r\n{length}"));
        connection.send(head.as_bytes());
        let began = Instant::now();
        let answer = connection.rest();
        assert_eq!(status(&answer), 408, "{length}: {answer}");
        assert!(answer.contains("request_timeout"), "{answer}");
        assert!(connection.is_closed() && began.elapsed() < Duration::from_secs(4), "{length}: {:?}", began.elapsed());
    }
    // Nor does a trickle of chunks that nobody reads keep a connection open.
    for path in ["/healthz", "/api/v1/me"] {
        let mut connection = Connection::open(&server);
        connection.send(head("GET", path, token, "Transfer-Encoding: chunked").as_bytes());
        let began = Instant::now();
        while connection.send(b"1\r\nx\r\n") {
            assert!(began.elapsed() < Duration::from_secs(8), "{path}: kept open by a trickle");
            pause(Duration::from_millis(100));
        }
    }
});
