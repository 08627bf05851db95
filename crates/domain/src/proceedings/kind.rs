//! What a kind of proceeding says of itself, and the matter in which it is asked.

mod answers;

use std::sync::Arc;

pub use answers::{Assessment, Authority, Warning};

use super::{Act, ActCode, Content, Declaration, Fault, NoticeDuty, Proceeding};
use crate::{
    calendar::Calendar,
    case_file::{CaseFile, Condition, Defect, Subject},
    clock::Clock,
    code::{Code, DutyBearer, Level, Permission, ProceedingKind, ProceedingStatus, ReviewKind, Status, StatusReason},
    defaults::Defaults,
    ids::{OrganizationId, StaffId},
    judgement::Span,
    minor::eighteenth_birthday,
    organization::Delegation,
    refusal::{Fact, Refusal},
    supervisee::Order,
    text::Text,
    time::{Date, Instant, local_day},
};

/// The place from which a matter is carried.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Office or county.
    pub level: Level,
    /// What the bureau has delegated to the office, and when (CCL 9, IM 10).
    pub delegations: Vec<Delegation>,
    /// The county, by its code (GB/T 2260).
    pub region_code: String,
    /// What the bureau has settled where the law leaves it open (rulebook §18).
    pub defaults: Arc<Defaults>,
}

impl Default for Place {
    /// The bureau itself, with nothing settled otherwise than the rulebook proposes.
    fn default() -> Self {
        Self { level: Level::County, delegations: Vec::new(), region_code: String::new(), defaults: Arc::default() }
    }
}

/// All that a kind is judged by: the proceeding, the person, the case, the law's tables, the moment.
#[derive(Debug, Clone, Copy)]
pub struct Matter<'a> {
    /// The proceeding.
    pub proceeding: &'a Proceeding,
    /// The person.
    pub person: &'a Subject,
    /// The case; none for a person who is not under supervision (social investigation).
    pub case: Option<&'a CaseFile>,
    /// The proceedings about the person that belong to no case, where this is one of them.
    pub alone: &'a [Proceeding],
    /// Where it is carried.
    pub place: &'a Place,
    /// Rest days and working days.
    pub calendar: &'a Calendar,
    /// The moment.
    pub at: Instant,
}

impl<'a> Matter<'a> {
    /// Whether it is carried by a judicial office that is delegated on this day (CCL 9, IM 10).
    #[must_use]
    pub fn delegated(&self) -> bool {
        let today = self.today();
        self.place.level == Level::Office
            && self.place.delegations.iter().any(|delegation| delegation.tenure.covers(today))
    }

    /// The legal day.
    #[must_use]
    pub fn today(&self) -> Date {
        local_day(self.at)
    }

    /// The other proceedings of the case; where there is none, those about the person.
    pub fn others(&self) -> impl Iterator<Item = &'a Proceeding> {
        let own = self.proceeding.id;
        let of_case = self.case.into_iter().flat_map(|case| &case.proceedings);
        of_case.chain(self.alone).filter(move |other| other.id != own)
    }

    /// Whether no other proceeding of the same kind waits for its decision.
    ///
    /// # Errors
    /// The refusal, under the rule of the kind, naming the other.
    pub fn none_undecided(&self) -> Result<(), Box<Refusal>> {
        let kind = self.proceeding.kind();
        let waits = |other: &&Proceeding| other.kind() == kind && !other.is_over() && other.approved_on().is_none();
        let Some(other) = self.others().find(waits) else { return Ok(()) };
        let number = &other.number;
        refuse(
            kind.declaration().rule,
            vec![Fact::new("undecided", number.clone())],
            Text::new(
                format!("{number}尚未办结，先办结或者撤回"),
                format!("{number} is still undecided: end or withdraw it first"),
            ),
        )
    }

    /// The other proceedings that were approved, or closed, on a day of the span: by kind, with their numbers.
    #[must_use]
    pub fn decided_in(&self, span: Span) -> Vec<Fact> {
        let decided = |other: &Proceeding| {
            let on = other.approved_on().or_else(|| other.reached(ProceedingStatus::Closed).map(|step| step.acted_on));
            on.is_some_and(|on| span.from <= on && on <= span.to)
        };
        let numbers = |kind: ProceedingKind| {
            let decided = self.others().filter(|other| other.kind() == kind && decided(other));
            decided.map(|other| other.number.as_str()).collect::<Vec<_>>()
        };
        let all = ProceedingKind::ALL.iter().map(|kind| (kind, numbers(*kind)));
        all.filter(|(_, numbers)| !numbers.is_empty())
            .map(|(kind, numbers)| Fact::new(kind.code(), numbers.join("、")))
            .collect()
    }

    /// The first and the last day of the prohibition order, where it runs on one of these days.
    #[must_use]
    pub fn prohibition_within(&self, span: Span) -> Option<(Date, Option<Date>)> {
        let days = self.case?.prohibition_days()?;
        (days.0 <= span.to && days.1.is_none_or(|last| span.from <= last)).then_some(days)
    }

    /// The day of an act: the one stated, else today.
    #[must_use]
    pub fn day_of(&self, act: &Act) -> Date {
        act.said().acted_on().unwrap_or_else(|| self.today())
    }

    /// Whether the person is supervised as a minor (MN-6); of one who is not supervised, whether the person is a minor today.
    #[must_use]
    pub fn is_minor(&self) -> bool {
        let last_day = self.person.birth_date.and_then(eighteenth_birthday);
        self.case.map_or(last_day.is_some_and(|last_day| self.today() <= last_day), |case| case.is_minor(self.today()))
    }

    /// Refuses, under a rule, what needs a supervision that runs.
    ///
    /// # Errors
    /// The refusal, where supervision has ended.
    pub fn while_supervised(&self, rule: &'static str) -> Result<(), Box<Refusal>> {
        let Some(ending) = self.case.and_then(CaseFile::ending).filter(|ending| self.at >= ending.at) else {
            return Ok(());
        };
        refuse(
            rule,
            vec![Fact::new("status", ending.status.code()), Fact::new("ended_on", local_day(ending.at).to_string())],
            Text::new("社区矫正已经结束，不再办理", "supervision has ended: this is no longer done"),
        )
    }

    /// The clocks that run in it. A rule that is not law on that day sets none (K-15).
    #[must_use]
    pub fn clocks(&self) -> Vec<Clock> {
        let mut clocks = self.proceeding.content.kind_of().clocks(self);
        clocks.retain(|clock| clock.is_law(self.at));
        clocks
    }

    /// The next moment at which one of these clocks, or what follows from it otherwise, may turn by time alone; none if never.
    #[must_use]
    pub fn valid_until(&self, clocks: &[Clock]) -> Option<Instant> {
        let own = self.proceeding.content.kind_of().boundaries(self);
        let boundaries = own.into_iter().chain(clocks.iter().flat_map(Clock::boundaries));
        boundaries.filter(|boundary| *boundary > self.at).min()
    }

    /// A clock of this proceeding, from an event.
    #[must_use]
    pub fn clock(&self, rule: &'static str, start: Date) -> Option<Clock> {
        self.own(Clock::start(rule, start, self.calendar))
    }

    /// A clock of this proceeding whose last day an officer has set, where the rule leaves the number open.
    #[must_use]
    pub fn set_clock(&self, rule: &'static str, start: Date, due: Date, actor: DutyBearer, said: Text) -> Clock {
        Clock {
            rule,
            proceeding_id: Some(self.proceeding.id),
            starts_on: start,
            starts_at: None,
            due_strict: due,
            due_legal: due,
            due_at: None,
            due_legal_at: None,
            provisional: false,
            met_on: None,
            cancelled: false,
            actor,
            explanation: vec![said],
        }
    }

    /// A clock of this proceeding in hours, from a moment.
    #[must_use]
    pub fn clock_at(&self, rule: &'static str, start: Instant) -> Option<Clock> {
        self.own(Clock::start_at(rule, start, self.calendar))
    }

    /// The clock of a limit in this proceeding, which this one is to keep.
    #[must_use]
    pub fn limit(&self, rule: &'static str, keeper: DutyBearer, start: Date) -> Option<Clock> {
        self.own(Clock::limit(rule, keeper, start, self.calendar))
    }

    fn own(&self, clock: Option<Clock>) -> Option<Clock> {
        Some(Clock { proceeding_id: Some(self.proceeding.id), ..clock? })
    }
}

/// How a proceeding ends supervision.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ending {
    /// The status from then on.
    pub status: Status,
    /// Why.
    pub reason: StatusReason,
    /// The moment.
    pub at: Instant,
}

/// A refusal under a rule, as the answer of a kind.
pub(super) fn refuse(rule: &'static str, facts: Vec<Fact>, remedy: Text) -> Result<(), Box<Refusal>> {
    Err(Box::new(Refusal::under(rule, facts, remedy)))
}

/// What one kind of proceeding says of itself. Implemented by its content.
///
/// Only `declaration`, `faults` and `assess` must be said; the rest says "nothing of the sort".
pub trait Kind {
    /// States, moves and titles.
    fn declaration(&self) -> &'static Declaration;

    /// Whether it is about a person who need not be under supervision (social investigation).
    fn is_about_a_person() -> bool
    where
        Self: Sized,
    {
        false
    }

    /// The permissions that [`authority`](Self::authority) may name.
    fn deciders() -> &'static [Permission]
    where
        Self: Sized,
    {
        &[Permission::ProceedingsDecide]
    }

    /// What is wrong with the content by itself, whatever the case.
    fn faults(&self) -> Vec<Fault>;

    /// What the law computes from it.
    fn assess(&self, matter: &Matter<'_>) -> Assessment;

    /// Who decides. The head of the county agency, unless the kind says otherwise.
    fn authority(&self, _matter: &Matter<'_>) -> Authority {
        Authority::of(Level::County)
    }

    /// Whether what it decides is to propose something to a court or another organ.
    fn proposes(&self) -> bool {
        false
    }

    /// The reviews that the bureau gives, one after the other, before its head decides; none unless the kind has them.
    fn reviews(&self) -> &'static [ReviewKind] {
        &[]
    }

    /// Whether a matter that was over may come to life again, where the act that ended it is annulled.
    ///
    /// # Errors
    /// The refusal.
    fn may_revive(&self, _matter: &Matter<'_>) -> Result<(), Box<Refusal>> {
        Ok(())
    }

    /// Whether the law lets the matter be opened, submitted and approved on the facts of the case.
    ///
    /// # Errors
    /// The refusal.
    fn admissible(&self, _matter: &Matter<'_>) -> Result<(), Box<Refusal>> {
        Ok(())
    }

    /// Whether the law lets this member of staff have a hand in the matter at all (回避).
    ///
    /// # Errors
    /// The refusal.
    fn impartial(&self, _staff: StaffId) -> Result<(), Box<Refusal>> {
        Ok(())
    }

    /// Whether it may not be opened while this other one of the case is open.
    fn excludes(&self, _other: &Content) -> bool {
        false
    }

    /// Whether nobody of the agency is to act in it now: it waits for the person or for a day, or the case left it without an object.
    fn rests(&self, _matter: &Matter<'_>) -> bool {
        false
    }

    /// Whether the law lets this act be done now, whatever is said in it.
    ///
    /// # Errors
    /// The refusal.
    fn guard(&self, _act: ActCode, _matter: &Matter<'_>) -> Result<(), Box<Refusal>> {
        Ok(())
    }

    /// What is wrong with what an act says, on this matter.
    fn act_faults(&self, _act: &Act, _matter: &Matter<'_>) -> Vec<Fault> {
        Vec::new()
    }

    /// Whether the law lets this act be done as it is said.
    ///
    /// # Errors
    /// The refusal.
    fn check(&self, _act: &Act, _matter: &Matter<'_>) -> Result<(), Box<Refusal>> {
        Ok(())
    }

    /// The clocks that run.
    fn clocks(&self, _matter: &Matter<'_>) -> Vec<Clock> {
        Vec::new()
    }

    /// The conditions of the case that follow.
    fn conditions(&self, _matter: &Matter<'_>) -> Vec<Condition> {
        Vec::new()
    }

    /// What the law wants next and nobody has done yet, beside clocks and notices; never done by itself.
    fn defects(&self, _matter: &Matter<'_>) -> Vec<Defect> {
        Vec::new()
    }

    /// The moments at which a condition, or who must act next, may turn by time alone.
    fn boundaries(&self, _matter: &Matter<'_>) -> Vec<Instant> {
        Vec::new()
    }

    /// Whom the law wants told.
    fn notice_duties(&self, _matter: &Matter<'_>) -> Vec<NoticeDuty> {
        Vec::new()
    }

    /// What of the order it changes, where it is approved and in force.
    fn apply(&self, _proceeding: &Proceeding, _order: &mut Order) {}

    /// How it ends supervision.
    fn ending(&self, _proceeding: &Proceeding) -> Option<Ending> {
        None
    }

    /// The offices that it names, of the bureau that carries the case; each with the member.
    fn offices(&self) -> Vec<(&'static str, OrganizationId)> {
        Vec::new()
    }

    /// Where the person lives once this act is done, where it is done with a move.
    fn moves_to(&self, _act: &Act) -> Option<&str> {
        None
    }

    /// The office or agency that carries the person once this act is done.
    fn hands_over_to(&self, _act: &Act) -> Option<OrganizationId> {
        None
    }
}
