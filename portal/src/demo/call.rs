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

/// One request.
pub(super) struct Call {
    pub(super) demo: Arc<Demo>,
    pub(super) ticket: Ticket,
    pub(super) language: Language,
    path: String,
    address: IpAddr,
    agent: String,
}

impl FromRequestParts<Arc<Demo>> for Call {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, demo: &Arc<Demo>) -> Result<Self, Problem> {
        let lines = parts.headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
        let mut pairs = lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
        let now = demo.portal.now();
        let value = pairs.find(|(name, _)| *name == COOKIE).map(|(_, value)| value);
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
        Person { address: self.address, agent: &self.agent }
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
        Problem::Step(see_other(&format!("{}{path}", self.root())))
    }

    /// On to another page, with the ticket as it is now.
    pub(super) fn go_on(&self, path: &str) -> Response {
        self.with_ticket(see_other(&format!("{}{path}", self.root())))
    }

    /// An answer that makes the browser keep the ticket.
    pub(super) fn with_ticket(&self, mut response: Response) -> Response {
        let secure =
            if self.demo.portal.public_url().to_string().starts_with("https://") { "; Secure" } else { "" };
        let value = self.demo.tickets.seal(&self.ticket);
        let line = format!("{COOKIE}={value}; Path={}/demo; HttpOnly; SameSite=Lax{secure}", self.root());
        if let Ok(line) = HeaderValue::from_str(&line) {
            response.headers_mut().append(header::SET_COOKIE, line);
        }
        response
    }
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
