//! The keys of the local defaults, in the order of the digest of the law (rulebook §18), and where their values come from.

use crate::code::codes;

codes! {
    /// The key of a local default: a path with dots, as the section `[local_defaults]` of the settings writes it.
    DefaultKey: "local-default-keys" {
        PeriodFirstDayExcluded "period.first_day_excluded" "期间首日不计入" "the first day of a period is not counted";
        PeriodHolidayShiftForAgency "period.holiday_shift_for_agency" "机构履职期限遇节假日的处理" "rest days at the end of an agency's period";
        ProbationStart "probation.start" "缓刑考验期起算" "start of probation";
        TempExecStart "temp_exec.start" "暂予监外执行起算" "start of temporary execution outside prison";
        ParoleReportStart "parole.report_start" "假释报到期限起算" "start of a parolee's time for reporting";
        LateReportDayOne "late_report.day_one" "逾期报到首日" "the first day of late reporting";
        OutOfSupervisionStart "out_of_supervision.start" "脱管起算" "start of being out of supervision";
        LeaveDayCount "leave.day_count" "外出天数计算" "how the days of a leave are counted";
        LeaveWindow "leave.window" "两个月累计的计算" "the window of two months";
        LeaveOfficeDays "leave.office_days" "司法所批准外出的最长天数" "the most days of leave that an office approves";
        LeaveExpiryInstant "leave.expiry_instant" "外出期满时刻" "the moment at which a leave ends";
        LeaveCancelHours "leave.cancel_hours" "返回后办理销假的提醒时限（小时）" "hours after return within which to report back, a reminder";
        LeaveRecurringCounts "leave.recurring_counts" "经常性跨市、县活动计入两个月累计" "recurring trips count for the two months";
        LeaveRecurringValidity "leave.recurring_validity" "经常性跨市、县活动批准有效期（月）" "months for which recurring travel is approved";
        PositioningMax "positioning.max" "电子定位装置每次使用的最长期限（月）" "the most months of electronic positioning at a time";
        MedicalExtensionUnder1m "medical.extension_under_1m" "延长复查不足一个月的审批机关" "who approves an extension of less than a month";
        MedicalHospitals "medical.hospitals" "省级人民政府指定的医院" "the hospitals that the provincial government has designated";
        ReleaseNoticeDays "release.notice_days" "解除通知的提醒天数" "days after expiry within which the notice of release is due";
        ClassNames "class.names" "管理类别名称（从严到宽）" "names of the classes, from strict to lenient";
        ClassReportFrequency "class.report_frequency" "各类别报告间隔（日，从严到宽）" "days between reports, from strict to lenient";
        ClassEducationHours "class.education_hours" "各类别每月学习时间（小时，从严到宽）" "hours of study a month, from strict to lenient";
        EntryDeclarationDays "entry_declaration.days" "入矫宣告时限（日）" "days for the entry declaration";
        GroupDays "group.days" "组建矫正小组时限（日）" "days for the correction group";
        PlanDays "plan.days" "制定矫正方案时限（日）" "days for the correction plan";
        ArchiveRetention "archive.retention" "档案保管期限（年）" "years for which files are kept";
        WarningValidity "warning.validity" "警告、训诫的累计范围" "how long admonitions and warnings count";
        HolidayTable "holiday.table" "节假日安排" "holiday tables";
    }
}

codes! {
    /// Where the value of a local default comes from.
    DefaultSource: "default-sources" {
        BuiltIn "built_in" "程序内置" "built into the program";
        Configuration "configuration" "本机构设置" "set in the configuration";
    }
}
