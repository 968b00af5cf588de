//! Bytes of a fixed length that travel as base64url without padding (RFC 4648 §5).

use crate::crypto::sha256;
use core::fmt;
use core::str::FromStr;
use data_encoding::BASE64URL_NOPAD;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// `N` bytes that are no secret: an id, a nonce, a digest.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Encoded<const N: usize>(pub [u8; N]);

/// A SHA-256 digest: of a statement, of a body, of a key.
pub type Digest = Encoded<32>;

/// SHA-256 of some bytes.
pub fn hash(bytes: &[u8]) -> Digest {
    Encoded(sha256(&[bytes]))
}

impl<const N: usize> fmt::Display for Encoded<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&BASE64URL_NOPAD.encode(&self.0))
    }
}

impl<const N: usize> fmt::Debug for Encoded<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// The text is not base64url without padding of exactly the wanted length.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not base64url of the expected length")]
pub struct NotEncoded;

impl<const N: usize> FromStr for Encoded<N> {
    type Err = NotEncoded;

    fn from_str(text: &str) -> Result<Self, NotEncoded> {
        // Bounds the work before decoding; the decoder itself refuses padding, line ends and trailing bits.
        if text.len() != BASE64URL_NOPAD.encode_len(N) {
            return Err(NotEncoded);
        }
        let bytes = BASE64URL_NOPAD.decode(text.as_bytes()).map_err(|_| NotEncoded)?;
        bytes.try_into().map(Self).map_err(|_| NotEncoded)
    }
}

impl<const N: usize> Serialize for Encoded<N> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de, const N: usize> Deserialize<'de> for Encoded<N> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor<const N: usize>;

        impl<const N: usize> de::Visitor<'_> for Visitor<N> {
            type Value = Encoded<N>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "base64url of {N} bytes")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Encoded<N>, E> {
                text.parse().map_err(E::custom)
            }
        }

        deserializer.deserialize_str(Visitor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_exact_form_is_read() {
        let id = Encoded([0xfb; 16]);
        assert_eq!(id.to_string(), "-_v7-_v7-_v7-_v7-_v7-w");
        assert_eq!("-_v7-_v7-_v7-_v7-_v7-w".parse(), Ok(id));
        for wrong in [
            "",
            "-_v7-_v7-_v7-_v7-_v7-w==",
            "+/v7+/v7+/v7+/v7+/v7+w",
            "-_v7-_v7-_v7-_v7-_v7-x",
            "-_v7-_v7-_v7-_v7-_v7-",
            "-_v7-_v7-_v7-_v7-_v7-w\n",
            "-_v7-_v7-_v7-_v7-_v7 w",
        ] {
            assert_eq!(wrong.parse::<Encoded<16>>(), Err(NotEncoded), "{wrong:?}");
        }
    }

    #[test]
    fn hash_is_sha_256() {
        assert_eq!(hash(b"abc").to_string(), "ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0");
    }
}
