//! SQLite's one writer: a thread that commits waiting units of work together.
//!
//! A durable commit costs one disk flush, whatever it holds. So the writer opens a transaction, runs each waiting
//! unit in a savepoint of its own, commits once, and only then answers. A unit that fails, is refused or panics loses
//! only its own savepoint; if the commit fails, every unit of the group is told so.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};
use std::time::{Duration, Instant};

use diesel::Connection;
use diesel::connection::{AnsiTransactionManager, TransactionManager};
use r2d2::ManageConnection;
use tokio::sync::oneshot;

use crate::connection::{AnyConnection, Manager};
use crate::error::StoreError;
use crate::keyring::Keyring;
use crate::unit::{Origin, Tx};

/// Begins, commits and rolls back, nested where need be.
pub(crate) type Manages = <AnyConnection as Connection>::TransactionManager;

/// How many units may wait. More are refused as busy.
const QUEUE: usize = 1024;
/// How many units share one commit at most.
const GROUP: usize = 256;
/// How long a group may grow: a bound on what the first of the group waits for the others.
const GROUP_TIME: Duration = Duration::from_millis(20);

/// A unit of work on its way through the writer.
trait Job: Send {
    /// Does the work in a savepoint and keeps the outcome. False: the connection is no longer sound.
    fn run(&mut self, conn: &mut AnyConnection, keyring: &Keyring) -> bool;
    /// Answers, now that the group is committed (or is not).
    fn settle(self: Box<Self>, committed: bool);
}

struct Unit<F, T, E> {
    origin: Origin,
    work: Option<F>,
    outcome: Option<Result<T, E>>,
    reply: oneshot::Sender<Result<T, E>>,
}

impl<F, T, E> Job for Unit<F, T, E>
where
    F: FnOnce(&mut Tx<'_>) -> Result<T, E> + Send,
    T: Send,
    E: From<StoreError> + Send,
{
    fn run(&mut self, conn: &mut AnyConnection, keyring: &Keyring) -> bool {
        let Some(work) = self.work.take() else { return true };
        if let Err(error) = Manages::begin_transaction(conn) {
            self.outcome = Some(Err(StoreError::from(error).into()));
            return false;
        }
        let origin = self.origin.clone();
        let outcome = catch_unwind(AssertUnwindSafe(|| Tx::run(conn, keyring, origin, work)));
        let (outcome, ended) = match outcome {
            Ok(Ok(value)) => (Some(Ok(value)), Manages::commit_transaction(conn)),
            Ok(Err(error)) => (Some(Err(error)), Manages::rollback_transaction(conn)),
            // No outcome: whoever waits is told when the reply is dropped; the panic itself is logged by its hook.
            Err(_panic) => (None, Manages::rollback_transaction(conn)),
        };
        self.outcome = match (outcome, ended) {
            (outcome, Ok(())) => outcome,
            (_, Err(ref error)) => Some(Err(StoreError::Unavailable(error.to_string()).into())),
        };
        !matches!(&self.outcome, Some(Err(_)))
            || Manages::transaction_manager_status_mut(conn).transaction_depth().is_ok()
    }

    fn settle(self: Box<Self>, committed: bool) {
        let Some(outcome) = self.outcome else { return };
        let answer = match outcome {
            Ok(_) if !committed => {
                Err(StoreError::Unavailable("the commit failed; nothing was written".to_owned()).into())
            }
            outcome => outcome,
        };
        // Nobody waits any more when the client has gone: the work stands all the same.
        let _gone = self.reply.send(answer);
    }
}

/// The sending side of the writer.
#[derive(Clone)]
pub(crate) struct Writer {
    queue: SyncSender<Box<dyn Job>>,
}

impl Writer {
    /// Starts the writer's thread. `grouped` false commits each unit alone (what the benchmark compares with).
    pub(crate) fn start(manager: Manager, keyring: Arc<Keyring>, grouped: bool) -> Result<Self, StoreError> {
        let conn = manager.connect()?;
        let (queue, jobs) = sync_channel(QUEUE);
        std::thread::Builder::new()
            .name("sqlite-writer".to_owned())
            .spawn(move || serve(&manager, conn, &keyring, &jobs, if grouped { GROUP } else { 1 }))
            .map_err(|error| StoreError::Unavailable(error.to_string()))?;
        Ok(Self { queue })
    }

    /// Queues a unit of work; the receiver gets its answer after the commit.
    pub(crate) fn submit<F, T, E>(&self, origin: Origin, work: F) -> Result<oneshot::Receiver<Result<T, E>>, StoreError>
    where
        F: FnOnce(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        let (reply, answer) = oneshot::channel();
        let job = Box::new(Unit { origin, work: Some(work), outcome: None, reply });
        match self.queue.try_send(job) {
            Ok(()) => Ok(answer),
            Err(TrySendError::Full(_)) => Err(StoreError::Busy),
            Err(TrySendError::Disconnected(_)) => Err(StoreError::Unavailable("the writer has stopped".to_owned())),
        }
    }
}

fn serve(manager: &Manager, mut conn: AnyConnection, keyring: &Keyring, jobs: &Receiver<Box<dyn Job>>, most: usize) {
    while let Ok(first) = jobs.recv() {
        let mut group = vec![first];
        let sound = commit_group(&mut conn, keyring, jobs, &mut group, most);
        let committed = sound.is_ok();
        if let Err(error) = &sound {
            tracing::error!(error = %error, units = group.len(), "a group of writes was not committed");
        }
        for job in group {
            job.settle(committed);
        }
        if !committed {
            match manager.connect() {
                Ok(fresh) => conn = fresh,
                Err(error) => tracing::error!(error = %error, "the writer has no connection"),
            }
        }
    }
}

fn commit_group(
    conn: &mut AnyConnection,
    keyring: &Keyring,
    jobs: &Receiver<Box<dyn Job>>,
    group: &mut Vec<Box<dyn Job>>,
    most: usize,
) -> Result<(), StoreError> {
    begin(conn)?;
    let began = Instant::now();
    let mut sound = group.iter_mut().all(|job| job.run(conn, keyring));
    while sound && group.len() < most && began.elapsed() < GROUP_TIME {
        let Ok(mut job) = jobs.try_recv() else { break };
        sound = job.run(conn, keyring);
        group.push(job);
    }
    if sound {
        Manages::commit_transaction(conn).map_err(|error| StoreError::Unavailable(error.to_string()))
    } else {
        Manages::rollback_transaction(conn)?;
        Err(StoreError::Unavailable("a unit of the group left the transaction unsound".to_owned()))
    }
}

/// Begins a transaction that writes: on SQLite at once, so that a read followed by a write cannot be refused.
pub(crate) fn begin(conn: &mut AnyConnection) -> Result<(), StoreError> {
    match conn {
        AnyConnection::Sqlite(c) => AnsiTransactionManager::begin_transaction_sql(c, "BEGIN IMMEDIATE")?,
        AnyConnection::Postgres(c) => AnsiTransactionManager::begin_transaction(c)?,
    }
    Ok(())
}

/// Runs one unit of work in a transaction of its own: the way of PostgreSQL, whose own group commit works.
pub(crate) fn run_alone<T, E: From<StoreError>>(
    conn: &mut AnyConnection,
    keyring: &Keyring,
    origin: Origin,
    work: impl FnOnce(&mut Tx<'_>) -> Result<T, E>,
) -> Result<T, E> {
    begin(conn)?;
    match Tx::run(conn, keyring, origin, work) {
        Ok(value) => {
            Manages::commit_transaction(conn).map_err(StoreError::from)?;
            Ok(value)
        }
        Err(error) => {
            if let Err(lost) = Manages::rollback_transaction(conn) {
                // The pool discards a connection whose transaction manager is broken; the first error tells more.
                tracing::warn!(error = %lost, "rollback failed");
            }
            Err(error)
        }
    }
}
