//! Recurring travel across cities or counties (经常性跨市、县活动): approved once for six months, its trips only reported
//! (IM 29; rulebook §5.3, L-5, L-6).

use serde::{Deserialize, Serialize};

use super::{
    Act, ActCode, Assessment, By, Declaration, Fault, Kind, Matter, Move, To, Warning,
    kind::refuse,
    moves::{APPROVAL, TELLING_MEANWHILE},
};
use crate::{
    case_file::Condition,
    code::{
        ConditionCode, LeaveNeed, Level, ProceedingKind,
        ProceedingStatus::{Approved, Closed, Draft},
    },
    ids::PaperId,
    judgement::{Span, Validity},
    leave::leave_need,
    refusal::{Fact, Refusal},
    rulebook::Label,
    text::Text,
    time::{Instant, end_of_day, start_of_day},
};

/// The most places of one application.
const MAX_PLACES: usize = 20;

/// What is asked for (IM 29).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct RecurringTravelContent {
    /// The need of work or life that makes it necessary.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 500))]
    pub reason: String,
    /// The counties, districts or county-level cities to which the person goes, by their codes (GB/T 2260).
    #[cfg_attr(feature = "schema", schema(min_items = 1, max_items = 20))]
    pub place_codes: Vec<String>,
    /// At what times.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 200))]
    pub times: String,
    /// How often.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 200))]
    pub frequency: String,
    /// How a prohibition order that runs is kept; needed where there is one (PO-3).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(max_length = 500))]
    pub prohibition_note: Option<String>,
    /// Papers that prove the need.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "schema", schema(max_items = 50))]
    pub papers: Vec<PaperId>,
}

/// Asked and approved; trips are reported while the approval holds; ended early, or after it has run out.
pub const DECLARATION: Declaration = Declaration {
    kind: ProceedingKind::RecurringTravel,
    path: "recurring-travels",
    title: Label::new("经常性跨市、县活动", "recurring travel"),
    rule: "IM-29",
    initial: Draft,
    reader: None,
    moves: &[
        APPROVAL,
        TELLING_MEANWHILE,
        &[
            Move::new(ActCode::Entries, &[Approved], To::Same, By::Carrier),
            Move::new(ActCode::Closures, &[Approved], To::Status(Closed), By::Carrier),
        ],
    ],
};

/// How long the approval holds: six months, or what the bureau has set below that (L-5).
fn validity(matter: &Matter<'_>) -> Option<Validity> {
    let approved_on = matter.proceeding.approved_on()?;
    Validity::months("L-5", "approved_on", approved_on, matter.place.defaults.leave_recurring_months).ok()
}

/// The days on which the person may travel: to the end of the approval, or to the day on which it was ended before.
fn travels(matter: &Matter<'_>) -> Option<Span> {
    let Validity { from, to, .. } = validity(matter)?;
    let ended_on = matter.proceeding.last(ActCode::Closures).map_or(to, |step| step.acted_on);
    Some(Span { from, to: to.min(ended_on) })
}

impl Kind for RecurringTravelContent {
    fn declaration(&self) -> &'static Declaration {
        &DECLARATION
    }

    fn faults(&self) -> Vec<Fault> {
        let own = [
            Fault::of_length("/reason", &self.reason, 500),
            Fault::of_count("/place_codes", self.place_codes.len(), 1, MAX_PLACES),
            Fault::of_length("/times", &self.times, 200),
            Fault::of_length("/frequency", &self.frequency, 200),
            Fault::of_optional("/prohibition_note", self.prohibition_note.as_deref(), 500),
        ];
        let places = self.place_codes.iter().enumerate();
        let places = places.filter_map(|(at, code)| Fault::of_region(&format!("/place_codes/{at}"), code));
        own.into_iter().flatten().chain(places).collect()
    }

    fn assess(&self, matter: &Matter<'_>) -> Assessment {
        let today = matter.today();
        let months = matter.place.defaults.leave_recurring_months;
        let validity = validity(matter);
        let mut explanation = vec![Text::new(
            format!("县级社区矫正机构批准一次，有效期{months}个月；期间每次活动只须报告，到期后重新申请"),
            format!("approved by the county for {months} months; each trip is only reported, after that apply again"),
        )];
        explanation
            .push(Text::new("不计入外出两个月累计（L-6）", "does not count towards the two months of leave (L-6)"));
        explanation.extend(validity.iter().flat_map(|validity| validity.explanation.iter().cloned()));
        let unproven = self.papers.is_empty().then(|| {
            let message = Text::new("申请时应当提供相应证明", "the application comes with papers that prove the need");
            Warning::under("IM-29", message, today)
        });
        let ends_on = matter.case.and_then(|case| case.order.supervision_ends_on);
        let outlasts = ends_on.zip(validity.as_ref()).filter(|(ends_on, validity)| *ends_on < validity.to);
        let outlasts = outlasts.map(|(ends_on, _)| {
            let message =
                Text::new(format!("矫正期限于{ends_on}先届满"), format!("supervision ends before it, on {ends_on}"));
            Warning::under("IM-29", message, today)
        });
        Assessment {
            explanation,
            warnings: unproven.into_iter().chain(outlasts).collect(),
            period: validity.map(|validity| Span { from: validity.from, to: validity.to }),
            ..Assessment::by(Level::County, "IM-29", today)
        }
    }

    fn admissible(&self, matter: &Matter<'_>) -> Result<(), Box<Refusal>> {
        matter.while_supervised("IM-29")?;
        for code in &self.place_codes {
            let fact = || vec![Fact::new("place_code", code.clone())];
            match leave_need(&matter.place.region_code, code).map(|answer| answer.need) {
                Ok(LeaveNeed::Needed) | Err(_) => {}
                Ok(LeaveNeed::NotNeeded) => {
                    let remedy = Text::new(
                        "不离开所居住的市、县，无须批准，请去掉该地",
                        "going there is not leaving the city or county: leave it out",
                    );
                    return refuse("IM-26", fact(), remedy);
                }
                Ok(LeaveNeed::Barred) => {
                    let remedy = Text::new("限制出境期间不得前往", "the exit is barred while supervision lasts");
                    return refuse("EEL-12-2", fact(), remedy);
                }
            }
        }
        matter.none_undecided()?;
        let today = Span { from: matter.today(), to: matter.today() };
        match (matter.prohibition_within(today), &self.prohibition_note) {
            (Some((since, _)), None) => refuse(
                "PO-3",
                vec![Fact::new("prohibition_since", since.to_string())],
                Text::new(
                    "禁止令仍在执行，请在 prohibition_note 中说明如何遵守禁止令",
                    "a prohibition order runs: say in prohibition_note how it is kept",
                ),
            ),
            _ => Ok(()),
        }
    }

    fn check(&self, act: &Act, matter: &Matter<'_>) -> Result<(), Box<Refusal>> {
        let (Act::Entries(_), Some(span)) = (act, travels(matter)) else { return Ok(()) };
        let travelled_on = matter.day_of(act);
        if span.from <= travelled_on && travelled_on <= span.to {
            return Ok(());
        }
        refuse(
            "IM-29",
            vec![
                Fact::new("acted_on", travelled_on.to_string()),
                Fact::new("valid_from", span.from.to_string()),
                Fact::new("valid_to", span.to.to_string()),
            ],
            Text::new(
                "批准有效期以外的活动须请假，或者重新申请",
                "outside the approval: ask for leave, or apply again",
            ),
        )
    }

    fn conditions(&self, matter: &Matter<'_>) -> Vec<Condition> {
        let today = matter.today();
        let running = travels(matter).filter(|span| span.from <= today && today <= span.to);
        let condition = |span: Span| Condition {
            code: ConditionCode::RecurringTravel,
            since: span.from,
            until: Some(span.to),
            rule: "IM-29".to_owned(),
        };
        running.map(condition).into_iter().collect()
    }

    fn boundaries(&self, matter: &Matter<'_>) -> Vec<Instant> {
        travels(matter).into_iter().flat_map(|span| [start_of_day(span.from), end_of_day(span.to)]).collect()
    }
}
