//! Telling that two secrets are the same without opening either.
//!
//! A fingerprint is HMAC-SHA-256 of the secret under a key that only the vault's key gives. Stored beside the account,
//! it lets a new secret be compared with ten thousand existing ones while none of those is decrypted; without the
//! vault's key it says nothing about the secret.

use crate::crypto::{ConstantTimeEq, Secret, SecretBytes, hmac_sha256};
use crate::otp::SharedSecret;

/// The vault's key for fingerprints: derived from the vault's key for this purpose only.
#[derive(Debug)]
pub struct FingerprintKey(SecretBytes);

/// The keyed fingerprint of a secret. Compared in constant time.
#[derive(Clone, Copy, Debug, Eq)]
pub struct SecretFingerprint([u8; 32]);

/// Keeps fingerprints apart from whatever else a key could be used for.
const LABEL: &[u8] = b"countersign secret fingerprint\0";

impl FingerprintKey {
    /// Takes a derived key.
    pub fn new(key: &Secret<32>) -> Self {
        // Exposed: copied into the key that HMAC is given.
        Self(SecretBytes::from(key.expose().as_slice()))
    }

    /// The fingerprint of a secret.
    pub fn of(&self, secret: &SharedSecret) -> SecretFingerprint {
        // Exposed: hashed right here; the result is stored as bytes.
        SecretFingerprint(*hmac_sha256(&self.0, &[LABEL, secret.bytes().expose()]).expose())
    }
}

impl SecretFingerprint {
    /// A stored fingerprint.
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The bytes to store.
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl PartialEq for SecretFingerprint {
    fn eq(&self, other: &Self) -> bool {
        self.0.ct_eq(&other.0).into()
    }
}
