//! What happened in a case, in order: facts, proceedings, records and clocks as one line.

use super::CaseFile;
use crate::{
    calendar::Calendar,
    clock::{Clock, clocks},
    code::{ClockState, Code, Permission, TimelineKind},
    ids::{ProceedingId, RecordId, StepId},
    proceedings::Proceeding,
    records::Record,
    rulebook,
    supervisee::Order,
    text::Text,
    time::{Date, Instant, local_day, start_of_day},
};

/// One thing that happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// The day.
    pub on: Date,
    /// The moment, where more than the day is known.
    pub at: Option<Instant>,
    /// What kind of thing.
    pub kind: TimelineKind,
    /// What happened.
    pub title: Text,
    /// Where it is told in full.
    pub source: Source,
}

/// Where an event is told in full.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// In the case itself: the date of this member, the registration, the end.
    Case(&'static str),
    /// In a proceeding: its opening, or one of its steps.
    Proceeding(ProceedingId, Option<StepId>),
    /// In a record.
    Record(RecordId),
    /// In a clock: that of a rule, of the case itself or of a proceeding.
    Clock(&'static str, Option<ProceedingId>),
}

/// Everything that happened in a case up to a moment, oldest first.
#[must_use]
pub fn timeline(case: &CaseFile, calendar: &Calendar, at: Instant) -> Vec<Event> {
    let mut events = facts(case);
    events.extend(case.proceedings.iter().flat_map(steps));
    events.extend(case.records.iter().flat_map(entries));
    events.extend(clocks(case, calendar, at).iter().filter_map(|clock| turn(clock, at)));
    events.extend(end(case));
    events.retain(|event| event.moment() <= at);
    events.sort_by_key(Event::moment);
    events
}

/// What of the [`timeline`] is about illness: the matters and records that are read with the permission for it, and their clocks.
#[must_use]
pub fn medical_timeline(case: &CaseFile, calendar: &Calendar, at: Instant) -> Vec<Event> {
    let medical = Some(Permission::MedicalRead);
    let of_matter = |id| case.proceedings.iter().find(|own| own.id == id).map(|own| own.kind().declaration().reader);
    let of_record = |id| case.records.iter().find(|own| own.id == id).map(|own| own.content.kind().reader());
    let is_medical = |event: &Event| match event.source {
        Source::Case(member) => matches!(member, "reexamined_on" | "health_reported_on"),
        Source::Proceeding(id, _) | Source::Clock(_, Some(id)) => of_matter(id) == Some(medical),
        Source::Record(id) => of_record(id) == Some(medical),
        Source::Clock(rule, None) => matches!(rule, "M-4" | "H-2"),
    };
    timeline(case, calendar, at).into_iter().filter(is_medical).collect()
}

impl Event {
    /// The moment by which it is sorted: where only the day is known, its beginning.
    fn moment(&self) -> Instant {
        self.at.unwrap_or_else(|| start_of_day(self.on))
    }

    fn on(on: Date, kind: TimelineKind, title: Text, source: Source) -> Self {
        Self { on, at: None, kind, title, source }
    }

    fn at(at: Instant, kind: TimelineKind, title: Text, source: Source) -> Self {
        Self { on: local_day(at), at: Some(at), kind, title, source }
    }
}

/// The registration, and the dates of the order as it holds.
fn facts(case: &CaseFile) -> Vec<Event> {
    let registered = Event::on(
        case.registered_on,
        TimelineKind::Registration,
        Text::new("登记在册", "registered"),
        Source::Case("registered_on"),
    );
    let Order {
        decided_on,
        effective_on,
        supervision_starts_on,
        reexamined_on,
        health_reported_on,
        notice_received_on,
        documents_received_on,
        receipt_sent_on,
        papers_requested_on,
        papers_completed_on,
        handover_decision_received_on,
        left_prison_on,
        reported_on,
        summary_received_on,
        release_certificate_issued_on,
        carried_over_on,
        ..
    } = &case.order;
    let dates = [
        ("decided_on", decided_on, "作出决定", "decided"),
        ("effective_on", effective_on, "决定生效", "the decision took effect"),
        ("supervision_starts_on", supervision_starts_on, "矫正期起算", "the term began"),
        ("notice_received_on", notice_received_on, "收到通知", "the notice was received"),
        ("documents_received_on", documents_received_on, "收到法律文书", "the legal documents were received"),
        ("receipt_sent_on", receipt_sent_on, "送达回执", "the receipt was sent"),
        ("papers_requested_on", papers_requested_on, "通知补齐文书", "missing papers were asked for"),
        ("papers_completed_on", papers_completed_on, "文书补齐", "the papers were complete"),
        (
            "handover_decision_received_on",
            handover_decision_received_on,
            "收到交付决定",
            "the decision to hand over was received",
        ),
        ("left_prison_on", left_prison_on, "离开监所", "left prison"),
        ("reported_on", reported_on, "报到接收", "reported in"),
        ("health_reported_on", health_reported_on, "最近一次报告身体情况", "last report of bodily condition"),
        ("reexamined_on", reexamined_on, "最近一次病情复查", "last medical re-examination"),
        ("summary_received_on", summary_received_on, "收到个人总结", "the personal summary was received"),
        (
            "release_certificate_issued_on",
            release_certificate_issued_on,
            "发放解除矫正证明书",
            "the release certificate was issued",
        ),
        ("carried_over_on", carried_over_on, "由原名册转入", "carried over from the old register"),
    ];
    let dated = dates.into_iter().filter_map(|(member, day, zh, en)| {
        Some(Event::on((*day)?, TimelineKind::Fact, Text::new(zh, en), Source::Case(member)))
    });
    std::iter::once(registered).chain(dated).collect()
}

/// The opening of a proceeding, and its steps on the days on which they were done.
fn steps(proceeding: &Proceeding) -> Vec<Event> {
    let (zh, en) = proceeding.kind().label();
    let number = &proceeding.number;
    let opened = Event::at(
        proceeding.opened_at,
        TimelineKind::ProceedingOpened,
        Text::new(format!("{zh} {number}：启动"), format!("{en} {number}: opened")),
        Source::Proceeding(proceeding.id, None),
    );
    let taken = proceeding.steps.iter().map(|step| {
        let ((act_zh, act_en), (status_zh, status_en)) = (step.act.code().label(), step.status.label());
        let title = Text::new(
            format!("{zh} {number}：{act_zh}（{status_zh}）"),
            format!("{en} {number}: {act_en} ({status_en})"),
        );
        let source = Source::Proceeding(proceeding.id, Some(step.id));
        if step.acted_on == local_day(step.recorded_at) {
            Event::at(step.recorded_at, TimelineKind::Step, title, source)
        } else {
            Event::on(step.acted_on, TimelineKind::Step, title, source)
        }
    });
    std::iter::once(opened).chain(taken).collect()
}

/// A record, and its voiding where it was voided. What it says is not told here.
fn entries(record: &Record) -> Vec<Event> {
    let (zh, en) = record.content.kind().label();
    let source = Source::Record(record.id);
    let entered = Event::at(record.happened_at, TimelineKind::Record, Text::new(zh, en), source);
    let voided = record.voided.as_ref().map(|voiding| {
        let title = Text::new(format!("{zh}：作废"), format!("{en}: voided"));
        Event::at(voiding.at, TimelineKind::RecordVoided, title, source)
    });
    std::iter::once(entered).chain(voided).collect()
}

/// The day on which a clock was met, or passed.
fn turn(clock: &Clock, at: Instant) -> Option<Event> {
    let (zh, en) = rulebook::rule(clock.rule).map_or((clock.rule, clock.rule), |rule| (rule.title.zh, rule.title.en));
    let source = Source::Clock(clock.rule, clock.proceeding_id);
    match clock.state(at) {
        ClockState::Met | ClockState::LateMet => {
            let title = Text::new(format!("{zh}：已完成"), format!("{en}: done"));
            Some(Event::on(clock.met_on?, TimelineKind::ClockMet, title, source))
        }
        ClockState::Overdue => {
            let title = Text::new(format!("{zh}：逾期"), format!("{en}: overdue"));
            Some(match clock.due_legal_at {
                Some(due) => Event::at(due, TimelineKind::ClockOverdue, title, source),
                None => Event::on(clock.due_legal.succ_opt()?, TimelineKind::ClockOverdue, title, source),
            })
        }
        ClockState::Open | ClockState::Cancelled => None,
    }
}

/// The end of supervision, by a proceeding or by expiry.
fn end(case: &CaseFile) -> Option<Event> {
    let ending = case.ending()?;
    let ((zh, en), (why_zh, why_en)) = (ending.status.label(), ending.reason.label());
    let title = Text::new(format!("{zh}（{why_zh}）"), format!("{en} ({why_en})"));
    Some(Event::at(ending.at, TimelineKind::End, title, Source::Case("ending")))
}
