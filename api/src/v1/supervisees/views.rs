//! How supervisees are shown.

use app::context::Context;
use app::supervisees::{AsOf, shown_name};
use chrono::Datelike;
use domain::case_file::{Condition, Discrepancy, Summary, summary};
use domain::code::{
    Category, ConditionCode, DiscrepancyCode, ManagementClass, Sex, Status, StatusReason, TemporaryGround,
};
use domain::identity::IdentityNumber;
use domain::ids::{OrganizationId, PersonId, SuperviseeId};
use domain::phone::Phone;
use domain::rulebook;
use domain::supervisee::{Order, Prohibition};
use domain::term::Custody;
use domain::text::Language;
use domain::time::{Date, Instant, local_day};
use serde::Serialize;
use store::supervisees::{SuperviseeDetailRow, SuperviseeListRow};
use utoipa::ToSchema;

use crate::sheet::{self, Words, text};
use crate::wire::stamp;

/// A condition that holds.
#[derive(Debug, Serialize, ToSchema)]
pub struct SuperviseeCondition {
    /// Which.
    code: ConditionCode,
    /// The first day.
    since: Date,
    /// The last day, where it is known beforehand.
    #[serde(skip_serializing_if = "Option::is_none")]
    until: Option<Date>,
    /// The rule, by its id.
    rule: String,
    /// The instruments and articles, as they stood on the day asked about.
    #[schema(example = "司发通〔2026〕8号第十一条")]
    basis: String,
}

impl SuperviseeCondition {
    fn all(conditions: Vec<Condition>, on: Date, language: Language) -> Vec<Self> {
        let one = |held: Condition| Self {
            basis: held.basis(on).get(language).to_owned(),
            code: held.code,
            since: held.since,
            until: held.until,
            rule: held.rule,
        };
        conditions.into_iter().map(one).collect()
    }
}

/// A difference between what was stated and what the law computes.
#[derive(Debug, Serialize, ToSchema)]
pub struct SuperviseeDiscrepancy {
    code: DiscrepancyCode,
    /// The member in question.
    field: String,
    /// What is stated, and stands.
    stated: String,
    /// What the law computes, or the limit that it sets.
    computed: String,
    /// The rule, by its id.
    rule: String,
    /// The difference in words.
    message: String,
}

impl SuperviseeDiscrepancy {
    fn all(discrepancies: Vec<Discrepancy>, language: Language) -> Vec<Self> {
        let one = |found: Discrepancy| Self {
            code: found.code,
            message: found.message.get(language).to_owned(),
            field: found.field,
            stated: found.stated,
            computed: found.computed,
            rule: found.rule,
        };
        discrepancies.into_iter().map(one).collect()
    }
}

/// A supervisee as lists show it.
#[derive(Debug, Serialize, ToSchema)]
pub struct SuperviseeItem {
    pub(super) id: SuperviseeId,
    pub(super) person_id: PersonId,
    /// Masked (`张*`) for readers above the bureau, and of minors (`张**`) for who may not read what concerns minors.
    pub(super) name: String,
    /// Masked: region, eight stars, last four characters.
    #[schema(example = "430702********1237")]
    pub(super) id_number: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) sex: Option<Sex>,
    /// The birth year: with region and last four digits a full date would complete the identity number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) birth_year: Option<i32>,
    pub(super) category: Category,
    pub(super) organization_id: OrganizationId,
    /// Computed from the facts; never set.
    #[schema(extensions(("x-extensible-enum" = json!(true))))]
    pub(super) status: Status,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) status_reason: Option<StatusReason>,
    /// The conditions that hold, computed from the facts.
    pub(super) conditions: Vec<SuperviseeCondition>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) supervision_starts_on: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) supervision_ends_on: Option<Date>,
    /// Where the court's dates and the law's arithmetic differ. The court's dates stand.
    pub(super) discrepancies: Vec<SuperviseeDiscrepancy>,
    pub(super) version: i32,
}

impl SuperviseeItem {
    /// As lists show it, under the law of a day, in a language.
    pub fn of(row: SuperviseeListRow, on: Date, language: Language) -> Self {
        Self {
            id: row.id,
            person_id: row.person_id,
            name: row.name,
            id_number: row.id_number_mask,
            sex: row.sex.map(|sex| sex.0),
            birth_year: row.birth_year,
            category: row.category.0,
            organization_id: row.organization_id,
            status: row.status.0,
            status_reason: row.status_reason.map(|reason| reason.0),
            conditions: SuperviseeCondition::all(row.conditions.0, on, language),
            supervision_starts_on: row.supervision_starts_on,
            supervision_ends_on: row.supervision_ends_on,
            discrepancies: SuperviseeDiscrepancy::all(row.discrepancies.0, language),
            version: row.version,
        }
    }
}

impl sheet::Row for SuperviseeItem {
    const NAME: (&'static str, &'static str) = ("社区矫正对象", "supervisees");
    const HEADINGS: &'static [(&'static str, &'static str)] = &[
        ("姓名", "name"),
        ("身份证号", "identity number"),
        ("性别", "sex"),
        ("出生年", "birth year"),
        ("矫正类别", "category"),
        ("机构", "organisation"),
        ("状态", "status"),
        ("情形", "conditions"),
        ("矫正期始", "supervision starts"),
        ("矫正期止", "supervision ends"),
    ];

    fn cells(&self, words: &Words<'_>) -> Vec<String> {
        let conditions: Vec<String> = self.conditions.iter().map(|condition| words.label(condition.code)).collect();
        vec![
            self.name.clone(),
            self.id_number.clone(),
            self.sex.map(|sex| words.label(sex)).unwrap_or_default(),
            text(self.birth_year),
            words.label(self.category),
            words.organization(self.organization_id),
            words.label(self.status),
            conditions.join("、"),
            text(self.supervision_starts_on),
            text(self.supervision_ends_on),
        ]
    }
}

/// A case at a glance.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct SuperviseeSummary {
    /// The deadlines that run and are not late: `GET /supervisees/{id}/clocks`.
    #[schema(minimum = 0)]
    open_clocks: usize,
    /// The deadlines that are overdue.
    #[schema(minimum = 0)]
    overdue_clocks: usize,
    /// The open deadline that is due first.
    #[serde(skip_serializing_if = "Option::is_none")]
    next_due: Option<SuperviseeNextDue>,
    /// The proceedings in which something is still to be done: `GET /proceedings?supervisee_id=`.
    #[schema(minimum = 0)]
    open_proceedings: usize,
    /// What is late, missing or contradictory: `GET /supervisees/{id}/defects`.
    #[schema(minimum = 0)]
    defects: usize,
}

/// The open deadline that is due first.
#[derive(Debug, Serialize, ToSchema)]
struct SuperviseeNextDue {
    /// The rule, by its id.
    rule: &'static str,
    title: &'static str,
    /// The bare count.
    due_strict: Date,
    /// The day after which it is late.
    due_legal: Date,
}

impl SuperviseeSummary {
    fn new(summary: Summary, language: Language) -> Self {
        let Summary { open_clocks, overdue_clocks, next_due, open_proceedings, defects } = summary;
        let next_due = next_due.map(|clock| SuperviseeNextDue {
            rule: clock.rule,
            title: rulebook::rule(clock.rule).map_or("", |rule| rule.title.get(language)),
            due_strict: clock.due_strict,
            due_legal: clock.due_legal,
        });
        Self { open_clocks, overdue_clocks, next_due, open_proceedings, defects }
    }
}

/// A supervisee with the facts of the order.
#[derive(Debug, Serialize, ToSchema)]
pub struct Supervisee {
    pub(super) id: SuperviseeId,
    pub(super) person_id: PersonId,
    /// Masked (`张*`) for readers above the bureau, and of minors (`张**`) for who may not read what concerns minors.
    pub(super) name: String,
    /// Masked.
    #[schema(example = "430702********1237")]
    pub(super) id_number: String,
    /// Masked.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "139****4567")]
    pub(super) phone: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) sex: Option<Sex>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) birth_year: Option<i32>,
    pub(super) category: Category,
    pub(super) organization_id: OrganizationId,
    /// Computed from the facts; never set.
    #[schema(extensions(("x-extensible-enum" = json!(true))))]
    pub(super) status: Status,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) status_reason: Option<StatusReason>,
    pub(super) conditions: Vec<SuperviseeCondition>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) supervision_starts_on: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) supervision_ends_on: Option<Date>,
    pub(super) discrepancies: Vec<SuperviseeDiscrepancy>,
    /// The offence (罪名).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) offence: Option<String>,
    /// As the judgment words it, e.g. `有期徒刑3年，缓刑4年`; the term is checked against it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) original_sentence: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) additional_penalty: Option<String>,
    /// The organ that decided (社区矫正决定机关).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) deciding_organ: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) judgment_number: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) decided_on: Option<Date>,
    /// The day on which the decision takes effect.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) effective_on: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) prohibition: Option<Prohibition>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) management_class: Option<ManagementClass>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) temporary_ground: Option<TemporaryGround>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) temporary_period_ends_on: Option<Date>,
    /// The last medical re-examination handed in (rule H-2).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) reexamined_on: Option<Date>,
    /// The last report of bodily condition (rule M-4).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) health_reported_on: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) notice_received_on: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) documents_received_on: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) receipt_sent_on: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) papers_requested_on: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) papers_completed_on: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) handover_decision_received_on: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) left_prison_on: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) reported_on: Option<Date>,
    /// The personal summary before the end (rule RL-1).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) summary_received_on: Option<Date>,
    /// The release certificate (rule RL-2).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) release_certificate_issued_on: Option<Date>,
    /// Custody before the order; kept for every category, since it is credited if probation is revoked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) custody: Option<Custody>,
    /// The day on which a running case was carried over from the bureau's old register.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) carried_over_on: Option<Date>,
    /// The case at a glance; on reading, not in the answer to a change.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) summary: Option<SuperviseeSummary>,
    pub(super) version: i32,
    #[schema(format = DateTime)]
    pub(super) created_at: String,
    #[schema(format = DateTime)]
    pub(super) updated_at: String,
}

impl Supervisee {
    fn of(item: SuperviseeItem, phone: Option<String>, order: Order, times: (String, String)) -> Self {
        Self {
            id: item.id,
            person_id: item.person_id,
            name: item.name,
            id_number: item.id_number,
            phone,
            sex: item.sex,
            birth_year: item.birth_year,
            category: item.category,
            organization_id: item.organization_id,
            status: item.status,
            status_reason: item.status_reason,
            conditions: item.conditions,
            supervision_starts_on: item.supervision_starts_on,
            supervision_ends_on: item.supervision_ends_on,
            discrepancies: item.discrepancies,
            offence: order.offence,
            original_sentence: order.original_sentence,
            additional_penalty: order.additional_penalty,
            deciding_organ: order.deciding_organ,
            judgment_number: order.judgment_number,
            decided_on: order.decided_on,
            effective_on: order.effective_on,
            prohibition: order.prohibition,
            management_class: order.management_class,
            temporary_ground: order.temporary_ground,
            temporary_period_ends_on: order.temporary_period_ends_on,
            reexamined_on: order.reexamined_on,
            health_reported_on: order.health_reported_on,
            notice_received_on: order.notice_received_on,
            documents_received_on: order.documents_received_on,
            receipt_sent_on: order.receipt_sent_on,
            papers_requested_on: order.papers_requested_on,
            papers_completed_on: order.papers_completed_on,
            handover_decision_received_on: order.handover_decision_received_on,
            left_prison_on: order.left_prison_on,
            reported_on: order.reported_on,
            summary_received_on: order.summary_received_on,
            release_certificate_issued_on: order.release_certificate_issued_on,
            custody: order.custody,
            carried_over_on: order.carried_over_on,
            summary: None,
            version: item.version,
            created_at: times.0,
            updated_at: times.1,
        }
    }

    /// With the case at a glance.
    pub(super) fn with_summary(self, summary: Summary, language: Language) -> Self {
        Self { summary: Some(SuperviseeSummary::new(summary, language)), ..self }
    }

    /// As the record was known at a moment, to this caller.
    pub(super) fn as_of(context: &Context, known: AsOf, moment: Instant, language: Language) -> Self {
        let summary = summary(&known.file, &context.world.calendar, moment);
        let on = local_day(moment);
        let minor = known.standing.conditions.iter().any(|condition| condition.code == ConditionCode::MinorRegime);
        let subject = domain::case_file::Subject::of(&known.person);
        let item = SuperviseeItem {
            id: known.id,
            person_id: known.person_id,
            name: shown_name(context, &known.person.name, minor),
            id_number: IdentityNumber::parse(&known.person.id_number).map(|number| number.mask()).unwrap_or_default(),
            sex: subject.sex,
            birth_year: subject.birth_date.map(|date| date.year()),
            category: known.file.order.category,
            organization_id: known.organization_id,
            status: known.standing.status,
            status_reason: known.standing.status_reason,
            conditions: SuperviseeCondition::all(known.standing.conditions, on, language),
            supervision_starts_on: known.file.order.supervision_starts_on,
            supervision_ends_on: known.file.order.supervision_ends_on,
            discrepancies: SuperviseeDiscrepancy::all(known.standing.discrepancies, language),
            version: known.version,
        };
        let phone = known.person.phone.as_deref().and_then(|phone| Phone::parse(phone).ok()).map(|phone| phone.mask());
        Self::of(item, phone, known.file.order, (stamp(known.registered_at), stamp(known.updated_at)))
            .with_summary(summary, language)
    }

    /// As the record stands, under the law of a day, in a language.
    pub fn shown(row: SuperviseeDetailRow, on: Date, language: Language) -> Self {
        let phone = row.listed.phone_mask.clone();
        let times = (stamp(row.created_at), stamp(row.updated_at));
        Self::of(SuperviseeItem::of(row.listed.clone(), on, language), phone, row.order(), times)
    }
}
