//! AES-256-GCM (NIST SP 800-38D) with a 96-bit nonce and a 128-bit tag behind the ciphertext.

use super::secret::{Secret, SecretBytes};
use ring::aead::{AES_256_GCM, Aad, LessSafeKey, UnboundKey};

/// Length of a nonce in bytes.
pub const NONCE_LENGTH: usize = 12;
/// Length of the authentication tag that follows the ciphertext.
pub const TAG_LENGTH: usize = 16;

/// A nonce. Never used twice with one key: either random, or fixed where the key is used once.
pub type Nonce = [u8; NONCE_LENGTH];

/// A key ready for use.
///
/// `None` cannot occur (AES-256 takes every 32-byte key, but `ring` says so only at run time); such a key would
/// seal and open nothing.
pub struct AeadKey(Option<LessSafeKey>);

/// The ciphertext, its associated data, the nonce or the key is not what was sealed. Nothing was opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not authentic")]
pub struct Unauthentic;

impl AeadKey {
    /// Prepares a 256-bit key.
    pub fn new(key: &Secret<32>) -> Self {
        // Exposed: AES's key schedule needs the bytes.
        Self(UnboundKey::new(&AES_256_GCM, key.expose()).ok().map(LessSafeKey::new))
    }

    /// Encrypts `buffer` in place and appends the tag.
    pub fn seal_in_place(&self, nonce: Nonce, aad: &[u8], buffer: &mut Vec<u8>) -> Result<(), Unauthentic> {
        // Fails only for a message of more than 64 GiB.
        let key = self.0.as_ref().ok_or(Unauthentic)?;
        key.seal_in_place_append_tag(ring::aead::Nonce::assume_unique_for_key(nonce), Aad::from(aad), buffer)
            .map_err(|_| Unauthentic)
    }

    /// Encrypts `buffer` in place, where it stands inside something larger, and returns the tag.
    pub fn seal_slice_in_place(
        &self,
        nonce: Nonce,
        aad: &[u8],
        buffer: &mut [u8],
    ) -> Result<[u8; TAG_LENGTH], Unauthentic> {
        let key = self.0.as_ref().ok_or(Unauthentic)?;
        key.seal_in_place_separate_tag(
            ring::aead::Nonce::assume_unique_for_key(nonce),
            Aad::from(aad),
            buffer,
        )
        .ok()
        .and_then(|tag| tag.as_ref().try_into().ok())
        .ok_or(Unauthentic)
    }

    /// Ciphertext and tag of `plaintext`.
    pub fn seal(&self, nonce: Nonce, aad: &[u8], plaintext: &[u8]) -> Result<Vec<u8>, Unauthentic> {
        let mut buffer = Vec::with_capacity(plaintext.len().saturating_add(TAG_LENGTH));
        buffer.extend_from_slice(plaintext);
        self.seal_in_place(nonce, aad, &mut buffer)?;
        Ok(buffer)
    }

    /// The plaintext of what [`seal`](Self::seal) gave.
    pub fn open(&self, nonce: Nonce, aad: &[u8], sealed: &[u8]) -> Result<SecretBytes, Unauthentic> {
        let mut buffer = sealed.to_vec();
        // ring leaves zeros behind where the tag is wrong, so a failed buffer holds no plaintext.
        let length = self.open_in_place(nonce, aad, &mut buffer)?.len();
        buffer.truncate(length);
        Ok(SecretBytes::new(buffer))
    }

    /// Decrypts `buffer` in place and returns the plaintext part of it.
    pub fn open_in_place<'a>(
        &self,
        nonce: Nonce,
        aad: &[u8],
        buffer: &'a mut [u8],
    ) -> Result<&'a mut [u8], Unauthentic> {
        let key = self.0.as_ref().ok_or(Unauthentic)?;
        key.open_in_place(ring::aead::Nonce::assume_unique_for_key(nonce), Aad::from(aad), buffer)
            .map_err(|_| Unauthentic)
    }
}

impl core::fmt::Debug for AeadKey {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("AeadKey(redacted)")
    }
}
