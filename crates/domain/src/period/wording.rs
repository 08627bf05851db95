//! The steps of a count in words, in both languages.

use chrono::{Datelike, Weekday};

use crate::{
    calendar::{Calendar, DayKind},
    code::Code,
    rulebook::Deadline,
    text::Text,
    time::{Date, Instant, local},
};

pub(super) fn days(start: Date, n: u32, due: Date) -> Text {
    if n == 0 {
        return Text::new(format!("期限即为{start}当日"), format!("due on {start} itself"));
    }
    Text::new(
        format!(
            "起算事由发生于{start}，当日不计（C-1，刑事诉讼法第一百零五条）；其后第{n}日为{due}（{}）",
            weekday(due).0
        ),
        format!(
            "the event is on {start}, which is not counted (C-1, CPL 105); day {n} after it is {due} ({})",
            weekday(due).1
        ),
    )
}

pub(super) fn does_not_move() -> Text {
    Text::new("该期限遇节假日不顺延", "this period does not move off a rest day")
}

pub(super) fn custody() -> Text {
    Text::new("羁押期限遇节假日不顺延（C-6）", "custody is never prolonged by a rest day (C-6)")
}

/// One step for each rest day passed, then the working day reached.
pub(super) fn moved(passed: &[Date], legal: Date, calendar: &Calendar) -> Vec<Text> {
    let mut steps: Vec<Text> = passed.iter().map(|day| rest_day(*day, calendar)).collect();
    steps.push(if passed.is_empty() {
        Text::new(format!("{legal}为工作日，不顺延"), format!("{legal} is a working day, nothing moves"))
    } else {
        Text::new(
            format!("顺延至其后第一个工作日{legal}（{}）", weekday(legal).0),
            format!("the first working day after that is {legal} ({})", weekday(legal).1),
        )
    });
    steps
}

fn rest_day(day: Date, calendar: &Calendar) -> Text {
    let (zh, en) = weekday(day);
    match calendar.kind(day) {
        DayKind::Holiday(name) => Text::new(format!("{day} {}放假", name.zh), format!("{day} is off: {}", name.en)),
        DayKind::Weekend => Text::new(format!("{day} {zh}休息"), format!("{day} is a {en}")),
        DayKind::MakeUp | DayKind::Working => Text::new(format!("{day} {zh}工作"), format!("{day} is worked")),
    }
}

pub(super) fn working_days(start: Date, n: u32) -> Text {
    Text::new(
        format!("起算事由发生于{start}，当日不计；其后逐日计算{n}个工作日（C-2）"),
        format!("the event is on {start}, which is not counted; then {n} working days, day by day (C-2)"),
    )
}

pub(super) fn working_day(day: Date, count: Option<u32>, calendar: &Calendar) -> Text {
    let Some(count) = count else {
        let rest = rest_day(day, calendar);
        return Text::new(format!("{}，不计", rest.zh), format!("{}, not counted", rest.en));
    };
    let (zh, en) = weekday(day);
    if calendar.kind(day) == DayKind::MakeUp {
        Text::new(
            format!("{day} {zh}调休上班，第{count}个工作日"),
            format!("{day} ({en}) is a make-up day: working day {count}"),
        )
    } else {
        Text::new(format!("{day} {zh}，第{count}个工作日"), format!("{day} ({en}): working day {count}"))
    }
}

pub(super) fn months(start: Date, months: u32, due: Date) -> Text {
    Text::new(
        format!(
            "自{start}起满{months}个月，至{due}；自月末起算的至月末，无对应日的至当月最后一日（C-3，法释〔2021〕1号第二百零二条）"
        ),
        format!(
            "{months} months from {start} to {due}: month end to month end, and to the last day where the date does not exist (C-3, INT21 202)"
        ),
    )
}

pub(super) fn validity(start: Date, months: u32, due: Date) -> Text {
    Text::new(
        format!("自{start}（含当日）起{months}个月，至对应日的前一日{due}（C-10）"),
        format!(
            "{months} months from {start}, that day counted, to the day before the corresponding date: {due} (C-10)"
        ),
    )
}

pub(super) fn hours(at: Instant, n: u32, due_at: Instant, due_legal_at: Instant) -> Vec<Text> {
    let clock = |instant| local(instant).format("%Y-%m-%d %H:%M");
    vec![
        Text::new(
            format!("自{}起{n}小时，至{}（提醒和机关履职以此为准，C-5）", clock(at), clock(due_at)),
            format!(
                "{n} hours from {} end at {} (for alarms and for the duties of organs, C-5)",
                clock(at),
                clock(due_at)
            ),
        ),
        Text::new(
            format!("开始的时不计算在期间以内，自下一整点起算，至{}（刑事诉讼法第一百零五条）", clock(due_legal_at)),
            format!(
                "the starting hour is not counted: from the next full hour they end at {} (CPL 105)",
                clock(due_legal_at)
            ),
        ),
        Text::new("以小时计算的期间遇节假日不顺延", "a period in hours does not move off a rest day"),
    ]
}

pub(super) fn before(end: Date, deadline: &Deadline, due: Date) -> Text {
    let (zh, en) = deadline.unit.label();
    let n = deadline.n;
    Text::new(
        format!("{end}之前{n}{zh}，至迟{due}（{}）；提前的期限不顺延（C-7）", weekday(due).0),
        format!(
            "{n} × {en} before {end}: at the latest {due} ({}); such a period never moves later (C-7)",
            weekday(due).1
        ),
    )
}

pub(super) fn act_before_rest_day() -> Text {
    Text::new("该日为休息日，宜在前一个工作日办理", "that day is a rest day: act on the working day before it")
}

pub(super) fn provisional() -> Text {
    Text::new(
        "涉及的年份尚无节假日安排，仅按周末计算：此为最早可能的日期，只作提醒，不作逾期依据",
        "the calendar of the year is not known and only weekends are counted: the earliest possible date, for alarms, never for lateness",
    )
}

fn weekday(day: Date) -> (&'static str, &'static str) {
    match day.weekday() {
        Weekday::Mon => ("周一", "Monday"),
        Weekday::Tue => ("周二", "Tuesday"),
        Weekday::Wed => ("周三", "Wednesday"),
        Weekday::Thu => ("周四", "Thursday"),
        Weekday::Fri => ("周五", "Friday"),
        Weekday::Sat => ("周六", "Saturday"),
        Weekday::Sun => ("周日", "Sunday"),
    }
}
