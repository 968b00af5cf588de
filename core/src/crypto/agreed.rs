//! Opening what HPKE (RFC 9180) sealed to a key that only a device can use: the device does the one Diffie-Hellman, and
//! the rest of the derivation, which the `hpke` crate does only for private keys in memory, is done here. Base mode,
//! DHKEM(P-256, HKDF-SHA256), HKDF-SHA256, AES-256-GCM, as in `hpke`.

use super::aead::{AeadKey, NONCE_LENGTH};
use super::hkdf::hmac_sha256_of;
use super::hpke::{HpkeError, Sealed};
use super::point::P256PublicKey;
use super::secret::{Secret, SecretBytes};

/// `I2OSP(kem_id, 2)` behind its prefix (§4.1).
const KEM_SUITE: &[u8] = b"KEM\x00\x10";
/// KEM, KDF and AEAD (§5.1).
const SUITE: &[u8] = b"HPKE\x00\x10\x00\x01\x00\x02";
const VERSION: &[u8] = b"HPKE-v1";
/// `mode_base` (§5).
const BASE: &[u8] = &[0];

/// Opens a message that was sealed to `recipient` with the same `info` and `aad`. `agree` asks whoever has its private key
/// for the x coordinate of that key's product with a point, which was checked to be on the curve; its error is passed on.
pub fn hpke_open_agreed<E: From<HpkeError>>(
    recipient: &P256PublicKey,
    sealed: &Sealed,
    info: &[u8],
    aad: &[u8],
    agree: impl FnOnce(&P256PublicKey) -> Result<Secret<32>, E>,
) -> Result<SecretBytes, E> {
    let ephemeral = P256PublicKey::from_point(&sealed.encapsulated).map_err(|_| HpkeError::Unauthentic)?;
    let shared = decapsulated(recipient, &ephemeral, &agree(&ephemeral)?);
    let Schedule { key, nonce } = Schedule::of(&shared, info);
    let opened = AeadKey::new(&key).open(nonce, aad, &sealed.ciphertext);
    Ok(opened.map_err(|_| HpkeError::Unauthentic)?)
}

/// What a device's key answers, from a private key in memory: for the fake of such a device.
#[cfg(any(test, feature = "testing"))]
pub fn p256_agree(private: &Secret<32>, point: &P256PublicKey) -> Result<Secret<32>, HpkeError> {
    // Exposed: parsed into the library's own key right here; it wipes itself.
    let private = p256::SecretKey::from_slice(private.expose()).map_err(|_| HpkeError::BadKey)?;
    let point = p256::PublicKey::from_sec1_bytes(point.as_point()).map_err(|_| HpkeError::BadKey)?;
    let shared = private.diffie_hellman(&point);
    Secret::from_slice(shared.raw_secret_bytes()).ok_or(HpkeError::BadKey)
}

/// `ExtractAndExpand(dh, enc || pkRm)` (§4.1).
fn decapsulated(recipient: &P256PublicKey, ephemeral: &P256PublicKey, agreed: &Secret<32>) -> Secret<32> {
    // Exposed: the input of the extraction.
    let prk = extract(&[], KEM_SUITE, b"eae_prk", agreed.expose());
    expand(&prk, KEM_SUITE, b"shared_secret", &[ephemeral.as_point(), recipient.as_point()], 32)
}

/// Key and nonce of the one message (§5.1).
struct Schedule {
    key: Secret<32>,
    nonce: [u8; NONCE_LENGTH],
}

impl Schedule {
    fn of(shared: &Secret<32>, info: &[u8]) -> Self {
        let psk_id_hash = extract(&[], SUITE, b"psk_id_hash", &[]);
        let info_hash = extract(&[], SUITE, b"info_hash", info);
        // Exposed: neither is a secret; the shared secret is the salt of the extraction.
        let context = [BASE, psk_id_hash.expose(), info_hash.expose()];
        let secret = extract(shared.expose(), SUITE, b"secret", &[]);
        let key = expand(&secret, SUITE, b"key", &context, 32);
        let base_nonce = expand(&secret, SUITE, b"base_nonce", &context, 12);
        let mut nonce = [0; NONCE_LENGTH];
        // Exposed: a nonce is no secret. The first message is sealed with the base nonce itself (§5.2).
        nonce.iter_mut().zip(base_nonce.expose()).for_each(|(to, from)| *to = *from);
        Self { key, nonce }
    }
}

/// `LabeledExtract` (§4).
fn extract(salt: &[u8], suite: &[u8], label: &[u8], ikm: &[u8]) -> Secret<32> {
    hmac_sha256_of(salt, &[VERSION, suite, label, ikm])
}

/// `LabeledExpand` (§4) to at most 32 bytes: one block, of which the first `length` count.
fn expand(prk: &Secret<32>, suite: &[u8], label: &[u8], info: &[&[u8]], length: u16) -> Secret<32> {
    let length = length.to_be_bytes();
    let mut parts = vec![length.as_slice(), VERSION, suite, label];
    parts.extend(info);
    parts.push(&[1]);
    // Exposed: HKDF's key.
    hmac_sha256_of(prk.expose(), &parts)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::crypto::{AgreementKey, hpke_seal};
    use crate::testing::SeededRandom;
    use data_encoding::HEXLOWER;

    fn hex(text: &str) -> Vec<u8> {
        HEXLOWER.decode(text.as_bytes()).unwrap()
    }

    /// RFC 9180 A.3.1: the encapsulation does not depend on the AEAD, so the vector for AES-128-GCM is good here.
    #[test]
    fn the_shared_secret_is_the_one_of_the_rfc() {
        let recipient = P256PublicKey::from_point(&hex(
            "04fe8c19ce0905191ebc298a9245792531f26f0cece2460639e8bc39cb7f706a826a779b4cf969b8a0e539c7f62fb3d30a\
             d6aa8f80e30f1d128aafd68a2ce72ea0",
        ))
        .unwrap();
        let ephemeral = P256PublicKey::from_point(&hex(
            "04a92719c6195d5085104f469a8b9814d5838ff72b60501e2c4466e5e67b325ac98536d7b61a1af4b78e5b7f951c0900be\
             863c403ce65c9bfcb9382657222d18c4",
        ))
        .unwrap();
        let private = hex("f3ce7fdae57e1a310d87f1ebbde6f328be0a99cdbcadf4d6589cf29de4b8ffd2");
        let agreed = p256_agree(&Secret::from_slice(&private).unwrap(), &ephemeral).unwrap();
        let shared = decapsulated(&recipient, &ephemeral, &agreed);
        assert_eq!(
            HEXLOWER.encode(shared.expose()),
            "c0d26aeab536609a572b07695d933b589dcf363ff9d93c93adea537aeabb8cb8"
        );
    }

    /// The whole of it against the other implementation, whose private key is in memory.
    #[test]
    fn what_the_library_seals_is_opened_and_nothing_else() {
        for seed in 0..20 {
            let random = SeededRandom::new(seed);
            let bytes = AgreementKey::generate(&random).unwrap();
            let key = AgreementKey::from_bytes(&bytes).unwrap();
            let message = SecretBytes::from(&b"a seed of offline codes"[..]);
            let sealed = hpke_seal(&key.public_key(), b"info", b"aad", &message, &random).unwrap();
            let open = |sealed: &Sealed, info: &[u8], aad: &[u8]| {
                hpke_open_agreed(&key.public_key(), sealed, info, aad, |point| p256_agree(&bytes, point))
            };
            assert_eq!(open(&sealed, b"info", b"aad").unwrap().expose(), message.expose());
            assert_eq!(open(&sealed, b"inf0", b"aad").err(), Some(HpkeError::Unauthentic));
            assert_eq!(open(&sealed, b"info", b"bad").err(), Some(HpkeError::Unauthentic));
            let mut damaged = sealed.clone();
            damaged.ciphertext[0] ^= 1;
            assert_eq!(open(&damaged, b"info", b"aad").err(), Some(HpkeError::Unauthentic));
            let mut elsewhere = sealed.clone();
            elsewhere.encapsulated[64] ^= 1;
            assert_eq!(open(&elsewhere, b"info", b"aad").err(), Some(HpkeError::Unauthentic), "no point");
        }
    }
}
