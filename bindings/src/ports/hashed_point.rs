//! What a device that can only do Diffie-Hellman asks its key about.

use super::DeviceKeyError;
use countersign::crypto;

/// For a `SlotKeys` whose hardware has no HMAC but Diffie-Hellman over P-256, as the Secure Enclave has: the point to
/// multiply with the key where `prf` is asked for `input` (32 bytes). The x coordinate of the product is the answer of
/// `prf`. Each input has a point of its own, whose logarithm nobody knows (RFC 9380), so that each guess of a PIN needs the
/// key. Gives an uncompressed point: 65 bytes, 4 first.
///
/// # Errors
/// `Unavailable` where `input` has another length.
#[uniffi::export]
pub fn hashed_point(input: Vec<u8>) -> Result<Vec<u8>, DeviceKeyError> {
    let input = input.try_into().map_err(|_| DeviceKeyError::Unavailable)?;
    let point = crypto::hashed_point(&input).ok_or(DeviceKeyError::Unavailable)?;
    Ok(point.as_point().to_vec())
}
