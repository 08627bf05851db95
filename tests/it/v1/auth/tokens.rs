//! Access tokens that are not ours, not of this time, or not where they belong.

use super::{OFFICER, session, tokens};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use ed25519_dalek::{Signer, SigningKey};
use harness::{Engine, PASSWORD, Server, Site, on_both_engines};
use hmac::{Hmac, KeyInit, Mac};
use reqwest::Method;
use serde_json::{Value, json};
use sha2::Sha256;

fn decoded(part: &str) -> Value {
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(part).unwrap()).unwrap()
}

/// `header.claims`, as it would be signed.
fn message(header: &Value, claims: &Value) -> String {
    format!("{}.{}", URL_SAFE_NO_PAD.encode(header.to_string()), URL_SAFE_NO_PAD.encode(claims.to_string()))
}

fn with(object: &Value, member: &str, value: Value) -> Value {
    let mut object = object.clone();
    object[member] = value;
    object
}

fn signed_by_another(header: &Value, claims: &Value) -> String {
    let message = message(header, claims);
    let signature = SigningKey::from_bytes(&[7; 32]).sign(message.as_bytes());
    format!("{message}.{}", URL_SAFE_NO_PAD.encode(signature.to_bytes()))
}

fn signed_symmetrically(header: &Value, claims: &Value, key: &[u8]) -> String {
    let message = message(header, claims);
    let mut mac = Hmac::<Sha256>::new_from_slice(key).unwrap();
    mac.update(message.as_bytes());
    format!("{message}.{}", URL_SAFE_NO_PAD.encode(mac.finalize().into_bytes()))
}

/// Everything that an attacker makes of a good token, the public key and a key of their own.
fn forgeries(server: &Server, token: &str) -> Vec<String> {
    let parts: Vec<&str> = token.split('.').collect();
    let (header, claims) = (decoded(parts[0]), decoded(parts[1]));
    let keys = server.stranger().get("/.well-known/jwks.json").expect(200);
    assert_eq!(keys["keys"][0]["kid"], header["kid"]);
    let public = keys["keys"][0]["x"].as_str().unwrap();
    let public_bytes = URL_SAFE_NO_PAD.decode(public).unwrap();

    let unsigned = |alg: &str| message(&with(&header, "alg", json!(alg)), &claims);
    let mut forged: Vec<String> = ["none", "None", "nOnE", ""]
        .iter()
        .flat_map(|alg| [format!("{}.", unsigned(alg)), format!("{}.{}", unsigned(alg), parts[2])])
        .collect();
    let symmetric = with(&header, "alg", json!("HS256"));
    for key in [public.as_bytes(), &public_bytes, b"", keys.to_string().as_bytes()] {
        forged.push(signed_symmetrically(&symmetric, &claims, key));
    }
    forged.push(signed_by_another(&header, &claims));
    let own = URL_SAFE_NO_PAD.encode(SigningKey::from_bytes(&[7; 32]).verifying_key().as_bytes());
    for (member, value) in [
        ("jwk", json!({ "kty": "OKP", "crv": "Ed25519", "x": own })),
        ("jku", json!("http://127.0.0.1/keys")),
        ("x5u", json!("http://127.0.0.1/keys")),
        ("x5c", json!([own])),
        ("kid", json!("../../../../dev/null")),
        ("kid", json!("' or 1=1 --")),
        ("crit", json!(["exp"])),
        ("b64", json!(false)),
        ("typ", json!("JWT")),
    ] {
        forged.push(signed_by_another(&with(&header, member, value), &claims));
    }
    for (member, value) in [("exp", json!(4_102_444_800_i64)), ("iss", json!("other")), ("sub", json!("x"))] {
        let changed = message(&header, &with(&claims, member, value));
        forged.push(format!("{changed}.{}", parts[2]));
    }
    forged.push(format!("{}.{}.", parts[0], parts[1]));
    forged.push(format!("{}.{}.{}", parts[0], parts[1], "A".repeat(parts[2].len())));
    forged.push(format!("{token}.{}", parts[2]));
    forged.extend(["a.b.c", "..", "{}", "-"].map(str::to_owned));
    forged.push("x".repeat(4000));
    forged
}

on_both_engines!(no_forged_token_opens_anything, |site| {
    let server = site.serve();
    let officer = server.login("bureau_officer");
    for forged in forgeries(&server, officer.token().unwrap()) {
        server.bearer(&forged).get("me").problem(401, "unauthenticated");
    }
    let refresh_token = tokens(&server, OFFICER, PASSWORD)["refresh_token"].as_str().unwrap().to_owned();
    server.bearer(&refresh_token).get("me").problem(401, "unauthenticated");
    officer.get("me").expect(200);
});

on_both_engines!(a_token_of_another_house_is_refused, |site| {
    let elsewhere = Site::new(Engine::Sqlite).unwrap();
    let foreign = elsewhere.serve().login("bureau_officer");
    let server = site.serve();
    server.login("bureau_officer");
    server.bearer(foreign.token().unwrap()).get("me").problem(401, "unauthenticated");
});

on_both_engines!(a_token_goes_in_one_authorization_header_and_nowhere_else, |site| {
    let server = site.serve();
    let officer = server.login("bureau_officer");
    let token = officer.token().unwrap();
    for path in ["me", "supervisees", "rules"] {
        server.stranger().get(&format!("{path}?access_token={token}")).problem(400, "unknown_parameter");
        officer.get(&format!("{path}?access_token={token}")).problem(400, "unknown_parameter");
    }
    let header = |value: &str| server.stranger().request(Method::GET, "me").header("authorization", value).send();
    header(&format!("bearer {token}")).expect(200);
    for wrong in [
        token.to_owned(),
        format!("Basic {token}"),
        format!("Bearer{token}"),
        "Bearer".to_owned(),
        "Bearer ".to_owned(),
        format!("Bearer {token} {token}"),
        format!("Bearer {token},"),
    ] {
        header(&wrong).problem(401, "unauthenticated");
    }
    let twice = officer.request(Method::GET, "me").header("authorization", &format!("Bearer {token}")).send();
    twice.problem(400, "malformed_request");
    let cookie = server.stranger().request(Method::GET, "me").header("cookie", &format!("access_token={token}")).send();
    cookie.problem(401, "unauthenticated");
    assert!(!server.log().contains(token), "the log holds a token");
});

on_both_engines!(a_token_is_good_for_its_quarter_of_an_hour, |site| {
    let server = site.serve();
    server.login("bureau_officer");
    let officer = tokens(&server, OFFICER, PASSWORD);
    server.stop();
    let site = site.at("2026-11-23T08:50:00+08:00");
    let server = site.serve();
    session(&server, &officer).get("me").problem(401, "unauthenticated");
    server.stop();
    let site = site.at("2026-11-23T09:14:30+08:00");
    let server = site.serve();
    session(&server, &officer).get("me").expect(200);
    server.stop();
    let site = site.at("2026-11-23T09:16:10+08:00");
    let server = site.serve();
    session(&server, &officer).get("me").problem(401, "unauthenticated");
});
