//! The acts by which a proceeding moves: what is said in each.
//!
//! Every act may state the day on which it was done, where that lies before the day of entry (补录); both dates stay. It may carry
//! an opinion and papers.

mod declare;
mod parts;

use declare::acts;
pub use declare::{ActBody, Said};
pub use parts::{Doctor, OnPaper, Participant, SelfCare};
use serde::{Deserialize, Deserializer, Serialize, de::DeserializeSeed};

use crate::{
    code::{
        ArrestGround, Breach, DecisionOutcome, DeliveryMethod, DutyBearer, GuarantorCondition, MeasureCode, Outcome,
        ReplyOutcome, ReviewKind, RulingOutcome, SearchMeans, Verdict, codes,
    },
    ids::{OrganizationId, PaperId, StepId},
    proceedings::proposal::Evidence,
    term::uncounted::UncountedSpell,
    text::Text,
    time::{Date, Instant},
};

acts! {
    /// The matter is put before those who decide.
    Submissions(Submission) "submissions" "提交" "submission" {}

    /// The judicial office's opinion (司法所意见).
    Endorsements(Endorsement) "endorsements" "司法所意见" "opinion of the judicial office" {
        /// For, against, or back for completion.
        outcome: DecisionOutcome,
    }

    /// The opinion of an agency on the way to the level that decides (审核).
    Reviews(Review) "reviews" "审核" "review" {
        /// For, against, or back for completion.
        outcome: DecisionOutcome,
        /// Which of the reviews that a proposal of revocation or committal passes in the bureau; of no other matter.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        kind: Option<ReviewKind>,
        /// Who took part, each with their view; a collegiate review has them.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        #[cfg_attr(feature = "schema", schema(max_items = 20))]
        participants: Vec<Participant>,
        /// The minutes; a collegiate review has them.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "schema", schema(max_length = 4000))]
        minutes: Option<String>,
    }

    /// The decision of the level that the law demands (审批).
    Decisions(Decision) "decisions" "审批" "decision" {
        /// Approved, refused, or sent back for completion; of a proposal, whether it is made.
        outcome: Verdict,
        /// What the approved person must observe.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        #[cfg_attr(feature = "schema", schema(max_items = 20))]
        conditions: Vec<String>,
        /// The decision of an agency that does not work here, known from its paper, which is attached.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        on_paper: Option<OnPaper>,
    }

    /// A notice or a document was delivered to one whom the law wants told.
    Deliveries(Delivery) "deliveries" "送达" "delivery" {
        /// To whom.
        recipient: DutyBearer,
        /// How.
        method: DeliveryMethod,
        /// The number of the receipt (送达回证), once it has come back.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "schema", schema(max_length = 100))]
        receipt_number: Option<String>,
    }

    /// The person came back and reported it (销假; IM 28).
    Returns(LeaveReturn) "returns" "销假" "return from leave" {
        /// The day of the return.
        returned_on: Date,
    }

    /// More time is asked for.
    Extensions(Extension) "extensions" "申请延长" "extension" {
        /// The new last day.
        until: Date,
        /// Why.
        #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 500))]
        reason: String,
    }

    /// The proposer takes the matter back before it is decided.
    Withdrawals(Withdrawal) "withdrawals" "撤回" "withdrawal" {}

    /// An act was recorded in error; it falls when another officer countersigns.
    Annulments(Annulment) "annulments" "申请作废误录" "annulment of an act recorded in error" {
        /// The step in error; the last that stands.
        step_id: StepId,
        /// What is wrong with it.
        #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 500))]
        reason: String,
    }

    /// A second officer confirms an annulment, and the step in error falls.
    Countersignatures(Countersignature) "countersignatures" "会签确认作废" "countersignature" {
        /// The annulment.
        step_id: StepId,
    }

    /// What another organ answered, decided or ruled.
    Results(OrganResult) "results" "办理结果" "result from another organ" {
        /// Granted, refused, or sent back.
        outcome: DecisionOutcome,
        /// The organ.
        #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 100))]
        organ: String,
        /// The number of its paper.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "schema", schema(max_length = 100))]
        document_number: Option<String>,
        /// A date that it fixes, where the kind knows one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        fixed_on: Option<Date>,
    }

    /// The court, or the organ that decided on correction, has dealt with a proposal (裁定、决定; CCL 33, 48, 49).
    Rulings(CourtRuling) "rulings" "裁定、决定" "ruling or decision on the proposal" {
        /// Accepted, granted, refused, or the papers are to be completed.
        outcome: RulingOutcome,
        /// The court or the organ.
        #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 100))]
        court: String,
        /// The number of the ruling or decision.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "schema", schema(max_length = 100))]
        document_number: Option<String>,
        /// Revocation, committal: the day on which it was made, where that lies before the day on which it came in (`acted_on`).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        made_on: Option<Date>,
        /// Revocation, committal granted: whether nobody knows where the person is (RV-4).
        #[serde(default)]
        at_large: bool,
        /// Committal granted: the time that it fixes as not served (T-7; INT21 518).
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        #[cfg_attr(feature = "schema", schema(max_items = 100))]
        uncounted: Vec<UncountedSpell>,
        /// Commutation granted: the last day of supervision from now on.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        ends_on: Option<Date>,
        /// Commutation granted: the last day of the prohibition order, where the ruling shortens it too (PO-7).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        prohibition_ends_on: Option<Date>,
    }

    /// A piece of the work itself: a search, a visit, a piece of evidence.
    Entries(Entry) "entries" "办理记录" "entry" {
        /// What was done and found.
        #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 2000))]
        text: String,
    }

    /// What a social investigation found (调查评估; IM 14).
    InvestigationReports(InvestigationReport) "investigation_reports" "调查报告" "report of the investigation" {
        /// The dwelling.
        #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 2000))]
        residence: String,
        /// Family and social ties.
        #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 2000))]
        family_and_ties: String,
        /// The consequences and the influence of the crime.
        #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 2000))]
        consequences: String,
        /// The views of the villagers' or residents' committee and of the victim.
        #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 2000))]
        views: String,
        /// What ought to be prohibited.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "schema", schema(max_length = 2000))]
        prohibitions: Option<String>,
        /// The danger to society.
        #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 2000))]
        danger: String,
        /// The influence on the community.
        #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 2000))]
        influence: String,
    }

    /// The handling that an inquiry leads to is proposed (提出处理意见; IM 40).
    HandlingProposals(HandlingProposal) "handling_proposals" "提出处理意见" "proposal of how to handle a breach" {
        /// The measure; none where the facts call for nothing.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        measure: Option<MeasureCode>,
        /// The breach as it was found, where that is not the one inquired into.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        found: Option<Breach>,
        /// The facts that were found, and why the measure is the right one.
        #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 2000))]
        findings: String,
    }

    /// A search for one who is out of contact (查找; CCL 30, IM 38).
    Searches(Search) "searches" "查找" "search" {
        /// By what means.
        means: SearchMeans,
        /// Where, or by which number or account.
        #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 200))]
        place: String,
        /// What it showed.
        #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 2000))]
        result: String,
    }

    /// One who was out of contact is found (查找到; IM 38).
    Findings(Finding) "findings" "查找到" "the person is found" {
        /// The moment.
        #[cfg_attr(feature = "schema", schema(value_type = String, format = DateTime))]
        found_at: Instant,
        /// Where.
        #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 200))]
        place: String,
        /// By whom.
        #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 100))]
        found_by: String,
        /// The legitimate reason, where there was one: medical, study, litigation, important matters of family or work (OP26 13).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 500))]
        legitimate_reason: Option<String>,
        /// Whether the person refuses supervision.
        #[serde(default)]
        refuses_supervision: bool,
    }

    /// The work is done.
    Closures(Closure) "closures" "办结" "closure" {}

    /// The agency of the new place is asked in writing (征求意见; IM 30).
    Enquiries(Enquiry) "enquiries" "发函征求意见" "written enquiry" {}

    /// The person has reported at the new place (到新执行地报到; IM 31).
    Arrivals(Arrival) "arrivals" "到新执行地报到" "report at the new place" {
        /// The day.
        reported_on: Date,
    }

    /// Person, duties or file are handed to another office or agency.
    Handovers(Handover) "handovers" "移交" "handover" {
        /// The office or agency, where it is on the system.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        organization_id: Option<OrganizationId>,
    }

    /// The other side has received person and file.
    Receptions(Reception) "receptions" "接收" "reception" {}

    /// Missing papers are asked for (补正告知).
    PapersRequests(PapersRequest) "papers_requests" "告知补正" "request to complete the papers" {
        /// What is missing.
        #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 500))]
        missing: String,
    }

    /// The missing papers have come.
    PapersCompletions(PapersCompletion) "papers_completions" "补正到齐" "papers completed" {}

    /// The papers go back undone (退回).
    PaperReturns(PaperReturn) "paper_returns" "退回材料" "return of the papers" {
        /// Why.
        #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 500))]
        reason: String,
    }

    /// It was made public (公示).
    Publications(Publication) "publications" "公示" "publication" {
        /// The first day.
        from: Date,
        /// The last day.
        to: Date,
    }

    /// The person objects (异议; IM 32).
    Objections(Objection) "objections" "提出异议" "objection" {
        /// What the person objects to.
        #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 2000))]
        text: String,
    }

    /// The objection is answered, and the person told.
    Answers(Answer) "answers" "答复异议" "answer to the objection" {
        /// Whether the objection was followed.
        outcome: DecisionOutcome,
    }

    /// The reply to the procuratorate, or to one who complains, is drafted (拟定答复; CCL 62, CCL 34).
    ReplyProposals(ReplyProposal) "reply_proposals" "拟定答复" "proposal of the reply" {
        /// Whether it follows what was asked.
        outcome: ReplyOutcome,
        /// What was found, and what has been or will be done.
        #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 2000))]
        text: String,
        /// Why it does not follow what was asked, or not all of it; needed then (CCL 62).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 2000))]
        reasons: Option<String>,
    }

    /// It is passed on to the organ whose matter it is (移送有关机关).
    Referrals(Referral) "referrals" "移送有关机关" "referral to the competent organ" {
        /// The organ.
        #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 100))]
        organ: String,
        /// Why it is the matter of that organ.
        #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 500))]
        reason: String,
    }

    /// The person's own summary of the correction has come in (个人总结; IM 53).
    Summaries(Summary) "summaries" "收到个人总结" "personal summary" {}

    /// Handing over the certificate is put off (暂缓送达; OP26 20).
    Deferrals(Deferral) "deferrals" "暂缓送达" "deferral of the delivery" {
        /// Why: where the person is, or that nobody knows.
        #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 500))]
        reason: String,
    }

    /// The formal announcement (宣告).
    Pronouncements(Pronouncement) "pronouncements" "宣告" "pronouncement" {
        /// Who was there.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        #[cfg_attr(feature = "schema", schema(max_items = 50))]
        present: Vec<String>,
        /// Whether it was held in public; never for a minor (IM 55).
        public: bool,
    }

    /// Evidence is added to a proposal (补充材料; H-10): before it is delivered, or after the papers came back.
    Supplements(Supplement) "supplements" "补充材料" "supplement of evidence" {
        /// What is added.
        #[cfg_attr(feature = "schema", schema(min_items = 1, max_items = 50))]
        evidence: Vec<Evidence>,
    }

    /// Arrest is asked for with a proposal of revocation (提请逮捕; CCL 47; IM 48).
    Arrests(ArrestRequest) "arrests" "提请逮捕" "request of arrest" {
        /// The grounds.
        #[cfg_attr(feature = "schema", schema(max_items = 4))]
        grounds: Vec<ArrestGround>,
        /// The facts that show them.
        #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 2000))]
        reasons: String,
        /// The moment at which the court received request and evidence; its 48 hours run from it (AR-2).
        #[cfg_attr(feature = "schema", schema(value_type = String, format = DateTime))]
        received_at: Instant,
    }

    /// The court has decided on the arrest (逮捕决定).
    ArrestDecisions(ArrestDecision) "arrest_decisions" "逮捕决定" "decision on the arrest" {
        /// Granted or refused.
        outcome: DecisionOutcome,
        /// The court.
        #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 100))]
        court: String,
        /// The number of its decision.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "schema", schema(max_length = 100))]
        document_number: Option<String>,
        /// The moment.
        #[cfg_attr(feature = "schema", schema(value_type = String, format = DateTime))]
        decided_at: Instant,
    }

    /// The police have arrested the person (执行逮捕); thirty days of custody at most run from this day (AR-3).
    ArrestExecutions(ArrestExecution) "arrest_executions" "执行逮捕" "execution of the arrest" {}

    /// The person is released from custody (释放; AR-3, AR-4).
    ArrestReleases(ArrestRelease) "arrest_releases" "释放" "release from custody" {
        /// Why: revocation refused or withdrawn, or the thirty days are over.
        #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 500))]
        reason: String,
    }

    /// A certificate is issued (证明书).
    Certificates(Certificate) "certificates" "发给证明书" "certificate" {
        /// Its number.
        #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 100))]
        document_number: String,
    }

    /// A re-examination of a medical parolee was handed in (病情复查情况; IM 24, OP23 25).
    ReexaminationSubmissions(Reexamination) "reexamination_submissions" "提交病情复查情况" "re-examination handed in" {
        /// The hospital; one that the province has designated.
        #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 100))]
        hospital: String,
        /// The day of the examination.
        examined_on: Date,
        /// What the hospital found.
        #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 2000))]
        findings: String,
    }

    /// What was handed in was verified with the hospital, and is accepted (核实; OP23 25).
    Verifications(Verification) "verifications" "核实" "verification with the hospital" {
        /// Who at the hospital confirmed it.
        #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 100))]
        verified_with: String,
        /// The doctors of the review group, where the bureau had one look at it: two of associate-senior title or above.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        #[cfg_attr(feature = "schema", schema(max_items = 10))]
        review_group: Vec<Doctor>,
    }

    /// What was handed in goes back (退回重新复查).
    Rejections(Rejection) "rejections" "退回重新提交" "re-examination sent back" {
        /// Why.
        #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 500))]
        reason: String,
    }

    /// The person was educated about what is late (教育; IM 35(4)).
    Educations(EducationGiven) "educations" "批评教育" "education about what is late" {
        /// What was said.
        #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 2000))]
        text: String,
        /// The last day that was set for handing it in.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        until: Option<Date>,
    }

    /// There is a good reason for the lateness (正当理由; IM 35(4)).
    Excuses(Excuse) "excuses" "认定正当理由" "good reason found" {
        /// The reason.
        #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 500))]
        reason: String,
        /// The last day on which it holds.
        until: Date,
    }

    /// The hospital has fixed the examination (OP23 6–10).
    Arrangements(Arrangement) "arrangements" "医院安排" "arrangement by the hospital" {
        /// The day for which it is fixed.
        arranged_for: Date,
    }

    /// The hospital has issued its opinion (出具诊断、检查、鉴别意见; OP23 6–10).
    HospitalReports(HospitalReport) "hospital_reports" "出具医学意见" "opinion of the hospital" {
        /// The number of the paper.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "schema", schema(max_length = 100))]
        document_number: Option<String>,
        /// The day on which it was issued.
        issued_on: Date,
        /// The day of the oldest objective findings attached to it.
        findings_on: Date,
        /// What it says.
        #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 2000))]
        findings: String,
        /// Whether the ground of temporary execution is there, in the hospital's view; of self-care the law counts itself.
        conclusion: Outcome,
        /// The doctors who signed it.
        #[cfg_attr(feature = "schema", schema(max_items = 10))]
        doctors: Vec<Doctor>,
        /// Whether the vice-president in charge has signed it and it bears the hospital's seal.
        signed_and_sealed: bool,
        /// What was found of self-care; in an appraisal of it, and only there.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        self_care: Option<SelfCare>,
    }

    /// A new guarantor is put forward (提出新的保证人; IM 49(7)).
    Nominations(Nomination) "nominations" "提出新的保证人" "nomination of a guarantor" {
        /// The name.
        #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 50))]
        name: String,
        /// What the guarantor is to the person.
        #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 50))]
        relation: String,
        /// The conditions that the guarantor fulfils (TEO14 11).
        #[cfg_attr(feature = "schema", schema(max_items = 10))]
        fulfilled: Vec<GuarantorCondition>,
        /// Whether the guarantor has undertaken the duties in writing (TEO14 12).
        undertaken: bool,
    }
}

impl Act {
    /// Whether it is a decision that approves.
    #[must_use]
    pub fn approves(&self) -> bool {
        matches!(self, Self::Decisions(body) if body.outcome.effect() == DecisionOutcome::Approved)
    }

    /// The outcome, for acts that have one. That a court accepts a proposal settles nothing yet.
    #[must_use]
    pub fn outcome(&self) -> Option<DecisionOutcome> {
        match self {
            Self::Endorsements(body) => Some(body.outcome),
            Self::Reviews(body) => Some(body.outcome),
            Self::Decisions(body) => Some(body.outcome.effect()),
            Self::Results(body) => Some(body.outcome),
            Self::Rulings(body) => body.outcome.effect(),
            Self::Answers(body) => Some(body.outcome),
            Self::ArrestDecisions(body) => Some(body.outcome),
            Self::Submissions(_)
            | Self::Supplements(_)
            | Self::Arrests(_)
            | Self::ArrestExecutions(_)
            | Self::ArrestReleases(_)
            | Self::Deliveries(_)
            | Self::Returns(_)
            | Self::Extensions(_)
            | Self::Withdrawals(_)
            | Self::Annulments(_)
            | Self::Countersignatures(_)
            | Self::Entries(_)
            | Self::InvestigationReports(_)
            | Self::HandlingProposals(_)
            | Self::Searches(_)
            | Self::Findings(_)
            | Self::Enquiries(_)
            | Self::Arrivals(_)
            | Self::Summaries(_)
            | Self::Deferrals(_)
            | Self::Closures(_)
            | Self::Handovers(_)
            | Self::Receptions(_)
            | Self::PapersRequests(_)
            | Self::PapersCompletions(_)
            | Self::PaperReturns(_)
            | Self::Publications(_)
            | Self::Objections(_)
            | Self::ReplyProposals(_)
            | Self::Referrals(_)
            | Self::Pronouncements(_)
            | Self::ReexaminationSubmissions(_)
            | Self::Verifications(_)
            | Self::Rejections(_)
            | Self::Educations(_)
            | Self::Excuses(_)
            | Self::Arrangements(_)
            | Self::HospitalReports(_)
            | Self::Nominations(_)
            | Self::Certificates(_) => None,
        }
    }
}

impl Verdict {
    /// What it does to the matter: a proposal that is made is approved.
    #[must_use]
    pub fn effect(self) -> DecisionOutcome {
        match self {
            Self::Approved | Self::Propose => DecisionOutcome::Approved,
            Self::Refused | Self::NotPropose => DecisionOutcome::Refused,
            Self::SentBack => DecisionOutcome::SentBack,
        }
    }

    /// Whether it is a word for matters of this sort: proposals to another organ, or all others.
    #[must_use]
    pub fn fits(self, proposes: bool) -> bool {
        match self {
            Self::Approved | Self::Refused => !proposes,
            Self::Propose | Self::NotPropose => proposes,
            Self::SentBack => true,
        }
    }
}

impl From<DecisionOutcome> for Verdict {
    fn from(outcome: DecisionOutcome) -> Self {
        match outcome {
            DecisionOutcome::Approved => Self::Approved,
            DecisionOutcome::Refused => Self::Refused,
            DecisionOutcome::SentBack => Self::SentBack,
        }
    }
}

impl RulingOutcome {
    /// What it does to the matter; nothing yet where the proposal was only accepted.
    #[must_use]
    pub fn effect(self) -> Option<DecisionOutcome> {
        match self {
            Self::Accepted => None,
            Self::Approved => Some(DecisionOutcome::Approved),
            Self::Refused => Some(DecisionOutcome::Refused),
            Self::SentBack => Some(DecisionOutcome::SentBack),
        }
    }
}

impl ActCode {
    /// Whether the act is about another step, not about the matter.
    #[must_use]
    pub fn is_about_a_step(self) -> bool {
        matches!(self, Self::Annulments | Self::Countersignatures)
    }

    /// Whether it puts the matter before those who decide, so that their opinions are asked for anew.
    #[must_use]
    pub fn puts_forward(self) -> bool {
        matches!(
            self,
            Self::Submissions | Self::Extensions | Self::HandlingProposals | Self::ReplyProposals | Self::Nominations
        )
    }

    /// Whether whoever does it proposes or endorses the matter, and so may not decide it.
    #[must_use]
    pub fn proposes(self) -> bool {
        self.puts_forward() || matches!(self, Self::Endorsements | Self::Reviews)
    }

    /// The path segment under which it is posted: its code in kebab-case. What is handed in of a re-examination is posted under the
    /// noun of all submissions: only what is said in it is its own.
    #[must_use]
    pub fn path(self) -> String {
        let noun = if self == Self::ReexaminationSubmissions { Self::Submissions } else { self };
        crate::code::Code::code(noun).replace('_', "-")
    }

    /// The act that is posted under a path segment.
    #[must_use]
    pub fn of_path(segment: &str) -> Option<Self> {
        crate::code::Code::parse(&segment.replace('-', "_")).filter(|act: &Self| act.path() == segment)
    }

    /// What the act is called, in both languages.
    #[must_use]
    pub fn text(self) -> Text {
        let (zh, en) = crate::code::Code::label(self);
        Text::new(zh, en)
    }
}
