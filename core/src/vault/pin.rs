//! The PIN: taken as bytes, normalised once, judged by rule, never compared with anything stored.

mod blocklist;

use super::error::VaultFailure;
use super::policy::{GREATEST_MINIMUM, PinPolicy};
use super::slot::SlotTerms;
use crate::crypto::{Choice, ConstantTimeEq, Secret, SecretBytes, Zeroizing, argon2id};
use crate::ports::AssuranceClass;
use unicode_normalization::UnicodeNormalization;

/// The least a PIN may be long, in characters.
pub const PIN_MINIMUM: u8 = 4;
/// The most a PIN may be long, in characters.
pub const PIN_MAXIMUM: u8 = 64;
/// The least a passphrase may be long, where the device keeps its key badly (classes S and F).
pub const PASSPHRASE_MINIMUM: u8 = 10;
/// Bytes of text looked at: no 64 characters need more, also before normalisation.
const LONGEST_TEXT: usize = 4096;

/// A PIN of 4–64 characters.
#[derive(Debug)]
pub struct Pin(SecretBytes);

/// Why a PIN is not accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PinError {
    /// The bytes are no UTF-8 text.
    #[error("the PIN is not text")]
    NotText,
    /// It has fewer characters than required.
    #[error("the PIN needs at least {minimum} characters")]
    TooShort {
        /// What is required: 4–8, or 10 where the device keeps its key badly.
        minimum: u8,
    },
    /// It has more than 64 characters.
    #[error("the PIN has more than 64 characters")]
    TooLong,
    /// It is one of those that are tried first.
    #[error("the PIN is too easy to guess")]
    TooCommon,
}

impl Pin {
    /// Takes a PIN over: UTF-8, normalised to NFKC (so that two keyboards give the same bytes), 4–64 characters.
    pub fn new(text: SecretBytes) -> Result<Self, PinError> {
        if text.len() > LONGEST_TEXT {
            return Err(PinError::TooLong);
        }
        // Exposed: normalised right here.
        let text = core::str::from_utf8(text.expose()).map_err(|_| PinError::NotText)?;
        // Room for the longest expansion that NFKC knows, so that no re-allocation leaves a copy behind.
        let mut normal = Zeroizing::new(String::with_capacity(text.len().saturating_mul(18)));
        normal.extend(text.nfkc());
        match normal.chars().count() {
            ..4 => Err(PinError::TooShort { minimum: PIN_MINIMUM }),
            4..=64 => Ok(Self(SecretBytes::from(normal.as_bytes()))),
            _ => Err(PinError::TooLong),
        }
    }

    /// How long it is, as far as a server's policy asks: 8 stands for 8 characters and more.
    pub fn policy_length(&self) -> u8 {
        // Exposed: its characters are counted.
        let text = core::str::from_utf8(self.0.expose()).unwrap_or_default();
        u8::try_from(text.chars().count()).unwrap_or(GREATEST_MINIMUM).min(GREATEST_MINIMUM)
    }

    /// Whether it may become the PIN of a vault of this class under this policy: long enough (classes S and F want
    /// a passphrase of at least 10 characters) and not among the tenth of all PINs that is tried first.
    pub fn check(&self, class: AssuranceClass, policy: PinPolicy) -> Result<(), PinError> {
        let device_minimum = match class {
            AssuranceClass::File | AssuranceClass::Keyring => PASSPHRASE_MINIMUM,
            AssuranceClass::Hardware | AssuranceClass::Test => PIN_MINIMUM,
        };
        let minimum = device_minimum.max(policy.minimum_length());
        // Exposed: its characters are counted and looked at.
        let text = core::str::from_utf8(self.0.expose()).unwrap_or_default();
        if text.chars().count() < usize::from(minimum) {
            return Err(PinError::TooShort { minimum });
        }
        if blocklist::is_common(text) { Err(PinError::TooCommon) } else { Ok(()) }
    }
}

/// For the confirmation of a new PIN: both are in memory, and neither is stored.
impl ConstantTimeEq for Pin {
    fn ct_eq(&self, other: &Self) -> Choice {
        self.0.ct_eq(&other.0)
    }
}

/// Where the key derivation's result comes from.
#[derive(Clone, Copy)]
pub(super) enum PinSource<'a> {
    Typed(&'a Pin),
    /// A test that does without the derivation.
    #[cfg(any(test, feature = "testing"))]
    Stretched(&'a super::testing::StretchedPin),
}

impl PinSource<'_> {
    /// A of `core/docs/vault-format.md`: Argon2id of the PIN.
    pub(super) fn stretched(&self, terms: &SlotTerms) -> Result<Secret<32>, VaultFailure> {
        match self {
            // Exposed: input of the key derivation.
            Self::Typed(pin) => Ok(argon2id(pin.0.expose(), &terms.salt, terms.cost)?),
            #[cfg(any(test, feature = "testing"))]
            Self::Stretched(pin) => Ok(Secret::taken_from(&mut { *pin.0.expose() })),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pin(text: &str) -> Result<Pin, PinError> {
        Pin::new(SecretBytes::from(text.as_bytes()))
    }

    #[test]
    fn every_length_from_4_to_64_characters_is_a_pin() {
        for length in 0..=70 {
            // Characters of four bytes: characters count, not bytes.
            let outcome = pin(&"𝄞".repeat(length)).map(drop);
            let expected = match length {
                ..4 => Err(PinError::TooShort { minimum: 4 }),
                4..=64 => Ok(()),
                _ => Err(PinError::TooLong),
            };
            assert_eq!(outcome, expected, "{length}");
        }
        assert_eq!(pin(&"x".repeat(5000)).map(drop), Err(PinError::TooLong));
        assert_eq!(Pin::new(SecretBytes::new(vec![0xFF; 6])).map(drop), Err(PinError::NotText));
    }

    #[test]
    fn two_keyboards_give_one_pin() {
        let [composed, decomposed] = ["Grüße7", "Gru\u{308}ße7"].map(|text| pin(text).unwrap());
        assert!(bool::from(composed.ct_eq(&decomposed)));
        let [plain, full_width] = ["492817", "４９２８１７"].map(|text| pin(text).unwrap());
        assert!(bool::from(plain.ct_eq(&full_width)));
        assert!(!bool::from(plain.ct_eq(&composed)));
    }

    #[test]
    fn the_device_and_the_servers_raise_the_minimum() {
        let check = |text: &str, class, policy| pin(text).unwrap().check(class, policy);
        let policy = PinPolicy::default().tightened_by(super::super::ServerPolicy::new(8, false).unwrap());
        assert_eq!(check("4928", AssuranceClass::Hardware, PinPolicy::default()), Ok(()));
        assert_eq!(check("492817", AssuranceClass::Hardware, policy), Err(PinError::TooShort { minimum: 8 }));
        for class in [AssuranceClass::File, AssuranceClass::Keyring] {
            assert_eq!(check("492817", class, policy), Err(PinError::TooShort { minimum: 10 }));
            assert_eq!(check("correct horse", class, policy), Ok(()));
        }
    }
}
