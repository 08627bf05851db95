//! Change of dwelling inside the county (迁居): it needs approval, and where the office changes, person and file go with it
//! (CCL 27; CL 39, 75, 84; rulebook §5.4). A move to another county is a change of the place of execution.

use serde::{Deserialize, Serialize};

use super::{
    Act, ActCode, Assessment, Authority, By, Declaration, Fault, Kind, Matter, Move, To, Warning,
    kind::refuse,
    moves::{APPROVAL, TELLING_MEANWHILE},
};
use crate::{
    code::{
        Level, ProceedingKind,
        ProceedingStatus::{Approved, Closed, Draft, HandedOver},
    },
    ids::{OrganizationId, PaperId},
    refusal::{Fact, Refusal},
    rulebook::Label,
    text::Text,
    time::Date,
};

/// The rule; its basis names CCL 27, which asks for the approval.
const RULE: &str = "IM-26";

/// Where to, when and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct DwellingChangeContent {
    /// The new address.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 200))]
    pub new_address: String,
    /// The county, district or county-level city in which it lies, by its code (GB/T 2260).
    #[cfg_attr(feature = "schema", schema(pattern = "^[0-9]{6}$"))]
    pub region_code: String,
    /// The judicial office that will carry the person; left out where it stays the same.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to_organization_id: Option<OrganizationId>,
    /// The day of the move.
    pub moves_on: Date,
    /// Why.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 500))]
    pub reason: String,
    /// Papers that show it, a lease for example.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "schema", schema(max_items = 50))]
    pub papers: Vec<PaperId>,
}

/// Asked and approved; then done, or, where the office changes, handed over by the old one and received by the new one.
pub const DECLARATION: Declaration = Declaration {
    kind: ProceedingKind::DwellingChange,
    path: "dwelling-changes",
    title: Label::new("迁居", "change of dwelling"),
    rule: RULE,
    initial: Draft,
    reader: None,
    moves: &[
        APPROVAL,
        TELLING_MEANWHILE,
        &[
            Move::new(ActCode::Handovers, &[Approved], To::Status(HandedOver), By::Carrier),
            Move::new(ActCode::Receptions, &[HandedOver], To::Status(Closed), By::Carrier),
            Move::new(ActCode::Closures, &[Approved], To::Status(Closed), By::Carrier),
        ],
    ],
};

impl Kind for DwellingChangeContent {
    fn declaration(&self) -> &'static Declaration {
        &DECLARATION
    }

    fn faults(&self) -> Vec<Fault> {
        [
            Fault::of_length("/new_address", &self.new_address, 200),
            Fault::of_region("/region_code", &self.region_code),
            Fault::of_day("/moves_on", self.moves_on),
            Fault::of_length("/reason", &self.reason, 500),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    fn assess(&self, matter: &Matter<'_>) -> Assessment {
        let today = matter.today();
        let undecided = matter.proceeding.approved_on().is_none();
        let moved = (undecided && self.moves_on < today).then(|| {
            let message = Text::new(
                format!("迁居日期{}已过而尚未批准；未经批准迁居的，先行调查", self.moves_on),
                format!(
                    "the day of the move, {}, has passed without approval: look into a move without it",
                    self.moves_on
                ),
            );
            Warning::under("IM-34-2", message, today)
        });
        let office = if self.to_organization_id.is_some() {
            Text::new(
                "司法所变更：原司法所移交人员、职责和工作档案，新司法所接收，均须记录",
                "the office changes: the old one hands over person, duties and working file, the new one receives them; both are recorded",
            )
        } else {
            Text::new("司法所不变，迁居后办结", "the office stays the same: closed after the move")
        };
        let inside = Text::new(
            "在本县（市、区）内迁居，不属于变更执行地，仍须批准",
            "a move inside the county is no change of the place of execution, and needs approval all the same",
        );
        Assessment {
            explanation: vec![inside, office],
            warnings: moved.into_iter().collect(),
            ..Assessment::by(self.authority(matter).level, RULE, today)
        }
    }

    fn authority(&self, matter: &Matter<'_>) -> Authority {
        Authority::of(if matter.delegated() { matter.place.level } else { Level::County })
    }

    fn admissible(&self, matter: &Matter<'_>) -> Result<(), Box<Refusal>> {
        matter.while_supervised(RULE)?;
        if self.region_code != matter.place.region_code {
            return refuse(
                "IM-30",
                vec![
                    Fact::new("region_code", self.region_code.clone()),
                    Fact::new("present_region_code", matter.place.region_code.clone()),
                ],
                Text::new(
                    "迁往其他县（市、区）的，申请变更执行地",
                    "a move to another county is asked for as a transfer",
                ),
            );
        }
        if self.to_organization_id == Some(matter.proceeding.organization_id) {
            return refuse(
                RULE,
                vec![Fact::new("to_organization_id", matter.proceeding.organization_id.to_string())],
                Text::new(
                    "该司法所就是现在的司法所；不变更的，不填 to_organization_id",
                    "this office carries the person already: leave to_organization_id out where it does not change",
                ),
            );
        }
        matter.none_undecided()
    }

    fn guard(&self, act: ActCode, _matter: &Matter<'_>) -> Result<(), Box<Refusal>> {
        let fact = |value: &str| vec![Fact::new("to_organization_id", value)];
        match (act, self.to_organization_id) {
            (ActCode::Closures, Some(office)) => refuse(
                RULE,
                fact(&office.to_string()),
                Text::new(
                    "司法所变更的，须移交和接收",
                    "the office changes: hand over, and let the new office receive",
                ),
            ),
            (ActCode::Handovers, None) => {
                refuse(RULE, fact("none"), Text::new("司法所不变，直接办结", "the office stays the same: close it"))
            }
            _ => Ok(()),
        }
    }

    fn act_faults(&self, act: &Act, _matter: &Matter<'_>) -> Vec<Fault> {
        let Act::Handovers(body) = act else { return Vec::new() };
        let another = body.organization_id.filter(|to| Some(*to) != self.to_organization_id);
        let message = Text::new("不是批准的司法所", "not the office that was approved");
        another.map(|_| Fault::new("/organization_id", "another_office", message)).into_iter().collect()
    }

    fn offices(&self) -> Vec<(&'static str, OrganizationId)> {
        self.to_organization_id.map(|office| ("/to_organization_id", office)).into_iter().collect()
    }

    /// The person lives at the new address from the hand-over on; where the office stays the same, from the closure on.
    fn moves_to(&self, act: &Act) -> Option<&str> {
        let moves = if self.to_organization_id.is_some() { ActCode::Handovers } else { ActCode::Closures };
        (act.code() == moves).then_some(&self.new_address)
    }

    /// The new office carries the person from the hand-over on, so that it can record the reception.
    fn hands_over_to(&self, act: &Act) -> Option<OrganizationId> {
        if act.code() == ActCode::Handovers { self.to_organization_id } else { None }
    }
}
