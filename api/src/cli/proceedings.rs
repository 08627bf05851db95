//! `corrections proceedings`

use std::process::ExitCode;

use clap::Args;
use domain::code::{Code, ProceedingKind, ProceedingStatus};
use domain::proceedings::{By, Declaration, Move, To, diagram};
use domain::rulebook;

use super::{Failure, say};

/// Print the kinds of proceedings as a Markdown page: states, moves, diagrams.
#[derive(Debug, Args)]
pub(super) struct Proceedings {}

impl Proceedings {
    pub(super) fn run(self) -> Result<ExitCode, Failure> {
        say(page().trim_end());
        Ok(ExitCode::SUCCESS)
    }
}

const HEAD: &str = "# Proceedings (程序/审批)\n\n\
    Written by `corrections proceedings` from the declarations in `crates/domain/src/proceedings/`; a test holds the two together.\n\
    Every kind also knows `annulments` (作废误录) of its last step and their `countersignatures` (会签). What is sent in each act, and \
    what is answered, stands in `openapi.yaml`; `GET /api/v1/proceedings/kinds` gives the same to programs.\n";

fn page() -> String {
    ProceedingKind::ALL.iter().fold(HEAD.to_owned(), |page, kind| page + &section(kind.declaration()))
}

fn section(declaration: &Declaration) -> String {
    let Declaration { kind, path, title, rule, .. } = declaration;
    let basis = rulebook::rule(rule).map_or("", |rule| rule.basis.zh);
    let rows: String = declaration.moves().map(row).collect();
    format!(
        "\n## {} {}\n\n`{kind}`, `/api/v1/{path}`, {rule} {basis}\n\n| act | from | to | by |\n|---|---|---|---|\n{rows}\n```mermaid\n{}```\n",
        title.zh,
        title.en,
        diagram(declaration)
    )
}

fn row(declared: &Move) -> String {
    let words =
        |statuses: &[ProceedingStatus]| statuses.iter().map(|status| status.code()).collect::<Vec<_>>().join(", ");
    let to = match declared.to {
        To::Status(status) => status.code().to_owned(),
        To::Outcome { approved, refused, sent_back } => {
            format!("approved: {approved}; refused: {refused}; sent back: {sent_back}")
        }
        To::Climb { approved, passed, refused, sent_back } => format!(
            "approved: {approved}, or {passed} where a higher level decides next; refused: {refused}; sent back: {sent_back}"
        ),
        To::Same => "–".to_owned(),
        To::WhenTold(recipient, status) => format!("{status} when the {recipient} is told"),
        To::WhenAllAreTold(status) => format!("{status} when everyone is told"),
    };
    let by = match declared.by {
        By::Carrier => "the office, or its bureau",
        By::Office => "the head of the office",
        By::Reviewer => "reviewers, level by level",
        By::Approver => "the level that decides, or the bureau from its paper",
        By::Bureau => "the bureau",
    };
    format!("| `{}` {} | {} | {to} | {by} |\n", declared.act.path(), declared.act.label().0, words(declared.from))
}
