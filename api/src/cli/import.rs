//! `corrections import`: a roster taken in here and now, by the same use case as over HTTP.

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::{Duration, Instant as Monotonic};

use app::context::World;
use app::imports::{self, Upload};
use app::operations::Host;
use clap::Args;
use domain::code::{Code, ImportOutcome, Level, OperationStatus};
use domain::ids::{ImportId, OrganizationId};
use domain::time::Instant;
use serde_json::json;
use store::Db;
use store::imports::{ImportRow, ImportedRow};
use store::operations::OperationRow;
use uuid::Uuid;

use super::{Common, Failure, complain, open, say};
use crate::clock::Clock;

/// How many rows are read at a time to be printed.
const PAGE: i64 = 500;

/// Import a roster (XLSX or CSV). Good rows go in; each faulty row is listed with its faults.
#[derive(Debug, Args)]
pub(super) struct Import {
    #[command(flatten)]
    common: Common,
    /// The roster.
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// The bureau into whose register it goes, by code; not needed where there is one bureau.
    #[arg(long, value_name = "CODE")]
    organization: Option<String>,
    /// Check the rows and register nobody.
    #[arg(long)]
    dry_run: bool,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

impl Import {
    pub(super) fn run(self) -> Result<ExitCode, Failure> {
        let config = self.common.settings()?;
        let opened = open(&config, self.common.clock())?;
        let world = opened.world_now();
        let bureau_id = bureau(&world, self.organization.as_deref())?;
        let file = std::fs::read(&self.file).map_err(|error| format!("{}: {error}", self.file.display()))?;
        let file_name = self.file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let upload = Upload { file_name, file, dry_run: self.dry_run };
        let checked = imports::check(opened.db.keyring(), upload).map_err(explained)?;
        let mut host = Terminal { holder: store::fresh_id(), clock: opened.clock };
        let (import, operation) = imports::run_here(&opened.db, &world, &mut host, bureau_id, checked)?;
        if self.json {
            print_json(&opened.db, &import, &operation)?;
        } else {
            print(&opened.db, &import, &operation)?;
        }
        if operation.status.0 == OperationStatus::Succeeded {
            return Ok(ExitCode::SUCCESS);
        }
        complain(&format!("the import is {}; the service goes on with it where it can", operation.status.0.code()));
        Ok(ExitCode::FAILURE)
    }
}

/// The bureau with this code, or the only one.
fn bureau(world: &Arc<World>, code: Option<&str>) -> Result<OrganizationId, Failure> {
    let mut bureaus = world.tree.all().filter(|organization| organization.level == Level::County);
    let Some(code) = code else {
        return match (bureaus.next(), bureaus.next()) {
            (Some(only), None) => Ok(only.id),
            (None, _) => Err("there is no bureau to import into".into()),
            (Some(_), Some(_)) => Err("there are several bureaus: name one with --organization".into()),
        };
    };
    let found = bureaus.find(|bureau| bureau.code == code).map(|bureau| bureau.id);
    found.ok_or_else(|| format!("{code}: no such bureau").into())
}

fn explained(error: app::error::Error) -> Failure {
    if let app::error::Error::File { code, detail } = &error {
        return format!("{code}: {} {}", detail.zh, detail.en).into();
    }
    error.into()
}

fn print(db: &Db, import: &ImportRow, operation: &OperationRow) -> Result<(), Failure> {
    let ImportRow { accepted, rejected, unchanged, warnings, .. } = import;
    let rows = operation.done;
    say(&format!("rows {rows}, accepted {accepted}, rejected {rejected}, unchanged {unchanged}, warnings {warnings}"));
    each_rejected(db, import.id, |row| {
        for fault in &row.faults.0 {
            say(&format!("{}\t{}\t{}\t{}", row.sheet_row, fault.column, fault.code, fault.message.zh));
        }
    })
}

fn print_json(db: &Db, import: &ImportRow, operation: &OperationRow) -> Result<(), Failure> {
    let mut rejected = Vec::new();
    each_rejected(db, import.id, |row| {
        rejected.push(json!({ "sheet_row": row.sheet_row, "faults": row.faults.0 }));
    })?;
    let document = json!({
        "operation_id": operation.id,
        "import_id": import.id,
        "status": operation.status.0,
        "dry_run": import.dry_run,
        "rows": operation.done,
        "accepted": import.accepted,
        "rejected": import.rejected,
        "unchanged": import.unchanged,
        "warnings": import.warnings,
        "rejected_rows": rejected,
    });
    say(&document.to_string());
    Ok(())
}

fn each_rejected(db: &Db, id: ImportId, mut show: impl FnMut(&ImportedRow)) -> Result<(), Failure> {
    let mut after = None;
    loop {
        let rows =
            db.read_blocking(|conn| store::imports::rows(conn, id, Some(ImportOutcome::Rejected), after, PAGE))?;
        let Some(last) = rows.last() else { return Ok(()) };
        after = Some(last.sheet_row);
        rows.iter().for_each(&mut show);
    }
}

/// The person at the terminal waits for the end.
struct Terminal {
    holder: Uuid,
    clock: Clock,
}

impl Host for Terminal {
    fn holder(&self) -> Uuid {
        self.holder
    }

    fn now(&self) -> Instant {
        self.clock.now()
    }

    fn goes_on(&mut self) -> bool {
        true
    }

    fn wait(&mut self, time: Duration) {
        let until = Monotonic::now() + time;
        while let Some(left) = until.checked_duration_since(Monotonic::now()).filter(|left| !left.is_zero()) {
            std::thread::park_timeout(left);
        }
    }
}
