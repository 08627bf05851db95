//! Why each default is open, and the rule that it completes.

use super::DefaultKey;
use crate::rulebook::Label;

/// The rule that the default completes.
pub(super) const fn rule(key: DefaultKey) -> &'static str {
    match key {
        DefaultKey::PeriodFirstDayExcluded | DefaultKey::PeriodHolidayShiftForAgency => "C-1",
        DefaultKey::ProbationStart => "T-1",
        DefaultKey::TempExecStart => "T-6",
        DefaultKey::ParoleReportStart => "R-4a",
        DefaultKey::LateReportDayOne => "IM-34-1",
        DefaultKey::OutOfSupervisionStart => "S-5",
        DefaultKey::LeaveDayCount | DefaultKey::LeaveWindow | DefaultKey::LeaveOfficeDays => "IM-27",
        DefaultKey::LeaveExpiryInstant => "L-4",
        DefaultKey::LeaveCancelHours => "L-2",
        DefaultKey::LeaveRecurringCounts => "L-6",
        DefaultKey::LeaveRecurringValidity => "L-5",
        DefaultKey::PositioningMax => "EP-1",
        DefaultKey::MedicalExtensionUnder1m => "H-3",
        DefaultKey::MedicalHospitals => "H-2",
        DefaultKey::ReleaseNoticeDays => "RL-3",
        DefaultKey::ClassNames => "CCL-24",
        DefaultKey::ClassReportFrequency => "M-1",
        DefaultKey::ClassEducationHours => "CCL-36",
        DefaultKey::EntryDeclarationDays => "R-10",
        DefaultKey::GroupDays => "R-11",
        DefaultKey::PlanDays => "R-13",
        DefaultKey::ArchiveRetention => "ARR-19",
        DefaultKey::WarningValidity => "IM-35",
        DefaultKey::HolidayTable => "C-2",
    }
}

/// What national law leaves open.
#[expect(clippy::too_many_lines, reason = "one arm a key: a table to be read")]
pub(super) const fn why_open(key: DefaultKey) -> Label {
    match key {
        DefaultKey::PeriodFirstDayExcluded => Label::new(
            "《实施办法》未规定首日是否计入，比照刑事诉讼法第一百零五条",
            "the Implementing Measures do not say whether the first day counts; CPL 105 by analogy",
        ),
        DefaultKey::PeriodHolidayShiftForAgency => Label::new(
            "《实施办法》未规定机构期限遇节假日是否顺延：提醒按不顺延的日期，逾期按顺延后的日期",
            "the Implementing Measures do not say: alarms on the bare count, lateness on the moved one",
        ),
        DefaultKey::ProbationStart => Label::new(
            "法院实践不一：以执行通知书载明的日期为准，并按生效日核对",
            "courts differ: the date in the execution notice rules, checked against the effective day",
        ),
        DefaultKey::TempExecStart => Label::new(
            "法律未规定：监狱、公安机关批准的自离监（所）之日，人民法院决定的自决定生效之日",
            "the law is silent: from leaving prison, or where a court decided from the decision's taking effect",
        ),
        DefaultKey::ParoleReportStart => Label::new(
            "社区矫正法第二十一条与司发通〔2026〕8号附件6不一致（K-4）",
            "CCL 21 and OP26 form 6 differ (K-4)",
        ),
        DefaultKey::LateReportDayOne => Label::new(
            "《实施办法》未规定逾期的首日",
            "the Implementing Measures do not say which day of lateness is the first",
        ),
        DefaultKey::OutOfSupervisionStart => {
            Label::new("司发通〔2026〕8号只规定四十八小时的界限", "the opinion of 2026 gives only the threshold")
        }
        DefaultKey::LeaveDayCount => Label::new(
            "《实施办法》未规定出发日和返回日是否都计入：两端均计入",
            "the Implementing Measures do not say how the days are counted: both ends count",
        ),
        DefaultKey::LeaveWindow => Label::new(
            "《实施办法》未规定“两个月内”如何起止：至返回之日止的滚动两个月",
            "the Implementing Measures do not say where the two months begin: rolling, ending on the day of return",
        ),
        DefaultKey::LeaveOfficeDays => Label::new(
            "全国规定上限七日，县级机构的委托可以更短",
            "the national limit is seven days; a delegation may say less",
        ),
        DefaultKey::LeaveExpiryInstant => Label::new(
            "司发通〔2026〕8号以小时计，批准以日计",
            "the opinion of 2026 counts hours, approvals count days",
        ),
        DefaultKey::LeaveCancelHours => Label::new(
            "全国无此规定，仅见于个别系统；只作提醒",
            "no national number, seen in a system only; a reminder",
        ),
        DefaultKey::LeaveRecurringCounts => Label::new("《实施办法》未规定", "the Implementing Measures are silent"),
        DefaultKey::LeaveRecurringValidity => {
            Label::new("全国规定六个月，地方可以更短", "the national limit is six months; a bureau may say less")
        }
        DefaultKey::PositioningMax => Label::new(
            "社区矫正法第二十九条规定不得超过三个月，计算至对应日的前一日",
            "CCL 29 says not more than three months; counted to the day before the corresponding date",
        ),
        DefaultKey::MedicalExtensionUnder1m => {
            Label::new("《实施办法》第二十四条未规定不满一个月的情形", "IM 24 leaves out less than a month")
        }
        DefaultKey::MedicalHospitals => Label::new(
            "由省级人民政府指定，名单须由本机构填写；未填写时只作提醒",
            "designated by the provincial government: the bureau enters the list; without one it is only pointed out",
        ),
        DefaultKey::ReleaseNoticeDays => Label::new(
            "《实施办法》第五十三条未规定天数：当日办理，五日后提醒",
            "IM 53 gives no number: the same day, an alarm after five",
        ),
        DefaultKey::ClassNames => Label::new("全国未规定类别名称", "no national names"),
        DefaultKey::ClassReportFrequency => Label::new("全国未规定报告间隔", "no national frequency"),
        DefaultKey::ClassEducationHours => Label::new("全国未规定学时", "no national hours"),
        DefaultKey::EntryDeclarationDays | DefaultKey::GroupDays | DefaultKey::PlanDays => {
            Label::new("全国未规定时限，须依省级规定填写", "no national number; the provincial text is needed")
        }
        DefaultKey::ArchiveRetention => Label::new(
            "未查到全国保管期限：未经同级档案主管部门审核同意前不销毁",
            "no national period was found: nothing is destroyed before the archives authority has approved one",
        ),
        DefaultKey::WarningValidity => Label::new(
            "《实施办法》未规定训诫、警告的有效期：本次矫正期间累计",
            "the Implementing Measures are silent: all within the correction count",
        ),
        DefaultKey::HolidayTable => Label::new("国务院办公厅逐年发布", "published year by year"),
    }
}
