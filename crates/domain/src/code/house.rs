//! Codes of the house: levels, posts, roles, permissions, purposes.

use super::codes;

codes! {
    /// The level of an organisation in the tree.
    Level: "organization-levels" {
        Province "province" "省级" "province";
        City "city" "市级" "city";
        County "county" "县级" "county";
        Office "office" "司法所" "judicial office";
    }

    /// The kind of post a member of staff holds (CCL 10, 11).
    Post: "posts" {
        Established "established" "在编" "established staff" aka ["在编人员", "公务员"];
        Contracted "contracted" "政府购买服务" "contracted under purchase of services" aka ["购买服务", "社工", "社会工作者"];
        Seconded "seconded" "选派" "seconded, e.g. veterans or rehabilitation police" aka ["选派民警", "选派人员"];
    }

    /// Whether an account may be used.
    AccountState: "account-states" {
        Pending "pending" "待审批" "applied for, not approved yet";
        Active "active" "正常" "in use";
        Suspended "suspended" "已停用" "suspended";
        Rejected "rejected" "未获批准" "the application was rejected";
    }

    /// Where a day lies to the days on which something is held, a role or a delegation.
    TenureState: "tenure-states" {
        Future "future" "未开始" "has not begun";
        Present "present" "有效" "holds";
        Past "past" "已结束" "has ended";
    }

    /// What a person is in the house; [`crate::actor::permissions`] says what follows from it.
    Role: "roles" {
        OfficeOfficer "office_officer" "司法所工作人员" "officer of a judicial office";
        OfficeHead "office_head" "司法所负责人" "head of a judicial office";
        BureauOfficer "bureau_officer" "社区矫正机构工作人员" "officer of the bureau";
        BureauLegalReviewer "bureau_legal_reviewer" "社区矫正机构法制审核人员" "legal reviewer of the bureau";
        BureauHead "bureau_head" "社区矫正机构负责人" "head of the bureau";
        JusticeBureauHead "justice_bureau_head" "县级司法行政部门负责人" "head of the county justice bureau";
        Archivist "archivist" "档案管理人员" "archivist";
        CityReviewer "city_reviewer" "市级社区矫正机构审核人员" "reviewer of the city agency";
        ProvinceReviewer "province_reviewer" "省级社区矫正机构审核人员" "reviewer of the provincial agency";
        ProvinceReader "province_reader" "省级查询人员" "reader of the province";
        Procurator "procurator" "派驻检察人员" "procurator";
        SystemAdministrator "system_administrator" "系统管理员" "system administrator";
        SecurityAdministrator "security_administrator" "安全保密管理员" "security administrator";
        AuditAdministrator "audit_administrator" "安全审计员" "audit administrator";
    }

    /// What an account may do.
    Permission: "permissions" {
        SuperviseesRead "supervisees_read" "查阅矫正对象" "read supervisees";
        SuperviseesWrite "supervisees_write" "登记和更正矫正对象" "register and correct supervisees";
        SuperviseesDisclose "supervisees_disclose" "查看完整的受保护信息" "see protected values unmasked, for a stated purpose";
        MinorsRead "minors_read" "查阅未成年矫正对象信息" "read what concerns minors";
        MedicalRead "medical_read" "查阅病情信息" "read medical information";
        PapersRead "papers_read" "查阅材料" "read papers";
        PapersWrite "papers_write" "存入材料" "store papers";
        PersonsMerge "persons_merge" "合并重复人员" "merge duplicate persons";
        ImportsRun "imports_run" "导入名册" "import rosters";
        ClocksRead "clocks_read" "查阅期限" "read clocks";
        RulesRead "rules_read" "查阅规则" "read the rulebook";
        HistoryRead "history_read" "查阅变更历史" "read the history of a record";
        Oversee "oversee" "隐名查阅辖区情况" "see the area with names masked";
        OrganizationsRead "organizations_read" "查阅机构" "read organisations";
        OrganizationsWrite "organizations_write" "维护机构" "maintain organisations";
        StaffRead "staff_read" "查阅人员编制" "read staff";
        StaffWrite "staff_write" "维护人员编制" "maintain staff";
        AccountsRead "accounts_read" "查阅账户" "read accounts";

        AccountsWrite "accounts_write" "创建和维护账户" "create and maintain accounts, without a role";
        AccountsControl "accounts_control" "停用和解锁账户" "suspend and unlock accounts";
        RolesGrant "roles_grant" "授予角色" "grant and withdraw roles";
        RegistrationsApprove "registrations_approve" "审批注册申请" "approve registrations";
        JournalRead "journal_read" "查阅审计日志" "read the journal and the access log";
        CalendarWrite "calendar_write" "维护工作日历" "maintain the calendar of working days";
        ProceedingsRead "proceedings_read" "查阅审批程序" "read proceedings";
        ProceedingsWrite "proceedings_write" "提出和办理审批程序" "open proceedings and carry them on";
        ProceedingsEndorse "proceedings_endorse" "对审批程序提出意见" "give an agency's opinion on proceedings";
        ProceedingsDecide "proceedings_decide" "审批决定" "decide proceedings";
        MonitoringDecide "monitoring_decide" "批准使用电子定位装置" "approve electronic monitoring";
        RecordsRead "records_read" "查阅工作记录" "read the records of daily work";
        RecordsWrite "records_write" "登记和作废工作记录" "enter and void the records of daily work";
        OperationsRead "operations_read" "查阅后台任务" "read long-running operations";
    }

    /// How far an operation is.
    OperationStatus: "operation-statuses" {
        Queued "queued" "排队中" "waiting for its turn";
        Running "running" "进行中" "running";
        Succeeded "succeeded" "已完成" "done";
        Failed "failed" "失败" "failed";
        Cancelled "cancelled" "已取消" "cancelled";
    }

    /// What became of a row of an imported file.
    ImportOutcome: "import-outcomes" {
        Accepted "accepted" "已接受" "accepted";
        Rejected "rejected" "已拒绝" "rejected";
        Unchanged "unchanged" "已在册" "in the register already";
    }

    /// Why protected values are asked for unmasked.
    DisclosurePurpose: "disclosure-purposes" {
        CourtFiling "court_filing" "向人民法院提请" "filing with a court";
        ProcuratorateRequest "procuratorate_request" "人民检察院调取" "request of the procuratorate";
        PoliceRequest "police_request" "公安机关协查" "request of the police";
        Verification "verification" "核实身份" "verifying identity";
        Supervision "supervision" "日常监督管理" "daily supervision";
        Medical "medical" "病情核查和救治" "medical check or help";
        Transfer "transfer" "执行地变更" "transfer of the place of execution";
        Statistics "statistics" "统计报送" "statistics";
        SubjectAccess "subject_access" "本人查询" "request of the person concerned";
        Other "other" "其他" "other";
    }
}
