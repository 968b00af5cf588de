//! One request by a browser at the demo: its ticket, its language, and what it posts.

use super::Demo;
use super::client::Person;
use super::ticket::{COOKIE, Ticket};
use crate::domain::Language;
use crate::peer::peer_address;
use crate::web::answer::{Problem, see_other};
use crate::web::frame::Frame;
use crate::web::visit::language;
use axum::Form;
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::request::Parts;
use axum::http::{HeaderValue, header};
use axum::response::Response;
use countersign::crypto::ConstantTimeEq as _;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::net::IpAddr;
use std::sync::Arc;

/// The cookie by which the portal knows a browser again.
const KNOWN_BROWSER: &str = "countersign-demo-browser";
/// How long it is kept: 90 days, as long as the portal believes it.
const KNOWN_BROWSER_SECONDS: u64 = 90 * 24 * 60 * 60;

/// One request.
pub(super) struct Call {
    pub(super) demo: Arc<Demo>,
    pub(super) ticket: Ticket,
    pub(super) language: Language,
    path: String,
    address: IpAddr,
    agent: String,
    /// By which the portal knows this browser again, as its cookie says.
    known: Option<String>,
    /// The same from a login that was just approved, for the cookie.
    pub(super) approved: Option<String>,
}

impl FromRequestParts<Arc<Demo>> for Call {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, demo: &Arc<Demo>) -> Result<Self, Problem> {
        let now = demo.portal.now();
        let value = cookie(parts, COOKIE);
        let known = value.and_then(|value| demo.tickets.open(value, now));
        let ticket = known.or_else(|| Ticket::begin(now)).ok_or(Problem::Unavailable)?;
        let agent = parts.headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok());
        Ok(Self {
            demo: Arc::clone(demo),
            ticket,
            language: language(&parts.headers, &demo.portal),
            path: parts.uri.path().to_owned(),
            address: peer_address(parts, &demo.portal),
            agent: agent.unwrap_or_default().to_owned(),
            known: cookie(parts, KNOWN_BROWSER).filter(|token| token.len() <= 256).map(str::to_owned),
            approved: None,
        })
    }
}

impl Call {
    /// The frame of a page.
    pub(super) fn frame(&self) -> Frame {
        let token = self.demo.tickets.form_token(&self.ticket);
        Frame::new(self.language, self.root(), &self.path, token)
    }

    /// What stands before every path.
    pub(super) fn root(&self) -> &str {
        self.demo.portal.public_url().path()
    }

    /// Who logs in.
    pub(super) fn person(&self) -> Person<'_> {
        Person { address: self.address, agent: &self.agent, browser: self.known.as_deref() }
    }

    /// Whose password was right; else to the login.
    pub(super) fn user(&self) -> Result<&str, Problem> {
        self.ticket.user.as_deref().ok_or_else(|| self.step("/demo"))
    }

    /// The attempt that the login waits for; else to the choice of a factor.
    pub(super) fn attempt(&self) -> Result<&str, Problem> {
        self.user()?;
        self.ticket.attempt.as_deref().ok_or_else(|| self.step("/demo/factor"))
    }

    /// Another page first.
    pub(super) fn step(&self, path: &str) -> Problem {
        Problem::Step(Box::new(see_other(&format!("{}{path}", self.root()))))
    }

    /// On to another page, with the ticket as it is now.
    pub(super) fn go_on(&self, path: &str) -> Response {
        self.with_ticket(see_other(&format!("{}{path}", self.root())))
    }

    /// An answer that makes the browser keep the ticket.
    pub(super) fn with_ticket(&self, mut response: Response) -> Response {
        let secure =
            if self.demo.portal.public_url().to_string().starts_with("https://") { "; Secure" } else { "" };
        let rules = format!("Path={}/demo; HttpOnly; SameSite=Lax{secure}", self.root());
        let ticket = format!("{COOKIE}={}; {rules}", self.demo.tickets.seal(&self.ticket));
        let known = self.approved.iter();
        let known =
            known.map(|token| format!("{KNOWN_BROWSER}={token}; Max-Age={KNOWN_BROWSER_SECONDS}; {rules}"));
        for line in known.chain([ticket]) {
            if let Ok(line) = HeaderValue::from_str(&line) {
                response.headers_mut().append(header::SET_COOKIE, line);
            }
        }
        response
    }
}

/// The value of a cookie.
fn cookie<'a>(parts: &'a Parts, wanted: &str) -> Option<&'a str> {
    let lines = parts.headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs = lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(name, _)| *name == wanted).map(|(_, value)| value)
}

/// A form of one of the demo's pages.
pub(super) struct Sent<T> {
    pub(super) call: Call,
    pub(super) fields: T,
}

/// A form with nothing but its button.
#[derive(Deserialize)]
pub(super) struct Pressed {}

#[derive(Deserialize)]
struct WithToken<T> {
    form_token: String,
    #[serde(flatten)]
    fields: T,
}

impl<T: DeserializeOwned> FromRequest<Arc<Demo>> for Sent<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, demo: &Arc<Demo>) -> Result<Self, Problem> {
        let (mut parts, body) = request.into_parts();
        let call = Call::from_request_parts(&mut parts, demo).await?;
        let form = Form::<WithToken<T>>::from_request(Request::from_parts(parts, body), demo).await;
        let Form(form) = form.map_err(|_| Problem::Malformed)?;
        let expected = demo.tickets.form_token(&call.ticket);
        match expected.as_bytes().ct_eq(form.form_token.as_bytes()).into() {
            true => Ok(Self { call, fields: form.fields }),
            false => Err(Problem::ForeignForm),
        }
    }
}
