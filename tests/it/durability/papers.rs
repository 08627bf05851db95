//! Papers and what befalls the machine while they come in.

use crate::transport::wire::{Connection, head};
use crate::v1::papers::{pdf, upload};
use crate::v1::{first_office_id, form_body, registration};
use harness::{in_ci, on_both_engines, wait_for};
use serde_json::json;
use std::{
    fs::{self, File},
    path::Path,
    process::Command,
    time::Duration,
};

/// Whether a file was never finished.
fn is_unfinished(file: &Path) -> bool {
    file.file_name().unwrap().to_str().unwrap().contains('#')
}

on_both_engines!(a_kill_in_the_middle_of_an_upload_leaves_nothing_visible, |site| {
    let server = site.serve();
    let officer = server.login("bureau_officer");
    let case = officer.post("supervisees", &registration(&first_office_id(&officer))).expect(201);
    let described = json!({ "supervisee_id": case["id"], "title": "判决书" });
    let kept = upload(&officer, &described, "a.pdf", &pdf(100_000, 1)).send().expect(201);

    let metadata = described.to_string();
    let content = pdf(8 << 20, 2);
    let body = form_body("x", &[("metadata", None, metadata.as_bytes()), ("file", Some("b.pdf"), &content)]);
    let lines = format!("Content-Type: multipart/form-data; boundary=x\r\nContent-Length: {}", body.len());
    let mut connection = Connection::open(&server);
    connection.send(head("POST", "/api/v1/papers", officer.token().unwrap(), &lines).as_bytes());
    connection.send(&body[..body.len() / 2]);
    wait_for("the file to be on its way", Duration::from_secs(30), || {
        site.papers().iter().any(|file| is_unfinished(file)).then_some(())
    });
    server.kill();

    let server = site.serve();
    let officer = server.login("bureau_officer");
    let path = format!("supervisees/{}/papers", case["id"].as_str().unwrap());
    assert_eq!(officer.all(&path), [kept]);
    assert_eq!(site.papers().iter().filter(|file| !is_unfinished(file)).count(), 1);
    let again = upload(&officer, &described, "b.pdf", &content).send().expect(201);
    assert_eq!(officer.get(again["content_href"].as_str().unwrap()).bytes(), content);
    assert!(server.stop().success());
    assert!(site.run(&["verify"], "").status.success());
});

on_both_engines!(files_that_no_paper_has_are_swept_away_after_a_day_and_no_others, |site| {
    let server = site.serve();
    let officer = server.login("bureau_officer");
    let case = officer.post("supervisees", &registration(&first_office_id(&officer))).expect(201);
    let described = json!({ "supervisee_id": case["id"], "title": "判决书" });
    let paper = upload(&officer, &described, "a.pdf", &pdf(100_000, 1)).send().expect(201);
    assert!(server.stop().success());

    let kept = site.papers().pop().unwrap();
    let beside = |name: &str| kept.with_file_name(name);
    let (unfinished, nobodys) =
        (beside("01939f2e-70aa-7d0e-8a51-6f3d0c9b1e77#1"), beside("01939f2e-70aa-7d0e-8a51-6f3d0c9b1e77"));
    let fresh = beside("01939f2e-70aa-7d0e-8a51-6f3d0c9b1e78#1");
    for file in [&unfinished, &nobodys, &fresh] {
        fs::write(file, b"left behind").unwrap();
    }
    for file in [&kept, &unfinished, &nobodys] {
        let written = File::options().write(true).open(file).unwrap();
        let modified = written.metadata().unwrap().modified().unwrap();
        written.set_modified(modified - Duration::from_secs(25 * 3600)).unwrap();
    }
    let server = site.serve();
    wait_for("the sweep", Duration::from_secs(30), || (!unfinished.exists() && !nobodys.exists()).then_some(()));
    assert!(fresh.exists(), "it may be on its way");
    let content = server.login("bureau_officer").get(paper["content_href"].as_str().unwrap());
    assert_eq!(content.bytes(), pdf(100_000, 1));
});

on_both_engines!(a_file_that_was_tampered_with_is_not_handed_out, |site| {
    let server = site.serve();
    let officer = server.login("bureau_officer");
    let case = officer.post("supervisees", &registration(&first_office_id(&officer))).expect(201);
    let described = json!({ "supervisee_id": case["id"], "title": "判决书" });
    let paper = upload(&officer, &described, "a.txt", "原文".as_bytes()).send().expect(201);
    let href = paper["content_href"].as_str().unwrap();
    let file = site.papers().pop().unwrap();
    let whole = fs::read(&file).unwrap();
    let mut altered = whole.clone();
    *altered.last_mut().unwrap() ^= 1;
    for wrong in [altered, whole[..whole.len() - 1].to_vec(), Vec::new()] {
        fs::write(&file, wrong).unwrap();
        assert!(officer.get(href).status() >= 500);
    }
    fs::remove_file(&file).unwrap();
    officer.get(href).problem(500, "internal");
    fs::write(&file, whole).unwrap();
    assert_eq!(officer.get(href).text(), "原文");
});

on_both_engines!(a_client_that_goes_away_leaves_no_file, |site| {
    let server = site.serve();
    let officer = server.login("bureau_officer");
    let case = officer.post("supervisees", &registration(&first_office_id(&officer))).expect(201);
    let metadata = json!({ "supervisee_id": case["id"], "title": "判决书" }).to_string();
    let content = pdf(4 << 20, 2);
    let body = form_body("x", &[("metadata", None, metadata.as_bytes()), ("file", Some("b.pdf"), &content)]);
    let lines = format!("Content-Type: multipart/form-data; boundary=x\r\nContent-Length: {}", body.len());
    let mut connection = Connection::open(&server);
    connection.send(head("POST", "/api/v1/papers", officer.token().unwrap(), &lines).as_bytes());
    connection.send(&body[..body.len() / 2]);
    wait_for("the file to be on its way", Duration::from_secs(30), || (!site.papers().is_empty()).then_some(()));
    drop(connection);
    wait_for("the file to be gone", Duration::from_secs(30), || site.papers().is_empty().then_some(()));
});

on_both_engines!(a_full_disk_refuses_papers_and_keeps_nothing_of_them, |site| {
    if Command::new("prlimit").arg("--version").output().is_err() {
        assert!(!in_ci(), "no prlimit, and in CI the disk must fill up");
        eprintln!("FULL DISK NOT TRIED: no prlimit");
        return;
    }
    // A file may grow to two megabytes; what would grow further is refused, as by a full disk.
    let site = site.after("trap '' XFSZ; ulimit -S -f 2048");
    let server = site.serve();
    let officer = server.login("bureau_officer");
    let case = officer.post("supervisees", &registration(&first_office_id(&officer))).expect(201);
    let described = json!({ "supervisee_id": case["id"], "title": "判决书" });
    let refused = upload(&officer, &described, "a.pdf", &pdf(5 << 20, 1)).send();
    refused.problem(507, "storage_full");
    assert!(!refused.text().contains("papers/") && !refused.text().contains("os error"), "{}", refused.text());
    wait_for("nothing to be left", Duration::from_secs(10), || site.papers().is_empty().then_some(()));
    officer.get("/healthz").expect(200);
    let path = format!("supervisees/{}/papers", case["id"].as_str().unwrap());
    assert!(officer.all(&path).is_empty());
    upload(&officer, &described, "a.pdf", &pdf(100_000, 1)).send().expect(201);

    let process = server.process().to_string();
    let room = Command::new("prlimit").args(["--pid", &process, "--fsize=unlimited:unlimited"]).status();
    assert!(room.unwrap().success());
    upload(&officer, &described, "a.pdf", &pdf(5 << 20, 1)).send().expect(201);
});
