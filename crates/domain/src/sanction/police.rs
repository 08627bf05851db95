//! Whether the police can be asked to punish (IM 36; PSAPL; rulebook §7.3).

use serde::{Deserialize, Serialize};

use crate::{
    code::{Category, MeasureCode},
    judgement::{Measure, QuestionFault, days_between, fact, knows_prohibition},
    period::months_after,
    refusal::Refusal,
    text::Text,
    time::Date,
};

/// The months after which an act that was not discovered is no longer punished (PSAPL 25).
const BAR_MONTHS: u32 = 6;

/// Can the police be asked to punish this breach?
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct PoliceQuestion {
    /// The category.
    pub category: Category,
    /// Whether a prohibition order was breached.
    #[serde(default)]
    pub prohibition: bool,
    /// The day of the act; of a continuous one, its last day.
    pub acted_on: Date,
    /// The day on which it was discovered.
    pub discovered_on: Date,
}

/// **PSAPL 72(4)** names offenders under surveillance, on probation and outside prison, not parolees: for them revocation is proposed
/// (K-18). **PSAPL 73(1)** punishes the breach of a prohibition order. **PSAPL 25**: not if the act was not discovered within six
/// months. The law in force on the day of the act is cited (K-15).
///
/// The outer error is a fault of the question; the inner one a refusal under the law.
///
/// # Errors
///
/// When a date is implausible, the discovery lies before the act, or the category knows no prohibition order.
pub fn police_punishment(question: PoliceQuestion) -> Result<Result<Measure, Refusal>, QuestionFault> {
    let PoliceQuestion { category, prohibition, acted_on, discovered_on } = question;
    days_between(("acted_on", acted_on), ("discovered_on", discovered_on))?;
    let latest_on = months_after(acted_on, BAR_MONTHS).ok_or(QuestionFault::Date { parameter: "acted_on" })?;
    if prohibition && !knows_prohibition(category) {
        return Err(QuestionFault::DoesNotGoWith { parameter: "prohibition", other: "category" });
    }
    if category == Category::Parole {
        return Ok(Err(not_for_parole(category)));
    }
    if discovered_on > latest_on {
        return Ok(Err(barred(acted_on, discovered_on, latest_on)));
    }
    let rule = if prohibition { "PSAPL-73-1" } else { "PSAPL-72-4" };
    Ok(Ok(Measure::new(MeasureCode::PolicePunishment, rule, acted_on)))
}

/// **PSAPL 25** for an act under whatever article: the refusal of one that was discovered too late.
pub(crate) fn discovered_too_late(acted_on: Date, discovered_on: Date) -> Option<Refusal> {
    let latest_on = months_after(acted_on, BAR_MONTHS).filter(|latest_on| discovered_on > *latest_on)?;
    Some(barred(acted_on, discovered_on, latest_on))
}

fn not_for_parole(category: Category) -> Refusal {
    Refusal::under(
        "PSAPL-72-4",
        vec![fact("category", category)],
        Text::new(
            "假释罪犯不在该条之列：可以训诫、警告或者提请撤销假释；另有其他违反治安管理行为的，依照相应条款处理",
            "the article does not name parolees: admonish, warn or propose revocation; another offence against public order goes by its own article",
        ),
    )
}

fn barred(acted_on: Date, discovered_on: Date, latest_on: Date) -> Refusal {
    Refusal::under(
        "PSAPL-25",
        vec![fact("acted_on", acted_on), fact("discovered_on", discovered_on), fact("latest_on", latest_on)],
        Text::new(
            format!("违反治安管理行为须在{latest_on}以前被发现；可以依照实施办法训诫或者警告"),
            format!(
                "the act had to be discovered by {latest_on}; an admonition or a warning under the Measures remains open"
            ),
        ),
    )
}
