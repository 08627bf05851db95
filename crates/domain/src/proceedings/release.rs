//! Release (解除社区矫正; CCL 44; IM 53, 54; OP26 20; rulebook §10).
//!
//! Summary and appraisal before the last day, the decision, and on the last day certificate, pronouncement and notices. The term ends
//! by itself; only a pardon ends it earlier. While revocation is proposed or coercive measures last, the certificate must be issued all
//! the same, and only its delivery may be put off. Where the prison handles release there is no certificate of ours (RL-5).

mod guard;
mod standing;

use serde::{Deserialize, Serialize};
use standing::Course;

use super::{
    Act, ActCode, Assessment, By, Declaration, Ending, Fault, Kind, Matter, Move, NoticeDuty, Proceeding, To,
    moves::APPROVAL, notice::untold,
};
use crate::{
    case_file::{CaseFile, Condition},
    clock::Clock,
    code::{
        Category, Code, ConditionCode, ExpiryOutcome, Level, PendingMatter, ProceedingKind,
        ProceedingStatus::{Approved, Closed, Draft, Endorsed, Refused, Reviewed, Submitted, Withdrawn},
        ReleaseReason, Status, StatusReason,
    },
    ids::PaperId,
    refusal::{Fact, Refusal},
    rulebook::Label,
    supervisee::Order,
    text::Text,
    time::{Date, start_of_day},
};

/// Why, and what the agency says of the person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ReleaseContent {
    /// Expiry or pardon.
    pub reason: ReleaseReason,
    /// The day of the pardon.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pardoned_on: Option<Date>,
    /// The written appraisal (鉴定; IM 53).
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 2000))]
    pub appraisal: String,
    /// What is undecided and known from papers; what runs in this service is looked at beside it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "schema", schema(max_items = 3))]
    pub pending: Vec<PendingMatter>,
    /// Whether the person is detained or out of supervision, so that the certificate cannot be handed over.
    #[serde(default)]
    pub out_of_reach: bool,
    /// Papers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "schema", schema(max_items = 50))]
    pub papers: Vec<PaperId>,
}

/// Appraised and decided beforehand; done on the last day; closed when all is done and told.
pub const DECLARATION: Declaration = Declaration {
    kind: ProceedingKind::Release,
    path: "releases",
    title: Label::new("解除社区矫正", "release"),
    rule: "CCL-44",
    initial: Draft,
    reader: None,
    moves: &[
        APPROVAL,
        &[
            Move::new(ActCode::Summaries, &[Draft, Submitted, Endorsed, Reviewed, Approved], To::Same, By::Carrier),
            Move::new(ActCode::Certificates, &[Approved], To::Same, By::Bureau),
            Move::new(ActCode::Pronouncements, &[Approved], To::Same, By::Carrier),
            Move::new(ActCode::Deliveries, &[Approved], To::Same, By::Carrier),
            Move::new(ActCode::Deferrals, &[Approved], To::Same, By::Bureau),
            Move::new(ActCode::Handovers, &[Approved], To::Same, By::Carrier),
            Move::new(ActCode::Closures, &[Approved], To::Status(Closed), By::Carrier),
        ],
    ],
};

/// Whether resettlement work is linked (OP26 20 ¶2, RL-6).
fn is_linked(category: Category) -> bool {
    match category {
        Category::PublicSurveillance | Category::Parole | Category::TemporaryOutsidePrison => true,
        Category::Probation => false,
    }
}

fn refusal(rule: &'static str, facts: Vec<Fact>, zh: impl Into<String>, en: impl Into<String>) -> Box<Refusal> {
    Box::new(Refusal::under(rule, facts, Text::new(zh, en)))
}

impl ReleaseContent {
    /// The last day: of the term, or the day of the pardon.
    fn released_on(&self, order: &Order) -> Option<Date> {
        match self.reason {
            ReleaseReason::Expiry => order.supervision_ends_on,
            ReleaseReason::Pardon => self.pardoned_on,
        }
    }

    /// Supervision that ended, or ends, otherwise than by release: X-7, RL-8, IM 31.
    fn ended_otherwise(case: &CaseFile) -> Result<(), Box<Refusal>> {
        let Some(ending) = case.ending().filter(|ending| ending.status != Status::Released) else { return Ok(()) };
        let rule = match ending.reason {
            StatusReason::Death => "RL-8",
            StatusReason::ExecutionPlaceChanged => "IM-31",
            StatusReason::ProbationRevoked
            | StatusReason::ParoleRevoked
            | StatusReason::Committed
            | StatusReason::Expiry
            | StatusReason::Pardon => "X-7",
        };
        Err(refusal(
            rule,
            vec![Fact::new("status", ending.status.code()), Fact::new("status_reason", ending.reason.code())],
            "矫正已经终止或者转出，不办理解除",
            "supervision was terminated or transferred: there is no release",
        ))
    }

    /// **X-6**: whether what the end of the term means is for a person to decide.
    fn is_left_to_a_person(&self, matter: &Matter<'_>) -> bool {
        let answer = matter.case.and_then(|case| self.outcome(matter, case).ok());
        answer.is_some_and(|answer| answer.outcome == ExpiryOutcome::ManualDecision)
    }

    fn missing(&self, matter: &Matter<'_>, case: &CaseFile) -> Vec<Fact> {
        let course = Course(matter.proceeding);
        let mut missing = Vec::new();
        if course.certificate_on().is_none() && !case.order.is_released_by_prison() {
            missing.push(Fact::new("certificate", "false"));
        }
        if is_linked(case.order.category) && matter.proceeding.last(ActCode::Handovers).is_none() {
            missing.push(Fact::new("resettlement_linked", "false"));
        }
        missing.extend(untold(matter).into_iter().map(|recipient| Fact::new("not_told", recipient.code())));
        missing
    }
}

impl Kind for ReleaseContent {
    fn declaration(&self) -> &'static Declaration {
        &DECLARATION
    }

    fn faults(&self) -> Vec<Fault> {
        let mut faults: Vec<Fault> = [
            Fault::of_length("/appraisal", &self.appraisal, 2_000),
            self.pardoned_on.and_then(|pardoned_on| Fault::of_day("/pardoned_on", pardoned_on)),
        ]
        .into_iter()
        .flatten()
        .collect();
        let fault = |code, zh: &str, en: &str| Fault::new("/pardoned_on", code, Text::new(zh, en));
        match (self.reason, self.pardoned_on) {
            (ReleaseReason::Pardon, None) => {
                faults.push(fault("required", "须填写赦免日期", "the day of the pardon is needed"))
            }
            (ReleaseReason::Expiry, Some(_)) => {
                faults.push(fault("does_not_go_with", "期满解除不填赦免日期", "does not go with expiry"));
            }
            (ReleaseReason::Pardon, Some(_)) | (ReleaseReason::Expiry, None) => {}
        }
        if self.pending.len() > PendingMatter::ALL.len() {
            faults.push(Fault::new("/pending", "too_many_items", Text::new("有重复", "each at most once")));
        }
        faults
    }

    fn assess(&self, matter: &Matter<'_>) -> Assessment {
        let assessment = Assessment::by(Level::County, "CCL-44", matter.today());
        let Some(case) = matter.case else { return assessment };
        let warnings = self.warnings(matter, case);
        let Ok(answer) = self.outcome(matter, case) else { return Assessment { warnings, ..assessment } };
        Assessment {
            basis: vec![answer.basis],
            explanation: answer
                .explanation
                .into_iter()
                .chain(answer.duties.into_iter().map(|duty| duty.text))
                .collect(),
            warnings,
            facts: vec![
                Fact::new("outcome", answer.outcome.code()),
                Fact::new("delivery_deferrable", answer.delivery_deferrable.to_string()),
            ],
            ..assessment
        }
    }

    fn admissible(&self, matter: &Matter<'_>) -> Result<(), Box<Refusal>> {
        let Some(case) = matter.case else { return Ok(()) };
        if self.released_on(&case.order).is_none() {
            return Err(refusal(
                "CCL-44",
                vec![Fact::new("supervision_ends_on", "none")],
                "请先登记矫正期限的届满日",
                "register the last day of supervision first",
            ));
        }
        if let Some(pardoned_on) = self.pardoned_on.filter(|pardoned_on| *pardoned_on > matter.today()) {
            return Err(refusal(
                "RL-7",
                vec![Fact::new("pardoned_on", pardoned_on.to_string())],
                "赦免之日不能晚于今天",
                "the pardon must not lie in the future",
            ));
        }
        Self::ended_otherwise(case)?;
        if let Err(fault) = self.outcome(matter, case) {
            return Err(refusal(
                "X-3",
                vec![Fact::new("category", case.order.category.code())],
                fault.message().zh,
                fault.message().en,
            ));
        }
        let other = matter
            .others()
            .find(|other| other.kind() == ProceedingKind::Release && !matches!(other.status(), Refused | Withdrawn));
        other.map_or(Ok(()), |other| {
            Err(refusal(
                "CCL-44",
                vec![Fact::new("release", other.number.clone())],
                format!("{}已在办理解除", other.number),
                format!("{} is the release of this case", other.number),
            ))
        })
    }

    fn guard(&self, act: ActCode, matter: &Matter<'_>) -> Result<(), Box<Refusal>> {
        let Some(case) = matter.case else { return Ok(()) };
        self.guard_act(act, matter, case)
    }

    fn act_faults(&self, act: &Act, matter: &Matter<'_>) -> Vec<Fault> {
        if act.approves() && act.said().opinion().is_none() && self.is_left_to_a_person(matter) {
            let why = Text::new(
                "收监未决而刑期届满，法律未作规定：须记明决定的理由（X-6）",
                "the sentence ends with a committal undecided, which no rule covers: give the reasons of the decision (X-6)",
            );
            return vec![Fault::new("/opinion", "required", why)];
        }
        let Act::Closures(body) = act else { return Vec::new() };
        let unsaid = matter.proceeding.last(ActCode::Pronouncements).is_none() && body.opinion.is_none();
        if unsaid && matter.case.is_some_and(|case| !case.order.is_released_by_prison()) {
            let why = Text::new("未作解除宣告的，须说明理由", "say why there was no pronouncement");
            vec![Fault::new("/opinion", "required", why)]
        } else {
            Vec::new()
        }
    }

    fn check(&self, act: &Act, matter: &Matter<'_>) -> Result<(), Box<Refusal>> {
        let Some(case) = matter.case else { return Ok(()) };
        let day = matter.day_of(act);
        if let Act::Pronouncements(body) = act {
            if body.public && matter.is_minor() {
                return Err(refusal(
                    "MN-2",
                    vec![Fact::new("minor", "true"), Fact::new("public", "true")],
                    "未成年人的宣告不公开进行，通知其监护人到场",
                    "a minor's pronouncement is not public; the guardian is notified to attend",
                ));
            }
            return self.not_before("RL-4", day, case);
        }
        if act.code() == ActCode::Certificates { self.not_before("RL-2", day, case) } else { Ok(()) }
    }

    fn clocks(&self, matter: &Matter<'_>) -> Vec<Clock> {
        let notice =
            matter.case.and_then(|case| Course(matter.proceeding).notice_clock(self.released_on(&case.order)?, matter));
        notice.into_iter().collect()
    }

    fn conditions(&self, matter: &Matter<'_>) -> Vec<Condition> {
        let deferred = Course(matter.proceeding).deferred_on().filter(|on| *on <= matter.today());
        let condition = |since| Condition {
            code: ConditionCode::CertificateDeferred,
            since,
            until: None,
            rule: "RL-10".to_owned(),
        };
        deferred.map(condition).into_iter().collect()
    }

    fn notice_duties(&self, matter: &Matter<'_>) -> Vec<NoticeDuty> {
        let Some(case) = matter.case else { return Vec::new() };
        self.released_on(&case.order)
            .map(|on| Course(matter.proceeding).notice_duties(on, matter, case))
            .unwrap_or_default()
    }

    fn apply(&self, proceeding: &Proceeding, order: &mut Order) {
        let course = Course(proceeding);
        order.summary_received_on = course.summary_on().or(order.summary_received_on);
        order.release_certificate_issued_on = course.certificate_on().or(order.release_certificate_issued_on);
    }

    fn ending(&self, proceeding: &Proceeding) -> Option<Ending> {
        proceeding.approved_on()?;
        let pardoned_on = self.pardoned_on.filter(|_| self.reason == ReleaseReason::Pardon)?;
        Some(Ending { status: Status::Released, reason: StatusReason::Pardon, at: start_of_day(pardoned_on) })
    }
}
