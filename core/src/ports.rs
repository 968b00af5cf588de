//! What the outside lends to the core: time, randomness, storage, device keys and the way to a server.
//!
//! A port has no behaviour of its own, at most four methods, one default (`platform/`), one fake and one
//! conformance suite (`testing/`). A shell implements a port with what its operating system has.

use crate::crypto::{P256PublicKey, Secret};
use crate::http::{HttpRequest, HttpResponse};
use crate::time::{BootTime, UnixTime};
use core::future::Future;
use core::pin::Pin;

/// The two clocks of a device.
pub trait Clock: Send + Sync {
    /// What the user's clock shows. It can be wrong and it can be set.
    fn wall(&self) -> UnixTime;

    /// What cannot be set: time since boot, sleep included.
    fn boot(&self) -> BootTime;
}

/// A cryptographically secure source of random bytes.
pub trait Random: Send + Sync {
    /// Fills `out` completely, or fails.
    fn fill(&self, out: &mut [u8]) -> Result<(), RandomFailed>;
}

/// The system's random source gave nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the system's random source failed")]
pub struct RandomFailed;

/// How well the device keeps its keys. Recorded in the vault's header and shown to the user.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AssuranceClass {
    /// Test double. Exists in tests only, never in a release.
    Test,
    /// A key file with mode 0600. Protects little: whoever copies the home folder has it.
    File,
    /// The operating system's keyring. Any process of the same user can ask it.
    Keyring,
    /// A key that hardware keeps and never gives out.
    Hardware,
}

/// Names one device key. Random, and in no relation to what it protects.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DeviceKeyId(pub [u8; 16]);

/// Why a device key did not answer. None of these is a wrong PIN, and none is counted as an attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DeviceKeyError {
    /// There is no such key (any more): another device, a wiped keystore, a restored backup.
    #[error("the device holds no such key")]
    Missing,
    /// The key store cannot be used right now; try again.
    #[error("the device's key store is not available")]
    Unavailable,
    /// The user dismissed the prompt.
    #[error("the prompt was cancelled")]
    Cancelled,
    /// The key was made void by the system, for example because a new fingerprint was enrolled.
    #[error("the key was invalidated by the device")]
    Invalidated,
}

/// Keys that cannot leave the device and are mixed into the PIN's derivation after the KDF, so that each guess
/// needs the device.
pub trait SlotKeys: Send + Sync {
    /// How well this device keeps such keys.
    fn class(&self) -> AssuranceClass;

    /// Makes a new random key under `id`, durably. A key that exists under `id` stays as it is.
    fn create(&self, id: DeviceKeyId) -> Result<(), DeviceKeyError>;

    /// Destroys the key under `id`, durably. Succeeds where there is none.
    fn delete(&self, id: DeviceKeyId) -> Result<(), DeviceKeyError>;

    /// A pseudo-random function of `input` under the key `id`: the same answer for the same key and input.
    fn prf(&self, id: DeviceKeyId, input: &[u8; 32]) -> Result<Secret<32>, DeviceKeyError>;
}

/// What a signing key is for, so that the device can guard each as it deserves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SigningKeyUse {
    /// Proves the device and denies. Usable while the app is locked, without any prompt.
    Device,
    /// Approves. Asked only right after the user was verified for the very message; the device may ask once more.
    User,
}

/// P-256 keys that cannot leave the device, for push accounts. A device without them lends no such port, and the keys
/// then live sealed in the vault.
pub trait SigningKeys: Send + Sync {
    /// Makes a new random key under `id`, durably, and gives its public half. A key that exists under `id` stays as it
    /// is.
    fn create(&self, id: DeviceKeyId, purpose: SigningKeyUse) -> Result<P256PublicKey, DeviceKeyError>;

    /// Destroys the key under `id`, durably. Succeeds where there is none.
    fn delete(&self, id: DeviceKeyId) -> Result<(), DeviceKeyError>;

    /// ECDSA with SHA-256 over `message`, as `r || s` (RFC 7518 §3.4). Most hardware answers in DER: convert it.
    fn sign(&self, id: DeviceKeyId, message: &[u8]) -> Result<[u8; 64], DeviceKeyError>;
}

/// Signing keys that the device vouches for: certificates, up to one of the device's maker, say that hardware made the key,
/// for this app, and for a challenge that a server chose (Android's key attestation). A device that cannot lends no such
/// port. The keys are [`SigningKeys`]' in every other way.
pub trait KeyAttestation: Send + Sync {
    /// Makes a key as [`SigningKeys::create`] does, whose certificates carry `challenge`.
    fn create_attested(
        &self,
        id: DeviceKeyId,
        purpose: SigningKeyUse,
        challenge: &[u8; 32],
    ) -> Result<P256PublicKey, DeviceKeyError>;

    /// The certificates of a key that was made so, in DER: the key's own first, then each one's issuer.
    /// [`DeviceKeyError::Missing`] for every other key.
    fn certificates(&self, id: DeviceKeyId) -> Result<Vec<Vec<u8>>, DeviceKeyError>;
}

/// P-256 keys that cannot leave the device and only receive, for push accounts: what is sealed to one is opened with the
/// device's help. Usable without any prompt, while the app is unlocked. Only a device that lends [`SigningKeys`] is asked
/// for it; without it, these keys live sealed in the vault.
pub trait AgreementKeys: Send + Sync {
    /// Makes a new random key under `id`, durably, and gives its public half. A key that exists under `id` stays as it
    /// is.
    fn create(&self, id: DeviceKeyId) -> Result<P256PublicKey, DeviceKeyError>;

    /// Destroys the key under `id`, durably. Succeeds where there is none.
    fn delete(&self, id: DeviceKeyId) -> Result<(), DeviceKeyError>;

    /// The x coordinate, big-endian, of the key's product with `point` (SP 800-56A §5.7.1.2, RFC 9180 §7.1.2): what
    /// devices call ECDH without any derivation.
    fn agree(&self, id: DeviceKeyId, point: &P256PublicKey) -> Result<Secret<32>, DeviceKeyError>;
}

/// A hardware key that works only behind a biometric prompt. It releases a key, never a yes or no.
pub trait BiometricKey: Send + Sync {
    /// Makes the key `id`, invalidated by a change of the enrolled biometrics, and seals `secret` under it
    /// (behind a prompt where the device needs one).
    fn seal(&self, id: DeviceKeyId, secret: &Secret<32>) -> Result<Vec<u8>, DeviceKeyError>;

    /// Gives back what [`seal`](Self::seal) took, behind a biometric prompt.
    fn release(&self, id: DeviceKeyId, sealed: &[u8]) -> Result<Secret<32>, DeviceKeyError>;

    /// Destroys the key `id`. Succeeds where there is none.
    fn delete(&self, id: DeviceKeyId) -> Result<(), DeviceKeyError>;
}

/// A small record kept outside the vault's files, so that an old copy of the files is noticed.
///
/// The core gives the bytes their meaning and authenticates them with [`mac`](Self::mac); the port keeps them.
pub trait Anchor: Send + Sync {
    /// The stored record; `None` on a device that never stored one.
    fn load(&self) -> Result<Option<Vec<u8>>, AnchorError>;

    /// Replaces the record atomically and durably. At most 512 bytes.
    fn store(&self, record: &[u8]) -> Result<(), AnchorError>;

    /// A MAC over `message` under a device key that needs no PIN. The key is made at first use; beside a record
    /// that is not empty its absence is [`AnchorError::KeyMissing`] (so a new start stores an empty record first).
    fn mac(&self, message: &[u8]) -> Result<[u8; 32], AnchorError>;
}

/// The anchor could not be read or written. After a failed store the old or the new record stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AnchorError {
    /// The device's key store or the record's place cannot be used right now; try again.
    #[error("the anchor's store is not available")]
    Unavailable,
    /// The record is there, but its key is gone.
    #[error("the anchor's key is missing")]
    KeyMissing,
}

/// Which of the vault's two files. Generation N lives in slot N mod 2, so the good copy is never touched.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FileSlot {
    /// `vault.a`: even generations.
    A,
    /// `vault.b`: odd generations.
    B,
}

impl FileSlot {
    /// The slot of a generation.
    pub const fn of_generation(generation: u64) -> Self {
        if generation.is_multiple_of(2) { Self::A } else { Self::B }
    }

    /// The other one.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::A => Self::B,
            Self::B => Self::A,
        }
    }
}

/// The last bytes of a vault's file: SHA-256 of all before them.
pub type Trailer = [u8; 32];

/// The place of the vault's two files.
pub trait VaultStore: Send + Sync {
    /// Takes the vault for this process until the guard is dropped; a second taker is told so at once.
    fn lock(&self) -> Result<Box<dyn Send + Sync>, StoreError>;

    /// The bytes of one file, at most `limit` of them (a longer file is [`StoreError::TooLarge`]);
    /// `None` where there is no file.
    fn read(&self, slot: FileSlot, limit: usize) -> Result<Option<Vec<u8>>, StoreError>;

    /// Replaces one file durably by `content` and its trailer: temporary file, fsync, read back, rename, fsync of the
    /// folder. `trailer` is asked once, after `content` has been written: it may be computed meanwhile.
    fn replace(
        &self,
        slot: FileSlot,
        content: &[u8],
        trailer: &mut dyn FnMut() -> Trailer,
    ) -> Result<(), StoreError>;

    /// Removes one file durably. Succeeds where there is none.
    fn remove(&self, slot: FileSlot) -> Result<(), StoreError>;
}

/// Why the store refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// Another process has the vault open.
    #[error("the vault is open in another process")]
    Locked,
    /// No room left. Nothing changed.
    #[error("no space left on the device")]
    Full,
    /// Reading or writing failed. Nothing changed.
    #[error("the device failed to read or write")]
    Failed,
    /// The change may or may not be on the disk: read again before the next change.
    #[error("the outcome of the write is unknown")]
    Unknown,
    /// A file is larger than any vault may be.
    #[error("the file is too large")]
    TooLarge,
}

/// A few bytes that are no secret and that the app needs before the PIN: accepted license, language, theme.
/// Nobody authenticates them; the core treats what it reads as a suggestion.
pub trait Preferences: Send + Sync {
    /// The stored bytes; `None` where nothing was stored yet.
    fn load(&self) -> Result<Option<Vec<u8>>, StoreError>;

    /// Replaces them durably. At most 4 KiB.
    fn store(&self, bytes: &[u8]) -> Result<(), StoreError>;
}

/// A future that an object of unknown type gives out.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// The way to a server: TLS with the platform's trust, and nothing that a request did not ask for (no redirect, no
/// proxy, no cookie, no decompression).
pub trait HttpClient: Send + Sync {
    /// Sends one request and waits for its whole answer. Dropping the future ends the exchange.
    ///
    /// Nothing is sent, not even the beginning of a connection, before every address of the server was judged by
    /// [`Reach`](crate::http::Reach) and is allowed by `consent`; the connection goes to an address that was judged.
    fn send(
        &self,
        request: HttpRequest,
        consent: NetworkConsent,
    ) -> BoxFuture<'_, Result<HttpResponse, HttpError>>;
}

/// Where the user agreed that something may be sent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NetworkConsent {
    /// Servers on the internet.
    #[default]
    PublicOnly,
    /// Also what is around the device, and the device itself.
    PrivateToo,
}

/// Why there is no answer. Where nothing else is said, the server may or may not have seen the request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum HttpError {
    /// The name has no address, or no resolver answered. Nothing was sent: check the name and the network.
    #[error("the server's name was not resolved")]
    NameNotResolved,
    /// The server is in a private network or on this device. Nothing was sent: ask the user.
    #[error("the server is in a private network")]
    PrivateAddress,
    /// The server's address is no server's (link-local, multicast, reserved). Nothing was sent; no consent helps.
    #[error("the server's address is not allowed")]
    ForbiddenAddress,
    /// No connection came about, or it broke before the answer was complete: try again later.
    #[error("the server cannot be reached")]
    Unreachable,
    /// It took longer than it may: try again later.
    #[error("the server took too long")]
    TimedOut,
    /// The server did not show that it is the one meant. The request was not sent.
    #[error("the server's certificate is not valid: {0}")]
    Certificate(#[from] CertificateProblem),
    /// TLS did not come about for another reason: an old version, no TLS at all, a demand for a client's certificate.
    #[error("no protected connection came about")]
    Tls,
    /// The server sent the request elsewhere, which is never followed.
    #[error("the server answered with a redirect")]
    Redirected,
    /// The answer's body or its headers are larger than any answer may be.
    #[error("the answer is too large")]
    TooLarge,
    /// The answer is no HTTP, or HTTP that was not asked for (compressed, another protocol), or a head without end.
    #[error("the server does not speak HTTP")]
    ProtocolViolation,
    /// The request cannot be sent as it is: a header, the size of its body, its wait. Nothing was sent; the caller errs.
    #[error("the request is not valid")]
    InvalidRequest,
    /// The client was closed while it waited.
    #[error("the client was closed")]
    Closed,
}

/// What is wrong with a server's certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CertificateProblem {
    /// Its time is over. The device's clock may be wrong.
    #[error("expired")]
    Expired,
    /// Its time has not begun. The device's clock may be wrong.
    #[error("not valid yet")]
    NotYetValid,
    /// It is for another server.
    #[error("made for another host")]
    WrongHost,
    /// Nobody whom this device trusts has issued it.
    #[error("issued by nobody this device trusts")]
    UnknownIssuer,
    /// It was taken back.
    #[error("revoked")]
    Revoked,
    /// It, or one above it, may not be used for this: name constraints, key usage, a leaf that issues.
    #[error("not made for this use")]
    NotForThisUse,
    /// It is malformed, wrongly signed, or signed in a way that is no longer safe.
    #[error("malformed or badly signed")]
    Malformed,
}
