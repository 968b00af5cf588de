//! The way to a server: [`HttpClient`] on `reqwest` and rustls with ring.
//!
//! A request is refused, or goes to the server it names and nowhere else: no redirect, no proxy (whatever the
//! environment says), no cookie, no decompression, no TLS below 1.2. What a server may send is bounded: bodies by
//! [`BODY_LIMIT`] while they arrive, header lists, frames and windows of HTTP/2 (feature `http2`), and the time for all of it.

mod addresses;
mod failures;
#[cfg(feature = "http2")]
mod http2;
mod trust;

pub use addresses::{Resolver, SystemResolver};
pub use trust::{TrustError, TrustedRoots};

use crate::http::{BODY_LIMIT, Host, HttpRequest, HttpResponse, Method, Scheme};
use crate::ports::{BoxFuture, Clock, HttpClient, HttpError, NetworkConsent};
use addresses::{Allowed, JudgedResolver};
use reqwest::header::{ACCEPT_ENCODING, CONTENT_ENCODING, HeaderMap, HeaderValue, TRANSFER_ENCODING};
use reqwest::{Client, Response, redirect};
use rustls::ClientConfig;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;
use tokio::runtime::Handle;
use tokio::task::JoinHandle;
use tokio::time::timeout;

/// How long a client waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TimeOuts {
    /// For a connection, TLS included.
    pub connect: Duration,
    /// For the next piece of a body.
    pub read: Duration,
    /// For the whole exchange, the name's resolution included. A long poll's wait comes on top.
    pub total: Duration,
}

impl Default for TimeOuts {
    /// 10 s for a connection, 10 s between pieces, 30 s in all.
    fn default() -> Self {
        let seconds = Duration::from_secs;
        Self { connect: seconds(10), read: seconds(10), total: seconds(30) }
    }
}

/// What a client is opened with.
#[derive(Clone)]
pub struct HttpsSettings {
    /// Whose certificates count.
    pub roots: TrustedRoots,
    /// How long it waits.
    pub time_outs: TimeOuts,
    /// The longest body of an answer, in bytes; at most [`BODY_LIMIT`].
    pub answer_limit: usize,
    /// Who turns names into addresses.
    pub resolver: Arc<dyn Resolver>,
    /// What certificates are dated by.
    pub clock: Arc<dyn Clock>,
}

impl HttpsSettings {
    /// The platform's roots and resolver, and the usual time-outs.
    pub fn new(clock: Arc<dyn Clock>) -> Self {
        Self {
            roots: TrustedRoots::default(),
            time_outs: TimeOuts::default(),
            answer_limit: BODY_LIMIT,
            resolver: Arc::new(SystemResolver),
            clock,
        }
    }
}

impl fmt::Debug for HttpsSettings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { roots, time_outs, .. } = self;
        f.debug_struct("HttpsSettings")
            .field("roots", roots)
            .field("time_outs", time_outs)
            .finish_non_exhaustive()
    }
}

/// The default [`HttpClient`]. Its futures can be polled anywhere; the work is done on the runtime it was opened on,
/// which needs its time and I/O drivers.
pub struct HttpsClient {
    runtime: Handle,
    time_outs: TimeOuts,
    answer_limit: usize,
    // One for each set of allowed addresses: a connection that was made with consent is not there for a request
    // without.
    public: Client,
    private: Client,
    development: Client,
}

impl HttpsClient {
    /// A client that works on `runtime`. Reads the platform's roots, which takes some milliseconds; opens no
    /// connection.
    pub fn open(runtime: Handle, settings: HttpsSettings) -> Result<Self, TrustError> {
        let tls = trust::config(settings.roots, settings.clock)?;
        let client = |allowed| {
            let resolver = JudgedResolver::new(Arc::clone(&settings.resolver), allowed);
            // What a builder can refuse is its TLS configuration only.
            builder(tls.clone(), settings.time_outs, resolver, allowed)
                .build()
                .map_err(|_| TrustError::Unusable)
        };
        Ok(Self {
            public: client(Allowed::Public)?,
            private: client(Allowed::PublicAndPrivate)?,
            development: client(Allowed::LoopbackOnly)?,
            time_outs: settings.time_outs,
            answer_limit: settings.answer_limit.min(BODY_LIMIT),
            runtime,
        })
    }

    /// The client for this request, and the addresses that it may reach.
    fn route(&self, request: &HttpRequest, consent: NetworkConsent) -> Result<&Client, HttpError> {
        if !request.is_valid() {
            return Err(HttpError::InvalidRequest);
        }
        let (client, allowed) = match (request.origin.scheme(), consent) {
            (Scheme::Https, NetworkConsent::PublicOnly) => (&self.public, Allowed::Public),
            (Scheme::Https, NetworkConsent::PrivateToo) => (&self.private, Allowed::PublicAndPrivate),
            (Scheme::Http, NetworkConsent::PrivateToo) => (&self.development, Allowed::LoopbackOnly),
            (Scheme::Http, NetworkConsent::PublicOnly) => return Err(HttpError::PrivateAddress),
        };
        // No resolver sees an address, and what is known before is not asked for.
        match (request.origin.host(), request.origin.reach()) {
            (Host::Address(_), Some(reach)) => allowed.judge(reach)?,
            (Host::Name(_), Some(reach)) => allowed.judge(reach)?,
            (_, None) => {}
        }
        Ok(client)
    }
}

impl HttpClient for HttpsClient {
    fn send(
        &self,
        request: HttpRequest,
        consent: NetworkConsent,
    ) -> BoxFuture<'_, Result<HttpResponse, HttpError>> {
        Box::pin(async move {
            let client = self.route(&request, consent)?.clone();
            let (time_outs, limit) = (self.time_outs, self.answer_limit);
            let total = time_outs.total.saturating_add(request.wait.unwrap_or_default());
            let work = async move {
                timeout(total, exchange(client, request, time_outs.read, limit))
                    .await
                    .unwrap_or(Err(HttpError::TimedOut))
            };
            let mut task = Task(self.runtime.spawn(work));
            (&mut task.0).await.unwrap_or(Err(HttpError::Closed))
        })
    }
}

impl fmt::Debug for HttpsClient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HttpsClient").field("time_outs", &self.time_outs).finish_non_exhaustive()
    }
}

/// Work that ends when nobody waits for it any more.
struct Task(JoinHandle<Result<HttpResponse, HttpError>>);

impl Drop for Task {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// The most bytes in the names and values of an answer's headers, and the most headers.
const HEADER_BYTES: u32 = 16 * 1024;
const HEADERS: usize = 64;
/// How long a connection waits for a next request: an answer follows its request's reading within seconds.
const IDLE: Duration = Duration::from_secs(30);

fn builder(
    tls: ClientConfig,
    time_outs: TimeOuts,
    resolver: JudgedResolver,
    allowed: Allowed,
) -> reqwest::ClientBuilder {
    let mut headers = HeaderMap::new();
    headers.insert(ACCEPT_ENCODING, HeaderValue::from_static("identity"));
    let builder = Client::builder()
        .tls_backend_preconfigured(tls)
        .https_only(allowed != Allowed::LoopbackOnly)
        .dns_resolver(resolver)
        .redirect(redirect::Policy::none())
        .referer(false)
        .no_proxy()
        .default_headers(headers)
        .connect_timeout(time_outs.connect)
        .pool_idle_timeout(IDLE)
        .pool_max_idle_per_host(1)
        .tcp_nodelay(true)
        .http1_max_headers(HEADERS);
    #[cfg(feature = "http2")]
    let builder = http2::bounded(builder);
    builder
}

async fn exchange(
    client: Client,
    request: HttpRequest,
    read: Duration,
    limit: usize,
) -> Result<HttpResponse, HttpError> {
    let method = match request.method {
        Method::Get => reqwest::Method::GET,
        Method::Post => reqwest::Method::POST,
    };
    let url = format!("{}{}", request.origin, request.path.as_str());
    let parsed = reqwest::Url::parse(&url).map_err(|_| HttpError::InvalidRequest)?;
    // The URL that connects is the one that was judged: two parsers that disagree are how requests go astray.
    if parsed.as_str() != url {
        return Err(HttpError::InvalidRequest);
    }
    let mut outgoing = client.request(method, parsed);
    for (name, value) in request.headers {
        outgoing = outgoing.header(name, value);
    }
    if let Some(body) = request.body {
        outgoing = outgoing.body(body);
    }
    let response = outgoing.send().await.map_err(|error| failures::of(&error))?;
    match response.status().as_u16() {
        300..=399 => Err(HttpError::Redirected),
        200..=599 => receive(response, read, limit).await,
        _ => Err(HttpError::ProtocolViolation),
    }
}

async fn receive(mut response: Response, read: Duration, limit: usize) -> Result<HttpResponse, HttpError> {
    let coded = response.headers().get_all(CONTENT_ENCODING).iter().any(|coding| coding != "identity")
        || response.headers().get_all(TRANSFER_ENCODING).iter().any(|coding| coding != "chunked");
    if coded {
        return Err(HttpError::ProtocolViolation);
    }
    let header_bytes =
        response.headers().iter().map(|(name, value)| name.as_str().len() + value.len()).sum::<usize>();
    let announced = response.content_length().unwrap_or(0);
    if header_bytes > HEADER_BYTES as usize || announced > limit as u64 {
        return Err(HttpError::TooLarge);
    }
    let mut body = Vec::new();
    loop {
        let chunk = timeout(read, response.chunk()).await.map_err(|_| HttpError::TimedOut)?;
        let Some(chunk) = chunk.map_err(|error| failures::of(&error))? else { break };
        if body.len().saturating_add(chunk.len()) > limit {
            return Err(HttpError::TooLarge);
        }
        body.extend_from_slice(&chunk);
    }
    let headers = response.headers().iter();
    let headers = headers.map(|(name, value)| {
        (name.as_str().to_owned(), String::from_utf8_lossy(value.as_bytes()).into_owned())
    });
    HttpResponse::new(response.status().as_u16(), headers, body).map_err(|_| HttpError::TooLarge)
}
