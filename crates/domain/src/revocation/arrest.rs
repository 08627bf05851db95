//! Arrest with a proposal of revocation (CCL 47, 48; IM 48; rulebook §9.4).

use serde::{Deserialize, Serialize};

use crate::{
    code::{ArrestGround, Category, Code},
    judgement::{Duty, QuestionFault, days_between, fact, plausible},
    refusal::Refusal,
    text::Text,
    time::Date,
};

/// Can arrest be asked for?
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ArrestQuestion {
    /// The category.
    pub category: Category,
    /// The day asked about.
    pub on: Date,
    /// Whether revocation is proposed at the same time.
    pub with_proposal: bool,
    /// The grounds that exist.
    #[serde(default)]
    pub grounds: Vec<ArrestGround>,
}

/// **AR-1** (CCL 47, IM 48): arrest is asked for together with the proposal to revoke probation or parole, on one of four grounds. It
/// is not available for public surveillance and temporary execution outside prison. What follows if it is available: the court
/// decides within 48 hours (AR-2), and custody lasts thirty days at most (AR-3).
///
/// The outer error is a fault of the question; the inner one a refusal under the law.
///
/// # Errors
///
/// When the date is implausible.
pub fn arrest(question: &ArrestQuestion) -> Result<Result<Vec<Duty>, Refusal>, QuestionFault> {
    let ArrestQuestion { category, on, with_proposal, grounds } = question;
    plausible("on", *on)?;
    let remedy = match category {
        Category::PublicSurveillance | Category::TemporaryOutsidePrison => Some(Text::new(
            "仅在提请撤销缓刑、假释时可以同时提请逮捕",
            "arrest can be asked for only with the revocation of probation or parole",
        )),
        Category::Probation | Category::Parole if !with_proposal => {
            Some(Text::new("与撤销缓刑、假释建议书同时提请", "ask for it together with the proposal of revocation"))
        }
        Category::Probation | Category::Parole if grounds.is_empty() => {
            let named: Vec<_> = ArrestGround::ALL.iter().map(|ground| ground.label()).collect();
            let (zh, en): (Vec<_>, Vec<_>) = named.into_iter().unzip();
            Some(Text::new(
                format!("须具有下列情形之一：{}", zh.join("；")),
                format!("one of these must be given: {}", en.join("; ")),
            ))
        }
        Category::Probation | Category::Parole => None,
    };
    Ok(match remedy {
        Some(remedy) => {
            let stated: Vec<_> = grounds.iter().map(|ground| ground.code()).collect();
            let facts = vec![
                fact("category", category),
                fact("with_proposal", with_proposal),
                fact("grounds", stated.join(", ")),
            ];
            Err(Refusal::under("AR-1", facts, remedy))
        }
        None => Ok(vec![
            Duty::new(
                "AR-2",
                Text::new(
                    "人民法院自收到提请和证据材料后四十八小时内决定",
                    "the court decides within 48 hours of receiving request and evidence",
                ),
                *on,
            ),
            Duty::new("AR-3", Text::new("逮捕后羁押不超过三十日", "custody lasts at most thirty days"), *on),
        ]),
    })
}

/// **AR-4** (CCL 48): where revocation is granted, each day in custody after the arrest counts as one day of the sentence; the day of
/// arrest and the last day both count.
///
/// # Errors
///
/// When a date is implausible or the second lies before the first.
pub fn arrest_credit(arrested_on: Date, until: Date) -> Result<u32, QuestionFault> {
    days_between(("arrested_on", arrested_on), ("until", until)).map(|days| days + 1)
}
