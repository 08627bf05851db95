//! The process is killed under load, again and again.

use crate::v1::{first_office_id, nth_registration};
use harness::{Answer, Session, on_both_engines, pause};
use reqwest::Method;
use serde_json::Value;
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{
        Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
    time::Duration,
};

const ROUNDS: usize = 5;
const CLIENTS: usize = 4;
/// How long there is load before the power goes.
const UNDER_LOAD: Duration = Duration::from_millis(400);

fn key(nth: usize) -> String {
    format!("power-cut-registration-{nth}")
}

fn register(session: &Session, office: &str, nth: usize) -> Option<Answer> {
    let request = session.request(Method::POST, "supervisees").idempotency_key(&key(nth));
    request.json(&nth_registration(office, nth)).try_send()
}

on_both_engines!(what_was_acknowledged_is_there_once_after_every_power_cut, |site| {
    let mut server = site.serve();
    let officer = server.login("bureau_officer");
    let token = officer.token().unwrap().to_owned();
    let office = first_office_id(&officer);
    let (next, acknowledged) = (AtomicUsize::new(0), Mutex::new(BTreeMap::<usize, Value>::new()));
    for _ in 0..ROUNDS {
        let session = server.bearer(&token);
        thread::scope(|scope| {
            for _ in 0..CLIENTS {
                scope.spawn(|| {
                    loop {
                        let nth = next.fetch_add(1, Ordering::Relaxed);
                        let Some(answer) = register(&session, &office, nth) else { return };
                        let id = answer.expect(201)["id"].clone();
                        acknowledged.lock().unwrap().insert(nth, id);
                    }
                });
            }
            pause(UNDER_LOAD);
            server.kill();
        });
        server = site.serve();
    }

    let (sent, acknowledged) = (next.into_inner(), acknowledged.into_inner().unwrap());
    assert!(acknowledged.len() >= ROUNDS, "there was load: {} acknowledged", acknowledged.len());
    let officer = server.bearer(&token);
    let ids = |officer: &Session| -> Vec<Value> {
        officer.all("supervisees?limit=200").into_iter().map(|item| item["id"].clone()).collect()
    };
    let there = ids(&officer);
    for (nth, id) in &acknowledged {
        assert_eq!(there.iter().filter(|own| *own == id).count(), 1, "the {nth}th was acknowledged");
    }
    // Whoever got no answer asks again, and so does whoever got one: each person is registered once.
    for nth in 0..sent {
        let again = register(&officer, &office, nth).unwrap().expect(201)["id"].clone();
        assert!(acknowledged.get(&nth).is_none_or(|id| *id == again), "the {nth}th has become another");
    }
    let there = ids(&officer);
    assert_eq!(there.len(), sent);
    assert_eq!(there.iter().map(Value::to_string).collect::<BTreeSet<_>>().len(), sent);
    server.stop();
    let verified = site.run(&["verify"], "");
    assert!(verified.status.success(), "{}", String::from_utf8_lossy(&verified.stdout));
});
