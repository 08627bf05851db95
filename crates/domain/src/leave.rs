//! Leave (外出): when it is needed, who approves it, how long an approval holds (IM 26 – 29; rulebook §5).
//!
//! Days of leave count the day of departure and the day of return. The two months of IM 27 are a rolling window that ends on the
//! last day of the leave asked for. An extension (续假) is one leave with the original: it is asked with the original first day.
//! These three are local defaults, for the Measures are silent (rulebook §18 `leave.day_count`, `leave.window`). Up to how many days
//! an office approves is a setting of the bureau, and so is how long recurring travel is approved: both may say less than the law.

mod region;

pub use region::{LeaveNeedAnswer, leave_need};
use serde::{Deserialize, Serialize};

use crate::{
    code::Level,
    defaults::Defaults,
    judgement::{QuestionFault, Span, Validity, basis, days_between, plausible},
    period::{days_before, months_before},
    rulebook::Label,
    text::Text,
    time::{Date, is_plausible, written_day},
};

/// The days, of one leave and of all within two months, up to which the county agency approves (IM 27).
pub const COUNTY_DAYS: u32 = 30;

/// The window, in months, within which leaves are added up (IM 27).
const WINDOW_MONTHS: u32 = 2;

/// The days ahead that an application generally comes in (IM 27, rule L-0).
const NOTICE_DAYS: u32 = 3;

/// The most earlier leaves that one question may name.
const MAX_EARLIER: u32 = 1_000;

/// Which way does a leave go?
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct LeaveQuestion {
    /// The day of departure.
    #[serde(deserialize_with = "written_day")]
    pub from: Date,
    /// The day of return.
    #[serde(deserialize_with = "written_day")]
    pub to: Date,
    /// The leaves approved earlier.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schema(max_items = 1_000))]
    pub earlier: Vec<Span>,
    /// Whether the county agency has delegated short leave to the judicial office.
    #[serde(default)]
    pub delegated: bool,
}

/// The way a leave goes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct LeaveRoute {
    /// The days asked for.
    pub days: u32,
    /// The days of leave within the window, those asked for among them. No day counts twice.
    pub cumulative_days: u32,
    /// The two months that end with the leave.
    pub window: Span,
    /// Who approves.
    pub approver: Level,
    /// Whether the approval is filed with the county agency (备案).
    pub file_with_county: bool,
    /// Whether the county agency informs the procuratorate after the approval.
    pub notify_procuratorate: bool,
    /// The id of the rule.
    pub rule: String,
    /// The article.
    pub basis: Text,
    /// How it was decided.
    pub explanation: Vec<Text>,
}

/// **IM 27**: who approves a leave.
///
/// Up to seven days, or what the bureau has set below that (rulebook §18 `leave.office_days`), the judicial office if that was
/// delegated to it, and it files the approval with the county agency; up to thirty days, the county agency; beyond thirty days, at once or added up over two months, the next-higher agency, and then the county
/// agency informs the procuratorate. Prohibition orders and bans of contact are looked at before any approval, not here.
///
/// # Errors
///
/// When a leave ends before it starts, a date is implausible, or more than 1,000 earlier leaves are named.
pub fn leave_route(question: &LeaveQuestion, defaults: &Defaults) -> Result<LeaveRoute, QuestionFault> {
    let LeaveQuestion { from, to, earlier, delegated } = question;
    let days = inclusive(("from", *from), ("to", *to))?;
    check_earlier(earlier)?;
    let window = window(*to)?;
    let cumulative_days = distinct_days(earlier, Span { from: *from, to: *to }, window);
    let office_days = defaults.leave_office_days;
    let approver = approver(days, cumulative_days, *delegated, office_days);
    let recurring = if defaults.leave_recurring_counts {
        Label::new("按地方设置计入", "count, by local setting")
    } else {
        Label::new("不计入", "do not count")
    };
    let explanation = vec![
        Text::new(
            format!("{from}至{to}，离开日和返回日均计入，共{days}日"),
            format!("{from} to {to}, the days of departure and return both counted: {days} days"),
        ),
        Text::new(
            format!(
                "两个月滚动期间为{}至{}，其间外出连同本次共{cumulative_days}日，同一日不重复计算，经常性跨市、县活动{}（L-6）",
                window.from, window.to, recurring.zh
            ),
            format!(
                "the two months are {} to {}; with this one, the days of leave in them are {cumulative_days}, none counted twice; \
                 trips of recurring travel {} (L-6)",
                window.from, window.to, recurring.en
            ),
        ),
        why(approver, days, cumulative_days, office_days),
    ];
    Ok(LeaveRoute {
        days,
        cumulative_days,
        window,
        approver,
        file_with_county: approver == Level::Office,
        notify_procuratorate: approver == Level::City,
        rule: "IM-27".to_owned(),
        basis: basis("IM-27", *from),
        explanation,
    })
}

fn approver(days: u32, cumulative_days: u32, delegated: bool, office_days: u32) -> Level {
    if days > COUNTY_DAYS || cumulative_days > COUNTY_DAYS {
        Level::City
    } else if days <= office_days && delegated {
        Level::Office
    } else {
        Level::County
    }
}

fn why(approver: Level, days: u32, cumulative_days: u32, office_days: u32) -> Text {
    match approver {
        Level::Office => Text::new(
            format!("未超过{office_days}日且已委托：司法所批准，报县级社区矫正机构备案"),
            format!(
                "not more than {office_days} days, and delegated: the judicial office approves and files it with the county agency"
            ),
        ),
        Level::County if days <= office_days => Text::new(
            format!("未超过{office_days}日，但未委托司法所：县级社区矫正机构批准"),
            format!("not more than {office_days} days, but not delegated: the county agency approves"),
        ),
        Level::County => Text::new(
            format!("超过{office_days}日，单次和累计均未超过{COUNTY_DAYS}日：县级社区矫正机构批准"),
            format!(
                "more than {office_days} days, not more than {COUNTY_DAYS} at once or added up: the county agency approves"
            ),
        ),
        Level::City | Level::Province => Text::new(
            format!(
                "单次{days}日、累计{cumulative_days}日，超过{COUNTY_DAYS}日：上一级社区矫正机构批准，批准后县级社区矫正机构及时通报同级人民检察院"
            ),
            format!(
                "{days} days at once, {cumulative_days} added up, more than {COUNTY_DAYS}: the next-higher agency approves, and the county \
                 agency then informs the procuratorate"
            ),
        ),
    }
}

/// The two months, rolling, that end on the last day of a leave.
fn window(to: Date) -> Result<Span, QuestionFault> {
    months_before(to, WINDOW_MONTHS)
        .and_then(|day| day.succ_opt())
        .map(|from| Span { from, to })
        .ok_or(QuestionFault::Date { parameter: "to" })
}

/// The days of a span, both ends counted.
fn inclusive(from: (&'static str, Date), to: (&'static str, Date)) -> Result<u32, QuestionFault> {
    days_between(from, to).map(|days| days + 1)
}

fn check_earlier(earlier: &[Span]) -> Result<(), QuestionFault> {
    if u32::try_from(earlier.len()).map_or(true, |count| count > MAX_EARLIER) {
        return Err(QuestionFault::TooLarge { parameter: "earlier", limit: MAX_EARLIER });
    }
    earlier.iter().enumerate().try_for_each(|(index, span)| {
        let implausible = [("from", span.from), ("to", span.to)].into_iter().find(|(_, day)| !is_plausible(*day));
        match implausible {
            Some((member, _)) => Err(QuestionFault::DateInList { list: "earlier", index, member }),
            None if span.to < span.from => Err(QuestionFault::EndBeforeStartInList { list: "earlier", index }),
            None => Ok(()),
        }
    })
}

/// The days of the window on which any of the leaves runs.
fn distinct_days(earlier: &[Span], asked: Span, window: Span) -> u32 {
    let runs = |day: &Date| earlier.iter().chain([&asked]).any(|span| span.from <= *day && *day <= span.to);
    let days = window.from.iter_days().take_while(|day| *day <= window.to).filter(runs).count();
    u32::try_from(days).unwrap_or(u32::MAX)
}

/// Whether an application came in the three days ahead that are general (一般应当).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ApplicationNotice {
    /// The last day that is in good time.
    pub latest_on: Date,
    /// Whether it came later. That is to be pointed out, and is no reason to refuse.
    pub short: bool,
    /// The id of the rule.
    pub rule: String,
    /// The article.
    pub basis: Text,
}

/// **L-0** (IM 27): leave is generally applied for at least three days before it begins. A soft rule: it warns and never rejects.
///
/// # Errors
///
/// When a date is implausible or the application comes after the departure.
pub fn application_notice(applied_on: Date, from: Date) -> Result<ApplicationNotice, QuestionFault> {
    days_between(("applied_on", applied_on), ("from", from))?;
    let latest_on = days_before(from, NOTICE_DAYS).ok_or(QuestionFault::Date { parameter: "from" })?;
    Ok(ApplicationNotice {
        latest_on,
        short: applied_on > latest_on,
        rule: "L-0".to_owned(),
        basis: basis("L-0", applied_on),
    })
}

/// **L-5** (IM 29): recurring travel across cities or counties (经常性跨市、县活动) is approved for six months at a time, or for what
/// the bureau has set below that (rulebook §18 `leave.recurring_validity`). Whether its trips count towards the thirty days of IM 27 is
/// a setting too (L-6, `leave.recurring_counts`).
///
/// # Errors
///
/// When the date is implausible.
pub fn recurring_travel_validity(approved_on: Date, defaults: &Defaults) -> Result<Validity, QuestionFault> {
    Validity::months("L-5", "approved_on", plausible("approved_on", approved_on)?, defaults.leave_recurring_months)
}
