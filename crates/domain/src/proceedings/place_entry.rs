//! Entry into a place that a prohibition order opens only with approval (进入特定区域、场所; IM 39; PO-3; rulebook §1.4).

use serde::{Deserialize, Serialize};

use super::{
    Act, Assessment, Declaration, Fault, Kind, Matter, NoticeDuty,
    kind::refuse,
    moves::{APPROVAL, TELLING},
};
use crate::{
    code::{Code, DutyBearer, Level, ProceedingKind, ProceedingStatus::Draft},
    ids::PaperId,
    judgement::{Span, knows_prohibition},
    refusal::{Fact, Refusal},
    rulebook::Label,
    text::Text,
    time::Date,
};

/// The rule.
const RULE: &str = "IM-39";

/// Which place, when, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct PlaceEntryContent {
    /// The area or place.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 200))]
    pub place: String,
    /// Why the person really needs to go there (确需进入).
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 500))]
    pub reason: String,
    /// The first day.
    pub enters_on: Date,
    /// The last day.
    pub leaves_on: Date,
    /// Papers that show it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "schema", schema(max_items = 50))]
    pub papers: Vec<PaperId>,
}

/// Asked, approved, original court and procuratorate told.
pub const DECLARATION: Declaration = Declaration {
    kind: ProceedingKind::PlaceEntry,
    path: "place-entries",
    title: Label::new("进入特定区域、场所", "entry into a restricted place"),
    rule: RULE,
    initial: Draft,
    reader: None,
    moves: &[APPROVAL, TELLING],
};

impl PlaceEntryContent {
    fn span(&self) -> Span {
        Span { from: self.enters_on, to: self.leaves_on }
    }
}

impl Kind for PlaceEntryContent {
    fn declaration(&self) -> &'static Declaration {
        &DECLARATION
    }

    fn faults(&self) -> Vec<Fault> {
        [
            Fault::of_length("/place", &self.place, 200),
            Fault::of_length("/reason", &self.reason, 500),
            Fault::of_day("/enters_on", self.enters_on),
            Fault::of_day("/leaves_on", self.leaves_on),
            Fault::of_span("/leaves_on", self.enters_on, self.leaves_on),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    fn assess(&self, matter: &Matter<'_>) -> Assessment {
        let order = matter.prohibition_within(self.span()).map(|(since, until)| {
            let last = until.map_or_else(|| "矫正期满".to_owned(), |until| until.to_string());
            let last_en = until.map_or_else(|| "the end of supervision".to_owned(), |until| until.to_string());
            Text::new(format!("禁止令自{since}执行至{last}"), format!("the order runs from {since} to {last_en}"))
        });
        let told = Text::new(
            "批准后通知原审人民法院和执行地县级人民检察院",
            "after the approval the original court and the county procuratorate are told",
        );
        let content = matter.case.and_then(|case| case.order.prohibition.as_ref());
        Assessment {
            explanation: order.into_iter().chain([told]).collect(),
            period: Some(self.span()),
            facts: content.map(|order| Fact::new("prohibition", order.content.clone())).into_iter().collect(),
            ..Assessment::by(Level::County, RULE, matter.today())
        }
    }

    fn admissible(&self, matter: &Matter<'_>) -> Result<(), Box<Refusal>> {
        matter.while_supervised(RULE)?;
        let Some(case) = matter.case else { return Ok(()) };
        if !knows_prohibition(case.order.category) {
            return refuse(
                "PO-1",
                vec![Fact::new("category", case.order.category.code())],
                Text::new(
                    "该类别不适用禁止令，进入场所无须此项批准",
                    "no prohibition order goes with this category: no such approval is needed",
                ),
            );
        }
        if matter.prohibition_within(self.span()).is_some() {
            return Ok(());
        }
        let days = case.prohibition_days();
        let since = days.map_or_else(|| "none".to_owned(), |(since, _)| since.to_string());
        let until = days.and_then(|(_, until)| until).map_or_else(|| "none".to_owned(), |until| until.to_string());
        refuse(
            RULE,
            vec![Fact::new("prohibition_since", since), Fact::new("prohibition_until", until)],
            Text::new(
                "这些日期没有正在执行的禁止令，无须批准；有禁止令的，请先登记",
                "no prohibition order runs on these days and no approval is needed; where there is one, register it first",
            ),
        )
    }

    fn check(&self, act: &Act, matter: &Matter<'_>) -> Result<(), Box<Refusal>> {
        let decided_on = matter.day_of(act);
        if !act.approves() || decided_on <= self.enters_on {
            return Ok(());
        }
        refuse(
            RULE,
            vec![Fact::new("enters_on", self.enters_on.to_string()), Fact::new("decided_on", decided_on.to_string())],
            Text::new("须在进入之前批准，请另行申请以后的日期", "approval comes before the entry: ask for later days"),
        )
    }

    fn notice_duties(&self, matter: &Matter<'_>) -> Vec<NoticeDuty> {
        let Some(since) = matter.proceeding.approved_on() else { return Vec::new() };
        [DutyBearer::OriginalCourt, DutyBearer::Procuratorate]
            .map(|recipient| NoticeDuty { recipient, rule: RULE, since })
            .into()
    }
}
