//! The demo application: a login page of some other application, which asks the portal for password and second factor.
//!
//! It knows the portal only as any other application does: by the API over HTTP, with an API key. It shares the look of
//! its pages with the portal, and none of its use cases.
//!
//! | file | idea |
//! | --- | --- |
//! | `client` | calls of the API |
//! | `ticket` | how far a login is, in a cookie |
//! | `call` | one request by a browser |
//! | `login`, `factor`, `push` | the pages |
//! | `words` | what problems are called |

mod call;
mod client;
mod factor;
mod login;
mod push;
mod ticket;
mod words;

use crate::portal::Portal;
use crate::token::Token;
use crate::web::dressed;
use axum::Router;
use client::ApiClient;
use std::sync::Arc;
use ticket::TicketKey;

/// What the demo has.
pub(crate) struct Demo {
    /// For its address and the look of its pages.
    portal: Arc<Portal>,
    api: ApiClient,
    tickets: TicketKey,
}

/// The demo's pages, with `key` as its API key. `None` where there can be no HTTP client.
pub(crate) fn routes(portal: &Arc<Portal>, key: Token) -> Option<Router> {
    let tickets = TicketKey::new(&key);
    let clock = Arc::clone(&portal.config().clock);
    let api = ApiClient::new(&portal.public_url().to_string(), key, clock)?;
    let demo = Arc::new(Demo { portal: Arc::clone(portal), api, tickets });
    let pages = login::routes().merge(factor::routes()).merge(push::routes());
    Some(dressed(Router::new().nest("/demo", pages).with_state(demo), portal))
}
