//! Calls of the API over HTTP, as any other application makes them: an address, a key, JSON.

use crate::token::{Token, new_id};
use countersign::http::{DevelopmentHttp, HttpRequest, HttpResponse, RequestPath, ServerOrigin};
use countersign::platform::http_client::{HttpsClient, HttpsSettings};
use countersign::ports::{Clock, HttpClient as _, NetworkConsent};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

/// How long one call waits for a change.
const WAIT: u64 = 10;

/// The API at one portal, with the key of one application.
pub(super) struct ApiClient {
    http: HttpsClient,
    base: String,
    key: Token,
}

/// Who logs in, as the application tells the portal.
pub(super) struct Person<'a> {
    pub(super) address: IpAddr,
    pub(super) agent: &'a str,
    /// By which the portal knows the browser, from a login before.
    pub(super) browser: Option<&'a str>,
}

/// A password that was right.
#[derive(Deserialize)]
pub(super) struct PasswordRight {
    pub(super) user: String,
    pub(super) must_change_password: bool,
    pub(super) second_factor: bool,
}

/// A factor that a user has.
#[derive(Deserialize)]
pub(super) struct Factor {
    pub(super) method: String,
    #[serde(default)]
    pub(super) phones: Vec<String>,
    pub(super) address: Option<String>,
}

#[derive(Deserialize)]
struct Factors {
    factors: Vec<Factor>,
}

/// A second factor that was asked for.
#[derive(Deserialize)]
pub(super) struct Attempt {
    pub(super) id: String,
    pub(super) method: String,
    pub(super) state: String,
    pub(super) reason: Option<String>,
    pub(super) number: Option<String>,
    pub(super) scan: Option<String>,
    pub(super) code_digits: Option<u8>,
    pub(super) mailed_to: Option<String>,
    pub(super) browser: Option<String>,
    pub(super) created: u64,
    pub(super) expires: u64,
}

/// Why a call did not do it.
#[derive(Debug)]
pub(super) enum CallFailed {
    /// The portal says why.
    Problem { code: String, retry_after: u64 },
    /// The portal cannot be reached, or does not speak this API.
    Unreachable,
}

#[derive(Deserialize)]
struct Problem {
    code: String,
    retry_after: Option<u64>,
}

impl ApiClient {
    /// A client for the API of the portal at `base`. `None` where there can be no HTTP client.
    pub(super) fn new(base: &str, key: Token, clock: Arc<dyn Clock>) -> Option<Self> {
        let runtime = tokio::runtime::Handle::try_current().ok()?;
        let http = HttpsClient::open(runtime, HttpsSettings::new(clock)).ok()?;
        Some(Self { http, base: format!("{base}/api/v1"), key })
    }

    /// Has a password checked.
    pub(super) async fn check_password(
        &self,
        user: &str,
        password: &str,
        person: &Person<'_>,
    ) -> Result<PasswordRight, CallFailed> {
        let body =
            json!({"user": user, "password": password, "client": client(person), "browser": person.browser});
        self.post("/password", &body, None).await
    }

    /// The factors of a user.
    pub(super) async fn factors(&self, user: &str) -> Result<Vec<Factor>, CallFailed> {
        let path = format!("/users/{}/factors", percent_encoded(user));
        self.get::<Factors>(&path, 0).await.map(|answer| answer.factors)
    }

    /// Asks for a second factor. Where the answer gets lost on its way, the call is repeated as the same.
    pub(super) async fn start(
        &self,
        user: &str,
        method: &str,
        person: &Person<'_>,
    ) -> Result<Attempt, CallFailed> {
        let key = new_id().map_err(|_| CallFailed::Unreachable)?.to_string();
        let body = json!({"user": user, "method": method, "event": "login", "client": client(person)});
        match self.post("/attempts", &body, Some(&key)).await {
            Err(CallFailed::Unreachable) => self.post("/attempts", &body, Some(&key)).await,
            answer => answer,
        }
    }

    /// How an attempt stands.
    pub(super) async fn attempt(&self, id: &str) -> Result<Attempt, CallFailed> {
        self.get(&format!("/attempts/{id}"), 0).await
    }

    /// The same, as soon as it is no longer in the state `known`, or after a while.
    pub(super) async fn changed(&self, id: &str, known: &str) -> Result<Attempt, CallFailed> {
        self.get(&format!("/attempts/{id}?wait={WAIT}&known={known}"), WAIT).await
    }

    /// Enters a code that was typed.
    pub(super) async fn enter(
        &self,
        id: &str,
        code: &str,
        person: &Person<'_>,
    ) -> Result<Attempt, CallFailed> {
        let body = json!({"code": code, "browser": person.browser});
        self.post(&format!("/attempts/{id}/code"), &body, None).await
    }

    /// Takes an attempt back.
    pub(super) async fn cancel(&self, id: &str) -> Result<Attempt, CallFailed> {
        self.post(&format!("/attempts/{id}/cancel"), &json!({}), None).await
    }

    async fn get<T: DeserializeOwned>(&self, path: &str, wait: u64) -> Result<T, CallFailed> {
        let (origin, path) = self.place(path)?;
        let mut request = HttpRequest::get(origin, path);
        if wait > 0 {
            request = request.with_wait(Duration::from_secs(wait));
        }
        self.send(request).await
    }

    async fn post<T: DeserializeOwned>(
        &self,
        path: &str,
        body: &Value,
        repeat: Option<&str>,
    ) -> Result<T, CallFailed> {
        let (origin, path) = self.place(path)?;
        let mut request = HttpRequest::post(origin, path, "application/json", body.to_string().into_bytes());
        if let Some(key) = repeat {
            request = request.with_header("idempotency-key", key.to_owned());
        }
        self.send(request).await
    }

    fn place(&self, path: &str) -> Result<(ServerOrigin, RequestPath), CallFailed> {
        let (origin, base) = ServerOrigin::split(&self.base, DevelopmentHttp::Loopback)
            .map_err(|_| CallFailed::Unreachable)?;
        let path = RequestPath::parse(&format!("{base}{path}")).map_err(|_| CallFailed::Unreachable)?;
        Ok((origin, path))
    }

    async fn send<T: DeserializeOwned>(&self, request: HttpRequest) -> Result<T, CallFailed> {
        // Exposed: the key authenticates the application.
        let request = request.with_header("authorization", format!("Bearer {}", self.key.expose()));
        let sent = self.http.send(request, NetworkConsent::PrivateToo).await;
        let response = sent.map_err(|_| CallFailed::Unreachable)?;
        read(&response)
    }
}

fn read<T: DeserializeOwned>(response: &HttpResponse) -> Result<T, CallFailed> {
    if matches!(response.status(), 200 | 201) {
        return serde_json::from_slice(response.body()).map_err(|_| CallFailed::Unreachable);
    }
    let problem: Problem = serde_json::from_slice(response.body()).map_err(|_| CallFailed::Unreachable)?;
    Err(CallFailed::Problem { code: problem.code, retry_after: problem.retry_after.unwrap_or_default() })
}

fn client(person: &Person<'_>) -> Value {
    let agent: String = person.agent.chars().take(128).collect();
    json!({"address": person.address.to_string(), "agent": agent})
}

fn percent_encoded(text: &str) -> String {
    let usual = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    text.bytes()
        .map(|byte| if usual(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}
