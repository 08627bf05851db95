//! What a case must have open is opened by the service itself, with whatever write made it so.

use std::borrow::Cow;

use domain::case_file::CaseFile;
use domain::ids::ProceedingId;
use domain::proceedings::{Proceeding, required};
use store::clocks::Owner;
use store::journal::{Entry, Subject};
use store::proceedings::Place;
use store::seal::DataKey;
use store::{Tx, proceedings};

use super::known::{RESOURCE, image};
use super::writing::number;
use crate::context::World;
use crate::error::Error;

/// Opens what the case must have open and has not, and gives the case with it. Who must act next in it is for the caller to compute.
pub(crate) fn open_required<'a>(
    tx: &mut Tx<'_>,
    world: &World,
    owner: Owner,
    key: &DataKey,
    case: &'a CaseFile,
) -> Result<Cow<'a, CaseFile>, Error> {
    let mut case = Cow::Borrowed(case);
    for content in required(&case, tx.now()) {
        let proceeding = Proceeding {
            id: ProceedingId::from_uuid(store::fresh_id()),
            number: number(tx, world, owner.bureau_id, content.kind())?,
            organization_id: owner.organization_id,
            opened_by: None,
            opened_at: tx.now(),
            content,
            steps: Vec::new(),
        };
        let id = case.supervisee_id;
        let place = Place { person_id: owner.person_id, supervisee_id: Some(id), bureau_id: owner.bureau_id };
        proceedings::insert(tx, place, key, &proceeding, None)?;
        tx.record(Entry {
            chain: owner.bureau_id,
            action: format!("{}.opened", proceeding.kind()).into(),
            actor: Some("system"),
            subject: Some(Subject { person_id: owner.person_id, supervisee_id: Some(id), key: key.clone() }),
            resource: RESOURCE,
            resource_id: proceeding.id.uuid(),
            version: 1,
            after: image(&proceeding, proceeding.status(), None),
        });
        case.to_mut().proceedings.push(proceeding);
    }
    Ok(case)
}
