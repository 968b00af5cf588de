//! Cryptography: secret types, authenticated encryption, key derivation, MACs, signatures.
//!
//! The only module that names `ring`, `argon2`, `hmac` and their like. It does no I/O, reads no clock, and never
//! serialises a secret. Randomness comes in through [`ports::Random`](crate::ports::Random), so that sealing has
//! fixed vectors.

mod aead;
mod agreed;
mod digest;
mod hashed_point;
mod hkdf;
mod hpke;
mod kdf;
mod mac;
mod point;
mod random;
mod secret;
mod signature;
mod stack;
mod web_push;

pub use aead::{AeadKey, NONCE_LENGTH, Nonce, TAG_LENGTH, Unauthentic};
pub use agreed::hpke_open_agreed;
#[cfg(any(test, feature = "testing"))]
pub use agreed::p256_agree;
pub use digest::sha256;
pub use hashed_point::hashed_point;
pub use hkdf::{hkdf_sha256, hmac_sha256};
pub use hpke::{AgreementKey, HpkeError, Sealed, hpke_seal};
pub use kdf::{Argon2Parameters, KdfError, argon2id};
pub use mac::{MacAlgorithm, MacKey};
pub use point::{NotAPoint, P256PublicKey};
pub use random::{RingRandom, random_array, random_secret};
pub use secret::{Secret, SecretBytes};
pub use signature::{P256Key, RsaKey, SignatureError, verify_p256, verify_rsa_pkcs1_sha256};
pub use stack::wipe_stack;
pub use subtle::{Choice, ConstantTimeEq};
pub use web_push::{WEB_PUSH_LONGEST, WebPushError, web_push_encrypt};
pub use zeroize::{Zeroize, Zeroizing};
