//! Answers: a statement, or a code that is a hint and never a fact (section 3).

use super::nonce;
use crate::error::Unavailable;
use crate::portal::Portal;
use crate::service::rates::TooMany;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, RETRY_AFTER};
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse as _, Response};
use countersign::jose::{Digest, StatementError};
use countersign::strict_json::JsonError;
use serde_json::json;

const DPOP_NONCE: HeaderName = HeaderName::from_static("dpop-nonce");
/// When a phone tries again where the server could not do it.
const UNAVAILABLE_SECONDS: u64 = 5;

/// A signed statement to be sent, and under which name.
#[derive(Debug)]
pub(super) struct Reply {
    /// 200, or 201 where an account was made.
    pub(super) status: StatusCode,
    /// The member that holds the statement.
    pub(super) member: &'static str,
    /// The statement.
    pub(super) statement: String,
    /// The next server key, where the statement announces one: the nonce that comes with it says so when it comes back.
    pub(super) announced: Option<Digest>,
}

impl Reply {
    /// A statement in answer to a call.
    pub(super) fn ok(member: &'static str, statement: String) -> Self {
        Self { status: StatusCode::OK, member, statement, announced: None }
    }
}

/// Why a call was not carried out: the table of section 3.
#[derive(Debug)]
pub(super) enum Failure {
    /// The body, or a statement in it, is not what the protocol says.
    Malformed,
    /// There is no nonce in the proof, or it is too old.
    NonceWanted,
    /// The proof, or the signature of a statement, is not valid; or the proof was seen before.
    InvalidProof,
    /// No account has this device key, or the body names another one.
    UnknownAccount,
    /// The phone was sent another text of this request.
    UnknownRequest,
    /// The counter of a rotation is not above the last.
    CounterBehind,
    /// No such token.
    UnknownToken,
    /// Another phone used the token.
    TokenUsed,
    /// The token's time is over.
    TokenExpired,
    /// Nobody who is trusted vouches for the phone's keys, and they are taken only so.
    NotAttested,
    /// The body is larger than 64 KiB.
    TooLarge,
    /// The phone, or the address, calls too often.
    SlowDown(TooMany),
    /// The server cannot do it now.
    Unavailable(Unavailable),
}

impl From<Unavailable> for Failure {
    fn from(problem: Unavailable) -> Self {
        Self::Unavailable(problem)
    }
}

impl From<JsonError> for Failure {
    fn from(error: JsonError) -> Self {
        if error == JsonError::TooLarge { Self::TooLarge } else { Self::Malformed }
    }
}

impl From<StatementError> for Failure {
    fn from(error: StatementError) -> Self {
        match error {
            StatementError::Form | StatementError::Header | StatementError::Algorithm => Self::Malformed,
            StatementError::Type | StatementError::Key | StatementError::Signature => Self::InvalidProof,
        }
    }
}

impl Failure {
    const fn row(&self) -> (StatusCode, &'static str) {
        match self {
            Self::Malformed => (StatusCode::BAD_REQUEST, "malformed"),
            Self::NonceWanted => (StatusCode::UNAUTHORIZED, "use_dpop_nonce"),
            Self::InvalidProof => (StatusCode::UNAUTHORIZED, "invalid_proof"),
            Self::UnknownAccount => (StatusCode::NOT_FOUND, "unknown_account"),
            Self::UnknownRequest => (StatusCode::NOT_FOUND, "unknown_request"),
            Self::CounterBehind => (StatusCode::CONFLICT, "counter"),
            Self::UnknownToken => (StatusCode::NOT_FOUND, "unknown_token"),
            Self::TokenUsed => (StatusCode::CONFLICT, "token_used"),
            Self::TokenExpired => (StatusCode::GONE, "token_expired"),
            Self::NotAttested => (StatusCode::FORBIDDEN, "not_attested"),
            Self::TooLarge => (StatusCode::PAYLOAD_TOO_LARGE, "too_large"),
            Self::SlowDown(_) => (StatusCode::TOO_MANY_REQUESTS, "slow_down"),
            Self::Unavailable(_) => (StatusCode::SERVICE_UNAVAILABLE, "unavailable"),
        }
    }

    /// Whether it is what someone gets who has no account. A call that only lacks a nonce is everyone's first.
    pub(super) const fn is_a_strangers(&self) -> bool {
        matches!(
            self,
            Self::Malformed
                | Self::InvalidProof
                | Self::UnknownAccount
                | Self::UnknownToken
                | Self::TokenUsed
                | Self::TokenExpired
                | Self::NotAttested
                | Self::TooLarge
        )
    }

    /// After how many seconds to try again, where that is known.
    const fn retry_after(&self) -> Option<u64> {
        match self {
            Self::SlowDown(too_many) => Some(too_many.seconds),
            Self::Unavailable(_) => Some(UNAVAILABLE_SECONDS),
            _ => None,
        }
    }
}

/// The answer as HTTP, with a nonce in any case.
pub(super) fn response(portal: &Portal, reply: Result<Reply, Failure>) -> Response {
    let announced = reply.as_ref().ok().and_then(|reply| reply.announced);
    let (status, body, wait) = match reply {
        Ok(reply) => {
            let mut body = serde_json::Map::new();
            body.insert(reply.member.to_owned(), json!(reply.statement));
            (reply.status, serde_json::Value::Object(body), None)
        }
        Err(failure) => {
            if let Failure::Unavailable(problem) = &failure {
                eprintln!("portal: push: {problem}");
            }
            let (status, code) = failure.row();
            (status, json!({"error": code}), failure.retry_after())
        }
    };
    let mut response = (status, body.to_string()).into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let Some(seconds) = wait {
        headers.insert(RETRY_AFTER, HeaderValue::from(seconds));
    }
    if let Ok(nonce) = HeaderValue::from_str(&nonce::issue(portal, announced.as_ref())) {
        headers.insert(DPOP_NONCE, nonce);
    }
    response
}
