//! Secrets at rest: sealed with AES-256-GCM under a key that is kept outside the database, or stored as hashes only.
//!
//! The one server key of 32 bytes gives a key of its own to each purpose (HKDF): sealing, keyed hashes of short codes,
//! nonces of calls, tokens of forms. Whoever has the database without it can neither read a seed nor guess a code.

use crate::config::KeySource;
use crate::error::Unavailable;
use crate::secret_file::{self, SecretFileError};
use countersign::crypto::{
    AeadKey, ConstantTimeEq as _, NONCE_LENGTH, RingRandom, Secret, SecretBytes, Zeroizing, hkdf_sha256,
    hmac_sha256, random_array, random_secret,
};
use countersign::jose::{Digest, Encoded};
use data_encoding::BASE64URL_NOPAD;
use std::fs::OpenOptions;
use std::io::{ErrorKind, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;

/// The server key, as one key per purpose.
#[derive(Debug)]
pub struct ServerKey {
    sealing: Sealing,
    hashing: SecretBytes,
}

struct Sealing(AeadKey);

impl std::fmt::Debug for Sealing {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Sealing(redacted)")
    }
}

/// Why there is no server key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ServerKeyError {
    /// The file cannot be read or made.
    #[error("the server key's file cannot be read or made")]
    Unreadable,
    /// Others than its owner may read the file.
    #[error("the server key's file can be read by others: its mode must be 0600")]
    Permissions,
    /// It is not 32 bytes as base64url.
    #[error("the server key is not 32 bytes as base64url without padding")]
    Malformed,
}

impl From<SecretFileError> for ServerKeyError {
    fn from(error: SecretFileError) -> Self {
        match error {
            SecretFileError::Unreadable => Self::Unreadable,
            SecretFileError::Permissions => Self::Permissions,
        }
    }
}

impl ServerKey {
    /// Takes the key from its source. A file that does not exist is made with a random key.
    pub fn open(source: &KeySource) -> Result<Self, ServerKeyError> {
        match source {
            KeySource::Text(text) => Self::parse(text),
            KeySource::File(path) => match secret_file::read(path)? {
                Some(text) => Self::parse(&text),
                None => Self::parse(&create(path)?),
            },
        }
    }

    /// The key from its 32 bytes.
    pub fn new(key: &Secret<32>) -> Self {
        let purpose = |label: &[u8]| {
            // Exposed: the input of the key derivation.
            hkdf_sha256(&[key.expose()], b"countersign-portal/1", &[label])
        };
        let hashing = purpose(b"keyed hashes");
        // Exposed: HMAC's key is of any length and so of another type.
        let hashing = SecretBytes::from(hashing.expose().as_slice());
        Self { sealing: Sealing(AeadKey::new(&purpose(b"sealing"))), hashing }
    }

    fn parse(text: &str) -> Result<Self, ServerKeyError> {
        let bytes = Zeroizing::new(
            BASE64URL_NOPAD.decode(text.trim().as_bytes()).map_err(|_| ServerKeyError::Malformed)?,
        );
        Secret::from_slice(&bytes).map(|key| Self::new(&key)).ok_or(ServerKeyError::Malformed)
    }

    /// Seals `secret` for one purpose and one owner; opened for another one it is not authentic.
    pub fn seal(&self, purpose: Purpose, owner: &str, secret: &[u8]) -> Result<String, Unavailable> {
        let nonce: [u8; NONCE_LENGTH] = random_array(&RingRandom::new())?;
        let sealed = self
            .sealing
            .0
            .seal(nonce, &associated(purpose, owner), secret)
            .map_err(|_| Unavailable::Damaged)?;
        Ok(BASE64URL_NOPAD.encode(&[nonce.as_slice(), &sealed].concat()))
    }

    /// Opens what [`seal`](Self::seal) gave for the same purpose and owner.
    pub fn open_sealed(
        &self,
        purpose: Purpose,
        owner: &str,
        sealed: &str,
    ) -> Result<SecretBytes, Unavailable> {
        let bytes = BASE64URL_NOPAD.decode(sealed.as_bytes()).map_err(|_| Unavailable::Damaged)?;
        let (nonce, sealed) = bytes.split_first_chunk::<NONCE_LENGTH>().ok_or(Unavailable::Damaged)?;
        self.sealing.0.open(*nonce, &associated(purpose, owner), sealed).map_err(|_| Unavailable::Damaged)
    }

    /// A text that was sealed.
    pub fn open_text(
        &self,
        purpose: Purpose,
        owner: &str,
        sealed: &str,
    ) -> Result<Zeroizing<String>, Unavailable> {
        let opened = self.open_sealed(purpose, owner, sealed)?;
        // Exposed: handed on as text, which is wiped as well.
        let text = std::str::from_utf8(opened.expose()).map_err(|_| Unavailable::Damaged)?;
        Ok(Zeroizing::new(text.to_owned()))
    }

    /// A hash that nobody can compute without the server key: for codes that are too short for a plain hash.
    pub fn keyed_hash(&self, purpose: Purpose, parts: &[&[u8]]) -> Digest {
        let mut input = vec![purpose.label().as_bytes().to_vec()];
        for part in parts {
            input.push((part.len() as u64).to_be_bytes().to_vec());
            input.push(part.to_vec());
        }
        let slices: Vec<&[u8]> = input.iter().map(Vec::as_slice).collect();
        // Exposed: a keyed hash is no secret.
        Encoded(*hmac_sha256(&self.hashing, &slices).expose())
    }

    /// Whether `text` is the digest `expected`, in constant time.
    pub fn matches(expected: &Digest, text: &str) -> bool {
        text.parse::<Digest>().is_ok_and(|given| expected.0.ct_eq(&given.0).into())
    }
}

/// What a secret is for; each purpose has a name of its own, and no secret of one opens as another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// The seed of an authenticator app, by time or by counter.
    TotpSeed,
    /// The seed of a phone's offline codes.
    OfflineSeed,
    /// Where a phone is woken.
    Channel,
    /// The number or secret that a login page shows.
    Comparison,
    /// The server's signing key.
    SigningKey,
    /// The key that signs wake-ups.
    WakeUpKey,
    /// A mail that waits to be sent.
    Mail,
    /// The name that was typed into a login page.
    TypedName,
    /// A code that was mailed.
    EmailCode,
    /// A recovery code.
    RecoveryCode,
    /// Who failed, and from where.
    Failures,
    /// The key by which an application repeats a call.
    Repeat,
    /// The token by which an application knows a browser again.
    KnownBrowser,
    /// The API key of the demo application.
    DemoKey,
    /// Who calls how often.
    Rate,
    /// The nonce of a call.
    Nonce,
    /// The token of a form.
    Form,
    /// What a page carries along in its own address.
    Carried,
}

impl Purpose {
    const fn label(self) -> &'static str {
        match self {
            Self::TotpSeed => "totp seed",
            Self::OfflineSeed => "offline seed",
            Self::Channel => "channel",
            Self::Comparison => "comparison",
            Self::SigningKey => "signing key",
            Self::WakeUpKey => "wake-up key",
            Self::Mail => "mail",
            Self::TypedName => "typed name",
            Self::EmailCode => "e-mail code",
            Self::RecoveryCode => "recovery code",
            Self::Failures => "failures",
            Self::KnownBrowser => "known browser",
            Self::Repeat => "repeated call",
            Self::DemoKey => "demo key",
            Self::Rate => "rate",
            Self::Nonce => "nonce",
            Self::Form => "form",
            Self::Carried => "carried",
        }
    }
}

/// A purpose never contains a zero byte, so that purpose and owner cannot be taken for other ones.
fn associated(purpose: Purpose, owner: &str) -> Vec<u8> {
    [purpose.label().as_bytes(), &[0], owner.as_bytes()].concat()
}

/// Makes a key and its file. Where another process is first, its key is taken.
fn create(path: &Path) -> Result<Zeroizing<String>, ServerKeyError> {
    let key = random_secret::<32>(&RingRandom::new()).map_err(|_| ServerKeyError::Unreadable)?;
    // Exposed: written to the file that keeps it.
    let text = Zeroizing::new(BASE64URL_NOPAD.encode(key.expose()));
    let mut file = match OpenOptions::new().write(true).create_new(true).mode(0o600).open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            return secret_file::read(path)?.ok_or(ServerKeyError::Unreadable);
        }
        Err(_) => return Err(ServerKeyError::Unreadable),
    };
    file.write_all(text.as_bytes()).and_then(|()| file.sync_all()).map_err(|_| ServerKeyError::Unreadable)?;
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt as _;

    fn key(byte: u8) -> ServerKey {
        ServerKey::new(&Secret::taken_from(&mut [byte; 32]))
    }

    #[test]
    fn what_is_sealed_opens_for_its_purpose_owner_and_key_only() {
        let sealed = key(1).seal(Purpose::TotpSeed, "a", b"seed").unwrap();
        assert_eq!(key(1).open_sealed(Purpose::TotpSeed, "a", &sealed).unwrap().expose(), b"seed");
        assert!(key(2).open_sealed(Purpose::TotpSeed, "a", &sealed).is_err());
        assert!(key(1).open_sealed(Purpose::OfflineSeed, "a", &sealed).is_err());
        assert!(key(1).open_sealed(Purpose::TotpSeed, "b", &sealed).is_err());
        assert!(key(1).open_sealed(Purpose::TotpSeed, "a", sealed.get(1..).unwrap()).is_err());
        assert_ne!(sealed, key(1).seal(Purpose::TotpSeed, "a", b"seed").unwrap());
    }

    #[test]
    fn a_keyed_hash_depends_on_key_purpose_and_the_border_of_parts() {
        let hash = key(1).keyed_hash(Purpose::EmailCode, &[b"ab", b"c"]);
        assert_eq!(hash, key(1).keyed_hash(Purpose::EmailCode, &[b"ab", b"c"]));
        assert_ne!(hash, key(1).keyed_hash(Purpose::EmailCode, &[b"a", b"bc"]));
        assert_ne!(hash, key(1).keyed_hash(Purpose::RecoveryCode, &[b"ab", b"c"]));
        assert_ne!(hash, key(2).keyed_hash(Purpose::EmailCode, &[b"ab", b"c"]));
        assert!(ServerKey::matches(&hash, &hash.to_string()) && !ServerKey::matches(&hash, "x"));
    }

    #[test]
    fn the_file_is_made_once_and_is_private() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("server.key");
        let source = KeySource::File(path.clone());
        let hash = |key: ServerKey| key.keyed_hash(Purpose::Form, &[b"x"]);
        let first = hash(ServerKey::open(&source).unwrap());
        assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        assert_eq!(hash(ServerKey::open(&source).unwrap()), first);
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o640)).unwrap();
        assert_eq!(ServerKey::open(&source).err(), Some(ServerKeyError::Permissions));
    }
}
