//! Codes of proceedings: kinds, states, acts and what is said in them.

use super::codes;

codes! {
    /// The kinds of proceeding that the machine carries.
    ProceedingKind: "proceeding-kinds" {
        SocialInvestigation "social_investigation" "调查评估" "social investigation";
        ClassChange "class_change" "管理类别变更" "change of management class";
        Leave "leave" "外出" "leave";
        RecurringTravel "recurring_travel" "经常性跨市、县活动" "recurring travel";
        PlaceEntry "place_entry" "进入特定区域、场所" "entry into a restricted place";
        ContactPermission "contact_permission" "会客、接触" "permission of contact";
        DwellingChange "dwelling_change" "迁居" "change of dwelling";
        MonthlyAppraisal "monthly_appraisal" "考核" "monthly appraisal";
        Commendation "commendation" "表扬" "commendation";
        ElectronicMonitoring "electronic_monitoring" "使用电子定位装置" "electronic monitoring";
        BreachInquiry "breach_inquiry" "调查取证" "breach inquiry";
        Admonition "admonition" "训诫" "admonition";
        Warning "warning" "警告" "warning";
        PolicePunishment "police_punishment" "提请治安管理处罚" "proposal of a punishment by the police";
        LostContactSearch "lost_contact_search" "失联查找" "search for one out of contact";
        Transfer "transfer" "执行地变更" "change of the place of execution";
        MedicalReview "medical_review" "病情复查" "medical review";
        IntervalChange "interval_change" "报告、复查期限调整" "change of the interval of reports";
        MedicalExamination "medical_examination" "病情诊断、妊娠检查、生活不能自理鉴别" "medical examination";
        GuarantorChange "guarantor_change" "保证人更换" "change of guarantor";
        GroundEnd "ground_end" "暂予监外执行情形期满或者消失" "end of the ground of temporary execution";
        Commutation "commutation" "提请减刑" "proposal of a commutation";
        Release "release" "解除社区矫正" "release";
        Termination "termination" "终止社区矫正" "termination";
        ProcuratorialOpinion "procuratorial_opinion" "检察建议、纠正意见" "opinion of the procuratorate";
        Complaint "complaint" "申诉、控告、检举、投诉" "complaint";
        Revocation "revocation" "提请撤销缓刑、假释" "proposal of revocation";
        Committal "committal" "提请收监执行" "proposal of committal to prison";
    }

    /// Where a proceeding stands. Each kind uses some of these.
    ProceedingStatus: "proceeding-statuses" {
        Draft "draft" "草拟" "being drafted";
        Submitted "submitted" "已提交" "submitted";
        Endorsed "endorsed" "司法所已提出意见" "the judicial office has given its opinion";
        Reviewed "reviewed" "已审核" "reviewed";
        Approved "approved" "已批准" "approved";
        ExtensionRequested "extension_requested" "申请延长" "an extension is asked for";
        Refused "refused" "不予批准" "refused";
        PapersAwaited "papers_awaited" "待补正材料" "papers are awaited";
        InProgress "in_progress" "办理中" "under way";
        Publicised "publicised" "已公示" "publicised";
        Enquired "enquired" "已发函征求意见" "the other agency has been asked";
        Answered "answered" "已答复" "answered";
        HandedOver "handed_over" "已移交" "handed over";
        Proposed "proposed" "已提请" "proposed to the deciding organ";
        Closed "closed" "已办结" "closed";
        PapersReturned "papers_returned" "已退回" "returned undone";
        Withdrawn "withdrawn" "已撤回" "withdrawn";
    }

    /// What an opinion or a decision says.
    DecisionOutcome: "decision-outcomes" {
        Approved "approved" "同意" "approved";
        Refused "refused" "不同意" "refused";
        SentBack "sent_back" "退回补充" "sent back for completion";
    }

    /// What the level that decides says; where the matter is a proposal to another organ, whether it is made.
    Verdict: "verdicts" {
        Approved "approved" "同意" "approved";
        Refused "refused" "不同意" "refused";
        SentBack "sent_back" "退回补充" "sent back for completion";
        Propose "propose" "决定提请" "decided to propose";
        NotPropose "not_propose" "决定不予提请" "decided not to propose";
    }

    /// Which of the reviews that a proposal passes (调查核实、评议、法制审核).
    ReviewKind: "review-kinds" {
        Investigation "investigation" "调查核实" "investigation by the bureau";
        Collegiate "collegiate" "集体评议" "collegiate review";
        Legal "legal" "法制审核" "legal review";
    }

    /// What the court or the deciding organ did with a proposal.
    RulingOutcome: "ruling-outcomes" {
        Accepted "accepted" "已受理" "accepted for decision";
        Approved "approved" "裁定、决定同意" "granted";
        Refused "refused" "裁定、决定不予同意" "refused";
        SentBack "sent_back" "退回补正" "the papers are to be completed";
    }

    /// How a paper was delivered (送达方式).
    DeliveryMethod: "delivery-methods" {
        InPerson "in_person" "直接送达" "in person";
        Left "left" "留置送达" "left at the dwelling";
        Post "post" "邮寄送达" "by post";
        Electronic "electronic" "电子送达" "electronically";
        Entrusted "entrusted" "委托送达" "through another agency";
    }

    /// In which form the procuratorate gave its opinion (CCL 62).
    OpinionForm: "opinion-forms" {
        Suggestion "suggestion" "检察建议" "suggestion of the procuratorate";
        CorrectionNotice "correction_notice" "纠正违法通知" "notice to correct a violation";
        OralCorrection "oral_correction" "口头纠正意见" "oral correction";
    }

    /// What a complaint is (CCL 34).
    ComplaintNature: "complaint-natures" {
        Appeal "appeal" "申诉" "appeal against a decision";
        Accusation "accusation" "控告" "accusation by the one who was wronged";
        Report "report" "检举" "report of a wrong to others";
        Grievance "grievance" "投诉" "complaint about the work";
    }

    /// Who complains.
    ComplainantRole: "complainant-roles" {
        Supervisee "supervisee" "社区矫正对象本人" "the supervisee";
        Relative "relative" "近亲属" "a close relative";
        Guardian "guardian" "监护人" "the guardian";
        Agent "agent" "律师或者其他代理人" "a lawyer or other agent";
        Other "other" "其他人" "another person";
    }

    /// Whether a reply follows what was asked (CCL 62).
    ReplyOutcome: "reply-outcomes" {
        Followed "followed" "采纳" "followed";
        PartlyFollowed "partly_followed" "部分采纳" "followed in part";
        NotFollowed "not_followed" "不采纳" "not followed";
    }

    /// From which side a change of the place of execution is seen.
    TransferDirection: "transfer-directions" {
        Out "out" "转出" "to another county";
        In "in" "转入" "from another county";
    }

    /// Why one is released (CCL 44).
    ReleaseReason: "release-reasons" {
        Expiry "expiry" "期满" "expiry of the term";
        Pardon "pardon" "赦免" "pardon";
    }

    /// Why supervision is terminated (CCL 45).
    TerminationReason: "termination-reasons" {
        ProbationRevoked "probation_revoked" "撤销缓刑" "probation revoked";
        ParoleRevoked "parole_revoked" "撤销假释" "parole revoked";
        Committed "committed" "收监执行" "committed to prison";
        Death "death" "死亡" "death";
    }

    /// By what means one out of contact is searched for (IM 38, OP26 14).
    SearchMeans: "search-means" {
        Communication "communication" "通信联络" "by telephone and messages";
        InformationCheck "information_check" "信息化核查" "by check of information";
        Visit "visit" "实地查访" "by visits on the spot";
        Other "other" "其他方式" "by other means";
    }

    /// Why leave is asked for (IM 26).
    LeaveReason: "leave-reasons" {
        Medical "medical" "就医" "medical";
        Study "study" "就学" "study";
        Litigation "litigation" "参与诉讼" "litigation";
        Family "family" "处理家庭重要事务" "important family matters";
        Work "work" "处理工作重要事务" "important matters of work";
        Other "other" "其他正当理由" "another legitimate reason";
    }

    /// Whom a person may not contact without approval (IM 25).
    ContactRole: "contact-roles" {
        Victim "victim" "被害人" "victim";
        Accuser "accuser" "控告人" "accuser";
        Informant "informant" "举报人" "informant";
        Accomplice "accomplice" "同案犯" "accomplice";
        OtherInducing "other_inducing" "其他可能诱发其再犯罪的人" "another who may induce re-offending";
    }

    /// How a month of supervision went (考核结果); the words are those of the bureau.
    AppraisalResult: "appraisal-results" {
        Good "good" "良好" "good";
        Pass "pass" "合格" "pass";
        Fail "fail" "不合格" "fail";
    }

    /// Who commissions a social investigation.
    CommissioningBody: "commissioning-bodies" {
        Court "court" "人民法院" "court";
        Procuratorate "procuratorate" "人民检察院" "procuratorate";
        Police "police" "公安机关" "police";
        Prison "prison" "监狱" "prison";
        Investigators "investigators" "其他侦查机关" "another organ of investigation";
    }

    /// What the one investigated is in the criminal case.
    InvestigatedPerson: "investigated-persons" {
        Suspect "suspect" "犯罪嫌疑人" "suspect";
        Defendant "defendant" "被告人" "defendant";
        Offender "offender" "罪犯" "offender";
    }

    /// How the papers of a commission were found on receipt (OP26 4).
    CommissionPapers: "commission-papers" {
        Complete "complete" "材料齐全" "complete";
        Incomplete "incomplete" "材料不齐全" "incomplete";
        IdentityInDoubt "identity_in_doubt" "姓名、居住地虚假或者身份不明" "name or residence false, or identity unclear";
    }
}
