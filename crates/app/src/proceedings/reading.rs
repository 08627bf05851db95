//! Reading proceedings: lists, one, its steps.

use std::collections::BTreeMap;

use domain::clock::{Clock, clocks as clocks_of};
use domain::code::{
    ClockState, Code, ConditionCode, DisclosurePurpose, LadderStep, Permission, ProceedingKind, ProceedingStatus,
};
use domain::ids::{OrganizationId, ProceedingId, StepId, SuperviseeId};
use domain::proceedings::{
    ActCode, Assessment, Authority, AvailableAction, Ladder, Notice, Proceeding, Step, available_actions, awaits,
    notices,
};
use domain::time::{Date, Instant, local_day};
use serde_json::Value;
use store::access_log::{self, Access};
use store::clocks::{self, ClockRow, ClocksOf};
use store::keyring::Keyring;
use store::proceedings::{self, Awaiting, Filter, Minors, ProceedingListRow, ProceedingRow, Sight};
use store::{AnyConnection, Tx};

use super::carried::{Setting, find, require_reader};
use super::writing::{doer, json_of};
use crate::clocks::CaseClock;
use crate::context::Context;
use crate::error::Error;
use crate::supervisees::{case_file_at, most, shown_name};

/// For whom the wanted proceedings wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whom {
    /// For the caller: level and permission fit, and the caller may decide it.
    Me,
    /// For anyone at the level of the caller's organisation.
    MyOrganization,
}

/// What a list of proceedings is narrowed to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Those of one kind.
    pub kind: Option<ProceedingKind>,
    /// Those in one status.
    pub status: Option<ProceedingStatus>,
    /// Those of one office, or of one bureau and all its offices.
    pub organization_id: Option<OrganizationId>,
    /// Those of one case.
    pub supervisee_id: Option<SuperviseeId>,
    /// Those that wait for somebody.
    pub awaiting: Option<Whom>,
    /// Those in which a clock is overdue, or those in which none is.
    pub overdue: Option<bool>,
    /// Those in which a clock that still runs is due (strictly counted) before this day.
    pub due_before: Option<Date>,
}

/// A proceeding as lists show it.
#[derive(Debug, Clone)]
pub struct Listed {
    /// The proceeding as stored.
    pub row: ProceedingRow,
    /// The person's name, as shown to the caller.
    pub name: String,
    /// What it is about, as JSON.
    pub content: Value,
    /// Its clock: the one that is due first, else the last that ran.
    pub clock: Option<Clock>,
    /// Where it stands on the ladder, of a re-examination (H-8).
    pub ladder_step: Option<LadderStep>,
}

/// A proceeding with what the law makes of it now, as shown to the caller.
#[derive(Debug, Clone)]
pub struct Shown {
    /// The proceeding as stored.
    pub row: ProceedingRow,
    /// The person's name, as shown to the caller.
    pub name: String,
    /// What it is about, as JSON.
    pub content: Value,
    /// Where it stands.
    pub status: ProceedingStatus,
    /// What the law computes from it.
    pub assessment: Assessment,
    /// Whom the law wants told.
    pub notices: Vec<Notice>,
    /// Its clocks.
    pub clocks: Vec<CaseClock>,
    /// What the caller may do now.
    pub available: Vec<AvailableAction>,
    /// Who must act next.
    pub awaits: Option<Authority>,
}

/// A step, and whether it still stands.
#[derive(Debug, Clone)]
pub struct KnownStep {
    /// The step.
    pub step: Step,
    /// What was said, as JSON.
    pub body: Value,
    /// Whether it was annulled.
    pub annulled: bool,
}

/// A page of proceedings within the caller's reach and sight, in the order of opening.
///
/// # Errors
/// `NotPermitted` without `proceedings_read`, and for one kind without the permission to read that.
pub fn list(
    conn: &mut AnyConnection,
    keyring: &Keyring,
    context: &Context,
    wanted: Wanted,
    after: Option<ProceedingId>,
    limit: usize,
) -> Result<Vec<Listed>, Error> {
    match wanted.kind {
        Some(kind) => require_reader(context, kind)?,
        None => context.require(Permission::ProceedingsRead)?,
    }
    let may_read = |kind: &ProceedingKind| kind.declaration().reader.is_none_or(|reader| context.actor.may(reader));
    let sight = Sight {
        kinds: ProceedingKind::ALL.iter().copied().filter(may_read).collect(),
        minors: if context.actor.may(Permission::MinorsRead) {
            Minors::All
        } else {
            Minors::Awaiting(context.level()?, context.actor.permissions().into_iter().collect())
        },
        at: context.now,
    };
    let filter = Filter {
        kind: wanted.kind,
        status: wanted.status,
        organization_id: wanted.organization_id,
        supervisee_id: wanted.supervisee_id,
        awaiting: wanted.awaiting.map(|whom| awaiting(context, whom)).transpose()?,
        overdue: wanted.overdue,
        due_before: wanted.due_before,
    };
    let rows = proceedings::list(conn, &context.scope(), &sight, &filter, after, most(limit))?;
    let ids: Vec<ProceedingId> = rows.iter().map(|listed| listed.row.id).collect();
    let mut clocks: BTreeMap<ProceedingId, Vec<Clock>> = BTreeMap::new();
    for clock in clocks::of_proceedings(conn, &ids)?.into_iter().filter_map(ClockRow::clock) {
        if let Some(id) = clock.proceeding_id {
            clocks.entry(id).or_default().push(clock);
        }
    }
    rows.into_iter()
        .map(|row| {
            let clock = clocks.remove(&row.row.id).and_then(|clocks| next_clock(clocks, context.now));
            listed(conn, keyring, context, row, clock)
        })
        .collect()
}

/// Of the clocks of a proceeding, in the order in which they are due, the first that still runs; else the last.
fn next_clock(clocks: Vec<Clock>, at: Instant) -> Option<Clock> {
    let (running, stopped): (Vec<_>, Vec<_>) =
        clocks.into_iter().partition(|clock| matches!(clock.state(at), ClockState::Open | ClockState::Overdue));
    running.into_iter().next().or_else(|| stopped.into_iter().next_back())
}

/// Where a re-examination stands on the ladder. Only one that is late is on it: for no other is the case opened.
fn ladder_step(
    conn: &mut AnyConnection,
    keyring: &Keyring,
    context: &Context,
    row: &ProceedingRow,
    clock: Option<&Clock>,
) -> Result<Option<LadderStep>, Error> {
    if row.kind.0 != ProceedingKind::MedicalReview {
        return Ok(None);
    }
    let late = clock.is_some_and(|clock| clock.state(context.now) == ClockState::Overdue);
    let Some(id) = row.supervisee_id.filter(|_| late) else { return Ok(Some(LadderStep::None)) };
    let (case, calendar) = case_file_at(conn, keyring, context, id, None)?;
    let own = case.matters(&calendar, context.now).find(|matter| matter.proceeding.id == row.id);
    Ok(Some(own.and_then(|matter| Ladder::of(&matter)).map_or(LadderStep::None, |ladder| ladder.step)))
}

fn awaiting(context: &Context, whom: Whom) -> Result<Awaiting, Error> {
    let level = context.level()?;
    Ok(match whom {
        Whom::MyOrganization => Awaiting::Level(level),
        Whom::Me => {
            let decisive =
                |permission: &Permission| ProceedingKind::ALL.iter().any(|kind| kind.deciders().contains(permission));
            let (decides, carries) = context.actor.permissions().into_iter().partition(decisive);
            Awaiting::Staff { id: context.actor.staff_id, level, carries, decides }
        }
    })
}

fn listed(
    conn: &mut AnyConnection,
    keyring: &Keyring,
    context: &Context,
    listed: ProceedingListRow,
    clock: Option<Clock>,
) -> Result<Listed, Error> {
    let ProceedingListRow { row, person, condition_codes } = listed;
    let key = row.key(&person.key(keyring)?)?;
    let minor = condition_codes.is_some_and(|codes| store::standings::holds(&codes, ConditionCode::MinorRegime));
    Ok(Listed {
        content: json_of(&row.content(&key)?, "content")?,
        name: shown_name(context, &person.name, minor),
        ladder_step: ladder_step(conn, keyring, context, &row, clock.as_ref())?,
        clock,
        row,
    })
}

/// One proceeding within the caller's reach; of this kind, where one is named.
///
/// # Errors
/// `NotFound`; `NotPermitted` without the permission to read it, or what concerns minors.
pub fn get(
    conn: &mut AnyConnection,
    keyring: &Keyring,
    context: &Context,
    kind: Option<ProceedingKind>,
    id: ProceedingId,
) -> Result<Shown, Error> {
    require_reading(context, kind)?;
    let row = find(conn, context, kind, id)?;
    let setting = Setting::of(conn, keyring, &context.world, &row)?;
    let minor = setting.require_sight(conn, context, row.awaits())?;
    let (proceeding, _) = setting.proceeding(&row)?;
    let matter = setting.matter(&proceeding, &context.world, context.now);
    let name = shown_name(context, setting.name(), minor);
    Ok(Shown {
        content: json_of(&proceeding.content, "content")?,
        status: proceeding.status(),
        assessment: proceeding.content.kind_of().assess(&matter),
        notices: notices(&matter),
        clocks: clocks_in(conn, context, &setting, &row, &proceeding, &name)?,
        available: available_actions(&doer(context)?, &matter),
        awaits: awaits(&matter),
        name,
        row,
    })
}

/// The clocks of one proceeding.
fn clocks_in(
    conn: &mut AnyConnection,
    context: &Context,
    setting: &Setting,
    row: &ProceedingRow,
    proceeding: &Proceeding,
    name: &str,
) -> Result<Vec<CaseClock>, Error> {
    let (calendar, at) = (&context.world.calendar, context.now);
    let (of, computed, category): (_, Vec<Clock>, _) = match setting.case() {
        Some((loaded, file)) => {
            let own = clocks_of(file, calendar, at).into_iter().filter(|clock| clock.proceeding_id == Some(row.id));
            (ClocksOf::Case(loaded.row.id), own.collect(), Some(file.order.category))
        }
        None => {
            let matter = setting.matter(proceeding, &context.world, at);
            (ClocksOf::Proceeding(row.id), matter.clocks(), None)
        }
    };
    if computed.is_empty() {
        return Ok(Vec::new());
    }
    let kept = clocks::kept(conn, of)?;
    let shown = computed.into_iter().map(|clock| CaseClock {
        id: kept.iter().find(|kept| kept.is(&clock)).map(|kept| kept.id),
        supervisee_id: row.supervisee_id,
        name: name.to_owned(),
        category,
        organization_id: row.organization_id,
        state: clock.state(at),
        basis: clock.basis(local_day(at)),
        clock,
    });
    Ok(shown.collect())
}

/// Records that the caller reads a proceeding of a kind that only some may read (PIPL 28, H-15); of the other kinds nothing. To be
/// committed before the answer leaves.
///
/// # Errors
/// As [`get`].
pub fn note_reading(tx: &mut Tx<'_>, context: &Context, id: ProceedingId) -> Result<(), Error> {
    let row = find(tx.conn(), context, None, id)?;
    if row.kind.0.declaration().reader.is_none() {
        return Ok(());
    }
    let access = Access {
        id: store::fresh_id(),
        bureau_id: row.bureau_id,
        account_id: context.actor.account_id,
        person_id: row.person_id,
        supervisee_id: row.supervisee_id,
        paper_id: None,
        fields: format!("{}:{id}", row.kind.0),
        purpose: DisclosurePurpose::Supervision,
        case_ref: None,
        trace_id: context.trace_id.clone(),
    };
    Ok(access_log::append(tx, &access)?)
}

/// The steps of a proceeding, in the order of recording.
///
/// # Errors
/// As [`get`].
pub fn steps(
    conn: &mut AnyConnection,
    keyring: &Keyring,
    context: &Context,
    kind: Option<ProceedingKind>,
    id: ProceedingId,
) -> Result<Vec<KnownStep>, Error> {
    require_reading(context, kind)?;
    let row = find(conn, context, kind, id)?;
    let setting = Setting::of(conn, keyring, &context.world, &row)?;
    setting.require_sight(conn, context, row.awaits())?;
    let (proceeding, _) = setting.proceeding(&row)?;
    let annulled = proceeding.annulled();
    let known =
        |step: Step| Ok(KnownStep { annulled: annulled.contains(&step.id), body: json_of(&step.act, "body")?, step });
    proceeding.steps.into_iter().map(known).collect()
}

/// One step of a proceeding, of this act.
///
/// # Errors
/// As [`get`].
pub fn step(
    conn: &mut AnyConnection,
    keyring: &Keyring,
    context: &Context,
    kind: ProceedingKind,
    id: ProceedingId,
    code: ActCode,
    step_id: StepId,
) -> Result<KnownStep, Error> {
    let all = steps(conn, keyring, context, Some(kind), id)?;
    let found = all.into_iter().find(|known| known.step.id == step_id && known.step.act.code() == code);
    found.ok_or(Error::NotFound("step"))
}

/// Says no to who may not read proceedings, of the kind if one is named, before it is said whether there is such a one.
fn require_reading(context: &Context, kind: Option<ProceedingKind>) -> Result<(), Error> {
    match kind {
        Some(kind) => require_reader(context, kind),
        None => context.require(Permission::ProceedingsRead),
    }
}
