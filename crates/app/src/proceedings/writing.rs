//! Opening a proceeding, drafting it, and every act in it.

use chrono::Datelike;
use domain::code::{Code, Level, Permission, ProceedingKind};
use domain::ids::{OrganizationId, PersonId, ProceedingId, StepId, SuperviseeId};
use domain::proceedings::{
    self as machine, Act, Content, Denied, Doer, Fault, Matter, Proceeding, Step, available_actions, awaits,
};
use domain::text::Text;
use domain::time::local_day;
use serde_json::Value;
use store::journal::Entry;
use store::proceedings::{Place, ProceedingRow};
use store::seal::DataKey;
use store::{StoreError, Tx, persons, proceedings, supervisees};

use super::carried::{Setting, find, require_reader};
use super::known::{RESOURCE, image};
use super::reading::KnownStep;
use crate::context::{Context, World};
use crate::error::{Error, Invalid};
use crate::papers::References;
use crate::supervisees::{correct_residence, hand_over};

/// Whom a proceeding is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum About {
    /// A case.
    Case(SuperviseeId),
    /// A person who need not be under supervision.
    Person(PersonId),
}

/// An act that was done: the step it made, and the version of the proceeding after it.
#[derive(Debug, Clone)]
pub struct Done {
    /// The step.
    pub step: KnownStep,
    /// The version.
    pub version: i32,
}

/// Opens a proceeding; it is a draft, or what its kind begins with.
///
/// # Errors
/// `NotFound` for a case or a person out of reach; `Invalid` with pointers below `/content`; `Refused` where the law does not admit
/// it on the facts of the case.
pub fn open(tx: &mut Tx<'_>, context: &Context, about: About, content: Content) -> Result<ProceedingId, Error> {
    context.require(Permission::ProceedingsWrite)?;
    let kind = content.kind();
    require_reader(context, kind)?;
    let setting = locked_setting(tx, context, about)?;
    setting.require_sight(tx.conn(), context, None)?;
    let id = ProceedingId::from_uuid(store::fresh_id());
    let doer = doer(context)?;
    let mut proceeding = Proceeding {
        id,
        number: String::new(),
        organization_id: setting.organization_id,
        opened_by: Some(doer.signer()),
        opened_at: tx.now(),
        content,
        steps: Vec::new(),
    };
    let matter = setting.matter(&proceeding, &context.world, tx.now());
    machine::open(&doer, &matter).map_err(|denied| refused(denied, &doer, &matter, "/content"))?;
    let papers = papers_of(&proceeding.content)?;
    setting.bearer().require_own(tx.conn(), context, &papers, &References::default())?;
    require_offices(context, &setting, &proceeding.content)?;
    proceeding.number = number(tx, &context.world, setting.bureau_id, kind)?;
    let setting = setting.with(&context.world, &proceeding);
    let (person, key) = setting.person();
    let place = Place { person_id: person.id, supervisee_id: setting.supervisee_id(), bureau_id: setting.bureau_id };
    let waits_for = awaits(&setting.matter(&proceeding, &context.world, tx.now()));
    proceedings::insert(tx, place, key, &proceeding, waits_for)?;
    setting.settle(tx, &context.world, &proceeding)?;
    record(tx, &setting, &proceeding, "opened", None, 1);
    Ok(id)
}

/// Changes the content of a draft; `change` is given the content as JSON and makes the new one.
///
/// # Errors
/// `VersionConflict` when it moved since the caller read it; `InvalidState` when it is no draft any more; as [`open`].
pub fn edit<E: From<Error>>(
    tx: &mut Tx<'_>,
    context: &Context,
    kind: ProceedingKind,
    id: ProceedingId,
    seen: impl Fn(i32) -> bool,
    change: impl FnOnce(Value) -> Result<Content, E>,
) -> Result<(), E> {
    context.require(Permission::ProceedingsWrite)?;
    let mut carried = Carried::lock(tx, context, kind, id, seen)?;
    let doer = doer(context)?;
    let matter = carried.matter(tx, context);
    machine::edit(&doer, &matter).map_err(|denied| refused(denied, &doer, &matter, "/content"))?;
    let changed = change(json_of(&carried.proceeding.content, "content")?)?;
    let before = std::mem::replace(&mut carried.proceeding.content, changed);
    Ok(rewrite(tx, context, &doer, carried, &before)?)
}

fn papers_of(content: &Content) -> Result<References, Error> {
    Ok(References::of(&json_of(content, "content")?, "/content"))
}

fn rewrite(
    tx: &mut Tx<'_>,
    context: &Context,
    doer: &Doer<'_>,
    carried: Carried,
    before: &Content,
) -> Result<(), Error> {
    let matter = carried.matter(tx, context);
    machine::open(doer, &matter).map_err(|denied| refused(denied, doer, &matter, "/content"))?;
    let papers = papers_of(&carried.proceeding.content)?;
    carried.setting.bearer().require_own(tx.conn(), context, &papers, &papers_of(before)?)?;
    require_offices(context, &carried.setting, &carried.proceeding.content)?;
    let Carried { row, key, setting, proceeding } = carried;
    let version = moved(&row, proceedings::update_content(tx, &row, &key, &proceeding.content))?;
    let setting = setting.with(&context.world, &proceeding);
    setting.settle(tx, &context.world, &proceeding)?;
    record(tx, &setting, &proceeding, "edited", None, version);
    Ok(())
}

/// Does one act in a proceeding.
///
/// # Errors
/// `NotPermitted`, `NotFound`, `VersionConflict` when it moved since the caller read it, `InvalidState` when the state does not know
/// the act, `SeparationOfDuties`, `Invalid` for what is said, `Refused` where the law does not allow it.
pub fn act(
    tx: &mut Tx<'_>,
    context: &Context,
    kind: ProceedingKind,
    id: ProceedingId,
    seen: impl Fn(i32) -> bool,
    act: Act,
) -> Result<Done, Error> {
    let code = act.code();
    context.require_one_of(&machine::permissions(kind, code))?;
    let carried = Carried::lock(tx, context, kind, id, seen)?;
    let doer = doer(context)?;
    let matter = carried.matter(tx, context);
    let step = machine::take(&doer, &matter, act, StepId::from_uuid(store::fresh_id()))
        .map_err(|denied| refused(denied, &doer, &matter, ""))?;
    let Carried { row, key, setting, mut proceeding } = carried;
    let papers = References::of(&json_of(&step.act, "body")?, "");
    setting.bearer().require_own(tx.conn(), context, &papers, &References::default())?;
    proceeding.steps.push(step.clone());
    let version = moved(&row, proceedings::append(tx, &row, &key, &proceeding, &step))?;
    let setting = setting.with(&context.world, &proceeding);
    let setting = handed_over(tx, context, setting, &mut proceeding, &step)?;
    let setting = moved_house(tx, context, setting, &proceeding, &step)?;
    setting.settle(tx, &context.world, &proceeding)?;
    record(tx, &setting, &proceeding, code.code(), Some(&step), version);
    let body = json_of(&step.act, "body")?;
    Ok(Done { step: KnownStep { step, body, annulled: false }, version })
}

/// Where the act hands the person to another office, the case as that office has it.
fn handed_over(
    tx: &mut Tx<'_>,
    context: &Context,
    setting: Setting,
    proceeding: &mut Proceeding,
    step: &Step,
) -> Result<Setting, Error> {
    let to = proceeding.content.kind_of().hands_over_to(&step.act);
    let (Some(to), Some((case, _))) = (to.filter(|to| *to != setting.organization_id), setting.case()) else {
        return Ok(setting);
    };
    hand_over(tx, case, to)?;
    proceeding.organization_id = to;
    setting.read_again(tx, &context.world)
}

/// Where the person moves house with the act, the case with the person corrected.
fn moved_house(
    tx: &mut Tx<'_>,
    context: &Context,
    setting: Setting,
    proceeding: &Proceeding,
    step: &Step,
) -> Result<Setting, Error> {
    let (Some(address), Some((case, _))) = (proceeding.content.kind_of().moves_to(&step.act), setting.case()) else {
        return Ok(setting);
    };
    correct_residence(tx, context, case, address)?;
    setting.read_again(tx, &context.world)
}

/// Says no to a content that names an office which is none of the bureau's.
fn require_offices(context: &Context, setting: &Setting, content: &Content) -> Result<(), Error> {
    let tree = &context.world.tree;
    let is_own = |id| {
        tree.get(id).is_some_and(|office| office.level == Level::Office)
            && tree.bureau_of(id) == Some(setting.bureau_id)
    };
    let others = content.kind_of().offices().into_iter().filter(|(_, id)| !is_own(*id));
    let message = || Text::new("不是本机构的司法所", "Not an office of this bureau");
    let wrong: Vec<Invalid> = others
        .map(|(member, _)| Invalid::new(format!("/content{member}"), "unknown_organization", message()))
        .collect();
    if wrong.is_empty() { Ok(()) } else { Err(Error::Invalid(wrong)) }
}

/// A proceeding under lock, with all that it is judged by.
struct Carried {
    row: ProceedingRow,
    key: DataKey,
    setting: Setting,
    proceeding: Proceeding,
}

impl Carried {
    /// Locks the case (the person where there is none), then reads the proceeding as nobody else can move it any more.
    fn lock(
        tx: &mut Tx<'_>,
        context: &Context,
        kind: ProceedingKind,
        id: ProceedingId,
        seen: impl Fn(i32) -> bool,
    ) -> Result<Self, Error> {
        let found = find(tx.conn(), context, Some(kind), id)?;
        match found.supervisee_id {
            Some(case) => drop(supervisees::lock(tx, &context.scope(), case)?),
            None => drop(persons::lock(tx, found.person_id)?),
        }
        let row = find(tx.conn(), context, Some(kind), id)?;
        let keyring = tx.keyring();
        let setting = Setting::of(tx.conn(), keyring, &context.world, &row)?;
        setting.require_sight(tx.conn(), context, row.awaits())?;
        if !seen(row.version) {
            return Err(Error::VersionConflict(row.version));
        }
        let (proceeding, key) = setting.proceeding(&row)?;
        Ok(Self { row, key, setting, proceeding })
    }

    fn matter<'a>(&'a self, tx: &Tx<'_>, context: &'a Context) -> Matter<'a> {
        self.setting.matter(&self.proceeding, &context.world, tx.now())
    }
}

/// The setting of a case or a person, locked.
fn locked_setting(tx: &mut Tx<'_>, context: &Context, about: About) -> Result<Setting, Error> {
    let keyring = tx.keyring();
    match about {
        About::Case(id) => {
            let row = supervisees::lock(tx, &context.scope(), id)?.ok_or(Error::NotFound("supervisee"))?;
            Setting::of_case(tx.conn(), keyring, &context.world, row)
        }
        About::Person(id) => {
            let known = crate::persons::get(tx.conn(), context, id)?;
            let person = persons::lock_surviving(tx, &known.row)?;
            Setting::of_person(tx.conn(), keyring, &context.world, person, context.actor.organization_id)
        }
    }
}

/// Who does it, as the kernel asks.
pub(super) fn doer(context: &Context) -> Result<Doer<'_>, Error> {
    Ok(Doer { actor: &context.actor, level: context.level()?, seconded_may_sign: context.seconded_may_sign })
}

/// The next number: bureau, kind, year, place in the year.
pub(super) fn number(
    tx: &mut Tx<'_>,
    world: &World,
    bureau_id: OrganizationId,
    kind: ProceedingKind,
) -> Result<String, Error> {
    let year = local_day(tx.now()).year();
    let bureau = world.tree.get(bureau_id).ok_or(Error::NotFound("organization"))?;
    let nth = proceedings::next_number(tx, bureau_id, kind, year)?;
    Ok(format!("{}-{}-{year}-{nth:04}", bureau.code, kind.declaration().path))
}

/// Why it is not done, in the words of use cases; `base` is where in the request faults lie.
fn refused(denied: Denied, doer: &Doer<'_>, matter: &Matter<'_>, base: &str) -> Error {
    match denied {
        Denied::NotPermitted(permission) => Error::NotPermitted(permission),
        Denied::InvalidState(status) => Error::InvalidState { status, available: available_actions(doer, matter) },
        Denied::SeparationOfDuties => Error::SeparationOfDuties,
        Denied::AlreadyOpen { id, number } => Error::AlreadyOpen { kind: matter.proceeding.kind(), id, number },
        Denied::Faults(faults) => Error::Invalid(
            faults
                .into_iter()
                .map(|Fault { pointer, code, message }| Invalid::new(format!("{base}{pointer}"), code, message))
                .collect(),
        ),
        Denied::Refused(refusal) => Error::Refused(refusal),
    }
}

/// A write that found its version gone.
fn moved(row: &ProceedingRow, written: Result<i32, StoreError>) -> Result<i32, Error> {
    match written {
        Err(StoreError::VersionMoved) => Err(Error::VersionConflict(row.version + 1)),
        other => Ok(other?),
    }
}

/// Notes for the journal what was done.
fn record(tx: &mut Tx<'_>, setting: &Setting, proceeding: &Proceeding, what: &str, step: Option<&Step>, version: i32) {
    tx.record(Entry {
        chain: setting.bureau_id,
        action: format!("{}.{what}", proceeding.kind()).into(),
        actor: None,
        subject: Some(setting.journal_subject()),
        resource: RESOURCE,
        resource_id: proceeding.id.uuid(),
        version,
        after: image(proceeding, proceeding.status(), step),
    });
}

/// The part of a tagged value that stands under `member`: the content without its kind, the body without its act.
///
/// # Errors
/// When it is not written as JSON, which would be a fault of this program.
pub(super) fn json_of(tagged: &impl serde::Serialize, member: &'static str) -> Result<Value, Error> {
    let mut value = serde_json::to_value(tagged).map_err(|error| StoreError::corrupt("proceedings", "", error))?;
    Ok(value.get_mut(member).map(Value::take).unwrap_or_default())
}
