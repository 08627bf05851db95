//! The content of papers: whole, in part, on the record, and to whom.

use super::{of_case, papers_of, pdf, upload, with_case};
use crate::privacy::at_rest::rows;
use crate::v1::{first_office_id, registration};
use base64::{Engine, engine::general_purpose::STANDARD};
use harness::{Answer, Session, Site, on_both_engines};
use reqwest::Method;
use serde_json::json;
use sha2::{Digest, Sha256};

on_both_engines!(content_comes_as_an_attachment_that_nothing_is_made_of, |site| {
    let server = site.serve();
    let (officer, case) = with_case(&server);
    for (name, content, media_type, handed_out) in [
        ("判决书.pdf", pdf(3_000_000, 1), "application/pdf", "UTF-8''%E5%88%A4%E5%86%B3%E4%B9%A6.pdf"),
        ("notes.pdf", "谈话记录".into(), "text/plain; charset=utf-8", "UTF-8''notes.pdf.txt"),
        ("../../etc/passwd", "一".into(), "text/plain; charset=utf-8", "UTF-8''passwd.txt"),
        ("a\u{202e}fdp.exe", b"\xff\xd8\xff\xe0 a scan".to_vec(), "image/jpeg", "UTF-8''afdp.exe.jpg"),
    ] {
        let paper = upload(&officer, &of_case(&case), name, &content).send().expect(201);
        let answer = officer.get(paper["content_href"].as_str().unwrap());
        answer.expect(200);
        assert_eq!(answer.bytes(), content, "{name}");
        let header = |name: &str| answer.header(name).unwrap_or_default().to_owned();
        assert_eq!(header("content-type"), media_type, "{name}");
        assert_eq!(header("content-length"), content.len().to_string(), "{name}");
        let disposition = header("content-disposition");
        assert!(disposition.starts_with("attachment; filename=\"paper."), "{disposition}");
        assert!(disposition.ends_with(&format!("filename*={handed_out}")), "{disposition}");
        assert_eq!(header("repr-digest"), format!("sha-256=:{}:", STANDARD.encode(Sha256::digest(&content))));
        assert!(header("content-security-policy").contains("sandbox"));
        assert_eq!((header("x-content-type-options"), header("cache-control")), ("nosniff".into(), "no-store".into()));
        assert_eq!(header("accept-ranges"), "bytes");
    }
});

on_both_engines!(a_part_of_the_content_can_be_asked_for, |site| {
    let server = site.serve();
    let (officer, case) = with_case(&server);
    let content = pdf(2_500_000, 7);
    let paper = upload(&officer, &of_case(&case), "a.pdf", &content).send().expect(201);
    let href = paper["content_href"].as_str().unwrap();
    let ask = |range: &str| officer.request(Method::GET, href).header("range", range);
    let last = content.len() - 1;
    for (range, from, to) in [
        ("bytes=0-0".to_owned(), 0, 0),
        ("bytes=65530-65545".to_owned(), 65_530, 65_545),
        ("bytes=1000000-2400000".to_owned(), 1_000_000, 2_400_000),
        ("bytes=-10".to_owned(), last - 9, last),
        (format!("bytes={last}-"), last, last),
        ("bytes=5-99999999".to_owned(), 5, last),
    ] {
        let part = ask(&range).send();
        part.expect(206);
        assert_eq!(part.bytes(), &content[from..=to], "{range}");
        assert_eq!(part.header("content-range"), Some(format!("bytes {from}-{to}/{}", content.len()).as_str()));
    }
    let tag = officer.get(href).header("etag").unwrap().to_owned();
    ask("bytes=0-3").header("if-range", &tag).send().expect(206);
    let changed = ask("bytes=0-3").header("if-range", "\"other\"").send();
    assert_eq!((changed.status(), changed.bytes().len()), (200, content.len()));
    assert_eq!(ask("bytes=0-3,7-9").send().status(), 200, "of several ranges the whole");
    let beyond = ask("bytes=99999999-").send();
    beyond.problem(416, "range_not_satisfiable");
    assert_eq!(beyond.header("content-range"), Some(format!("bytes */{}", content.len()).as_str()));
    assert_eq!(officer.request(Method::GET, href).header("if-none-match", &tag).send().status(), 304);
});

/// The accesses recorded so far.
fn accesses(site: &Site) -> Vec<String> {
    rows(site.database()).into_iter().filter(|(table, _)| table == "access_log").map(|(_, row)| row).collect()
}

on_both_engines!(each_reading_is_recorded_before_it_and_refused_ones_are_not, |site| {
    let site = site.setting("LIMITS__DISCLOSURES_PER_DAY", "1");
    let server = site.serve();
    let (officer, case) = with_case(&server);
    let paper = upload(&officer, &of_case(&case), "a.pdf", &pdf(1000, 1)).send().expect(201);
    let (id, href) = (paper["id"].as_str().unwrap(), paper["content_href"].as_str().unwrap());
    server.login("city_reviewer").get(href).problem(403, "not_permitted");
    server.login("system_administrator").get(href).problem(403, "not_permitted");
    server.login_at("office_officer", "430702002").get(href).problem(404, "not_found");
    officer.get(&format!("{href}?purpose=curiosity")).problem(400, "invalid_parameter");
    officer.get(&format!("papers/{id}")).expect(200);
    papers_of(&officer, &case);
    assert!(accesses(&site).is_empty(), "nobody has read it so far");

    let told = |answer: &Answer, purpose: &str| {
        answer.expect(200);
        let record = accesses(&site).pop().unwrap();
        for told in [format!("paper:{id}").as_str(), purpose, answer.header("x-request-id").unwrap()] {
            assert!(record.contains(told), "{told} is not in {record}");
        }
    };
    told(&officer.get(href), "supervision");
    assert_eq!(accesses(&site).len(), 1);
    server.login("procurator").get(&format!("{href}?purpose=procuratorate_request")).expect(200);
    for role in ["office_officer", "bureau_legal_reviewer", "justice_bureau_head", "archivist"] {
        server.login(role).get(href).expect(200);
    }
    assert_eq!(accesses(&site).len(), 6);
    // Papers that are read do not count as disclosures.
    let disclosures = format!("supervisees/{}/disclosures", case["id"].as_str().unwrap());
    let asked = json!({ "fields": ["phone"], "purpose": "verification" });
    officer.post(&disclosures, &asked).expect(201);
    officer.post(&disclosures, &asked).problem(429, "quota_exceeded");
});

on_both_engines!(what_cannot_be_recorded_is_not_read, |site| {
    use diesel::connection::SimpleConnection;
    let server = site.serve();
    let (officer, case) = with_case(&server);
    let paper = upload(&officer, &of_case(&case), "a.txt", "不可外泄".as_bytes()).send().expect(201);
    let refuse = "create trigger full_log before insert on access_log";
    site.database().look(
        |sqlite| sqlite.batch_execute(&format!("{refuse} begin select raise(abort, 'no'); end")).unwrap(),
        |postgres| {
            let no = "create function no() returns trigger language plpgsql as 'begin raise exception $n$no$n$; end'";
            postgres.batch_execute(&format!("{no}; {refuse} for each row execute function no()")).unwrap();
        },
    );
    let answer = officer.get(paper["content_href"].as_str().unwrap());
    assert!(answer.status() >= 500 && !answer.text().contains("不可外泄"), "{}", answer.text());
});

on_both_engines!(papers_of_minors_and_on_illness_stay_with_who_may_read_of_them, |site| {
    let server = site.serve();
    let officer = server.login("bureau_officer");
    let mut body = registration(&first_office_id(&officer));
    body["id_number"] = json!("430702200903071238");
    let minor = officer.post("supervisees", &body).expect(201);
    let paper = upload(&officer, &of_case(&minor), "a.txt", b"a").send().expect(201);
    let mut described = of_case(&minor);
    described["kind"] = json!("medical");
    let medical = upload(&officer, &described, "b.txt", b"b").send().expect(201);
    let path = format!("supervisees/{}/papers", minor["id"].as_str().unwrap());
    let reads = |session: &Session, paper: &serde_json::Value| {
        (
            session.get(&format!("papers/{}", paper["id"].as_str().unwrap())).status(),
            session.get(paper["content_href"].as_str().unwrap()).status(),
        )
    };
    for role in ["office_officer", "procurator"] {
        let reader = server.login(role);
        assert_eq!((reads(&reader, &paper), reads(&reader, &medical)), ((200, 200), (200, 200)), "{role}");
        assert_eq!(reader.all(&path).len(), 2, "{role}");
    }
    let archivist = server.login("archivist");
    assert_eq!((reads(&archivist, &paper), reads(&archivist, &medical)), ((200, 200), (403, 403)));
    assert_eq!(archivist.all(&path), [paper], "what the archivist may not read is not listed");
    server.login("province_reviewer").get(&path).problem(403, "not_permitted");
});
