//! Papers as proceedings and records refer to them.

use domain::ids::{PaperId, PersonId, SuperviseeId};
use domain::text::Text;
use store::papers::PaperRow;
use store::{AnyConnection, papers, persons};

use super::find_person;
use crate::context::Context;
use crate::error::{Error, Invalid};

/// Whom a proceeding or a record is about, whose papers it may refer to: those of the case, and those of the person that belong to
/// no case.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Bearer {
    /// The person.
    pub(crate) person_id: PersonId,
    /// The case, where there is one.
    pub(crate) supervisee_id: Option<SuperviseeId>,
}

impl Bearer {
    /// Says no to papers that are not there, not within the caller's reach or another's; `pointer` is where their list stands. Those
    /// `known` were looked at when they were first referred to.
    ///
    /// # Errors
    /// `Invalid` with each of them.
    pub(crate) fn require_own(
        self,
        conn: &mut AnyConnection,
        context: &Context,
        pointer: &str,
        referred: &[PaperId],
        known: &[PaperId],
    ) -> Result<(), Error> {
        if referred.iter().all(|id| known.contains(id)) {
            return Ok(());
        }
        let found = papers::within_reach(conn, &context.scope(), referred)?;
        let mut wrong = Vec::new();
        for (at, id) in referred.iter().enumerate().filter(|(_, id)| !known.contains(id)) {
            let own = match found.iter().find(|paper| paper.id == *id) {
                Some(paper) => self.owns(conn, paper)?,
                None => false,
            };
            if !own {
                let message = Text::new("本案（本人）没有这份材料", "No such paper of this case or person");
                wrong.push(Invalid::new(format!("{pointer}/{at}"), "unknown_paper", message));
            }
        }
        if wrong.is_empty() { Ok(()) } else { Err(Error::Invalid(wrong)) }
    }

    /// Whether a paper is of the case, or of the person alone; a merge leaves papers with the one whom they came in for.
    fn owns(self, conn: &mut AnyConnection, paper: &PaperRow) -> Result<bool, Error> {
        if paper.supervisee_id.is_some() {
            return Ok(paper.supervisee_id == self.supervisee_id);
        }
        if paper.person_id == self.person_id {
            return Ok(true);
        }
        let person = find_person(conn, paper.person_id)?;
        Ok(persons::surviving(conn, person)?.id == self.person_id)
    }
}
