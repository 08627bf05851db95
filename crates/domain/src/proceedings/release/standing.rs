//! Where a release stands: what the end of the term means, what has been done, what is still to do.

use super::{ReleaseContent, is_linked};
use crate::{
    case_file::CaseFile,
    clock::Clock,
    code::{
        Code, ConditionCode,
        DutyBearer::{DecidingOrgan, FileHoldingPrison, Guardian, Police, Procuratorate, Supervisee},
        ExpiryOutcome, PendingMatter, ProceedingKind,
    },
    expiry::{ExpiryAnswer, ExpiryQuestion, expiry},
    judgement::QuestionFault,
    period::days_after,
    proceedings::{ActCode, Matter, NoticeDuty, Proceeding, Warning, notice::told},
    text::Text,
    time::Date,
};

/// Those who are written to of a release (RL-3).
const WRITTEN_TO: [crate::code::DutyBearer; 3] = [DecidingOrgan, Procuratorate, Police];

/// The steps of a release, by what they mean.
#[derive(Clone, Copy)]
pub(super) struct Course<'a>(pub(super) &'a Proceeding);

impl Course<'_> {
    fn on(self, act: ActCode) -> Option<Date> {
        self.0.last(act).map(|step| step.acted_on)
    }

    pub(super) fn summary_on(self) -> Option<Date> {
        self.on(ActCode::Summaries)
    }

    pub(super) fn certificate_on(self) -> Option<Date> {
        self.on(ActCode::Certificates)
    }

    /// Since when the certificate waits to be handed over.
    pub(super) fn deferred_on(self) -> Option<Date> {
        let issued_on = self.certificate_on()?;
        self.on(ActCode::Deferrals).filter(|_| told(self.0, Supervisee, issued_on).is_none())
    }

    /// **RL-3**: in writing, on the day itself unless the bureau has set a few days (`release.notice_days`). The law sets no number: it
    /// alarms, and is never a ground for lateness.
    pub(super) fn notice_clock(self, released_on: Date, matter: &Matter<'_>) -> Option<Clock> {
        self.0.approved_on()?;
        let by_prison = matter.case.is_some_and(|case| case.order.is_released_by_prison());
        let days = matter.place.defaults.release_notice_days;
        let due = days_after(released_on, days).filter(|_| !by_prison)?;
        let told_on: Option<Vec<Date>> =
            WRITTEN_TO.into_iter().map(|who| told(self.0, who, released_on).map(|step| step.acted_on)).collect();
        let clock = matter.clock("RL-2", released_on)?.met(told_on.and_then(|days| days.into_iter().max()));
        let explanation = vec![Text::new(
            format!("自{released_on}起{days}日内书面通知；法律未定日数，只作提醒"),
            format!("in writing within {days} days of {released_on}; the law sets no number: for alarms only"),
        )];
        Some(Clock { rule: "RL-3", due_strict: due, due_legal: due, provisional: true, explanation, ..clock })
    }

    pub(super) fn notice_duties(self, released_on: Date, matter: &Matter<'_>, case: &CaseFile) -> Vec<NoticeDuty> {
        let Some(approved_on) = self.0.approved_on() else { return Vec::new() };
        let duty = |recipient, rule, since| NoticeDuty { recipient, rule, since };
        let mut duties = Vec::new();
        if case.order.is_released_by_prison() {
            duties.push(duty(FileHoldingPrison, "H-12", approved_on));
        } else {
            duties.extend(WRITTEN_TO.map(|recipient| duty(recipient, "RL-3", released_on)));
            duties.extend(self.certificate_on().map(|issued_on| duty(Supervisee, "RL-2", issued_on)));
            if matter.is_minor() {
                duties.push(duty(Guardian, "MN-2", approved_on));
            }
        }
        duties.push(duty(Supervisee, "RL-6", approved_on));
        duties
    }
}

impl ReleaseContent {
    /// What the end of the term means, with what is undecided on paper and in the other proceedings of the case.
    pub(super) fn outcome(&self, matter: &Matter<'_>, case: &CaseFile) -> Result<ExpiryAnswer, QuestionFault> {
        let ends_on = case.order.supervision_ends_on.or(self.pardoned_on);
        let ends_on = ends_on.ok_or(QuestionFault::Missing { parameter: "ends_on" })?;
        let as_of = if self.pardoned_on.is_some() { matter.today() } else { matter.today().max(ends_on) };
        let mut question = ExpiryQuestion::new(case.order.category, ends_on, as_of);
        question.pending.clone_from(&self.pending);
        question.out_of_reach = self.out_of_reach;
        question.approved_by_prison_or_police = case.order.is_released_by_prison();
        question.pardoned_on = self.pardoned_on;
        question.minor = matter.is_minor();
        // A release says nothing of another release; every other proceeding may say what holds.
        for other in matter.others().filter(|other| other.kind() != ProceedingKind::Release) {
            let asked = Matter { proceeding: other, ..*matter };
            for condition in other.content.kind_of().conditions(&asked) {
                note(condition.code, &mut question);
            }
        }
        expiry(&question)
    }

    pub(super) fn warnings(&self, matter: &Matter<'_>, case: &CaseFile) -> Vec<Warning> {
        let course = Course(matter.proceeding);
        let order = &case.order;
        let by_prison = order.is_released_by_prison();
        let today = matter.today();
        let mut warnings = Vec::new();
        let mut warn = |rule, zh: String, en: String| warnings.push(Warning::under(rule, Text::new(zh, en), today));
        if let Ok(answer) = self.outcome(matter, case) {
            for (outcome, rule) in [(ExpiryOutcome::ManualDecision, "X-6"), (ExpiryOutcome::ReleasedByPrison, "RL-5")] {
                if answer.outcome == outcome {
                    warn(rule, outcome.label().0.to_owned(), outcome.label().1.to_owned());
                }
            }
            if answer.rule == "X-3" {
                warn(
                    "X-3",
                    "有未决事项：仍应按期发放解除证明书".to_owned(),
                    "something is pending: the certificate must be issued all the same".to_owned(),
                );
            }
        }
        if order.summary_received_on.is_none() {
            warn("RL-1", "尚未收到个人总结".to_owned(), "the personal summary has not come in".to_owned());
        }
        if matter.proceeding.last(ActCode::Pronouncements).is_none() && !by_prison {
            let rule = if matter.is_minor() { "MN-2" } else { "RL-4" };
            warn(rule, "尚未作解除宣告".to_owned(), "the release has not been pronounced".to_owned());
        }
        if is_linked(order.category) && matter.proceeding.last(ActCode::Handovers).is_none() {
            warn("RL-6", "尚未办理安置帮教衔接".to_owned(), "resettlement has not been linked".to_owned());
        }
        if matter.is_minor() {
            warn(
                "RL-11",
                "解除后三日内核查并封存犯罪记录".to_owned(),
                "within three days after release: see whether the record is to be sealed".to_owned(),
            );
        }
        if order.additional_penalty.as_deref().is_some_and(|penalty| penalty.contains("驱逐出境")) {
            warn(
                "RL-9a",
                "附加驱逐出境：提前送交公安机关，届满当日移交".to_owned(),
                "expulsion beside the sentence: papers to the police beforehand, the person handed over on the last day".to_owned(),
            );
        }
        for open in matter.others().filter(|other| !other.is_over()) {
            let title = open.content.kind_of().declaration().title;
            warn(
                "CCL-44",
                format!("{}（{}）尚未办结", open.number, title.zh),
                format!("{} ({}) is still open", open.number, title.en),
            );
        }
        if course.deferred_on().is_some() {
            warn("RL-10", "解除证明书暂缓送达".to_owned(), "the certificate waits to be handed over".to_owned());
        }
        warnings
    }
}

/// What a condition of the case means for its end.
fn note(code: ConditionCode, question: &mut ExpiryQuestion) {
    let pending = match code {
        ConditionCode::CoerciveMeasures | ConditionCode::Arrested => Some(PendingMatter::CoerciveMeasures),
        ConditionCode::RevocationPending => Some(PendingMatter::Revocation),
        ConditionCode::CommittalPending => Some(PendingMatter::Committal),
        ConditionCode::InCustody
        | ConditionCode::LostContact
        | ConditionCode::OutOfSupervision
        | ConditionCode::Fugitive
        | ConditionCode::MissedIntake
        | ConditionCode::OnLeave
        | ConditionCode::RecurringTravel
        | ConditionCode::ArrestRequested
        | ConditionCode::ElectronicallyMonitored
        | ConditionCode::Prohibited
        | ConditionCode::ExitRestricted
        | ConditionCode::CertificateDeferred
        | ConditionCode::MinorRegime
        | ConditionCode::Sealed => None,
    };
    question.pending.extend(pending.filter(|pending| !question.pending.contains(pending)));
    question.out_of_reach |= matches!(
        code,
        ConditionCode::InCustody
            | ConditionCode::Arrested
            | ConditionCode::LostContact
            | ConditionCode::OutOfSupervision
            | ConditionCode::Fugitive
    );
}
