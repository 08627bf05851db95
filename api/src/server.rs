//! The running server: listens, serves, stops cleanly.

mod system;

use std::sync::Arc;
use std::time::Duration;

use actix_web::middleware::from_fn;
use actix_web::web::{self, Data};
use actix_web::{App, HttpServer};
use app::auth::{Doorkeeper, Policy, bootstrap};
use app::worker::{Waker, Worker};
use secrecy::ExposeSecret;
use store::Files;

use crate::config::{Config, Mode};
use crate::middleware::{Contract, Limits, enforce, fallback, frame, limit};
use crate::routes::Routes;
use crate::startup::{Failure, Opened};
use crate::state::AppState;
use crate::terminal::say;
use crate::{openapi, telemetry, v1};

/// How long requests in flight may take to finish after SIGTERM, in seconds.
const SHUTDOWN_SECONDS: u64 = 25;
/// How long the headers of a request may take to arrive.
const HEADER_TIME: Duration = Duration::from_secs(30);
/// How long a connection that is being closed may go on sending.
const CLOSING_TIME: Duration = Duration::from_secs(1);
/// How long an idle connection is kept.
const KEEP_ALIVE: Duration = Duration::from_secs(75);

/// Serves until the process is told to stop.
pub async fn serve(opened: Opened, config: Arc<Config>) -> Result<(), Failure> {
    let metrics = telemetry::metrics()?;
    let policy = Policy { registration_open: config.registration_open, ..Policy::default() };
    let files = Files::open(&config.papers_url, opened.db.keyring())?;
    let state = AppState {
        files,
        doorkeeper: Doorkeeper::new(opened.db.clone(), policy),
        db: opened.db,
        clock: opened.clock,
        world: opened.world,
        config: Arc::clone(&config),
        waker: Waker::default(),
    };
    let contract = Data::from(Contract::of(&openapi::document()));
    let pages = Data::new(system::Pages::new(config.mode));
    let shared = Data::new(state.clone());
    let limits = Limits::per_minute(config.requests_per_minute).map(Data::from);
    let server = HttpServer::new(move || {
        App::new()
            .app_data(shared.clone())
            .app_data(contract.clone())
            .app_data(pages.clone())
            .app_data(Data::new(metrics.clone()))
            .configure(|service| {
                if let Some(limits) = &limits {
                    service.app_data(limits.clone());
                }
            })
            .wrap(from_fn(enforce))
            .wrap(from_fn(limit))
            .wrap(from_fn(frame))
            .configure(|config| v1::routes(&mut Routes::Served(config)))
            .configure(|service| system::routes(service, &pages))
            .default_service(web::to(fallback))
    })
    .workers(config.workers)
    .client_request_timeout(HEADER_TIME)
    .client_disconnect_timeout(CLOSING_TIME)
    .keep_alive(KEEP_ALIVE)
    .shutdown_timeout(SHUTDOWN_SECONDS)
    .bind(config.listen)?;
    let clock = state.clock;
    let worker =
        Worker::start(state.db.clone(), state.files.clone(), state.world.clone(), move || clock.now(), &state.waker)?;
    announce(&state, &server.addrs(), config.mode).await?;
    let served = server.run().await;
    web::block(move || worker.stop()).await?;
    served?;
    tracing::info!("stopped");
    Ok(())
}

/// Says where the service is, and hands out the bootstrap credential at the very first start.
async fn announce(state: &AppState, addresses: &[std::net::SocketAddr], mode: Mode) -> Result<(), Failure> {
    for address in addresses {
        tracing::info!(%address, mode = ?mode, database = %state.config.database_url, "listening");
        say(&format!("corrections: listening on http://{address}"));
        if mode == Mode::Development {
            say(&format!("corrections: documentation at http://{address}/docs/"));
        }
    }
    if let Some(credential) = bootstrap::issue(&state.db, state.clock.now()).await? {
        say(&format!("corrections: bootstrap credential (single use, 24 hours): {}", credential.expose_secret()));
        say("corrections: create the first accounts with POST /api/v1/bootstrap or `corrections account create`");
    }
    Ok(())
}
