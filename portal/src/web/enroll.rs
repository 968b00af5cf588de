//! `{base}/enroll`: where the link of a QR code leads a browser. What is behind the `#` never comes here.

use super::answer::{Answer, page};
use super::views::EnrollHelp;
use super::visit::Visit;
use crate::portal::Portal;
use axum::Router;
use axum::routing::get;
use std::sync::Arc;

/// The page of this file.
pub(crate) fn routes() -> Router<Arc<Portal>> {
    Router::new().route("/enroll", get(show))
}

async fn show(visit: Visit) -> Answer {
    page(&EnrollHelp { p: visit.frame() })
}
