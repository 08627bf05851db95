//! The HTTP layer: routes, extractors, problems, the contract. The one assembly that the binary, the tests and the document share.

pub mod cli;
pub mod clock;
pub mod config;
pub mod extract;
pub mod icalendar;
pub mod jwks;
pub mod middleware;
pub mod openapi;
pub mod page;
pub mod problem;
pub mod reply;
pub mod routes;
pub mod server;
pub mod sheet;
pub mod startup;
pub mod state;
pub mod telemetry;
pub mod terminal;
pub mod v1;
pub mod wire;
