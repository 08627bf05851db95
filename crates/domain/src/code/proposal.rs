//! Codes of proposals, of expiry and of archives (rulebook §9.2 – §11).

use super::codes;

codes! {
    /// What the agency proposes to another organ (rulebook §9.2).
    ProposalMatter: "proposal-matters" {
        ProbationRevocation "probation_revocation" "提请撤销缓刑" "revocation of probation";
        ParoleRevocation "parole_revocation" "提请撤销假释" "revocation of parole";
        Committal "committal" "提请收监执行" "committal to prison";
        PolicePunishment "police_punishment" "提请治安管理处罚" "punishment by the police";
        Commutation "commutation" "提请减刑" "commutation";
    }

    /// To whom a proposal goes (rulebook §9.2).
    Addressee: "proposal-addressees" {
        OriginalCourt "original_court" "原审人民法院" "original trial court";
        ParolingCourt "paroling_court" "作出假释裁定的人民法院" "court that made the parole ruling";
        ExecutionPlaceCourt "execution_place_court" "执行地人民法院" "court at the place of execution";
        ExecutionPlaceDecidingOrgan "execution_place_deciding_organ" "执行地社区矫正决定机关" "deciding organ at the place of execution";
        OriginalDecidingOrgan "original_deciding_organ" "原社区矫正决定机关" "original deciding organ";
        CountyPolice "county_police" "县级公安机关" "county police";
        IntermediateCourt "intermediate_court" "执行地中级人民法院" "intermediate court at the place of execution";
        HighCourt "high_court" "执行地高级人民法院" "high court at the place of execution";
    }

    /// What goes with a proposal (OP26 16).
    EvidenceItem: "evidence-items" {
        Proposal "proposal" "建议书" "the proposal";
        LegalDocuments "legal_documents" "判决书、裁定书、决定书、执行通知书等复印件" "copies of judgment, ruling, decision and execution notice";
        ProofOfGround "proof_of_ground" "违法违规或者暂予监外执行情形消失的证明材料" "proof of the breach or of the ground's having disappeared";
        ConductRecord "conduct_record" "考核奖惩材料" "record of appraisals, rewards and sanctions";
        UncountedTime "uncounted_time" "不计入执行刑期的证明材料" "proof of time not counted";
        Other "other" "其他材料" "other material";
    }

    /// Why arrest may be asked for with a proposal of revocation (CCL 47, IM 48).
    ArrestGround: "arrest-grounds" {
        MayFlee "may_flee" "可能逃跑" "may flee";
        Danger "danger" "有危害国家安全、公共安全、社会秩序或者他人人身安全现实危险" "real danger to state or public security, order or persons";
        Retaliation "retaliation" "可能对被害人、举报人、控告人或者社区矫正机构工作人员等实施报复行为" "may retaliate";
        NewCrime "new_crime" "可能实施新的犯罪" "may commit a new crime";
    }

    /// What is undecided when the term expires (rulebook §1.6).
    PendingMatter: "pending-matters" {
        CoerciveMeasures "coercive_measures" "被采取刑事强制措施" "under criminal coercive measures";
        Revocation "revocation" "已提请撤销缓刑、假释，尚未裁定" "revocation proposed, not ruled upon";
        Committal "committal" "已提请收监执行，尚未决定" "committal proposed, not decided";
    }

    /// What the expiry of the term means (rulebook §1.6, §10).
    ExpiryOutcome: "expiry-outcomes" {
        NotYet "not_yet" "期限未满" "the term is still running";
        Release "release" "解除矫正" "release";
        ReleasedByPrison "released_by_prison" "由监狱、看守所办理刑满释放" "the prison or detention centre handles release";
        Termination "termination" "终止矫正" "termination, not release";
        ManualDecision "manual_decision" "需要人工决定" "a person must decide";
    }

    /// What a case file in the archive consists of (IM 18; rulebook §11.1).
    ArchiveItem: "archive-items" {
        Cover "cover" "封面、目录" "cover and contents";
        BasicInformation "basic_information" "基本信息表、身份证件复印件、照片" "basic information, copy of identity card, photograph";
        Assessment "assessment" "调查评估委托函、意见书及附件" "assessment commission, opinion and annexes";
        LegalDocuments "legal_documents" "判决书、裁定书、决定书、执行通知书、告知书、执行地确定书、移交证明书" "judgment, ruling, decision, execution notice and papers of hand-over";
        Reception "reception" "报到登记、回执" "report registration and receipt";
        ExitRestriction "exit_restriction" "限制出境材料" "exit restriction";
        EntryDeclaration "entry_declaration" "入矫宣告" "entry declaration";
        Group "group" "矫正小组、责任书" "correction group and responsibility letter";
        Plan "plan" "矫正方案及调整" "correction plan and its adjustments";
        Classification "classification" "风险评估、分类管理审批" "risk assessment and class decisions";
        Supervision "supervision" "报告、走访、谈话记录" "reports, visits, talks";
        Medical "medical" "身体情况报告、病情复查、保证人材料" "health reports, re-examinations, guarantor";
        Approvals "approvals" "外出、经常性活动、进入特定场所、会客审批" "approvals of leave, recurring travel, places, contact";
        Positioning "positioning" "电子定位装置审批和解除" "positioning approvals and removal";
        Education "education" "教育、心理、公益活动记录" "education, psychology, public-welfare activity";
        Help "help" "帮扶记录" "help";
        Appraisal "appraisal" "考核、表扬、训诫、警告" "appraisal, commendation, admonition, warning";
        PolicePunishment "police_punishment" "治安管理处罚材料" "police punishment";
        Search "search" "查找记录" "search records";
        Revocation "revocation" "撤销、逮捕、收监、减刑材料" "revocation, arrest, committal, commutation";
        PlaceChange "place_change" "执行地变更材料" "change of the place of execution";
        Release "release" "个人总结、鉴定、解除证明书存根、通知书" "summary, appraisal, stub of the certificate, notices";
        Termination "termination" "终止通知书及依据" "termination notice and what it rests on";
        Delivery "delivery" "送达回证" "delivery receipts";
        InspectionList "inspection_list" "备考表" "inspection list";
    }
}
