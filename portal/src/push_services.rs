//! What the portal is known by at the services that wake phones: a service account of Firebase, a key of Apple's.
//!
//! Both come from files that a developer's console gives once. They are read at the start, and shown nowhere.

use crate::secret_file::{self, SecretFileError};
use countersign::crypto::{P256Key, RsaKey, SecretBytes, SignatureError, Zeroizing};
use countersign::http::{DevelopmentHttp, RequestPath, ServerOrigin};
use countersign::strict_json;
use data_encoding::BASE64;
use serde::Deserialize;
use std::fmt;
use std::path::Path;

/// Where messages of Firebase Cloud Messaging go.
pub const FCM: &str = "https://fcm.googleapis.com";
/// Where notifications to apps from the store go.
pub const APNS: &str = "https://api.push.apple.com";
/// Where notifications to apps of developers go.
pub const APNS_SANDBOX: &str = "https://api.sandbox.push.apple.com";

/// Why an access to a service is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ServiceAccessError {
    /// There is no such file, or it cannot be read.
    #[error("the file cannot be read")]
    Unreadable,
    /// Others than its owner may read the file.
    #[error("the file can be read by others: its mode must be 0600")]
    Permissions,
    /// It is no service account with a key of RSA, as the Firebase console gives it.
    #[error("not the JSON file of a Firebase service account")]
    NotAServiceAccount,
    /// It is no PKCS#8 key of P-256, as Apple's developer site gives it.
    #[error("not a .p8 key of Apple's")]
    NotAKey,
    /// A key or a team is called by ten capital letters and digits.
    #[error("the ids of a key and of a team are ten capital letters and digits")]
    InvalidId,
    /// An app is called by its bundle's id: 1 to 155 letters, digits, dots and hyphens.
    #[error("not the bundle id of an app")]
    InvalidTopic,
}

impl From<SecretFileError> for ServiceAccessError {
    fn from(error: SecretFileError) -> Self {
        match error {
            SecretFileError::Unreadable => Self::Unreadable,
            SecretFileError::Permissions => Self::Permissions,
        }
    }
}

/// A service account of Firebase, by which messages go to the phones of one project's app.
pub struct FirebaseAccount {
    /// Where its messages go.
    pub messages: ServerOrigin,
    /// Who gives it access, from the account's file: the address as written, and its two parts.
    pub(crate) grants: (String, ServerOrigin, RequestPath),
    /// The project, as messages name it.
    pub(crate) project: String,
    /// What the account is called.
    pub(crate) email: String,
    /// What its key is called.
    pub(crate) key_id: String,
    key: RsaKey,
}

/// The file of a service account, as far as it is looked at.
#[derive(Deserialize)]
struct ServiceAccountFile {
    #[serde(rename = "type")]
    kind: String,
    project_id: String,
    private_key_id: String,
    private_key: String,
    client_email: String,
    token_uri: String,
}

impl FirebaseAccount {
    /// Reads the file of a service account.
    pub fn read(path: &Path) -> Result<Self, ServiceAccessError> {
        Self::parse(&secret_file::read(path)?.ok_or(ServiceAccessError::Unreadable)?)
    }

    /// Reads the text of such a file.
    pub fn parse(text: &str) -> Result<Self, ServiceAccessError> {
        Self::from_file(text).ok_or(ServiceAccessError::NotAServiceAccount)
    }

    fn from_file(text: &str) -> Option<Self> {
        let file: ServiceAccountFile = strict_json::parse_as(text.as_bytes()).ok()?;
        let key = Zeroizing::new(file.private_key);
        let project = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-.:".contains(&byte);
        let visible =
            |text: &str| (1..=256).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_graphic());
        let spelt = (1..=64).contains(&file.project_id.len()) && file.project_id.bytes().all(project);
        if file.kind != "service_account"
            || !spelt
            || !visible(&file.private_key_id)
            || !visible(&file.client_email)
        {
            return None;
        }
        let (origin, path) = ServerOrigin::split(&file.token_uri, DevelopmentHttp::Off).ok()?;
        let path = RequestPath::parse(path).ok()?;
        Some(Self {
            messages: ServerOrigin::parse(FCM, DevelopmentHttp::Off).ok()?,
            grants: (file.token_uri, origin, path),
            project: file.project_id,
            email: file.client_email,
            key_id: file.private_key_id,
            key: RsaKey::from_pkcs8(&pkcs8(&key)?).ok()?,
        })
    }

    /// RSASSA-PKCS1-v1_5 with SHA-256: `RS256` of JWS (RFC 7518 §3.3).
    pub(crate) fn sign(&self, message: &[u8]) -> Result<Vec<u8>, SignatureError> {
        self.key.sign(message)
    }
}

/// Neither the key nor what it is called.
impl fmt::Debug for FirebaseAccount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FirebaseAccount").field("messages", &self.messages).finish_non_exhaustive()
    }
}

/// A key for the Apple Push Notification service, by which notifications go to the phones of one app.
pub struct AppleAccess {
    /// Where notifications to apps from the store go.
    pub production: ServerOrigin,
    /// Where notifications to apps of developers go.
    pub sandbox: ServerOrigin,
    /// The only app that is woken, by its bundle's id: the key would reach every app of the team.
    pub(crate) topic: String,
    /// What the key is called.
    pub(crate) key_id: String,
    /// Whose key it is.
    pub(crate) team: String,
    key: P256Key,
}

impl AppleAccess {
    /// Reads the file of a key (`.p8`). `key_id` and `team` are ten characters each; `topic` is the app's bundle id.
    pub fn read(path: &Path, key_id: &str, team: &str, topic: &str) -> Result<Self, ServiceAccessError> {
        let text = secret_file::read(path)?.ok_or(ServiceAccessError::Unreadable)?;
        Self::new(&text, key_id, team, topic)
    }

    /// The same with the text of the file.
    pub fn new(text: &str, key_id: &str, team: &str, topic: &str) -> Result<Self, ServiceAccessError> {
        let spelt = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit();
        if [key_id, team].into_iter().any(|id| id.len() != 10 || !id.bytes().all(spelt)) {
            return Err(ServiceAccessError::InvalidId);
        }
        let named = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-');
        if !(1..=155).contains(&topic.len()) || !topic.bytes().all(named) {
            return Err(ServiceAccessError::InvalidTopic);
        }
        Self::with_key(text, key_id, team, topic).ok_or(ServiceAccessError::NotAKey)
    }

    fn with_key(text: &str, key_id: &str, team: &str, topic: &str) -> Option<Self> {
        Some(Self {
            production: ServerOrigin::parse(APNS, DevelopmentHttp::Off).ok()?,
            sandbox: ServerOrigin::parse(APNS_SANDBOX, DevelopmentHttp::Off).ok()?,
            topic: topic.to_owned(),
            key_id: key_id.to_owned(),
            team: team.to_owned(),
            key: P256Key::from_pkcs8(&pkcs8(text)?).ok()?,
        })
    }

    /// ECDSA on P-256 with SHA-256, as `r || s`: `ES256` of JWS (RFC 7518 §3.4).
    pub(crate) fn sign(&self, message: &[u8]) -> Result<Vec<u8>, SignatureError> {
        self.key.sign(message).map(Vec::from)
    }
}

/// Neither the key nor what it is called.
impl fmt::Debug for AppleAccess {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AppleAccess").field("topic", &self.topic).finish_non_exhaustive()
    }
}

/// The one private key of a text (RFC 7468 §10).
fn pkcs8(text: &str) -> Option<SecretBytes> {
    let (_, rest) = text.split_once("-----BEGIN PRIVATE KEY-----")?;
    let (encoded, _) = rest.split_once("-----END PRIVATE KEY-----")?;
    let mut base64 = Zeroizing::new(Vec::with_capacity(encoded.len()));
    base64.extend(encoded.bytes().filter(|byte| !byte.is_ascii_whitespace()));
    BASE64.decode(&base64).ok().map(SecretBytes::new)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A new key of Apple's kind, as its file has it.
    fn key_file() -> String {
        let key = P256Key::generate().unwrap();
        let encoded = BASE64.encode(key.expose());
        let lines: Vec<&str> =
            encoded.as_bytes().chunks(64).map(|line| std::str::from_utf8(line).unwrap()).collect();
        format!("-----BEGIN PRIVATE KEY-----\n{}\n-----END PRIVATE KEY-----", lines.join("\n"))
    }

    #[test]
    fn a_key_of_apple_is_read_with_its_names() {
        let file = key_file();
        let access = AppleAccess::new(&file, "ABC123DEFG", "0123456789", "app.countersign.ios").unwrap();
        assert_eq!(access.sign(b"message").unwrap().len(), 64);
        assert_eq!(access.production.to_string(), APNS);
        assert_eq!(format!("{access:?}"), "AppleAccess { topic: \"app.countersign.ios\", .. }");
        for (text, key_id, team, error) in [
            (file.as_str(), "ABC123DEF", "0123456789", ServiceAccessError::InvalidId),
            (file.as_str(), "ABC123DEFg", "0123456789", ServiceAccessError::InvalidId),
            (file.as_str(), "ABC123DEFG", "01234567890", ServiceAccessError::InvalidId),
            ("", "ABC123DEFG", "0123456789", ServiceAccessError::NotAKey),
            (&file.replace("PRIVATE", "PUBLIC"), "ABC123DEFG", "0123456789", ServiceAccessError::NotAKey),
            (&file.replacen('M', "-", 1), "ABC123DEFG", "0123456789", ServiceAccessError::NotAKey),
        ] {
            assert_eq!(AppleAccess::new(text, key_id, team, "app").err(), Some(error), "{key_id} {team}");
        }
        for topic in ["", "app/other", "app_other", &"a".repeat(156)] {
            let refused = AppleAccess::new(&file, "ABC123DEFG", "0123456789", topic).err();
            assert_eq!(refused, Some(ServiceAccessError::InvalidTopic), "{topic}");
        }
    }

    #[test]
    fn what_is_no_service_account_is_refused() {
        // A key of the wrong kind: what is right is shown where accounts are made, with keys of RSA.
        let whole = serde_json::json!({
            "type": "service_account", "project_id": "a-project", "private_key_id": "1a2b", "private_key": key_file(),
            "client_email": "a@a-project.iam.gserviceaccount.com", "token_uri": "https://oauth2.googleapis.com/token",
        });
        let refused =
            |text: &str| FirebaseAccount::parse(text).err() == Some(ServiceAccessError::NotAServiceAccount);
        assert!(refused(&whole.to_string()) && refused("") && refused("[]") && refused("{}"));
        assert_eq!(FirebaseAccount::read(Path::new("/nowhere")).err(), Some(ServiceAccessError::Unreadable));
    }
}
