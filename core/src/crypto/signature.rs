//! Signatures: ECDSA P-256 with SHA-256 (fixed-length, as JWS ES256 wants it) and RSA PKCS#1 v1.5 with SHA-256.
//!
//! Keys come and go as PKCS#8. RSA keys are not made here: `ring` cannot.

use super::secret::SecretBytes;
use ring::rand::SystemRandom;
use ring::signature::{
    ECDSA_P256_SHA256_FIXED, ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair,
    RSA_PKCS1_2048_8192_SHA256, RSA_PKCS1_SHA256, RsaKeyPair, UnparsedPublicKey,
};

/// Why a key or a signature was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SignatureError {
    /// The private key is no valid PKCS#8 key of this kind.
    #[error("the private key is not valid")]
    BadKey,
    /// The signature is not by this key over this message.
    #[error("the signature is not valid")]
    BadSignature,
    /// The system's random source failed.
    #[error("the signature could not be made")]
    SigningFailed,
}

/// A P-256 private key.
pub struct P256Key(EcdsaKeyPair);

impl P256Key {
    /// Makes a new key, as PKCS#8.
    pub fn generate() -> Result<SecretBytes, SignatureError> {
        EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &SystemRandom::new())
            .map(|document| SecretBytes::from(document.as_ref()))
            .map_err(|_| SignatureError::SigningFailed)
    }

    /// Reads a PKCS#8 key.
    pub fn from_pkcs8(pkcs8: &SecretBytes) -> Result<Self, SignatureError> {
        // Exposed: parsed into ring's own key right here.
        EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, pkcs8.expose(), &SystemRandom::new())
            .map(Self)
            .map_err(|_| SignatureError::BadKey)
    }

    /// The public key: an uncompressed point, 65 bytes (SEC 1 §2.3.3).
    pub fn public_key(&self) -> &[u8] {
        self.0.public_key().as_ref()
    }

    /// `r || s`, 64 bytes. Randomised: no two signatures are alike.
    pub fn sign(&self, message: &[u8]) -> Result<[u8; 64], SignatureError> {
        let signature =
            self.0.sign(&SystemRandom::new(), message).map_err(|_| SignatureError::SigningFailed)?;
        signature.as_ref().try_into().map_err(|_| SignatureError::SigningFailed)
    }
}

impl core::fmt::Debug for P256Key {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("P256Key(redacted)")
    }
}

/// Checks `r || s` over `message` under an uncompressed point.
pub fn verify_p256(public_key: &[u8], message: &[u8], signature: &[u8]) -> Result<(), SignatureError> {
    UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, public_key)
        .verify(message, signature)
        .map_err(|_| SignatureError::BadSignature)
}

/// An RSA private key of 2,048 to 4,096 bits.
pub struct RsaKey(RsaKeyPair);

impl RsaKey {
    /// Reads a PKCS#8 key.
    pub fn from_pkcs8(pkcs8: &SecretBytes) -> Result<Self, SignatureError> {
        // Exposed: parsed into ring's own key right here.
        RsaKeyPair::from_pkcs8(pkcs8.expose()).map(Self).map_err(|_| SignatureError::BadKey)
    }

    /// The public key: PKCS#1 `RSAPublicKey`, DER (RFC 8017 A.1.1).
    pub fn public_key(&self) -> &[u8] {
        self.0.public_key().as_ref()
    }

    /// RSASSA-PKCS1-v1_5 with SHA-256, as long as the modulus. Deterministic.
    pub fn sign(&self, message: &[u8]) -> Result<Vec<u8>, SignatureError> {
        let mut signature = vec![0; self.0.public().modulus_len()];
        self.0
            .sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), message, &mut signature)
            .map_err(|_| SignatureError::SigningFailed)?;
        Ok(signature)
    }
}

impl core::fmt::Debug for RsaKey {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("RsaKey(redacted)")
    }
}

/// Checks an RSASSA-PKCS1-v1_5 SHA-256 signature under a PKCS#1 DER key of 2,048 to 8,192 bits.
pub fn verify_rsa_pkcs1_sha256(
    public_key: &[u8],
    message: &[u8],
    signature: &[u8],
) -> Result<(), SignatureError> {
    UnparsedPublicKey::new(&RSA_PKCS1_2048_8192_SHA256, public_key)
        .verify(message, signature)
        .map_err(|_| SignatureError::BadSignature)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_p256_key_signs_what_it_verifies() {
        let key = P256Key::from_pkcs8(&P256Key::generate().unwrap()).unwrap();
        let signature = key.sign(b"message").unwrap();
        assert_eq!((key.public_key().len(), key.public_key().first()), (65, Some(&4)));
        assert_eq!(verify_p256(key.public_key(), b"message", &signature), Ok(()));
        assert_ne!(signature, key.sign(b"message").unwrap(), "signatures are randomised");

        assert_eq!(verify_p256(key.public_key(), b"massage", &signature), Err(SignatureError::BadSignature));
        for byte in 0..signature.len() {
            let mut damaged = signature;
            damaged[byte] ^= 1;
            assert!(verify_p256(key.public_key(), b"message", &damaged).is_err(), "byte {byte}");
        }
        let other = P256Key::from_pkcs8(&P256Key::generate().unwrap()).unwrap();
        assert!(verify_p256(other.public_key(), b"message", &signature).is_err());
    }

    #[test]
    fn what_is_no_key_is_refused() {
        let key = P256Key::generate().unwrap();
        for length in 0..key.len() {
            let cut = SecretBytes::from(&key.expose()[..length]);
            assert_eq!(P256Key::from_pkcs8(&cut).err(), Some(SignatureError::BadKey), "{length} bytes");
        }
        // One kind is not the other.
        assert_eq!(RsaKey::from_pkcs8(&key).err(), Some(SignatureError::BadKey));
    }

    #[test]
    fn debug_shows_nothing() {
        let key = P256Key::from_pkcs8(&P256Key::generate().unwrap()).unwrap();
        assert_eq!(format!("{key:?}"), "P256Key(redacted)");
    }
}
