//! The correction team (矫正小组): who must be in it (CCL 25, 52; IM 19; rule R-11, rulebook §2.3).

use serde::{Deserialize, Serialize};

use crate::{
    code::{Code, Sex},
    judgement::fact,
    refusal::Refusal,
    text::Text,
};

/// A member of a correction team, as far as its composition goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct TeamMember {
    /// The sex.
    pub sex: Sex,
    /// Whether the member is familiar with the body and mind of minors (CCL 52).
    #[serde(default)]
    pub familiar_with_minors: bool,
}

/// May this team be formed?
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct TeamQuestion {
    /// The sex of the supervisee.
    pub sex: Sex,
    /// Whether the supervisee is supervised as a minor ([`crate::minor`]).
    #[serde(default)]
    pub minor: bool,
    /// The members.
    pub members: Vec<TeamMember>,
}

/// **CCL 25, 52 (R-11, MN-1)**: the team of a woman has a woman among its members; the team of a minor has someone familiar with
/// minors. National law sets no size.
///
/// ```
/// use domain::code::Sex;
/// use domain::correction_team::{TeamMember, TeamQuestion, correction_team};
///
/// let man = TeamMember { sex: Sex::Male, familiar_with_minors: false };
/// let woman = TeamMember { sex: Sex::Female, ..man };
/// let asked = |members| correction_team(&TeamQuestion { sex: Sex::Female, minor: false, members });
/// assert_eq!(asked(vec![man, man]).unwrap_err().rule, "CCL-25");
/// assert!(asked(vec![man, woman]).is_ok());
/// ```
///
/// # Errors
///
/// A refusal under CCL 25 where a woman's team has no woman, under MN-1 where nobody in a minor's team is familiar with minors.
pub fn correction_team(question: &TeamQuestion) -> Result<(), Box<Refusal>> {
    let women = question.members.iter().filter(|member| member.sex == Sex::Female).count();
    if question.sex == Sex::Female && women == 0 {
        return Err(Box::new(Refusal::under(
            "CCL-25",
            vec![fact("sex", question.sex.code()), fact("women_among_members", women)],
            Text::new("矫正小组应当有女性成员", "add at least one woman to the team"),
        )));
    }
    let familiar = question.members.iter().filter(|member| member.familiar_with_minors).count();
    if question.minor && familiar == 0 {
        return Err(Box::new(Refusal::under(
            "MN-1",
            vec![fact("minor", question.minor), fact("members_familiar_with_minors", familiar)],
            Text::new("矫正小组应当吸收熟悉未成年人身心特点的人员", "add someone who is familiar with minors"),
        )));
    }
    Ok(())
}
