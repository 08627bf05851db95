//! The kernel: what is the same for every kind.
//!
//! An act is looked at in this order: may the actor do such a thing at all; does the state know the act; does the law give it to
//! this level; did the same person propose what they now decide (four eyes); may this person have a hand in it at all; is what is
//! said well made; does the law let it be done on these facts. The first no is the answer, and it says why.

mod correction;
mod levels;

use correction::{about_a_step, step_faults};
use levels::{at_one_of, carriers, climb, rank, require, wrong_level};
use serde::Serialize;

use super::{
    Act, ActCode, Authority, By, Declaration, Fault, Matter, Move, Proceeding, Signer, Step, To, notices, reviews,
};
use crate::{
    actor::{Actor, can_sign},
    code::{Code, DecisionOutcome, DutyBearer, Level, Permission, ProceedingKind, ProceedingStatus},
    ids::{ProceedingId, StepId},
    refusal::{self, Refusal},
    text::Text,
    time::Date,
};

/// The longest opinion, in characters.
const OPINION_LENGTH: usize = 2_000;

/// Why an act is not done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Denied {
    /// The actor lacks the permission.
    NotPermitted(Permission),
    /// The state does not know the act.
    InvalidState(ProceedingStatus),
    /// Whoever proposed or endorsed a matter does not decide it.
    SeparationOfDuties,
    /// One of it is open already, and a case has no two of it at a time.
    AlreadyOpen {
        /// Which.
        id: ProceedingId,
        /// Its number.
        number: String,
    },
    /// What is said is not well made.
    Faults(Vec<Fault>),
    /// The law does not allow it on these facts.
    Refused(Box<Refusal>),
}

impl From<Box<Refusal>> for Denied {
    fn from(refusal: Box<Refusal>) -> Self {
        Self::Refused(refusal)
    }
}

/// An act as one may or may not do it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AvailableAction {
    /// The act.
    pub action: ActCode,
    /// Whether the caller may do it now.
    pub allowed: bool,
    /// Why not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refusal: Option<Refusal>,
}

/// Who does an act: the actor, and the level of the actor's organisation.
#[derive(Debug, Clone, Copy)]
pub struct Doer<'a> {
    /// The actor.
    pub actor: &'a Actor,
    /// The level.
    pub level: Level,
    /// Whether seconded staff may sign (a setting of the bureau).
    pub seconded_may_sign: bool,
}

impl Doer<'_> {
    /// As a step keeps it.
    #[must_use]
    pub fn signer(&self) -> Signer {
        Signer {
            account_id: self.actor.account_id,
            staff_id: self.actor.staff_id,
            organization_id: self.actor.organization_id,
            level: self.level,
        }
    }
}

/// The permissions of which one at least is needed to do such an act in a kind, in whatever state and at whatever level.
#[must_use]
pub fn permissions(kind: ProceedingKind, code: ActCode) -> Vec<Permission> {
    if code.is_about_a_step() {
        let countersigns = code == ActCode::Countersignatures;
        return vec![if countersigns { Permission::ProceedingsDecide } else { Permission::ProceedingsWrite }];
    }
    let mut all = Vec::new();
    for declared in kind.declaration().moves().filter(|declared| declared.act == code) {
        match declared.by {
            By::Carrier | By::Bureau => all.push(Permission::ProceedingsWrite),
            By::Office | By::Reviewer => all.push(Permission::ProceedingsEndorse),
            // The level that decides; or those who enter its decision from the paper.
            By::Approver => all.extend(kind.deciders().iter().copied().chain([Permission::ProceedingsWrite])),
        }
    }
    all.sort_unstable();
    all.dedup();
    all
}

/// Whether a matter may be opened: by those who carry the case, with content that is well made, on facts that admit it.
///
/// # Errors
/// Why not.
pub fn open(doer: &Doer<'_>, matter: &Matter<'_>) -> Result<(), Denied> {
    let kind = matter.proceeding.content.kind_of();
    let declaration = kind.declaration();
    require(doer, Permission::ProceedingsWrite)?;
    at_one_of(doer, &carriers(matter), declaration)?;
    kind.impartial(doer.actor.staff_id)?;
    let mut faults = kind.faults();
    faults.extend(Fault::of_papers(matter.proceeding.content.papers()));
    if !faults.is_empty() {
        return Err(Denied::Faults(faults));
    }
    let rival = matter.others().find(|other| !other.is_over() && kind.excludes(&other.content));
    if let Some(Proceeding { id, number, .. }) = rival {
        return Err(Denied::AlreadyOpen { id: *id, number: number.clone() });
    }
    Ok(kind.admissible(matter)?)
}

/// Whether the content of a matter may be changed: before anything moved it, by one who may have a hand in it as it stands. What is
/// written instead is looked at as when it is opened.
///
/// # Errors
/// Why not.
pub fn edit(doer: &Doer<'_>, matter: &Matter<'_>) -> Result<(), Denied> {
    let kind = matter.proceeding.content.kind_of();
    let status = matter.proceeding.status();
    if status != kind.declaration().initial {
        return Err(Denied::InvalidState(status));
    }
    Ok(kind.impartial(doer.actor.staff_id)?)
}

/// Takes one act, and says what step it makes.
///
/// # Errors
/// Why not.
pub fn take(doer: &Doer<'_>, matter: &Matter<'_>, act: Act, id: StepId) -> Result<Step, Denied> {
    let code = act.code();
    let on_paper = matches!(&act, Act::Decisions(body) if body.on_paper.is_some());
    let declared = allowed(doer, matter, code, on_paper)?;
    let acted_on = matter.day_of(&act);
    let mut faults = said_faults(&act, acted_on, matter);
    faults.extend(act.faults());
    faults.extend(reviews::faults(&act, doer.level, matter));
    let kind = matter.proceeding.content.kind_of();
    faults.extend(kind.act_faults(&act, matter));
    faults.extend(step_faults(&act, doer, matter));
    if !faults.is_empty() {
        return Err(Denied::Faults(faults));
    }
    if code == ActCode::Submissions || act.approves() {
        kind.admissible(matter)?;
    }
    kind.check(&act, matter)?;
    reviews::separated(&act, doer, matter)?;
    let mut step = Step {
        id,
        by: doer.signer(),
        acted_on,
        recorded_at: matter.at,
        status: landing(declared, &act, matter.proceeding.status()),
        act,
    };
    let after = after(matter, &step);
    match declared.map(|declared| declared.to) {
        Some(To::WhenAllAreTold(status)) if all_are_told(matter, &after) => step.status = status,
        Some(To::Climb { passed, .. }) if step.act.approves() && rises(matter, &after) => step.status = passed,
        None if matter.proceeding.is_over() && !after.is_over() => {
            kind.may_revive(&Matter { proceeding: &after, ..*matter })?;
        }
        Some(
            To::Status(_) | To::Outcome { .. } | To::Climb { .. } | To::Same | To::WhenTold(..) | To::WhenAllAreTold(_),
        )
        | None => {}
    }
    Ok(step)
}

/// Every act of the kind, as this caller may or may not do it now.
#[must_use]
pub fn available_actions(doer: &Doer<'_>, matter: &Matter<'_>) -> Vec<AvailableAction> {
    let declaration = matter.proceeding.content.kind_of().declaration();
    declaration
        .acts()
        .into_iter()
        .map(|action| match allowed(doer, matter, action, false) {
            Ok(_) => AvailableAction { action, allowed: true, refusal: None },
            Err(denied) => {
                AvailableAction { action, allowed: false, refusal: Some(explained(denied, action, doer, declaration)) }
            }
        })
        .collect()
}

/// Who must act next: the level and the permission; none when the matter is over or rests.
#[must_use]
pub fn awaits(matter: &Matter<'_>) -> Option<Authority> {
    let proceeding = matter.proceeding;
    if proceeding.is_over() || proceeding.content.kind_of().rests(matter) {
        return None;
    }
    let status = proceeding.status();
    let declaration = proceeding.content.kind_of().declaration();
    let carried_by_office = matter.place.level == Level::Office;
    let aside = |declared: &Move| {
        matches!(declared.act, ActCode::Withdrawals | ActCode::Extensions)
            || declared.by == By::Office && !carried_by_office
    };
    let mut moves = declaration.moves().filter(|declared| declared.from.contains(&status) && !aside(declared));
    let next = moves.next()?;
    let carrier = Authority { level: matter.place.level, permission: Permission::ProceedingsWrite };
    let decides = |declared: &Move| declared.act == ActCode::Decisions && declared.from.contains(&status);
    if declaration.moves().any(decides) && status != ProceedingStatus::Draft {
        let authority = proceeding.content.kind_of().authority(matter);
        let level = next_level(matter, authority.level);
        if level == Level::County && reviews::next(matter).is_some() {
            return Some(Authority { level, permission: Permission::ProceedingsEndorse });
        }
        return Some(if level == authority.level {
            authority
        } else {
            Authority { level, permission: Permission::ProceedingsEndorse }
        });
    }
    Some(match next.by {
        By::Carrier => carrier,
        By::Bureau => Authority { level: Level::County, ..carrier },
        By::Office => Authority { level: Level::Office, permission: Permission::ProceedingsEndorse },
        By::Reviewer => Authority { level: Level::County, permission: Permission::ProceedingsEndorse },
        By::Approver => proceeding.content.kind_of().authority(matter),
    })
}

/// Whether the actor may do the act now, whatever is said in it; the declared move, none for acts about a step.
fn allowed(
    doer: &Doer<'_>,
    matter: &Matter<'_>,
    code: ActCode,
    on_paper: bool,
) -> Result<Option<&'static Move>, Denied> {
    let proceeding = matter.proceeding;
    let kind = proceeding.content.kind_of();
    let declaration = kind.declaration();
    if code.is_about_a_step() {
        about_a_step(doer, matter, code, declaration)?;
        kind.impartial(doer.actor.staff_id)?;
        return Ok(None);
    }
    let status = proceeding.status();
    let declared = declaration.moves().find(|declared| declared.act == code && declared.from.contains(&status));
    let by = declared.or_else(|| declaration.moves().find(|declared| declared.act == code)).map(|known| known.by);
    let authority = kind.authority(matter);
    match by {
        Some(By::Carrier | By::Bureau) => require(doer, Permission::ProceedingsWrite)?,
        Some(By::Office | By::Reviewer) => require(doer, Permission::ProceedingsEndorse)?,
        Some(By::Approver) if on_paper => require(doer, Permission::ProceedingsWrite)?,
        Some(By::Approver) => require(doer, authority.permission)?,
        None => {}
    }
    let declared = declared.ok_or(Denied::InvalidState(status))?;
    match declared.by {
        By::Carrier => at_one_of(doer, &carriers(matter), declaration)?,
        By::Bureau => at_one_of(doer, &[Level::County], declaration)?,
        By::Office => {
            if matter.place.level != Level::Office || authority.level == Level::Office {
                return Err(Denied::InvalidState(status));
            }
            at_one_of(doer, &[Level::Office], declaration)?;
        }
        By::Reviewer => {
            let levels: Vec<Level> = climb(Level::County, authority.level).collect();
            if levels.is_empty() {
                return Err(Denied::InvalidState(status));
            }
            at_one_of(doer, &levels, declaration)?;
            if rank(next_level(matter, authority.level)) < rank(doer.level) || reviews::done(matter, doer.level) {
                return Err(Denied::InvalidState(status));
            }
        }
        By::Approver if on_paper => {
            at_one_of(doer, &[Level::County], declaration)?;
            if rank(authority.level) <= rank(Level::County) {
                return Err(wrong_level(doer, &[authority.level], declaration));
            }
            if rank(next_level(matter, authority.level)) <= rank(Level::County) {
                return Err(Denied::InvalidState(status));
            }
        }
        By::Approver => {
            at_one_of(doer, &[authority.level], declaration)?;
            if next_level(matter, authority.level) != authority.level {
                return Err(Denied::InvalidState(status));
            }
            reviews::all_given(matter)?;
            four_eyes(doer, proceeding)?;
            can_sign(doer.actor.post, doer.seconded_may_sign)?;
        }
    }
    kind.impartial(doer.actor.staff_id)?;
    kind.guard(code, matter)?;
    Ok(Some(declared))
}

fn said_faults(act: &Act, acted_on: Date, matter: &Matter<'_>) -> Vec<Fault> {
    let said = act.said();
    let mut faults: Vec<Fault> =
        said.opinion().and_then(|opinion| Fault::of_length("/opinion", opinion, OPINION_LENGTH)).into_iter().collect();
    faults.extend(Fault::of_papers(said.papers()));
    faults.extend(Fault::of_day("/acted_on", acted_on));
    if acted_on > matter.today() {
        faults.push(Fault::new("/acted_on", "in_the_future", Text::new("不能晚于今天", "must not lie in the future")));
    }
    if matter.proceeding.standing().next_back().is_some_and(|last| acted_on < last.acted_on) {
        faults.push(Fault::new(
            "/acted_on",
            "before_the_step_before",
            Text::new("不能早于上一环节的日期", "must not lie before the step before it"),
        ));
    }
    let proposes = matter.proceeding.content.kind_of().proposes();
    if let Act::Decisions(body) = act
        && !body.outcome.fits(proposes)
    {
        let message = if proposes {
            Text::new("须为决定提请、决定不予提请或者退回补充", "propose, not_propose or sent_back")
        } else {
            Text::new("须为同意、不同意或者退回补充", "approved, refused or sent_back")
        };
        faults.push(Fault::new("/outcome", "not_for_this_act", message));
    }
    if let Act::Decisions(body) = act
        && body.on_paper.is_some()
        && body.papers.is_empty()
    {
        faults.push(Fault::new(
            "/papers",
            "required",
            Text::new("须附上级的书面决定", "the paper of the decision must be attached"),
        ));
    }
    faults
}

fn landing(declared: Option<&Move>, act: &Act, from: ProceedingStatus) -> ProceedingStatus {
    match declared.map(|declared| declared.to) {
        None | Some(To::Same | To::WhenAllAreTold(_)) => from,
        Some(To::Status(status)) => status,
        Some(To::WhenTold(recipient, status)) => {
            if told(act, recipient) {
                status
            } else {
                from
            }
        }
        Some(To::Outcome { approved, refused, sent_back } | To::Climb { approved, refused, sent_back, .. }) => {
            match act.outcome() {
                Some(DecisionOutcome::Approved) => approved,
                Some(DecisionOutcome::Refused) => refused,
                Some(DecisionOutcome::SentBack) => sent_back,
                None => from,
            }
        }
    }
}

fn told(act: &Act, recipient: DutyBearer) -> bool {
    if let Act::Deliveries(body) = act { body.recipient == recipient } else { false }
}

/// The proceeding with one step more.
fn after(matter: &Matter<'_>, step: &Step) -> Proceeding {
    let mut after = matter.proceeding.clone();
    after.steps.push(step.clone());
    after
}

fn all_are_told(matter: &Matter<'_>, after: &Proceeding) -> bool {
    notices(&Matter { proceeding: after, ..*matter }).iter().all(|notice| notice.delivered_on.is_some())
}

/// Whether a higher level decides next.
fn rises(matter: &Matter<'_>, after: &Proceeding) -> bool {
    let kind = after.content.kind_of();
    let now = kind.authority(matter).level;
    rank(kind.authority(&Matter { proceeding: after, ..*matter }).level) > rank(now)
}

/// Four eyes: whoever opened, submitted, endorsed or reviewed a matter does not decide it.
fn four_eyes(doer: &Doer<'_>, proceeding: &Proceeding) -> Result<(), Denied> {
    let own = doer.actor.staff_id;
    let involved = proceeding.opened_by.is_some_and(|opener| opener.staff_id == own)
        || proceeding.standing().any(|step| step.act.code().proposes() && step.by.staff_id == own);
    if involved { Err(Denied::SeparationOfDuties) } else { Ok(()) }
}

/// The first level on the way up that has not given its opinion since the matter was last put forward; at last the one that decides.
fn next_level(matter: &Matter<'_>, top: Level) -> Level {
    let given: Vec<Level> = matter
        .proceeding
        .standing()
        .rev()
        .take_while(|step| !step.act.code().puts_forward())
        .filter(|step| matches!(step.act.code(), ActCode::Endorsements | ActCode::Reviews | ActCode::Decisions))
        .map(|step| step.by.level)
        .collect();
    climb(first_level(matter), top).find(|level| *level == top || !given.contains(level)).unwrap_or(top)
}

/// Where the climb begins: with the office that carries the matter, where the kind asks its head for an opinion.
fn first_level(matter: &Matter<'_>) -> Level {
    let declaration = matter.proceeding.content.kind_of().declaration();
    if declaration.moves().any(|declared| declared.by == By::Office) { matter.place.level } else { Level::County }
}

/// A denial as a refusal, for those who ask before they act.
fn explained(denied: Denied, action: ActCode, doer: &Doer<'_>, declaration: &'static Declaration) -> Refusal {
    let under = |facts, remedy| Refusal::under(declaration.rule, facts, remedy);
    match denied {
        Denied::Refused(refusal) => *refusal,
        Denied::NotPermitted(permission) => {
            let (zh, en) = permission.label();
            under(
                vec![refusal::Fact::new("permission", permission.code())],
                Text::new(format!("由有“{zh}”权限的人员办理"), format!("have it done by one who may \"{en}\"")),
            )
        }
        Denied::InvalidState(status) => {
            let from: Vec<ProceedingStatus> = declaration
                .moves()
                .filter(|declared| declared.act == action)
                .flat_map(|declared| declared.from.iter().copied())
                .collect();
            let (zh, en): (Vec<_>, Vec<_>) = from.iter().map(|status| status.label()).unzip();
            under(
                vec![refusal::Fact::new("status", status.code())],
                Text::new(
                    format!("可以办理的状态：{}", zh.join("、")),
                    format!("possible where it is: {}", en.join("; ")),
                ),
            )
        }
        Denied::SeparationOfDuties => under(
            vec![refusal::Fact::new("staff_id", doer.actor.staff_id.to_string())],
            Text::new("由未参与提出和审核的人员办理", "have it done by one who neither proposed nor endorsed it"),
        ),
        Denied::AlreadyOpen { id: _, number } => under(
            vec![refusal::Fact::new("already_open", number.clone())],
            Text::new(format!("请在{number}中办理"), format!("carry it on in {number}")),
        ),
        Denied::Faults(_) => under(Vec::new(), Text::new("请先改正内容", "mend the content first")),
    }
}
