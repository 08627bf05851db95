//! What lies on the disk.

use crate::v1::{first_office_id, papers::upload, registration};
use diesel::{PgConnection, QueryableByName, RunQueryDsl, SqliteConnection, sql_query, sql_types::Text};
use harness::{Database, fixture, on_both_engines};
use serde_json::json;
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
};

#[derive(QueryableByName)]
struct Line {
    #[diesel(sql_type = Text)]
    line: String,
}

/// Every row of every table as text, with its table's name. Bytes are written in hexadecimal.
pub(crate) fn rows(database: &Database) -> Vec<(String, String)> {
    database.look(rows_of_sqlite, rows_of_postgres)
}

fn rows_of_sqlite(connection: &mut SqliteConnection) -> Vec<(String, String)> {
    let tables = "select name as line from sqlite_schema where type = 'table' and name not like 'sqlite_%'";
    let tables: Vec<Line> = sql_query(tables).load(connection).unwrap();
    let mut found = Vec::new();
    for Line { line: table } in tables {
        let columns = format!("select name as line from pragma_table_info('{table}')");
        let columns: Vec<Line> = sql_query(columns).load(connection).unwrap();
        let texts: Vec<_> = columns
            .iter()
            .map(|Line { line }| {
                format!("case typeof({line}) when 'blob' then hex({line}) else coalesce({line}, '') end")
            })
            .collect();
        let all = format!("select {} as line from {table}", texts.join(" || ' ' || "));
        let all: Vec<Line> = sql_query(all).load(connection).unwrap();
        found.extend(all.into_iter().map(|row| (table.clone(), row.line)));
    }
    found
}

fn rows_of_postgres(connection: &mut PgConnection) -> Vec<(String, String)> {
    let tables = "select tablename::text as line from pg_tables where schemaname = 'public'";
    let tables: Vec<Line> = sql_query(tables).load(connection).unwrap();
    let mut found = Vec::new();
    for Line { line: table } in tables {
        let all = format!("select t::text as line from {table} t");
        let all: Vec<Line> = sql_query(all).load(connection).unwrap();
        found.extend(all.into_iter().map(|row| (table.clone(), row.line)));
    }
    found
}

/// Identity numbers, phones and addresses of every tenth person of the invented roster.
fn of_the_roster() -> BTreeSet<String> {
    let roster = String::from_utf8(fixture("roster-500.csv")).unwrap();
    let mut lines = roster.trim_start_matches('\u{feff}').lines();
    let headings: Vec<&str> = lines.next().unwrap().split(',').collect();
    let at = |heading: &str| headings.iter().position(|own| *own == heading).unwrap();
    let columns = [at("身份证号"), at("联系电话"), at("居住地址"), at("户籍地址"), at("保证人电话")];
    let mut values = BTreeSet::new();
    for line in lines.step_by(10) {
        let cells: Vec<&str> = line.split(',').collect();
        // Cells with commas of their own are in quotes; those lines are left out, the others are enough.
        if cells.len() == headings.len() {
            values.extend(columns.iter().map(|column| cells[*column].to_owned()).filter(|value| value.len() > 8));
        }
    }
    assert!(values.len() > 100, "{}", values.len());
    values
}

/// Which of these values stand in some bytes, plainly or in hexadecimal.
fn found_in<'value>(bytes: &[u8], values: &'value BTreeSet<String>) -> Vec<&'value String> {
    let text = String::from_utf8_lossy(bytes);
    let hex = |value: &str| value.bytes().map(|byte| format!("{byte:02X}")).collect::<String>();
    let upper = text.to_ascii_uppercase();
    values.iter().filter(|value| text.contains(value.as_str()) || upper.contains(&hex(value))).take(5).collect()
}

on_both_engines!(nothing_protected_lies_plainly_on_the_disk_or_in_the_log, |site| {
    let server = site.serve();
    let officer = server.login("bureau_officer");
    let mut values = of_the_roster();
    let operation = officer.import("roster-500.csv", fixture("roster-500.csv"), false);
    assert_eq!(operation["result"]["accepted"], 500, "{operation}");
    officer.import("roster-faults.xlsx", fixture("roster-faults.xlsx"), false);

    let mut body = registration(&first_office_id(&officer));
    for (member, value) in [
        ("former_name", json!("钟旧名字")),
        ("household_address", json!("湖南省常德市某镇二号")),
        ("workplace", json!("某物流公司总部")),
        ("guarantor", json!({ "name": "保证人甲某", "phone": "13812345678" })),
        ("remarks", json!("备注里的私事")),
    ] {
        body[member] = value;
    }
    let created = officer.post("supervisees", &body);
    let path = created.header("location").unwrap().to_owned();
    let sought = json!({ "id_number": "430702199003071237" });
    officer.request(reqwest::Method::POST, "supervisees/search").json(&sought).send().expect(200);
    officer
        .patch(&path, 1, &json!({ "residence_address": "湖南省常德市新址三号", "phone": "13700001111" }))
        .expect(200);
    officer.patch(&path, 2, &json!({ "phone": "1370000" })).expect(422);
    let described = json!({ "supervisee_id": created.json()["id"], "title": "钟某的诊断证明" });
    let kept = upload(&officer, &described, "钟某的病历.txt", "既往病史：高血压三级。".repeat(9000).as_bytes()).send();
    officer.get(kept.expect(201)["content_href"].as_str().unwrap()).expect(200);
    let all = json!({ "fields": ["id_number", "phone", "residence_address", "remarks"], "purpose": "verification" });
    officer.post(&format!("{path}/disclosures"), &all).expect(201);
    let keyed = officer.request(reqwest::Method::POST, "supervisees").idempotency_key("kept-answers-are-sealed-too");
    body["id_number"] = json!(crate::v1::invented_number(1));
    keyed.json(&body).send().expect(201);

    for value in [
        "430702199003071237",
        &crate::v1::invented_number(1),
        "13912344567",
        "13812345678",
        "13700001111",
        "某路1号",
        "某镇二号",
        "新址三号",
        "钟旧名字",
        "物流公司总部",
        "保证人甲某",
        "备注里的私事",
        "钟某的诊断证明",
        "钟某的病历",
        "高血压三级",
        kept.json()["sha256"].as_str().unwrap(),
    ] {
        values.insert(value.to_owned());
    }
    let mut tables = BTreeMap::<String, String>::new();
    for (table, row) in rows(site.database()) {
        tables.entry(table).or_default().push_str(&row);
    }
    assert!(tables["supervisees"].len() > 100_000 && tables["journal"].len() > 100_000);
    for (table, content) in tables {
        let found = found_in(content.as_bytes(), &values);
        assert!(found.is_empty(), "{table} holds {found:?}");
    }
    let found = found_in(server.log().as_bytes(), &values);
    assert!(found.is_empty(), "the log holds {found:?}");
    assert!(!server.log().contains("钟测试"), "the log holds a name");
    // The files as they lie there while the service runs, write-ahead log and all; papers beside either engine.
    let papers = site.papers();
    assert_eq!(papers.len(), 1);
    let beside = fs::read_dir(site.home()).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_file());
    for file in papers.into_iter().chain(beside) {
        let found = found_in(&fs::read(&file).unwrap(), &values);
        assert!(found.is_empty(), "{} holds {found:?}", file.display());
    }
});
