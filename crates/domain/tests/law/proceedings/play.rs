//! A proceeding played step by step, each by a member of staff at a level.

use std::sync::Arc;

use domain::{
    actor::Actor,
    calendar::Calendar,
    case_file::{CaseFile, Standing, Subject, standing},
    clock::{Clock, clocks},
    code::{
        Category, ConditionCode, DecisionOutcome, DeliveryMethod, DutyBearer, LeaveReason, Level, MeasureCode, Post,
        ProceedingStatus, ReplyOutcome, Role, Sex,
    },
    defaults::{DefaultKey, Defaults, Setting},
    ids::{AccountId, DelegationId, OrganizationId, ProceedingId, StaffId, StepId, SuperviseeId},
    organization::Delegation,
    proceedings::{
        Act, ActCode, Assessment, AvailableAction, Closure, Content, Decision, Delivery, Denied, Doer, Endorsement,
        Entry, HandlingProposal, Matter, Notice, OrganResult, Place, Proceeding, ReplyProposal, Review, Signer,
        Submission, Withdrawal, available_actions, edit, leave::LeaveContent, notices, open, take,
    },
    supervisee::{Order, Prohibition},
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

    /// As a step keeps it.
    pub(crate) fn signer(self) -> Signer {
        doer(&self.actor(), self).signer()
    }

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
        let number = match self {
            Self::Officer => 1,
            Self::Head => 2,
            Self::BureauOfficer => 3,
            Self::LegalReviewer => 4,
            Self::BureauHead => 5,
            Self::JusticeBureauHead => 6,
            Self::City => 7,
            Self::Province => 8,
            Self::Procurator => 9,
            Self::Contracted => 10,
        };
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
            organization_id: place(self.level()),
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
    /// Whether it is about one under supervision; a social investigation is not.
    pub(crate) supervised: bool,
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
        records: Vec::new(),
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
        Self::begin(case, who, date, content.into(), true)
    }

    /// Opens a proceeding about a person who is not under supervision, or says why not.
    pub(crate) fn open_about_a_person(who: Who, date: &str, content: impl Into<Content>) -> Result<Self, Denied> {
        Self::open_about(case(Category::Probation), who, date, content)
    }

    /// Opens a proceeding about a person of whom the proceedings of this file are the others, or says why not.
    pub(crate) fn open_about(
        file: CaseFile,
        who: Who,
        date: &str,
        content: impl Into<Content>,
    ) -> Result<Self, Denied> {
        Self::begin(file, who, date, content.into(), false)
    }

    fn begin(case: CaseFile, who: Who, date: &str, content: Content, supervised: bool) -> Result<Self, Denied> {
        let number = u128::try_from(case.proceedings.len()).unwrap() + 1;
        let signer = doer(&who.actor(), who).signer();
        let play = Self {
            proceeding: Proceeding {
                id: ProceedingId::from_uuid(Uuid::from_u128(number)),
                number: format!("〔2026〕{number}号"),
                organization_id: place(Level::Office),
                opened_by: Some(signer),
                opened_at: at(date),
                content,
                steps: Vec::new(),
            },
            case,
            calendar: Calendar::builtin(),
            supervised,
        };
        play.matter(at(date), |matter| open(&doer(&who.actor(), who), matter))?;
        Ok(play)
    }

    /// A matter of the county that was opened, submitted, endorsed and approved on one day.
    pub(crate) fn granted(case: CaseFile, date: &str, content: impl Into<Content>) -> Self {
        let mut play = Self::submitted(case, date, content);
        play.act(Who::BureauHead, date, decision(DecisionOutcome::Approved)).unwrap();
        play
    }

    /// A matter of the county that waits for its decision.
    pub(crate) fn submitted(case: CaseFile, date: &str, content: impl Into<Content>) -> Self {
        let mut play = Self::open(case, Who::Officer, date, content).unwrap();
        play.act(Who::Officer, date, submission()).unwrap();
        play.act(Who::Head, date, endorsement(DecisionOutcome::Approved)).unwrap();
        play
    }

    /// The rules under which the assessment warns.
    pub(crate) fn warnings(&self, date: &str) -> Vec<String> {
        self.assessment(date).warnings.into_iter().map(|warning| warning.rule).collect()
    }

    /// Who is still to be told.
    pub(crate) fn untold(&self, date: &str) -> Vec<DutyBearer> {
        let owed = self.notices(date).into_iter().filter(|notice| notice.delivered_on.is_none());
        owed.map(|notice| notice.recipient).collect()
    }

    /// The case with this proceeding in it.
    pub(crate) fn into_case(self) -> CaseFile {
        let mut proceedings = self.case.proceedings.clone();
        proceedings.push(self.proceeding);
        let records = self.case.records.clone();
        self.case.with(proceedings, records)
    }

    /// Asks something of the matter at a moment.
    pub(crate) fn matter<T>(&self, moment: Instant, ask: impl FnOnce(&Matter<'_>) -> T) -> T {
        let case = self.clone().into_case();
        ask(&Matter {
            proceeding: &self.proceeding,
            person: &case.person,
            case: self.supervised.then_some(&case),
            alone: if self.supervised { &[] } else { &case.proceedings },
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

    /// Whether this caller may change the content.
    pub(crate) fn edit(&self, who: Who, date: &str) -> Result<(), Denied> {
        self.matter(at(date), |matter| edit(&doer(&who.actor(), who), matter))
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
        if !self.supervised {
            return self.matter(at(date), |matter| matter.clocks());
        }
        let all = clocks(&self.clone().into_case(), &self.calendar, at(date));
        all.into_iter().filter(|clock| clock.proceeding_id == Some(self.proceeding.id)).collect()
    }
}

/// The organisation of a level.
fn place(level: Level) -> OrganizationId {
    OrganizationId::from_uuid(Uuid::from_u128(match level {
        Level::Province => 1,
        Level::City => 2,
        Level::County => 3,
        Level::Office => 4,
    }))
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
    Review {
        outcome,
        kind: None,
        participants: Vec::new(),
        minutes: None,
        acted_on: None,
        opinion: None,
        papers: Vec::new(),
    }
}

pub(crate) fn decision(outcome: DecisionOutcome) -> Decision {
    Decision {
        outcome: outcome.into(),
        conditions: Vec::new(),
        on_paper: None,
        acted_on: None,
        opinion: None,
        papers: Vec::new(),
    }
}

pub(crate) fn entry(text: &str) -> Entry {
    Entry { text: text.to_owned(), acted_on: None, opinion: None, papers: Vec::new() }
}

pub(crate) fn handling(measure: Option<MeasureCode>) -> HandlingProposal {
    HandlingProposal {
        measure,
        found: None,
        findings: "本人陈述与走访记录一致".to_owned(),
        acted_on: None,
        opinion: None,
        papers: Vec::new(),
    }
}

pub(crate) fn reply(outcome: ReplyOutcome, reasons: Option<&str>) -> ReplyProposal {
    ReplyProposal {
        outcome,
        text: "已补充走访记录，并组织全员学习".to_owned(),
        reasons: reasons.map(str::to_owned),
        acted_on: None,
        opinion: None,
        papers: Vec::new(),
    }
}

pub(crate) fn result(outcome: DecisionOutcome) -> OrganResult {
    OrganResult {
        outcome,
        organ: "武陵区公安分局".to_owned(),
        document_number: Some("武公（治）行罚决字〔2026〕88号".to_owned()),
        fixed_on: None,
        acted_on: None,
        opinion: None,
        papers: Vec::new(),
    }
}

pub(crate) fn withdrawal() -> Withdrawal {
    Withdrawal { acted_on: None, opinion: None, papers: Vec::new() }
}

pub(crate) fn closure() -> Closure {
    Closure { acted_on: None, opinion: None, papers: Vec::new() }
}

/// The level that the climb through office and county ends with says yes, all on one day.
impl Play {
    pub(crate) fn approved(mut self, date: &str) -> Self {
        self.act(Who::Officer, date, submission()).unwrap();
        self.act(Who::Head, date, endorsement(DecisionOutcome::Approved)).unwrap();
        self.act(Who::BureauHead, date, decision(DecisionOutcome::Approved)).unwrap();
        self
    }

    /// The id under which other proceedings refer to this one.
    pub(crate) fn id(&self) -> ProceedingId {
        self.proceeding.id
    }

    /// Whom the law wants told, and under which rule.
    pub(crate) fn owed(&self, date: &str) -> Vec<(DutyBearer, String)> {
        let notices = self.notices(date).into_iter().filter(|notice| notice.delivered_on.is_none());
        notices.map(|notice| (notice.recipient, notice.rule)).collect()
    }

    /// The acts that this caller may do now.
    pub(crate) fn allowed(&self, who: Who, date: &str) -> Vec<ActCode> {
        let open = self.available(who, date).into_iter().filter(|action| action.allowed);
        open.map(|action| action.action).collect()
    }
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

/// The case with a prohibition order from 13 March to this day.
pub(crate) fn prohibited_until(date: &str) -> CaseFile {
    let mut forbidden = case(Category::Probation);
    forbidden.order.prohibition = Some(Prohibition {
        content: "禁止进入娱乐场所".to_owned(),
        starts_on: Some(day("2026-03-13")),
        ends_on: Some(day(date)),
    });
    forbidden
}

/// The case of one who was a minor when she reported in.
pub(crate) fn minor_case() -> CaseFile {
    let mut minor = case(Category::Probation);
    minor.person.birth_date = Some(day("2009-05-01"));
    minor
}

/// What a bureau has settled by one number.
pub(crate) fn settled(key: DefaultKey, number: u32) -> Arc<Defaults> {
    Arc::new(Defaults::check(&[(key, Setting::Number(number))].into()).unwrap())
}

/// A journey to Taoyuan for treatment.
pub(crate) fn leave(leaves_on: &str, returns_on: &str) -> LeaveContent {
    LeaveContent {
        reason: LeaveReason::Medical,
        remarks: None,
        destination_code: "430721".to_owned(),
        leaves_on: day(leaves_on),
        returns_on: day(returns_on),
        prohibition_note: None,
        papers: Vec::new(),
    }
}
