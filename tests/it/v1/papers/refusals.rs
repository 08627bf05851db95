//! What is not taken in, and that nothing of it is left.

use super::{of_case, papers_of, pdf, upload, with_case};
use crate::v1::{Part, form, form_body};
use base64::{Engine, engine::general_purpose::STANDARD};
use harness::on_both_engines;
use reqwest::Method;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::io::{Cursor, Write};
use zip::{ZipWriter, write::SimpleFileOptions};

fn document(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

on_both_engines!(a_file_is_taken_for_what_it_is_and_not_for_its_name, |site| {
    let server = site.serve();
    let (officer, case) = with_case(&server);
    let png = |side: u32| {
        let side = side.to_be_bytes();
        [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".as_slice(), &side, &side, b"\x08\x02\0\0\0"].concat()
    };
    let text = ("word/document.xml", b"<w/>".as_slice());
    for (name, content, code) in [
        ("空.pdf", Vec::new(), "empty"),
        ("判决书.pdf", b"<!DOCTYPE html><script>alert(1)</script>".to_vec(), "markup"),
        ("照片.png", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>".to_vec(), "markup"),
        ("run.txt", b"#!/bin/sh\nrm -rf /".to_vec(), "markup"),
        ("判决书.pdf", b"MZ\x90\0\x03\0\0\0\x04".to_vec(), "unknown_type"),
        ("a.gif", b"GIF89a\x01\0\x01\0\x80\0\0".to_vec(), "unknown_type"),
        ("a.zip", document(&[("a.txt", b"a")]), "unknown_type"),
        ("a.docx", document(&[text, ("word/vbaProject.bin", b"Sub AutoOpen()")]), "active_content"),
        ("a.pdf", b"%PDF-1.7\n<</S/JavaScript/JS(app.alert(1))>>".to_vec(), "active_content"),
        ("a.docx", document(&[text, ("../../../etc/passwd", b"root")]), "damaged"),
        ("a.docx", document(&[text, ("word/bomb.xml", &vec![b' '; 64 << 20])]), "too_large_inside"),
        ("a.png", png(60_000), "too_many_pixels"),
    ] {
        let refused = upload(&officer, &of_case(&case), name, &content).send();
        refused.problem(422, "unusable_file");
        refused.error(422, "/file", code);
    }
    assert!(papers_of(&officer, &case).is_empty());
    assert!(site.papers().is_empty(), "{:?}", site.papers());
    for (name, content, media_type) in [
        ("a.bin", png(2480), "image/png"),
        ("a.zip", document(&[text]), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("a.zip", document(&[("OFD.xml", b"<o/>")]), "application/ofd"),
    ] {
        let paper = upload(&officer, &of_case(&case), name, &content).send().expect(201);
        assert_eq!(paper["media_type"], media_type, "{name}");
    }
});

on_both_engines!(a_paper_that_is_too_large_is_refused_and_nothing_is_left, |site| {
    let site = site.setting("PAPERS__MAX_MEBIBYTES", "1");
    let server = site.serve();
    let (officer, case) = with_case(&server);
    let fits = (1 << 20) - 16;
    upload(&officer, &of_case(&case), "a.pdf", &pdf(fits, 1)).send().expect(201);
    upload(&officer, &of_case(&case), "a.pdf", &pdf(fits + 1, 1)).send().problem(413, "payload_too_large");
    upload(&officer, &of_case(&case), "a.pdf", &pdf(3 << 20, 1)).send().problem(413, "payload_too_large");
    assert_eq!((papers_of(&officer, &case).len(), site.papers().len()), (1, 1));
});

on_both_engines!(a_form_has_its_description_first_and_then_its_file, |site| {
    let server = site.serve();
    let (officer, case) = with_case(&server);
    let described = of_case(&case).to_string();
    let (metadata, file) = (("metadata", None, described.as_bytes()), ("file", Some("a.txt"), b"a".as_slice()));
    let send = |parts: &[Part<'_>]| form(&officer, "papers", "x", parts).send();
    send(&[file, metadata]).error(422, "/metadata", "not_first");
    send(&[]).error(422, "/metadata", "required");
    send(&[metadata]).error(422, "/file", "required");
    send(&[metadata, metadata, file]).error(422, "/metadata", "repeated_member");
    send(&[metadata, file, file]).error(422, "/file", "repeated_member");
    send(&[metadata, file, metadata]).error(422, "/metadata", "repeated_member");
    send(&[metadata, file, ("colour", None, b"red")]).error(422, "/colour", "unknown_member");
    send(&[("colour", None, b"red"), metadata, file]).error(422, "/colour", "unknown_member");
    send(&[("metadata", None, b"{"), file]).problem(400, "malformed_json");
    officer.post("papers", &Value::Null).problem(415, "unsupported_media_type");
    let large = vec![b' '; 20_000];
    send(&[("metadata", None, &large), file]).problem(413, "payload_too_large");

    let whole = form_body("x", &[metadata, ("file", Some("a.pdf"), &pdf(200_000, 1))]);
    for length in [40, 200, 1000, 150_000, whole.len() - 8] {
        let cut = officer.request(Method::POST, "papers").header("content-type", "multipart/form-data; boundary=x");
        cut.body(&whole[..length]).send().problem(400, "malformed_multipart");
    }
    assert!(papers_of(&officer, &case).is_empty() && site.papers().is_empty());
    send(&[metadata, file]).expect(201);
});

on_both_engines!(what_is_said_of_a_paper_is_checked_before_its_file_is_read, |site| {
    let server = site.serve();
    let (officer, case) = with_case(&server);
    let absent = "01939f2e-70aa-7d0e-8a51-6f3d0c9b1e77";
    let (id, person) = (&case["id"], &case["person_id"]);
    for (wrong, at, code) in [
        (json!({ "title": "a" }), "/metadata/supervisee_id", "required"),
        (json!({ "title": "a", "supervisee_id": absent }), "/metadata/supervisee_id", "unknown_supervisee"),
        (json!({ "title": "a", "person_id": absent }), "/metadata/person_id", "unknown_person"),
        (json!({ "title": "a", "person_id": person, "supervisee_id": id }), "/metadata/person_id", "contradictory"),
        (json!({ "supervisee_id": id }), "/metadata/title", "required"),
        (json!({ "supervisee_id": id, "title": "  " }), "/metadata/title", "length"),
        (json!({ "supervisee_id": id, "title": "书".repeat(201) }), "/metadata/title", "length"),
        (json!({ "supervisee_id": id, "title": "a\u{202e}b" }), "/metadata/title", "control_character"),
        (
            json!({ "supervisee_id": id, "title": "a", "made_on": "2026-11-24" }),
            "/metadata/made_on",
            "implausible_date",
        ),
        (
            json!({ "supervisee_id": id, "title": "a", "made_on": "0026-11-20" }),
            "/metadata/made_on",
            "implausible_date",
        ),
        (json!({ "supervisee_id": id, "title": "a", "kind": "diary" }), "/metadata/kind", "unknown_code"),
        (json!({ "supervisee_id": id, "title": "a", "bytes": 1 }), "/metadata/bytes", "unknown_member"),
    ] {
        upload(&officer, &wrong, "a.txt", b"a").send().error(422, at, code);
    }
    // Another office's case is none that this one knows.
    let other = server.login_at("office_officer", "430702002");
    upload(&other, &of_case(&case), "a.txt", b"a").send().error(422, "/metadata/supervisee_id", "unknown_supervisee");
    for role in ["procurator", "archivist", "bureau_legal_reviewer", "province_reader"] {
        upload(&server.login(role), &of_case(&case), "a.txt", b"a").send().problem(403, "not_permitted");
    }
    upload(&server.stranger(), &of_case(&case), "a.txt", b"a").send().problem(401, "unauthenticated");
    assert!(papers_of(&officer, &case).is_empty() && site.papers().is_empty());
});

on_both_engines!(a_paper_must_match_the_digest_that_is_stated, |site| {
    let server = site.serve();
    let (officer, case) = with_case(&server);
    let (described, content) = (of_case(&case).to_string(), pdf(100_000, 1));
    let parts = [("metadata", None, described.as_bytes()), ("file", Some("a.pdf"), content.as_slice())];
    let stated = |bytes: &[u8]| format!("sha-256=:{}:", STANDARD.encode(Sha256::digest(bytes)));
    let (right, wrong) = (stated(&form_body("x", &parts)), stated(b"something else"));
    let send = |digest: &str| form(&officer, "papers", "x", &parts).header("content-digest", digest).send();
    send(&wrong).problem(400, "digest_mismatch");
    send("sha-256=nonsense").problem(400, "digest_mismatch");
    assert!(papers_of(&officer, &case).is_empty() && site.papers().is_empty());
    send(&right).expect(201);

    // Or of the file alone, where the file is.
    let of_file = |digest: &str| {
        let body = String::from_utf8_lossy(&form_body("x", &parts[..1])).replace("--x--\r\n", "");
        let head = "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.pdf\"\r\n";
        let head = format!("{body}{head}Content-Digest: {digest}\r\n\r\n");
        let body = [head.as_bytes(), &content, b"\r\n--x--\r\n"].concat();
        let request = officer.request(Method::POST, "papers").header("content-type", "multipart/form-data; boundary=x");
        request.body(body).send()
    };
    of_file(&wrong).problem(400, "digest_mismatch");
    of_file(&stated(&content)).expect(201);
    assert_eq!(site.papers().len(), 1);
});
