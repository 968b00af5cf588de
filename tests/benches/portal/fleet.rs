//! Phones: each enrolls, long-polls on a connection of its own, and approves what it is asked.

use super::load::Applications;
use super::processes::Addresses;
use countersign_tests::portal_rig::{Call, Phone, Received};
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::sleep;

/// How long a phone waits before it tries again to reach a portal.
const AGAIN: Duration = Duration::from_millis(100);
/// How long a phone asks the portal to wait, in seconds.
const WAIT: u64 = 10;
/// How many phones enroll at the same time.
const AT_ONCE: usize = 32;

/// All phones.
pub struct Fleet {
    addresses: Addresses,
    waiting: Vec<Phone>,
    enrolled: Vec<Arc<tokio::sync::Mutex<Phone>>>,
}

impl Fleet {
    /// Phones that have scanned their links.
    pub fn new(links: Vec<String>, addresses: Addresses) -> Self {
        let waiting = links.iter().map(|link| Phone::scan(link, "", "phone")).collect();
        Self { addresses, waiting, enrolled: Vec::new() }
    }

    /// Enrolls the first `count` phones.
    pub async fn enroll(&mut self, count: usize) {
        let rest = self.waiting.split_off(count);
        let first = std::mem::replace(&mut self.waiting, rest);
        self.enrolled = enroll_all(first, &self.addresses, Duration::ZERO).await;
    }

    /// Enrolls the other phones one after the other, while everything else goes on.
    pub fn enroll_late(&mut self) -> impl Future<Output = Self> + use<> {
        let (phones, addresses) = (std::mem::take(&mut self.waiting), Arc::clone(&self.addresses));
        async move {
            let enrolled = enroll_all(phones, &addresses, Duration::from_millis(200)).await;
            Self { addresses, waiting: Vec::new(), enrolled }
        }
    }

    /// Lets every enrolled phone poll and approve until it is stopped.
    pub fn poll(&self, applications: &Applications) -> AtWork {
        let (stop, stopped) = watch::channel(false);
        let mut tasks = JoinSet::new();
        for (number, phone) in self.enrolled.iter().enumerate() {
            let work = work(number, Arc::clone(phone), Arc::clone(&self.addresses), applications.clone());
            let mut stopped = stopped.clone();
            tasks.spawn(async move {
                tokio::select! {
                    () = work => {}
                    _ = stopped.wait_for(|stop| *stop) => {}
                }
            });
        }
        AtWork { stop, tasks }
    }

    /// How many phones that were told that they are enrolled are not known to the portal.
    pub async fn missing(&self) -> usize {
        let mut missing = 0;
        for (number, phone) in self.enrolled.iter().enumerate() {
            let mut phone = phone.lock().await;
            let body = json!({"account": phone.account, "wait": 0, "known": []});
            let answer = reach(&mut phone, number, &self.addresses, "/v1/requests", &body).await;
            missing += usize::from(answer.status != 200);
        }
        missing
    }
}

/// Phones that poll.
pub struct AtWork {
    stop: watch::Sender<bool>,
    tasks: JoinSet<()>,
}

impl AtWork {
    /// Lets all phones rest.
    pub async fn stop(mut self) {
        self.stop.send_replace(true);
        while self.tasks.join_next().await.is_some() {}
    }
}

async fn enroll_all(
    phones: Vec<Phone>,
    addresses: &Addresses,
    apart: Duration,
) -> Vec<Arc<tokio::sync::Mutex<Phone>>> {
    let mut tasks = JoinSet::new();
    let mut enrolled = Vec::with_capacity(phones.len());
    for (number, mut phone) in phones.into_iter().enumerate() {
        while tasks.len() >= AT_ONCE {
            enrolled.extend(tasks.join_next().await);
        }
        let addresses = Arc::clone(addresses);
        tasks.spawn(async move {
            let body = phone.enrollment();
            let answer = reach(&mut phone, number, &addresses, "/v1/enrollments", &body).await;
            assert!(phone.take_enrollment(&answer), "not enrolled: {answer:?}");
            (number, phone)
        });
        sleep(apart).await;
    }
    while let Some(done) = tasks.join_next().await {
        enrolled.push(done);
    }
    let mut enrolled: Vec<(usize, Phone)> =
        enrolled.into_iter().map(|done| done.expect("enrolled")).collect();
    enrolled.sort_by_key(|(number, _)| *number);
    enrolled.into_iter().map(|(_, phone)| Arc::new(tokio::sync::Mutex::new(phone))).collect()
}

async fn work(
    number: usize,
    phone: Arc<tokio::sync::Mutex<Phone>>,
    addresses: Addresses,
    applications: Applications,
) {
    let mut phone = phone.lock().await;
    let mut known: Vec<String> = Vec::new();
    loop {
        let body = json!({"account": phone.account, "wait": WAIT, "known": known});
        let answer = reach(&mut phone, number, &addresses, "/v1/requests", &body).await;
        let seen = Instant::now();
        if answer.status != 200 {
            sleep(AGAIN).await;
            continue;
        }
        known.clear();
        for request in phone.listed(&answer) {
            let id = request.1["jti"].as_str().expect("an id").to_owned();
            applications.at_phone(&id, seen);
            let number_shown = applications.number(&id).await;
            approve(&mut phone, number, &addresses, &applications, &request, &number_shown).await;
            known.push(id);
        }
    }
}

/// Approves a request: the same bytes again until there is an outcome.
async fn approve(
    phone: &mut Phone,
    number: usize,
    addresses: &Addresses,
    applications: &Applications,
    request: &(String, Value),
    shown: &str,
) {
    let answer = phone.approval(request, &json!({"number": shown}));
    let body = json!({"account": phone.account, "answer": answer});
    let id = request.1["jti"].as_str().expect("an id");
    applications.approving(id, Instant::now());
    let received = reach(phone, number, addresses, "/v1/answers", &body).await;
    if received.status == 200 {
        let outcome = phone.read("cs-outcome+jwt", &received.expect_statement("outcome"));
        applications.acknowledged(id, outcome["result"] == "approved");
    }
}

/// Makes a call at whichever portal answers, and again where one does not, or wants a nonce.
async fn reach(
    phone: &mut Phone,
    number: usize,
    addresses: &Addresses,
    path: &'static str,
    body: &Value,
) -> Received {
    let mut turn = number;
    loop {
        let address = {
            let listening = addresses.read().expect("no panic");
            listening[turn % listening.len()]
        };
        phone.url = format!("http://{address}");
        let call: Call = phone.prepare(path, body);
        match phone.try_send(&call).await {
            Some(answer) => {
                phone.nonce = answer.nonce.clone().or(phone.nonce.take());
                if answer.failure() != (401, "use_dpop_nonce") && answer.status < 500 {
                    return answer;
                }
                if answer.status >= 500 {
                    sleep(AGAIN).await;
                }
            }
            None => {
                turn += 1;
                sleep(AGAIN).await;
            }
        }
    }
}
