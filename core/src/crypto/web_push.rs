//! Encrypting one message to a push resource (RFC 8291, with the content coding `aes128gcm` of RFC 8188).

use super::hkdf::hkdf_sha256;
use super::point::P256PublicKey;
use super::random::{random_array, random_secret};
use super::secret::Secret;
use crate::ports::{Random, RandomFailed};
use p256::elliptic_curve::sec1::ToSec1Point as _;
use p256::{PublicKey, SecretKey};
use ring::aead::{AES_128_GCM, Aad, LessSafeKey, Nonce, UnboundKey};

/// The longest message that is encrypted, in bytes: with header, delimiter and tag it stays below the 4096 bytes that every
/// push service takes (RFC 8291 §4).
pub const WEB_PUSH_LONGEST: usize = 3993;

/// The size of a record, which holds the whole message.
const RECORD_SIZE: u32 = 4096;
/// How often a key is drawn: a random one is no scalar once in 2^32 times.
const DRAWS: usize = 4;

/// Why a message could not be encrypted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WebPushError {
    /// The message is longer than [`WEB_PUSH_LONGEST`].
    #[error("the message is too long")]
    TooLong,
    /// The receiver's key is no point, or the library refused.
    #[error("the key is not valid")]
    BadKey,
    /// The system's random source failed.
    #[error("the system's random source failed")]
    RandomFailed,
}

impl From<RandomFailed> for WebPushError {
    fn from(_: RandomFailed) -> Self {
        Self::RandomFailed
    }
}

/// The body of a push message: `message`, encrypted to the receiver's key (`p256dh`) and secret (`auth`).
pub fn web_push_encrypt(
    receiver: &P256PublicKey,
    auth: &[u8; 16],
    message: &[u8],
    random: &dyn Random,
) -> Result<Vec<u8>, WebPushError> {
    let salt = random_array::<16>(random)?;
    for _ in 0..DRAWS {
        let private = random_secret::<32>(random)?;
        match encrypt(receiver, auth, message, &private, &salt) {
            Err(WebPushError::BadKey) => {}
            done => return done,
        }
    }
    Err(WebPushError::BadKey)
}

fn encrypt(
    receiver: &P256PublicKey,
    auth: &[u8; 16],
    message: &[u8],
    private: &Secret<32>,
    salt: &[u8; 16],
) -> Result<Vec<u8>, WebPushError> {
    if message.len() > WEB_PUSH_LONGEST {
        return Err(WebPushError::TooLong);
    }
    // Exposed: parsed into the library's own key right here; it wipes itself.
    let private = SecretKey::from_slice(private.expose()).map_err(|_| WebPushError::BadKey)?;
    let public = private.public_key().to_sec1_point(false);
    let public = P256PublicKey::from_point(public.as_bytes()).map_err(|_| WebPushError::BadKey)?;
    let their_key = PublicKey::from_sec1_bytes(receiver.as_point()).map_err(|_| WebPushError::BadKey)?;
    let agreed = private.diffie_hellman(&their_key);
    // RFC 8291 §3.4.
    let info: [&[u8]; 3] = [b"WebPush: info\0", receiver.as_point(), public.as_point()];
    let input = hkdf_sha256(&[agreed.raw_secret_bytes().as_slice()], auth, &info);
    // RFC 8188 §2.2 and §2.3.
    // Exposed: the input of the next derivation.
    let key = hkdf_sha256(&[input.expose()], salt, &[b"Content-Encoding: aes128gcm\0"]);
    let nonce = hkdf_sha256(&[input.expose()], salt, &[b"Content-Encoding: nonce\0"]);
    // Exposed: AES's key schedule, and the nonce, which is used once because its key is.
    let (Some(key), Some(nonce)) = (key.expose().first_chunk::<16>(), nonce.expose().first_chunk::<12>())
    else {
        return Err(WebPushError::BadKey);
    };
    let sealing =
        UnboundKey::new(&AES_128_GCM, key).map(LessSafeKey::new).map_err(|_| WebPushError::BadKey)?;
    let nonce = Nonce::assume_unique_for_key(*nonce);
    // The delimiter of the last record (RFC 8188 §2).
    let mut record = [message, &[2]].concat();
    sealing.seal_in_place_append_tag(nonce, Aad::empty(), &mut record).map_err(|_| WebPushError::BadKey)?;
    let header: [&[u8]; 4] = [salt, &RECORD_SIZE.to_be_bytes(), &[65], public.as_point()];
    Ok([header.concat(), record].concat())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::SeededRandom;
    use data_encoding::BASE64URL_NOPAD;

    fn bytes<const N: usize>(text: &str) -> [u8; N] {
        BASE64URL_NOPAD.decode(text.as_bytes()).unwrap().try_into().unwrap()
    }

    /// RFC 8291 §5 and appendix A.
    #[test]
    fn the_example_of_the_rfc() {
        let receiver = P256PublicKey::from_point(&bytes::<65>(
            "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
        ))
        .unwrap();
        let auth = bytes("BTBZMqHH6r4Tts7J_aSIgg");
        let mut private = bytes("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw");
        let salt = bytes("DGv6ra1nlYgDCS1FRnbzlw");
        let message = b"When I grow up, I want to be a watermelon";
        let body = encrypt(&receiver, &auth, message, &Secret::taken_from(&mut private), &salt).unwrap();
        assert_eq!(
            BASE64URL_NOPAD.encode(&body),
            "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8w\
             EqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
        );
    }

    #[test]
    fn a_message_fits_or_is_refused() {
        let random = SeededRandom::new(3);
        let receiver = P256PublicKey::from_point(&bytes::<65>(
            "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
        ))
        .unwrap();
        let body = web_push_encrypt(&receiver, &[0; 16], &[0; WEB_PUSH_LONGEST], &random).unwrap();
        assert_eq!(body.len(), 86 + WEB_PUSH_LONGEST + 1 + 16);
        assert!(body.len() <= 4096);
        let long = web_push_encrypt(&receiver, &[0; 16], &[0; WEB_PUSH_LONGEST + 1], &random);
        assert_eq!(long, Err(WebPushError::TooLong));
    }
}
