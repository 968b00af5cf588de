//! `server-key …`: the key that signs statements to phones.

use super::Failed;
use super::options::Place;
use crate::config::PublicUrl;
use crate::portal::Portal;
use clap::Subcommand;
use countersign::http::DevelopmentHttp;

#[derive(Debug, Subcommand)]
pub(super) enum ServerKey {
    /// Make the next key; enrolled phones learn it as they call, new ones have it from the start
    Rotate {
        #[command(flatten)]
        place: Place,
        /// The portal's address as phones see it: the new key is announced for it
        #[arg(long, value_name = "URL")]
        public_url: String,
    },
}

impl ServerKey {
    pub(super) async fn run(self) -> Result<(), Failed> {
        let Self::Rotate { place, public_url } = self;
        let url = PublicUrl::parse(&public_url, DevelopmentHttp::Loopback)
            .map_err(|error| Failed::Said(format!("--public-url: {error}")))?;
        let (portal, _) = Portal::open(place.config()?, url).await?;
        let rotated = portal.signing().rotate(&portal).await;
        portal.database().close().await;
        let key = rotated.map_err(|error| Failed::Said(error.to_string()))?;
        println!("{key}");
        Ok(())
    }
}
