//! The services of Google and Apple, played on this device: HTTPS with an authority of their own, in HTTP/2 and nothing
//! else, as Apple's is. They remember what they were asked and answer as they are told.

use http_body_util::{BodyExt as _, Full};
use hyper::body::{Bytes, Incoming};
use hyper::service::service_fn;
use hyper::{Request, Response, Version};
use hyper_util::rt::{TokioExecutor, TokioIo};
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use rustls::ServerConfig;
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use serde_json::Value;
use std::convert::Infallible;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc;
use tokio_rustls::TlsAcceptor;

/// Longest time a wake-up may take before the test counts as hung. Not a measure of anything.
pub const HUNG: Duration = Duration::from_secs(60);

/// A certificate for `localhost`: the authority that made it, as DER, and what a server is set up with.
pub fn authority() -> (Vec<u8>, ServerConfig) {
    let mut params = CertificateParams::new(Vec::new()).expect("parameters");
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let root = CertifiedIssuer::self_signed(params, KeyPair::generate().expect("a key")).expect("a root");
    let key = KeyPair::generate().expect("a key");
    let leaf = CertificateParams::new(vec!["localhost".to_owned()]).expect("a name");
    let leaf = leaf.signed_by(&key, &root).expect("a certificate");
    let private = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der()));
    let config = ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .expect("versions")
        .with_no_client_auth()
        .with_single_cert(vec![leaf.der().clone()], private)
        .expect("a configuration");
    (root.der().to_vec(), config)
}

/// A call as the service saw it.
#[derive(Debug)]
pub struct Seen {
    pub method: String,
    pub path: String,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Seen {
    pub fn header(&self, name: &str) -> &str {
        let found = self.headers.iter().find(|(known, _)| known == name);
        &found.unwrap_or_else(|| panic!("no {name} in {:?}", self.headers)).1
    }

    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).expect("JSON")
    }

    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.body).expect("a text")
    }
}

/// What calls of paths that begin alike are answered with.
#[derive(Clone)]
struct Answer {
    path: &'static str,
    status: u16,
    body: String,
}

/// A service, for as long as the test runs.
pub struct Service {
    /// Where it is.
    pub url: String,
    /// The authority of its certificate, as DER.
    pub root: Vec<u8>,
    answers: Arc<Mutex<Vec<Answer>>>,
    seen: mpsc::UnboundedReceiver<Seen>,
}

impl Service {
    /// Starts one that answers everything with 404 until it is told otherwise.
    pub async fn start() -> Self {
        let (root, mut config) = authority();
        config.alpn_protocols = vec![b"h2".to_vec()];
        let acceptor = TlsAcceptor::from(Arc::new(config));
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let url = format!("https://localhost:{}", listener.local_addr().expect("its address").port());
        let (told, seen) = mpsc::unbounded_channel();
        let answers = Arc::new(Mutex::new(Vec::new()));
        let played = Played { told, answers: Arc::clone(&answers) };
        // Ends with the runtime of the test.
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(played.clone().serve(acceptor.clone(), stream));
            }
        });
        Self { url, root, answers, seen }
    }

    /// From now on, calls of paths that begin with `path` are answered so. A body of a redirect is where to.
    pub fn answer(&self, path: &'static str, status: u16, body: impl ToString) {
        let mut answers = self.answers.lock().expect("the answers");
        answers.retain(|answer| answer.path != path);
        answers.push(Answer { path, status, body: body.to_string() });
    }

    /// The next call.
    pub async fn next(&mut self) -> Seen {
        tokio::time::timeout(HUNG, self.seen.recv()).await.expect("a call").expect("the service runs")
    }

    /// Whether no call has come that was not looked at.
    pub fn is_quiet(&mut self) -> bool {
        self.seen.try_recv().is_err()
    }
}

/// What every connection of a service shares.
#[derive(Clone)]
struct Played {
    told: mpsc::UnboundedSender<Seen>,
    answers: Arc<Mutex<Vec<Answer>>>,
}

impl Played {
    async fn serve(self, acceptor: TlsAcceptor, stream: TcpStream) {
        let Ok(stream) = acceptor.accept(stream).await else { return };
        let service = service_fn(move |request| self.clone().answered(request));
        let server = hyper::server::conn::http2::Builder::new(TokioExecutor::new());
        let _ = server.serve_connection(TokioIo::new(stream), service).await;
    }

    async fn answered(self, request: Request<Incoming>) -> Result<Response<Full<Bytes>>, Infallible> {
        assert_eq!(request.version(), Version::HTTP_2);
        let (head, body) = request.into_parts();
        let headers = head
            .headers
            .iter()
            .map(|(name, value)| (name.as_str().to_owned(), value.to_str().expect("visible").to_owned()));
        let seen = Seen {
            method: head.method.to_string(),
            path: head.uri.path().to_owned(),
            headers: headers.collect(),
            body: body.collect().await.expect("a body").to_bytes().to_vec(),
        };
        let (status, body) = self.answer(&seen.path);
        // Only now: who has seen the call may decide what the next one is answered with.
        let _ = self.told.send(seen);
        let mut response = Response::builder().status(status);
        if (300..400).contains(&status) {
            response = response.header("location", &body);
        }
        Ok(response.body(Full::from(body)).expect("an answer"))
    }

    fn answer(&self, path: &str) -> (u16, String) {
        let answers = self.answers.lock().expect("the answers");
        let found = answers.iter().find(|answer| path.starts_with(answer.path));
        found.map_or((404, String::new()), |answer| (answer.status, answer.body.clone()))
    }
}
