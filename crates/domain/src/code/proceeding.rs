//! Codes of proceedings: kinds, states, acts and what is said in them.

use super::codes;

codes! {
    /// The kinds of proceeding that the machine carries.
    ProceedingKind: "proceeding-kinds" {
        Leave "leave" "外出" "leave";
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
        Answered "answered" "已收到复函" "the other agency has answered";
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

    /// How a paper was delivered (送达方式).
    DeliveryMethod: "delivery-methods" {
        InPerson "in_person" "直接送达" "in person";
        Left "left" "留置送达" "left at the dwelling";
        Post "post" "邮寄送达" "by post";
        Electronic "electronic" "电子送达" "electronically";
        Entrusted "entrusted" "委托送达" "through another agency";
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
}
