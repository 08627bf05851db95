//! The journal, the access log and the steps of proceedings only grow, and who makes them otherwise is found out.

use crate::v1::{
    first_office_id,
    proceedings::{Matter, leave},
    registration,
};
use diesel::{QueryableByName, RunQueryDsl, connection::SimpleConnection, sql_query, sql_types::BigInt};
use harness::{Engine, Site, on_both_engines};
use serde_json::json;

/// A site that has something in each.
fn with_a_disclosure(site: &Site) {
    let server = site.serve();
    let officer = server.login("bureau_officer");
    let created = officer.post("supervisees", &registration(&first_office_id(&officer)));
    let path = created.header("location").unwrap();
    officer.patch(path, 1, &json!({ "workplace": "某物流公司" })).expect(200);
    let asked = json!({ "fields": ["phone"], "purpose": "verification" });
    officer.post(&format!("{path}/disclosures"), &asked).expect(201);
    let id = path.rsplit('/').next().unwrap();
    let mut matter = Matter::open(&officer, id, &leave("2026-11-25", "2026-11-27"));
    matter.act(&officer, "submissions", &json!({}));
    assert!(server.stop().success());
}

/// Runs a statement past the service; what the database says against it.
fn by_hand(site: &Site, statement: &str) -> Result<(), String> {
    let said = |outcome: diesel::QueryResult<()>| outcome.map_err(|error| error.to_string());
    site.database()
        .look(|sqlite| said(sqlite.batch_execute(statement)), |postgres| said(postgres.batch_execute(statement)))
}

on_both_engines!(none_is_changed_or_emptied, |site| {
    with_a_disclosure(&site);
    let mut statements = vec![
        "update journal set actor = 'nobody'",
        "update journal set sequence = sequence + 1000",
        "delete from journal",
        "update access_log set purpose = 'other'",
        "delete from access_log",
        "update steps set status = 'approved'",
        "delete from steps",
    ];
    if site.database().engine() == Engine::Postgres {
        statements.extend(["truncate journal", "truncate journal cascade", "truncate access_log", "truncate steps"]);
    }
    for statement in statements {
        let said = by_hand(&site, statement).expect_err(statement);
        assert!(said.contains("append-only"), "{statement}: {said}");
    }
    assert!(site.run(&["verify"], "").status.success());
});

on_both_engines!(what_a_record_says_is_never_rewritten_and_it_is_voided_once, |site| {
    let server = site.serve();
    let officer = server.login("bureau_officer");
    let case = officer.post("supervisees", &registration(&first_office_id(&officer))).expect(201);
    let said = crate::v1::records::content_of("talks");
    let talk = crate::v1::records::entering(case["id"].as_str().unwrap(), "2026-11-20T09:00:00+08:00", &said);
    let talk = officer.post("talks", &talk).expect(201);
    let path = format!("talks/{}/voidings", talk["id"].as_str().unwrap());
    let voiding = officer.request(reqwest::Method::POST, &path).if_match(1).json(&json!({ "reason": "录错" }));
    voiding.send().expect(201);
    assert!(server.stop().success());
    let mut statements = vec![
        "update records set happened_at = created_at",
        "update records set kind = 'visit'",
        "update records set sealed = data_key",
        "update records set voided_at = null, voiding = null",
        "delete from records",
    ];
    if site.database().engine() == Engine::Postgres {
        statements.push("truncate records");
    }
    for statement in statements {
        let said = by_hand(&site, statement).expect_err(statement);
        assert!(said.contains("append-only"), "{statement}: {said}");
    }
});

#[derive(QueryableByName)]
struct Place {
    #[diesel(sql_type = BigInt)]
    sequence: i64,
}

/// The last place of the longest chain, and a condition that means this chain.
fn last_place(site: &Site) -> (i64, &'static str) {
    let longest = "chain_id = (select chain_id from journal_heads order by sequence desc limit 1)";
    let query = format!("select cast(max(sequence) as bigint) as sequence from journal where {longest}");
    let place: Place = site.database().look(
        |sqlite| sql_query(&query).get_result(sqlite).unwrap(),
        |postgres| sql_query(&query).get_result(postgres).unwrap(),
    );
    (place.sequence, longest)
}

fn without_triggers(site: &Site) {
    let of_table = |trigger: &str| match site.database().engine() {
        Engine::Sqlite => format!("drop trigger {trigger}"),
        Engine::Postgres => format!("drop trigger {trigger} on journal"),
    };
    for trigger in ["journal_no_update", "journal_no_delete"] {
        by_hand(site, &of_table(trigger)).unwrap();
    }
}

/// Where `verify` finds the chain broken.
fn found_broken_at(site: &Site) -> String {
    let output = site.run(&["verify"], "");
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let broken: Vec<&str> = said.lines().filter(|line| line.contains("BROKEN")).collect();
    assert_eq!(broken.len(), 1, "the other chains hold: {said}");
    broken[0].rsplit(' ').next().unwrap().to_owned()
}

on_both_engines!(whoever_changes_a_row_past_the_triggers_is_found_out, |site| {
    with_a_disclosure(&site);
    without_triggers(&site);
    let (last, chain) = last_place(&site);
    assert!(last > 3, "{last}");
    for column in ["actor", "action", "trace_id", "resource"] {
        let here = format!("where {chain} and sequence = 2");
        by_hand(&site, &format!("update journal set {column} = {column} || 'x' {here}")).unwrap();
        assert_eq!(found_broken_at(&site), "2", "{column}");
        let shorter = format!("substr({column}, 1, length({column}) - 1)");
        by_hand(&site, &format!("update journal set {column} = {shorter} {here}")).unwrap();
        assert!(site.run(&["verify"], "").status.success(), "{column} put back");
    }
});

on_both_engines!(whoever_takes_a_row_away_is_found_out, |site| {
    with_a_disclosure(&site);
    without_triggers(&site);
    let (last, chain) = last_place(&site);
    by_hand(&site, &format!("delete from journal where {chain} and sequence = {last}")).unwrap();
    assert_eq!(found_broken_at(&site), last.to_string(), "cut short");
    by_hand(&site, &format!("delete from journal where {chain} and sequence = 2")).unwrap();
    assert_eq!(found_broken_at(&site), "2", "from the middle");
});

on_both_engines!(whoever_swaps_two_rows_is_found_out, |site| {
    with_a_disclosure(&site);
    without_triggers(&site);
    let (_, chain) = last_place(&site);
    for (from, to) in [(2, -1), (3, 2), (-1, 3)] {
        by_hand(&site, &format!("update journal set sequence = {to} where {chain} and sequence = {from}")).unwrap();
    }
    assert_eq!(found_broken_at(&site), "2");
});
