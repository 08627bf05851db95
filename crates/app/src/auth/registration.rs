//! Applying for an account, where the setting lets strangers do so.

use domain::code::Post;
use domain::ids::OrganizationId;
use domain::text::Text;
use secrecy::SecretString;

use super::{Doorkeeper, Visit, checked_hash};
use crate::accounts::{Enrolment, enrol};
use crate::context::CurrentWorld;
use crate::error::{Conflict, Error, Invalid};

/// An application.
#[derive(Debug)]
pub struct Application {
    /// The organisation where the applicant works, whose administrator decides.
    pub organization_id: OrganizationId,
    /// The name.
    pub name: String,
    /// The kind of post.
    pub post: Post,
    /// What the applicant is there, in words.
    pub position: Option<String>,
    /// What will be typed at login.
    pub login_name: String,
    /// The password.
    pub password: SecretString,
}

/// Enters an application: an account that is of no use until it is approved and given a role.
///
/// A login name that is taken gets the same answer in the same time: this is no way to find out who has an account.
///
/// # Errors
/// `RegistrationClosed` where the setting is off; `Invalid` with the faults of what was sent.
pub async fn apply(
    door: &Doorkeeper,
    world: &CurrentWorld,
    application: Application,
    visit: Visit,
) -> Result<(), Error> {
    if !door.policy().registration_open {
        return Err(Error::RegistrationClosed);
    }
    let world = world.get();
    if world.tree.get(application.organization_id).is_none() {
        let text = Text::new("机构不存在", "No such organisation");
        return Err(Error::Invalid(vec![Invalid::new("/organization_id", "unknown_organization", text)]));
    }
    let names = vec![application.login_name.clone(), application.name.clone()];
    let password_hash = checked_hash(door, "/password".to_owned(), application.password, names, Vec::new()).await?;
    let new = Enrolment {
        organization_id: application.organization_id,
        name: application.name,
        post: application.post,
        position: application.position,
        login_name: application.login_name,
        password_hash,
        password_expires: true,
        must_change_password: false,
        role: None,
    };
    match door.inner.db.write(visit.origin("applicant".to_owned()), move |tx| enrol(tx, &world.tree, new)).await {
        Ok(_) | Err(Error::Conflict(Conflict::LoginNameTaken)) => Ok(()),
        Err(error) => Err(error),
    }
}
