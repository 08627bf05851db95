//! Version 1 of the API: one line a resource.

pub mod accounts;
pub mod auth;
pub mod bootstrap;
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

use utoipa_actix_web::scope;
use utoipa_actix_web::service_config::ServiceConfig;

/// Registers every route of version 1. What is registered here is documented, and the other way round.
pub fn routes(service: &mut ServiceConfig<'_>) {
    service.service(crate::jwks::get_jwks).service(scope::scope("/api/v1").configure(resources));
}

/// One line a resource. A resource with fixed segments (`/imports/template`) registers them before its `{id}` routes.
fn resources(service: &mut ServiceConfig<'_>) {
    service
        .configure(auth::routes)
        .configure(me::routes)
        .configure(bootstrap::routes)
        .configure(accounts::routes)
        .configure(staff::routes)
        .configure(organizations::routes)
        .configure(supervisees::routes)
        .configure(persons::routes)
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
