//! A point of P-256 that is made from bytes so that nobody knows its logarithm (RFC 9380).
//!
//! The Secure Enclave has no HMAC, but one Diffie-Hellman: multiplied with the device's key, such a point gives what no
//! one without the key can compute, for each input anew. A point of a known logarithm would need no key at all.

use super::point::P256PublicKey;
use p256::NistP256;
use p256::elliptic_curve::sec1::ToSec1Point;
use p256::hash2curve::GroupDigest;

/// Separates these points from those that others make in the same way (§3.1).
const DOMAIN: &[u8] = b"COUNTERSIGN-V01-CS01-with-P256_XMD:SHA-256_SSWU_RO_";

/// The point of a key derivation's input. There is one for every input but, with negligible chance, the few that hash to the
/// point at infinity.
pub fn hashed_point(input: &[u8; 32]) -> Option<P256PublicKey> {
    point_of(input, DOMAIN)
}

/// `hash_to_curve` of the suite `P256_XMD:SHA-256_SSWU_RO_` (§8.2).
fn point_of(message: &[u8], domain: &[u8]) -> Option<P256PublicKey> {
    let point = NistP256::hash_from_bytes(&[message], &[domain]).ok()?;
    P256PublicKey::from_point(point.to_affine().to_sec1_point(false).as_bytes()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use data_encoding::HEXLOWER;

    /// RFC 9380 J.1.1.
    #[test]
    fn the_points_are_those_of_the_rfc() {
        let domain = b"QUUX-V01-CS02-with-P256_XMD:SHA-256_SSWU_RO_";
        for (message, x, y) in [
            (
                &b""[..],
                "2c15230b26dbc6fc9a37051158c95b79656e17a1a920b11394ca91c44247d3e4",
                "8a7a74985cc5c776cdfe4b1f19884970453912e9d31528c060be9ab5c43e8415",
            ),
            (
                b"abc",
                "0bb8b87485551aa43ed54f009230450b492fead5f1cc91658775dac4a3388a0f",
                "5c41b3d0731a27a7b14bc0bf0ccded2d8751f83493404c84a88e71ffd424212e",
            ),
            (
                b"abcdef0123456789",
                "65038ac8f2b1def042a5df0b33b1f4eca6bff7cb0f9c6c1526811864e544ed80",
                "cad44d40a656e7aff4002a8de287abc8ae0482b5ae825822bb870d6df9b56ca3",
            ),
        ] {
            let (found_x, found_y) = point_of(message, domain).unwrap().coordinates();
            assert_eq!(HEXLOWER.encode(&found_x), x);
            assert_eq!(HEXLOWER.encode(&found_y), y);
        }
    }

    #[test]
    fn each_input_has_its_own_point() {
        let one = hashed_point(&[1; 32]).unwrap();
        assert_eq!(hashed_point(&[1; 32]), Some(one));
        assert_ne!(hashed_point(&[2; 32]), Some(one));
        assert_ne!(point_of(&[1; 32], b"another domain"), Some(one));
    }
}
