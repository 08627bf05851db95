//! Permissions and levels: who may, and on which rung of the agencies.

use super::{Denied, Doer};
use crate::{
    code::{Code, Level, Permission},
    proceedings::{Declaration, Matter},
    refusal::{self, Refusal},
    text::Text,
};

pub(super) fn require(doer: &Doer<'_>, permission: Permission) -> Result<(), Denied> {
    if doer.actor.may(permission) { Ok(()) } else { Err(Denied::NotPermitted(permission)) }
}

pub(super) fn at_one_of(doer: &Doer<'_>, levels: &[Level], declaration: &'static Declaration) -> Result<(), Denied> {
    if levels.contains(&doer.level) { Ok(()) } else { Err(wrong_level(doer, levels, declaration)) }
}

pub(super) fn wrong_level(doer: &Doer<'_>, levels: &[Level], declaration: &'static Declaration) -> Denied {
    let codes: Vec<_> = levels.iter().map(|level| level.code()).collect();
    let (zh, en): (Vec<_>, Vec<_>) = levels.iter().map(|level| level.label()).unzip();
    Denied::Refused(Box::new(Refusal::under(
        declaration.rule,
        vec![refusal::Fact::new("level", doer.level.code()), refusal::Fact::new("level_in_charge", codes.join(","))],
        Text::new(format!("由{}办理", zh.join("、")), format!("have it done by: {}", en.join(", "))),
    )))
}

/// The levels that may do what those who carry the matter do.
pub(super) fn carriers(matter: &Matter<'_>) -> [Level; 2] {
    [matter.place.level, Level::County]
}

/// The levels from one up to another, both included; none where the first is above the second.
pub(super) fn climb(from: Level, to: Level) -> impl Iterator<Item = Level> {
    [Level::Office, Level::County, Level::City, Level::Province]
        .into_iter()
        .filter(move |level| rank(from) <= rank(*level) && rank(*level) <= rank(to))
}

pub(super) fn rank(level: Level) -> u8 {
    match level {
        Level::Office => 0,
        Level::County => 1,
        Level::City => 2,
        Level::Province => 3,
    }
}
