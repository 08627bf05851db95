//! Records of daily work: the routes of every kind (`/reports`, `/visits` …), and the correction group of a case.
//!
//! The routes of a kind (`kind`) and what the contract says of them (`contract`) are read off the kind in the domain: a new kind
//! needs nothing here.

mod body;
mod contract;
mod kind;
mod team;
mod views;

use domain::code::{Code, RecordKind};

use self::kind::KindRoutes;
pub(super) use self::views::href;
use crate::routes::Routes;

pub(super) fn routes(routes: &mut Routes<'_, '_>) {
    // A case has one correction group at a time, written whole below the supervisee.
    for kind in RecordKind::ALL.iter().filter(|kind| **kind != RecordKind::CorrectionTeam) {
        routes.service(KindRoutes(*kind));
    }
    routes.service(team::get_correction_team).service(team::put_correction_team);
}
