//! Codes of records: kinds, and what is said in them.

use super::codes;

codes! {
    /// The kinds of record.
    RecordKind: "record-kinds" {
        Reception "reception" "报到接收" "reception";
        Pronouncement "pronouncement" "入矫宣告" "entry pronouncement";
        CorrectionTeam "correction_team" "矫正小组" "correction group";
        ResponsibilityLetter "responsibility_letter" "矫正责任书" "letter of responsibility";
        CorrectionPlan "correction_plan" "矫正方案" "correction plan";
        ExitRestriction "exit_restriction" "限制出境" "exit restriction";
        RiskAssessment "risk_assessment" "风险评估" "risk assessment";
        Report "report" "报告" "report";
        Visit "visit" "走访" "visit";
        Talk "talk" "个别谈话" "talk";
        InformationCheck "information_check" "信息化核查" "information check";
        HealthReport "health_report" "身体情况报告" "health report";
        Attendance "attendance" "参加教育和公益活动" "attendance";
    }

    /// What is wrong with a case.
    DefectCode: "defects" {
        Late "late" "逾期" "late";
        Missing "missing" "缺失" "missing";
        Contradictory "contradictory" "矛盾" "contradictory";
    }

    /// What the timeline of a case tells.
    TimelineKind: "timeline-kinds" {
        Registration "registration" "登记" "the registration";
        Fact "fact" "案件事实" "a dated fact of the order";
        ProceedingOpened "proceeding_opened" "程序启动" "a proceeding was opened";
        Step "step" "程序环节" "a step of a proceeding";
        Record "record" "工作记录" "a record of daily work";
        RecordVoided "record_voided" "工作记录作废" "a record of daily work was voided";
        ClockMet "clock_met" "期限内容已完成" "what a deadline asks for was done";
        ClockOverdue "clock_overdue" "期限逾期" "a deadline passed";
        End "end" "矫正结束" "the end of supervision";
    }

    /// In which order a timeline is read.
    TimelineOrder: "timeline-orders" {
        NewestFirst "newest_first" "由近及远" "newest first";
        OldestFirst "oldest_first" "由远及近" "oldest first";
    }

    /// How the person came into supervision (CCL 21, IM 17).
    ReceptionMethod: "reception-methods" {
        SelfReport "self_report" "自行报到" "reported by themselves";
        Escorted "escorted" "押送移交" "escorted and handed over";
        CourtHandover "court_handover" "当庭交接" "handed over in court";
    }

    /// Where a person was received (OP26 9).
    ReceptionPlace: "reception-places" {
        Agency "agency" "社区矫正机构" "at the agency";
        Home "home" "上门办理" "at home";
        Hospital "hospital" "医院" "in hospital";
        Video "video" "远程视频" "by video";
    }

    /// What the entry pronouncement says (IM 20).
    PronouncementItem: "pronouncement-items" {
        LegalDocuments "legal_documents" "法律文书主要内容" "the main content of the legal documents";
        Term "term" "社区矫正期限" "the term";
        Duties "duties" "应当遵守的规定、被剥夺或者限制行使的权利、被禁止的事项以及违反规定的法律后果" "duties, restricted rights, prohibitions and consequences";
        Rights "rights" "依法享有的权利" "rights";
        Team "team" "矫正小组人员组成及职责" "the group and its duties";
        Other "other" "其他有关事项" "other matters";
    }

    /// How a report is made.
    ReportMethod: "report-methods" {
        InPerson "in_person" "当面报告" "in person";
        Phone "phone" "电话报告" "by phone";
        Written "written" "书面报告" "in writing";
        Video "video" "视频报告" "by video";
        Application "application" "移动应用报告" "by the mobile application";
    }

    /// Whether a report was made. The two failures are different facts.
    ReportOutcome: "report-outcomes" {
        Made "made" "已报告" "made";
        DidNotCome "did_not_come" "未按要求报告" "the person did not report";
        TechnicalFailure "technical_failure" "网络或者设备故障未能完成" "network or device failed";
    }

    /// What changed in the person's life (IM 24).
    ChangeMatter: "change-matters" {
        Dwelling "dwelling" "居所变化" "dwelling";
        Work "work" "工作变动" "work";
        Family "family" "家庭重大变故" "family";
        HarmfulContact "harmful_contact" "接触对其矫正可能产生不利影响人员" "contact with persons who may harm the correction";
        Other "other" "其他" "other";
    }

    /// Where a visit or a talk took place.
    MeetingPlace: "meeting-places" {
        Dwelling "dwelling" "居住地" "dwelling";
        Work "work" "工作单位或者学校" "work or school";
        Committee "committee" "居民委员会、村民委员会" "residents' or villagers' committee";
        Office "office" "司法所或者社区矫正中心" "office or centre";
        Hospital "hospital" "医院" "hospital";
        Remote "remote" "远程" "by phone or video";
        Other "other" "其他" "elsewhere";
    }

    /// The means of an information check.
    CheckMeans: "check-means" {
        Phone "phone" "电话" "phone";
        Video "video" "实时视频" "live video";
        Location "location" "手机定位" "location of the phone";
        DataComparison "data_comparison" "信息比对" "comparison of data";
        Other "other" "其他" "other";
    }

    /// What an information check gave.
    CheckOutcome: "check-outcomes" {
        InOrder "in_order" "正常" "in order";
        Irregular "irregular" "异常" "irregular";
        NoContact "no_contact" "联系不上" "no contact";
        TechnicalFailure "technical_failure" "网络或者设备故障" "network or device failed";
    }

    /// How great the risk is.
    RiskLevel: "risk-levels" {
        High "high" "高" "high";
        Medium "medium" "中" "medium";
        Low "low" "低" "low";
    }

    /// Education or public welfare (CCL 36, 42).
    ActivityKind: "activity-kinds" {
        Education "education" "教育学习" "education";
        PublicWelfare "public_welfare" "公益活动" "public-welfare activity";
        Psychology "psychology" "心理辅导" "psychological help";
        Training "training" "职业技能培训" "vocational training";
    }

    /// For whom an activity is held (CCL 52).
    Audience: "audiences" {
        Adults "adults" "成年人集体" "adults together";
        Minors "minors" "未成年人" "minors";
        Individual "individual" "个别" "one person alone";
    }

    /// What a member of the correction group is to the person (CCL 25).
    TeamRole: "team-roles" {
        OfficeStaff "office_staff" "司法所工作人员" "staff of the judicial office";
        CommitteeMember "committee_member" "居民委员会、村民委员会人员" "of the residents' or villagers' committee";
        Guardian "guardian" "监护人" "guardian";
        Family "family" "家庭成员" "family";
        Employer "employer" "所在单位人员" "of the employer";
        School "school" "就读学校人员" "of the school";
        SocialWorker "social_worker" "社会工作者" "social worker";
        Volunteer "volunteer" "志愿者" "volunteer";
    }
}
