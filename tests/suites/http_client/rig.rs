//! The client under test, the names it resolves, and the counting of cases.

use super::certificates::{self, Authority, HOST};
use super::server::{Log, Server};
use countersign::http::{BODY_LIMIT, DevelopmentHttp, HttpRequest, RequestPath, ServerOrigin};
use countersign::platform::http_client::{HttpsClient, HttpsSettings, Resolver, TimeOuts, TrustedRoots};
use countersign::ports::{BoxFuture, HttpClient, HttpError, NetworkConsent};
use countersign::testing::{FakeClock, Outcome, block_on};
use rustls::ServerConfig;
use std::collections::VecDeque;
use std::io;
use std::net::IpAddr;
use std::sync::{Arc, LazyLock, Mutex};
use std::time::Duration;
use tokio::runtime::Runtime;

static RUNTIME: LazyLock<Runtime> = LazyLock::new(|| {
    tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().expect("a runtime")
});

/// Counts the refused cases of one test, and says so at its end.
pub struct Cases {
    about: &'static str,
    count: usize,
}

impl Cases {
    pub fn about(about: &'static str) -> Self {
        Self { about, count: 0 }
    }

    /// One case, and what became of it.
    pub fn refused<T: std::fmt::Debug + PartialEq>(&mut self, case: &str, found: T, expected: T) {
        assert_eq!(found, expected, "{}: {case}", self.about);
        self.count += 1;
    }

    /// Prints the count, which never shrinks unnoticed.
    pub fn done(self, expected: usize) {
        assert_eq!(self.count, expected, "{}: cases", self.about);
        countersign_tests::counted(&format!("evil server, {}: {} cases refused", self.about, self.count));
    }
}

/// What a name resolves to: each question takes the next answer, and the last one stays.
#[derive(Clone, Default)]
pub struct Names(Arc<Mutex<Questions>>);

#[derive(Default)]
struct Questions {
    answers: VecDeque<Vec<IpAddr>>,
    asked: Vec<String>,
}

impl Names {
    pub fn answering(answers: &[&[&str]]) -> Self {
        let parse = |answer: &&[&str]| answer.iter().map(|text| text.parse().expect("an address")).collect();
        let answers = answers.iter().map(parse).collect();
        Self(Arc::new(Mutex::new(Questions { answers, asked: Vec::new() })))
    }

    /// Every name that was asked for.
    pub fn asked(&self) -> Vec<String> {
        self.0.lock().expect("names").asked.clone()
    }
}

impl Resolver for Names {
    fn resolve(&self, name: String) -> BoxFuture<'static, io::Result<Vec<IpAddr>>> {
        let mut state = self.0.lock().expect("names");
        let Questions { answers, asked } = &mut *state;
        asked.push(name);
        let next = if answers.len() > 1 { answers.pop_front() } else { answers.front().cloned() };
        Box::pin(async move { next.ok_or_else(|| io::Error::other("no such name")) })
    }
}

/// A client that trusts one root, lives in the beginning of 2026, and finds every name on this device.
pub struct Rig {
    pub root: Arc<Authority>,
    pub names: Names,
    pub clock: FakeClock,
    pub time_outs: TimeOuts,
    pub answer_limit: usize,
}

impl Rig {
    pub fn new() -> Self {
        Self {
            root: Arc::new(certificates::root("root")),
            names: Names::answering(&[&["127.0.0.1"]]),
            clock: FakeClock::default(),
            // Long, where nothing waits for them.
            time_outs: TimeOuts { connect: minute(), read: minute(), total: minute() },
            answer_limit: BODY_LIMIT,
        }
    }

    /// Another one with the same root.
    pub fn trusting(other: &Self) -> Self {
        Self { root: Arc::clone(&other.root), ..Self::new() }
    }

    /// With time-outs that a case waits for.
    pub fn impatient() -> Self {
        let brief = Duration::from_millis(300);
        Self { time_outs: TimeOuts { connect: minute(), read: minute(), total: brief }, ..Self::new() }
    }

    /// The configuration of a server with a good certificate.
    pub fn good(&self) -> Arc<ServerConfig> {
        certificates::leaf(&self.root, &[HOST, "localhost"], |_| {}).config()
    }

    pub fn client(&self) -> HttpsClient {
        let settings = HttpsSettings {
            roots: TrustedRoots::Only(vec![self.root.der().to_vec()]),
            time_outs: self.time_outs,
            answer_limit: self.answer_limit,
            resolver: Arc::new(self.names.clone()),
            ..HttpsSettings::new(Arc::new(self.clock.clone()))
        };
        HttpsClient::open(RUNTIME.handle().clone(), settings).expect("a client")
    }

    /// Asks a server by the name of the good certificate, with consent.
    pub fn ask(&self, server: &Server) -> Outcome {
        self.ask_at(HOST, server, NetworkConsent::PrivateToo)
    }

    pub fn ask_at(&self, host: &str, server: &Server, consent: NetworkConsent) -> Outcome {
        send(&self.client(), &origin(&format!("https://{host}:{}", server.address.port())), consent)
    }

    /// The error of a server with this configuration, and what it saw of the request.
    pub fn handshake(&self, config: Arc<ServerConfig>) -> (Outcome, Log) {
        let server =
            Server::http(config, |_, wire| wire.write_all(&super::server::answer("200 OK", "", b"fine")));
        (self.ask(&server), server.log)
    }
}

const fn minute() -> Duration {
    Duration::from_secs(60)
}

pub fn origin(text: &str) -> ServerOrigin {
    ServerOrigin::parse(text, DevelopmentHttp::Loopback).unwrap_or_else(|error| panic!("{text}: {error}"))
}

pub fn get(origin: &ServerOrigin) -> HttpRequest {
    HttpRequest::get(origin.clone(), RequestPath::parse("/start").expect("a path"))
}

pub fn send(client: &HttpsClient, origin: &ServerOrigin, consent: NetworkConsent) -> Outcome {
    block_on(client.send(get(origin), consent))
}

/// Only the error matters: an answer in its place is shown by its status.
pub fn error(outcome: Outcome) -> Result<u16, HttpError> {
    outcome.map(|response| response.status())
}
