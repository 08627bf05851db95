//! Who acts: roles, what each may do, where each may sit, and who may sign.

mod grant;
mod table;

pub use grant::{RoleGrant, is_excluded, is_head, roles_at};
use serde::{Deserialize, Serialize};
pub use table::permissions;

use crate::{
    code::{Code, Level, Permission, Post, Role},
    ids::{AccountId, OrganizationId, StaffId},
    refusal::{Fact, Refusal},
    text::Text,
};

/// One who acts: an account, the member of staff behind it, the place and the roles.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Actor {
    /// The account.
    pub account_id: AccountId,
    /// The member of staff it is tied to.
    pub staff_id: StaffId,
    /// The organisation whose subtree is the actor's scope.
    pub organization_id: OrganizationId,
    /// The roles held at this moment.
    pub roles: Vec<Role>,
    /// The kind of post held.
    pub post: Post,
}

impl Actor {
    /// Whether any of the actor's roles has this permission.
    #[must_use]
    pub fn may(&self, permission: Permission) -> bool {
        self.roles.iter().any(|role| permissions(*role).any(|granted| granted == permission))
    }

    /// Every permission of the actor, each once, in the order of the list.
    #[must_use]
    pub fn permissions(&self) -> Vec<Permission> {
        Permission::ALL.iter().copied().filter(|permission| self.may(*permission)).collect()
    }

    /// Whether names are shown to this actor masked: those who see the area from above and are not of the bureau (`张*`).
    #[must_use]
    pub fn sees_names_masked(&self) -> bool {
        self.may(Permission::Oversee)
    }
}

/// The levels of organisation at which a role may sit.
#[must_use]
pub fn levels(role: Role) -> &'static [Level] {
    match role {
        Role::OfficeOfficer | Role::OfficeHead => &[Level::Office],
        Role::BureauOfficer
        | Role::BureauLegalReviewer
        | Role::BureauHead
        | Role::JusticeBureauHead
        | Role::Archivist => &[Level::County],
        Role::CityReviewer => &[Level::City],
        Role::ProvinceReviewer | Role::ProvinceReader => &[Level::Province],
        Role::Procurator | Role::SystemAdministrator | Role::SecurityAdministrator | Role::AuditAdministrator => {
            &[Level::Province, Level::City, Level::County]
        }
    }
}

/// Whether one person may not hold both roles at one time.
///
/// The three administrators exclude one another (三员分立), and each excludes every role that reads or decides cases.
#[must_use]
pub fn exclusive(a: Role, b: Role) -> bool {
    a != b && (is_administrator(a) || is_administrator(b))
}

/// Whether the role is one of the three administrators.
#[must_use]
pub fn is_administrator(role: Role) -> bool {
    matches!(role, Role::SystemAdministrator | Role::SecurityAdministrator | Role::AuditAdministrator)
}

/// Whether the holder of such a post may sign an act of enforcement.
///
/// Such acts are done by the agency's own state employees (CCL 10); others assist (CCL 11). Whether seconded police may sign is a
/// setting of the bureau.
///
/// # Errors
///
/// A refusal under CCL 10 for contracted staff, and for seconded staff where the setting is off.
pub fn can_sign(post: Post, seconded_may_sign: bool) -> Result<(), Box<Refusal>> {
    match post {
        Post::Established => Ok(()),
        Post::Seconded if seconded_may_sign => Ok(()),
        Post::Seconded | Post::Contracted => Err(Box::new(Refusal::under(
            "CCL-10",
            vec![Fact::new("post", post.code()), Fact::new("seconded_may_sign", seconded_may_sign.to_string())],
            Text::new(
                "由社区矫正机构或者受委托司法所的在编工作人员签署",
                "have it signed by established staff of the agency or of a delegated office",
            ),
        ))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_three_administrators_exclude_one_another_and_all_case_roles() {
        assert!(exclusive(Role::SystemAdministrator, Role::AuditAdministrator));
        assert!(exclusive(Role::SecurityAdministrator, Role::BureauHead));
        assert!(!exclusive(Role::BureauHead, Role::BureauLegalReviewer));
        assert!(!exclusive(Role::SystemAdministrator, Role::SystemAdministrator));
        for a in Role::ALL {
            for b in Role::ALL {
                assert_eq!(exclusive(*a, *b), exclusive(*b, *a));
            }
        }
    }

    #[test]
    fn no_administrator_reads_case_data() {
        use Permission::{
            ClocksRead, HistoryRead, ImportsRun, MedicalRead, MinorsRead, Oversee, PapersRead, PapersWrite,
            PersonsMerge, RecordsRead, RecordsWrite, SuperviseesDisclose, SuperviseesRead, SuperviseesWrite,
        };
        for role in Role::ALL.iter().filter(|role| is_administrator(**role)) {
            for permission in [
                SuperviseesRead,
                SuperviseesWrite,
                SuperviseesDisclose,
                MinorsRead,
                MedicalRead,
                PapersRead,
                PapersWrite,
                PersonsMerge,
                ImportsRun,
                ClocksRead,
                HistoryRead,
                RecordsRead,
                RecordsWrite,
                Oversee,
            ] {
                assert!(!permissions(*role).any(|granted| granted == permission), "{role} {permission}");
            }
        }
    }

    #[test]
    fn what_one_administrator_does_no_other_does() {
        for permission in [
            Permission::AccountsWrite,
            Permission::RolesGrant,
            Permission::AccountsControl,
            Permission::RegistrationsApprove,
            Permission::JournalRead,
        ] {
            assert_eq!(
                Role::ALL.iter().filter(|role| permissions(**role).any(|granted| granted == permission)).count(),
                1,
                "{permission}"
            );
        }
    }

    #[test]
    fn only_established_staff_sign_unless_seconded_staff_are_let() {
        assert_eq!(can_sign(Post::Established, false), Ok(()));
        assert_eq!(can_sign(Post::Seconded, true), Ok(()));
        for (post, setting) in [(Post::Seconded, false), (Post::Contracted, false), (Post::Contracted, true)] {
            let refusal = can_sign(post, setting).unwrap_err();
            assert_eq!(refusal.rule, "CCL-10");
            assert_eq!(refusal.basis.en, "CCL 10, 11");
            assert!(!refusal.facts.is_empty() && !refusal.remedy.zh.is_empty());
        }
    }
}
