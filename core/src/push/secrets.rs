//! What the vault seals for a push account: private keys that are kept in memory, and the seed of offline codes.

use super::{Keychain, Receiver};
use crate::crypto::{AgreementKey, HpkeError, P256Key, Secret, SecretBytes, SignatureError, Zeroizing};
use crate::jose::{SignWith, Signer};
use crate::otp::{SecretLengthError, SharedSecret};
use crate::ports::Random;
use minicbor::bytes::ByteSlice;
use minicbor::{Decode, Encode};

/// The secrets of one account. Any may be missing: a hardware key is not here, and a part of them may be opened alone.
#[derive(Debug, Default)]
pub struct AccountSecrets {
    device: Option<StoredKey>,
    user: Option<StoredKey>,
    agreement: Option<StoredAgreement>,
    offline: Option<SecretBytes>,
}

/// A signing key, and the bytes to keep it by.
#[derive(Debug)]
struct StoredKey {
    pkcs8: SecretBytes,
    signer: SignWith,
}

#[derive(Debug)]
struct StoredAgreement {
    bytes: Secret<32>,
    key: AgreementKey,
}

/// Why there are no secrets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SecretsError {
    /// The bytes are no secrets of a push account.
    #[error("the secrets are damaged")]
    Damaged,
    /// A key could not be made.
    #[error("a key could not be made")]
    NotMade,
}

impl AccountSecrets {
    /// Three new keys, and no seed yet.
    pub fn generate(random: &dyn Random) -> Result<Self, SecretsError> {
        let key = || P256Key::generate().map_err(|_| SecretsError::NotMade);
        let agreement = AgreementKey::generate(random).map_err(|_| SecretsError::NotMade)?;
        Self::from_keys(key()?, key()?, agreement)
    }

    /// Keys that were made elsewhere: two as PKCS#8, and the scalar of one.
    pub fn from_keys(
        device: SecretBytes,
        user: SecretBytes,
        agreement: Secret<32>,
    ) -> Result<Self, SecretsError> {
        Ok(Self {
            device: Some(StoredKey::read(device)?),
            user: Some(StoredKey::read(user)?),
            agreement: Some(StoredAgreement::read(agreement)?),
            offline: None,
        })
    }

    /// Only a key that receives: the others are in hardware.
    pub fn receiving(agreement: Secret<32>) -> Result<Self, SecretsError> {
        Ok(Self { agreement: Some(StoredAgreement::read(agreement)?), ..Self::default() })
    }

    /// Only the key that proves the device: for the store that opens before the PIN.
    pub fn device_only(&self) -> Result<Self, SecretsError> {
        // Exposed: copied into secrets of their own.
        let device = self.device.as_ref().map(|key| StoredKey::read(SecretBytes::from(key.pkcs8.expose())));
        Ok(Self { device: device.transpose()?, ..Self::default() })
    }

    /// The same secrets with the seed of offline codes.
    #[must_use]
    pub fn with_offline(self, seed: SecretBytes) -> Self {
        Self { offline: Some(seed), ..self }
    }

    /// The seed of offline codes, where there is one.
    pub fn offline(&self) -> Option<Result<SharedSecret, SecretLengthError>> {
        // Exposed: copied into the type that codes are computed from.
        self.offline.as_ref().map(|seed| SharedSecret::new(SecretBytes::from(seed.expose())))
    }

    /// The bytes that the vault seals.
    pub fn encode(&self) -> SecretBytes {
        // Exposed: each is written into the one buffer that the vault seals, which is wiped with its type.
        let stored = Stored {
            device: self.device.as_ref().map(|key| key.pkcs8.expose().into()),
            user: self.user.as_ref().map(|key| key.pkcs8.expose().into()),
            agreement: self.agreement.as_ref().map(|key| key.bytes.expose().as_slice().into()),
            offline: self.offline.as_ref().map(|seed| seed.expose().into()),
        };
        // Room for all at once: a buffer that grows would leave pieces of the keys behind.
        let mut bytes = Zeroizing::new(Vec::with_capacity(ENCODED_CAPACITY));
        // Writing to a Vec cannot fail.
        let _ = minicbor::encode(&stored, &mut *bytes);
        SecretBytes::new(core::mem::take(&mut *bytes))
    }

    /// Reads the bytes of [`encode`](Self::encode).
    pub fn decode(bytes: &SecretBytes) -> Result<Self, SecretsError> {
        // Exposed: parsed right here into types that wipe themselves.
        let stored: Stored<'_> = minicbor::decode(bytes.expose()).map_err(|_| SecretsError::Damaged)?;
        let key = |bytes: Option<&ByteSlice>| {
            bytes.map(|bytes| StoredKey::read(SecretBytes::from(&**bytes))).transpose()
        };
        let agreement = stored.agreement.map(|bytes| {
            let bytes = Secret::from_slice(bytes).ok_or(SecretsError::Damaged)?;
            StoredAgreement::read(bytes)
        });
        Ok(Self {
            device: key(stored.device)?,
            user: key(stored.user)?,
            agreement: agreement.transpose()?,
            offline: stored.offline.map(|seed| SecretBytes::from(&**seed)),
        })
    }
}

/// Far beyond three keys and a seed.
const ENCODED_CAPACITY: usize = 1024;

/// What is written, by number.
#[derive(Encode, Decode)]
#[cbor(map)]
struct Stored<'a> {
    #[b(0)]
    device: Option<&'a ByteSlice>,
    #[b(1)]
    user: Option<&'a ByteSlice>,
    #[b(2)]
    agreement: Option<&'a ByteSlice>,
    #[b(3)]
    offline: Option<&'a ByteSlice>,
}

impl StoredKey {
    fn read(pkcs8: SecretBytes) -> Result<Self, SecretsError> {
        let key = P256Key::from_pkcs8(&pkcs8)?;
        Ok(Self { signer: SignWith::new(key)?, pkcs8 })
    }
}

impl StoredAgreement {
    fn read(bytes: Secret<32>) -> Result<Self, SecretsError> {
        Ok(Self { key: AgreementKey::from_bytes(&bytes)?, bytes })
    }
}

impl Keychain for AccountSecrets {
    fn device(&self) -> Option<&dyn Signer> {
        self.device.as_ref().map(|key| &key.signer as &dyn Signer)
    }

    fn user(&self) -> Option<&dyn Signer> {
        self.user.as_ref().map(|key| &key.signer as &dyn Signer)
    }

    fn agreement(&self) -> Option<&dyn Receiver> {
        self.agreement.as_ref().map(|key| &key.key as &dyn Receiver)
    }
}

impl From<SignatureError> for SecretsError {
    fn from(_: SignatureError) -> Self {
        Self::Damaged
    }
}

impl From<HpkeError> for SecretsError {
    fn from(_: HpkeError) -> Self {
        Self::Damaged
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{FailingRandom, SeededRandom};

    fn public(
        keys: &AccountSecrets,
    ) -> (Option<crate::jose::Jwk>, Option<crate::jose::Jwk>, Option<[u8; 65]>) {
        (
            keys.device().map(Signer::public_key),
            keys.user().map(Signer::public_key),
            keys.agreement().map(|key| *key.public_key().as_point()),
        )
    }

    #[test]
    fn what_is_kept_is_read_again() {
        let made = AccountSecrets::generate(&SeededRandom::new(1)).unwrap();
        assert!(made.offline().is_none());
        let made = made.with_offline(SecretBytes::from([7; 32].as_slice()));
        let bytes = made.encode();
        assert!(bytes.len() < ENCODED_CAPACITY);
        let read = AccountSecrets::decode(&bytes).unwrap();
        assert_eq!(public(&read), public(&made));
        assert_eq!(read.offline().unwrap().unwrap().bytes().expose(), [7; 32]);
        assert!(!format!("{read:?}").contains("7, 7"));
    }

    #[test]
    fn damage_is_found_and_a_missing_key_is_no_damage() {
        let bytes = AccountSecrets::generate(&SeededRandom::new(1)).unwrap().encode();
        for length in 0..bytes.len() {
            let cut = SecretBytes::from(&bytes.expose()[..length]);
            assert_eq!(AccountSecrets::decode(&cut).err(), Some(SecretsError::Damaged), "{length}");
        }
        let none = AccountSecrets::default();
        let read = AccountSecrets::decode(&none.encode()).unwrap();
        assert_eq!(public(&read), (None, None, None));
        let made = AccountSecrets::decode(&bytes).unwrap();
        let (device, ..) = public(&made);
        assert_eq!(public(&made.device_only().unwrap()), (device, None, None));
        let receiving = AccountSecrets::receiving(Secret::taken_from(&mut [3; 32])).unwrap();
        assert!(matches!(public(&receiving), (None, None, Some(_))));
        let failed = AccountSecrets::generate(&FailingRandom::after(0));
        assert_eq!(failed.err(), Some(SecretsError::NotMade));
    }
}
