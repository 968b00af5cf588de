//! The server's side of the push protocol (`core/docs/push-protocol.md`; sections are its sections).
//!
//! | file | section |
//! | --- | --- |
//! | `call`, `nonce`, `failure`, `limits` | 3: the proof of each call, and answers that are no statements |
//! | `statement` | 1: what the server signs |
//! | `channel` | 8: where a phone is woken |
//! | `enroll` | 4 |
//! | `requests` | 5 |
//! | `answers` | 6.1, 6.2 |
//! | `life` | 6.3, 6.4, 7.1, 7.4, 7.5: counter, report, channel, devices, the end |
//! | `keys` | 7.2 |
//! | `wake_up/` | 8: sending wake-ups |
//! | `sweep` | forgetting what is over |

mod answers;
mod attestation;
mod call;
mod channel;
mod enroll;
mod failure;
mod json;
mod keys;
mod life;
mod limits;
mod nonce;
mod requests;
mod statement;
mod sweep;
mod wake_up;

pub use channel::{Channel, Environment, InvalidChannel};
pub use sweep::sweep;
pub use wake_up::wake_phones;

use crate::peer::peer_address;
use crate::portal::Portal;
use axum::Router;
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::request::Parts;
use axum::response::Response;
use axum::routing::{MethodRouter, post};
use countersign::http::BODY_LIMIT;
use failure::{Failure, Reply};
use limits::Limits;
use std::future::Future;
use std::sync::Arc;

/// What every call needs.
#[derive(Clone)]
struct Push {
    portal: Arc<Portal>,
    limits: Arc<Limits>,
}

/// Every call of the protocol, below the base.
pub fn routes(portal: Arc<Portal>) -> Router {
    Router::new()
        .route(
            "/v1/enrollments",
            answered(|portal, call| async move { enroll::enroll(&portal, call).await }, "/v1/enrollments"),
        )
        .route(
            "/v1/requests",
            answered(|portal, call| async move { requests::list(&portal, call).await }, "/v1/requests"),
        )
        .route(
            "/v1/answers",
            answered(|portal, call| async move { answers::answer(&portal, call).await }, "/v1/answers"),
        )
        .route(
            "/v1/counter",
            answered(|portal, call| async move { life::counter(&portal, call).await }, "/v1/counter"),
        )
        .route(
            "/v1/reports",
            answered(|portal, call| async move { life::report(&portal, call).await }, "/v1/reports"),
        )
        .route(
            "/v1/channel",
            answered(|portal, call| async move { life::channel(&portal, call).await }, "/v1/channel"),
        )
        .route(
            "/v1/keys",
            answered(|portal, call| async move { keys::rotate(&portal, call).await }, "/v1/keys"),
        )
        .route(
            "/v1/devices",
            answered(|portal, call| async move { life::devices(&portal, call).await }, "/v1/devices"),
        )
        .route(
            "/v1/unenroll",
            answered(|portal, call| async move { life::unenroll(&portal, call).await }, "/v1/unenroll"),
        )
        .layer(DefaultBodyLimit::max(BODY_LIMIT))
        .with_state(Push { portal, limits: Arc::default() })
}

/// A call whose proof is checked before `handle` sees it. Every answer carries a nonce.
fn answered<F>(
    handle: impl Fn(Arc<Portal>, call::Call) -> F + Clone + Send + Sync + 'static,
    path: &'static str,
) -> MethodRouter<Push>
where
    F: Future<Output = Result<Reply, Failure>> + Send + 'static,
{
    post(move |State(push): State<Push>, parts: Parts, body: Result<Bytes, BytesRejection>| {
        let handle = handle.clone();
        async move { respond(push, parts, body, path, handle).await }
    })
}

async fn respond<F>(
    push: Push,
    parts: Parts,
    body: Result<Bytes, BytesRejection>,
    path: &'static str,
    handle: impl Fn(Arc<Portal>, call::Call) -> F,
) -> Response
where
    F: Future<Output = Result<Reply, Failure>>,
{
    let reply = match body {
        Err(_) => Err(Failure::TooLarge),
        Ok(body) => match call::Call::read(&push, path, &parts.headers, body).await {
            Ok(call) => handle(Arc::clone(&push.portal), call).await,
            Err(failure) => Err(failure),
        },
    };
    let reply = match reply {
        Err(failure) => {
            let address = peer_address(&parts, &push.portal);
            Err(push.limits.failed(&push.portal, address, failure).await)
        }
        reply => reply,
    };
    failure::response(&push.portal, reply)
}
