//! The portal in a browser: login, self-service, and the page behind a QR code.
//!
//! | file | idea |
//! | --- | --- |
//! | `visit`, `agent` | one request: who, how far, in which language |
//! | `form` | what a page posts, and that it was a page of ours |
//! | `cookies`, `headers` | what browsers keep, and what they are told |
//! | `frame`, `views` | what templates show; a view decides nothing |
//! | `answer`, `errors`, `words` | pages, steps, and what refusals are called |
//! | `live` | how a waiting page learns of the end |
//! | `assets`, `picture` | style, scripts, icons; QR codes |
//! | `login`, `password`, `factor`, `push` | logging in |
//! | `authenticators`, `email`, `smartphone`, `totp`, `resynchronization`, `test`, `recovery`, `devices` | the self-service |
//! | `leaving`, `enroll` | logged off; the page for people without the app |
//!
//! Words are in `texts/`, in English and German, and nowhere else. A page with a form of its own needs: a view in
//! `views`, a template that extends `layout.html`, handlers that take a [`Visit`](visit::Visit) or a
//! [`Posted`](form::Posted), and a line in [`routes`].

mod agent;
pub(crate) mod answer;
mod assets;
mod authenticators;
mod cookies;
mod devices;
mod email;
mod enroll;
mod errors;
mod factor;
pub(crate) mod form;
pub(crate) mod frame;
mod headers;
mod leaving;
pub(crate) mod live;
mod login;
mod password;
pub(crate) mod picture;
pub(crate) mod push;
mod recovery;
mod resynchronization;
mod smartphone;
mod test;
mod totp;
pub(crate) mod views;
pub(crate) mod visit;
pub(crate) mod words;

use crate::portal::Portal;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::StatusCode;
use axum::middleware::from_fn_with_state;
use axum::routing::get;
use std::sync::Arc;

/// The longest form, in bytes.
const LONGEST_FORM: usize = 16 * 1024;

/// Pages of other modules, with the headers and error pages of these.
pub(crate) fn dressed(routes: Router, portal: &Arc<Portal>) -> Router {
    routes
        .layer(DefaultBodyLimit::max(LONGEST_FORM))
        .layer(from_fn_with_state(Arc::clone(portal), errors::error_pages))
        .layer(from_fn_with_state(Arc::clone(portal), headers::protect))
}

/// Every page, with its headers and error pages. Everything that is not found is one of them.
pub fn routes(portal: Arc<Portal>) -> Router {
    let factors = || factor::routes().merge(push::routes());
    Router::new()
        .merge(login::routes())
        .merge(password::routes())
        .nest("/login", factors())
        .nest("/confirm", factors())
        .merge(authenticators::routes())
        .merge(email::routes())
        .merge(smartphone::routes())
        .merge(totp::routes())
        .merge(resynchronization::routes())
        .merge(test::routes())
        .merge(recovery::routes())
        .merge(devices::routes())
        .merge(leaving::routes())
        .merge(enroll::routes())
        .route("/assets/{digest}/{name}", get(assets::serve))
        .fallback(async || StatusCode::NOT_FOUND)
        .layer(DefaultBodyLimit::max(LONGEST_FORM))
        .layer(from_fn_with_state(Arc::clone(&portal), errors::error_pages))
        .layer(from_fn_with_state(Arc::clone(&portal), headers::protect))
        .with_state(portal)
}
