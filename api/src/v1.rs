//! Version 1 of the API: one line a resource.

pub mod accounts;
pub mod auth;
pub mod bootstrap;
pub mod bundles;
pub mod calendar;
pub mod clocks;
pub mod code_lists;
pub mod imports;
pub mod me;
pub mod operations;
pub mod organizations;
pub mod papers;
pub mod persons;
pub mod proceedings;
pub mod records;
pub mod rules;
pub mod staff;
pub mod supervisees;

use crate::routes::Routes;

/// Registers every route of version 1. What is registered here is documented, and the other way round.
pub fn routes(routes: &mut Routes<'_, '_>) {
    routes.service(crate::jwks::get_jwks).below("/api/v1", resources);
}

/// One line a resource. A resource with fixed segments (`/imports/template`) registers them before its `{id}` routes.
fn resources(routes: &mut Routes<'_, '_>) {
    routes
        .configure(auth::routes)
        .configure(me::routes)
        .configure(bootstrap::routes)
        .configure(accounts::routes)
        .configure(staff::routes)
        .configure(organizations::routes)
        .configure(supervisees::routes)
        .configure(persons::routes)
        .configure(bundles::routes)
        .configure(proceedings::routes)
        .configure(records::routes)
        .configure(papers::routes)
        .configure(clocks::routes)
        .configure(rules::routes)
        .configure(calendar::routes)
        .configure(code_lists::routes)
        .configure(operations::routes)
        .configure(imports::routes);
}
