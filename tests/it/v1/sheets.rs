//! The lists that people live in, as spreadsheets.

use super::records::case;
use super::with_roster;
use harness::{Answer, Session, on_both_engines};
use reqwest::Method;
use std::io::{Cursor, Read};

const SHEET: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

fn sheet(session: &Session, path: &str) -> Answer {
    session.request(Method::GET, path).header("accept", SHEET).send()
}

/// One file of the workbook.
fn part(answer: &Answer, name: &str) -> String {
    assert_eq!(answer.status(), 200, "{}", answer.text());
    assert_eq!(answer.header("content-type"), Some(SHEET));
    let mut workbook = zip::ZipArchive::new(Cursor::new(answer.bytes().to_vec())).unwrap();
    let mut text = String::new();
    workbook.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

/// How many rows it has, the headings among them; every cell is a text.
fn rows(answer: &Answer) -> usize {
    let sheet = part(answer, "xl/worksheets/sheet1.xml");
    assert!(!sheet.contains("<f>"), "a formula");
    assert_eq!(sheet.matches("<c ").count(), sheet.matches(" t=\"s\"").count(), "a cell that is no text");
    sheet.matches("<row ").count()
}

on_both_engines!(a_list_is_had_whole_as_a_spreadsheet_of_the_filter, |site| {
    let server = site.serve();
    let officer = with_roster(&server);
    let all = officer.all("supervisees?limit=200").len();
    assert_eq!(rows(&sheet(&officer, "supervisees")), all + 1);
    let parole = officer.all("supervisees?limit=200&category=parole").len();
    assert!(parole > 0 && parole < all);
    assert_eq!(rows(&sheet(&officer, "supervisees?category=parole")), parole + 1);
    let clocks = officer.all("clocks?limit=200&overdue=true").len();
    assert!(clocks > 0);
    assert_eq!(rows(&sheet(&officer, "clocks?overdue=true")), clocks + 1);
    assert_eq!(rows(&sheet(&officer, "leaves")), 1, "the headings alone");
    let reviews = officer.all("medical-reviews?limit=200").len();
    assert!(reviews > 0, "medical parolees have one each");
    for list in ["proceedings", "medical-reviews"] {
        assert_eq!(rows(&sheet(&officer, list)), reviews + 1, "{list}");
    }
    for (part, parameter) in [("limit=10", "limit"), ("cursor=x", "cursor")] {
        sheet(&officer, &format!("supervisees?{part}")).error(400, parameter, "invalid_parameter");
    }
    // JSON stays what is answered to whoever takes anything.
    let any = officer.request(Method::GET, "supervisees").header("accept", "*/*").send();
    assert_eq!(any.header("content-type"), Some("application/json"));
    sheet(&server.login("audit_administrator"), "supervisees").problem(403, "not_permitted");
});

on_both_engines!(a_spreadsheet_is_as_masked_as_the_list, |site| {
    let server = site.serve();
    let officer = server.login("bureau_officer");
    case(&officer, |_| {});
    let texts = |role: &str| part(&sheet(&server.login(role), "supervisees"), "xl/sharedStrings.xml");
    let own = texts("bureau_officer");
    assert!(own.contains("钟测试") && own.contains("430702********1237"), "{own}");
    assert!(!own.contains("430702199003071237") && !own.contains("13912344567"), "{own}");
    let above = texts("city_reviewer");
    assert!(above.contains("钟**") && !above.contains("钟测试"), "{above}");
    assert_eq!(rows(&sheet(&server.login_at("office_officer", "430702002"), "supervisees")), 1);
});
