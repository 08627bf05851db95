//! Permission to meet one whom the person may not contact without it (会客、接触; IM 25; M-5; rulebook §4).

use serde::{Deserialize, Serialize};

use super::{
    Act, ActCode, Assessment, By, Declaration, Fault, Kind, Matter, Move, To,
    kind::refuse,
    moves::{APPROVAL, TELLING_MEANWHILE},
};
use crate::{
    code::{
        Code, ContactRole, Level, ProceedingKind,
        ProceedingStatus::{Approved, Closed, Draft},
    },
    ids::PaperId,
    judgement::Span,
    refusal::{Fact, Refusal},
    rulebook::Label,
    text::Text,
    time::Date,
};

/// The rule.
const RULE: &str = "M-5";

/// Whom, when, how and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ContactPermissionContent {
    /// The name of the one to be met.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 50))]
    pub contact_name: String,
    /// What that person is to the case.
    pub role: ContactRole,
    /// Why they are to meet.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 500))]
    pub reason: String,
    /// Where and how.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 200))]
    pub manner: String,
    /// The first day on which they may.
    pub valid_from: Date,
    /// The last day.
    pub valid_to: Date,
    /// How a prohibition order that runs in these days is kept; needed where there is one (PO-1).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(max_length = 500))]
    pub prohibition_note: Option<String>,
    /// Papers that show it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "schema", schema(max_items = 50))]
    pub papers: Vec<PaperId>,
}

/// Asked and approved; the meetings reported; ended.
pub const DECLARATION: Declaration = Declaration {
    kind: ProceedingKind::ContactPermission,
    path: "contact-permissions",
    title: Label::new("会客、接触", "permission of contact"),
    rule: RULE,
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

impl ContactPermissionContent {
    fn span(&self) -> Span {
        Span { from: self.valid_from, to: self.valid_to }
    }
}

impl Kind for ContactPermissionContent {
    fn declaration(&self) -> &'static Declaration {
        &DECLARATION
    }

    fn faults(&self) -> Vec<Fault> {
        [
            Fault::of_length("/contact_name", &self.contact_name, 50),
            Fault::of_length("/reason", &self.reason, 500),
            Fault::of_length("/manner", &self.manner, 200),
            Fault::of_day("/valid_from", self.valid_from),
            Fault::of_day("/valid_to", self.valid_to),
            Fault::of_span("/valid_to", self.valid_from, self.valid_to),
            Fault::of_optional("/prohibition_note", self.prohibition_note.as_deref(), 500),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    fn assess(&self, matter: &Matter<'_>) -> Assessment {
        let (zh, en) = self.role.label();
        let why = match self.role {
            ContactRole::Victim | ContactRole::Accuser | ContactRole::Informant => Text::new(
                format!("对方是本案{zh}，未经县级社区矫正机构批准不得接触"),
                format!("this is the {en} of the case: no contact without the approval of the county agency"),
            ),
            ContactRole::Accomplice | ContactRole::OtherInducing => Text::new(
                format!("对方是{zh}，可能诱发再犯罪，未经县级社区矫正机构批准不得接触"),
                format!("this is one who may induce re-offending ({en}): no contact without the county's approval"),
            ),
        };
        Assessment {
            explanation: vec![why],
            period: Some(self.span()),
            ..Assessment::by(Level::County, RULE, matter.today())
        }
    }

    fn admissible(&self, matter: &Matter<'_>) -> Result<(), Box<Refusal>> {
        matter.while_supervised(RULE)?;
        match (matter.prohibition_within(self.span()), &self.prohibition_note) {
            (Some((since, _)), None) => refuse(
                "PO-1",
                vec![Fact::new("prohibition_since", since.to_string())],
                Text::new(
                    "禁止令仍在执行，可能禁止接触该人，请在 prohibition_note 中说明如何遵守禁止令",
                    "a prohibition order runs in these days and may forbid it: say in prohibition_note how it is kept",
                ),
            ),
            _ => Ok(()),
        }
    }

    fn check(&self, act: &Act, matter: &Matter<'_>) -> Result<(), Box<Refusal>> {
        let day = matter.day_of(act);
        if act.approves() && day > self.valid_from {
            return refuse(
                RULE,
                vec![Fact::new("valid_from", self.valid_from.to_string()), Fact::new("decided_on", day.to_string())],
                Text::new(
                    "须在接触之前批准，请另行申请以后的日期",
                    "approval comes before the contact: ask for later days",
                ),
            );
        }
        if act.code() == ActCode::Entries && !(self.valid_from <= day && day <= self.valid_to) {
            return refuse(
                RULE,
                vec![
                    Fact::new("acted_on", day.to_string()),
                    Fact::new("valid_from", self.valid_from.to_string()),
                    Fact::new("valid_to", self.valid_to.to_string()),
                ],
                Text::new("不在批准的日期以内，请另行申请", "not on the approved days: ask for another permission"),
            );
        }
        Ok(())
    }
}
