//! Serving until told to stop.

use super::Problem;
use countersign_portal::{Config, Portal};
use tokio::signal::unix::{SignalKind, signal};

/// Serves until SIGTERM or SIGINT; calls that run are answered first.
pub(super) async fn serve(config: Config) -> Result<(), Problem> {
    let failed = |error: std::io::Error| Problem::Other(format!("signals: {error}"));
    let mut terminate = signal(SignalKind::terminate()).map_err(failed)?;
    let mut interrupt = signal(SignalKind::interrupt()).map_err(failed)?;
    let running = Portal::start(config).await?;
    println!("listening on {}, known as {}", running.address(), running.portal().public_url());
    tokio::select! {
        _ = terminate.recv() => {}
        _ = interrupt.recv() => {}
    }
    running.stop().await;
    Ok(())
}
