//! Papers as proceedings and records refer to them.

use domain::ids::{PaperId, PersonId, SuperviseeId};
use domain::text::Text;
use serde_json::Value;
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

/// The papers that something refers to, each with where it stands: whatever is listed as `papers`, however deep.
#[derive(Debug, Default)]
pub(crate) struct References(Vec<(String, PaperId)>);

impl References {
    /// Those of what is written; `base` is where that stands in the request.
    pub(crate) fn of(written: &Value, base: &str) -> Self {
        let mut found = Self::default();
        found.collect(written, base);
        found
    }

    fn collect(&mut self, value: &Value, at: &str) {
        match value {
            Value::Object(members) => {
                for (name, value) in members {
                    let at = format!("{at}/{name}");
                    match value {
                        Value::Array(ids) if name == "papers" => {
                            let ids = ids.iter().map(|id| id.as_str().and_then(|id| id.parse().ok()));
                            let placed = ids.enumerate().filter_map(|(nth, id)| Some((format!("{at}/{nth}"), id?)));
                            self.0.extend(placed);
                        }
                        Value::Null
                        | Value::Bool(_)
                        | Value::Number(_)
                        | Value::String(_)
                        | Value::Array(_)
                        | Value::Object(_) => self.collect(value, &at),
                    }
                }
            }
            Value::Array(items) => {
                items.iter().enumerate().for_each(|(nth, item)| self.collect(item, &format!("{at}/{nth}")));
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }

    fn name(&self, id: PaperId) -> bool {
        self.0.iter().any(|(_, named)| *named == id)
    }
}

impl Bearer {
    /// Says no to papers that are not there, not within the caller's reach or another's. Those `known` were looked at when they were
    /// first referred to.
    ///
    /// # Errors
    /// `Invalid` with each of them.
    pub(crate) fn require_own(
        self,
        conn: &mut AnyConnection,
        context: &Context,
        referred: &References,
        known: &References,
    ) -> Result<(), Error> {
        let new: Vec<_> = referred.0.iter().filter(|(_, id)| !known.name(*id)).collect();
        if new.is_empty() {
            return Ok(());
        }
        let ids: Vec<PaperId> = new.iter().map(|(_, id)| *id).collect();
        let found = papers::within_reach(conn, &context.scope(), &ids)?;
        let mut wrong = Vec::new();
        for (at, id) in new {
            let own = match found.iter().find(|paper| paper.id == *id) {
                Some(paper) => self.owns(conn, paper)?,
                None => false,
            };
            if !own {
                let message = Text::new("本案（本人）没有这份材料", "No such paper of this case or person");
                wrong.push(Invalid::new(at.clone(), "unknown_paper", message));
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
