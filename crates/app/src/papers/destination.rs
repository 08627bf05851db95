//! Where a paper goes: what its sender says of it, checked before its file is read.

use domain::code::{ArchiveItem, Permission};
use domain::ids::{OrganizationId, PersonId, SuperviseeId};
use domain::paper::{self, TITLE_CHARS, TitleFault};
use domain::text::Text;
use domain::time::{Date, is_plausible};
use store::keyring::Keyring;
use store::persons::PersonRow;
use store::seal::DataKey;
use store::{AnyConnection, StoreError, persons, supervisees};

use super::{check_reader, may_store};
use crate::context::Context;
use crate::error::{Error, Invalid};

/// A paper as its sender describes it.
#[derive(Debug, Clone, Default)]
pub struct Description {
    /// The case it belongs to, or else:
    pub supervisee_id: Option<SuperviseeId>,
    /// The person it is about, before or beside any case.
    pub person_id: Option<PersonId>,
    /// What it is called.
    pub title: String,
    /// Where in the archive it belongs.
    pub kind: Option<ArchiveItem>,
    /// The day on which it was made.
    pub made_on: Option<Date>,
}

/// Where a paper goes: all that is known of it before its bytes come.
#[derive(Debug, Clone)]
pub struct Destination {
    pub(super) person_id: PersonId,
    pub(super) supervisee_id: Option<SuperviseeId>,
    pub(super) bureau_id: OrganizationId,
    pub(super) organization_id: OrganizationId,
    pub(super) key: DataKey,
    pub(super) title: String,
    pub(super) kind: Option<ArchiveItem>,
    pub(super) made_on: Option<Date>,
}

/// Where a paper of this description goes.
///
/// # Errors
/// `NotPermitted` without `papers_write`, or without the permission to read what concerns minors or illness where it does;
/// `Invalid` with every fault of the description, one of them that its case or person is not within reach.
pub fn destination(
    conn: &mut AnyConnection,
    keyring: &Keyring,
    context: &Context,
    description: &Description,
) -> Result<Destination, Error> {
    may_store(context)?;
    let Description { title, kind, made_on, .. } = description;
    let mut wrong = Vec::new();
    if made_on.is_some_and(|day| day > context.today() || !is_plausible(day)) {
        let message = Text::new("须为不晚于今日的日期", "A day up to today");
        wrong.push(Invalid::new("/metadata/made_on", "implausible_date", message));
    }
    match (paper::title(title), whose(conn, context, description)?) {
        (Ok(title), Ok(owner)) if wrong.is_empty() => {
            let Owner { person, supervisee_id, bureau_id, organization_id } = owner;
            check_reader(conn, keyring, context, person.id, supervisee_id, *kind)?;
            let (person_id, key) = (person.id, person.key(keyring)?);
            let (kind, made_on) = (*kind, *made_on);
            Ok(Destination { person_id, supervisee_id, bureau_id, organization_id, key, title, kind, made_on })
        }
        (title, owner) => {
            wrong.extend(title.err().map(of_title));
            wrong.extend(owner.err());
            Err(Error::Invalid(wrong))
        }
    }
}

fn of_title(fault: TitleFault) -> Invalid {
    let (code, message) = match fault {
        TitleFault::Length => {
            ("length", Text::new(format!("须有 1 到 {TITLE_CHARS} 个字符"), format!("1 to {TITLE_CHARS} characters")))
        }
        TitleFault::Invisible => ("control_character", Text::new("不得含有不可见的字符", "Holds what nobody sees")),
    };
    Invalid::new("/metadata/title", code, message)
}

/// Whose a paper is to be.
struct Owner {
    person: PersonRow,
    supervisee_id: Option<SuperviseeId>,
    bureau_id: OrganizationId,
    organization_id: OrganizationId,
}

/// Whose a paper of this description is to be; or what is wrong with what the description says of that.
fn whose(
    conn: &mut AnyConnection,
    context: &Context,
    description: &Description,
) -> Result<Result<Owner, Invalid>, Error> {
    let fault =
        |member: &str, code: &str, message: Text| Ok(Err(Invalid::new(format!("/metadata/{member}"), code, message)));
    match (description.supervisee_id, description.person_id) {
        (Some(id), None) => {
            let Some(case) = supervisees::find(conn, &context.scope(), id)? else {
                return fault("supervisee_id", "unknown_supervisee", Text::new("矫正对象不存在", "No such supervisee"));
            };
            let person = persons::find(conn, case.person_id)?
                .ok_or_else(|| StoreError::corrupt("supervisees", id, "its person is missing"))?;
            let (bureau_id, organization_id) = (case.bureau_id, case.organization_id);
            Ok(Ok(Owner { person, supervisee_id: Some(id), bureau_id, organization_id }))
        }
        (None, Some(id)) => {
            let known = match crate::persons::get(conn, context, id) {
                Err(Error::NotFound(_)) => {
                    return fault("person_id", "unknown_person", Text::new("人员不存在", "No such person"));
                }
                known => known?,
            };
            let person = persons::surviving(conn, known.row)?;
            let organization_id = context.actor.organization_id;
            let bureau_id = context.world.tree.bureau_of(organization_id);
            let bureau_id = bureau_id.ok_or(Error::NotPermitted(Permission::PapersWrite))?;
            Ok(Ok(Owner { person, supervisee_id: None, bureau_id, organization_id }))
        }
        (None, None) => {
            fault("supervisee_id", "required", Text::new("须填矫正对象或者人员", "A supervisee or a person"))
        }
        (Some(_), Some(_)) => {
            let message = Text::new("矫正对象和人员只能填一个", "Either a supervisee or a person");
            fault("person_id", "contradictory", message)
        }
    }
}
