//! Where a phone is woken (section 8): nowhere, or at a push resource of UnifiedPush.

use countersign::crypto::P256PublicKey;
use countersign::http::{DevelopmentHttp, RequestPath, ServerOrigin};
use countersign::jose::Encoded;
use serde::{Deserialize, Serialize};

/// The longest address of a push resource, in bytes.
const LONGEST_ENDPOINT: usize = 1024;

/// A channel as it travels, and as it is kept (sealed: its address and secret let others wake the phone).
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Channel {
    /// The phone polls when it is opened.
    None,
    /// A push resource of RFC 8030.
    UnifiedPush {
        /// Its address.
        endpoint: String,
        /// The phone's key (RFC 8291): an uncompressed point.
        p256dh: Encoded<65>,
        /// The phone's secret (RFC 8291).
        auth: Encoded<16>,
    },
}

/// Not the address, not the secret.
impl std::fmt::Debug for Channel {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::None => "None",
            Self::UnifiedPush { .. } => "UnifiedPush(redacted)",
        })
    }
}

/// A channel that no wake-up can be sent to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a channel that can be used")]
pub struct InvalidChannel;

impl Channel {
    /// Checks that it could be used: an https address and a key on the curve. Whether the address may be used is judged
    /// when it is.
    pub fn check(&self) -> Result<(), InvalidChannel> {
        match self {
            Self::None => Ok(()),
            Self::UnifiedPush { endpoint, p256dh, .. } => {
                endpoint_parts(endpoint)?;
                P256PublicKey::from_point(&p256dh.0).map(|_| ()).map_err(|_| InvalidChannel)
            }
        }
    }
}

/// Server and path of a push resource.
pub(super) fn endpoint_parts(endpoint: &str) -> Result<(ServerOrigin, RequestPath), InvalidChannel> {
    if endpoint.len() > LONGEST_ENDPOINT {
        return Err(InvalidChannel);
    }
    let (origin, path) = ServerOrigin::split(endpoint, DevelopmentHttp::Off).map_err(|_| InvalidChannel)?;
    let path = RequestPath::parse(if path.is_empty() { "/" } else { path }).map_err(|_| InvalidChannel)?;
    Ok((origin, path))
}

#[cfg(test)]
mod tests {
    use super::*;
    use countersign::strict_json::parse_as;

    #[test]
    fn only_what_can_be_used_is_taken() {
        let key = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4";
        let channel = |endpoint: &str, key: &str| {
            let text = format!(
                r#"{{"kind":"unifiedpush","endpoint":"{endpoint}","p256dh":"{key}","auth":"BTBZMqHH6r4Tts7J_aSIgg"}}"#
            );
            parse_as::<Channel>(text.as_bytes()).is_ok_and(|channel| channel.check().is_ok())
        };
        assert!(channel("https://push.example.net/push/JzLQ3raZJfFBR0aqvOMsLrt54w4rJUsV", key));
        assert!(!channel("http://push.example.net/push", key));
        assert!(!channel("https://user@push.example.net/push", key));
        assert!(!channel("https://push.example.net/push", &key.replace("BCVx", "BCVy")));
        assert!(!channel(&format!("https://push.example.net/{}", "a".repeat(1100)), key));
        assert_eq!(parse_as(br#"{"kind":"none"}"#), Ok(Channel::None));
        assert!(parse_as::<Channel>(br#"{"kind":"fcm"}"#).is_err());
    }
}
