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
