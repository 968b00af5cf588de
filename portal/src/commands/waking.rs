//! How phones are woken: the options of `serve` that name push services and the portal's access to them.

use super::Failed;
use crate::config::Config;
use crate::push_services::{APNS, APNS_SANDBOX, AppleAccess, FCM, FirebaseAccount};
use clap::Args;
use countersign::http::{DevelopmentHttp, ServerOrigin};
use std::path::PathBuf;
use std::sync::Arc;

/// How phones are woken. Without access to a service, its phones ask by themselves.
#[derive(Args, Debug)]
pub(super) struct Waking {
    /// A host in a private network to which wake-ups may go; can be given several times
    #[arg(long, value_name = "HOST")]
    wake_up_host: Vec<String>,
    /// An authority's certificate (DER) that push services may have besides the platform's; can be given several times
    #[arg(long, value_name = "FILE")]
    wake_up_root: Vec<PathBuf>,
    /// Firebase: the JSON file of a service account that may send messages, of mode 0600
    #[arg(long, value_name = "FILE")]
    fcm_account: Option<PathBuf>,
    /// Firebase: where messages go
    #[arg(long, value_name = "URL", default_value = FCM, requires = "fcm_account")]
    fcm_url: String,
    /// Apple: the key for its push service, AuthKey_….p8, of mode 0600
    #[arg(long, value_name = "FILE", requires_all = ["apns_key_id", "apns_team", "apns_topic"])]
    apns_key: Option<PathBuf>,
    /// Apple: what the key is called, ten characters
    #[arg(long, value_name = "ID", requires = "apns_key")]
    apns_key_id: Option<String>,
    /// Apple: whose key it is, ten characters
    #[arg(long, value_name = "ID", requires = "apns_key")]
    apns_team: Option<String>,
    /// Apple: the app, by its bundle id
    #[arg(long, value_name = "BUNDLE", requires = "apns_key")]
    apns_topic: Option<String>,
    /// Apple: where notifications to apps from the store go
    #[arg(long, value_name = "URL", default_value = APNS, requires = "apns_key")]
    apns_url: String,
    /// Apple: where notifications to apps of developers go
    #[arg(long, value_name = "URL", default_value = APNS_SANDBOX, requires = "apns_key")]
    apns_sandbox_url: String,
}

impl Waking {
    /// Puts it all into `config`; reads the files.
    pub(super) fn decide(self, config: &mut Config) -> Result<(), Failed> {
        config.wake_up_hosts = self.wake_up_host;
        for file in &self.wake_up_root {
            let der = std::fs::read(file);
            let der = der.map_err(|error| Failed::Said(format!("--wake-up-root: {error}")))?;
            config.wake_up_roots.push(der);
        }
        if let Some(file) = &self.fcm_account {
            let account = FirebaseAccount::read(file);
            let mut account = account.map_err(|error| Failed::Said(format!("--fcm-account: {error}")))?;
            account.messages = host("--fcm-url", &self.fcm_url)?;
            config.firebase = Some(Arc::new(account));
        }
        if let (Some(file), Some(key_id), Some(team), Some(topic)) =
            (&self.apns_key, &self.apns_key_id, &self.apns_team, &self.apns_topic)
        {
            let access = AppleAccess::read(file, key_id, team, topic);
            let mut access = access.map_err(|error| Failed::Said(format!("--apns-key: {error}")))?;
            access.production = host("--apns-url", &self.apns_url)?;
            access.sandbox = host("--apns-sandbox-url", &self.apns_sandbox_url)?;
            config.apple = Some(Arc::new(access));
        }
        Ok(())
    }
}

fn host(option: &str, text: &str) -> Result<ServerOrigin, Failed> {
    ServerOrigin::parse(text, DevelopmentHttp::Off)
        .map_err(|error| Failed::Said(format!("{option}: {error}")))
}
