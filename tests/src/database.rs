//! A database for one test, gone after it.

use crate::in_ci;
use diesel::{Connection, PgConnection, SqliteConnection, connection::SimpleConnection};
use std::{
    env,
    path::Path,
    process,
    sync::atomic::{AtomicU32, Ordering},
};

/// The two engines that the service runs on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// Embedded, a file of the test's own.
    Sqlite,
    /// A database of the test's own on the server that `TEST_DATABASE_URL` names.
    Postgres,
}

/// An empty database; dropped with this value.
#[derive(Debug)]
pub struct Database {
    engine: Engine,
    url: String,
}

impl Database {
    /// Makes an empty database; none if there is no PostgreSQL to make it on.
    ///
    /// # Panics
    ///
    /// If there is no PostgreSQL and this is CI.
    pub fn new(engine: Engine, home: &Path) -> Option<Self> {
        let url = match engine {
            Engine::Sqlite => format!("sqlite://{}", home.join("corrections.sqlite").display()),
            Engine::Postgres => {
                let Some(server) = postgres_server() else {
                    assert!(!in_ci(), "no TEST_DATABASE_URL, and in CI PostgreSQL must run");
                    eprintln!("POSTGRESQL HALF NOT RUN: no TEST_DATABASE_URL");
                    return None;
                };
                static COUNT: AtomicU32 = AtomicU32::new(0);
                let name = format!("test_{}_{}", process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
                on_server(&server, &format!("CREATE DATABASE {name} TEMPLATE template0"));
                with_name(&server, &name)
            }
        };
        Some(Self { engine, url })
    }

    /// Which engine it is.
    pub fn engine(&self) -> Engine {
        self.engine
    }

    /// The URL as the service takes it.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// A connection past the service, for what only the database can tell; `sqlite` or `postgres` is called, by engine.
    pub fn look<T>(
        &self,
        sqlite: impl FnOnce(&mut SqliteConnection) -> T,
        postgres: impl FnOnce(&mut PgConnection) -> T,
    ) -> T {
        match self.engine {
            Engine::Sqlite => {
                let path = self.url.trim_start_matches("sqlite://");
                sqlite(&mut SqliteConnection::establish(path).expect("the file opens"))
            }
            Engine::Postgres => postgres(&mut PgConnection::establish(&self.url).expect("the database answers")),
        }
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        if let (Engine::Postgres, Some(server), Some((_, name))) =
            (self.engine, postgres_server(), self.url.split('?').next().and_then(|url| url.rsplit_once('/')))
        {
            on_server(&server, &format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"));
        }
    }
}

fn postgres_server() -> Option<String> {
    env::var("TEST_DATABASE_URL").ok().filter(|url| !url.is_empty())
}

fn on_server(server: &str, statement: &str) {
    let mut connection = PgConnection::establish(server).expect("the server of TEST_DATABASE_URL answers");
    connection.batch_execute(statement).expect("it lets us make and drop databases");
}

/// The URL with another database name in it.
fn with_name(url: &str, name: &str) -> String {
    let (address, options) = url.split_once('?').map_or((url, None), |(address, options)| (address, Some(options)));
    let server = address.rsplit_once('/').expect("TEST_DATABASE_URL names a database").0;
    options.map_or_else(|| format!("{server}/{name}"), |options| format!("{server}/{name}?{options}"))
}
