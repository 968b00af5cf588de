//! Forgetting what is over: seen proofs, old sessions, expired codes. Every process does it now and then; none needs to.

use crate::error::Unavailable;
use crate::portal::Portal;
use crate::store::sweep as tables;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::sleep;

const EVERY: Duration = Duration::from_secs(60);

/// Sweeps for as long as it is not aborted.
pub async fn sweep(portal: Arc<Portal>) {
    loop {
        sleep(EVERY).await;
        if let Err(error) = once(&portal).await {
            eprintln!("portal: sweeping: {error}");
        }
    }
}

async fn once(portal: &Portal) -> Result<(), Unavailable> {
    let mut change = portal.database().change().await?;
    let session_seconds = portal.policy().session_seconds;
    tables::forget(change.connection(), portal.now(), session_seconds).await?;
    change.commit().await
}
