//! Enrollment: any scanned, pasted or typed text becomes an [`Offer`] that the user can judge, or an answer that says
//! what the text is instead. Nothing is stored and nothing is sent here.
//!
//! | file | idea |
//! | --- | --- |
//! | `offer` | what is offered, what it resembles, and what must be asked |
//! | `fingerprint` | telling that two secrets are the same without opening either |
//! | `foreign` | texts that belong to other apps, recognised by name |
//! | `host` | the server a text points to, marked where its name deceives |
//! | `manual` | an account typed by hand |
//! | `push` | an account on a server that asks this phone |

mod fingerprint;
mod foreign;
mod host;
mod manual;
mod offer;
mod push;

use crate::http::DevelopmentHttp;
use crate::otp::key_uri::{self, KeyUriError};
use crate::otp::migration::{self, EntryError, MigrationError, Part};
use crate::push::{LinkError, Recognised, recognise};

pub use fingerprint::{FingerprintKey, SecretFingerprint};
pub use foreign::{Foreign, ForeignKind};
pub use host::ServerHost;
pub use manual::{Manual, ManualError};
pub use offer::{Existing, Offer, Similar, Similarity};
pub use push::{PushOffer, PushWarning};

/// The longest text that is read, in bytes.
pub const LONGEST_TEXT: usize = key_uri::LONGEST_TEXT;

/// What a text holds.
#[derive(Debug)]
pub enum Reading<Id> {
    /// One account with one-time codes.
    Offer(Box<Offer<Id>>),
    /// One account on a server that asks this phone.
    Push(Box<PushOffer<Id>>),
    /// One part of an export of several accounts.
    Export(Export<Id>),
}

/// One part of an export: each account is an offer of its own.
#[derive(Debug)]
pub struct Export<Id> {
    /// Which part it is; a [`migration::Collector`] says what is missing.
    pub part: Part,
    /// The accounts, in order; one that cannot be used does not spoil the others.
    pub offers: Vec<Result<Offer<Id>, EntryError>>,
}

/// Why a text is no offer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EnrollError {
    /// There is no text.
    #[error("there is no text")]
    Empty,
    /// The text is longer than [`LONGEST_TEXT`].
    #[error("the text is too long")]
    TooLong,
    /// The text belongs to another app or is something else that is known by name.
    #[error("this is {}", .0.kind)]
    Foreign(Foreign),
    /// A key URI with a mistake.
    #[error(transparent)]
    KeyUri(#[from] KeyUriError),
    /// A damaged export.
    #[error(transparent)]
    Migration(#[from] MigrationError),
    /// A link to enroll for push approvals, with a mistake.
    #[error(transparent)]
    Link(#[from] LinkError),
    /// The QR code of a login page: it is scanned inside the request that asks for it.
    #[error("this is the code of a login page")]
    LoginCode,
    /// Nothing that is known.
    #[error("the text is not known")]
    Unknown,
}

/// Reads a text, and compares what it offers with the accounts that exist.
///
/// `fingerprints` is the vault's key for [`SecretFingerprint`]s; the fingerprints in `existing` were made with it.
/// `development` says whether a developer may enroll with a server on this device without TLS.
pub fn read<'a, Id: Copy>(
    text: &str,
    development: DevelopmentHttp,
    existing: impl Iterator<Item = Existing<'a, Id>> + Clone,
    fingerprints: &FingerprintKey,
) -> Result<Reading<Id>, EnrollError> {
    if text.len() > LONGEST_TEXT {
        return Err(EnrollError::TooLong);
    }
    let whole = text;
    let text = whole.trim();
    if text.is_empty() {
        return Err(EnrollError::Empty);
    }
    if begins(text, "otpauth-migration:") {
        let batch = migration::parse(text)?;
        let offers = batch.entries.into_iter().map(|entry| {
            entry.map(|entry| Offer::new(entry.account, entry.warnings, existing.clone(), fingerprints))
        });
        return Ok(Reading::Export(Export { part: batch.part, offers: offers.collect() }));
    }
    // The whole, because an error's place counts from its beginning.
    match recognise(whole, development).transpose()? {
        Some(Recognised::Invitation(invitation)) => {
            return Ok(Reading::Push(Box::new(PushOffer::new(*invitation, existing))));
        }
        Some(Recognised::LoginCode) => return Err(EnrollError::LoginCode),
        None => {}
    }
    if let Some(foreign) = foreign::recognise(text) {
        return Err(EnrollError::Foreign(foreign));
    }
    if !begins(text, "otpauth:") {
        return Err(EnrollError::Unknown);
    }
    let parsed = key_uri::parse(whole)?;
    Ok(Reading::Offer(Box::new(Offer::new(parsed.account, parsed.warnings, existing, fingerprints))))
}

/// Whether `text` begins so, in either case. Makes no copy: the text may hold a secret.
fn begins(text: &str, start: &str) -> bool {
    text.get(..start.len()).is_some_and(|head| head.eq_ignore_ascii_case(start))
}
