//! A body that was not read to its end closes its connection.
//!
//! The server decides that when the answer goes out, by whether anyone still holds the body. A handler that refuses early has
//! let go of it by then, and the server would swallow the rest for as long as a client cares to send chunks. So the answer's
//! body holds the request's, until the answer is on the way.

use std::cell::RefCell;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll};

use actix_web::HttpMessage;
use actix_web::body::{BodySize, BoxBody, MessageBody};
use actix_web::dev::{Payload, ServiceRequest};
use actix_web::web::Bytes;
use futures_util::{StreamExt, stream};

/// A request's body, which its handler reads and the answer outlives.
#[derive(Clone)]
pub(super) struct HeldBody(Rc<RefCell<Payload>>);

impl HeldBody {
    /// Of a request that has one; the request goes on with a reader of it.
    pub(super) fn of(request: &mut ServiceRequest) -> Option<Self> {
        let payload = request.take_payload();
        if matches!(payload, Payload::None) {
            return None;
        }
        let held = Self(Rc::new(RefCell::new(payload)));
        let read = held.clone();
        let chunks = stream::poll_fn(move |context| read.0.borrow_mut().poll_next_unpin(context));
        request.set_payload(Payload::Stream { payload: Box::pin(chunks) });
        Some(held)
    }

    /// This answer, holding the request's body until it is sent.
    pub(super) fn held_by(self, answer: BoxBody) -> BoxBody {
        BoxBody::new(Holding { answer, _request: self })
    }
}

struct Holding {
    answer: BoxBody,
    _request: HeldBody,
}

impl MessageBody for Holding {
    type Error = <BoxBody as MessageBody>::Error;

    fn size(&self) -> BodySize {
        self.answer.size()
    }

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, Self::Error>>> {
        Pin::new(&mut self.answer).poll_next(context)
    }
}
