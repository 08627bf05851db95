//! The very first start: a credential that makes the first administrators and nothing else.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::TimeDelta;
use domain::code::{Post, Role};
use domain::organization::Tree;
use domain::text::Text;
use domain::time::{Instant, local_day};
use secrecy::{ExposeSecret, SecretString};
use store::seal::sha256;
use store::{AnyConnection, Db, Length, Origin, StoreError};

use super::{Doorkeeper, Visit, checked_hash};
use crate::accounts::{Account, Enrolment, enrol};
use crate::context::CurrentWorld;
use crate::error::{Error, Invalid, Unauthenticated};

/// How long the credential lives.
const LIFE: TimeDelta = TimeDelta::hours(24);

/// The most accounts that the credential makes.
const ACCOUNTS_MAX: usize = 10;

/// One of the first accounts.
#[derive(Debug)]
pub struct FirstAccount {
    /// What is typed at login.
    pub login_name: String,
    /// The person's name.
    pub name: String,
    /// One of the three administrators.
    pub role: Role,
    /// The password.
    pub password: SecretString,
    /// Where the person works, by code.
    pub organization_code: String,
    /// The kind of post.
    pub post: Post,
}

/// Makes the credential at the very first start. A later start makes another only when there is still no account and the one
/// before has died unused, so that nobody is locked out of an empty service.
///
/// # Errors
/// When the database cannot be read or written.
pub async fn issue(db: &Db, now: Instant) -> Result<Option<SecretString>, StoreError> {
    if db
        .read(Length::Short, move |conn| {
            Ok::<_, StoreError>(store::accounts::any(conn)? || store::bootstrap::any_good(conn, now)?)
        })
        .await?
    {
        return Ok(None);
    }
    let secret: [u8; 32] = rand::random();
    let credential = SecretString::from(URL_SAFE_NO_PAD.encode(secret));
    let hash = hash_of(&credential);
    db.write(Origin::system(now), move |tx| store::bootstrap::issue(tx.conn(), hash, now, now + LIFE)).await?;
    Ok(Some(credential))
}

/// Makes the first accounts and spends the credential.
///
/// # Errors
/// `Unauthenticated(Bootstrap)` when the credential is spent, expired or unknown, or a system and a security administrator
/// exist already; `Invalid` when not both of them are among the accounts, or another role is, and for passwords and names.
pub async fn redeem(
    door: &Doorkeeper,
    world: &CurrentWorld,
    credential: SecretString,
    accounts: Vec<FirstAccount>,
    visit: Visit,
) -> Result<Vec<Account>, Error> {
    let db = &door.inner.db;
    let (hash, now) = (hash_of(&credential), visit.now);
    // Before anything is hashed: a stranger must not make the service work.
    let good = db.read(Length::Short, move |conn| is_good(conn, hash, now)).await?;
    if !good {
        return Err(Error::Unauthenticated(Unauthenticated::Bootstrap));
    }
    let world = world.get();
    check(&world.tree, &accounts)?;
    let mut enrolments = Vec::with_capacity(accounts.len());
    for (index, account) in accounts.into_iter().enumerate() {
        let pointer = format!("/accounts/{index}/password");
        let names = vec![account.login_name.clone(), account.name.clone()];
        let password_hash = checked_hash(door, pointer, account.password, names, Vec::new()).await?;
        let organization = world.tree.by_code(&account.organization_code).ok_or(Error::NotFound("organization"))?;
        enrolments.push(Enrolment {
            organization_id: organization.id,
            name: account.name,
            post: account.post,
            position: None,
            login_name: account.login_name,
            password_hash,
            password_expires: true,
            must_change_password: false,
            role: Some(account.role),
        });
    }
    db.write(visit.origin("bootstrap".to_owned()), move |tx| {
        if administrators_exist(tx.conn(), now)? || !store::bootstrap::spend(tx.conn(), hash, now)? {
            return Err(Error::Unauthenticated(Unauthenticated::Bootstrap));
        }
        enrolments
            .into_iter()
            .enumerate()
            .map(|(index, new)| enrol(tx, &world.tree, new).map_err(|error| below(error, index)))
            .collect()
    })
    .await
}

fn is_good(conn: &mut AnyConnection, hash: [u8; 32], now: Instant) -> Result<bool, StoreError> {
    Ok(store::bootstrap::is_good(conn, hash, now)? && !administrators_exist(conn, now)?)
}

/// With a system and a security administrator the house can help itself, and the credential is void.
fn administrators_exist(conn: &mut AnyConnection, now: Instant) -> Result<bool, StoreError> {
    let today = local_day(now);
    Ok(store::role_grants::is_held(conn, Role::SystemAdministrator, today)?
        && store::role_grants::is_held(conn, Role::SecurityAdministrator, today)?)
}

fn check(tree: &Tree, accounts: &[FirstAccount]) -> Result<(), Error> {
    let mut faults = Vec::new();
    if accounts.len() > ACCOUNTS_MAX {
        let text = Text::new(format!("至多 {ACCOUNTS_MAX} 个账户"), format!("At most {ACCOUNTS_MAX} accounts"));
        faults.push(Invalid::new("/accounts", "length", text));
    }
    for (index, account) in accounts.iter().enumerate().take(ACCOUNTS_MAX) {
        if !domain::actor::is_administrator(account.role) {
            let text = Text::new("初始凭证只能创建三员账户", "The bootstrap credential makes administrators only");
            faults.push(Invalid::new(format!("/accounts/{index}/role"), "role_not_allowed", text));
        }
        if tree.by_code(&account.organization_code).is_none() {
            let text = Text::new("机构不存在", "No such organisation");
            faults.push(Invalid::new(format!("/accounts/{index}/organization_code"), "unknown_organization", text));
        }
    }
    for role in [Role::SystemAdministrator, Role::SecurityAdministrator] {
        if !accounts.iter().any(|account| account.role == role) {
            let text = Text::new(
                "须同时创建系统管理员和安全保密管理员",
                "Both a system and a security administrator are needed",
            );
            faults.push(Invalid::new("/accounts", "administrators_missing", text));
            break;
        }
    }
    if faults.is_empty() { Ok(()) } else { Err(Error::Invalid(faults)) }
}

/// The faults of one account, at their place in the list.
fn below(error: Error, index: usize) -> Error {
    let at = |fault: Invalid| Invalid { pointer: format!("/accounts/{index}{}", fault.pointer), ..fault };
    if let Error::Invalid(faults) = error { Error::Invalid(faults.into_iter().map(at).collect()) } else { error }
}

fn hash_of(credential: &SecretString) -> [u8; 32] {
    sha256(credential.expose_secret().as_bytes())
}
