//! Whose certificates count, and the TLS configuration made from it.

use crate::ports::Clock;
use rustls::client::WebPkiServerVerifier;
use rustls::client::danger::ServerCertVerifier;
use rustls::crypto::CryptoProvider;
use rustls::pki_types::{CertificateDer, UnixTime};
use rustls::time_provider::TimeProvider;
use rustls::version::{TLS12, TLS13};
use rustls::{ClientConfig, RootCertStore};
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

/// What is offered to a server, best first (ALPN, RFC 7301).
const PROTOCOLS: &[&[u8]] = if cfg!(feature = "http2") { &[b"h2", b"http/1.1"] } else { &[b"http/1.1"] };

/// Whose certificates count. Never decided by anything that was scanned.
#[derive(Clone, PartialEq, Eq)]
pub enum TrustedRoots {
    /// The platform's: the folders and files of a Linux, the verifier of an Apple device or of Windows; and these, as
    /// DER (a company's own authority). Android's are only reachable from its shell: hand them in with
    /// [`Only`](Self::Only).
    Platform(Vec<Vec<u8>>),
    /// These only, as DER.
    Only(Vec<Vec<u8>>),
}

impl Default for TrustedRoots {
    /// The platform's and no other.
    fn default() -> Self {
        Self::Platform(Vec::new())
    }
}

impl fmt::Debug for TrustedRoots {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Platform(more) => write!(f, "Platform(and {} more)", more.len()),
            Self::Only(roots) => write!(f, "Only({})", roots.len()),
        }
    }
}

/// Why no client can be opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TrustError {
    /// A root that was handed in is no certificate.
    #[error("a trusted root is not a certificate")]
    InvalidRoot,
    /// There is nobody to trust: no root was handed in and the platform has none, or keeps them to itself.
    #[error("there are no trusted roots")]
    NoRoots,
    /// TLS cannot be set up with this build.
    #[error("the TLS configuration is not usable")]
    Unusable,
}

/// TLS 1.3 and 1.2 on ring, http/2 and http/1.1, certificates dated by `clock`.
pub(super) fn config(roots: TrustedRoots, clock: Arc<dyn Clock>) -> Result<ClientConfig, TrustError> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let verifier: Arc<dyn ServerCertVerifier> = match roots {
        TrustedRoots::Platform(more) => platform(certificates(&more)?, Arc::clone(&provider))?,
        TrustedRoots::Only(roots) => {
            let mut store = RootCertStore::empty();
            for root in certificates(&roots)? {
                store.add(root).map_err(|_| TrustError::InvalidRoot)?;
            }
            WebPkiServerVerifier::builder_with_provider(Arc::new(store), Arc::clone(&provider))
                .build()
                .map_err(|_| TrustError::NoRoots)?
        }
    };
    let mut config = ClientConfig::builder_with_details(provider, Arc::new(Dated(clock)))
        .with_protocol_versions(&[&TLS13, &TLS12])
        .map_err(|_| TrustError::Unusable)?
        // A verifier of one's own, and here it is the platform's or webpki's: nothing accepts what they refuse.
        .dangerous()
        .with_custom_certificate_verifier(verifier)
        .with_no_client_auth();
    config.alpn_protocols = PROTOCOLS.iter().map(|name| name.to_vec()).collect();
    Ok(config)
}

fn certificates(roots: &[Vec<u8>]) -> Result<Vec<CertificateDer<'static>>, TrustError> {
    let mut parsed = Vec::new();
    for root in roots {
        let root = CertificateDer::from(root.clone());
        // Looked at alone, so that an error is this root's and not the platform's.
        RootCertStore::empty().add(root.clone()).map_err(|_| TrustError::InvalidRoot)?;
        parsed.push(root);
    }
    Ok(parsed)
}

#[cfg(not(target_os = "android"))]
fn platform(
    more: Vec<CertificateDer<'static>>,
    provider: Arc<CryptoProvider>,
) -> Result<Arc<dyn ServerCertVerifier>, TrustError> {
    match rustls_platform_verifier::Verifier::new_with_extra_roots(more, provider) {
        Ok(verifier) => Ok(Arc::new(verifier)),
        Err(_) => Err(TrustError::NoRoots),
    }
}

#[cfg(target_os = "android")]
fn platform(
    _: Vec<CertificateDer<'static>>,
    _: Arc<CryptoProvider>,
) -> Result<Arc<dyn ServerCertVerifier>, TrustError> {
    Err(TrustError::NoRoots)
}

struct Dated(Arc<dyn Clock>);

impl TimeProvider for Dated {
    fn current_time(&self) -> Option<UnixTime> {
        Some(UnixTime::since_unix_epoch(Duration::from_secs(self.0.wall().seconds())))
    }
}

impl fmt::Debug for Dated {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Dated")
    }
}
