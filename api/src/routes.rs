//! Where routes are registered: in a server, or in the document. One registration serves both, so that what is served is documented,
//! and a server does not document itself once for each of its threads.

use actix_web::dev::HttpServiceFactory;
use actix_web::web;
use utoipa_actix_web::service_config::ServiceConfig;
use utoipa_actix_web::{OpenApiFactory, scope};

/// What routes are registered in.
pub enum Routes<'a, 'd> {
    /// A server.
    Served(&'a mut web::ServiceConfig),
    /// The document.
    Documented(&'a mut ServiceConfig<'d>),
}

impl Routes<'_, '_> {
    /// Registers a route or a group of routes.
    pub fn service<F: HttpServiceFactory + OpenApiFactory + 'static>(&mut self, factory: F) -> &mut Self {
        match self {
            Self::Served(config) => {
                config.service(factory);
            }
            Self::Documented(config) => {
                config.service(factory);
            }
        }
        self
    }

    /// Registers what a function registers.
    pub fn configure(&mut self, routes: fn(&mut Routes<'_, '_>)) -> &mut Self {
        match self {
            Self::Served(config) => routes(&mut Routes::Served(config)),
            Self::Documented(config) => routes(&mut Routes::Documented(config)),
        }
        self
    }

    /// Registers below a path what a function registers.
    pub fn below(&mut self, path: &str, routes: fn(&mut Routes<'_, '_>)) -> &mut Self {
        match self {
            Self::Served(config) => {
                config.service(web::scope(path).configure(|config| routes(&mut Routes::Served(config))));
            }
            Self::Documented(config) => {
                config.service(scope::scope(path).configure(|config| routes(&mut Routes::Documented(config))));
            }
        }
        self
    }
}
