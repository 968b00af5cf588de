//! One connection per process that hears what other processes changed (PostgreSQL `LISTEN`).

use super::Hub;
use sqlx::postgres::PgListener;
use std::time::Duration;
use tokio::time::{sleep, timeout};

/// The channel of PostgreSQL on which topics travel.
pub const CHANNEL: &str = "countersign";

/// How long a silent connection is believed to be alive.
const SILENCE: Duration = Duration::from_secs(10);
/// How long a living connection takes to answer.
const ANSWER: Duration = Duration::from_secs(5);
/// How long until a failed connection is tried again.
const RETRY: Duration = Duration::from_secs(1);

/// Listens for as long as it is not aborted. Whenever the connection was lost, everyone is woken: something may have
/// been missed.
pub async fn listen(url: String, hub: Hub) {
    loop {
        if let Ok(mut listener) = connect(&url).await {
            hub.wake_all();
            hear(&mut listener, &hub).await;
        }
        sleep(RETRY).await;
    }
}

async fn connect(url: &str) -> Result<PgListener, sqlx::Error> {
    let mut listener = PgListener::connect(url).await?;
    listener.listen(CHANNEL).await?;
    Ok(listener)
}

/// Hears until the connection is lost.
async fn hear(listener: &mut PgListener, hub: &Hub) {
    loop {
        match timeout(SILENCE, listener.try_recv()).await {
            Ok(Ok(Some(notification))) => hub.wake(notification.payload()),
            // It has connected itself anew; what happened in between is unknown.
            Ok(Ok(None)) => hub.wake_all(),
            Ok(Err(_)) => return,
            // A peer that vanished says nothing, so it is asked.
            Err(_) => {
                let asked = timeout(ANSWER, sqlx::query("SELECT 1").execute(&mut *listener)).await;
                if !matches!(asked, Ok(Ok(_))) {
                    return;
                }
            }
        }
    }
}
