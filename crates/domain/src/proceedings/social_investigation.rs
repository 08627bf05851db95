//! Social investigation (调查评估), commissioned before a decision on one who is not under supervision yet: papers, investigation,
//! report, opinion, and who is told (IM 13, 14; OP26 1 – 5; rulebook §3).

mod clocks;

use clocks::opinion;
use serde::{Deserialize, Serialize};

use super::{
    Act, ActCode, Assessment, By, Content, Declaration, Fault, Kind, Matter, Move, NoticeDuty, To, Warning,
    kind::refuse,
};
use crate::{
    assessment::{CommissionQuestion, EarlierOpinion, commission},
    clock::Clock,
    code::{
        AssessmentPurpose, Code, CommissionPapers, CommissioningBody, DutyBearer, InvestigatedPerson, Level,
        ProceedingKind,
        ProceedingStatus::{
            Approved, Closed, Draft, Endorsed, InProgress, PapersAwaited, PapersReturned, Reviewed, Submitted,
            Withdrawn,
        },
        Verdict,
    },
    ids::PaperId,
    refusal::{Fact, Refusal},
    rulebook::Label,
    text::Text,
    time::Date,
};

/// What was commissioned, by whom, and what came with it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SocialInvestigationContent {
    /// The name of the organ that commissions it.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 100))]
    pub commissioning_organ: String,
    /// What kind of organ it is.
    pub organ_kind: CommissioningBody,
    /// The number of its letter.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 100))]
    pub letter_number: String,
    /// What the person is in the criminal case.
    pub subject_role: InvestigatedPerson,
    /// What is considered.
    pub purpose: AssessmentPurpose,
    /// Whether the case is tried by the fast-track procedure (速裁程序): five working days instead of ten.
    #[serde(default)]
    pub fast_track: bool,
    /// The day on which letter and annexes came.
    pub received_on: Date,
    /// Whether they were complete, and the person identified.
    pub papers_state: CommissionPapers,
    /// Where the person is said to live.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 200))]
    pub residence_address: String,
    /// The day of the judgment, ruling or decision, where it has been made already.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decided_on: Option<Date>,
    /// The latest opinion given on this person before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub earlier: Option<EarlierOpinion>,
    /// What has changed since: new facts, residence, guarantor.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(max_length = 500))]
    pub changed: Option<String>,
    /// The letter and its annexes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "schema", schema(max_items = 50))]
    pub papers: Vec<PaperId>,
}

/// Registered, papers completed or returned, investigated, reported, decided, delivered and copied.
pub const DECLARATION: Declaration = Declaration {
    kind: ProceedingKind::SocialInvestigation,
    path: "social-investigations",
    title: Label::new("调查评估", "social investigation"),
    rule: "A-8n",
    initial: Draft,
    reader: None,
    moves: &[PAPERS, INVESTIGATION, OPINION],
};

/// The commission and its papers: taken up, completed, or returned undone.
const PAPERS: &[Move] = &[
    Move::new(ActCode::Submissions, &[Draft], To::Status(InProgress), By::Carrier),
    Move::new(ActCode::PapersRequests, &[Draft, InProgress], To::Status(PapersAwaited), By::Bureau),
    Move::new(ActCode::PapersCompletions, &[PapersAwaited], To::Status(InProgress), By::Carrier),
    Move::new(ActCode::PaperReturns, &[Draft, PapersAwaited, InProgress], To::Status(PapersReturned), By::Bureau),
    Move::new(
        ActCode::Withdrawals,
        &[Draft, PapersAwaited, InProgress, Submitted, Endorsed, Reviewed],
        To::Status(Withdrawn),
        By::Carrier,
    ),
    Move::new(
        ActCode::Deliveries,
        &[Draft, PapersAwaited, InProgress, Submitted, Endorsed, Reviewed],
        To::Same,
        By::Carrier,
    ),
];

/// The investigation itself, to the report that is put forward.
const INVESTIGATION: &[Move] = &[
    Move::new(ActCode::Entries, &[InProgress], To::Same, By::Carrier),
    Move::new(ActCode::InvestigationReports, &[InProgress], To::Same, By::Carrier),
    Move::new(ActCode::Extensions, &[InProgress], To::Same, By::Carrier),
    Move::new(ActCode::Submissions, &[InProgress], To::Status(Submitted), By::Carrier),
];

/// The opinion: suited or not suited, it is issued all the same, delivered and copied.
const OPINION: &[Move] = &[
    Move::new(
        ActCode::Endorsements,
        &[Submitted],
        To::Outcome { approved: Endorsed, refused: Endorsed, sent_back: InProgress },
        By::Office,
    ),
    Move::new(
        ActCode::Reviews,
        &[Submitted, Endorsed, Reviewed],
        To::Outcome { approved: Reviewed, refused: Reviewed, sent_back: InProgress },
        By::Reviewer,
    ),
    Move::new(
        ActCode::Decisions,
        &[Submitted, Endorsed, Reviewed],
        To::Outcome { approved: Approved, refused: Approved, sent_back: InProgress },
        By::Approver,
    ),
    Move::new(ActCode::Deliveries, &[Approved], To::WhenAllAreTold(Closed), By::Carrier),
];

impl SocialInvestigationContent {
    /// **A-12**: none after the decision, none again without a change.
    fn may_be_given(&self, matter: &Matter<'_>) -> Result<(), Box<Refusal>> {
        let question = CommissionQuestion {
            purpose: self.purpose,
            received_on: self.received_on,
            decided_on: self.decided_on,
            earlier: None,
            changed: self.changed.is_some(),
        };
        let questions =
            self.opinions_before(matter).map(|earlier| CommissionQuestion { earlier: Some(earlier), ..question });
        // A fault of the question is a fault of the content, and was said there.
        let answer = |question| commission(question).unwrap_or(Ok(())).map_err(Box::new);
        std::iter::once(question).chain(questions).try_for_each(answer)
    }

    /// The opinions given on the person before the commission came: the one that is stated, and those of other investigations. The
    /// same letter of the same organ is the same case.
    fn opinions_before(&self, matter: &Matter<'_>) -> impl Iterator<Item = EarlierOpinion> {
        let known = matter.others().filter_map(|other| {
            let Content::SocialInvestigation(content) = &other.content else { return None };
            let same = |of: fn(&Self) -> &str| of(content) == of(self);
            Some(EarlierOpinion {
                purpose: content.purpose,
                issued_on: opinion(other)?.acted_on,
                same_case: same(|content| &content.commissioning_organ) && same(|content| &content.letter_number),
            })
        });
        let before = move |earlier: &EarlierOpinion| earlier.issued_on <= self.received_on;
        self.earlier.into_iter().chain(known).filter(before)
    }

    fn commission_faults(&self) -> Vec<Fault> {
        let opinion_before = self.earlier.map(|earlier| earlier.issued_on);
        let fast_track = match self.purpose {
            AssessmentPurpose::PublicSurveillance | AssessmentPurpose::Probation => false,
            AssessmentPurpose::Parole | AssessmentPurpose::TemporaryOutsidePrison => self.fast_track,
        };
        [
            self.decided_on.and_then(|day| Fault::of_day("/decided_on", day)),
            opinion_before.and_then(|day| Fault::of_day("/earlier/issued_on", day)),
            opinion_before.filter(|day| *day > self.received_on).map(|_| {
                let message = Text::new("不能晚于收到委托的日期", "must not lie after the commission came");
                Fault::new("/earlier/issued_on", "dates_out_of_order", message)
            }),
            fast_track.then(|| {
                let message = Text::new("速裁程序只适用于审判阶段", "the fast-track procedure is one of trials");
                Fault::new("/fast_track", "does_not_go_with", message)
            }),
        ]
        .into_iter()
        .flatten()
        .collect()
    }
}

impl Kind for SocialInvestigationContent {
    fn is_about_a_person() -> bool {
        true
    }

    fn declaration(&self) -> &'static Declaration {
        &DECLARATION
    }

    fn faults(&self) -> Vec<Fault> {
        [
            Fault::of_length("/commissioning_organ", &self.commissioning_organ, 100),
            Fault::of_length("/letter_number", &self.letter_number, 100),
            Fault::of_day("/received_on", self.received_on),
            Fault::of_length("/residence_address", &self.residence_address, 200),
            Fault::of_optional("/changed", self.changed.as_deref(), 500),
        ]
        .into_iter()
        .flatten()
        .chain(self.commission_faults())
        .collect()
    }

    fn assess(&self, matter: &Matter<'_>) -> Assessment {
        let today = matter.today();
        let clock = self.opinion_clock(matter);
        let explanation = clock.map_or_else(
            || {
                vec![Text::new(
                    "材料未齐或者身份未查明，评估期限自收到齐全材料之日起算",
                    "papers incomplete or identity unclear: the time runs from receipt of the complete papers",
                )]
            },
            |clock| clock.explanation,
        );
        let secret = Text::new(
            "调查人员、对象、过程和结论保密，不得向犯罪嫌疑人、被告人、罪犯及其近亲属、代理人透露",
            "investigators, subjects, course and conclusion are secret from the person, the family and their agents",
        );
        let mut warnings = vec![Warning::under("A-13", secret, today)];
        if matter.is_minor() {
            let message = Text::new("未成年人身份信息保密", "the identity of a minor is secret");
            warnings.push(Warning::under("MN-3", message, today));
        }
        let mut facts = vec![Fact::new("purpose", self.purpose.code()), Fact::new("papers", self.papers_state.code())];
        let earlier = self.opinions_before(matter).map(|earlier| earlier.issued_on).max();
        facts.extend(earlier.map(|issued_on| Fact::new("earlier_opinion_on", issued_on.to_string())));
        Assessment { explanation, warnings, facts, ..Assessment::by(Level::County, self.limit(), today) }
    }

    fn admissible(&self, matter: &Matter<'_>) -> Result<(), Box<Refusal>> {
        if self.received_on > matter.today() {
            return refuse(
                self.limit(),
                vec![Fact::new("received_on", self.received_on.to_string())],
                Text::new("收到委托后才能登记", "register the commission once it has come"),
            );
        }
        self.may_be_given(matter)
    }

    fn guard(&self, act: ActCode, matter: &Matter<'_>) -> Result<(), Box<Refusal>> {
        if act != ActCode::Submissions {
            return Ok(());
        }
        let papers = || vec![Fact::new("papers_state", self.papers_state.code())];
        if matter.proceeding.status() != Draft {
            if matter.proceeding.last(ActCode::InvestigationReports).is_some() {
                return Ok(());
            }
            return refuse(
                "A-11",
                vec![Fact::new("investigation_report", "none")],
                Text::new("先形成调查报告，再提交审核", "write the report of the investigation first"),
            );
        }
        match self.papers_state {
            CommissionPapers::Complete => Ok(()),
            CommissionPapers::Incomplete => refuse(
                "A-6",
                papers(),
                Text::new("先通知委托机关补齐材料", "first ask the commissioning organ to complete the papers"),
            ),
            CommissionPapers::IdentityInDoubt => refuse(
                "A-7a",
                papers(),
                Text::new(
                    "先与委托机关联系查明身份、居住地；确实无法调查评估的，退回材料",
                    "first clear up identity and residence with the commissioning organ; if that fails, return the papers",
                ),
            ),
        }
    }

    fn act_faults(&self, act: &Act, matter: &Matter<'_>) -> Vec<Fault> {
        let mut faults = Vec::new();
        if let Act::Extensions(body) = act
            && self.opinion_clock(matter).is_some_and(|clock| body.until <= clock.due_legal)
        {
            let message = Text::new("须晚于现在的期限", "must be later than the present limit");
            faults.push(Fault::new("/until", "not_later", message));
        }
        // The conclusion is in words.
        let concludes = matches!(act, Act::Decisions(body) if body.outcome != Verdict::SentBack);
        if concludes && act.said().opinion().is_none() {
            faults.push(Fault::new("/opinion", "required", Text::new("须写明评估意见", "state the conclusion")));
        }
        faults
    }

    fn check(&self, act: &Act, matter: &Matter<'_>) -> Result<(), Box<Refusal>> {
        if act.code() == ActCode::Decisions { self.may_be_given(matter) } else { Ok(()) }
    }

    fn clocks(&self, matter: &Matter<'_>) -> Vec<Clock> {
        self.papers_clocks(matter).into_iter().chain(self.opinion_clock(matter)).collect()
    }

    /// The procuratorate is told of the commission; the opinion goes to the organ, with a copy to the procuratorate.
    fn notice_duties(&self, matter: &Matter<'_>) -> Vec<NoticeDuty> {
        let told = |recipient, rule, since| NoticeDuty { recipient, rule, since };
        let mut duties = vec![told(DutyBearer::Procuratorate, "A-5", self.received_on)];
        if let Some(since) = opinion(matter.proceeding).map(|step| step.acted_on) {
            duties.push(told(DutyBearer::CommissioningOrgan, self.limit(), since));
            duties.push(told(DutyBearer::Procuratorate, "A-10", since));
        }
        duties
    }
}
