//! Revocation and committal beside their proceedings: the grounds that a case file shows, and the bundle that goes to the court.

mod manifest;
mod page;

use std::collections::BTreeMap;

use domain::code::{Category, ConditionCode, DisclosurePurpose, Permission, ProceedingKind, RecordKind};
use domain::ids::{PaperId, PersonId, ProceedingId, RecordId, SuperviseeId};
use domain::proceedings::Matter;
use domain::proceedings::proposal::{Bundle, FoundGrounds, bundle, frozen_by};
use domain::supervisee::PersonFacts;
use domain::time::Instant;
use serde::Serialize;
use store::access_log::{self, Access};
use store::journal::JournalRow;
use store::keyring::Keyring;
use store::{AnyConnection, StoreError, Tx, journal, proceedings, standings};

use self::manifest::manifest;
pub use self::manifest::{ManifestFile, path_of};
use crate::calendar;
use crate::context::Context;
use crate::error::Error;
use crate::papers::{self, Content, Paper};
use crate::proceedings::require_reader;
use crate::supervisees::{AsOf, as_of, case_file_at};

/// The grounds of a case, and the kinds of what they refer to, so that it can be found.
#[derive(Debug, Clone)]
pub struct CaseGrounds {
    /// The grounds.
    pub found: FoundGrounds,
    /// The proceedings of the case.
    pub proceedings: BTreeMap<ProceedingId, ProceedingKind>,
    /// The records of the case.
    pub records: BTreeMap<RecordId, RecordKind>,
}

/// The grounds of revocation or committal that the law knows for the person's category, on the facts of the case.
///
/// # Errors
/// `NotPermitted`, also without the permission to read what concerns minors or illness where the case does; `NotFound`.
pub fn grounds(
    conn: &mut AnyConnection,
    keyring: &Keyring,
    context: &Context,
    id: SuperviseeId,
) -> Result<CaseGrounds, Error> {
    context.require(Permission::ProceedingsRead)?;
    let (case, calendar) = case_file_at(conn, keyring, context, id, None)?;
    if standings::has_condition(conn, id, ConditionCode::MinorRegime)? {
        context.require(Permission::MinorsRead)?;
    }
    if case.order.category == Category::TemporaryOutsidePrison {
        context.require(Permission::MedicalRead)?;
    }
    Ok(CaseGrounds {
        found: case.revocation_grounds(&calendar, context.now),
        proceedings: case.proceedings.iter().map(|proceeding| (proceeding.id, proceeding.kind())).collect(),
        records: case.records.iter().map(|record| (record.id, record.content.kind())).collect(),
    })
}

/// Who the person of a proposal is.
#[derive(Debug, Clone, Serialize)]
pub struct PersonNamed {
    /// The name.
    pub name: String,
    /// The citizen identity number.
    pub id_number: String,
    /// The sex, in Chinese.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sex: Option<&'static str>,
    /// The residence.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub residence_address: Option<String>,
}

impl PersonNamed {
    fn of(facts: PersonFacts) -> Self {
        let sex = facts.sex.map(|sex| domain::code::Code::label(sex).0);
        let PersonFacts { name, id_number, residence_address, .. } = facts;
        Self { name, id_number, sex, residence_address }
    }
}

/// A paper of the bundle, with what opens its bytes.
#[derive(Debug, Clone)]
pub struct BundledPaper {
    /// The paper.
    pub paper: Paper,
    /// Where it lies in the bundle.
    pub path: String,
    /// What opens its bytes, once the reading is recorded.
    pub content: Content,
}

/// A bundle as it is handed out: what is written, and the papers to be copied.
#[derive(Debug, Clone)]
pub struct Assembled {
    /// The number of the proceeding.
    pub number: String,
    /// The files that are written, by their path, the manifest first.
    pub written: Vec<(&'static str, Vec<u8>)>,
    /// SHA-256 of the manifest, in hexadecimal: it changes when anything in the bundle does.
    pub digest: String,
    /// The papers.
    pub papers: Vec<BundledPaper>,
}

/// The bundle as it stood at a moment.
struct Known {
    bundle: Bundle,
    person: PersonNamed,
    delivered_at: Option<Instant>,
    bureau_id: domain::ids::OrganizationId,
    person_id: PersonId,
    supervisee_id: SuperviseeId,
}

/// Assembles the bundle of a proposal: as it was delivered, else as it stands. Each reading is recorded, that of the bundle and that
/// of each of its papers.
///
/// # Errors
/// `NotPermitted` without the permissions to read proceedings, papers and protected values; `NotFound`.
pub fn assemble(
    tx: &mut Tx<'_>,
    context: &Context,
    kind: ProceedingKind,
    id: ProceedingId,
    purpose: DisclosurePurpose,
) -> Result<Assembled, Error> {
    for permission in [Permission::PapersRead, Permission::SuperviseesDisclose] {
        context.require(permission)?;
    }
    require_reader(context, kind)?;
    let keyring = tx.keyring();
    let known = known(tx.conn(), keyring, context, kind, id)?;
    access_log::append(
        tx,
        &Access {
            id: store::fresh_id(),
            bureau_id: known.bureau_id,
            account_id: context.actor.account_id,
            person_id: known.person_id,
            supervisee_id: Some(known.supervisee_id),
            paper_id: None,
            fields: "name,id_number,residence_address".to_owned(),
            purpose,
            case_ref: Some(known.bundle.number.clone()),
            trace_id: context.trace_id.clone(),
        },
    )?;
    let mut copied = Vec::new();
    for (annex, paper_id) in papers_of(&known.bundle) {
        let content = papers::open(tx, context, paper_id, purpose)?;
        let paper = papers::get(tx.conn(), keyring, context, paper_id)?;
        let path = path_of(annex, copied.len(), &paper);
        copied.push(BundledPaper { paper, path, content });
    }
    written(known, copied)
}

/// The papers of a bundle in the order of its list, each once, with the number under which it stands first.
fn papers_of(bundle: &Bundle) -> Vec<(u32, PaperId)> {
    let mut papers: Vec<(u32, PaperId)> = Vec::new();
    for annex in &bundle.annexes {
        for paper in &annex.papers {
            if !papers.iter().any(|(_, known)| known == paper) {
                papers.push((annex.number, *paper));
            }
        }
    }
    papers
}

fn written(known: Known, papers: Vec<BundledPaper>) -> Result<Assembled, Error> {
    let unwritten = |error| StoreError::corrupt("proceedings", known.bundle.proceeding_id, error);
    let proposal = serde_json::json!({ "person": known.person, "proposal": known.bundle.proposal });
    let list = serde_json::json!({ "annexes": known.bundle.annexes, "conduct": known.bundle.conduct });
    let mut written = vec![
        ("proposal.json", serde_json::to_vec_pretty(&proposal).map_err(unwritten)?),
        ("proposal.html", page::page(&known.person, &known.bundle, &papers).into_bytes()),
        ("evidence.json", serde_json::to_vec_pretty(&list).map_err(unwritten)?),
    ];
    let manifest = manifest(&known.bundle, known.delivered_at, &written, &papers);
    let manifest = serde_json::to_vec_pretty(&manifest).map_err(unwritten)?;
    let digest = manifest::sha256(&manifest);
    written.insert(0, ("manifest.json", manifest));
    Ok(Assembled { number: known.bundle.number, written, digest, papers })
}

/// The bundle as it was known when it was put before the court or organ last; before that, as it is known now.
fn known(
    conn: &mut AnyConnection,
    keyring: &Keyring,
    context: &Context,
    kind: ProceedingKind,
    id: ProceedingId,
) -> Result<Known, Error> {
    let missing = || Error::NotFound("proceeding");
    let row = proceedings::find(conn, &context.scope(), id)?.filter(|row| row.kind.0 == kind).ok_or_else(missing)?;
    let supervisee_id = row.supervisee_id.ok_or_else(missing)?;
    if standings::has_condition(conn, supervisee_id, ConditionCode::MinorRegime)? {
        context.require(Permission::MinorsRead)?;
    }
    let entries = journal::of_case(conn, supervisee_id, None)?;
    let latest = entries.iter().map(|entry| entry.recorded_at).max().unwrap_or(context.now).max(context.now);
    let now = as_of(conn, keyring, context, supervisee_id, latest)?;
    let delivered = now.file.proceedings.iter().find(|proceeding| proceeding.id == id).and_then(frozen_by).cloned();
    let Some(step) = delivered else {
        return known_at(conn, keyring, context, now, id, context.now, None);
    };
    let action = format!("{kind}.{}", step.act.code());
    let delivers = |entry: &&JournalRow| {
        entry.resource_id == id.uuid() && entry.action == action && entry.recorded_at >= step.recorded_at
    };
    let moment = entries.iter().find(delivers).map_or(step.recorded_at, |entry| entry.recorded_at);
    let then = as_of(conn, keyring, context, supervisee_id, moment)?;
    known_at(conn, keyring, context, then, id, moment, Some(moment))
}

fn known_at(
    conn: &mut AnyConnection,
    keyring: &Keyring,
    context: &Context,
    known: AsOf,
    id: ProceedingId,
    at: Instant,
    delivered_at: Option<Instant>,
) -> Result<Known, Error> {
    let missing = || Error::NotFound("proceeding");
    let calendar = calendar::known_at(conn, keyring, at)?;
    let proceeding = known.file.proceedings.iter().find(|proceeding| proceeding.id == id).ok_or_else(missing)?;
    let bundle = bundle(&Matter {
        proceeding,
        person: &known.file.person,
        case: Some(&known.file),
        alone: &[],
        place: &known.file.place,
        calendar: &calendar,
        at,
    });
    let bureau_id = context.world.tree.bureau_of(known.organization_id).ok_or(Error::NotFound("organization"))?;
    Ok(Known {
        bundle: bundle.ok_or_else(missing)?,
        person: PersonNamed::of(known.person),
        delivered_at,
        bureau_id,
        person_id: known.person_id,
        supervisee_id: known.id,
    })
}
