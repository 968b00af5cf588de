//! Certificates, good and bad, and the TLS configurations of servers that show them.

use rcgen::{
    BasicConstraints, CertificateParams, CertifiedIssuer, DnType, ExtendedKeyUsagePurpose, IsCa, Issuer,
    KeyPair, KeyUsagePurpose, date_time_ymd,
};
use rustls::ServerConfig;
use rustls::crypto::ring::{default_provider, sign::any_supported_type};
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use rustls::server::{ClientHello, ResolvesServerCert};
use rustls::sign::CertifiedKey;
use std::sync::Arc;

/// The host that the good certificate is for.
pub const HOST: &str = "server.example";

pub type Authority = CertifiedIssuer<'static, KeyPair>;

pub fn key() -> KeyPair {
    KeyPair::generate().expect("a key")
}

/// What an authority says of itself; `change` makes it bad.
pub fn authority_params(name: &str, change: impl FnOnce(&mut CertificateParams)) -> CertificateParams {
    let mut params = CertificateParams::new(Vec::new()).expect("parameters");
    params.distinguished_name.push(DnType::CommonName, name);
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    change(&mut params);
    params
}

pub fn root(name: &str) -> Authority {
    CertifiedIssuer::self_signed(authority_params(name, |_| {}), key()).expect("a root")
}

pub fn intermediate(issuer: &Issuer<'_, KeyPair>, change: impl FnOnce(&mut CertificateParams)) -> Authority {
    CertifiedIssuer::signed_by(authority_params("intermediate", change), key(), issuer)
        .expect("an intermediate")
}

/// What a server says of itself, valid through 2025 and 2026; `change` makes it bad.
pub fn leaf_params(names: &[&str], change: impl FnOnce(&mut CertificateParams)) -> CertificateParams {
    let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
    let mut params = CertificateParams::new(names).expect("names");
    params.not_before = date_time_ymd(2025, 1, 1);
    params.not_after = date_time_ymd(2027, 1, 1);
    params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
    params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
    change(&mut params);
    params
}

/// A chain, leaf first, and the key of the leaf.
pub struct Shown {
    pub chain: Vec<CertificateDer<'static>>,
    pub key: KeyPair,
}

/// A leaf of `issuer`.
pub fn leaf(
    issuer: &Issuer<'_, KeyPair>,
    names: &[&str],
    change: impl FnOnce(&mut CertificateParams),
) -> Shown {
    let key = key();
    let certificate = leaf_params(names, change).signed_by(&key, issuer).expect("a leaf");
    Shown { chain: vec![certificate.der().clone()], key }
}

impl Shown {
    /// With more certificates behind the leaf.
    pub fn with(mut self, more: &[&Authority]) -> Self {
        self.chain.extend(more.iter().map(|authority| authority.der().clone()));
        self
    }

    /// The server's configuration, for http/1.1.
    pub fn config(self) -> Arc<ServerConfig> {
        self.config_with(|_| {})
    }

    /// The server's configuration, changed.
    pub fn config_with(self, change: impl FnOnce(&mut ServerConfig)) -> Arc<ServerConfig> {
        shown(self.chain, PrivatePkcs8KeyDer::from(self.key.serialize_der()).into(), change)
    }
}

/// A server that shows a chain with a key, whether they fit or not.
pub fn shown(
    chain: Vec<CertificateDer<'static>>,
    key: PrivateKeyDer<'_>,
    change: impl FnOnce(&mut ServerConfig),
) -> Arc<ServerConfig> {
    let key = any_supported_type(&key).expect("a key that signs");
    let mut config = ServerConfig::builder_with_provider(Arc::new(default_provider()))
        .with_safe_default_protocol_versions()
        .expect("TLS")
        .with_no_client_auth()
        .with_cert_resolver(Arc::new(Always(Arc::new(CertifiedKey::new(chain, key)))));
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    change(&mut config);
    Arc::new(config)
}

#[derive(Debug)]
struct Always(Arc<CertifiedKey>);

impl ResolvesServerCert for Always {
    fn resolve(&self, _: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        Some(Arc::clone(&self.0))
    }
}
