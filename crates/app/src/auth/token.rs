//! Access tokens: JWTs of the type `at+jwt` (RFC 9068), signed with Ed25519.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::TimeDelta;
use domain::ids::{AccountId, SessionId};
use domain::time::Instant;
use ed25519_dalek::SigningKey;
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation, decode, decode_header, encode};
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use zeroize::Zeroizing;

use crate::error::{Error, Unauthenticated};

const ISSUER: &str = "corrections";
const AUDIENCE: &str = "corrections-api";
/// How far the clocks of two machines may be apart, in seconds.
const SKEW: i64 = 60;
/// What stands before the seed in a PKCS #8 document of an Ed25519 key (RFC 8410).
const PKCS8_PREFIX: [u8; 16] =
    [0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20];

/// The claims of an access token.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Claims {
    iss: String,
    aud: String,
    /// The account.
    pub(super) sub: AccountId,
    /// The session.
    pub(super) sid: SessionId,
    iat: i64,
    nbf: i64,
    exp: i64,
    jti: Uuid,
}

impl Claims {
    /// Whether the token is of this time, give or take the skew.
    pub(super) fn is_timely(&self, now: Instant) -> bool {
        let now = now.timestamp();
        self.nbf.saturating_sub(SKEW) <= now && now < self.exp.saturating_add(SKEW)
    }
}

/// The public half of the signing key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicKey {
    /// Its id, as in the header of the tokens.
    pub kid: String,
    /// The key, base64url.
    pub x: String,
}

/// Signs and verifies access tokens.
pub(super) struct Tokens {
    /// The one header that our tokens have.
    header: Header,
    signing: EncodingKey,
    verifying: DecodingKey,
    validation: Validation,
    public_key: PublicKey,
}

impl Tokens {
    /// From the key's id and its seed.
    pub(super) fn new(kid: &str, seed: &[u8; 32]) -> Self {
        let public = SigningKey::from_bytes(seed).verifying_key();
        let pkcs8 = Zeroizing::new([PKCS8_PREFIX.as_slice(), seed].concat());
        let mut validation = Validation::new(Algorithm::EdDSA);
        validation.set_issuer(&[ISSUER]);
        validation.set_audience(&[AUDIENCE]);
        validation.set_required_spec_claims(&["iss", "aud", "sub", "exp", "nbf"]);
        // Time is checked by the service's own clock, which may have been moved.
        validation.validate_exp = false;
        validation.validate_nbf = false;
        Self {
            header: Header {
                typ: Some("at+jwt".to_owned()),
                kid: Some(kid.to_owned()),
                ..Header::new(Algorithm::EdDSA)
            },
            signing: EncodingKey::from_ed_der(&pkcs8),
            verifying: DecodingKey::from_ed_der(public.as_bytes()),
            validation,
            public_key: PublicKey { kid: kid.to_owned(), x: URL_SAFE_NO_PAD.encode(public.as_bytes()) },
        }
    }

    /// A token for a session, good from now for `life`.
    pub(super) fn issue(
        &self,
        account_id: AccountId,
        session_id: SessionId,
        now: Instant,
        life: TimeDelta,
    ) -> Result<String, Error> {
        let now = now.timestamp();
        let claims = Claims {
            iss: ISSUER.to_owned(),
            aud: AUDIENCE.to_owned(),
            sub: account_id,
            sid: session_id,
            iat: now,
            nbf: now,
            exp: now + life.num_seconds(),
            jti: store::fresh_id(),
        };
        encode(&self.header, &claims, &self.signing)
            .map_err(|error| store::StoreError::corrupt("service_keys", &self.public_key.kid, error).into())
    }

    /// The claims of a token of ours that is of this time.
    ///
    /// The header must be, member for member, the one that we write: no other algorithm, type or key id, no key or certificate
    /// of the sender's (`jwk`, `jku`, `x5u` …), nothing critical (`crit`, `b64`).
    pub(super) fn verify(&self, token: &str, now: Instant) -> Result<Claims, Error> {
        let refused = Error::Unauthenticated(Unauthenticated::Token);
        let Ok(header) = decode_header(token) else { return Err(refused) };
        if header != self.header {
            return Err(refused);
        }
        match decode::<Claims>(token, &self.verifying, &self.validation) {
            Ok(token) if token.claims.is_timely(now) => Ok(token.claims),
            Ok(_) | Err(_) => Err(refused),
        }
    }

    pub(super) fn public_key(&self) -> PublicKey {
        self.public_key.clone()
    }
}

#[cfg(test)]
mod tests {
    use chrono::{TimeZone, Utc};
    use serde_json::{Value, json};

    use super::*;

    const SEED: [u8; 32] = [7; 32];

    fn tokens() -> Tokens {
        Tokens::new("key-1", &SEED)
    }

    fn now() -> Instant {
        Utc.with_ymd_and_hms(2026, 11, 23, 1, 0, 0).unwrap()
    }

    fn claims() -> Value {
        let at = now().timestamp();
        json!({
            "iss": "corrections", "aud": "corrections-api", "sub": Uuid::from_u128(1), "sid": Uuid::from_u128(2),
            "iat": at, "nbf": at, "exp": at + 900, "jti": Uuid::from_u128(3),
        })
    }

    /// Signs anything at all with the service's own key.
    fn signed(header: &Value, claims: &Value) -> String {
        use ed25519_dalek::Signer;
        let message =
            format!("{}.{}", URL_SAFE_NO_PAD.encode(header.to_string()), URL_SAFE_NO_PAD.encode(claims.to_string()));
        let signature = SigningKey::from_bytes(&SEED).sign(message.as_bytes());
        format!("{message}.{}", URL_SAFE_NO_PAD.encode(signature.to_bytes()))
    }

    fn header() -> Value {
        json!({ "typ": "at+jwt", "alg": "EdDSA", "kid": "key-1" })
    }

    fn with(mut object: Value, member: &str, value: impl Into<Value>) -> Value {
        object[member] = value.into();
        object
    }

    fn is_good(token: &str) -> bool {
        tokens().verify(token, now()).is_ok()
    }

    #[test]
    fn what_is_issued_is_verified_until_it_expires() {
        let (account, session) = (AccountId::from_uuid(Uuid::from_u128(1)), SessionId::from_uuid(Uuid::from_u128(2)));
        let token = tokens().issue(account, session, now(), TimeDelta::minutes(15)).unwrap();
        let claims = tokens().verify(&token, now()).unwrap();
        assert_eq!((claims.sub, claims.sid), (account, session));
        assert!(tokens().verify(&token, now() + TimeDelta::seconds(15 * 60 + 59)).is_ok());
        assert!(tokens().verify(&token, now() + TimeDelta::seconds(16 * 60)).is_err());
        assert!(tokens().verify(&token, now() - TimeDelta::seconds(61)).is_err());
    }

    #[test]
    fn a_header_other_than_ours_is_refused_even_under_our_signature() {
        assert!(is_good(&signed(&header(), &claims())));
        for (member, value) in [
            ("alg", json!("none")),
            ("alg", json!("HS256")),
            ("typ", json!("JWT")),
            ("typ", json!("rt+jwt")),
            ("kid", json!("key-2")),
            ("kid", json!("../../key-1")),
            ("kid", json!("key-1' or '1'='1")),
            ("crit", json!(["exp"])),
            ("b64", json!(false)),
            ("jku", json!("https://example.org/keys")),
            ("x5u", json!("https://example.org/cert")),
            ("jwk", json!({ "kty": "OKP", "crv": "Ed25519", "x": tokens().public_key().x })),
            ("cty", json!("JWT")),
        ] {
            assert!(!is_good(&signed(&with(header(), member, value.clone()), &claims())), "{member}: {value}");
        }
    }

    #[test]
    fn the_public_key_is_no_secret_for_an_hmac() {
        let public = SigningKey::from_bytes(&SEED).verifying_key();
        for kid in [Some("key-1".to_owned()), None] {
            let header = Header { typ: Some("at+jwt".to_owned()), kid, ..Header::new(Algorithm::HS256) };
            let forged = encode(&header, &claims(), &EncodingKey::from_secret(public.as_bytes())).unwrap();
            assert!(!is_good(&forged));
        }
    }

    #[test]
    fn a_foreign_key_or_an_altered_token_is_refused() {
        let foreign = Tokens::new("key-1", &[8; 32]);
        let (account, session) = (AccountId::from_uuid(Uuid::from_u128(1)), SessionId::from_uuid(Uuid::from_u128(2)));
        assert!(!is_good(&foreign.issue(account, session, now(), TimeDelta::minutes(15)).unwrap()));
        let good = signed(&header(), &claims());
        let (message, signature) = good.rsplit_once('.').unwrap();
        let blank = URL_SAFE_NO_PAD.encode([0; 64]);
        for forged in [
            format!("{message}."),
            format!("{message}.{blank}"),
            message.to_owned(),
            format!("{good}.{signature}"),
            String::new(),
        ] {
            assert!(!is_good(&forged), "{forged}");
        }
    }

    #[test]
    fn other_issuers_audiences_and_times_are_refused() {
        let at = now().timestamp();
        for (member, value) in [
            ("iss", json!("elsewhere")),
            ("aud", json!("elsewhere")),
            ("exp", json!(at - 61)),
            ("nbf", json!(at + 61)),
            ("exp", json!("soon")),
            ("sub", json!("root")),
            ("role", json!("bureau_head")),
        ] {
            assert!(!is_good(&signed(&header(), &with(claims(), member, value.clone()))), "{member}: {value}");
        }
        for member in ["iss", "aud", "sub", "sid", "exp", "nbf", "iat", "jti"] {
            let mut claims = claims();
            claims.as_object_mut().unwrap().remove(member);
            assert!(!is_good(&signed(&header(), &claims)), "without {member}");
        }
        assert!(is_good(&signed(&header(), &with(claims(), "nbf", at + 59))));
    }

    #[test]
    fn a_refresh_token_is_no_access_token() {
        assert!(!is_good(&format!("{}.{}", Uuid::from_u128(2), URL_SAFE_NO_PAD.encode([1; 32]))));
    }
}
