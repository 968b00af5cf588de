//! P-256 public keys as JWK: exactly `kty`, `crv`, `x`, `y` (RFC 7518 §6.2).

use super::encoded::{Digest, Encoded, hash};
use crate::crypto::P256PublicKey;
use crate::strict_json::object;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::borrow::Cow;

/// A P-256 public key that was checked to be a point of the curve.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Jwk(pub P256PublicKey);

impl Jwk {
    /// SHA-256 over the canonical form (RFC 7638 §3): members in alphabetical order, no spaces.
    pub fn thumbprint(&self) -> Digest {
        let (x, y) = self.0.coordinates();
        let canonical = format!(r#"{{"crv":"P-256","kty":"EC","x":"{}","y":"{}"}}"#, Encoded(x), Encoded(y));
        hash(canonical.as_bytes())
    }
}

/// In the order of the canonical form, so that what is sent is what a thumbprint hashes.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Members<'a> {
    #[serde(borrow)]
    crv: Cow<'a, str>,
    #[serde(borrow)]
    kty: Cow<'a, str>,
    x: Encoded<32>,
    y: Encoded<32>,
}

impl Serialize for Jwk {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (x, y) = self.0.coordinates();
        Members { crv: "P-256".into(), kty: "EC".into(), x: Encoded(x), y: Encoded(y) }.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Jwk {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let members: Members<'_> = object(deserializer)?;
        if members.kty != "EC" || members.crv != "P-256" {
            return Err(de::Error::custom("not a P-256 key"));
        }
        P256PublicKey::from_coordinates(&members.x.0, &members.y.0).map(Self).map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 9449 §4.2 and §6.1 print this key and its thumbprint.
    const KEY: &str = r#"{"kty":"EC","crv":"P-256","x":"l8tFrhx-34tV3hRICRDY9zCkDlpBhF42UQUfWVAWBFs","y":"9VE4jf_Ok_o64zbTTlcuNJajHmt6v9TDVrU0CdvGRDA"}"#;

    #[test]
    fn a_published_key_has_its_published_thumbprint() {
        let key: Jwk = serde_json::from_str(KEY).unwrap();
        assert_eq!(key.thumbprint().to_string(), "0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I");
        let written = serde_json::to_string(&key).unwrap();
        assert_eq!(hash(written.as_bytes()), key.thumbprint());
        assert_eq!(serde_json::from_str::<Jwk>(&written).unwrap(), key);
    }

    #[test]
    fn what_is_no_p256_key_is_refused() {
        for (from, to) in [
            ("\"EC\"", "\"OKP\""),
            ("P-256", "P-384"),
            ("9VE4jf", "9VE4jg"),
            ("\"kty\":\"EC\",", ""),
            ("{", "{\"d\":\"AAAA\","),
            ("{", "{\"alg\":\"none\","),
            ("{", "{\"kty\":\"EC\","),
            ("9VE4jf_Ok_o64zbTTlcuNJajHmt6v9TDVrU0CdvGRDA", ""),
        ] {
            let changed = KEY.replacen(from, to, 1);
            assert_ne!(changed, KEY);
            assert!(serde_json::from_str::<Jwk>(&changed).is_err(), "{changed}");
        }
        let values: serde_json::Map<String, serde_json::Value> = serde_json::from_str(KEY).unwrap();
        let list: serde_json::Value = ["crv", "kty", "x", "y"].map(|name| values[name].clone()).into();
        assert!(serde_json::from_value::<Jwk>(list).is_err(), "a list of the values");
    }
}
