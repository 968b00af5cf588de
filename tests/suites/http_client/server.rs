//! A server that does what it likes: each case is a function from a connection to whatever it writes.

use rustls::{ServerConfig, ServerConnection, StreamOwned};
use std::io::{self, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

/// A connection after its handshake.
pub trait Wire: Read + Write {}
impl<T: Read + Write> Wire for T {}

/// What a server saw.
#[derive(Clone, Default)]
pub struct Log(Arc<Mutex<(usize, Vec<Vec<u8>>)>>);

impl Log {
    /// TCP connections that were accepted.
    pub fn connections(&self) -> usize {
        self.0.lock().expect("a log").0
    }

    /// Every request as it came.
    pub fn requests(&self) -> Vec<Vec<u8>> {
        self.0.lock().expect("a log").1.clone()
    }

    pub fn requested(&self, request: &[u8]) {
        self.0.lock().expect("a log").1.push(request.to_vec());
    }
}

/// A server on a free port of this device. Its threads end with their connections, or with the process.
pub struct Server {
    pub address: SocketAddr,
    pub log: Log,
}

impl Server {
    /// Hands each TCP connection over as it is.
    pub fn raw(behaviour: impl Fn(&mut TcpStream, &Log) -> io::Result<()> + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = listener.local_addr().expect("its address");
        let log = Log::default();
        let (behaviour, seen) = (Arc::new(behaviour), log.clone());
        thread::spawn(move || {
            while let Ok((mut stream, _)) = listener.accept() {
                seen.0.lock().expect("a log").0 += 1;
                let (behaviour, seen) = (Arc::clone(&behaviour), seen.clone());
                thread::spawn(move || {
                    let _ = behaviour(&mut stream, &seen);
                    // What stays unread would turn the end into a reset, and take the answer with it.
                    let _ = stream.shutdown(Shutdown::Write);
                    let _ = io::copy(&mut stream, &mut io::sink());
                });
            }
        });
        Self { address, log }
    }

    /// Speaks TLS, then hands the connection over.
    pub fn tls(
        config: Arc<ServerConfig>,
        behaviour: impl Fn(&mut dyn Wire, &Log) -> io::Result<()> + Send + Sync + 'static,
    ) -> Self {
        Self::raw(move |stream, log| {
            let connection = ServerConnection::new(Arc::clone(&config)).map_err(io::Error::other)?;
            let mut wire = StreamOwned::new(connection, stream);
            while wire.conn.is_handshaking() {
                wire.conn.complete_io(&mut wire.sock)?;
            }
            let outcome = behaviour(&mut wire, log);
            wire.conn.send_close_notify();
            let _ = wire.flush();
            outcome
        })
    }

    /// Speaks TLS and http/1.1: reads one request of each connection and lets `answer` write what it likes.
    pub fn http(
        config: Arc<ServerConfig>,
        answer: impl Fn(&[u8], &mut dyn Wire) -> io::Result<()> + Send + Sync + 'static,
    ) -> Self {
        Self::tls(config, move |wire, log| {
            let request = read_request(wire)?;
            log.requested(&request);
            answer(&request, wire)
        })
    }
}

/// One request of http/1.1: its head, and a body as long as it says.
pub fn read_request(wire: &mut dyn Wire) -> io::Result<Vec<u8>> {
    let mut request = Vec::new();
    while !request.ends_with(b"\r\n\r\n") {
        let mut byte = [0];
        wire.read_exact(&mut byte)?;
        request.push(byte[0]);
    }
    let head = String::from_utf8_lossy(&request).to_lowercase();
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: ")?.trim().parse().ok());
    let mut body = vec![0; length.unwrap_or(0)];
    wire.read_exact(&mut body)?;
    request.extend(body);
    Ok(request)
}

/// An answer with a body of a stated length.
pub fn answer(status: &str, headers: &str, body: &[u8]) -> Vec<u8> {
    let head =
        format!("HTTP/1.1 {status}\r\nconnection: close\r\ncontent-length: {}\r\n{headers}\r\n", body.len());
    [head.as_bytes(), body].concat()
}
