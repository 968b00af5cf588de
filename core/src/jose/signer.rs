//! Who signs: a key in memory, or one that hardware keeps and a shell asks.

use super::jwk::Jwk;
use crate::crypto::{P256Key, P256PublicKey, SignatureError};

/// Something that signs with one P-256 key.
pub trait Signer {
    /// The public half.
    fn public_key(&self) -> Jwk;

    /// ECDSA with SHA-256 over `message`, as `r || s` (RFC 7518 §3.4).
    fn sign(&self, message: &[u8]) -> Result<[u8; 64], SignatureError>;
}

/// A key in memory, as a signer.
#[derive(Debug)]
pub struct SignWith {
    key: P256Key,
    public: Jwk,
}

impl SignWith {
    /// Signs with `key`.
    pub fn new(key: P256Key) -> Result<Self, SignatureError> {
        let public = P256PublicKey::from_point(key.public_key()).map_err(|_| SignatureError::BadKey)?;
        Ok(Self { key, public: Jwk(public) })
    }
}

impl Signer for SignWith {
    fn public_key(&self) -> Jwk {
        self.public
    }

    fn sign(&self, message: &[u8]) -> Result<[u8; 64], SignatureError> {
        self.key.sign(message)
    }
}
