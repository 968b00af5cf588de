//! HPKE (RFC 9180), base mode, with DHKEM(P-256, HKDF-SHA256), HKDF-SHA256 and AES-256-GCM: sealing one message to
//! a public key.

use super::point::P256PublicKey;
use super::random::random_secret;
use super::secret::{Secret, SecretBytes};
use crate::ports::{Random, RandomFailed};
use core::convert::Infallible;
use hpke::aead::AesGcm256;
use hpke::kdf::HkdfSha256;
use hpke::kem::DhP256HkdfSha256 as Kem;
use hpke::{Deserializable, Kem as _, OpModeR, OpModeS, Serializable};
use rand_core::{TryCryptoRng, TryRng};

type PrivateKey = <Kem as hpke::Kem>::PrivateKey;
type PublicKey = <Kem as hpke::Kem>::PublicKey;
type Encapsulated = <Kem as hpke::Kem>::EncappedKey;

/// Why a message could not be sealed or opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum HpkeError {
    /// The private key is no valid scalar, or the public key no point.
    #[error("the key is not valid")]
    BadKey,
    /// The message was not sealed to this key with this `info` and `aad`, or was changed.
    #[error("the sealed message is not authentic")]
    Unauthentic,
    /// The system's random source failed.
    #[error("the system's random source failed")]
    RandomFailed,
}

impl From<RandomFailed> for HpkeError {
    fn from(_: RandomFailed) -> Self {
        Self::RandomFailed
    }
}

/// A sealed message: the encapsulated key (65 bytes) and the ciphertext with its tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sealed {
    /// The encapsulated key: an uncompressed point.
    pub encapsulated: Vec<u8>,
    /// 16 bytes longer than the message.
    pub ciphertext: Vec<u8>,
}

/// A P-256 private key that only receives: it opens what was sealed to it, and signs nothing.
pub struct AgreementKey {
    private: PrivateKey,
    public: P256PublicKey,
}

impl AgreementKey {
    /// A new key, as 32 bytes to keep.
    pub fn generate(random: &dyn Random) -> Result<Secret<32>, HpkeError> {
        let seed = random_secret::<32>(random)?;
        // Exposed: RFC 9180 §7.1.3 derives the key from 32 random bytes.
        let (private, _) = Kem::derive_keypair(seed.expose());
        let mut bytes = private.to_bytes();
        let secret = Secret::from_slice(&bytes);
        zeroize::Zeroize::zeroize(bytes.as_mut_slice());
        secret.ok_or(HpkeError::BadKey)
    }

    /// Reads the 32 bytes of [`generate`](Self::generate).
    pub fn from_bytes(bytes: &Secret<32>) -> Result<Self, HpkeError> {
        // Exposed: parsed into the library's own key right here; it wipes itself.
        let private = PrivateKey::from_bytes(bytes.expose()).map_err(|_| HpkeError::BadKey)?;
        let public = Kem::sk_to_pk(&private).to_bytes();
        let public = P256PublicKey::from_point(&public).map_err(|_| HpkeError::BadKey)?;
        Ok(Self { private, public })
    }

    /// Where to seal to.
    pub fn public_key(&self) -> P256PublicKey {
        self.public
    }

    /// Opens a message that was sealed to this key with the same `info` and `aad`.
    pub fn open(&self, sealed: &Sealed, info: &[u8], aad: &[u8]) -> Result<SecretBytes, HpkeError> {
        let encapsulated =
            Encapsulated::from_bytes(&sealed.encapsulated).map_err(|_| HpkeError::Unauthentic)?;
        hpke::single_shot_open::<AesGcm256, HkdfSha256, Kem>(
            &OpModeR::Base,
            &self.private,
            &encapsulated,
            info,
            &sealed.ciphertext,
            aad,
        )
        .map(SecretBytes::new)
        .map_err(|_| HpkeError::Unauthentic)
    }
}

impl core::fmt::Debug for AgreementKey {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("AgreementKey(redacted)")
    }
}

/// Seals `message` to `recipient`. `info` names the purpose, `aad` what the message belongs to.
pub fn hpke_seal(
    recipient: &P256PublicKey,
    info: &[u8],
    aad: &[u8],
    message: &SecretBytes,
    random: &dyn Random,
) -> Result<Sealed, HpkeError> {
    let recipient = PublicKey::from_bytes(recipient.as_point()).map_err(|_| HpkeError::BadKey)?;
    let mut drawn = Drawn { bytes: random_secret(random)?, taken: false, short: false };
    let sealed = hpke::single_shot_seal_with_rng::<AesGcm256, HkdfSha256, Kem>(
        &OpModeS::Base,
        &recipient,
        info,
        // Exposed: encrypted right here.
        message.expose(),
        aad,
        &mut drawn,
    );
    match sealed {
        Ok((encapsulated, ciphertext)) if !drawn.short => {
            Ok(Sealed { encapsulated: encapsulated.to_bytes().to_vec(), ciphertext })
        }
        Ok(_) => Err(HpkeError::RandomFailed),
        Err(_) => Err(HpkeError::BadKey),
    }
}

/// Exactly the 32 bytes that one encapsulation draws, fetched before, because our source can fail and the library's
/// cannot. Asked for anything else, it says so afterwards.
struct Drawn {
    bytes: Secret<32>,
    taken: bool,
    short: bool,
}

impl TryRng for Drawn {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        self.short = true;
        Ok(0)
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        self.short = true;
        Ok(0)
    }

    fn try_fill_bytes(&mut self, out: &mut [u8]) -> Result<(), Infallible> {
        if out.len() == 32 && !self.taken {
            // Exposed: the seed of the ephemeral key.
            out.copy_from_slice(self.bytes.expose());
            self.taken = true;
        } else {
            self.short = true;
            out.fill(0);
        }
        Ok(())
    }
}

impl TryCryptoRng for Drawn {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{FailingRandom, SeededRandom};
    use data_encoding::HEXLOWER;

    fn hex(text: &str) -> Vec<u8> {
        HEXLOWER.decode(text.as_bytes()).unwrap()
    }

    #[test]
    fn a_sealed_message_opens_with_its_key_info_and_aad_only() {
        let random = SeededRandom::new(7);
        let key = AgreementKey::from_bytes(&AgreementKey::generate(&random).unwrap()).unwrap();
        let other = AgreementKey::from_bytes(&AgreementKey::generate(&random).unwrap()).unwrap();
        let message = SecretBytes::from(&b"seed"[..]);
        let sealed = hpke_seal(&key.public_key(), b"info", b"aad", &message, &random).unwrap();

        assert_eq!((sealed.encapsulated.len(), sealed.ciphertext.len()), (65, 20));
        assert_eq!(key.open(&sealed, b"info", b"aad").unwrap().expose(), b"seed");
        assert_eq!(key.open(&sealed, b"inf0", b"aad").err(), Some(HpkeError::Unauthentic));
        assert_eq!(key.open(&sealed, b"info", b"bad").err(), Some(HpkeError::Unauthentic));
        assert_eq!(other.open(&sealed, b"info", b"aad").err(), Some(HpkeError::Unauthentic));
        for byte in 0..sealed.ciphertext.len() {
            let mut damaged = sealed.clone();
            damaged.ciphertext[byte] ^= 1;
            assert!(key.open(&damaged, b"info", b"aad").is_err(), "byte {byte}");
        }
        let again = hpke_seal(&key.public_key(), b"info", b"aad", &message, &random).unwrap();
        assert_ne!(sealed, again);
    }

    /// RFC 9180 appendix A.3 has no AES-256-GCM for P-256; its key derivation is the same, and checked here.
    #[test]
    fn keys_are_derived_as_the_rfc_has_it() {
        // A.3.1: ikmR, skRm, pkRm.
        let seed = hex("668b37171f1072f3cf12ea8a236a45df23fc13b82af3609ad1e354f6ef817550");
        let (private, public) = Kem::derive_keypair(&seed);
        assert_eq!(
            HEXLOWER.encode(&private.to_bytes()),
            "f3ce7fdae57e1a310d87f1ebbde6f328be0a99cdbcadf4d6589cf29de4b8ffd2"
        );
        assert_eq!(
            HEXLOWER.encode(&public.to_bytes()),
            "04fe8c19ce0905191ebc298a9245792531f26f0cece2460639e8bc39cb7f706a826a779b4cf969b8a0e539c7f62fb3d3\
             0ad6aa8f80e30f1d128aafd68a2ce72ea0"
        );
    }

    #[test]
    fn a_failed_source_seals_nothing() {
        let random = FailingRandom::after(0);
        let key = AgreementKey::from_bytes(&AgreementKey::generate(&SeededRandom::new(1)).unwrap()).unwrap();
        let message = SecretBytes::from(&b"seed"[..]);
        let sealed = hpke_seal(&key.public_key(), b"", b"", &message, &random);
        assert_eq!(sealed, Err(HpkeError::RandomFailed));
        assert_eq!(AgreementKey::generate(&random).err(), Some(HpkeError::RandomFailed));
    }

    #[test]
    fn debug_shows_nothing() {
        let key = AgreementKey::from_bytes(&AgreementKey::generate(&SeededRandom::new(1)).unwrap()).unwrap();
        assert_eq!(format!("{key:?}"), "AgreementKey(redacted)");
    }
}
