//! HMAC-SHA-256 (RFC 2104) as a pseudo-random function, and HKDF over it (RFC 5869) for keys of exactly 32 bytes.

use super::secret::{Secret, SecretBytes};
use ring::hmac::{Context, HMAC_SHA256, Key, Tag};

/// One 32-byte key from `secret_parts` (concatenated), bound to `salt` and `info`.
///
/// Each purpose has an `info` of its own; `info` is the concatenation of its parts, so every caller keeps its
/// labels of fixed length or unambiguous.
pub fn hkdf_sha256(secret_parts: &[&[u8]], salt: &[u8], info: &[&[u8]]) -> Secret<32> {
    // §2.2: PRK = HMAC(salt, IKM).
    let prk = hmac(&Key::new(HMAC_SHA256, salt), secret_parts);
    // §2.3: 32 bytes are exactly one block, T(1) = HMAC(PRK, info || 0x01).
    let block = Key::new(HMAC_SHA256, prk.as_ref());
    let mut context = Context::with_key(&block);
    info.iter().for_each(|part| context.update(part));
    context.update(&[1]);
    secret(context.sign())
}

/// HMAC-SHA-256 of the concatenation of `parts`, kept as a secret: the function by which a device key answers.
pub fn hmac_sha256(key: &SecretBytes, parts: &[&[u8]]) -> Secret<32> {
    // Exposed: ring prepares its key from the bytes.
    secret(hmac(&Key::new(HMAC_SHA256, key.expose()), parts))
}

/// The same under a key that is no secret by itself, or is exposed by its caller: what other derivations are made of.
pub(super) fn hmac_sha256_of(key: &[u8], parts: &[&[u8]]) -> Secret<32> {
    secret(hmac(&Key::new(HMAC_SHA256, key), parts))
}

fn hmac(key: &Key, parts: &[&[u8]]) -> Tag {
    let mut context = Context::with_key(key);
    parts.iter().for_each(|part| context.update(part));
    context.sign()
}

/// The 32 bytes of an HMAC-SHA-256 tag.
fn secret(tag: Tag) -> Secret<32> {
    let mut bytes = [0; 32];
    bytes.iter_mut().zip(tag.as_ref()).for_each(|(to, from)| *to = *from);
    Secret::taken_from(&mut bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use data_encoding::HEXLOWER;

    /// RFC 5869 A.1 and A.3; the first 32 bytes of their outputs.
    #[test]
    fn vectors_of_rfc_5869() {
        let salt: Vec<u8> = (0..13).collect();
        let info: Vec<u8> = (0xf0..0xfa).collect();
        for (salt, info, okm) in [
            (&salt, &info, "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf"),
            (&vec![], &vec![], "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d"),
        ] {
            assert_eq!(HEXLOWER.encode(hkdf_sha256(&[&[0x0b; 22]], salt, &[info]).expose()), okm);
        }
    }

    /// RFC 4231 §4.3 (test case 2), in one part and in several.
    #[test]
    fn a_vector_of_rfc_4231() {
        let key = SecretBytes::from(b"Jefe".as_slice());
        let tag = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";
        for parts in [
            &[b"what do ya want for nothing?".as_slice()] as &[&[u8]],
            &[b"what do ya want", b"", b" for nothing?"],
        ] {
            assert_eq!(HEXLOWER.encode(hmac_sha256(&key, parts).expose()), tag);
        }
    }

    #[test]
    fn salt_label_and_secret_each_give_another_key() {
        let base = hkdf_sha256(&[b"secret"], b"salt", &[b"label"]);
        for other in [
            hkdf_sha256(&[b"Secret"], b"salt", &[b"label"]),
            hkdf_sha256(&[b"secret"], b"Salt", &[b"label"]),
            hkdf_sha256(&[b"secret"], b"salt", &[b"Label"]),
        ] {
            assert_ne!(base.expose(), other.expose());
        }
    }
}
