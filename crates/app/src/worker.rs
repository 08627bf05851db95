//! The background worker: one thread a process. It does operations one after the other, and what runs by the clock.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant as Monotonic};

use domain::time::Instant;
use store::operations::{self as stored, Lease, OperationRow};
use store::{Db, Files, Origin};
use uuid::Uuid;

use crate::context::CurrentWorld;
use crate::error::Error;
use crate::imports;
use crate::operations::{Host, LEASE, Outcome, forget_expired};
use crate::papers::forget_left_behind;
use crate::recompute;
use crate::sweep::sweep;
use crate::world;

/// How long the worker sleeps when nothing wakes it. What was queued by another process is found after it.
const POLL: Duration = Duration::from_secs(1);
/// How often organisations and calendar are read anew.
const WORLD: Duration = Duration::from_secs(5);
/// How often cases are looked for that were computed by other rules, when nothing is known to have changed: another node may have
/// written some meanwhile.
const RECOMPUTE: Duration = Duration::from_secs(600);
/// How often what has expired is deleted.
const FORGET: Duration = Duration::from_secs(600);
/// How often files that no paper has are looked for.
const FILES: Duration = Duration::from_secs(6 * 3600);
/// How long a chore rests after it failed.
const REST: Duration = Duration::from_secs(30);

/// Wakes the worker: something was queued.
#[derive(Debug, Clone, Default)]
pub struct Waker {
    signal: Arc<Signal>,
}

#[derive(Debug, Default)]
struct Signal {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct State {
    woken: bool,
    stopping: bool,
}

impl Waker {
    /// Wakes the worker. To be called after the commit, or it looks too early.
    pub fn wake(&self) {
        self.signal.state().woken = true;
        self.signal.changed.notify_all();
    }
}

impl Signal {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn is_stopping(&self) -> bool {
        self.state().stopping
    }

    fn stop(&self) {
        self.state().stopping = true;
        self.changed.notify_all();
    }

    /// Waits until it is to stop, or this long.
    fn rest(&self, time: Duration) {
        let waited = self.changed.wait_timeout_while(self.state(), time, |state| !state.stopping);
        drop(waited);
    }

    /// Waits until it is woken or to stop, or this long.
    fn sleep(&self, time: Duration) {
        let waited = self.changed.wait_timeout_while(self.state(), time, |state| !state.woken && !state.stopping);
        waited.unwrap_or_else(PoisonError::into_inner).0.woken = false;
    }
}

/// The running worker.
#[derive(Debug)]
pub struct Worker {
    signal: Arc<Signal>,
    thread: JoinHandle<()>,
}

impl Worker {
    /// Starts the worker. What a process that died has left is gone on with: on an embedded database at once, else when
    /// its lease has run out.
    ///
    /// # Errors
    /// When the system gives no thread.
    pub fn start(
        db: Db,
        files: Files,
        world: CurrentWorld,
        clock: impl Fn() -> Instant + Send + 'static,
        waker: &Waker,
    ) -> std::io::Result<Self> {
        let signal = Arc::clone(&waker.signal);
        let now = Monotonic::now();
        let mut work = Work {
            db,
            files,
            world,
            clock: Box::new(clock),
            signal: Arc::clone(&signal),
            holder: store::fresh_id(),
            computed_by: String::new(),
            world_due: now,
            recompute_due: now,
            sweep_due: now,
            forget_due: now,
            files_due: now,
        };
        let thread = std::thread::Builder::new().name("worker".to_owned()).spawn(move || work.work())?;
        Ok(Self { signal, thread })
    }

    /// Stops the worker: waits for the piece of work in hand, and hands the lease of an unfinished operation back.
    pub fn stop(self) {
        self.signal.stop();
        if self.thread.join().is_err() {
            tracing::error!("the worker had panicked");
        }
    }
}

struct Work {
    db: Db,
    files: Files,
    world: CurrentWorld,
    clock: Box<dyn Fn() -> Instant + Send>,
    signal: Arc<Signal>,
    holder: Uuid,
    /// The rules and the calendar for which recomputations were last asked for.
    computed_by: String,
    world_due: Monotonic,
    recompute_due: Monotonic,
    sweep_due: Monotonic,
    forget_due: Monotonic,
    files_due: Monotonic,
}

impl Work {
    fn work(&mut self) {
        if self.db.is_embedded() {
            self.end_leases();
        }
        while !self.signal.is_stopping() {
            self.chores();
            match self.claim() {
                Ok(Some(operation)) => self.run(operation),
                Ok(None) => self.signal.sleep(POLL),
                Err(error) => {
                    tracing::warn!(%error, "the worker cannot look for work");
                    self.signal.rest(POLL);
                }
            }
        }
    }

    /// Nobody else serves an embedded database: a lease on it is one that a dead process has left.
    fn end_leases(&self) {
        let ended =
            self.db.write_blocking(Origin::system((self.clock)()), |tx| stored::end_leases(tx).map_err(Error::from));
        match ended {
            Ok(0) => {}
            Ok(operations) => tracing::info!(operations, "operations that were broken off are gone on with"),
            Err(error) => tracing::warn!(%error, "old leases must run out"),
        }
    }

    fn claim(&self) -> Result<Option<OperationRow>, Error> {
        let now = (self.clock)();
        let Some(next) = self.db.read_blocking(|conn| stored::next(conn, self.holder, now))? else { return Ok(None) };
        let lease = Lease { holder: self.holder, until: now + LEASE };
        self.db.write_blocking(Origin::system(now), move |tx| Ok(stored::claim(tx, &next, lease)?))
    }

    fn run(&mut self, operation: OperationRow) {
        let (db, world, id) = (self.db.clone(), self.world.get(), operation.id);
        let abandoned = operation.clone();
        let outcome = if operation.kind == recompute::KIND {
            let outcome = catch_unwind(AssertUnwindSafe(|| recompute::run(&db, &world.defaults, self, operation)));
            outcome.unwrap_or_else(|_panic| recompute::fail(&db, self, abandoned))
        } else {
            let outcome = catch_unwind(AssertUnwindSafe(|| imports::run(&db, &world, self, operation)));
            outcome.unwrap_or_else(|_panic| imports::fail(&db, self, abandoned))
        };
        match outcome {
            Ok(Outcome::LeftOff) if !self.signal.is_stopping() => self.signal.rest(POLL),
            Ok(outcome) => tracing::info!(operation = %id, ?outcome, "operation"),
            Err(error) => {
                tracing::error!(operation = %id, %error, "an operation could not be ended");
                self.signal.rest(REST);
            }
        }
    }

    /// What runs by the clock, when it is due.
    fn chores(&mut self) {
        let (db, now) = (self.db.clone(), (self.clock)());
        chore(&mut self.world_due, WORLD, "world", || refresh(&db, &self.world));
        let world = self.world.get();
        let signal = &self.signal;
        if self.computed_by != world.fingerprint() {
            world.fingerprint().clone_into(&mut self.computed_by);
            self.recompute_due = Monotonic::now();
        }
        chore(&mut self.recompute_due, RECOMPUTE, "recompute", || recompute::begin_where_due(&db, &world, now));
        chore(&mut self.sweep_due, POLL, "sweep", || sweep(&db, &world, now, || !signal.is_stopping()));
        chore(&mut self.forget_due, FORGET, "forget", || forget_expired(&db, now));
        chore(&mut self.files_due, FILES, "files", || forget_left_behind(&db, &self.files));
    }
}

/// Reads organisations and calendar anew: another node may have changed them. Not worth a line in the log.
fn refresh(db: &Db, current: &CurrentWorld) -> Result<usize, Error> {
    let known = current.get();
    current.set(db.read_blocking(|conn| world::load(conn, &known.defaults))?);
    Ok(0)
}

fn chore(due: &mut Monotonic, every: Duration, name: &str, work: impl FnOnce() -> Result<usize, Error>) {
    if Monotonic::now() < *due {
        return;
    }
    let rest = match catch_unwind(AssertUnwindSafe(work)) {
        Ok(Ok(0)) => every,
        Ok(Ok(done)) => {
            tracing::info!(chore = name, done, "chore");
            every
        }
        Ok(Err(error)) => {
            tracing::warn!(chore = name, %error, "a chore failed");
            REST
        }
        Err(_panic) => {
            tracing::error!(chore = name, "a chore panicked");
            REST
        }
    };
    *due = Monotonic::now() + rest;
}

impl Host for Work {
    fn holder(&self) -> Uuid {
        self.holder
    }

    fn now(&self) -> Instant {
        (self.clock)()
    }

    fn goes_on(&mut self) -> bool {
        self.chores();
        !self.signal.is_stopping()
    }

    fn wait(&mut self, time: Duration) {
        self.signal.rest(time);
    }
}
