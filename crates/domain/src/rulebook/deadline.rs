//! The numbers of a rule: the deadline that it sets, and its other parameters.

use serde::Serialize;

use crate::code::{DutyBearer, codes};

codes! {
    /// The unit in which a period is counted (rulebook §16.1).
    Unit: "period-units" {
        Hour "hour" "小时" "hour";
        Day "day" "日" "calendar day";
        WorkingDay "working_day" "工作日" "working day";
        Month "month" "个月" "month";
        Year "year" "年" "year";
    }

    /// Whether a period runs from its event or up to it.
    Direction: "period-directions" {
        After "after" "自起算日之后" "after the event";
        Before "before" "在到期日之前" "before the event";
    }

    /// Whether the legal due date moves off a rest day (CPL 105; rulebook §0.5).
    Shift: "period-shifts" {
        Roll "roll" "遇节假日顺延" "moves to the next working day";
        Fixed "fixed" "不顺延" "never moves";
    }

    /// What a deadline limits.
    DeadlineKind: "deadline-kinds" {
        Duty "duty" "履行期限" "the time for a duty";
        Validity "validity" "有效期" "how long an approval is valid";
        MaxValidity "max_validity" "最长期限" "how long a measure may last at most";
        ThresholdExclusive "threshold_exclusive" "超过即成立" "a threshold that must be exceeded";
        CustodyMax "custody_max" "羁押最长期限" "how long custody may last at most";
    }

    /// An event from which, or up to which, a deadline runs, or that stops it (rulebook §16.4).
    DeadlineEvent: "deadline-events" {
        EffectiveDate "effective_date" "裁判、决定生效" "the decision takes effect";
        DecisionReceived "decision_received" "收到决定" "the decision is received";
        ApprovalReceived "approval_received" "收到批准决定" "the approval is received";
        NoticeReceived "notice_received" "收到决定机关的通知" "the notice of the decision is received";
        DocumentsReceived "documents_received" "收到法律文书" "the documents are received";
        ReceiptSent "receipt_sent" "送达回执" "the receipt is sent";
        RequestSent "request_sent" "通知决定机关补齐文书" "the missing papers are asked for";
        PapersCompleted "papers_completed" "文书补齐" "the missing papers are completed";
        Reported "reported" "报到" "the person reports";
        HandedOver "handed_over" "移送交付" "the person is handed over";
        CommissionReceived "commission_received" "收到调查评估委托" "the commission is received";
        CompletionNoticeSent "completion_notice_sent" "发出材料补齐通知" "the notice to complete the papers is sent";
        CommissioningOrganContacted "commissioning_organ_contacted" "与委托机关联系" "the commissioning organ is contacted";
        CommissionReturned "commission_returned" "退回委托材料" "the commission is returned";
        CompletePapersReceived "complete_papers_received" "收到齐全的委托材料" "the complete papers are received";
        OpinionSubmitted "opinion_submitted" "提交调查评估意见" "the opinion is submitted";
        ExtensionAgreed "extension_agreed" "经同意延长" "an extension is agreed";
        PreviousMonthReport "previous_month_report" "上次报告身体情况" "the last report of the bodily condition";
        HealthReported "health_reported" "报告身体情况" "the bodily condition is reported";
        PreviousReexamination "previous_reexamination" "上次提交病情复查" "the last re-examination";
        Reexamined "reexamined" "提交病情复查情况" "the re-examination is handed in";
        IntervalAdjusted "interval_adjusted" "报告、复查期限经批准调整" "the interval is adjusted with approval";
        ExaminationCommissioned "examination_commissioned" "委托医院诊断、检查、鉴别" "the examination is commissioned";
        ExaminationArranged "examination_arranged" "医院作出安排" "the hospital has arranged it";
        ExaminationReported "examination_reported" "医院出具意见" "the hospital has issued its opinion";
        PapersReturned "papers_returned" "收监材料被退回补充" "the papers are returned as insufficient";
        PapersSupplemented "papers_supplemented" "补充收监材料" "the papers are supplemented";
        FixedPeriodEnd "fixed_period_end" "暂予监外执行固定期限届满" "the fixed period of temporary execution ends";
        LetterSent "letter_sent" "向决定机关发函" "the letter to the deciding organ is sent";
        SentenceEnd "sentence_end" "刑期届满" "the sentence ends";
        PrisonNotified "prison_notified" "通知存放档案的监狱、看守所" "the prison that holds the file is notified";
        DeathDiscovered "death_discovered" "发现死亡" "the death is discovered";
        DeathNotified "death_notified" "书面通知死亡" "the death is notified in writing";
        LeaveStart "leave_start" "外出开始" "the leave begins";
        LeaveAppliedFor "leave_applied_for" "提出外出申请" "leave is applied for";
        Approval "approval" "批准" "the approval";
        ApprovalRenewed "approval_renewed" "重新批准或者延长" "approved anew, or extended";
        PlannedMove "planned_move" "拟变更执行地" "the planned move";
        MoveAppliedFor "move_applied_for" "提出变更执行地申请" "the change of place is applied for";
        ApplicationReceived "application_received" "收到变更执行地申请" "the application is received";
        EnquirySent "enquiry_sent" "向新执行地发函征求意见" "the enquiry is sent to the new place";
        EnquiryReceived "enquiry_received" "收到征求意见函" "the enquiry is received";
        ReplySent "reply_sent" "回复意见" "the reply is sent";
        RefusalDecision "refusal_decision" "决定不同意变更" "the change is refused";
        RefusalTold "refusal_told" "告知不同意变更" "the refusal is told";
        ApprovalDecision "approval_decision" "决定同意变更" "the change is approved";
        FileTransferred "file_transferred" "移送法律文书和档案" "the documents and the file are transferred";
        FileReceived "file_received" "收到移送的档案" "the file is received";
        PrisonFileReceived "prison_file_received" "监狱、看守所收到档案" "the prison receives the file";
        NewAgencyInformed "new_agency_informed" "通知新执行地社区矫正机构" "the agency of the new place is informed";
        DetentionDecision "detention_decision" "作出拘留等决定" "the detention is decided";
        DetentionNotified "detention_notified" "告知拘留等决定" "the detention is notified";
        CoerciveMeasure "coercive_measure" "采取强制措施" "the coercive measure is taken";
        CoerciveMeasureNotified "coercive_measure_notified" "告知采取强制措施" "the coercive measure is notified";
        NewJudgmentEffective "new_judgment_effective" "新罪、漏罪判决生效" "the judgment for another crime takes effect";
        JudgmentNotified "judgment_notified" "书面告知判决" "the judgment is notified in writing";
        LastContact "last_contact" "脱离监管" "supervision is lost";
        BackUnderSupervision "back_under_supervision" "恢复监管" "back under supervision";
        PositioningStart "positioning_start" "使用电子定位装置之日" "positioning begins";
        PositioningEnded "positioning_ended" "解除电子定位装置" "positioning ends";
        RequestAndEvidenceReceived "request_and_evidence_received" "收到提请逮捕和证据材料" "the request for arrest and the evidence are received";
        ArrestDecided "arrest_decided" "作出逮捕与否的决定" "the arrest is decided upon";
        Arrest "arrest" "执行逮捕" "the arrest";
        ProposalReceived "proposal_received" "收到建议书" "the proposal is received";
        RevocationRuled "revocation_ruled" "作出撤销与否的裁定" "the revocation is ruled upon";
        CommittalDecided "committal_decided" "作出收监与否的决定" "the committal is decided upon";
        Committed "committed" "收监" "committed to prison";
        CommutationPapersReceived "commutation_papers_received" "收到减刑材料" "the commutation papers are received";
        CommutationRuled "commutation_ruled" "作出减刑与否的裁定" "the commutation is ruled upon";
        CorrectionEnd "correction_end" "矫正期满" "correction ends";
        SummaryReceived "summary_received" "收到个人总结" "the personal summary is received";
        CertificateIssued "certificate_issued" "发放解除社区矫正证明书" "the release certificate is issued";
        JudgmentCopiesSent "judgment_copies_sent" "送交判决书、执行通知书复印件" "copies of judgment and execution notice are sent";
        PoliceInformed "police_informed" "告知公安机关" "the police are informed";
        CorrectionCompleted "correction_completed" "矫正执行完毕" "correction is completed";
        RecordsSealed "records_sealed" "封存犯罪记录" "the records are sealed";
        SealedQueryApplication "sealed_query_application" "申请查询封存的记录" "a query of sealed records is applied for";
        QueryAnswered "query_answered" "答复查询申请" "the query is answered";
        ReplyDemanded "reply_demanded" "检察文书要求回复之日" "the day by which the procuratorate asks for the reply";
        OralCorrection "oral_correction" "口头提出纠正意见" "the procuratorate demands correction by word of mouth";
        OpinionAnswered "opinion_answered" "回复人民检察院" "the procuratorate is answered";
        FileFormed "file_formed" "档案形成" "the file is formed";
        ArchiveTransferred "archive_transferred" "移交档案馆" "transferred to the county archive";
    }

    /// What follows when a deadline passes unmet. Nothing follows by itself: an officer or an organ acts on it.
    LateConsequence: "late-consequences" {
        CorrectionByProcuratorate "correction_by_procuratorate" "人民检察院可以提出纠正意见、检察建议（《社区矫正法》第六十二条）" "the procuratorate may demand correction (CCL 62)";
        WrittenCorrection "written_correction" "人民检察院书面提出纠正意见（《人民检察院刑事诉讼规则》第六百二十四条）" "the procuratorate demands correction in writing (SPP19 624)";
        CompletionDemanded "completion_demanded" "先行登记接收，通知决定机关五日内补齐（《实施办法》第十六条）" "the person is registered all the same, and the papers are asked for (IM 16)";
        MissedIntake "missed_intake" "构成漏管的，立即查找，告知决定机关和人民检察院（司发通〔2026〕8号第十一条、第十二条）" "where it is 漏管: search at once, inform the deciding organ and the procuratorate (OP26 11, 12)";
        LateReportSanctions "late_report_sanctions" "按逾期时间训诫、警告，超过一个月的提请撤销；管制的提请治安管理处罚（《实施办法》第三十四条至第三十六条、第四十六条、第四十七条）" "by its length an admonition, a warning, over a month a proposal of revocation, of surveillance the police (IM 34–36, 46, 47)";
        ReportingSanctions "reporting_sanctions" "违反报告规定的，训诫或者警告（《实施办法》第三十四条、第三十五条）" "a breach of the rules on reports: an admonition or a warning (IM 34, 35)";
        ReexaminationSanctions "reexamination_sanctions" "教育后仍不改正的警告，警告后拒不改正的提请收监执行（《实施办法》第三十五条、第四十九条）" "educated in vain, a warning; warned in vain, a proposal of committal (IM 35, 49)";
        ReminderOnly "reminder_only" "一般应当遵守，只作提醒，不因此不予办理" "a general rule: pointed out, never a reason to refuse";
        ApprovalLapses "approval_lapses" "批准失效，需要的重新申请" "the approval lapses; applied for anew where it is still needed";
        OldPlaceSearches "old_place_searches" "新执行地立即告知原执行地，由原执行地组织查找（《实施办法》第三十一条）" "the new place tells the old one at once, which searches (IM 31)";
        OutOfSupervision "out_of_supervision" "没有除外情形的，构成脱管（司发通〔2026〕8号第十三条）" "out of supervision, unless excused (OP26 13)";
        PositioningRemoved "positioning_removed" "未经评估、批准延长的，解除电子定位装置（《实施办法》第三十七条）" "the device is removed unless an extension was approved after assessment (IM 37)";
        CustodyEnds "custody_ends" "羁押期限届满，不得继续羁押（《社区矫正法》第四十八条）" "custody may not go on (CCL 48)";
        ArchivesAuthorityAsked "archives_authority_asked" "须移交；延长须经档案主管部门同意（《档案法实施条例》第二十条）" "to be transferred; longer only with the consent of the archives authority (ARR 20)";
    }
}

/// A deadline that a rule sets (rulebook §16.4).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Deadline {
    /// The event from which, or up to which, it runs.
    pub start_event: DeadlineEvent,
    /// How many units.
    pub n: u32,
    /// The unit.
    pub unit: Unit,
    /// After the event or before it.
    pub direction: Direction,
    /// Whether the legal due date moves off a rest day.
    pub shift: Shift,
    /// Who must act; none where it limits a power or a state.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub actor: Option<DutyBearer>,
    /// To whom.
    pub to: &'static [DutyBearer],
    /// Who gets copies.
    pub copies: &'static [DutyBearer],
    /// What stops it; nothing else does.
    pub stops: &'static [DeadlineEvent],
    /// What follows when it passes unmet.
    pub consequences: &'static [LateConsequence],
    /// What it limits.
    pub kind: DeadlineKind,
    /// Whether the rule says "generally" (一般应当): to be reminded of, no fault by itself.
    pub soft: bool,
}

impl Deadline {
    /// `n` units after an event, without a shift; the rest is added by the methods below. Whoever is late, the procuratorate may
    /// demand correction (CCL 62), unless the rule says what follows instead.
    pub(super) const fn after(start_event: DeadlineEvent, n: u32, unit: Unit) -> Self {
        Self {
            start_event,
            n,
            unit,
            direction: Direction::After,
            shift: Shift::Fixed,
            actor: None,
            to: &[],
            copies: &[],
            stops: &[],
            consequences: &[LateConsequence::CorrectionByProcuratorate],
            kind: DeadlineKind::Duty,
            soft: false,
        }
    }

    /// `n` units before an event; such a deadline never moves (C-7).
    pub(super) const fn before(start_event: DeadlineEvent, n: u32, unit: Unit) -> Self {
        Self { direction: Direction::Before, ..Self::after(start_event, n, unit) }
    }

    pub(super) const fn rolling(self) -> Self {
        Self { shift: Shift::Roll, ..self }
    }

    pub(super) const fn by(self, actor: DutyBearer) -> Self {
        Self { actor: Some(actor), ..self }
    }

    pub(super) const fn to(self, to: &'static [DutyBearer]) -> Self {
        Self { to, ..self }
    }

    pub(super) const fn copied_to(self, copies: &'static [DutyBearer]) -> Self {
        Self { copies, ..self }
    }

    pub(super) const fn stopped_by(self, stops: &'static [DeadlineEvent]) -> Self {
        Self { stops, ..self }
    }

    pub(super) const fn when_late(self, consequences: &'static [LateConsequence]) -> Self {
        Self { consequences, ..self }
    }

    pub(super) const fn limiting(self, kind: DeadlineKind) -> Self {
        Self { kind, ..self }
    }

    pub(super) const fn soft(self) -> Self {
        Self { soft: true, ..self }
    }
}

/// A number in a rule other than its deadline: a limit, a count, a sum.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Parameter {
    /// What it is, snake_case.
    pub name: &'static str,
    /// The number.
    pub n: u32,
    /// Its unit, where it is a length of time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<Unit>,
}

impl Parameter {
    /// A length of time.
    pub(super) const fn of(name: &'static str, n: u32, unit: Unit) -> Self {
        Self { name, n, unit: Some(unit) }
    }

    /// A plain number.
    pub(super) const fn number(name: &'static str, n: u32) -> Self {
        Self { name, n, unit: None }
    }
}
