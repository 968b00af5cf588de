//! How a waiting page learns of the end without being loaded again: by server-sent events, or by asking.

use crate::error::Refusal;
use axum::Json;
use axum::response::sse::{Event, Sse};
use axum::response::{IntoResponse as _, Response};
use futures_util::{FutureExt as _, stream};
use serde_json::json;
use std::convert::Infallible;
use std::future::Future;
use std::time::Duration;

/// How long one answer waits: shorter than the time-outs of proxies, and than anyone likes to wait for a portal to stop.
const AT_MOST: Duration = Duration::from_secs(10);
/// How soon a browser listens again after an answer has ended.
const AGAIN: Duration = Duration::from_millis(200);

/// What a waiting page is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Told {
    /// Nothing has happened yet.
    Waiting,
    /// It is over: the name of the text that the page says.
    Ended(&'static str),
}

impl Told {
    const fn name(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Ended(name) => name,
        }
    }
}

/// The answer to a page that asks.
pub(crate) fn told(told: Told) -> Response {
    Json(json!({ "state": told.name() })).into_response()
}

/// The event for a page that listens: sent when something has changed, or after a while. Then the answer ends, and the
/// browser listens again. `wait` gets the longest time that it may take.
pub(crate) fn follow<F>(wait: impl FnOnce(Duration) -> F) -> Response
where
    F: Future<Output = Result<Told, Refusal>> + Send + 'static,
{
    let event = wait(AT_MOST).map(|told| {
        // What cannot be read now is asked for again.
        let told = told.unwrap_or(Told::Waiting);
        Ok::<_, Infallible>(Event::default().retry(AGAIN).data(told.name()))
    });
    Sse::new(stream::once(event)).into_response()
}
