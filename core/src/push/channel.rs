//! Where a server sends wake-ups: a push resource, or a service that the phone's system has.

/// Where a server sends wake-ups.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Channel {
    /// Nowhere: the phone polls when it is opened.
    #[default]
    None,
    /// To a push resource (RFC 8030), encrypted (RFC 8291).
    UnifiedPush {
        /// Its URL, https; at most 1,024 bytes.
        endpoint: String,
        /// The phone's public key for wake-ups: an uncompressed point of P-256.
        p256dh: [u8; 65],
        /// The secret that the keys are mixed with. It opens wake-ups, which say nothing.
        auth: [u8; 16],
    },
    /// Through Firebase Cloud Messaging.
    Fcm {
        /// The app's registration token: 1 to 4,096 characters of visible ASCII.
        token: String,
    },
    /// Through the Apple Push Notification service.
    Apns {
        /// The device token: 32 to 100 bytes.
        token: Vec<u8>,
        /// What the app is called there, its bundle's id: 1 to 155 characters of `A–Z a–z 0–9 . -`.
        topic: String,
        /// Which of Apple's two services knows the token.
        environment: ApnsEnvironment,
    },
}

/// Apple's services: a token of one is unknown to the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ApnsEnvironment {
    /// For apps from the store, and for those that are tested before they are in it.
    Production,
    /// For apps that a developer installs.
    Sandbox,
}

impl Channel {
    /// A channel to a push resource, from what a shell's push library gives. One of another length than `p256dh` and
    /// `auth` have is a channel that no server can use.
    pub fn unified_push(endpoint: String, p256dh: &[u8], auth: &[u8]) -> Self {
        match (p256dh.try_into(), auth.try_into()) {
            (Ok(p256dh), Ok(auth)) => Self::UnifiedPush { endpoint, p256dh, auth },
            _ => Self::UnifiedPush { endpoint: String::new(), p256dh: [0; 65], auth: [0; 16] },
        }
    }

    /// Whether a server can use it (`push-protocol.md`, section 8).
    pub fn is_usable(&self) -> bool {
        match self {
            Self::None => true,
            Self::UnifiedPush { endpoint, .. } => endpoint.len() <= 1024 && endpoint.starts_with("https://"),
            Self::Fcm { token } => is_fcm_token(token),
            Self::Apns { token, topic, .. } => (32..=100).contains(&token.len()) && is_apns_topic(topic),
        }
    }
}

fn is_fcm_token(token: &str) -> bool {
    (1..=4096).contains(&token.len()) && token.bytes().all(|byte| byte.is_ascii_graphic())
}

fn is_apns_topic(topic: &str) -> bool {
    let spelt = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-');
    (1..=155).contains(&topic.len()) && topic.bytes().all(spelt)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_registration_token_is_visible_ascii_in_bounds() {
        let usable = |token: String| Channel::Fcm { token }.is_usable();
        assert!(usable("c".to_owned()) && usable("cGh:APA91b-_~!".to_owned()) && usable("c".repeat(4096)));
        for token in ["", "a b", "a\n", "ä", "a\u{7f}"] {
            assert!(!usable(token.to_owned()), "{token:?}");
        }
        assert!(!usable("c".repeat(4097)));
    }

    #[test]
    fn a_device_token_and_its_topic_have_bounds() {
        let usable = |length: usize, topic: &str| {
            let (token, topic) = (vec![7; length], topic.to_owned());
            Channel::Apns { token, topic, environment: ApnsEnvironment::Sandbox }.is_usable()
        };
        let longest = "a".repeat(155);
        assert!(usable(32, "app.countersign.ios") && usable(100, &longest) && usable(32, "A-1"));
        assert!(!usable(31, "a") && !usable(101, "a") && !usable(0, "a"));
        for topic in ["", "a b", "a_b", "a/b", "ä", &format!("{longest}a")] {
            assert!(!usable(32, topic), "{topic}");
        }
    }

    #[test]
    fn a_push_resource_is_https_and_its_keys_have_their_lengths() {
        let usable = |endpoint: &str, p256dh: usize, auth: usize| {
            Channel::unified_push(endpoint.to_owned(), &vec![4; p256dh], &vec![7; auth]).is_usable()
        };
        assert!(usable("https://push.example.org/abc", 65, 16));
        assert!(!usable("http://push.example.org/abc", 65, 16));
        assert!(!usable("https://push.example.org/abc", 64, 16));
        assert!(!usable("https://push.example.org/abc", 65, 15));
        assert!(!usable(&format!("https://push.example.org/{}", "a".repeat(1000)), 65, 16));
        assert!(Channel::None.is_usable());
    }
}
