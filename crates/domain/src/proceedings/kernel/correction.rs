//! Acts about another step: the annulment of one recorded in error, and its countersignature by a second officer.

use super::{
    Denied, Doer,
    levels::{at_one_of, carriers, require},
};
use crate::{
    code::Permission,
    proceedings::{Act, ActCode, Declaration, Fault, Matter, Proceeding, Step},
    text::Text,
};

/// Whether the actor may annul the last step, or countersign that.
pub(super) fn about_a_step(
    doer: &Doer<'_>,
    matter: &Matter<'_>,
    code: ActCode,
    declaration: &'static Declaration,
) -> Result<(), Denied> {
    let proceeding = matter.proceeding;
    let status = proceeding.status();
    if code == ActCode::Countersignatures {
        require(doer, Permission::ProceedingsDecide)?;
        let pending = pending_annulments(proceeding);
        let Some(annulment) = pending.last() else { return Err(Denied::InvalidState(status)) };
        if annulment.by.staff_id == doer.actor.staff_id {
            return Err(Denied::SeparationOfDuties);
        }
        return Ok(());
    }
    require(doer, Permission::ProceedingsWrite)?;
    if proceeding.standing().next().is_none() || !pending_annulments(proceeding).is_empty() {
        return Err(Denied::InvalidState(status));
    }
    at_one_of(doer, &carriers(matter), declaration)
}

/// The annulments that nobody has countersigned yet. One lapses when another step is done after the step in error, for what rests on
/// a step does not stand without it.
fn pending_annulments(proceeding: &Proceeding) -> Vec<&Step> {
    let last = proceeding.standing().next_back().map(|step| step.id);
    let waits = |act: &Act| if let Act::Annulments(body) = act { Some(body.step_id) == last } else { false };
    proceeding.steps.iter().filter(|step| waits(&step.act)).collect()
}

/// What an annulment, or its countersignature, says of a step.
pub(super) fn step_faults(act: &Act, doer: &Doer<'_>, matter: &Matter<'_>) -> Vec<Fault> {
    let proceeding = matter.proceeding;
    if let Act::Annulments(body) = act
        && proceeding.standing().next_back().is_none_or(|last| last.id != body.step_id)
    {
        let message =
            Text::new("只能作废最后一个有效环节，请先作废其后的环节", "only the last step that stands can be annulled");
        return vec![Fault::new("/step_id", "unknown_step", message)];
    }
    let waits = |step_id| {
        let mut pending = pending_annulments(proceeding).into_iter();
        pending.any(|pending| pending.id == step_id && pending.by.staff_id != doer.actor.staff_id)
    };
    if let Act::Countersignatures(body) = act
        && !waits(body.step_id)
    {
        let message = Text::new("不是待会签的作废申请", "not an annulment that waits for a countersignature");
        return vec![Fault::new("/step_id", "unknown_step", message)];
    }
    Vec::new()
}
