//! Electronic monitoring (使用电子定位装置): on a ground of the law, approved by the head of the county justice bureau, for at most
//! three months at a time, and ended as soon as it is not needed (CCL 29; IM 37; EP-1; rulebook §8.1).

mod grounds;

pub use grounds::MonitoringGround;
use serde::{Deserialize, Serialize};

use super::{
    Act, ActCode, Assessment, Authority, By, Declaration, Fault, Kind, Matter, Move, NoticeDuty, To, Warning,
    kind::refuse,
    moves::{APPROVAL, TELLING_MEANWHILE},
};
use crate::{
    case_file::Condition,
    code::{
        Code, ConditionCode, DutyBearer, Level, Outcome, Permission, ProceedingKind,
        ProceedingStatus::{Approved, Closed, Draft, ExtensionRequested},
    },
    ids::PaperId,
    judgement::Span,
    period::validity_end,
    refusal::{Fact, Refusal},
    rulebook::Label,
    text::Text,
    time::{Date, Instant, end_of_day, start_of_day},
};

/// The rule.
const RULE: &str = "IM-37";

/// On what grounds, from when to when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ElectronicMonitoringContent {
    /// The grounds; one suffices.
    #[cfg_attr(feature = "schema", schema(min_items = 1, max_items = 20))]
    pub grounds: Vec<MonitoringGround>,
    /// The first day.
    pub starts_on: Date,
    /// The last day.
    pub ends_on: Date,
    /// Why it is needed.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 1000))]
    pub reason: String,
    /// Papers that show it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "schema", schema(max_items = 50))]
    pub papers: Vec<PaperId>,
}

/// Asked, approved, prolonged after assessment, ended by removal.
pub const DECLARATION: Declaration = Declaration {
    kind: ProceedingKind::ElectronicMonitoring,
    path: "electronic-monitorings",
    title: Label::new("使用电子定位装置", "electronic monitoring"),
    rule: RULE,
    initial: Draft,
    reader: None,
    moves: &[
        APPROVAL,
        TELLING_MEANWHILE,
        &[
            Move::new(ActCode::Extensions, &[Approved], To::Status(ExtensionRequested), By::Carrier),
            Move::new(ActCode::Endorsements, &[ExtensionRequested], To::Same, By::Office),
            Move::new(ActCode::Reviews, &[ExtensionRequested], To::Same, By::Reviewer),
            Move::new(
                ActCode::Decisions,
                &[ExtensionRequested],
                To::Outcome { approved: Approved, refused: Approved, sent_back: Approved },
                By::Approver,
            ),
            Move::new(ActCode::Closures, &[Approved, ExtensionRequested], To::Status(Closed), By::Carrier),
        ],
    ],
};

/// The longest that a period which begins on this day may run.
fn latest(matter: &Matter<'_>, starts_on: Date) -> Option<Date> {
    validity_end(starts_on, matter.place.defaults.positioning_months)
}

fn within(matter: &Matter<'_>, span: Span) -> Result<(), Box<Refusal>> {
    let Some(latest) = latest(matter, span.from).filter(|latest| span.to > *latest) else { return Ok(()) };
    refuse(
        "EP-1",
        vec![
            Fact::new("starts_on", span.from.to_string()),
            Fact::new("ends_on", span.to.to_string()),
            Fact::new("latest_on", latest.to_string()),
        ],
        Text::new(
            format!("期限至迟到{latest}；期满前经评估仍有必要的，可以另行批准延长"),
            format!(
                "let it end by {latest}; if it is still needed then, an extension can be approved after assessment"
            ),
        ),
    )
}

impl ElectronicMonitoringContent {
    /// The days on which the device is worn: never before the approval, and not after the removal.
    fn worn(&self, matter: &Matter<'_>) -> Option<Span> {
        let approved_on = matter.proceeding.approved_on()?;
        let until = matter.proceeding.approved_until(self.ends_on)?;
        let removed_on = matter.proceeding.last(ActCode::Closures).map_or(until, |step| step.acted_on);
        Some(Span { from: self.starts_on.max(approved_on), to: until.min(removed_on) })
    }

    /// An extension is asked for and approved while the device is worn, and is as short as a first period.
    fn extension(&self, act: &Act, matter: &Matter<'_>) -> Result<(), Box<Refusal>> {
        let Some(until) = matter.proceeding.approved_until(self.ends_on) else { return Ok(()) };
        let day = matter.day_of(act);
        if day > until {
            return refuse(
                "EP-1",
                vec![Fact::new("approved_until", until.to_string()), Fact::new("acted_on", day.to_string())],
                Text::new("期限已满，解除后另行申请", "the time has run out: remove the device and ask anew"),
            );
        }
        match (act, until.succ_opt()) {
            (Act::Extensions(body), Some(from)) => within(matter, Span { from, to: body.until }),
            _ => Ok(()),
        }
    }
}

impl Kind for ElectronicMonitoringContent {
    fn deciders() -> &'static [Permission] {
        &[Permission::MonitoringDecide]
    }

    fn declaration(&self) -> &'static Declaration {
        &DECLARATION
    }

    fn faults(&self) -> Vec<Fault> {
        let own = [
            Fault::of_count("/grounds", self.grounds.len(), 1, 20),
            Fault::of_day("/starts_on", self.starts_on),
            Fault::of_day("/ends_on", self.ends_on),
            Fault::of_span("/ends_on", self.starts_on, self.ends_on),
            Fault::of_length("/reason", &self.reason, 1_000),
        ];
        let grounds = self.grounds.iter().enumerate().flat_map(|(at, ground)| ground.faults(at));
        own.into_iter().flatten().chain(grounds).collect()
    }

    fn assess(&self, matter: &Matter<'_>) -> Assessment {
        let today = matter.today();
        let asked = Span { from: self.starts_on, to: matter.proceeding.asked_until(self.ends_on) };
        let mut explanation: Vec<Text> = Vec::new();
        for ground in grounds::judged(&self.grounds, today).into_iter().flat_map(|answer| answer.grounds) {
            if ground.state == Outcome::Met {
                let Text { zh, en } = ground.title;
                explanation.push(Text::new(format!("符合：{zh}"), format!("met: {en}")));
            }
        }
        explanation.push(Text::new(
            "由县级司法行政部门负责人批准；每次不超过三个月，不需要继续使用的及时解除",
            "approved by the head of the county justice bureau; at most three months at a time, ended as soon as not needed",
        ));
        let ends_on = matter.case.and_then(|case| case.order.supervision_ends_on);
        let outlasts = ends_on.filter(|ends_on| *ends_on < asked.to).map(|ends_on| {
            let message =
                Text::new(format!("矫正期限于{ends_on}先届满"), format!("supervision ends before it, on {ends_on}"));
            Warning::under("EP-1", message, today)
        });
        let worn_out = self.worn(matter).filter(|worn| today > worn.to && !matter.proceeding.is_over()).map(|worn| {
            let message = Text::new(
                format!("期限已于{}届满，应当解除", worn.to),
                format!("the time ran out on {}: remove the device", worn.to),
            );
            Warning::under("EP-1", message, today)
        });
        let unseen = self.grounds.iter().filter_map(|ground| ground.unseen(matter));
        Assessment {
            explanation,
            warnings: outlasts.into_iter().chain(worn_out).chain(unseen).collect(),
            period: Some(asked),
            facts: self.grounds.iter().map(|stated| Fact::new(stated.ground.code(), stated.account.clone())).collect(),
            ..Assessment::by(Level::County, RULE, today)
        }
    }

    /// Never the judicial office, nor the head of the agency.
    fn authority(&self, _matter: &Matter<'_>) -> Authority {
        Authority { level: Level::County, permission: Permission::MonitoringDecide }
    }

    fn admissible(&self, matter: &Matter<'_>) -> Result<(), Box<Refusal>> {
        matter.while_supervised(RULE)?;
        self.grounds.iter().try_for_each(|ground| ground.contradicted(matter))?;
        if let Some(answer) = grounds::judged(&self.grounds, matter.today()).filter(|answer| !answer.allowed) {
            return refuse(
                RULE,
                answer.grounds.into_iter().flat_map(|ground| ground.facts).collect(),
                Text::new(
                    "须有五种情形之一；拒不报告的须已被警告并写明文号，治安处罚须写明决定书文号，有正当理由的离开不算",
                    "one of the five grounds must be met: refusal to report needs its warning, a police punishment its decision, \
                     both by number; leaving with a legitimate reason is none",
                ),
            );
        }
        within(matter, Span { from: self.starts_on, to: self.ends_on })?;
        let kind = ProceedingKind::ElectronicMonitoring;
        let running = |other: &&super::Proceeding| other.kind() == kind && !other.is_over();
        match matter.others().find(running) {
            None => Ok(()),
            Some(other) => refuse(
                RULE,
                vec![Fact::new("running", other.number.clone())],
                Text::new(
                    format!("{}尚未解除；需要继续使用的，申请延长", other.number),
                    format!("{} has not ended: ask for its extension if it is still needed", other.number),
                ),
            ),
        }
    }

    fn act_faults(&self, act: &Act, matter: &Matter<'_>) -> Vec<Fault> {
        let Act::Extensions(body) = act else { return Vec::new() };
        // The reason is what the assessment found: without one there is no extension (IM 37).
        let later = body.until > matter.proceeding.asked_until(self.ends_on);
        let not_later = (!later).then(|| {
            let message = Text::new("须晚于已批准的期限", "must be later than the approved last day");
            Fault::new("/until", "not_later", message)
        });
        not_later.into_iter().collect()
    }

    fn check(&self, act: &Act, matter: &Matter<'_>) -> Result<(), Box<Refusal>> {
        let prolongs = matter.proceeding.status() == ExtensionRequested && act.approves();
        if prolongs || act.code() == ActCode::Extensions { self.extension(act, matter) } else { Ok(()) }
    }

    fn conditions(&self, matter: &Matter<'_>) -> Vec<Condition> {
        let today = matter.today();
        let condition = |worn: Span| Condition {
            code: ConditionCode::ElectronicallyMonitored,
            since: worn.from,
            until: Some(worn.to),
            rule: RULE.to_owned(),
        };
        self.worn(matter).filter(|worn| worn.from <= today && today <= worn.to).map(condition).into_iter().collect()
    }

    fn boundaries(&self, matter: &Matter<'_>) -> Vec<Instant> {
        self.worn(matter).into_iter().flat_map(|worn| [start_of_day(worn.from), end_of_day(worn.to)]).collect()
    }

    /// The person is told the time, the requirements and what a breach leads to (IM 37), and again of each extension.
    fn notice_duties(&self, matter: &Matter<'_>) -> Vec<NoticeDuty> {
        let approved = matter.proceeding.standing().filter(|step| step.act.approves());
        approved
            .map(|step| NoticeDuty { recipient: DutyBearer::Supervisee, rule: RULE, since: step.acted_on })
            .collect()
    }
}
