//! What a scanned text offers: an account on a server. Nothing was sent, and nothing in it is believed yet.

use super::{Policy, ProtocolId};
use crate::crypto::SecretBytes;
use crate::http::{InvalidOrigin, ServerOrigin};
use crate::otp::Label;
use core::ops::Range;

/// An invitation to enroll. It holds a token that is good for one account: nobody is shown it.
#[derive(Debug)]
pub struct Invitation {
    pub(super) protocol: ProtocolId,
    /// The server that everything is sent to.
    pub origin: ServerOrigin,
    /// Who issues the account, cleaned.
    pub issuer: Label,
    /// Whose account it is, cleaned.
    pub account: Label,
    /// What the server will ask of the vault.
    pub policy: Policy,
    /// Whether a name had to be cleaned.
    pub names_cleaned: bool,
    /// What the server wants to know of the device's keys.
    pub attestation: AttestationWish,
    /// What attested keys are made for.
    pub(super) challenge: [u8; 32],
    /// The text, which its protocol reads once more to enroll.
    pub(super) text: SecretBytes,
}

impl Invitation {
    /// Which protocol it is of.
    pub const fn protocol(&self) -> ProtocolId {
        self.protocol
    }

    /// What the account's keys are to be attested for, so that no certificates of another enrollment serve; `None` where the
    /// server does not ask.
    pub fn attestation_challenge(&self) -> Option<&[u8; 32]> {
        (self.attestation != AttestationWish::NotAsked).then_some(&self.challenge)
    }

    /// The text that it was read from, with its token: to be sealed while an enrollment is under way, so that it can be
    /// begun again.
    pub const fn text(&self) -> &SecretBytes {
        &self.text
    }
}

/// Whether a server wants certificates of the device's maker for the keys that the device makes: see
/// [`KeyAttestation`](crate::ports::KeyAttestation). They tell it what model the device is, and whether its system is the
/// maker's; the user is told so before.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum AttestationWish {
    /// It does not ask.
    #[default]
    NotAsked,
    /// It asks, and takes a device without them.
    Asked,
    /// It takes no device without them.
    Required,
}

/// What a text is to a protocol.
#[derive(Debug)]
pub enum Recognised {
    /// An invitation to enroll.
    Invitation(Box<Invitation>),
    /// The QR code of a login page: to be scanned inside the request that asks for it.
    LoginCode,
}

/// A text of a protocol, with a mistake.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{problem}")]
pub struct LinkError {
    /// What is wrong.
    pub problem: LinkProblem,
    /// Where: bytes of the text as it was given. Empty, at its end, where something is missing.
    pub position: Range<usize>,
}

/// What is wrong with a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LinkProblem {
    /// Longer than any such text.
    #[error("the text is too long")]
    TooLong,
    /// A character that no link has: links are printable ASCII without spaces.
    #[error("a character that no link has")]
    Character,
    /// It names no acceptable server.
    #[error("the server is not acceptable: {0}")]
    Server(InvalidOrigin),
    /// The server's address is not in its one spelling, so that phone and server would sign different texts.
    #[error("the server's address is not in its canonical spelling")]
    NotCanonical,
    /// The path of the server's address is not acceptable.
    #[error("the path is not acceptable")]
    Path,
    /// A query, which would reach logs.
    #[error("a query where none may be")]
    Query,
    /// Made for a version of the protocol that this app does not speak: the app is too old.
    #[error("made for another version")]
    Version,
    /// This member is missing, or not in its place.
    #[error("the member {0:?} is missing")]
    Missing(&'static str),
    /// A member that occurs twice.
    #[error("a member occurs twice")]
    Duplicate,
    /// The value of this member is not one that it can have.
    #[error("the value of {0:?} is not allowed")]
    Value(&'static str),
    /// The server asks for something that this app does not know, and so could not show.
    #[error("the server asks for something unknown")]
    Policy,
    /// A `%` without two hexadecimal digits.
    #[error("a '%' without two hexadecimal digits")]
    BadEscape,
    /// Escaped bytes that are not UTF-8.
    #[error("not UTF-8")]
    NotUtf8,
}
