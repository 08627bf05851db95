//! What every handler shares.

use std::sync::Arc;

use app::auth::Doorkeeper;
use app::context::{Context, CurrentWorld};
use app::worker::Waker;
use store::{Db, Files, Length, Tx, idempotency};

use crate::clock::Clock;
use crate::config::Config;
use crate::extract::IdempotentRequest;
use crate::problem::{ApiError, ApiResult, ErrorCode};
use crate::reply::Reply;

/// The running service.
#[derive(Clone)]
pub struct AppState {
    /// The database.
    pub db: Db,
    /// The files beside it.
    pub files: Files,
    /// The clock.
    pub clock: Clock,
    /// Who recognises callers.
    pub doorkeeper: Doorkeeper,
    /// Organisations and calendar.
    pub world: CurrentWorld,
    /// The settings.
    pub config: Arc<Config>,
    /// Wakes the worker when something was queued.
    pub waker: Waker,
}

impl AppState {
    /// Does a short read within a caller's context.
    pub async fn read<T: Send + 'static>(
        &self,
        context: Context,
        work: impl FnOnce(&mut store::AnyConnection, &Context) -> Result<T, app::error::Error> + Send + 'static,
    ) -> ApiResult<T> {
        Ok(self.db.read(Length::Short, move |conn| work(conn, &context)).await?)
    }

    /// Does a long read within a caller's context, off the worker.
    pub async fn read_long<T: Send + 'static>(
        &self,
        context: Context,
        work: impl FnOnce(&mut store::AnyConnection, &Context) -> Result<T, app::error::Error> + Send + 'static,
    ) -> ApiResult<T> {
        Ok(self.db.read(Length::Long, move |conn| work(conn, &context)).await?)
    }

    /// Reads organisations and calendar anew, after something in them changed.
    pub async fn refresh_world(&self) -> ApiResult<()> {
        let config = Arc::clone(&self.config);
        self.world.set(self.db.read(Length::Short, move |conn| app::world::load(conn, &config.local_defaults)).await?);
        Ok(())
    }

    /// Does a piece of work once, and answers a repetition of the same request with the answer it had.
    ///
    /// The key, the work and its journal entries commit together; a refused or failed request keeps no key.
    pub async fn perform(
        &self,
        context: Context,
        request: Option<IdempotentRequest>,
        work: impl FnOnce(&mut Tx<'_>, &Context) -> ApiResult<Reply> + Send + 'static,
    ) -> ApiResult<Reply> {
        self.db
            .write(context.origin(), move |tx| {
                let Some(request) = request else { return work(tx, &context) };
                match idempotency::claim::<Reply>(tx, &request.id, &request.fingerprint)? {
                    idempotency::Claim::Mine => {
                        let reply = work(tx, &context)?;
                        idempotency::keep(tx, &request.id, &reply)?;
                        Ok(reply)
                    }
                    idempotency::Claim::Seen(reply) => Ok(reply.again()),
                    idempotency::Claim::OtherRequest => Err(ApiError::new(ErrorCode::IdempotencyKeyReused)),
                }
            })
            .await
    }
}
