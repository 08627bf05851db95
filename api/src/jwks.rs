//! `/.well-known/jwks.json`: the public key of the access tokens.

use actix_web::web::Data;
use actix_web::{HttpResponse, Responder, get};
use serde::Serialize;
use utoipa::ToSchema;

use crate::state::AppState;

/// A set of keys (RFC 7517).
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Jwks {
    /// The keys.
    #[schema(max_items = 10)]
    pub keys: Vec<Jwk>,
}

/// An Ed25519 public key (RFC 8037).
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Jwk {
    /// `OKP`
    pub kty: &'static str,
    /// `Ed25519`
    pub crv: &'static str,
    /// `sig`
    pub r#use: &'static str,
    /// `EdDSA`
    pub alg: &'static str,
    /// The key's id, as in the header of the tokens.
    pub kid: String,
    /// The key, base64url.
    pub x: String,
}

/// The keys that access tokens are verified with.
#[utoipa::path(tag = "auth", responses((status = 200, description = "The keys.", body = Jwks)))]
#[get("/.well-known/jwks.json")]
pub(crate) async fn get_jwks(state: Data<AppState>) -> impl Responder {
    let key = state.doorkeeper.public_key();
    let jwk = Jwk { kty: "OKP", crv: "Ed25519", r#use: "sig", alg: "EdDSA", kid: key.kid, x: key.x };
    HttpResponse::Ok().json(Jwks { keys: vec![jwk] })
}
