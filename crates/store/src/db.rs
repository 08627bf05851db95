//! The database as the rest of the program sees it: read, write, and nothing about which engine it is.

use std::cell::RefCell;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use chrono::{DateTime, Utc};
use diesel::connection::SimpleConnection;
use r2d2::{ManageConnection, Pool};
use tokio::sync::Semaphore;

use crate::connection::{AnyConnection, DatabaseUrl, Manager, Use};
use crate::error::StoreError;
use crate::keyring::Keyring;
use crate::seal::MasterKey;
use crate::unit::{Origin, Tx};
use crate::writer::{Writer, run_alone};
use crate::{migrate, plans, tune};

/// How long a request waits for a connection before it is answered "busy".
const POOL_WAIT: Duration = Duration::from_secs(2);

/// How much a read reads, which decides where it runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Length {
    /// By key, or one page: on SQLite it runs at once on the worker's own connection, because a hop to another
    /// thread would cost more than the read.
    Short,
    /// An export, a report, a walk: always off the worker.
    Long,
}

/// How to open a database.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Where the data is.
    pub url: DatabaseUrl,
    /// The master key's file.
    pub master_key_file: PathBuf,
    /// Connections in the pool: of PostgreSQL all, of SQLite those for long reads.
    pub pool_size: u32,
    /// Commit waiting writes together (SQLite). Off only to measure what it gains.
    pub group_commit: bool,
}

/// An open database.
#[derive(Clone)]
pub struct Db {
    inner: Arc<Inner>,
}

struct Inner {
    /// Tells the worker-local connections of several databases in one process apart.
    id: u64,
    url: DatabaseUrl,
    pool: Pool<Manager>,
    permits: Arc<Semaphore>,
    writer: Option<Writer>,
    keyring: Arc<Keyring>,
}

static NEXT_ID: AtomicU64 = AtomicU64::new(0);

thread_local! {
    /// The worker's own read connections, one a database.
    static READERS: RefCell<Vec<(u64, AnyConnection)>> = const { RefCell::new(Vec::new()) };
}

impl Db {
    /// Opens the database, migrates it and unlocks its keys.
    ///
    /// # Errors
    /// `Unavailable` when it cannot be reached or migrated, or when the master key is not its own.
    pub fn open(settings: &Settings, now: DateTime<Utc>) -> Result<Self, StoreError> {
        tune::tune_process();
        if let DatabaseUrl::Sqlite(file) = &settings.url
            && let Some(folder) = file.parent()
        {
            std::fs::create_dir_all(folder).map_err(|error| StoreError::Unavailable(error.to_string()))?;
        }
        let manager = |for_use| Manager { url: settings.url.clone(), for_use };
        let master = MasterKey::read_or_make(&settings.master_key_file)
            .map_err(|error| StoreError::Unavailable(error.to_string()))?;
        let mut conn = manager(Use::Write).connect()?;
        for migration in migrate::migrate(&mut conn)? {
            tracing::info!(migration, "migrated");
        }
        // Under the write lock: of two processes that start on an empty database one makes the keys.
        crate::writer::begin(&mut conn)?;
        match &mut conn {
            AnyConnection::Postgres(c) => c.batch_execute("lock table service_keys in exclusive mode")?,
            AnyConnection::Sqlite(c) => c.batch_execute(plans::ASSUME_SIZES)?,
        }
        let keyring = Arc::new(Keyring::open(&mut conn, master, now)?);
        conn.batch_execute("commit")?;
        drop(conn);
        let (for_use, writer) = match &settings.url {
            DatabaseUrl::Sqlite(_) => {
                let writer = Writer::start(manager(Use::Write), Arc::clone(&keyring), settings.group_commit)?;
                (Use::Read, Some(writer))
            }
            DatabaseUrl::Postgres(_) => (Use::Write, None),
        };
        let pool = Pool::builder()
            .max_size(settings.pool_size)
            .min_idle(Some(1))
            .connection_timeout(POOL_WAIT)
            .test_on_check_out(matches!(settings.url, DatabaseUrl::Postgres(_)))
            .build_unchecked(manager(for_use));
        Ok(Self {
            inner: Arc::new(Inner {
                id: NEXT_ID.fetch_add(1, Ordering::Relaxed),
                url: settings.url.clone(),
                pool,
                permits: Arc::new(Semaphore::new(usize::try_from(settings.pool_size).unwrap_or(1))),
                writer,
                keyring,
            }),
        })
    }

    /// Whether the data is embedded in this process, so that no other process serves it.
    pub fn is_embedded(&self) -> bool {
        matches!(self.inner.url, DatabaseUrl::Sqlite(_))
    }

    /// The service's keys.
    pub fn keyring(&self) -> &Arc<Keyring> {
        &self.inner.keyring
    }

    /// Reads. On SQLite a short read runs here and now; everything else runs on the blocking pool.
    pub async fn read<T, E>(
        &self,
        length: Length,
        work: impl FnOnce(&mut AnyConnection) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        match (&self.inner.url, length) {
            (DatabaseUrl::Sqlite(_), Length::Short) => self.read_here(work),
            (DatabaseUrl::Sqlite(_), Length::Long) | (DatabaseUrl::Postgres(_), _) => {
                self.off_worker(move |inner| {
                    let mut conn = inner.pool.get().map_err(StoreError::from)?;
                    work(&mut conn)
                })
                .await
            }
        }
    }

    /// Writes: a unit of work, committed with its journal entries before this returns.
    pub async fn write<T, E>(
        &self,
        origin: Origin,
        work: impl FnOnce(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        match &self.inner.writer {
            Some(writer) => writer.submit(origin, work)?.await.unwrap_or_else(|_dropped| Err(panicked().into())),
            None => {
                self.off_worker(move |inner| {
                    let mut conn = inner.pool.get().map_err(StoreError::from)?;
                    run_alone(&mut conn, &inner.keyring, origin, work)
                })
                .await
            }
        }
    }

    /// [`read`](Self::read) for threads that may block: the command line, background work.
    pub fn read_blocking<T, E: From<StoreError>>(
        &self,
        work: impl FnOnce(&mut AnyConnection) -> Result<T, E>,
    ) -> Result<T, E> {
        let mut conn = self.inner.pool.get().map_err(StoreError::from)?;
        work(&mut conn)
    }

    /// [`write`](Self::write) for threads that may block: the command line, background work.
    pub fn write_blocking<T, E>(
        &self,
        origin: Origin,
        work: impl FnOnce(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        match &self.inner.writer {
            Some(writer) => {
                writer.submit(origin, work)?.blocking_recv().unwrap_or_else(|_dropped| Err(panicked().into()))
            }
            None => {
                let mut conn = self.inner.pool.get().map_err(StoreError::from)?;
                run_alone(&mut conn, &self.inner.keyring, origin, work)
            }
        }
    }

    fn read_here<T, E: From<StoreError>>(&self, work: impl FnOnce(&mut AnyConnection) -> Result<T, E>) -> Result<T, E> {
        let id = self.inner.id;
        // Taken out while in use: a panic inside `work` then drops it instead of leaving it half used.
        let kept = READERS.with_borrow_mut(|readers| {
            readers.iter().position(|(of, _)| *of == id).map(|at| readers.swap_remove(at).1)
        });
        let mut conn = match kept {
            Some(conn) => conn,
            None => Manager { url: self.inner.url.clone(), for_use: Use::Read }.connect().map_err(StoreError::from)?,
        };
        let outcome = work(&mut conn);
        READERS.with_borrow_mut(|readers| readers.push((id, conn)));
        outcome
    }

    async fn off_worker<T, E>(&self, work: impl FnOnce(&Inner) -> Result<T, E> + Send + 'static) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        // Waiters wait here, in async land, and not as threads of the blocking pool.
        let permit = tokio::time::timeout(POOL_WAIT, Arc::clone(&self.inner.permits).acquire_owned()).await;
        let Ok(Ok(permit)) = permit else { return Err(StoreError::Busy.into()) };
        let inner = Arc::clone(&self.inner);
        let span = tracing::Span::current();
        tokio::task::spawn_blocking(move || {
            let _permit = permit;
            span.in_scope(|| work(&inner))
        })
        .await
        .unwrap_or_else(|_panic| Err(panicked().into()))
    }
}

fn panicked() -> StoreError {
    StoreError::Unavailable("the work was interrupted".to_owned())
}

/// Whether the database answers.
pub fn answers(conn: &mut AnyConnection) -> Result<(), StoreError> {
    Ok(conn.batch_execute("select 1")?)
}

/// Reads several things as of one moment: a snapshot that no concurrent write can split.
pub fn snapshot<T, E: From<StoreError>>(
    conn: &mut AnyConnection,
    work: impl FnOnce(&mut AnyConnection) -> Result<T, E>,
) -> Result<T, E> {
    let begin = match conn {
        AnyConnection::Sqlite(_) => "begin",
        AnyConnection::Postgres(_) => "begin isolation level repeatable read read only",
    };
    conn.batch_execute(begin).map_err(StoreError::from)?;
    let outcome = work(conn);
    conn.batch_execute("commit").map_err(StoreError::from)?;
    outcome
}
