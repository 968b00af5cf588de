//! How a waiting page learns of the end without being loaded again: by server-sent events, or by asking.

use crate::error::Refusal;
use axum::Json;
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse as _, Response};
use futures_util::stream;
use serde_json::json;
use std::convert::Infallible;
use std::future::Future;
use std::time::Duration;

/// The longest time until a waiting page is told that it still waits: shorter than the time-outs of proxies.
const AT_MOST: Duration = Duration::from_secs(20);

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

/// Events for a page that listens: one now and then while it waits, and one at the end. `wait` returns when something
/// has changed, or after the time that it is given.
pub(crate) fn follow<F, W>(wait: W) -> Response
where
    W: Fn(Duration) -> F + Send + 'static,
    F: Future<Output = Result<Told, Refusal>> + Send,
{
    let events = stream::unfold(Some(wait), |wait| async move {
        let wait = wait?;
        // What cannot be read now ends the events; the page asks again.
        let told = wait(AT_MOST).await.ok()?;
        let event = Ok::<_, Infallible>(Event::default().data(told.name()));
        Some((event, (told == Told::Waiting).then_some(wait)))
    });
    Sse::new(events).keep_alive(KeepAlive::default()).into_response()
}
