//! The correction group (矫正小组; CCL 25, 52; IM 19; R-11).
//!
//! A woman's group has a woman in it; a minor's has someone who knows minors. A group without is refused, not remarked on.

use serde::{Deserialize, Serialize};

use super::Entered;
use crate::{
    case_file::CaseFile,
    code::{Code, Sex, TeamRole},
    proceedings::Fault,
    refusal::{Fact, Refusal},
    text::Text,
    time::Date,
};

/// The most members of a group.
pub const MAX_MEMBERS: usize = 20;

/// One member.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct TeamMember {
    /// The name.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 50))]
    pub name: String,
    /// The sex.
    pub sex: Sex,
    /// What the member is to the person.
    pub role: TeamRole,
    /// Whether the member is familiar with minors (CCL 52).
    #[serde(default)]
    pub familiar_with_minors: bool,
    /// The phone number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(max_length = 30))]
    pub phone: Option<String>,
}

/// The group, whole. A later one takes the place of the one before, which stays in sight.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "schema", schema(as = CorrectionTeamContent))]
pub struct CorrectionTeam {
    /// Its members.
    #[cfg_attr(feature = "schema", schema(min_items = 1, max_items = 20))]
    pub members: Vec<TeamMember>,
}

impl Entered for CorrectionTeam {
    fn faults(&self) -> Vec<Fault> {
        if self.members.is_empty() || self.members.len() > MAX_MEMBERS {
            let message = Text::new(format!("须有1至{MAX_MEMBERS}名成员"), format!("1 to {MAX_MEMBERS} members"));
            return vec![Fault::new("/members", "length", message)];
        }
        let members = self.members.iter().enumerate();
        members
            .flat_map(|(place, member)| {
                let phone = member.phone.as_deref();
                [
                    Fault::of_length(&format!("/members/{place}/name"), &member.name, 50),
                    phone.and_then(|phone| Fault::of_length(&format!("/members/{place}/phone"), phone, 30)),
                ]
            })
            .flatten()
            .collect()
    }

    fn admissible(&self, case: &CaseFile, on: Date) -> Result<(), Box<Refusal>> {
        if case.person.sex == Some(Sex::Female) && !self.members.iter().any(|member| member.sex == Sex::Female) {
            return Err(Box::new(Refusal::under(
                "CCL-25",
                vec![Fact::new("sex", Sex::Female.code()), Fact::new("female_members", "0")],
                Text::new(
                    "社区矫正对象为女性的，矫正小组中应有女性成员",
                    "a woman's group needs a woman in it: add one",
                ),
            )));
        }
        if case.is_minor(on) && !self.members.iter().any(|member| member.familiar_with_minors) {
            return Err(Box::new(Refusal::under(
                "MN-1",
                vec![Fact::new("members_familiar_with_minors", "0")],
                Text::new(
                    "矫正小组应当吸收熟悉未成年人身心特点的人员参加",
                    "a minor's group needs someone who knows minors: add one",
                ),
            )));
        }
        Ok(())
    }
}
