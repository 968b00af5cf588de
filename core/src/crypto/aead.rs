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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::crypto::{random_array, random_secret};
    use crate::testing::SeededRandom;
    use data_encoding::HEXLOWER;

    const AAD: &[u8] = b"what it belongs to";
    const TEXT: &[u8] = b"the sealed text";

    /// Key and nonce drawn through the random seam, so that sealing has a fixed answer.
    fn drawn() -> (AeadKey, Nonce) {
        let random = SeededRandom::new(1);
        (AeadKey::new(&random_secret(&random).unwrap()), random_array(&random).unwrap())
    }

    /// The expected bytes were computed with Python's `hashlib` and `cryptography`.
    #[test]
    fn sealing_with_a_seeded_source_gives_fixed_bytes() {
        let (key, nonce) = drawn();
        let sealed = key.seal(nonce, AAD, TEXT).unwrap();
        assert_eq!(HEXLOWER.encode(&nonce), "51468014d47018ace06a69c4");
        assert_eq!(
            HEXLOWER.encode(&sealed),
            "ef0119e3a34acd2eaf01f486dc1ebafbadcd230c59193184259e184a1fd4ce"
        );
        assert_eq!(key.open(nonce, AAD, &sealed).unwrap().expose(), TEXT);
    }

    #[test]
    fn in_place_is_the_same_as_out_of_place() {
        let (key, nonce) = drawn();
        let mut buffer = TEXT.to_vec();
        key.seal_in_place(nonce, AAD, &mut buffer).unwrap();
        assert_eq!(buffer, key.seal(nonce, AAD, TEXT).unwrap());
        assert_eq!(key.open_in_place(nonce, AAD, &mut buffer).unwrap(), TEXT);
    }

    #[test]
    fn any_flipped_bit_and_any_other_length_is_refused() {
        let (key, nonce) = drawn();
        let sealed = key.seal(nonce, AAD, TEXT).unwrap();
        for bit in 0..sealed.len() * 8 {
            let mut damaged = sealed.clone();
            damaged[bit / 8] ^= 1 << (bit % 8);
            assert_eq!(key.open(nonce, AAD, &damaged).err(), Some(Unauthentic), "bit {bit}");
        }
        for length in 0..sealed.len() {
            assert_eq!(key.open(nonce, AAD, &sealed[..length]).err(), Some(Unauthentic), "{length} bytes");
        }
        let longer = [sealed.as_slice(), &[0]].concat();
        assert!(key.open(nonce, AAD, &longer).is_err());
        assert!(key.open(nonce, b"something else", &sealed).is_err());
        assert!(key.open([0; NONCE_LENGTH], AAD, &sealed).is_err());
        assert!(
            AeadKey::new(&random_secret(&SeededRandom::new(2)).unwrap()).open(nonce, AAD, &sealed).is_err()
        );
    }

    #[test]
    fn a_failed_buffer_holds_no_plaintext() {
        let (key, nonce) = drawn();
        let mut buffer = key.seal(nonce, AAD, TEXT).unwrap();
        *buffer.last_mut().unwrap() ^= 1;
        assert!(key.open_in_place(nonce, AAD, &mut buffer).is_err());
        assert!(!buffer.windows(4).any(|window| TEXT.windows(4).any(|text| text == window)), "{buffer:?}");
    }

    #[test]
    fn nothing_at_all_can_be_sealed() {
        let (key, nonce) = drawn();
        let sealed = key.seal(nonce, b"", b"").unwrap();
        assert_eq!(sealed.len(), TAG_LENGTH);
        assert!(key.open(nonce, b"", &sealed).unwrap().is_empty());
    }

    #[test]
    fn debug_shows_nothing() {
        assert_eq!(format!("{:?}", drawn().0), "AeadKey(redacted)");
    }
}
