//! `rotate-server-key`: another key signs from now on, announced by the one before it.

use super::Failed;
use super::options::Place;
use crate::error::Refusal;
use clap::Args;

/// Changes the key, and prints its thumbprint.
#[derive(Args, Debug)]
pub(super) struct Rotate {
    #[command(flatten)]
    place: Place,
}

impl Rotate {
    pub(super) async fn run(self) -> Result<(), Failed> {
        let portal = self.place.open().await?;
        let thumbprint = portal.signing().rotate(&portal).await.map_err(Refusal::from)?;
        println!("{thumbprint}");
        Ok(())
    }
}
