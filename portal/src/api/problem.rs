//! What an application is told when it does not get what it asked for (RFC 9457): a type to branch on, and what to do.

use crate::error::Refusal;
use crate::service::applications::NotGiven;
use crate::service::rates::TooMany;
use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;

/// The media type of RFC 9457.
pub(crate) const MEDIA_TYPE: &str = "application/problem+json";

/// What is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Kind {
    /// The call is not one of the description.
    InvalidRequest,
    /// There is no API key, or it is not valid.
    Unauthorized,
    /// The API key does not permit this.
    NotPermitted,
    /// User and password do not fit, or there is no such user.
    WrongCredentials,
    /// The code is wrong.
    WrongCode,
    /// The code was right, and was used before.
    CodeUsed,
    /// The code's time is over, or it was tried too often.
    CodeExpired,
    /// There is no such path.
    NoSuchPath,
    /// This application has no such attempt.
    NoSuchAttempt,
    /// There is no such user, or the user has no such factor.
    NoSuchFactor,
    /// The path does not take this method.
    MethodNotAllowed,
    /// The idempotency key was used for another call.
    IdempotencyKeyReused,
    /// The attempt takes no code, or no longer.
    TakesNoCode,
    /// The body is too long.
    TooLarge,
    /// The body is not JSON.
    UnsupportedMediaType,
    /// Too many failures.
    Locked,
    /// A code was mailed a moment ago, or too often.
    MailedTooOften,
    /// Too many calls.
    TooManyCalls,
    /// The portal cannot do it now.
    Unavailable,
}

/// The body of every answer that is no success.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ProblemBody {
    /// `urn:countersign:problem:` and the code.
    #[schema(format = "uri", max_length = 80)]
    r#type: String,
    /// What is wrong, for programs.
    code: Kind,
    /// The status of the answer.
    #[schema(minimum = 400, maximum = 599)]
    status: u16,
    /// What is wrong, for people.
    title: &'static str,
    /// What to do.
    detail: String,
    /// How many seconds to wait before another try.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    retry_after: Option<u64>,
}

/// An answer that is no success.
#[derive(Debug)]
pub(crate) struct Problem {
    kind: Kind,
    detail: Option<String>,
    retry_after: Option<u64>,
}

impl Problem {
    /// One whose kind says it all.
    pub(crate) fn new(kind: Kind) -> Self {
        Self { kind, detail: None, retry_after: None }
    }

    /// A call that is not one of the description.
    pub(crate) fn invalid(detail: impl Into<String>) -> Self {
        Self { kind: Kind::InvalidRequest, detail: Some(detail.into()), retry_after: None }
    }

    fn wait(kind: Kind, seconds: u64) -> Self {
        Self { kind, detail: None, retry_after: Some(seconds) }
    }

    /// The portal cannot do it now; the cause goes to the operator's log.
    fn unavailable(cause: &dyn std::fmt::Display) -> Self {
        eprintln!("portal: api: {cause}");
        Self::wait(Kind::Unavailable, 5)
    }
}

/// Status, title, and what to do.
fn words(kind: Kind) -> (StatusCode, &'static str, &'static str) {
    match kind {
        Kind::InvalidRequest => {
            (StatusCode::BAD_REQUEST, "The call is not valid", "Compare it with openapi.json.")
        }
        Kind::Unauthorized => (
            StatusCode::UNAUTHORIZED,
            "No valid API key",
            "Send `Authorization: Bearer` and a key that an administrator made for this application.",
        ),
        Kind::NotPermitted => (
            StatusCode::FORBIDDEN,
            "The API key does not permit this",
            "Ask an administrator for a key with the permission that this call names.",
        ),
        Kind::WrongCredentials => (
            StatusCode::FORBIDDEN,
            "User or password is wrong",
            "Let the user type both again. Do not say which one is wrong: nobody knows.",
        ),
        Kind::WrongCode => (StatusCode::FORBIDDEN, "The code is wrong", "Let the user type the code again."),
        Kind::CodeUsed => (
            StatusCode::FORBIDDEN,
            "The code was used before",
            "Let the user wait for the next code, and type that one.",
        ),
        Kind::CodeExpired => (StatusCode::FORBIDDEN, "The code is no longer valid", "Start another attempt."),
        Kind::NoSuchPath => {
            (StatusCode::NOT_FOUND, "There is no such path", "The paths are in openapi.json.")
        }
        Kind::NoSuchAttempt => (
            StatusCode::NOT_FOUND,
            "There is no such attempt",
            "An application sees only what it started itself, and for a day. Start another attempt.",
        ),
        Kind::NoSuchFactor => (
            StatusCode::NOT_FOUND,
            "This user cannot give this factor",
            "Offer the factors that the user has, or send the user to the self-service.",
        ),
        Kind::MethodNotAllowed => {
            (StatusCode::METHOD_NOT_ALLOWED, "The path does not take this method", "See the header `Allow`.")
        }
        Kind::IdempotencyKeyReused => (
            StatusCode::CONFLICT,
            "The idempotency key was used for another call",
            "Use a new key for each attempt, and the same one only to repeat a call as it was.",
        ),
        Kind::TakesNoCode => (
            StatusCode::CONFLICT,
            "The attempt takes no code",
            "Read its state: only `await_code` takes one. Start another attempt when it is over.",
        ),
        Kind::TooLarge => (StatusCode::PAYLOAD_TOO_LARGE, "The body is too long", "Send less than 16 KiB."),
        Kind::UnsupportedMediaType => (
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "The body is not JSON",
            "Send `Content-Type: application/json`.",
        ),
        Kind::Locked => (
            StatusCode::TOO_MANY_REQUESTS,
            "Locked after too many failures",
            "Tell the user how long to wait. Trying again earlier changes nothing.",
        ),
        Kind::MailedTooOften => (
            StatusCode::TOO_MANY_REQUESTS,
            "A code was mailed a moment ago",
            "Let the user look for it, or wait before another one is mailed.",
        ),
        Kind::TooManyCalls => (
            StatusCode::TOO_MANY_REQUESTS,
            "Too many calls",
            "Wait, and wait for outcomes by long polls instead of asking often.",
        ),
        Kind::Unavailable => (
            StatusCode::SERVICE_UNAVAILABLE,
            "The portal cannot do it now",
            "Repeat the call with the same idempotency key.",
        ),
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let (status, title, advice) = words(self.kind);
        let code = serde_json::to_value(self.kind).ok();
        let name = code.as_ref().and_then(serde_json::Value::as_str).unwrap_or_default().replace('_', "-");
        let body = ProblemBody {
            r#type: format!("urn:countersign:problem:{name}"),
            code: self.kind,
            status: status.as_u16(),
            title,
            detail: self.detail.unwrap_or_else(|| advice.to_owned()),
            retry_after: self.retry_after,
        };
        let mut response = (status, Json(body)).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(MEDIA_TYPE));
        if let Some(seconds) = self.retry_after {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        if self.kind == Kind::Unauthorized {
            headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        response
    }
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::WrongCredentials => Self::new(Kind::WrongCredentials),
            Refusal::Locked { seconds } => Self::wait(Kind::Locked, seconds),
            Refusal::WrongCode => Self::new(Kind::WrongCode),
            Refusal::CodeUsed => Self::new(Kind::CodeUsed),
            Refusal::CodeExpired => Self::new(Kind::CodeExpired),
            Refusal::MailedTooOften { seconds } => Self::wait(Kind::MailedTooOften, seconds),
            Refusal::NotFound => Self::new(Kind::NoSuchAttempt),
            // What needs a session is not asked for here, and what is typed is checked before.
            Refusal::NotLoggedIn
            | Refusal::FactorNeeded
            | Refusal::ConfirmationNeeded
            | Refusal::Invalid(_) => Self::new(Kind::InvalidRequest),
            Refusal::Unavailable(cause) => Self::unavailable(&cause),
        }
    }
}

impl From<NotGiven> for Problem {
    fn from(not_given: NotGiven) -> Self {
        match not_given {
            NotGiven::NoFactor => Self::new(Kind::NoSuchFactor),
            NotGiven::OtherCall => Self::new(Kind::IdempotencyKeyReused),
            NotGiven::TakesNoCode => Self::new(Kind::TakesNoCode),
            NotGiven::TooMany(too_many) => too_many.into(),
            NotGiven::Refused(refusal) => refusal.into(),
        }
    }
}

impl From<TooMany> for Problem {
    fn from(too_many: TooMany) -> Self {
        Self::wait(Kind::TooManyCalls, too_many.seconds)
    }
}

impl From<crate::error::Unavailable> for Problem {
    fn from(cause: crate::error::Unavailable) -> Self {
        Self::unavailable(&cause)
    }
}
