//! New accounts: for a member of staff who is known, or together with the entry of one who is not.

use domain::actor::roles_at;
use domain::code::{AccountState, Permission, Post, Role};
use domain::ids::{AccountId, OrganizationId, StaffId};
use domain::organization::Tree;
use domain::text::Text;
use domain::time::local_day;
use store::sql_types::Coded;
use store::staff::StaffRow;
use store::{AnyConnection, Tx};

use super::roles::granted;
use super::{Account, NewRole, record, role_fits};
use crate::context::Context;
use crate::error::{Error, Invalid};

/// An account for a member of staff who is known; its password is a temporary one.
#[derive(Debug, Clone)]
pub struct NewAccount {
    /// The member of staff.
    pub staff_id: StaffId,
    /// What is typed at login.
    pub login_name: String,
    /// The hash of the temporary password.
    pub password_hash: String,
}

/// A person with an account, entered together: by the command line, the bootstrap credential, a registration.
#[derive(Debug, Clone)]
pub struct Enrolment {
    /// Where they work.
    pub organization_id: OrganizationId,
    /// The name.
    pub name: String,
    /// The kind of post.
    pub post: Post,
    /// What they are there, in words.
    pub position: Option<String>,
    /// What is typed at login.
    pub login_name: String,
    /// The hash of the password.
    pub password_hash: String,
    /// Whether the password grows old.
    pub password_expires: bool,
    /// Whether the password must be changed before anything else.
    pub must_change_password: bool,
    /// The role, from today on; none makes a pending account that waits for approval.
    pub role: Option<Role>,
}

/// Makes an account without a role for a member of staff within the actor's reach.
///
/// # Errors
/// `NotPermitted` without `accounts_write`; `Invalid` at `/staff_id` or `/login_name`; `Conflict` when the name is taken.
pub fn create(tx: &mut Tx<'_>, context: &Context, new: NewAccount) -> Result<Account, Error> {
    let staff = holder(tx.conn(), context, new.staff_id)?;
    check_login_name(&new.login_name)?;
    let account = blank(tx, &staff, new.login_name, AccountState::Active);
    insert(
        tx,
        &context.world.tree,
        Account { must_change_password: true, ..account },
        &new.password_hash,
        "account.created",
    )
}

/// The name of the member of staff for whom an account is to be made.
///
/// # Errors
/// `NotPermitted` without `accounts_write`; `Invalid` at `/staff_id` when there is no such person within the actor's reach.
pub fn name_of_holder(conn: &mut AnyConnection, context: &Context, staff_id: StaffId) -> Result<String, Error> {
    Ok(holder(conn, context, staff_id)?.name)
}

fn holder(conn: &mut AnyConnection, context: &Context, staff_id: StaffId) -> Result<StaffRow, Error> {
    context.require(Permission::AccountsWrite)?;
    let found = store::staff::find(conn, staff_id)?.filter(|staff| context.reaches(staff.organization_id));
    found.ok_or_else(|| {
        let text = Text::new("没有该工作人员", "No such member of staff");
        Error::Invalid(vec![Invalid::new("/staff_id", "unknown_staff", text)])
    })
}

/// Enters a person and their account.
///
/// # Errors
/// `Invalid` when the login name is malformed or the role does not sit at the organisation's level; `Conflict` when the name
/// is taken.
pub fn enrol(tx: &mut Tx<'_>, tree: &Tree, new: Enrolment) -> Result<Account, Error> {
    check_login_name(&new.login_name)?;
    if let Some(role) = new.role {
        role_fits(tree, new.organization_id, role, "/role")?;
    }
    let now = tx.now();
    let staff = StaffRow {
        id: StaffId::from_uuid(store::fresh_id()),
        organization_id: new.organization_id,
        name: new.name,
        post: Coded(new.post),
        position: new.position,
        starts_on: local_day(now),
        ends_on: None,
        version: 1,
        created_at: now,
        updated_at: now,
    };
    crate::staff::insert(tx, tree, &staff)?;
    let state = if new.role.is_some() { AccountState::Active } else { AccountState::Pending };
    let role_grants: Vec<_> = new.role.map(|role| granted(now, NewRole::open(role))).into_iter().collect();
    let account = Account {
        roles: roles_at(&role_grants, now),
        role_grants,
        password_expires: new.password_expires,
        must_change_password: new.must_change_password,
        ..blank(tx, &staff, new.login_name, state)
    };
    insert(tx, tree, account, &new.password_hash, "account.created")
}

fn blank(tx: &Tx<'_>, staff: &StaffRow, login_name: String, state: AccountState) -> Account {
    let now = tx.now();
    Account {
        id: AccountId::from_uuid(store::fresh_id()),
        staff_id: staff.id,
        name: staff.name.clone(),
        post: staff.post.0,
        organization_id: staff.organization_id,
        login_name,
        state,
        roles: Vec::new(),
        role_grants: Vec::new(),
        password_changed_at: now,
        password_expires: true,
        must_change_password: false,
        version: 1,
        created_at: now,
        updated_at: now,
    }
}

fn insert(tx: &mut Tx<'_>, tree: &Tree, account: Account, hash: &str, action: &'static str) -> Result<Account, Error> {
    store::accounts::insert(tx.conn(), &account.row(), hash)?;
    for grant in &account.role_grants {
        store::role_grants::insert(tx.conn(), account.id, grant)?;
    }
    record(tx, tree, &account, action)?;
    Ok(account)
}

/// 2 to 64 letters, digits, and `.`, `_`, `-`, `@` in between.
fn check_login_name(login_name: &str) -> Result<(), Error> {
    let sound = |letter: char| letter.is_alphanumeric() || "._-@".contains(letter);
    let begins = login_name.chars().next().is_some_and(char::is_alphanumeric);
    if begins && (2..=64).contains(&login_name.chars().count()) && login_name.chars().all(sound) {
        return Ok(());
    }
    let text = Text::new(
        "登录名为 2 至 64 个字母、数字或 . _ - @，以字母或数字开头",
        "2 to 64 letters, digits and . _ - @, beginning with a letter or digit",
    );
    Err(Error::Invalid(vec![Invalid::new("/login_name", "malformed_login_name", text)]))
}
