//! HMAC (RFC 2104) with a prepared key: the two key blocks are hashed once, each code then costs two compressions.
//!
//! One-time codes need SHA-1, and `ring`'s SHA-1 does not use the processor's SHA instructions, so this is the
//! `hmac` crate over `sha1` and `sha2`.

use super::secret::SecretBytes;
use hmac::digest::common::Key;
use hmac::{EagerHash, Hmac, KeyInit, Mac};
use sha1::Sha1;
use sha2::{Sha256, Sha512};
use zeroize::Zeroize;

/// The hash inside the HMAC.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum MacAlgorithm {
    /// HMAC-SHA-1: the default of every one-time code.
    #[default]
    Sha1,
    /// HMAC-SHA-256.
    Sha256,
    /// HMAC-SHA-512.
    Sha512,
}

impl MacAlgorithm {
    /// Length of the MAC in bytes: 20, 32 or 64.
    pub const fn output_length(self) -> usize {
        match self {
            Self::Sha1 => 20,
            Self::Sha256 => 32,
            Self::Sha512 => 64,
        }
    }
}

/// A prepared key. Wiped on drop.
pub struct MacKey(Prepared);

enum Prepared {
    Sha1(Hmac<Sha1>),
    Sha256(Hmac<Sha256>),
    Sha512(Box<Hmac<Sha512>>),
}

impl MacKey {
    /// Prepares a key of any length.
    pub fn new(algorithm: MacAlgorithm, key: &SecretBytes) -> Self {
        // Exposed: hashed into the inner and outer state right here.
        let key = key.expose();
        Self(match algorithm {
            MacAlgorithm::Sha1 => Prepared::Sha1(keyed(key)),
            MacAlgorithm::Sha256 => Prepared::Sha256(keyed(key)),
            MacAlgorithm::Sha512 => Prepared::Sha512(Box::new(keyed(key))),
        })
    }

    /// Writes the MAC of `message` into `output` and returns its length.
    pub fn mac_into(&self, message: &[u8], output: &mut [u8; 64]) -> usize {
        match &self.0 {
            Prepared::Sha1(key) => finish(key.clone(), message, output),
            Prepared::Sha256(key) => finish(key.clone(), message, output),
            Prepared::Sha512(key) => finish((**key).clone(), message, output),
        }
    }
}

impl core::fmt::Debug for MacKey {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("MacKey(redacted)")
    }
}

/// RFC 2104 §2: a key longer than the hash's block is hashed first, a shorter one is padded with zeros.
fn keyed<H: EagerHash>(key: &[u8]) -> Hmac<H> {
    let mut block = Key::<Hmac<H>>::default();
    if key.len() > block.len() {
        let mut digest = H::digest(key);
        copy(&digest, &mut block);
        digest.as_mut_slice().zeroize();
    } else {
        copy(key, &mut block);
    }
    let mac = Hmac::new(&block);
    block.as_mut_slice().zeroize();
    mac
}

fn finish<M: Mac>(mac: M, message: &[u8], output: &mut [u8; 64]) -> usize {
    let mac = mac.chain_update(message).finalize().into_bytes();
    copy(&mac, output);
    mac.len()
}

/// Copies as much as fits; every caller's target is at least as long as its source.
fn copy(from: &[u8], to: &mut [u8]) {
    to.iter_mut().zip(from).for_each(|(to, from)| *to = *from);
}

#[cfg(test)]
mod tests {
    use super::*;
    use data_encoding::HEXLOWER;

    fn mac(algorithm: MacAlgorithm, key: &[u8], message: &[u8]) -> String {
        let mut output = [0; 64];
        let length = MacKey::new(algorithm, &SecretBytes::from(key)).mac_into(message, &mut output);
        assert_eq!(length, algorithm.output_length());
        assert!(output[length..].iter().all(|byte| *byte == 0), "nothing is written behind the MAC");
        HEXLOWER.encode(&output[..length])
    }

    /// RFC 2202 §3 and RFC 4231 §4.3, test case 2.
    #[test]
    fn vectors_of_rfc_2202_and_4231() {
        for (algorithm, tag) in [
            (MacAlgorithm::Sha1, "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79"),
            (MacAlgorithm::Sha256, "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"),
            (
                MacAlgorithm::Sha512,
                "164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea250554\
                 9758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a38bce737",
            ),
        ] {
            assert_eq!(mac(algorithm, b"Jefe", b"what do ya want for nothing?"), tag);
        }
    }

    /// RFC 2104 §2: keys around the block size, against `ring`, which shares no code with this.
    #[test]
    fn keys_of_every_length_agree_with_ring() {
        use ring::hmac::{HMAC_SHA1_FOR_LEGACY_USE_ONLY, HMAC_SHA256, HMAC_SHA512, Key, sign};
        for length in 0..=300 {
            let key = vec![0xa5; length];
            for (algorithm, ring) in [
                (MacAlgorithm::Sha1, HMAC_SHA1_FOR_LEGACY_USE_ONLY),
                (MacAlgorithm::Sha256, HMAC_SHA256),
                (MacAlgorithm::Sha512, HMAC_SHA512),
            ] {
                let theirs = sign(&Key::new(ring, &key), b"message");
                assert_eq!(mac(algorithm, &key, b"message"), HEXLOWER.encode(theirs.as_ref()), "{length}");
            }
        }
    }

    #[test]
    fn a_prepared_key_can_be_used_again() {
        let key = MacKey::new(MacAlgorithm::Sha1, &SecretBytes::from(b"key".as_slice()));
        let (mut first, mut second) = ([0; 64], [0; 64]);
        key.mac_into(b"one", &mut first);
        key.mac_into(b"two", &mut second);
        assert_ne!(first, second);
        key.mac_into(b"one", &mut second);
        assert_eq!(first, second);
        assert_eq!(format!("{key:?}"), "MacKey(redacted)");
    }
}
