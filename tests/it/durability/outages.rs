//! The database goes away, the disk fills up, the service is asked to stop.

use crate::transport::wire::{Connection, head, status};
use crate::v1::{first_office_id, nth_registration, registration};
use harness::{Engine, Proxy, Site, in_ci, on_both_engines, pause, wait_for};
use reqwest::Method;
use std::{
    net::TcpStream,
    process::Command,
    thread,
    time::{Duration, Instant},
};

/// How long a request may take to say that the database is away.
const TOLD_WITHIN: Duration = Duration::from_secs(3);
/// How soon the service is itself again.
const BACK_WITHIN: Duration = Duration::from_secs(10);

#[test]
fn a_database_that_is_away_is_told_quickly_and_found_again_postgres() {
    let Some(site) = Site::new(Engine::Postgres) else { return };
    let proxy = Proxy::to(site.database().url());
    let site = site.by_way_of(&proxy);
    let server = site.serve();
    let officer = server.login("bureau_officer");
    let office = first_office_id(&officer);
    officer.post("supervisees", &nth_registration(&office, 0)).expect(201);

    proxy.cut();
    let end = Instant::now() + Duration::from_secs(6);
    while Instant::now() < end {
        let began = Instant::now();
        officer.get("/healthz").expect(200);
        assert!(began.elapsed() < Duration::from_secs(1), "health took {:?}", began.elapsed());
        for path in ["/readyz", "supervisees", "me"] {
            let began = Instant::now();
            let away = officer.get(path);
            away.problem(503, "store_unavailable");
            assert!(away.header("retry-after").is_some());
            assert!(began.elapsed() < TOLD_WITHIN, "{path} took {:?}", began.elapsed());
            assert!(!away.text().contains("127.0.0.1") && !away.text().contains("connection to server"));
        }
        let registered = officer.post("supervisees", &nth_registration(&office, 1));
        registered.problem(503, "store_unavailable");
    }

    proxy.mend();
    wait_for("the service to be ready again", BACK_WITHIN, || (officer.get("/readyz").status() == 200).then_some(()));
    wait_for("requests to be served again", BACK_WITHIN, || (officer.get("me").status() == 200).then_some(()));
    officer.post("supervisees", &nth_registration(&office, 1)).expect(201);
    assert_eq!(officer.all("supervisees").len(), 2);
    // Work in the background goes on too.
    let operation = officer.import("roster-500.csv", harness::fixture("roster-500.csv"), true);
    assert_eq!(operation["status"], "succeeded", "{operation}");
    assert!(server.stop().success());
}

#[test]
fn a_full_disk_is_told_and_loses_nothing_sqlite() {
    if Command::new("prlimit").arg("--version").output().is_err() {
        assert!(!in_ci(), "no prlimit, and in CI the disk must fill up");
        eprintln!("FULL DISK NOT TRIED: no prlimit");
        return;
    }
    // A file may grow to two megabytes; what would grow further is refused, as by a full disk.
    let site = Site::new(Engine::Sqlite).unwrap().after("trap '' XFSZ; ulimit -S -f 2048");
    let server = site.serve();
    let officer = server.login("bureau_officer");
    let office = first_office_id(&officer);
    let mut registered = Vec::new();
    let refused = (0..2_000).find_map(|nth| {
        let answer = officer.post("supervisees", &nth_registration(&office, nth));
        if answer.status() == 201 {
            registered.push(answer.json()["id"].clone());
            return None;
        }
        Some(answer)
    });
    let refused = refused.expect("the disk fills up");
    refused.problem(503, "store_unavailable");
    assert!(refused.header("retry-after").is_some());
    assert!(!refused.text().contains("disk I/O") && !refused.text().contains("sqlite"));
    for nth in 5_000..5_005 {
        officer.post("supervisees", &nth_registration(&office, nth)).problem(503, "store_unavailable");
    }
    officer.get("/healthz").expect(200);
    assert_eq!(officer.all("supervisees?limit=200").len(), registered.len(), "what is there can be read");

    let process = server.process().to_string();
    let room = Command::new("prlimit").args(["--pid", &process, "--fsize=unlimited:unlimited"]).status();
    assert!(room.unwrap().success());
    wait_for("the service to write again", BACK_WITHIN, || {
        let answer = officer.post("supervisees", &nth_registration(&office, 6_000));
        (answer.status() == 201).then(|| registered.push(answer.json()["id"].clone()))
    });
    let there = officer.all("supervisees?limit=200");
    assert_eq!(there.len(), registered.len());
    assert!(registered.iter().all(|id| there.iter().any(|item| item["id"] == *id)));
    assert!(server.stop().success());
    let verified = site.run(&["verify"], "");
    assert!(verified.status.success(), "{}", String::from_utf8_lossy(&verified.stdout));
}

on_both_engines!(a_stop_lets_running_requests_finish_and_takes_no_more, |site| {
    let server = site.serve();
    let officer = server.login("bureau_officer");
    let body = registration(&first_office_id(&officer)).to_string();
    let (first, rest) = body.as_bytes().split_at(40);
    let length = format!("Content-Type: application/json\r\nContent-Length: {}", body.len());
    let mut running = Connection::open(&server);
    running.send(head("POST", "/api/v1/supervisees", officer.token().unwrap(), &length).as_bytes());
    running.send(first);
    pause(Duration::from_millis(200));

    server.ask_to_stop();
    wait_for("the door to close", BACK_WITHIN, || TcpStream::connect(server.address()).is_err().then_some(()));
    running.send(rest);
    let answer = running.rest();
    assert_eq!(status(&answer), 201, "{answer}");
    assert!(server.stop().success());
    assert_eq!(site.serve().login("bureau_officer").all("supervisees").len(), 1);
});

on_both_engines!(a_stop_in_the_middle_of_many_requests_breaks_none_off, |site| {
    let server = site.serve();
    let officer = server.login("bureau_officer");
    let office = first_office_id(&officer);
    let acknowledged: usize = thread::scope(|scope| {
        let clients: Vec<_> = (0..4)
            .map(|client| {
                let (officer, office) = (&officer, &office);
                scope.spawn(move || {
                    let register = |nth: usize| {
                        let request = officer.request(Method::POST, "supervisees");
                        request.json(&nth_registration(office, client * 1_000 + nth)).try_send()
                    };
                    (0..).map_while(register).inspect(|answer| _ = answer.expect(201)).count()
                })
            })
            .collect();
        pause(Duration::from_millis(300));
        server.ask_to_stop();
        clients.into_iter().map(|client| client.join().unwrap()).sum()
    });
    assert!(server.stop().success());
    let server = site.serve();
    let there = server.login("bureau_officer").all("supervisees?limit=200").len();
    assert!(acknowledged > 0 && there == acknowledged, "{acknowledged} were acknowledged, {there} are there");
});
