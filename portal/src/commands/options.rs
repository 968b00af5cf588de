//! Where the data of a portal lies: the options that every command has.

use super::Failed;
use crate::config::{Config, DatabaseLocation, KeySource, PublicUrl};
use crate::policy::Policy;
use crate::portal::Portal;
use clap::Args;
use countersign::crypto::Zeroizing;
use countersign::http::DevelopmentHttp;
use std::path::PathBuf;
use std::sync::Arc;

/// Where the data lies.
#[derive(Args, Clone)]
pub(super) struct Place {
    /// Folder for everything that has no place of its own: database, server key, mails
    #[arg(long, value_name = "FOLDER", default_value = "countersign-data", env = "COUNTERSIGN_DATA")]
    pub(super) data: PathBuf,
    /// Database: a file for one process, or postgres://… for any number of them
    #[arg(long, value_name = "WHERE", env = "DATABASE_URL", hide_env_values = true)]
    database: Option<String>,
    /// The server key, 32 bytes as base64url; without it, the file server.key in the data folder
    #[arg(long, value_name = "KEY", env = "COUNTERSIGN_SERVER_KEY", hide_env_values = true)]
    server_key: Option<String>,
    /// Policy file
    #[arg(long, value_name = "FILE", env = "COUNTERSIGN_POLICY")]
    policy: Option<PathBuf>,
}

/// Neither a database address (it has a password) nor a key.
impl std::fmt::Debug for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Place")
            .field("data", &self.data)
            .field("policy", &self.policy)
            .finish_non_exhaustive()
    }
}

impl Place {
    /// A configuration with this data.
    pub(super) fn config(&self) -> Result<Config, Failed> {
        let mut config = Config::development(&self.data);
        if let Some(database) = &self.database {
            config.database = DatabaseLocation::parse(database);
        }
        if let Some(key) = &self.server_key {
            config.server_key = KeySource::Text(Arc::new(Zeroizing::new(key.clone())));
        }
        if let Some(file) = &self.policy {
            config.policy = Policy::read(file)?;
        }
        Ok(config)
    }

    /// Opens the portal's data without answering calls.
    pub(super) async fn open(&self) -> Result<Portal, Failed> {
        // What is sent from here is sent by the portal that serves: no link is made, so no address is needed.
        let nowhere = PublicUrl::parse("http://127.0.0.1", DevelopmentHttp::Loopback)
            .map_err(|error| Failed::Said(error.to_string()))?;
        let (portal, _) = Portal::open(self.config()?, nowhere).await?;
        Ok(portal)
    }
}
