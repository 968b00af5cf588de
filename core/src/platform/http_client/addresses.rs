//! From a name to the addresses that may be connected to.
//!
//! All addresses of a name are judged before a connection begins, and the connection goes to one of them: no second
//! question to the DNS can be answered differently.

use crate::http::Reach;
use crate::ports::{BoxFuture, HttpError};
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

/// Turns names into addresses.
pub trait Resolver: Send + Sync {
    /// Every address of `name`; none, or an error, where there is no such name or nobody answers.
    fn resolve(&self, name: String) -> BoxFuture<'static, io::Result<Vec<IpAddr>>>;
}

/// The operating system's own resolver.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemResolver;

impl Resolver for SystemResolver {
    fn resolve(&self, name: String) -> BoxFuture<'static, io::Result<Vec<IpAddr>>> {
        Box::pin(async move {
            let addresses = tokio::net::lookup_host((name, 0)).await?;
            Ok(addresses.map(|address| address.ip()).collect())
        })
    }
}

/// Which addresses a client may connect to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Allowed {
    /// Those of the internet.
    Public,
    /// Also those of private networks and of this device.
    PublicAndPrivate,
    /// This device's only: what has no TLS never leaves it.
    LoopbackOnly,
}

impl Allowed {
    pub(super) const fn judge(self, reach: Reach) -> Result<(), HttpError> {
        match (self, reach) {
            (Self::Public | Self::PublicAndPrivate, Reach::Public)
            | (Self::PublicAndPrivate, Reach::Private | Reach::Loopback)
            | (Self::LoopbackOnly, Reach::Loopback) => Ok(()),
            (Self::Public, Reach::Private | Reach::Loopback) => Err(HttpError::PrivateAddress),
            (Self::LoopbackOnly, Reach::Public | Reach::Private) | (_, Reach::Never) => {
                Err(HttpError::ForbiddenAddress)
            }
        }
    }
}

/// A resolver that answers only with addresses that are all allowed.
#[derive(Clone)]
pub(super) struct JudgedResolver {
    resolver: Arc<dyn Resolver>,
    allowed: Allowed,
}

impl JudgedResolver {
    pub(super) fn new(resolver: Arc<dyn Resolver>, allowed: Allowed) -> Self {
        Self { resolver, allowed }
    }
}

impl Resolve for JudgedResolver {
    fn resolve(&self, name: Name) -> Resolving {
        let addresses = self.resolver.resolve(name.as_str().to_owned());
        let allowed = self.allowed;
        Box::pin(async move {
            let addresses = addresses.await.map_err(|_| HttpError::NameNotResolved)?;
            // The worst decides: a name that is public and private at once is an attack or a mistake.
            let judged = addresses.iter().map(|address| allowed.judge(Reach::of(*address)));
            let judged: Vec<_> = judged.filter_map(Result::err).collect();
            if judged.contains(&HttpError::ForbiddenAddress) {
                return Err(HttpError::ForbiddenAddress.into());
            }
            if let Some(refusal) = judged.first() {
                return Err((*refusal).into());
            }
            if addresses.is_empty() {
                return Err(HttpError::NameNotResolved.into());
            }
            let addresses: Addrs = Box::new(addresses.into_iter().map(|address| SocketAddr::new(address, 0)));
            Ok(addresses)
        })
    }
}
