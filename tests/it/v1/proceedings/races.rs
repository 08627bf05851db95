//! Many at once, and a kill in the middle.

use super::{AT_ONCE, Matter, ids, leave, open, outcome, supervised, text, verified};
use crate::v1::{first_office_id, nth_registration};
use harness::{Answer, on_both_engines, wait_for};
use reqwest::Method;
use serde_json::json;
use std::{collections::BTreeSet, thread, time::Duration};

fn at_once(one: impl Fn(usize) -> Answer + Sync) -> Vec<Answer> {
    thread::scope(|scope| {
        let one = &one;
        let all: Vec<_> = (0..AT_ONCE).map(|nth| scope.spawn(move || one(nth))).collect();
        all.into_iter().map(|each| each.join().unwrap()).collect()
    })
}

fn count(answers: &[Answer], status: u16) -> usize {
    answers.iter().filter(|answer| answer.status() == status).count()
}

on_both_engines!(of_twenty_decisions_at_once_one_is_made, |site| {
    let server = site.serve();
    let officer = server.login("office_officer");
    let head = server.login("office_head");
    let mut matter = Matter::open(&officer, &supervised(&officer), &leave("2026-11-25", "2026-11-27"));
    matter.act(&officer, "submissions", &json!({}));
    let answers = at_once(|nth| {
        let outcome = outcome(if nth % 2 == 0 { "approved" } else { "refused" });
        matter.attempt(&head, "decisions", &outcome)
    });
    assert_eq!((count(&answers, 201), count(&answers, 412)), (1, AT_ONCE - 1), "{answers:?}");
    matter.version += 1;
    let made = answers.iter().find(|answer| answer.status() == 201).unwrap().json();
    assert_eq!(matter.read(&head)["status"], made["status"]);
    assert_eq!(officer.all(&format!("{}/steps", matter.path)).len(), 2);
    server.stop();
    verified(&site);
});

on_both_engines!(of_twenty_overlapping_leaves_opened_at_once_one_is_opened, |site| {
    let server = site.serve();
    let officer = server.login("office_officer");
    let id = supervised(&officer);
    let answers = at_once(|nth| open(&officer, &id, &leave("2026-11-25", &format!("2026-12-{:02}", nth + 1))));
    assert_eq!((count(&answers, 201), count(&answers, 422)), (1, AT_ONCE - 1), "{answers:?}");
    for refused in answers.iter().filter(|answer| answer.status() == 422) {
        let refusal = &refused.problem(422, "refused")["refusal"];
        assert_eq!((&refusal["rule"], &refusal["facts"][0]["name"]), (&json!("IM-27"), &json!("overlaps")));
    }
    assert_eq!(ids(&officer, "leaves").len(), 1);
});

on_both_engines!(numbers_go_up_by_one_whoever_opens_at_once, |site| {
    let server = site.serve();
    let officer = server.login("office_officer");
    let office = first_office_id(&officer);
    let cases: Vec<String> = (0..AT_ONCE)
        .map(|nth| text(&officer.post("supervisees", &nth_registration(&office, nth)).expect(201)["id"]))
        .collect();
    let answers = at_once(|nth| open(&officer, &cases[nth], &leave("2026-11-25", "2026-11-26")));
    assert_eq!(count(&answers, 201), AT_ONCE, "{answers:?}");
    let numbers: BTreeSet<String> = answers.iter().map(|answer| text(&answer.json()["number"])).collect();
    let expected = (1..=AT_ONCE).map(|nth| format!("430702-leaves-2026-{nth:04}")).collect();
    assert_eq!(numbers, expected);
});

on_both_engines!(acknowledged_acts_survive_a_kill, |site| {
    let server = site.serve();
    let officer = server.login("office_officer");
    let id = supervised(&officer);
    let done = thread::scope(|scope| {
        let opening = scope.spawn(|| {
            let mut done = Vec::new();
            for day in 1..=28 {
                let content = leave(&format!("2027-02-{day:02}"), &format!("2027-02-{day:02}"));
                let body = json!({ "supervisee_id": id, "content": content });
                let Some(opened) = officer.request(Method::POST, "leaves").json(&body).try_send() else { break };
                let id = text(&opened.expect(201)["id"]);
                let path = format!("leaves/{id}/submissions");
                let Some(answer) = officer.request(Method::POST, &path).if_match(1).json(&json!({})).try_send() else {
                    done.push((id, 1));
                    break;
                };
                answer.expect(201);
                done.push((id, 2));
            }
            done
        });
        harness::pause(Duration::from_millis(400));
        server.kill();
        opening.join().unwrap()
    });
    let server = site.serve();
    let officer = server.login("office_officer");
    for (id, version) in &done {
        let there = officer.get(&format!("leaves/{id}")).expect(200);
        assert!(there["version"].as_i64().unwrap() >= *version, "{there}");
        let steps = officer.all(&format!("leaves/{id}/steps")).len();
        assert_eq!(there["status"], ["draft", "submitted"][steps], "{there}");
    }
    wait_for("the journal", Duration::from_secs(5), || site.run(&["verify"], "").status.success().then_some(()));
});
