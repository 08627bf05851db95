//! What a password must be, and changing it.

use domain::text::Text;
use secrecy::{ExposeSecret, SecretString};
use store::login_attempts::Outcome;
use store::sessions::Ended;
use store::{AnyConnection, Length};
use zxcvbn::{Score, zxcvbn};

use super::lockout::{locked, locked_until, login_name_hash, note};
use super::{Doorkeeper, PasswordPolicy, Visit};
use crate::accounts::{Account, save};
use crate::context::Context;
use crate::error::{Error, Invalid};

/// The most characters that a password may have.
pub const MAX_LENGTH: usize = 128;

/// Words of this place and trade, which whoever guesses tries first.
const LOCAL_WORDS: [&str; 7] = ["changde", "wuling", "sifaju", "sifasuo", "jiaozheng", "corrections", "juzheng"];

/// The faults of a password, for the member at `pointer`. `names` are its holder's login name and name.
fn faults(policy: PasswordPolicy, pointer: &str, password: &str, names: &[&str]) -> Vec<Invalid> {
    let mut faults = Vec::new();
    let mut fault = |code: &str, zh: String, en: String| faults.push(Invalid::new(pointer, code, Text::new(zh, en)));
    let length = password.chars().count();
    let PasswordPolicy { min_length, classes, .. } = policy;
    if length < min_length {
        fault(
            "password_too_short",
            format!("密码至少 {min_length} 个字符"),
            format!("At least {min_length} characters"),
        );
    }
    if length > MAX_LENGTH {
        fault("password_too_long", format!("密码至多 {MAX_LENGTH} 个字符"), format!("At most {MAX_LENGTH} characters"));
        return faults;
    }
    if kinds(password) < classes {
        fault(
            "password_too_simple",
            format!("须含小写字母、大写字母、数字和其他字符中的至少 {classes} 类"),
            format!("At least {classes} of small letters, capitals, digits and other characters"),
        );
    }
    if is_common(password, names) {
        fault(
            "password_too_common",
            "密码过于常见，或含有登录名、姓名或本地常用词".to_owned(),
            "Too easily guessed, or it contains the login name, the name or a local word".to_owned(),
        );
    }
    faults
}

fn kinds(password: &str) -> usize {
    let is_other = |letter: char| !letter.is_lowercase() && !letter.is_uppercase() && !letter.is_numeric();
    [
        password.contains(char::is_lowercase),
        password.contains(char::is_uppercase),
        password.contains(char::is_numeric),
        password.contains(is_other),
    ]
    .into_iter()
    .filter(|found| *found)
    .count()
}

fn is_common(password: &str, names: &[&str]) -> bool {
    let low = password.to_lowercase();
    let telling = names.iter().filter(|name| name.chars().count() >= 2).map(|name| name.to_lowercase());
    if telling.chain(LOCAL_WORDS.map(str::to_owned)).any(|word| low.contains(&word)) {
        return true;
    }
    zxcvbn(password, names).score() < Score::Three
}

/// Checks a new password and hashes it, off the worker. `pointer` is where it stands in the request, `earlier` are the hashes
/// that it must not repeat.
///
/// # Errors
/// `Invalid` with every fault of it; `Busy` when too many wait to be hashed.
pub async fn checked_hash(
    door: &Doorkeeper,
    pointer: String,
    password: SecretString,
    names: Vec<String>,
    earlier: Vec<String>,
) -> Result<String, Error> {
    let policy = door.inner.policy.password;
    door.inner
        .hasher
        .run(move |hasher| {
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            let found = faults(policy, &pointer, password.expose_secret(), &names);
            if !found.is_empty() {
                return Err(Error::Invalid(found));
            }
            for hash in &earlier {
                if hasher.verify(&password, Some(hash))? {
                    let text = Text::new("不得使用最近用过的密码", "A password used before");
                    return Err(Error::Invalid(vec![Invalid::new(pointer, "password_used_before", text)]));
                }
            }
            hasher.hash(&password)
        })
        .await
}

/// The hashes that an account's next password must not repeat: the present one and those before it.
pub(crate) fn hashes_to_avoid(
    conn: &mut AnyConnection,
    policy: PasswordPolicy,
    account: &Account,
) -> Result<Vec<String>, Error> {
    let mut hashes = vec![store::accounts::password_hash(conn, account.id)?];
    hashes.extend(store::accounts::earlier_password_hashes(conn, account.id, (policy.history - 1).max(0))?);
    Ok(hashes)
}

/// Changes the caller's own password and ends every session of the account, the present one too.
///
/// A wrong current password counts like a failed login: a stolen token is no way to try passwords.
///
/// # Errors
/// `Invalid` at `/current_password` or `/new_password`; `Locked` after too many wrong ones.
pub async fn change_password(
    door: &Doorkeeper,
    context: &Context,
    visit: Visit,
    current: SecretString,
    new: SecretString,
) -> Result<(), Error> {
    let inner = &door.inner;
    let (id, policy, lockout) = (context.actor.account_id, inner.policy.password, inner.policy.lockout);
    let now = visit.now;
    let (account, hashes) = inner
        .db
        .read(Length::Short, move |conn| {
            let account = Account::find(conn, id, now)?;
            let hashes = hashes_to_avoid(conn, policy, &account)?;
            Ok::<_, Error>((account, hashes))
        })
        .await?;
    let name_hash = login_name_hash(inner.db.keyring(), &account.login_name);
    let hash = name_hash.clone();
    if let Some(until) = inner.db.read(Length::Short, move |conn| locked_until(conn, lockout, &hash, now)).await? {
        return Err(locked(until, now));
    }
    let present = hashes.first().cloned();
    if !inner.hasher.run(move |hasher| hasher.verify(&current, present.as_deref())).await? {
        let from = visit.clone();
        inner.db.write(context.origin(), move |tx| note(tx, &from, &name_hash, Some(id), Outcome::Rejected)).await?;
        let text = Text::new("当前密码错误", "Not the current password");
        return Err(Error::Invalid(vec![Invalid::new("/current_password", "password_wrong", text)]));
    }
    let names = vec![account.login_name.clone(), account.name.clone()];
    let hash = checked_hash(door, "/new_password".to_owned(), new, names, hashes).await?;
    let tree = std::sync::Arc::clone(&context.world);
    inner
        .db
        .write(context.origin(), move |tx| {
            let mut account = Account::find(tx.conn(), id, now)?;
            account.set_password(tx, &hash, false)?;
            store::sessions::end_all(tx.conn(), id, Ended::PasswordChanged, now)?;
            save(tx, &tree.tree, &mut account, "account.password_changed")
        })
        .await?;
    door.forget(id);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(password: &str) -> Vec<String> {
        let found = faults(PasswordPolicy::default(), "/password", password, &["li.wei", "李伟"]);
        assert!(found.iter().all(|fault| fault.pointer == "/password"));
        found.into_iter().map(|fault| fault.code).collect()
    }

    #[test]
    fn a_long_mixed_and_unusual_password_is_good() {
        for good in ["Kettle-44-orbit-mango", "晴天Xq7湖边散步去看鸭子", &format!("{}Aa1!", "qzvkjx ".repeat(10))]
        {
            assert_eq!(codes(good), Vec::<String>::new(), "{good}");
        }
    }

    #[test]
    fn each_fault_has_its_own_code() {
        assert_eq!(codes("Xq7!kz"), ["password_too_short", "password_too_common"]);
        assert_eq!(codes("kettleorbitmangoquartz"), ["password_too_simple"]);
        assert_eq!(codes(&"Xq7!".repeat(33)), ["password_too_long"]);
        for common in ["Password123!", "Passw0rd2026!", "Qwerty123456!", "Aa111111111111"] {
            assert!(codes(common).contains(&"password_too_common".to_owned()), "{common}");
        }
    }

    #[test]
    fn names_and_local_words_do_not_belong_in_a_password() {
        for telling in
            ["Li.Wei-77-kettle-orbit", "Wuling-kettle-44-orbit", "kettle-44-JiaoZheng-x", "kettle李伟-44-Orbit"]
        {
            assert_eq!(codes(telling), ["password_too_common"], "{telling}");
        }
    }
}
