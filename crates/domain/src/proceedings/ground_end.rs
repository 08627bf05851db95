//! The end of the ground of temporary execution outside prison (暂予监外执行情形期满或者消失; CPL 268; IM 49(6); OP26 16 ¶2; rulebook §6).
//!
//! A ground with its own end – a fixed period, for pregnancy and nursing as a rule – has a matter open from the day on which the end is
//! known: the service opens it ([`required`](super::required)), counts the thirty days of the letter to the deciding organ (H-11), and
//! keeps what the organ decided. A ground that disappears before its time – recovered, birth over, nursing over – is recorded by hand
//! (H-9). In both, what is left to propose is committal, and the service says so and does not do it.

use serde::{Deserialize, Serialize};

use super::{
    Act, ActCode, Assessment, By, Content, Declaration, Fault, Kind, Matter, Move, NoticeDuty, Proceeding, To,
    kind::refuse,
    notice::told,
    outside_prison::{ACCOUNT, PAPERS, outside_prison, refusal, without_papers},
};
use crate::{
    case_file::{CaseFile, Defect},
    clock::Clock,
    code::{
        Category, Code, DecisionOutcome, DefectCode,
        DutyBearer::{CountyAgency, DecidingOrgan, Procuratorate},
        GroundEndCause, MeasureCode, Permission, ProceedingKind,
        ProceedingStatus::{Closed, InProgress, Withdrawn},
    },
    ids::PaperId,
    judgement::{Measure, basis},
    period::days_before,
    refusal::{Fact, Refusal},
    rulebook::Label,
    supervisee::Order,
    text::Text,
    time::{Date, Instant, end_of_day, start_of_day},
};

/// The rule of the letter before a fixed period ends.
const LETTER: &str = "H-11";

/// The rule of a ground that is gone.
const GONE: &str = "H-9";

/// The days before the last day of the letter from which on it is asked for. The law sets none: a reminder, never a lateness.
const REMINDER_DAYS: u32 = 30;

/// How the ground comes to its end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct GroundEndContent {
    /// Whether its period ends, or it has disappeared before.
    pub cause: GroundEndCause,
    /// The last day of the period, or the day since which the ground is gone.
    pub ends_on: Date,
    /// What shows that the ground is gone; needed where it disappeared.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 2000))]
    pub facts: Option<String>,
    /// The papers that show it (OP26 16); needed where it disappeared.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "schema", schema(max_items = 50))]
    pub papers: Vec<PaperId>,
}

/// The letter, the organ's decision; or closed, because the sentence ended or committal is proposed.
pub const DECLARATION: Declaration = Declaration {
    kind: ProceedingKind::GroundEnd,
    path: "ground-ends",
    title: Label::new("暂予监外执行情形期满或者消失", "end of the ground of temporary execution"),
    rule: GONE,
    initial: InProgress,
    reader: Some(Permission::MedicalRead),
    moves: &[&[
        Move::new(ActCode::Deliveries, &[InProgress], To::Same, By::Carrier),
        Move::new(
            ActCode::Results,
            &[InProgress],
            To::Outcome { approved: Closed, refused: Closed, sent_back: InProgress },
            By::Bureau,
        ),
        Move::new(ActCode::Closures, &[InProgress], To::Status(Closed), By::Bureau),
        Move::new(ActCode::Withdrawals, &[InProgress], To::Status(Withdrawn), By::Carrier),
    ]],
};

/// The matter that a case must have open: where the last day of a fixed period is known and has not been dealt with.
pub(super) fn required(case: &CaseFile) -> Option<Content> {
    let ends_on =
        case.order.temporary_period_ends_on.filter(|_| case.order.category == Category::TemporaryOutsidePrison)?;
    let dealt_with = case.proceedings.iter().any(|proceeding| {
        matches!(&proceeding.content, Content::GroundEnd(content)
            if content.cause == GroundEndCause::PeriodEnds && content.ends_on == ends_on && proceeding.status() == Closed)
    });
    let content = GroundEndContent { cause: GroundEndCause::PeriodEnds, ends_on, facts: None, papers: Vec::new() };
    (!dealt_with).then_some(content.into())
}

impl GroundEndContent {
    fn is_of_a_period(&self) -> bool {
        self.cause == GroundEndCause::PeriodEnds
    }

    fn rule(&self) -> &'static str {
        if self.is_of_a_period() { LETTER } else { GONE }
    }

    /// The last day: of a period while the matter is open as the case knows it now.
    fn last_day(&self, matter: &Matter<'_>) -> Date {
        let known = matter.case.and_then(|case| case.order.temporary_period_ends_on);
        known.filter(|_| self.is_of_a_period() && !matter.proceeding.is_over()).unwrap_or(self.ends_on)
    }

    /// Since when a letter is looked for: since the person is outside prison, whoever entered the matter and when.
    fn looked_for_since(case: &CaseFile) -> Date {
        case.term_starts_on().map_or(case.registered_on, |starts_on| starts_on.min(case.registered_on))
    }

    /// The first day on which the letter is asked for.
    fn reminded_on(&self, matter: &Matter<'_>) -> Option<Date> {
        let letter = days_before(self.last_day(matter), crate::rulebook::rule(LETTER)?.deadline?.n)?;
        days_before(letter, REMINDER_DAYS)
    }

    /// Whether the ground is gone, nothing decided, and the sentence not over.
    fn is_gone(&self, matter: &Matter<'_>) -> bool {
        let over = matter.case.is_none_or(|case| case.has_ended(matter.at));
        let past = match self.cause {
            GroundEndCause::PeriodEnds => matter.today() > self.last_day(matter),
            GroundEndCause::Disappeared => matter.today() >= self.ends_on,
        };
        past && !over && matter.proceeding.status() == InProgress
    }

    fn faults_of_the_cause(&self) -> Vec<Fault> {
        if self.is_of_a_period() {
            return self.facts.iter().filter_map(|facts| Fault::of_length("/facts", facts, ACCOUNT)).collect();
        }
        let facts = self.facts.as_deref().unwrap_or_default();
        [
            Fault::of_length("/facts", facts, ACCOUNT),
            without_papers(&self.papers, "须附情形消失的证明材料", "the papers that show it are needed"),
        ]
        .into_iter()
        .flatten()
        .collect()
    }
}

impl Kind for GroundEndContent {
    fn declaration(&self) -> &'static Declaration {
        &DECLARATION
    }

    fn faults(&self) -> Vec<Fault> {
        let own = [Fault::of_day("/ends_on", self.ends_on), Fault::of_count("/papers", self.papers.len(), 0, PAPERS)];
        own.into_iter().flatten().chain(self.faults_of_the_cause()).collect()
    }

    fn assess(&self, matter: &Matter<'_>) -> Assessment {
        let today = matter.today();
        let last = self.last_day(matter);
        let said = match self.cause {
            GroundEndCause::PeriodEnds => Text::new(
                format!("暂予监外执行的期限至{last}，期满前三十日书面通知决定机关，抄送县级人民检察院"),
                format!(
                    "the period of temporary execution ends on {last}: a letter to the deciding organ thirty days before, copied to the procuratorate"
                ),
            ),
            GroundEndCause::Disappeared => Text::new(
                format!("暂予监外执行的情形自{last}消失，刑期未满的应当收监执行"),
                format!("the ground is gone since {last}: where the sentence is not over, committal"),
            ),
        };
        let gone = self.is_gone(matter);
        let mut facts = vec![Fact::new("cause", self.cause.code()), Fact::new("ends_on", last.to_string())];
        let order = matter.case.map(|case| &case.order);
        facts.extend(order.and_then(|order| order.temporary_ground).map(|ground| Fact::new("ground", ground.code())));
        let sentence = order.and_then(|order| order.supervision_ends_on);
        facts.extend(sentence.map(|ends_on| Fact::new("supervision_ends_on", ends_on.to_string())));
        Assessment {
            basis: vec![basis(self.rule(), today)],
            explanation: vec![said],
            measures: gone.then(|| Measure::new(MeasureCode::CommittalGround, "IM-49-6", today)).into_iter().collect(),
            facts,
            ..Assessment::default()
        }
    }

    fn admissible(&self, matter: &Matter<'_>) -> Result<(), Box<Refusal>> {
        let case = outside_prison(matter, self.rule())?;
        let ends_on = || Fact::new("ends_on", self.ends_on.to_string());
        match self.cause {
            GroundEndCause::PeriodEnds if case.order.temporary_period_ends_on != Some(self.ends_on) => refuse(
                LETTER,
                vec![ends_on()],
                Text::new(
                    "与登记的暂予监外执行期限不符，请先更正登记",
                    "not the end of the period that the case has on record: correct that first",
                ),
            ),
            GroundEndCause::Disappeared if self.ends_on > matter.today() => {
                refuse(GONE, vec![ends_on()], Text::new("情形尚未消失", "the ground is not gone yet"))
            }
            GroundEndCause::PeriodEnds | GroundEndCause::Disappeared => Ok(()),
        }
    }

    fn excludes(&self, other: &Content) -> bool {
        matches!(other, Content::GroundEnd(other) if other.cause == self.cause)
    }

    fn rests(&self, matter: &Matter<'_>) -> bool {
        let over = matter.case.is_some_and(|case| case.has_ended(matter.at));
        let early = self.reminded_on(matter).is_some_and(|on| matter.today() < on);
        over || (self.is_of_a_period() && early)
    }

    fn guard(&self, act: ActCode, _matter: &Matter<'_>) -> Result<(), Box<Refusal>> {
        if act == ActCode::Withdrawals && self.is_of_a_period() {
            return Err(refusal(
                LETTER,
                vec![Fact::new("ends_on", self.ends_on.to_string())],
                "期限登记有误的，请更正登记；决定机关已作决定的，请登记决定",
                "where the period recorded is wrong, correct it; where the organ has decided, enter the decision",
            ));
        }
        Ok(())
    }

    fn act_faults(&self, act: &Act, matter: &Matter<'_>) -> Vec<Fault> {
        let Act::Results(body) = act else { return Vec::new() };
        let goes_on = body.outcome == DecisionOutcome::Approved;
        match body.fixed_on {
            Some(_) if !goes_on => {
                let message = Text::new("仅准予继续暂予监外执行时填写", "only where temporary execution goes on");
                vec![Fault::new("/fixed_on", "does_not_go_with", message)]
            }
            Some(until) if until <= self.last_day(matter) => {
                let message = Text::new("须晚于原期限", "must be later than the end of the period before");
                vec![Fault::new("/fixed_on", "not_later", message)]
            }
            None if goes_on && self.is_of_a_period() => {
                let message = Text::new("须填写新的截止日期", "the new last day is needed");
                vec![Fault::new("/fixed_on", "required", message)]
            }
            Some(_) | None => Vec::new(),
        }
    }

    fn clocks(&self, matter: &Matter<'_>) -> Vec<Clock> {
        let Some(case) = matter.case.filter(|_| self.is_of_a_period()) else { return Vec::new() };
        let told_on = told(matter.proceeding, DecidingOrgan, Self::looked_for_since(case)).map(|step| step.acted_on);
        let clock = matter.clock(LETTER, self.last_day(matter)).map(|clock| clock.met(told_on));
        let decided = matter.proceeding.is_over() && told_on.is_none();
        let why = || Text::new("决定机关已作决定，或者已经办结", "the organ has decided, or the matter is closed");
        clock.map(|clock| if decided { clock.cancelled(why()) } else { clock }).into_iter().collect()
    }

    fn defects(&self, matter: &Matter<'_>) -> Vec<Defect> {
        if !self.is_gone(matter) {
            return Vec::new();
        }
        let last = self.last_day(matter);
        let message = match self.cause {
            GroundEndCause::PeriodEnds => Text::new(
                format!(
                    "暂予监外执行期限已于{last}届满，未见决定机关的决定：应当提请收监执行或者取得继续暂予监外执行的决定"
                ),
                format!(
                    "the period ended on {last} and no decision of the organ is recorded: propose committal, or have the decision that it goes on"
                ),
            ),
            GroundEndCause::Disappeared => Text::new(
                format!("暂予监外执行的情形自{last}消失，刑期未满：提请收监执行"),
                format!("the ground is gone since {last} and the sentence is not over: propose committal"),
            ),
        };
        let evidence = vec![Fact::new("cause", self.cause.code()), Fact::new("ends_on", last.to_string())];
        let defect = Defect::new(DefectCode::Missing, GONE, matter.today(), CountyAgency, message, evidence);
        vec![Defect { proceeding_id: Some(matter.proceeding.id), ..defect }]
    }

    fn boundaries(&self, matter: &Matter<'_>) -> Vec<Instant> {
        if !self.is_of_a_period() {
            return Vec::new();
        }
        let last = self.last_day(matter);
        self.reminded_on(matter).map(start_of_day).into_iter().chain([end_of_day(last)]).collect()
    }

    fn notice_duties(&self, matter: &Matter<'_>) -> Vec<NoticeDuty> {
        let Some(case) = matter.case.filter(|_| self.is_of_a_period()) else { return Vec::new() };
        let since = Self::looked_for_since(case);
        let sent = told(matter.proceeding, DecidingOrgan, since).is_some();
        let asked_for = self.reminded_on(matter).is_some_and(|on| on <= matter.today()) && !matter.proceeding.is_over();
        if !sent && !asked_for {
            return Vec::new();
        }
        [DecidingOrgan, Procuratorate].map(|recipient| NoticeDuty { recipient, rule: LETTER, since }).into()
    }

    fn apply(&self, proceeding: &Proceeding, order: &mut Order) {
        let Some(Act::Results(body)) = proceeding.last(ActCode::Results).map(|step| &step.act) else { return };
        if body.outcome == DecisionOutcome::Approved {
            order.temporary_period_ends_on = body.fixed_on.or(order.temporary_period_ends_on);
        }
    }
}
