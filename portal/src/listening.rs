//! Taking connections: HTTP/1.1, with limits on how long a client may take to say what it wants, and on how many there are.
//!
//! How long bodies are and how long calls wait is bounded where they are read. TLS and HTTP/2 are the business of the proxy
//! in front, and so are limits for one address.

use axum::Router;
use axum::extract::{ConnectInfo, Request};
use axum::http::StatusCode;
use axum::response::IntoResponse as _;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::{Service as _, service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use std::future::Future;
use std::io::ErrorKind;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::{sleep, timeout};

/// How long a client may take.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Patience {
    /// For the head of a request, from when it is waited for: so a connection rests no longer between two.
    pub(crate) head: Duration,
    /// For the body of a request and the beginning of its answer.
    pub(crate) call: Duration,
}

impl Default for Patience {
    /// Half a minute for a head, and for a call what the longest wait of any takes, and the work around it.
    fn default() -> Self {
        Self { head: Duration::from_secs(30), call: Duration::from_secs(90) }
    }
}

/// Connections at a time; further ones wait until one ends.
const MOST_CONNECTIONS: usize = 16_384;
/// How long to wait after an error that is not about one connection, such as too few descriptors.
const AFTER_ERROR: Duration = Duration::from_secs(1);

/// Answers calls until `stopped`; then takes no more, and waits for those that run.
pub(crate) async fn serve(
    listener: TcpListener,
    router: Router,
    patience: Patience,
    stopped: impl Future<Output = ()>,
) {
    let (graceful, places) = (GracefulShutdown::new(), Arc::new(Semaphore::new(MOST_CONNECTIONS)));
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(patience.head);
    let mut stopped = std::pin::pin!(stopped);
    loop {
        let (stream, peer, place) = tokio::select! {
            accepted = accept(&listener, &places) => accepted,
            () = &mut stopped => break,
        };
        let inner = TowerToHyperService::new(router.clone());
        let service = service_fn(move |mut request: Request<Incoming>| {
            request.extensions_mut().insert(ConnectInfo(peer));
            let answer = timeout(patience.call, inner.call(request));
            async { answer.await.unwrap_or_else(|_| Ok(StatusCode::REQUEST_TIMEOUT.into_response())) }
        });
        let connection = graceful.watch(http.serve_connection(TokioIo::new(stream), service));
        tokio::spawn(async move {
            // A client that went away, or took too long, is nobody's problem.
            let _ = connection.await;
            drop(place);
        });
    }
    drop(listener);
    graceful.shutdown().await;
}

/// The next connection, once there is room for it.
async fn accept(
    listener: &TcpListener,
    places: &Arc<Semaphore>,
) -> (TcpStream, SocketAddr, Option<OwnedSemaphorePermit>) {
    // The semaphore is never closed.
    let place = Arc::clone(places).acquire_owned().await.ok();
    loop {
        match listener.accept().await {
            Ok((stream, peer)) => return (stream, peer, place),
            Err(error) if is_about_one_connection(error.kind()) => {}
            Err(error) => {
                eprintln!("portal: no connection can be taken: {error}");
                sleep(AFTER_ERROR).await;
            }
        }
    }
}

const fn is_about_one_connection(kind: ErrorKind) -> bool {
    matches!(kind, ErrorKind::ConnectionRefused | ErrorKind::ConnectionAborted | ErrorKind::ConnectionReset)
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::routing::{get, post};
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
    use tokio::sync::{Notify, oneshot};
    use tokio::task::JoinHandle;

    const HEAD: Duration = Duration::from_millis(300);

    /// A server without patience.
    struct Server {
        address: SocketAddr,
        stop: oneshot::Sender<()>,
        running: JoinHandle<()>,
        /// Told when a slow call has begun.
        begun: Arc<Notify>,
    }

    async fn server() -> Server {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let begun = Arc::new(Notify::new());
        let telling = Arc::clone(&begun);
        let slow = || async move {
            telling.notify_one();
            sleep(HEAD * 3).await;
            "slow"
        };
        let router = Router::new()
            .route("/", get(|| async { "quick" }))
            .route("/slow", get(slow))
            .route("/body", post(|body: String| async { body }));
        let (stop, stopped) = oneshot::channel();
        let patience = Patience { head: HEAD, call: HEAD * 10 };
        let running = tokio::spawn(serve(listener, router, patience, async move {
            let _ = stopped.await;
        }));
        Server { address, stop, running, begun }
    }

    /// Everything until the server closes.
    async fn rest(stream: &mut TcpStream) -> String {
        let mut bytes = Vec::new();
        // A reset is an end as well.
        let _ = stream.read_to_end(&mut bytes).await;
        String::from_utf8_lossy(&bytes).into_owned()
    }

    #[tokio::test]
    async fn a_client_that_dribbles_its_head_is_left() {
        let server = server().await;
        let mut stream = TcpStream::connect(server.address).await.unwrap();
        stream.write_all(b"GET / HTTP/1.1\r\nhost: x\r\n").await.unwrap();
        // A header more each time, and never the end. Sending fails once the server has gone.
        while stream.write_all(b"x: y\r\n").await.is_ok() {
            sleep(HEAD / 10).await;
        }
        assert!(!rest(&mut stream).await.contains("quick"));
    }

    #[tokio::test]
    async fn a_client_that_says_nothing_is_left_before_its_first_request_and_after_it() {
        let server = server().await;
        let mut silent = TcpStream::connect(server.address).await.unwrap();
        assert_eq!(rest(&mut silent).await.find("200"), None);
        let mut once = TcpStream::connect(server.address).await.unwrap();
        once.write_all(b"GET / HTTP/1.1\r\nhost: x\r\n\r\n").await.unwrap();
        assert!(rest(&mut once).await.ends_with("quick"), "answered, then left");
    }

    #[tokio::test]
    async fn a_client_that_dribbles_its_body_is_told_that_it_took_too_long() {
        let server = server().await;
        let mut stream = TcpStream::connect(server.address).await.unwrap();
        stream.write_all(b"POST /body HTTP/1.1\r\nhost: x\r\ncontent-length: 9\r\n\r\nx").await.unwrap();
        assert!(rest(&mut stream).await.starts_with("HTTP/1.1 408 "));
    }

    #[tokio::test]
    async fn an_answer_may_take_longer_and_is_waited_for_at_the_end() {
        let server = server().await;
        let mut stream = TcpStream::connect(server.address).await.unwrap();
        stream.write_all(b"GET /slow HTTP/1.1\r\nhost: x\r\n\r\n").await.unwrap();
        server.begun.notified().await;
        server.stop.send(()).unwrap();
        assert!(rest(&mut stream).await.ends_with("slow"));
        server.running.await.unwrap();
        assert!(TcpStream::connect(server.address).await.is_err(), "nobody listens any more");
    }
}
