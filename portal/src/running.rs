//! Starting a portal and stopping it.

use crate::admin;
use crate::api;
use crate::config::{Config, PublicUrl};
use crate::demo;
use crate::error::Unavailable;
use crate::listening::{Patience, serve};
use crate::mail;
use crate::mailbox;
use crate::portal::{Portal, StartError};
use crate::service::api_keys;
use crate::token::Token;
use crate::{push, web};
use axum::Router;
use countersign::http::DevelopmentHttp;
use std::net::SocketAddr;
use std::sync::Arc;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinHandle;

/// A portal that answers calls. Dropped, it is stopped at once; [`Running::stop`] lets calls end first.
#[derive(Debug)]
pub struct Running {
    portal: Arc<Portal>,
    address: SocketAddr,
    stop: watch::Sender<bool>,
    server: Option<JoinHandle<()>>,
    background: Vec<JoinHandle<()>>,
}

impl Portal {
    /// Opens the database, listens, answers calls, sends mails and wake-ups, until it is stopped.
    pub async fn start(config: Config) -> Result<Running, StartError> {
        let listener = TcpListener::bind(config.listen).await.map_err(StartError::Listen)?;
        let address = listener.local_addr().map_err(StartError::Listen)?;
        let public_url = match &config.public_url {
            Some(url) => url.clone(),
            None if address.ip().is_loopback() => {
                PublicUrl::parse(&format!("http://{address}"), DevelopmentHttp::Loopback)
                    .map_err(|_| StartError::NoPublicUrl)?
            }
            None => return Err(StartError::NoPublicUrl),
        };
        let sender = mail::Sender::new(&config.mail)?;
        let (portal, woken) = Self::open(config, public_url).await?;
        let portal = Arc::new(portal);
        let (stop, stopped) = watch::channel(false);
        let background = vec![
            tokio::spawn(mail::run(Arc::clone(&portal), sender)),
            tokio::spawn(push::wake_phones(Arc::clone(&portal), woken)),
            tokio::spawn(push::sweep(Arc::clone(&portal))),
        ];
        let demo = match portal.config().demo {
            true => Some(api_keys::demo(&portal).await.map_err(|_| Unavailable::Damaged)?),
            false => None,
        };
        let router = router(&portal, demo);
        let server = Some(tokio::spawn(serve(listener, router, Patience::default(), until(stopped))));
        Ok(Running { portal, address, stop, server, background })
    }
}

/// Every route below the path of the public address.
fn router(portal: &Arc<Portal>, demo: Option<Token>) -> Router {
    let mut routes = push::routes(Arc::clone(portal))
        .nest("/api/v1", api::routes(portal))
        .merge(web::routes(Arc::clone(portal)))
        .merge(admin::routes(portal));
    if let Some(pages) = mailbox::routes(portal) {
        routes = routes.merge(pages);
    }
    if let Some(pages) = demo.and_then(|key| demo::routes(portal, key)) {
        routes = routes.merge(pages);
    }
    match portal.public_url().path() {
        "" => routes,
        path => Router::new().nest(path, routes),
    }
}

async fn until(mut stopped: watch::Receiver<bool>) {
    // A sender that is gone means the same.
    let _ = stopped.wait_for(|stop| *stop).await;
}

impl Running {
    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The portal.
    pub fn portal(&self) -> &Arc<Portal> {
        &self.portal
    }

    /// Takes no more calls, waits for those that run, and closes the database.
    pub async fn stop(mut self) {
        self.portal.begin_closing();
        self.stop.send_replace(true);
        if let Some(server) = self.server.take() {
            let _ = server.await;
        }
        self.background.iter().for_each(JoinHandle::abort);
        self.portal.database().close().await;
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.stop.send_replace(true);
        self.background.iter().for_each(JoinHandle::abort);
        if let Some(server) = &self.server {
            server.abort();
        }
    }
}
