//! Reading what an application sends: strictly, and never echoing what may be a secret.

use super::Api;
use super::problem::{Kind, Problem};
use crate::token::Id;
use axum::body::Bytes;
use axum::extract::{FromRequest, FromRequestParts, Path, Query, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, header};
use serde::de::DeserializeOwned;

/// The longest idempotency key.
const LONGEST_KEY: usize = 128;

/// A body of JSON whose members are all known.
pub(crate) struct Body<T>(pub(crate) T);

impl<T: DeserializeOwned> FromRequest<Api> for Body<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, api: &Api) -> Result<Self, Problem> {
        let media_type = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
        let media_type = media_type.and_then(|text| text.split(';').next()).unwrap_or_default().trim();
        if !media_type.eq_ignore_ascii_case("application/json") {
            return Err(Problem::new(Kind::UnsupportedMediaType));
        }
        let bytes =
            Bytes::from_request(request, api).await.map_err(|rejection| match rejection.status() {
                StatusCode::PAYLOAD_TOO_LARGE => Problem::new(Kind::TooLarge),
                _ => Problem::invalid("The body broke off."),
            })?;
        // Where it is wrong, not what: a value may be a password.
        let wrong = |error: serde_json::Error| {
            Problem::invalid(format!(
                "The body is not as openapi.json describes it: line {}, column {}.",
                error.line(),
                error.column()
            ))
        };
        serde_json::from_slice(&bytes).map(Self).map_err(wrong)
    }
}

/// The query of an address, whose names are all known.
pub(crate) struct Asked<T>(pub(crate) T);

impl<T: DeserializeOwned> FromRequestParts<Api> for Asked<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, api: &Api) -> Result<Self, Problem> {
        match Query::<T>::from_request_parts(parts, api).await {
            Ok(Query(asked)) => Ok(Self(asked)),
            Err(_) => Err(Problem::invalid("The query is not as openapi.json describes it.")),
        }
    }
}

/// The id of an attempt in an address.
pub(crate) struct AttemptId(pub(crate) Id);

impl FromRequestParts<Api> for AttemptId {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, api: &Api) -> Result<Self, Problem> {
        let path = Path::<String>::from_request_parts(parts, api).await;
        let id = path.ok().and_then(|Path(text)| text.parse().ok());
        id.map(Self).ok_or_else(|| Problem::new(Kind::NoSuchAttempt))
    }
}

/// The header `Idempotency-Key`: 1 to 128 visible ASCII characters.
pub(crate) fn idempotency_key(headers: &HeaderMap) -> Result<Option<&str>, Problem> {
    let Some(value) = headers.get("idempotency-key") else { return Ok(None) };
    let fits = (1..=LONGEST_KEY).contains(&value.len()) && value.as_bytes().iter().all(u8::is_ascii_graphic);
    match value.to_str() {
        Ok(text) if fits => Ok(Some(text)),
        _ => Err(Problem::invalid("`Idempotency-Key` is 1 to 128 visible ASCII characters.")),
    }
}

/// The token of a known browser, where there is one.
pub(crate) fn bounded_browser(token: Option<&str>) -> Result<Option<&str>, Problem> {
    check_length("browser", token.unwrap_or_default(), 0, 256).map(|()| token)
}

/// Refuses a text whose length in characters is out of its range.
pub(crate) fn check_length(name: &str, text: &str, shortest: usize, longest: usize) -> Result<(), Problem> {
    if (shortest..=longest).contains(&text.chars().count()) {
        return Ok(());
    }
    Err(Problem::invalid(format!("`{name}` has {shortest} to {longest} characters.")))
}
