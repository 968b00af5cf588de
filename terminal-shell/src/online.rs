//! The way to servers: one runtime for everything that waits for one, and the core's client on it.

use crate::problem::Problem;
use countersign::platform::HttpsClient;
use countersign::platform::http_client::HttpsSettings;
use countersign::ports::{Clock, HttpClient};
use std::future::Future;
use std::sync::Arc;
use tokio::runtime::{Builder, Handle, Runtime};

/// Threads of the runtime: one may derive a key while the other serves the network.
const THREADS: usize = 2;

/// The runtime and the client. What still waits when it is dropped is given up.
pub(crate) struct Online {
    /// `None` only while it is dropped.
    runtime: Option<Runtime>,
    handle: Handle,
    client: Arc<HttpsClient>,
}

impl Online {
    /// Starts the runtime and reads the platform's trusted roots. Opens no connection.
    pub(crate) fn start(clock: Arc<dyn Clock>) -> Result<Self, Problem> {
        let runtime = Builder::new_multi_thread()
            .worker_threads(THREADS)
            .thread_name("countersign-online")
            .enable_all()
            .build()
            .map_err(|_| Problem::NoWayOnline)?;
        let handle = runtime.handle().clone();
        let client = HttpsClient::open(handle.clone(), HttpsSettings::new(clock));
        let client = Arc::new(client.map_err(|_| Problem::NoWayOnline)?);
        Ok(Self { runtime: Some(runtime), handle, client })
    }

    /// The client, as the core takes it.
    pub(crate) fn client(&self) -> Arc<dyn HttpClient> {
        Arc::clone(&self.client) as Arc<dyn HttpClient>
    }

    /// Where work for the background is started.
    pub(crate) fn handle(&self) -> &Handle {
        &self.handle
    }

    /// Waits for `work` on the calling thread.
    pub(crate) fn wait<T>(&self, work: impl Future<Output = T>) -> T {
        self.handle.block_on(work)
    }
}

impl Drop for Online {
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}
