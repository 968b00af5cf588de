//! One request by a browser: who it is, how far it has come, and in which language it is answered.

use super::agent::short_name;
use super::answer::Problem;
use super::cookies::Cookies;
use super::frame::Frame;
use super::words;
use crate::domain::{Language, Session, User, Visitor};
use crate::error::Refusal;
use crate::peer::peer_address;
use crate::portal::Portal;
use crate::service::authenticators;
use crate::service::sessions::{self, Activity};
use crate::texts::{Texts, preferred_language};
use crate::token::Token;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use std::sync::Arc;

/// The parts of the self-service: path, and key of the name.
const SELF_SERVICE: [(&str, &str); 4] = [
    ("/authenticators", "nav-authenticators"),
    ("/recovery-codes", "nav-recovery"),
    ("/devices", "nav-devices"),
    ("/password", "nav-password"),
];

/// A request by a person.
pub(crate) struct Visit {
    pub portal: Arc<Portal>,
    /// The session's token and what is known of it.
    pub session: Option<(Token, Session)>,
    pub visitor: Visitor,
    pub language: Language,
    /// The path that was asked for, with its query.
    pub path: String,
    /// Where to go on after a confirmation.
    pub then: Option<String>,
}

/// A request by a page on its own: it does not keep a session awake.
pub(crate) struct Watch(pub Visit);

impl FromRequestParts<Arc<Portal>> for Visit {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, portal: &Arc<Portal>) -> Result<Self, Problem> {
        Self::read(parts, portal, Activity::Person).await
    }
}

impl FromRequestParts<Arc<Portal>> for Watch {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, portal: &Arc<Portal>) -> Result<Self, Problem> {
        Visit::read(parts, portal, Activity::Polling).await.map(Self)
    }
}

impl Visit {
    async fn read(parts: &Parts, portal: &Arc<Portal>, activity: Activity) -> Result<Self, Problem> {
        let cookies = Cookies::of(&parts.headers, portal);
        let session = match cookies.session() {
            Some(token) => {
                let known = sessions::resume(portal, &token, activity).await;
                known.map_err(|refusal| words::problem(refusal, portal))?.map(|session| (token, session))
            }
            None => None,
        };
        Ok(Self {
            portal: Arc::clone(portal),
            session,
            visitor: Visitor {
                address: peer_address(parts, portal),
                agent: short_name(&text_of(&parts.headers, header::USER_AGENT)),
                browser: cookies.browser(),
                vouched: None,
            },
            language: language(&parts.headers, portal),
            path: parts.uri.path_and_query().map_or_else(|| "/".to_owned(), ToString::to_string),
            then: cookies.then().map(str::to_owned),
        })
    }

    /// The session, whatever its stage.
    pub(crate) fn session(&self) -> Result<&Session, Problem> {
        self.session.as_ref().map(|(_, session)| session).ok_or_else(|| self.to_login())
    }

    /// The session's token.
    pub(crate) fn token(&self) -> Result<&Token, Problem> {
        self.session.as_ref().map(|(token, _)| token).ok_or_else(|| self.to_login())
    }

    /// The frame of a page for nobody in particular.
    pub(crate) fn frame(&self) -> Frame {
        let token = self.session.as_ref().map(|(token, _)| sessions::form_token(&self.portal, token));
        let mut frame = Frame::new(self.language, self.root(), &self.path, token.unwrap_or_default());
        frame.notice = self.did();
        frame
    }

    /// The frame of a page of the self-service, and whose it is.
    pub(crate) async fn frame_inside(&self) -> Result<(Frame, User), Problem> {
        let user = authenticators::user(&self.portal, self.session()?).await;
        let user = user.map_err(|refusal| self.problem(refusal))?;
        let idle = self.portal.policy().idle_seconds;
        Ok((self.frame().inside(user.name.as_str(), "nav-label", &SELF_SERVICE, idle), user))
    }

    /// The texts in the visitor's language.
    pub(crate) fn texts(&self) -> &'static Texts {
        Texts::of(self.language)
    }

    /// What stands before every path.
    pub(crate) fn root(&self) -> &str {
        self.portal.public_url().path()
    }

    /// Why there is no page, where a person cannot mend it on this one.
    pub(crate) fn problem(&self, refusal: Refusal) -> Problem {
        words::problem(refusal, &self.portal)
    }

    fn to_login(&self) -> Problem {
        Problem::Login(self.root().to_owned())
    }

    /// What the step before has to say: `?did=` and the key of a text that may be said there.
    fn did(&self) -> Option<super::frame::Notice> {
        let (_, query) = self.path.split_once('?')?;
        let key = query.split('&').find_map(|pair| pair.strip_prefix("did="))?;
        words::notice(self.texts(), key)
    }
}

/// The language that was chosen, else the one that the browser asks for.
pub(crate) fn language(headers: &HeaderMap, portal: &Portal) -> Language {
    let chosen = Cookies::of(headers, portal).language();
    chosen.unwrap_or_else(|| preferred_language(&text_of(headers, header::ACCEPT_LANGUAGE)))
}

/// A header as text; empty where there is none, or it is none.
fn text_of(headers: &HeaderMap, name: header::HeaderName) -> String {
    headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned()
}
