//! P-256 public keys that were checked to be points of the curve.

use super::signature::{SignatureError, verify_p256};

/// The bytes are no point of P-256 (or the point at infinity).
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a point of P-256")]
pub struct NotAPoint;

/// A point of P-256, uncompressed (SEC 1 §2.3.3).
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct P256PublicKey([u8; 65]);

impl P256PublicKey {
    /// The point with these big-endian coordinates.
    pub fn from_coordinates(x: &[u8; 32], y: &[u8; 32]) -> Result<Self, NotAPoint> {
        let mut point = [4; 65];
        if let Some((_, coordinates)) = point.split_first_mut() {
            let (left, right) = coordinates.split_at_mut(32);
            left.copy_from_slice(x);
            right.copy_from_slice(y);
        }
        Self::from_point(&point)
    }

    /// An uncompressed point: 65 bytes that begin with 4.
    pub fn from_point(point: &[u8]) -> Result<Self, NotAPoint> {
        let point: [u8; 65] = point.try_into().map_err(|_| NotAPoint)?;
        if point.first() != Some(&4) {
            return Err(NotAPoint);
        }
        p256::PublicKey::from_sec1_bytes(&point).map_err(|_| NotAPoint)?;
        Ok(Self(point))
    }

    /// The uncompressed point.
    pub fn as_point(&self) -> &[u8; 65] {
        &self.0
    }

    /// The big-endian coordinates x and y.
    pub fn coordinates(&self) -> ([u8; 32], [u8; 32]) {
        let (mut x, mut y) = ([0; 32], [0; 32]);
        if let Some((_, coordinates)) = self.0.split_first() {
            let (left, right) = coordinates.split_at(32);
            x.copy_from_slice(left);
            y.copy_from_slice(right);
        }
        (x, y)
    }

    /// Checks an ECDSA signature `r || s` over `message` with SHA-256.
    pub fn verify(&self, message: &[u8], signature: &[u8]) -> Result<(), SignatureError> {
        verify_p256(&self.0, message, signature)
    }
}

impl core::fmt::Debug for P256PublicKey {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("P256PublicKey")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::crypto::P256Key;

    #[test]
    fn coordinates_make_the_point_again() {
        let key = P256Key::from_pkcs8(&P256Key::generate().unwrap()).unwrap();
        let public = P256PublicKey::from_point(key.public_key()).unwrap();
        let (x, y) = public.coordinates();
        assert_eq!(P256PublicKey::from_coordinates(&x, &y), Ok(public));
        assert!(public.verify(b"message", &key.sign(b"message").unwrap()).is_ok());
    }

    #[test]
    fn what_is_not_on_the_curve_is_refused() {
        let key = P256Key::from_pkcs8(&P256Key::generate().unwrap()).unwrap();
        let (x, mut y) = P256PublicKey::from_point(key.public_key()).unwrap().coordinates();
        y[31] ^= 1;
        assert_eq!(P256PublicKey::from_coordinates(&x, &y), Err(NotAPoint));
        assert_eq!(P256PublicKey::from_coordinates(&[0; 32], &[0; 32]), Err(NotAPoint));
        assert_eq!(P256PublicKey::from_coordinates(&[0xff; 32], &[0xff; 32]), Err(NotAPoint));
        // Compressed, hybrid, infinity, too short, too long.
        let mut point = key.public_key().to_vec();
        point[0] = 6 | (point[64] & 1);
        assert_eq!(P256PublicKey::from_point(&point), Err(NotAPoint));
        point[0] = 2 | (point[64] & 1);
        assert_eq!(P256PublicKey::from_point(&point[..33]), Err(NotAPoint));
        assert_eq!(P256PublicKey::from_point(&[0]), Err(NotAPoint));
        assert_eq!(P256PublicKey::from_point(&[]), Err(NotAPoint));
    }
}
