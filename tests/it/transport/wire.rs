//! Bytes on a connection, as no well-behaved client sends them.

use harness::Server;
use std::{
    io::{ErrorKind, Read, Write},
    net::{Shutdown, TcpStream},
    time::Duration,
};

/// How long an answer may take, and a connection that is done with may stay open.
const PATIENCE: Duration = Duration::from_secs(5);

/// One connection to the service.
pub(crate) struct Connection {
    stream: TcpStream,
    closed: bool,
}

impl Connection {
    /// Connects.
    pub(crate) fn open(server: &Server) -> Self {
        let stream = TcpStream::connect(server.address()).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        stream.set_write_timeout(Some(PATIENCE)).unwrap();
        Self { stream, closed: false }
    }

    /// Sends; false when the service no longer listens.
    pub(crate) fn send(&mut self, bytes: &[u8]) -> bool {
        self.stream.write_all(bytes).is_ok()
    }

    /// Reads until the service closes or has nothing more to say.
    pub(crate) fn rest(&mut self) -> String {
        let mut answer = Vec::new();
        let ended = self.stream.read_to_end(&mut answer);
        self.closed = ended.as_ref().map_or_else(|error| error.kind() == ErrorKind::ConnectionReset, |_| true);
        String::from_utf8_lossy(&answer).into_owned()
    }

    /// Whether the service closed it before patience ran out.
    pub(crate) fn is_closed(&self) -> bool {
        self.closed
    }

    /// Says that nothing more will come.
    pub(crate) fn finish(&self) {
        let _gone = self.stream.shutdown(Shutdown::Write);
    }
}

/// Sends bytes as they are and reads the answer.
pub(crate) fn raw(server: &Server, request: &[u8]) -> String {
    let mut connection = Connection::open(server);
    connection.send(request);
    connection.finish();
    connection.rest()
}

/// The head of a request with a token and more header lines.
pub(crate) fn head(method: &str, path: &str, token: &str, more: &str) -> String {
    format!("{method} {path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\n{more}\r\n\r\n")
}

/// The status of an answer; 0 if there is none.
pub(crate) fn status(answer: &str) -> u16 {
    answer.split_whitespace().nth(1).and_then(|status| status.parse().ok()).unwrap_or_default()
}
