//! How services are called: over https, at public addresses unless their host is allowed by name, without redirects,
//! within five seconds, and with at most 4 KiB of an answer.

use super::ONE_WAKE_UP;
use crate::config::Config;
use countersign::http::{HttpRequest, HttpResponse};
use countersign::platform::http_client::{HttpsClient, HttpsSettings, TimeOuts, TrustError, TrustedRoots};
use countersign::ports::{Clock, HttpClient as _, NetworkConsent};
use std::sync::Arc;
use tokio::runtime::Handle;

/// The longest answer of a service, in bytes.
const ANSWER_LIMIT: usize = 4096;

/// The way to every service.
pub(super) struct Way {
    client: HttpsClient,
    private_hosts: Vec<String>,
    clock: Arc<dyn Clock>,
}

impl Way {
    pub(super) fn open(config: &Config) -> Result<Self, TrustError> {
        let mut settings = HttpsSettings::new(Arc::clone(&config.clock));
        settings.roots = TrustedRoots::Platform(config.wake_up_roots.clone());
        settings.answer_limit = ANSWER_LIMIT;
        settings.time_outs = TimeOuts { connect: ONE_WAKE_UP, read: ONE_WAKE_UP, total: ONE_WAKE_UP };
        Ok(Self {
            client: HttpsClient::open(Handle::current(), settings)?,
            private_hosts: config.wake_up_hosts.clone(),
            clock: Arc::clone(&config.clock),
        })
    }

    /// What the server answers; `None` where it does not, or where its answer is none that is taken.
    pub(super) async fn send(&self, request: HttpRequest) -> Option<HttpResponse> {
        // Hosts in a private network are called only where the configuration names them.
        let named = self.private_hosts.contains(&request.origin.host().to_string());
        let consent = if named { NetworkConsent::PrivateToo } else { NetworkConsent::PublicOnly };
        self.client.send(request, consent).await.ok()
    }

    /// What time it is, in Unix seconds.
    pub(super) fn now(&self) -> u64 {
        self.clock.wall().seconds()
    }
}
