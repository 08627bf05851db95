//! A row of a roster to a draft of a supervisee, with every fault of the row at once.

mod cells;
mod offices;

pub use self::offices::Offices;

use std::collections::{HashMap, hash_map::Entry};

use domain::{
    code::{Category, Code, FaultCode, RowFaultCode, Severity},
    identity::IdentityNumber,
    ids::OrganizationId,
    supervisee::{Guarantor, Order, PersonFacts, Prohibition, ProtectedOrder, faults},
    term::Custody,
    text::Text,
};
use serde::Serialize;

use self::cells::Cells;
use super::{
    columns::{Columns, Field},
    file_fault::FileFault,
    normal,
    sheet::{Row, Rows},
};

/// Faults that say nothing when the category itself is unknown.
const HANGING_ON_CATEGORY: [FaultCode; 2] =
    [FaultCode::ProhibitionNotForCategory, FaultCode::TemporaryGroundNotForCategory];

/// What a row says, ready to be registered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// The person.
    pub person: PersonFacts,
    /// The order. Whether it is carried over from an old register is for whoever registers it to say.
    pub order: Order,
    /// What is protected with the order.
    pub protected: ProtectedOrder,
    /// The office, or the bureau itself, that supervises.
    pub organization_id: OrganizationId,
}

/// Something wrong with a cell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RowFault {
    /// The heading of the column as it stands in the file.
    pub column: String,
    /// The stable code.
    pub code: &'static str,
    /// What is wrong. The cell's content is not repeated, since it may be protected.
    pub message: Text,
    /// Whether the row is refused for it.
    pub severity: Severity,
}

/// What came of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// The row's number as a spreadsheet program shows it, from 1.
    pub sheet_row: u32,
    /// The draft, unless a fault refuses the row.
    pub draft: Option<Draft>,
    /// Every fault and every warning, in the order of the columns.
    pub faults: Vec<RowFault>,
}

/// The readings of a roster, in the order of its rows. Of the rows passed, only the identity numbers are kept.
pub struct Readings<'a> {
    rows: Rows<'a>,
    columns: &'a Columns,
    heading_row: u32,
    offices: &'a Offices,
    first_rows: HashMap<String, u32>,
}

impl<'a> Readings<'a> {
    pub(super) fn new(rows: Rows<'a>, columns: &'a Columns, heading_row: u32, offices: &'a Offices) -> Self {
        Self { rows, columns, heading_row, offices, first_rows: HashMap::new() }
    }

    /// The first row above this one that has the same identity number.
    fn first_row(&mut self, row: &Row) -> Option<u32> {
        let cell = row.cell(self.columns.column(Field::IdNumber)?)?;
        let id_number = IdentityNumber::parse(&normal::number(&cell.text)).ok()?;
        match self.first_rows.entry(id_number.as_str().to_owned()) {
            Entry::Occupied(first) => Some(*first.get()),
            Entry::Vacant(place) => {
                place.insert(row.number);
                None
            }
        }
    }
}

impl Iterator for Readings<'_> {
    type Item = Result<Reading, FileFault>;

    fn next(&mut self) -> Option<Self::Item> {
        let row = loop {
            match self.rows.next()? {
                Ok(row) if row.number <= self.heading_row => {}
                Ok(row) => break row,
                Err(fault) => return Some(Err(fault)),
            }
        };
        let first_row = self.first_row(&row);
        Some(Ok(read_row(&row, self.columns, self.offices, first_row)))
    }
}

/// Reads one row: what its cells say, then whether what they say goes together.
fn read_row(row: &Row, columns: &Columns, offices: &Offices, first_row: Option<u32>) -> Reading {
    let mut cells = Cells::new(row, columns);
    if let Some(first) = first_row {
        cells.repeats(first);
    }
    let person = person(&mut cells);
    let category = cells.label::<Category>(Field::Category, RowFaultCode::UnknownCategory, Severity::Error);
    // Without its category the order is still read, so that the row's other faults come out as well.
    let order = order(&mut cells, category.unwrap_or(Category::Probation));
    let protected = protected(&mut cells);
    let organization_id = cells.office(offices);
    for fault in faults(&person, &order, &protected) {
        if category.is_none() && HANGING_ON_CATEGORY.iter().any(|code| code.code() == fault.code) {
            continue;
        }
        if let Some(field) = Field::of_wire(fault.field).filter(|field| !cells.refuses(*field)) {
            cells.fault(field, fault.code, fault.message, fault.severity);
        }
    }
    let faults = cells.into_faults();
    let is_refused = faults.iter().any(|fault| fault.severity == Severity::Error);
    let draft = organization_id.filter(|_| !is_refused).map(|organization_id| Draft {
        person,
        order,
        protected,
        organization_id,
    });
    Reading { sheet_row: row.number, draft, faults }
}

fn person(cells: &mut Cells<'_>) -> PersonFacts {
    PersonFacts {
        name: cells.name(Field::Name).unwrap_or_default(),
        id_number: cells.id_number().unwrap_or_default(),
        former_name: cells.name(Field::FormerName),
        sex: known(cells, Field::Sex),
        birth_date: cells.date(Field::BirthDate),
        ethnicity: known(cells, Field::Ethnicity),
        education: known(cells, Field::Education),
        marital_status: known(cells, Field::MaritalStatus),
        political_status: known(cells, Field::PoliticalStatus),
        phone: cells.phone(Field::Phone),
        residence_address: cells.text(Field::ResidenceAddress),
        household_address: cells.text(Field::HouseholdAddress),
        workplace: cells.text(Field::Workplace),
    }
}

/// A label that may be missing: an unknown one is left out with a warning.
fn known<C: Code>(cells: &mut Cells<'_>, field: Field) -> Option<C> {
    cells.label(field, RowFaultCode::UnknownLabel, Severity::Warning)
}

fn order(cells: &mut Cells<'_>, category: Category) -> Order {
    Order {
        offence: cells.text(Field::Offence),
        original_sentence: cells.text(Field::OriginalSentence),
        additional_penalty: cells.text(Field::AdditionalPenalty),
        deciding_organ: cells.text(Field::DecidingOrgan),
        judgment_number: cells.text(Field::JudgmentNumber),
        decided_on: cells.date(Field::DecidedOn),
        effective_on: cells.date(Field::EffectiveOn),
        supervision_starts_on: cells.date(Field::StartsOn),
        supervision_ends_on: cells.date(Field::EndsOn),
        prohibition: prohibition(cells),
        management_class: known(cells, Field::ManagementClass),
        // The re-examination clock (rule H-2) hangs on the ground, so an unknown one is not passed over.
        temporary_ground: cells.label(Field::TemporaryGround, RowFaultCode::UnknownLabel, Severity::Error),
        temporary_period_ends_on: cells.date(Field::TemporaryPeriodEndsOn),
        reexamined_on: cells.date(Field::ReexaminedOn),
        health_reported_on: cells.date(Field::HealthReportedOn),
        notice_received_on: cells.date(Field::NoticeReceivedOn),
        documents_received_on: cells.date(Field::DocumentsReceivedOn),
        receipt_sent_on: cells.date(Field::ReceiptSentOn),
        left_prison_on: cells.date(Field::LeftPrisonOn),
        reported_on: cells.date(Field::ReportedOn),
        custody: custody(cells),
        ..Order::new(category)
    }
}

fn prohibition(cells: &mut Cells<'_>) -> Option<Prohibition> {
    let content = cells.text(Field::ProhibitionContent);
    let starts_on = cells.date(Field::ProhibitionStartsOn);
    let ends_on = cells.date(Field::ProhibitionEndsOn);
    let is_there = content.is_some() || starts_on.is_some() || ends_on.is_some();
    is_there.then(|| Prohibition { content: content.unwrap_or_default(), starts_on, ends_on })
}

fn custody(cells: &mut Cells<'_>) -> Option<Custody> {
    let days = [Field::CustodyDays, Field::DesignatedResidenceDays, Field::SupervisoryDetentionDays]
        .map(|field| cells.days(field));
    let [custody_days, designated_residence_surveillance_days, supervisory_detention_days] = days;
    days.iter().any(Option::is_some).then(|| Custody {
        custody_days: custody_days.unwrap_or_default(),
        designated_residence_surveillance_days: designated_residence_surveillance_days.unwrap_or_default(),
        supervisory_detention_days: supervisory_detention_days.unwrap_or_default(),
    })
}

fn protected(cells: &mut Cells<'_>) -> ProtectedOrder {
    let name = cells.name(Field::GuarantorName);
    let phone = cells.phone(Field::GuarantorPhone);
    let is_there = name.is_some() || phone.is_some();
    ProtectedOrder {
        guarantor: is_there.then(|| Guarantor { name: name.unwrap_or_default(), phone }),
        remarks: cells.text(Field::Remarks),
    }
}
