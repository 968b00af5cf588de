//! Where a phone is woken (section 8): nowhere, at a push resource, or through the service of its system.

use countersign::crypto::P256PublicKey;
use countersign::http::{DevelopmentHttp, RequestPath, ServerOrigin};
use countersign::jose::Encoded;
use data_encoding::HEXLOWER;
use serde::{Deserialize, Serialize};
use std::ops::RangeInclusive;

/// The longest address of a push resource, in bytes.
const LONGEST_ENDPOINT: usize = 1024;
/// The longest registration token of FCM, in bytes.
const LONGEST_FCM_TOKEN: usize = 4096;
/// The lengths of a device token of APNs, in bytes.
const APNS_TOKEN: RangeInclusive<usize> = 32..=100;
/// The longest topic of APNs, in bytes.
const LONGEST_TOPIC: usize = 155;

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
    /// Firebase Cloud Messaging.
    Fcm {
        /// The registration token.
        token: String,
    },
    /// Apple Push Notification service.
    Apns {
        /// The device token, in hexadecimal.
        token: String,
        /// What the app is called there.
        topic: String,
        /// Which of the two services knows the token.
        environment: Environment,
    },
}

/// Apple's services: a token of one is unknown to the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Environment {
    /// For apps from the store.
    Production,
    /// For apps of developers.
    Sandbox,
}

/// Not the address, no token, not the secret.
impl std::fmt::Debug for Channel {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::None => "None",
            Self::UnifiedPush { .. } => "UnifiedPush(redacted)",
            Self::Fcm { .. } => "Fcm(redacted)",
            Self::Apns { .. } => "Apns(redacted)",
        })
    }
}

/// A channel that no wake-up can be sent to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a channel that can be used")]
pub struct InvalidChannel;

impl Channel {
    /// Checks that it breaks no rule of section 8. Whether it can be used is judged when it is: the address may be a
    /// forbidden one, and the portal may have no access to the service.
    pub fn check(&self) -> Result<(), InvalidChannel> {
        match self {
            Self::None => Ok(()),
            Self::UnifiedPush { endpoint, p256dh, .. } => {
                endpoint_parts(endpoint)?;
                P256PublicKey::from_point(&p256dh.0).map(|_| ()).map_err(|_| InvalidChannel)
            }
            Self::Fcm { token } => {
                let fits = (1..=LONGEST_FCM_TOKEN).contains(&token.len());
                valid(fits && token.bytes().all(|byte| byte.is_ascii_graphic()))
            }
            Self::Apns { token, topic, .. } => {
                let bytes = HEXLOWER.decode(token.as_bytes()).map_err(|_| InvalidChannel)?;
                let spelt = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-');
                let named = (1..=LONGEST_TOPIC).contains(&topic.len()) && topic.bytes().all(spelt);
                valid(APNS_TOKEN.contains(&bytes.len()) && named)
            }
        }
    }
}

fn valid(fits: bool) -> Result<(), InvalidChannel> {
    if fits { Ok(()) } else { Err(InvalidChannel) }
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
        assert!(parse_as::<Channel>(br#"{"kind":"pigeon"}"#).is_err());
    }

    #[test]
    fn tokens_of_the_platforms_have_their_form() {
        let taken =
            |text: String| parse_as::<Channel>(text.as_bytes()).is_ok_and(|channel| channel.check().is_ok());
        let google = |token: &str| taken(format!(r#"{{"kind":"fcm","token":"{token}"}}"#));
        assert!(google("c") && google("cGh:APA91b-_") && google(&"c".repeat(4096)));
        assert!(!google("") && !google("a b") && !google("ä") && !google(&"c".repeat(4097)));
        assert!(!taken(r#"{"kind":"fcm"}"#.to_owned()));

        let apple = |token: &str, topic: &str, environment: &str| {
            taken(format!(
                r#"{{"kind":"apns","token":"{token}","topic":"{topic}","environment":"{environment}"}}"#
            ))
        };
        let token = "0f".repeat(32);
        assert!(apple(&token, "app.countersign.ios", "production"));
        assert!(apple(&"0f".repeat(100), &"a".repeat(155), "sandbox"));
        for wrong in
            ["0f".repeat(31), "0f".repeat(101), format!("{token}0"), token.to_uppercase(), "zz".repeat(32)]
        {
            assert!(!apple(&wrong, "app", "sandbox"), "{wrong}");
        }
        for wrong in ["", "a/b", "a b", &"a".repeat(156)] {
            assert!(!apple(&token, wrong, "sandbox"), "{wrong}");
        }
        assert!(!apple(&token, "app", "development") && !apple(&token, "app", "Sandbox"));
    }

    #[test]
    fn debug_shows_no_token() {
        let shown = format!("{:?}", Channel::Fcm { token: "canary".to_owned() });
        assert_eq!(shown, "Fcm(redacted)");
    }
}
