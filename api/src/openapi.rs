//! The document: made from the handlers, completed by what holds for every route, committed, served.

pub(crate) mod build;
mod complete;

use actix_web::App;
use utoipa::OpenApi;
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa_actix_web::AppExt;

use crate::problem::Problem;
use crate::routes::Routes;
use crate::v1;

#[derive(OpenApi)]
#[openapi(
    info(
        title = "corrections",
        description = "社区矫正业务服务接口 / The service of a community-corrections bureau.\n\n\
            Dates are civil dates of Asia/Shanghai. Errors are RFC 9457 problems; decide by `code`. \
            Clients ignore members they do not know. Enumerations marked `x-extensible-enum` may grow.",
        license(name = "Apache-2.0", identifier = "Apache-2.0"),
    ),
    servers((url = "/", description = "This server")),
    // What stands in parameters alone is found by no derive.
    components(schemas(Problem, domain::code::TimelineOrder)),
    tags(
        (name = "auth", description = "Logging in and out, passwords, registration"),
        (name = "accounts", description = "Accounts, roles and staff"),
        (name = "organizations", description = "The tree of organisations"),
        (name = "supervisees", description = "Persons and the orders they are under"),
        (name = "persons", description = "Identities, possible duplicates, merges"),
        (name = "records", description = "Records of daily work, and the correction group"),
        (name = "proceedings", description = "Every procedure of supervision, from opening to its end"),
        (name = "papers", description = "Files kept with a case or a person"),
        (name = "clocks", description = "Statutory deadlines"),
        (name = "rules", description = "The law, asked without a case"),
        (name = "imports", description = "Rosters and long work"),
        (name = "system", description = "Health and the contract itself"),
    ),
)]
struct Base;

/// The whole document.
pub fn document() -> utoipa::openapi::OpenApi {
    let mut base = Base::openapi();
    let bearer = SecurityScheme::Http(
        HttpBuilder::new()
            .scheme(HttpAuthScheme::Bearer)
            .bearer_format("JWT")
            .description(Some("The access token of `POST /api/v1/auth/login`"))
            .build(),
    );
    if let Some(components) = base.components.as_mut() {
        components.add_security_scheme("bearer", bearer);
    }
    let app = App::new().into_utoipa_app().openapi(base);
    let (_, mut document) = app.configure(|config| v1::routes(&mut Routes::Documented(config))).split_for_parts();
    complete::complete(&mut document);
    document
}

/// The document as it is committed and served.
///
/// # Errors
/// When it cannot be written as YAML, which would be a fault of this program.
pub fn yaml() -> Result<String, String> {
    document().to_yaml().map_err(|error| error.to_string())
}
