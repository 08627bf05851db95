//! Questions that come in a body over HTTP: here the same JSON comes from standard input, where an identity number stands in no
//! history of commands and in no list of processes.

use std::io::Read;
use std::process::ExitCode;

use clap::Subcommand;
use domain::identity;
use domain::leave::leave_route;
use domain::medical_interval::medical_interval;
use domain::revocation::revocation_grounds;
use domain::sanction::sanctions;
use serde::de::DeserializeOwned;
use validator::Validate;

use super::{Options, print};
use crate::extract::parse;
use crate::problem::{ApiError, Place};
use crate::startup::Failure;
use crate::v1::rules::{
    ExamineIdentityNumber, IdentityAnswer, LeaveRouteAnswer, MedicalIntervalAnswer, Question, RevocationGroundsAnswer,
    SanctionsAnswer,
};

/// A question in JSON, as the route of its name takes it.
#[derive(Debug, Subcommand)]
pub(super) enum WrittenQuestion {
    /// Who approves a leave; reads `{"from", "to", "earlier", "delegated"}` from standard input.
    LeaveRoute(Options),
    /// What an absence leads to; reads `{"category", "event", "limit_on" | "since", "found_on" | "as_of"}` from standard input.
    Sanctions(Options),
    /// The grounds of revocation or committal; reads `{"category", "as_of", …}` from standard input.
    RevocationGrounds(Options),
    /// Who approves a longer medical interval; reads `{"report", "due_on", "extension"}` from standard input.
    MedicalInterval(Options),
    /// Whether a text is an identity number; reads `{"value"}` from standard input.
    IdentityNumbers(Options),
}

impl WrittenQuestion {
    pub(super) fn run(self) -> Result<ExitCode, Failure> {
        match self {
            Self::LeaveRoute(options) => {
                let Question(question) = read()?;
                let defaults = options.common.settings()?.local_defaults;
                print(&LeaveRouteAnswer::new(leave_route(&question, &defaults)?, options.language))
            }
            Self::Sanctions(options) => {
                let Question(question) = read()?;
                print(&SanctionsAnswer::new(sanctions(question)?, options.language))
            }
            Self::RevocationGrounds(options) => {
                let Question(question) = read()?;
                print(&RevocationGroundsAnswer::new(revocation_grounds(&question)?, options.language))
            }
            Self::MedicalInterval(options) => {
                let Question(question) = read()?;
                let defaults = options.common.settings()?.local_defaults;
                print(&MedicalIntervalAnswer::new(medical_interval(question, &defaults)?, options.language))
            }
            Self::IdentityNumbers(options) => {
                let ExamineIdentityNumber { value } = read()?;
                print(&IdentityAnswer::new(&identity::examine(&value), options.language))
            }
        }
    }
}

fn read<T: DeserializeOwned + Validate>() -> Result<T, Failure> {
    let mut body = Vec::new();
    std::io::stdin().read_to_end(&mut body)?;
    parse(&body).map_err(|error| unreadable(&error).into())
}

/// The faults in a line: the terminal has no problem documents.
fn unreadable(error: &ApiError) -> String {
    let faults = error.more.faults.iter().map(|fault| {
        let place = match &fault.place {
            Place::Pointer(place) | Place::Parameter(place) => place.as_str(),
            Place::Header(name) => name,
        };
        format!("{place}: {}", fault.message.en)
    });
    let detail = error.more.detail.iter().map(|detail| detail.en.clone());
    let (_, title) = error.code.title();
    std::iter::once(title.to_owned()).chain(detail).chain(faults).collect::<Vec<_>>().join("; ")
}
