//! A proceeding played step by step, each by a member of staff at a level.

use domain::{
    actor::Actor,
    calendar::Calendar,
    case_file::{CaseFile, Standing, Subject, standing},
    clock::{Clock, clocks},
    code::{
        Category, ConditionCode, DecisionOutcome, DeliveryMethod, DutyBearer, Level, Post, ProceedingStatus, Role, Sex,
    },
    ids::{AccountId, DelegationId, OrganizationId, ProceedingId, StaffId, StepId, SuperviseeId},
    organization::Delegation,
    proceedings::{
        Act, Assessment, AvailableAction, Content, Decision, Delivery, Denied, Doer, Endorsement, Matter, Notice,
        Place, Proceeding, Review, Submission, available_actions, notices, open, take,
    },
    supervisee::Order,
    tenure::Tenure,
    time::{Instant, start_of_day},
};
use uuid::Uuid;

use crate::support::day;

/// Members of staff: an officer and a head at each place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Who {
    Officer,
    Head,
    BureauOfficer,
    LegalReviewer,
    BureauHead,
    JusticeBureauHead,
    City,
    Province,
    Procurator,
    Contracted,
}

impl Who {
    pub(crate) const ALL: &[Self] = &[
        Self::Officer,
        Self::Head,
        Self::BureauOfficer,
        Self::LegalReviewer,
        Self::BureauHead,
        Self::JusticeBureauHead,
        Self::City,
        Self::Province,
        Self::Procurator,
    ];

    fn level(self) -> Level {
        match self {
            Self::Officer | Self::Head => Level::Office,
            Self::BureauOfficer
            | Self::LegalReviewer
            | Self::BureauHead
            | Self::JusticeBureauHead
            | Self::Procurator
            | Self::Contracted => Level::County,
            Self::City => Level::City,
            Self::Province => Level::Province,
        }
    }

    fn actor(self) -> Actor {
        let number = self as u128 + 1;
        let role = match self {
            Self::Officer => Role::OfficeOfficer,
            Self::Head => Role::OfficeHead,
            Self::BureauOfficer => Role::BureauOfficer,
            Self::LegalReviewer => Role::BureauLegalReviewer,
            Self::BureauHead | Self::Contracted => Role::BureauHead,
            Self::JusticeBureauHead => Role::JusticeBureauHead,
            Self::City => Role::CityReviewer,
            Self::Province => Role::ProvinceReviewer,
            Self::Procurator => Role::Procurator,
        };
        Actor {
            account_id: AccountId::from_uuid(Uuid::from_u128(number)),
            staff_id: StaffId::from_uuid(Uuid::from_u128(number)),
            organization_id: OrganizationId::from_uuid(Uuid::from_u128(self.level() as u128 + 1)),
            roles: vec![role],
            post: if self == Self::Contracted { Post::Contracted } else { Post::Established },
        }
    }
}

/// One case with one proceeding on its way.
#[derive(Debug, Clone)]
pub(crate) struct Play {
    pub(crate) case: CaseFile,
    pub(crate) proceeding: Proceeding,
    pub(crate) calendar: Calendar,
}

/// A woman of the district on probation from 13 March 2026 for a year, reported in, carried by a delegated office.
pub(crate) fn case(category: Category) -> CaseFile {
    CaseFile {
        supervisee_id: SuperviseeId::from_uuid(Uuid::nil()),
        person: Subject { birth_date: Some(day("1990-03-07")), sex: Some(Sex::Female) },
        order: Order {
            effective_on: Some(day("2026-03-13")),
            supervision_starts_on: Some(day("2026-03-13")),
            supervision_ends_on: Some(day("2027-03-12")),
            reported_on: Some(day("2026-03-16")),
            ..Order::new(category)
        },
        registered_on: day("2026-03-16"),
        place: Place {
            level: Level::Office,
            delegations: vec![delegation(Tenure::since(day("2020-07-01")))],
            region_code: "430702".to_owned(),
            ..Place::default()
        },
        proceedings: Vec::new(),
    }
}

/// A delegation for these days.
pub(crate) fn delegation(tenure: Tenure) -> Delegation {
    let id = DelegationId::from_uuid(Uuid::from_u128(1));
    Delegation { id, tenure, document_number: Some("武司委〔2026〕3号".to_owned()) }
}

/// Ten in the morning of a day.
pub(crate) fn at(date: &str) -> Instant {
    start_of_day(day(date)) + chrono::TimeDelta::hours(10)
}

impl Play {
    /// Opens a proceeding, or says why not.
    pub(crate) fn open(case: CaseFile, who: Who, date: &str, content: impl Into<Content>) -> Result<Self, Denied> {
        let number = u128::try_from(case.proceedings.len()).unwrap() + 1;
        let signer = doer(&who.actor(), who).signer();
        let play = Self {
            proceeding: Proceeding {
                id: ProceedingId::from_uuid(Uuid::from_u128(number)),
                number: format!("〔2026〕{number}号"),
                organization_id: OrganizationId::from_uuid(Uuid::from_u128(Level::Office as u128 + 1)),
                opened_by: signer,
                opened_at: at(date),
                content: content.into(),
                steps: Vec::new(),
            },
            case,
            calendar: Calendar::builtin(),
        };
        play.matter(at(date), |matter| open(&doer(&who.actor(), who), matter))?;
        Ok(play)
    }

    /// The case with this proceeding in it.
    pub(crate) fn into_case(self) -> CaseFile {
        let mut proceedings = self.case.proceedings.clone();
        proceedings.push(self.proceeding);
        self.case.with(proceedings)
    }

    /// Asks something of the matter at a moment.
    pub(crate) fn matter<T>(&self, moment: Instant, ask: impl FnOnce(&Matter<'_>) -> T) -> T {
        let case = self.clone().into_case();
        ask(&Matter {
            proceeding: &self.proceeding,
            person: &case.person,
            case: Some(&case),
            place: &case.place,
            calendar: &self.calendar,
            at: moment,
        })
    }

    /// Does an act, and says where the proceeding stands after it.
    pub(crate) fn act(&mut self, who: Who, date: &str, act: impl Into<Act>) -> Result<ProceedingStatus, Denied> {
        let id = StepId::from_uuid(Uuid::from_u128(u128::try_from(self.proceeding.steps.len()).unwrap() + 1));
        let step = self.matter(at(date), |matter| take(&doer(&who.actor(), who), matter, act.into(), id))?;
        self.proceeding.steps.push(step);
        Ok(self.proceeding.status())
    }

    /// What this caller may do.
    pub(crate) fn available(&self, who: Who, date: &str) -> Vec<AvailableAction> {
        self.matter(at(date), |matter| available_actions(&doer(&who.actor(), who), matter))
    }

    /// What the law computes.
    pub(crate) fn assessment(&self, date: &str) -> Assessment {
        self.matter(at(date), |matter| self.proceeding.content.kind_of().assess(matter))
    }

    /// Whom the law wants told.
    pub(crate) fn notices(&self, date: &str) -> Vec<Notice> {
        self.matter(at(date), notices)
    }

    /// Status and conditions of the case.
    pub(crate) fn standing(&self, moment: Instant) -> Standing {
        standing(&self.clone().into_case(), &self.calendar, moment)
    }

    /// The conditions of the case.
    pub(crate) fn conditions(&self, moment: Instant) -> Vec<ConditionCode> {
        self.standing(moment).conditions.iter().map(|condition| condition.code).collect()
    }

    /// The clocks of this proceeding.
    pub(crate) fn clocks(&self, date: &str) -> Vec<Clock> {
        let all = clocks(&self.clone().into_case(), &self.calendar, at(date));
        all.into_iter().filter(|clock| clock.proceeding_id == Some(self.proceeding.id)).collect()
    }
}

fn doer(actor: &Actor, who: Who) -> Doer<'_> {
    Doer { actor, level: who.level(), seconded_may_sign: false }
}

/// The refusal of a denial, with its rule; a panic that shows what else it was.
pub(crate) fn refused<T: std::fmt::Debug>(result: Result<T, Denied>) -> String {
    match result {
        Err(Denied::Refused(refusal)) => {
            assert!(!refusal.facts.is_empty(), "{refusal:?}");
            assert!(!refusal.remedy.zh.is_empty() && !refusal.remedy.en.is_empty(), "{refusal:?}");
            assert!(domain::rulebook::rule(&refusal.rule).is_some(), "{refusal:?}");
            refusal.rule
        }
        other => panic!("{other:?}"),
    }
}

/// The codes of the faults with their pointers; a panic that shows what else it was.
pub(crate) fn faults<T: std::fmt::Debug>(result: Result<T, Denied>) -> Vec<(String, &'static str)> {
    match result {
        Err(Denied::Faults(faults)) => faults.into_iter().map(|fault| (fault.pointer, fault.code)).collect(),
        other => panic!("{other:?}"),
    }
}

pub(crate) fn submission() -> Submission {
    Submission { acted_on: None, opinion: None, papers: Vec::new() }
}

pub(crate) fn endorsement(outcome: DecisionOutcome) -> Endorsement {
    Endorsement { outcome, acted_on: None, opinion: None, papers: Vec::new() }
}

pub(crate) fn review(outcome: DecisionOutcome) -> Review {
    Review { outcome, acted_on: None, opinion: None, papers: Vec::new() }
}

pub(crate) fn decision(outcome: DecisionOutcome) -> Decision {
    Decision { outcome, conditions: Vec::new(), on_paper: None, acted_on: None, opinion: None, papers: Vec::new() }
}

pub(crate) fn delivery(recipient: DutyBearer) -> Delivery {
    Delivery {
        recipient,
        method: DeliveryMethod::InPerson,
        receipt_number: None,
        acted_on: None,
        opinion: None,
        papers: Vec::new(),
    }
}
