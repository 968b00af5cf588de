//! The server's side of the push protocol (`core/docs/push-protocol.md`).

use crate::portal::Portal;
use crate::token::Id;
use axum::Router;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::mpsc;

/// Every call of the protocol, below the base.
pub fn routes(_portal: Arc<Portal>) -> Router {
    Router::new()
}

/// Wakes phones, for as long as it is not aborted.
pub async fn wake_phones(_portal: Arc<Portal>, mut woken: mpsc::Receiver<Id>) {
    while woken.recv().await.is_some() {}
}

/// Forgets what is over, now and then, for as long as it is not aborted.
pub async fn sweep(_portal: Arc<Portal>) {
    std::future::pending::<()>().await;
    tokio::time::sleep(Duration::from_secs(60)).await;
}
