//! A way to a server that can be cut and mended again.

use std::{
    io::{ErrorKind, Read, Write},
    net::{Shutdown, SocketAddr, TcpListener, TcpStream, ToSocketAddrs},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::Duration,
};

/// How soon a cut is felt.
const TICK: Duration = Duration::from_millis(20);

/// Passes bytes on to a server, unless it is cut.
#[derive(Debug)]
pub struct Proxy {
    address: SocketAddr,
    is_cut: Arc<AtomicBool>,
}

impl Proxy {
    /// A way to the server of a database URL.
    pub fn to(url: &str) -> Self {
        let server = host_and_port(url).to_socket_addrs().expect("a host and a port").next().expect("an address");
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = listener.local_addr().expect("its address");
        let is_cut = Arc::new(AtomicBool::new(false));
        let cut = Arc::clone(&is_cut);
        // Ends with the process of the tests.
        thread::spawn(move || {
            for client in listener.incoming().flatten() {
                if !cut.load(Ordering::Relaxed) {
                    pass_on(&client, server, &cut);
                }
            }
        });
        Self { address, is_cut }
    }

    /// Ends all connections and lets none begin.
    pub fn cut(&self) {
        self.is_cut.store(true, Ordering::Relaxed);
    }

    /// Lets connections begin again.
    pub fn mend(&self) {
        self.is_cut.store(false, Ordering::Relaxed);
    }

    pub(crate) fn url_instead_of(&self, url: &str) -> String {
        url.replacen(host_and_port(url), &self.address.to_string(), 1)
    }
}

/// `HOST:PORT` of a URL.
fn host_and_port(url: &str) -> &str {
    let rest = url.split_once("://").expect("a URL").1;
    let authority = rest.split(['/', '?']).next().expect("something");
    authority.rsplit_once('@').map_or(authority, |(_, place)| place)
}

fn pass_on(client: &TcpStream, server: SocketAddr, is_cut: &Arc<AtomicBool>) {
    let server = TcpStream::connect(server).expect("the server answers");
    for (from, to) in [(client, &server), (&server, client)] {
        let (from, to) = (from.try_clone().expect("a handle"), to.try_clone().expect("a handle"));
        let cut = Arc::clone(is_cut);
        thread::spawn(move || copy(from, to, &cut));
    }
}

fn copy(mut from: TcpStream, mut to: TcpStream, is_cut: &AtomicBool) {
    from.set_read_timeout(Some(TICK)).expect("a timeout");
    let mut bytes = [0; 16 * 1024];
    while !is_cut.load(Ordering::Relaxed) {
        match from.read(&mut bytes) {
            Ok(0) => break,
            Ok(count) => {
                if to.write_all(&bytes[..count]).is_err() {
                    break;
                }
            }
            Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => {}
            Err(_) => break,
        }
    }
    // Either may be closed already.
    let _ = from.shutdown(Shutdown::Both);
    let _ = to.shutdown(Shutdown::Both);
}
