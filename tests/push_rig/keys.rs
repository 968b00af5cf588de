//! P-256 keys from a seed: the library makes signing keys with the system's randomness only.

use countersign::crypto::{AgreementKey, P256Key, Secret, SecretBytes};
use countersign::jose::SignWith;
use countersign::testing::SeededRandom;

/// A signing key as PKCS#8 (RFC 5958), with this scalar.
pub fn pkcs8(scalar: &Secret<32>) -> SecretBytes {
    let public = AgreementKey::from_bytes(scalar).expect("a scalar").public_key();
    let head = crate::hex("308187020100301306072a8648ce3d020106082a8648ce3d030107046d306b0201010420");
    let middle = crate::hex("a144034200");
    SecretBytes::new([head, scalar.expose().to_vec(), middle, public.as_point().to_vec()].concat())
}

/// The signing key of a seed, as PKCS#8.
pub fn seeded_key(seed: u64) -> SecretBytes {
    pkcs8(&AgreementKey::generate(&SeededRandom::new(seed)).expect("a key"))
}

/// The signing key of a seed.
pub fn seeded_signer(seed: u64) -> SignWith {
    SignWith::new(P256Key::from_pkcs8(&seeded_key(seed)).expect("a key")).expect("a key")
}
