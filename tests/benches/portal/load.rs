//! Applications that ask for approvals at a steady rate and wait for each outcome, and what is measured of it.

use super::processes::{Addresses, Resources};
use countersign::http::{DevelopmentHttp, HttpRequest, RequestPath, ServerOrigin};
use countersign::platform::SystemClock;
use countersign::platform::http_client::{HttpsClient, HttpsSettings};
use countersign::ports::{HttpClient as _, NetworkConsent};
use serde_json::{Value, json};
use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use tokio::task::JoinSet;
use tokio::time::{MissedTickBehavior, interval, sleep};

/// How many applications there are, each with a connection of its own.
const APPLICATIONS: usize = 128;
/// How long a lost answer is waited for before the call is made again.
const AGAIN: Duration = Duration::from_millis(100);

/// How much is asked for.
#[derive(Clone, Copy)]
pub struct Load {
    /// Requests per second.
    pub rate: u64,
    /// For how long.
    pub seconds: u64,
}

/// What happened to one request, and when.
#[derive(Clone, Default)]
struct Track {
    asked: Option<Instant>,
    number: Option<String>,
    at_phone: Option<Instant>,
    approving: Option<Instant>,
    told: Option<Instant>,
    acknowledged: bool,
}

/// The applications' side.
#[derive(Clone)]
pub struct Applications {
    clients: Arc<Vec<HttpsClient>>,
    key: String,
    addresses: Addresses,
    tracks: Arc<Mutex<HashMap<String, Track>>>,
}

impl Applications {
    /// Applications with one key between them.
    pub fn new(key: &str, addresses: Addresses) -> Self {
        let client = || {
            let settings = HttpsSettings::new(Arc::new(SystemClock::new()));
            HttpsClient::open(tokio::runtime::Handle::current(), settings).expect("a client")
        };
        let clients = Arc::new(std::iter::repeat_with(client).take(APPLICATIONS).collect());
        Self { clients, key: key.to_owned(), addresses, tracks: Arc::default() }
    }

    fn note(&self, id: &str, note: impl FnOnce(&mut Track)) {
        note(self.tracks.lock().expect("no panic").entry(id.to_owned()).or_default());
    }

    /// A phone has a request.
    pub fn at_phone(&self, id: &str, at: Instant) {
        self.note(id, |track| {
            track.at_phone.get_or_insert(at);
        });
    }

    /// A phone is about to send its approval.
    pub fn approving(&self, id: &str, at: Instant) {
        self.note(id, |track| {
            track.approving.get_or_insert(at);
        });
    }

    /// The portal has told a phone the outcome.
    pub fn acknowledged(&self, id: &str, approved: bool) {
        self.note(id, |track| track.acknowledged |= approved);
    }

    /// The number that the application's page shows, as soon as it does.
    pub async fn number(&self, id: &str) -> String {
        loop {
            let shown = self.tracks.lock().expect("no panic").get(id).and_then(|track| track.number.clone());
            match shown {
                Some(number) => return number,
                None => sleep(Duration::from_millis(2)).await,
            }
        }
    }

    /// Makes a call until some portal answers it.
    async fn call(&self, turn: usize, path: &str, body: Option<&(Value, String)>, wait: u64) -> (u16, Value) {
        let mut portal = turn;
        loop {
            let address = {
                let listening = self.addresses.read().expect("no panic");
                listening[portal % listening.len()]
            };
            let origin = ServerOrigin::parse(&format!("http://{address}"), DevelopmentHttp::Loopback);
            let path = RequestPath::parse(&format!("/api/v1{path}")).expect("a path");
            let request = match body {
                Some((body, key)) => {
                    let bytes = body.to_string().into_bytes();
                    HttpRequest::post(origin.expect("an origin"), path, "application/json", bytes)
                        .with_header("idempotency-key", key.clone())
                }
                None => {
                    HttpRequest::get(origin.expect("an origin"), path).with_wait(Duration::from_secs(wait))
                }
            };
            let request = request.with_header("authorization", format!("Bearer {}", self.key));
            match self.clients[turn % APPLICATIONS].send(request, NetworkConsent::PrivateToo).await {
                Ok(answer) if answer.status() < 500 => {
                    let body = serde_json::from_slice(answer.body()).expect("JSON");
                    return (answer.status(), body);
                }
                _ => {
                    portal += 1;
                    sleep(AGAIN).await;
                }
            }
        }
    }

    /// Asks for one approval, and waits for its outcome.
    async fn ask(self, turn: usize, user: usize) {
        let asked = Instant::now();
        let body = json!({
            "user": format!("user{user}"), "method": "push", "event": "login", "endpoint": "bench",
            "client": {"address": "203.0.113.7", "agent": "bench"},
        });
        let (status, attempt) = self.call(turn, "/attempts", Some(&(body, format!("turn-{turn}"))), 0).await;
        assert_eq!(status, 201, "{attempt}");
        let id = attempt["id"].as_str().expect("an id").to_owned();
        self.note(&id, |track| {
            track.asked = Some(asked);
            track.number = attempt["number"].as_str().map(str::to_owned);
        });
        loop {
            let (status, now) = self.call(turn, &format!("/attempts/{id}?wait=25"), None, 25).await;
            assert_eq!(status, 200, "{now}");
            match now["state"].as_str() {
                Some("open") => {}
                Some("approved") => return self.note(&id, |track| track.told = Some(Instant::now())),
                other => {
                    println!("  {id}: {other:?}");
                    return;
                }
            }
        }
    }

    /// How many decisions that a phone was told are not there.
    pub async fn undecided(&self, measured: &Measured) -> usize {
        let mut undecided = 0;
        for (turn, (id, track)) in measured.tracks.iter().enumerate() {
            if track.acknowledged {
                let (_, attempt) = self.call(turn, &format!("/attempts/{id}"), None, 0).await;
                undecided += usize::from(attempt["state"] != "approved");
            }
        }
        undecided
    }
}

impl Load {
    /// Asks at the rate, whatever the answers take; then waits for all of them.
    pub async fn run(self, applications: &Applications, phones: usize) -> Measured {
        let mut tasks = JoinSet::new();
        let mut ticks = interval(Duration::from_secs(1) / u32::try_from(self.rate).expect("a rate"));
        ticks.set_missed_tick_behavior(MissedTickBehavior::Burst);
        let count = usize::try_from(self.rate * self.seconds).expect("a count");
        for turn in 0..count {
            ticks.tick().await;
            tasks.spawn(applications.clone().ask(turn, turn % phones));
        }
        while let Some(done) = tasks.join_next().await {
            done.expect("no panic");
        }
        let tracks = applications.tracks.lock().expect("no panic").clone();
        Measured { asked: count, tracks }
    }
}

/// What was measured.
pub struct Measured {
    asked: usize,
    tracks: HashMap<String, Track>,
}

impl Measured {
    /// How many requests did not end in the approval that their phone gave.
    pub fn lost(&self) -> usize {
        self.asked - self.tracks.values().filter(|track| track.told.is_some()).count()
    }

    /// Prints the figures.
    pub fn print(&self, resources: &Resources) {
        let to_phone = |track: &Track| Some(track.at_phone?.saturating_duration_since(track.asked?));
        let to_page = |track: &Track| Some(track.told?.saturating_duration_since(track.approving?));
        println!("  {} requests", self.asked);
        self.print_times("request to phone", to_phone);
        self.print_times("approval to page", to_page);
        println!(
            "  portals: {:.2} cores, at most {:.1} MiB resident in one process",
            resources.cores,
            resources.resident as f64 / 1_048_576.0
        );
    }

    fn print_times(&self, what: &str, time: impl Fn(&Track) -> Option<Duration>) {
        let mut times: Vec<Duration> = self.tracks.values().filter_map(time).collect();
        times.sort_unstable();
        let at = |percent: usize| {
            let index = (times.len() * percent / 100).min(times.len().saturating_sub(1));
            times.get(index).copied().unwrap_or_default().as_secs_f64() * 1000.0
        };
        println!(
            "  {what}: p50 {:.1} ms, p95 {:.1} ms, p99 {:.1} ms, most {:.1} ms",
            at(50),
            at(95),
            at(99),
            at(100)
        );
    }
}
