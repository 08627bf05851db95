//! How proceedings and their steps are shown: one form for every kind. The contract narrows content, acts and statuses by kind.

use app::proceedings::{KnownStep, Listed, Shown};
use domain::code::{ClockState, DutyBearer, LadderStep, Level, Permission, ProceedingKind, ProceedingStatus};
use domain::ids::{OrganizationId, PersonId, ProceedingId, StepId, SuperviseeId};
use domain::judgement::{Measure, Span};
use domain::proceedings::{ActCode, Assessment, Authority, Notice, Signer, Warning};
use domain::refusal::Fact;
use domain::text::Language;
use domain::time::{Date, Instant, local_day};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use crate::problem::AvailableAction;
use crate::sheet::{self, Words};
use crate::v1::clocks::ClockItem;
use crate::wire::{label, stamp, texts};

/// A proceeding: what it is about, where it stands, and what the law makes of it now.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ProceedingView {
    id: ProceedingId,
    /// As people cite it.
    #[schema(example = "430702-leaves-2026-0001")]
    number: String,
    kind: ProceedingKind,
    person_id: PersonId,
    /// Absent where it is about a person who has no case.
    #[serde(skip_serializing_if = "Option::is_none")]
    supervisee_id: Option<SuperviseeId>,
    /// Masked (`张*`) for readers above the bureau.
    name: String,
    /// The office, or the bureau itself, that carries it.
    organization_id: OrganizationId,
    /// Follows from the steps; never set.
    #[schema(extensions(("x-extensible-enum" = json!(true))))]
    status: ProceedingStatus,
    /// What it is about.
    content: Value,
    assessment: ProceedingAssessment,
    /// Whom the law wants told, and who has been.
    notices: Vec<ProceedingNotice>,
    /// Where its steps are.
    steps_href: String,
    /// Its statutory deadlines.
    clocks: Vec<ClockItem>,
    /// Every act of the kind, as the caller may or may not do it now.
    available_actions: Vec<AvailableAction>,
    /// Who must act next; absent when it is over.
    #[serde(skip_serializing_if = "Option::is_none")]
    awaits: Option<ProceedingAwaits>,
    /// Absent where the service itself opened it, because the case must have one open.
    #[serde(skip_serializing_if = "Option::is_none")]
    opened_by: Option<Signer>,
    version: i32,
    #[schema(format = DateTime)]
    created_at: String,
    #[schema(format = DateTime)]
    updated_at: String,
}

impl ProceedingView {
    pub(super) fn new(shown: Shown, language: Language) -> Self {
        let Shown { row, name, content, status, assessment, notices, clocks, available, awaits } = shown;
        let opened_by = row.opened_by();
        Self {
            id: row.id,
            kind: row.kind.0,
            person_id: row.person_id,
            supervisee_id: row.supervisee_id,
            name,
            organization_id: row.organization_id,
            status,
            content,
            assessment: ProceedingAssessment::new(assessment, language),
            notices: notices.into_iter().map(|notice| ProceedingNotice::new(notice, language)).collect(),
            steps_href: format!("{}/steps", href(row.kind.0, row.id)),
            clocks: clocks.into_iter().map(|clock| ClockItem::new(clock, language)).collect(),
            available_actions: AvailableAction::all(&available, language),
            awaits: awaits.map(ProceedingAwaits::from),
            opened_by,
            number: row.number,
            version: row.version,
            created_at: stamp(row.created_at),
            updated_at: stamp(row.updated_at),
        }
    }
}

/// Where a proceeding is.
pub(in crate::v1) fn href(kind: ProceedingKind, id: ProceedingId) -> String {
    format!("/api/v1/{}/{id}", kind.declaration().path)
}

/// A proceeding as lists show it.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ProceedingItemView {
    pub(super) id: ProceedingId,
    /// As people cite it.
    #[schema(example = "430702-leaves-2026-0001")]
    number: String,
    kind: ProceedingKind,
    person_id: PersonId,
    /// Absent where it is about a person who has no case.
    #[serde(skip_serializing_if = "Option::is_none")]
    supervisee_id: Option<SuperviseeId>,
    /// Masked (`张*`) for readers above the bureau.
    name: String,
    /// The office, or the bureau itself, that carries it.
    organization_id: OrganizationId,
    #[schema(extensions(("x-extensible-enum" = json!(true))))]
    status: ProceedingStatus,
    /// What it is about.
    content: Value,
    /// Who must act next; absent when it is over.
    #[serde(skip_serializing_if = "Option::is_none")]
    awaits: Option<ProceedingAwaits>,
    /// When its clock is due, strictly counted: the clock that still runs and is due first, else the last that ran. Absent where none runs in
    /// it. Alarms go by this day.
    #[serde(skip_serializing_if = "Option::is_none")]
    due_strict: Option<Date>,
    /// The day after which that is late.
    #[serde(skip_serializing_if = "Option::is_none")]
    due_legal: Option<Date>,
    /// The state of that clock.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(extensions(("x-extensible-enum" = json!(true))))]
    state: Option<ClockState>,
    /// The days by which it is overdue.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(format = Int64)]
    days_late: Option<i64>,
    /// Of a medical review: what a late re-examination calls for next (H-8); never done by itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(extensions(("x-extensible-enum" = json!(true))))]
    ladder_step: Option<LadderStep>,
    /// The proceeding itself.
    href: String,
    version: i32,
    #[schema(format = DateTime)]
    created_at: String,
    #[schema(format = DateTime)]
    updated_at: String,
}

impl ProceedingItemView {
    /// As it stands at a moment.
    pub(super) fn new(Listed { row, name, content, clock, ladder_step }: Listed, at: Instant) -> Self {
        let state = clock.as_ref().map(|clock| clock.state(at));
        let late = clock.as_ref().filter(|_| state == Some(ClockState::Overdue));
        Self {
            due_strict: clock.as_ref().map(|clock| clock.due_strict),
            due_legal: clock.as_ref().map(|clock| clock.due_legal),
            days_late: late.map(|clock| local_day(at).signed_duration_since(clock.due_legal).num_days()),
            state,
            ladder_step,
            id: row.id,
            kind: row.kind.0,
            person_id: row.person_id,
            supervisee_id: row.supervisee_id,
            name,
            organization_id: row.organization_id,
            status: row.status.0,
            content,
            awaits: row.awaits().map(ProceedingAwaits::from),
            href: href(row.kind.0, row.id),
            number: row.number,
            version: row.version,
            created_at: stamp(row.created_at),
            updated_at: stamp(row.updated_at),
        }
    }
}

impl sheet::Row for ProceedingItemView {
    const NAME: (&'static str, &'static str) = ("审批程序", "proceedings");
    const HEADINGS: &'static [(&'static str, &'static str)] = &[
        ("编号", "number"),
        ("程序", "kind"),
        ("姓名", "name"),
        ("机构", "organisation"),
        ("状态", "status"),
        ("待办层级", "awaits"),
        ("应于", "due"),
        ("逾期界限", "late after"),
        ("期限状态", "clock"),
        ("逾期天数", "days late"),
        ("应作处理", "to be done"),
        ("启动时间", "opened"),
        ("更新时间", "updated"),
    ];

    fn cells(&self, words: &Words<'_>) -> Vec<String> {
        vec![
            self.number.clone(),
            words.label(self.kind),
            self.name.clone(),
            words.organization(self.organization_id),
            words.label(self.status),
            self.awaits.as_ref().map(|awaits| words.label(awaits.level)).unwrap_or_default(),
            sheet::text(self.due_strict),
            sheet::text(self.due_legal),
            self.state.map(|state| words.label(state)).unwrap_or_default(),
            sheet::text(self.days_late),
            self.ladder_step.map(|step| words.label(step)).unwrap_or_default(),
            self.created_at.clone(),
            self.updated_at.clone(),
        ]
    }
}

/// Who must act next.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ProceedingAwaits {
    level: Level,
    /// With which permission.
    permission: Permission,
}

impl From<Authority> for ProceedingAwaits {
    fn from(Authority { level, permission }: Authority) -> Self {
        Self { level, permission }
    }
}

/// What the law computes from a proceeding.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ProceedingAssessment {
    /// The level that decides.
    #[serde(skip_serializing_if = "Option::is_none")]
    approver: Option<Level>,
    /// The articles.
    basis: Vec<String>,
    /// How it was computed, step by step.
    explanation: Vec<String>,
    /// What does not forbid, and should be known before one decides.
    warnings: Vec<ProceedingWarning>,
    /// The days asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    days: Option<u32>,
    /// With those of the window that the law sets.
    #[serde(skip_serializing_if = "Option::is_none")]
    cumulative_days: Option<u32>,
    /// How long an approval holds, or the window in which days add up.
    #[serde(skip_serializing_if = "Option::is_none")]
    period: Option<Span>,
    /// The measures that the facts call for.
    measures: Vec<ProceedingMeasure>,
    /// Other facts that were looked at.
    facts: Vec<Fact>,
}

impl ProceedingAssessment {
    fn new(assessment: Assessment, language: Language) -> Self {
        let Assessment { approver, basis, explanation, warnings, days, cumulative_days, period, measures, facts } =
            assessment;
        Self {
            approver,
            basis: texts(&basis, language),
            explanation: texts(&explanation, language),
            warnings: warnings.into_iter().map(|warning| ProceedingWarning::new(warning, language)).collect(),
            days,
            cumulative_days,
            period,
            measures: measures.into_iter().map(|measure| ProceedingMeasure::new(measure, language)).collect(),
            facts,
        }
    }
}

/// Something that does not forbid, and should be known before one decides.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ProceedingWarning {
    /// The rule, by its id.
    rule: String,
    /// The article.
    basis: String,
    message: String,
}

impl ProceedingWarning {
    fn new(Warning { rule, basis, message }: Warning, language: Language) -> Self {
        Self { rule, basis: basis.get(language).to_owned(), message: message.get(language).to_owned() }
    }
}

/// A measure that the facts call for.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ProceedingMeasure {
    code: domain::code::MeasureCode,
    /// The rule, by its id.
    rule: String,
    /// The article.
    basis: String,
}

impl ProceedingMeasure {
    fn new(Measure { code, rule, basis }: Measure, language: Language) -> Self {
        Self { code, rule, basis: basis.get(language).to_owned() }
    }
}

/// A notice that the law wants given.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ProceedingNotice {
    recipient: DutyBearer,
    /// The rule, by its id.
    rule: String,
    /// The article.
    basis: String,
    /// The day of the event of which is told.
    since: Date,
    /// The day on which it was delivered; absent while it is owed.
    #[serde(skip_serializing_if = "Option::is_none")]
    delivered_on: Option<Date>,
    /// The delivery.
    #[serde(skip_serializing_if = "Option::is_none")]
    step_id: Option<StepId>,
}

impl ProceedingNotice {
    fn new(notice: Notice, language: Language) -> Self {
        let Notice { recipient, rule, basis, since, delivered_on, step_id } = notice;
        Self { recipient, rule, basis: basis.get(language).to_owned(), since, delivered_on, step_id }
    }
}

/// A recorded act.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct StepView {
    id: StepId,
    act: ActCode,
    /// What was said.
    body: Value,
    by: Signer,
    /// The day on which it was done.
    acted_on: Date,
    /// The moment at which it was entered.
    #[schema(format = DateTime)]
    recorded_at: String,
    /// Where the proceeding stood after it.
    #[schema(extensions(("x-extensible-enum" = json!(true))))]
    status: ProceedingStatus,
    /// Whether it was recorded in error and has fallen.
    annulled: bool,
}

impl From<KnownStep> for StepView {
    fn from(KnownStep { step, body, annulled }: KnownStep) -> Self {
        Self {
            id: step.id,
            act: step.act.code(),
            body,
            by: step.by,
            acted_on: step.acted_on,
            recorded_at: stamp(step.recorded_at),
            status: step.status,
            annulled,
        }
    }
}

/// A declared state.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct KindStatus {
    status: ProceedingStatus,
    label: String,
}

impl KindStatus {
    pub(super) fn new(status: ProceedingStatus, language: Language) -> Self {
        Self { status, label: label(status, language) }
    }
}
