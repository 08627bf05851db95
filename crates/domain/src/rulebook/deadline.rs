//! The numbers of a rule: the deadline that it sets, and its other parameters.

use serde::Serialize;

use crate::code::{DutyBearer, codes};

codes! {
    /// The unit in which a period is counted (rulebook §16.1).
    Unit: "period-units" {
        Hour "hour" "小时" "hour";
        Day "day" "日" "calendar day";
        WorkingDay "working_day" "工作日" "working day";
        Month "month" "个月" "month";
        Year "year" "年" "year";
    }

    /// Whether a period runs from its event or up to it.
    Direction: "period-directions" {
        After "after" "自起算日之后" "after the event";
        Before "before" "在到期日之前" "before the event";
    }

    /// Whether the legal due date moves off a rest day (CPL 105; rulebook §0.5).
    Shift: "period-shifts" {
        Roll "roll" "遇节假日顺延" "moves to the next working day";
        Fixed "fixed" "不顺延" "never moves";
    }

    /// What a deadline limits.
    DeadlineKind: "deadline-kinds" {
        Duty "duty" "履行期限" "the time for a duty";
        Validity "validity" "有效期" "how long an approval is valid";
        MaxValidity "max_validity" "最长期限" "how long a measure may last at most";
        ThresholdExclusive "threshold_exclusive" "超过即成立" "a threshold that must be exceeded";
        CustodyMax "custody_max" "羁押最长期限" "how long custody may last at most";
    }
}

/// A deadline that a rule sets (rulebook §16.4).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Deadline {
    /// The event from which, or up to which, it runs.
    pub start_event: &'static str,
    /// How many units.
    pub n: u32,
    /// The unit.
    pub unit: Unit,
    /// After the event or before it.
    pub direction: Direction,
    /// Whether the legal due date moves off a rest day.
    pub shift: Shift,
    /// Who must act; none where it limits a power or a state.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub actor: Option<DutyBearer>,
    /// To whom.
    pub to: &'static [DutyBearer],
    /// Who gets copies.
    pub copies: &'static [DutyBearer],
    /// What it limits.
    pub kind: DeadlineKind,
    /// Whether the rule says "generally" (一般应当): to be reminded of, no fault by itself.
    pub soft: bool,
}

impl Deadline {
    /// `n` units after an event, without a shift; the rest is added by the methods below.
    pub(super) const fn after(start_event: &'static str, n: u32, unit: Unit) -> Self {
        Self {
            start_event,
            n,
            unit,
            direction: Direction::After,
            shift: Shift::Fixed,
            actor: None,
            to: &[],
            copies: &[],
            kind: DeadlineKind::Duty,
            soft: false,
        }
    }

    /// `n` units before an event; such a deadline never moves (C-7).
    pub(super) const fn before(start_event: &'static str, n: u32, unit: Unit) -> Self {
        Self { direction: Direction::Before, ..Self::after(start_event, n, unit) }
    }

    pub(super) const fn rolling(self) -> Self {
        Self { shift: Shift::Roll, ..self }
    }

    pub(super) const fn by(self, actor: DutyBearer) -> Self {
        Self { actor: Some(actor), ..self }
    }

    pub(super) const fn to(self, to: &'static [DutyBearer]) -> Self {
        Self { to, ..self }
    }

    pub(super) const fn copied_to(self, copies: &'static [DutyBearer]) -> Self {
        Self { copies, ..self }
    }

    pub(super) const fn limiting(self, kind: DeadlineKind) -> Self {
        Self { kind, ..self }
    }

    pub(super) const fn soft(self) -> Self {
        Self { soft: true, ..self }
    }
}

/// A number in a rule other than its deadline: a limit, a count, a sum.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Parameter {
    /// What it is, snake_case.
    pub name: &'static str,
    /// The number.
    pub n: u32,
    /// Its unit, where it is a length of time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<Unit>,
}

impl Parameter {
    /// A length of time.
    pub(super) const fn of(name: &'static str, n: u32, unit: Unit) -> Self {
        Self { name, n, unit: Some(unit) }
    }

    /// A plain number.
    pub(super) const fn number(name: &'static str, n: u32) -> Self {
        Self { name, n, unit: None }
    }
}
