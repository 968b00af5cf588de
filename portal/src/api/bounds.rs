//! What holds for every call of the API: how long it may take and be, and what the answer's headers forbid.

use super::problem::{Kind, Problem};
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use std::time::Duration;
use tokio::time::timeout;

/// The longest body.
pub(crate) const LONGEST_BODY: usize = 16 * 1024;

/// How long any call takes at most: the longest wait, and the work around it.
const LONGEST_CALL: Duration = Duration::from_secs(75);

/// An answer is data for a program: never kept, never a page, never a part of one.
const HEADERS: [(HeaderName, &str); 5] = [
    (header::CACHE_CONTROL, "no-store"),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::CONTENT_SECURITY_POLICY, "default-src 'none'; frame-ancestors 'none'"),
    (header::REFERRER_POLICY, "no-referrer"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
];

/// Ends a call that takes too long, and adds the headers.
pub(crate) async fn bounded(request: Request, next: Next) -> Response {
    let mut response = match timeout(LONGEST_CALL, next.run(request)).await {
        Ok(response) => response,
        Err(_) => Problem::new(Kind::Unavailable).into_response(),
    };
    add_headers(response.headers_mut());
    response
}

fn add_headers(headers: &mut HeaderMap) {
    for (name, value) in HEADERS {
        headers.insert(name, HeaderValue::from_static(value));
    }
}
