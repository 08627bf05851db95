//! How many requests one source may make: a quota a minute, told in every answer (draft-ietf-httpapi-ratelimit-headers).

use std::net::IpAddr;
use std::num::NonZeroU32;
use std::sync::Arc;

use actix_web::Error;
use actix_web::body::BoxBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{HeaderMap, HeaderName, HeaderValue};
use actix_web::middleware::Next;
use actix_web::web::Data;
use governor::clock::{Clock, DefaultClock};
use governor::middleware::StateInformationMiddleware;
use governor::state::keyed::DashMapStateStore;
use governor::{Quota, RateLimiter};

use crate::problem::{ApiError, ErrorCode};

type Limiter = RateLimiter<IpAddr, DashMapStateStore<IpAddr>, DefaultClock, StateInformationMiddleware>;

/// The quota of each source.
pub struct Limits {
    per_minute: NonZeroU32,
    limiter: Limiter,
}

impl Limits {
    /// So many requests a minute of one source; none when that is no limit.
    pub fn per_minute(most: u32) -> Option<Arc<Self>> {
        let per_minute = NonZeroU32::new(most)?;
        let limiter = RateLimiter::dashmap(Quota::per_minute(per_minute)).with_middleware();
        Some(Arc::new(Self { per_minute, limiter }))
    }

    /// What is left for a source after this request, or in how many seconds it may ask again.
    fn take(&self, source: IpAddr) -> Result<u32, u64> {
        // Sources that have been quiet are forgotten, so that the table does not grow with every address ever seen.
        if self.limiter.len() > SOURCES_KEPT {
            self.limiter.retain_recent();
        }
        match self.limiter.check_key(&source) {
            Ok(state) => Ok(state.remaining_burst_capacity()),
            Err(not_until) => Err(not_until.wait_time_from(DefaultClock::default().now()).as_secs().max(1)),
        }
    }
}

/// How many sources are remembered before the quiet ones are forgotten.
const SOURCES_KEPT: usize = 10_000;

/// Counts the request against its source's quota. Health is exempt: a supervisor must always be answered.
pub async fn limit(request: ServiceRequest, next: Next<BoxBody>) -> Result<ServiceResponse<BoxBody>, Error> {
    let limits = request.app_data::<Data<Limits>>().cloned();
    let source = request.peer_addr().map(|peer| peer.ip());
    let (Some(limits), Some(source), false) = (limits, source, matches!(request.path(), "/healthz" | "/readyz")) else {
        return next.call(request).await;
    };
    let (mut response, left) = match limits.take(source) {
        Ok(left) => (next.call(request).await?, left),
        Err(seconds) => {
            let refused = ApiError::new(ErrorCode::QuotaExceeded)
                .detail("超过每分钟请求限额", "More requests a minute than the quota")
                .header("retry-after", seconds.to_string());
            (request.error_response(refused), 0)
        }
    };
    tell(response.headers_mut(), limits.per_minute, left);
    Ok(response)
}

fn tell(headers: &mut HeaderMap, per_minute: NonZeroU32, left: u32) {
    let lines = [
        ("ratelimit-policy", format!("\"default\";q={per_minute};w=60")),
        ("ratelimit", format!("\"default\";r={left};t=60")),
    ];
    for (name, value) in lines {
        if let Ok(value) = HeaderValue::from_str(&value) {
            headers.insert(HeaderName::from_static(name), value);
        }
    }
}
