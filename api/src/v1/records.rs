//! Records of daily work: the routes of every kind (`/reports`, `/visits` …), batches of mixed kinds from devices that were without a
//! network, and the correction group of a case.
//!
//! The routes of a kind (`kind`) and what the contract says of them (`contract`) are read off the kind in the domain: a new kind
//! needs nothing here.

mod batch;
mod body;
mod contract;
mod kind;
mod team;
mod views;

use domain::code::{Code, RecordKind};

use self::kind::KindRoutes;
pub(super) use self::views::href;
use crate::routes::Routes;

/// The kinds of which records are entered one by one: a case has one correction group at a time, written whole below the supervisee.
fn kinds() -> impl Iterator<Item = RecordKind> {
    RecordKind::ALL.iter().copied().filter(|kind| *kind != RecordKind::CorrectionTeam)
}

pub(super) fn routes(routes: &mut Routes<'_, '_>) {
    for kind in kinds() {
        routes.service(KindRoutes(kind));
    }
    routes.service(batch::enter_record_batch);
    routes.service(team::get_correction_team).service(team::put_correction_team);
}
