//! Why a text is no offer.

use crate::enrollment::TextRange;
use countersign::enroll::{EnrollError, ForeignKind, ManualError, ServerHost};
use countersign::otp::key_uri::{KeyUriProblem, Parameter};
use countersign::otp::migration::MigrationError;
use countersign::push::LinkProblem;

/// Why a text is no offer.
#[derive(Clone, Debug, uniffi::Enum)]
pub enum Unreadable {
    /// There is no text.
    Empty,
    /// The text is longer than any enrollment.
    TooLong,
    /// The text belongs to another app or is something else that is known by name.
    Foreign {
        /// What it is.
        kind: ForeignKind,
        /// The server it points to, where it names one.
        host: Option<ServerHost>,
    },
    /// A key URI with a mistake.
    KeyUri {
        /// What is wrong.
        problem: KeyUriProblem,
        /// Where; empty at the end of the text where something is missing.
        place: TextRange,
    },
    /// A damaged export.
    Migration {
        /// What is wrong.
        problem: MigrationError,
    },
    /// A link to enroll for push approvals, with a mistake.
    Link {
        /// What to do about it.
        problem: LinkMistake,
    },
    /// The QR code of a login page: it is scanned inside the request that asks for it.
    LoginCode,
    /// Nothing that is known.
    Unknown,
}

/// What to do about a link that is no invitation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum LinkMistake {
    /// Update the app: it is made for another version, or asks for something that this one does not know.
    AppTooOld,
    /// Tell the server's administrator: the server's address in it is not acceptable.
    Server,
    /// Scan or copy it again: it is damaged.
    Damaged,
}

uniffi::custom_type!(
    /// Why a text is no offer.
    EnrollError, Unreadable, {
        remote,
        lower: |error| error.into(),
        // None comes in.
        try_lift: |_reason| Ok(EnrollError::Unknown),
    }
);

impl From<EnrollError> for Unreadable {
    fn from(error: EnrollError) -> Self {
        match error {
            EnrollError::Empty => Self::Empty,
            EnrollError::TooLong => Self::TooLong,
            EnrollError::Foreign(foreign) => Self::Foreign { kind: foreign.kind, host: foreign.host },
            EnrollError::KeyUri(error) => Self::KeyUri { problem: error.problem, place: error.position },
            EnrollError::Migration(problem) => Self::Migration { problem },
            EnrollError::Link(error) => Self::Link { problem: error.problem.into() },
            EnrollError::LoginCode => Self::LoginCode,
            EnrollError::Unknown => Self::Unknown,
        }
    }
}

impl From<LinkProblem> for LinkMistake {
    fn from(problem: LinkProblem) -> Self {
        match problem {
            LinkProblem::Version | LinkProblem::Policy => Self::AppTooOld,
            LinkProblem::Server(_) | LinkProblem::NotCanonical | LinkProblem::Path | LinkProblem::Query => {
                Self::Server
            }
            _ => Self::Damaged,
        }
    }
}

/// What a foreign text is.
#[uniffi::remote(Enum)]
#[non_exhaustive]
pub enum ForeignKind {
    /// A Duo Mobile activation code.
    Duo,
    /// An activation code of Microsoft Authenticator.
    Microsoft,
    /// An enrollment of Okta Verify.
    Okta,
    /// A login or enrollment of the Steam app.
    SteamApp,
    /// A push enrollment of LinOTP or KeyIdentity.
    LinOtp,
    /// A `pushauth` enrollment.
    Pushauth,
    /// A push enrollment or smartphone container of privacyIDEA.
    PrivacyIdea,
    /// A push enrollment of eduMFA.
    EduMfa,
    /// An enrollment of PingID or PingOne.
    Ping,
    /// An RSA SecurID software token.
    SecurId,
    /// An enrollment of the Authy app.
    Authy,
    /// An enrollment of Entrust Identity.
    Entrust,
    /// A mOTP account (Mobile-OTP), which is not one of OATH's algorithms.
    MobileOtp,
    /// A passkey: the phone's own camera app takes it (FIDO CTAP hybrid transport).
    Passkey,
    /// An enrollment or login of a Matrix, Signal or WhatsApp client.
    Messenger,
    /// A wireless network.
    Wifi,
    /// A contact.
    Contact,
    /// A calendar entry.
    Calendar,
    /// An e-mail address or message.
    Mail,
    /// A telephone number or text message.
    Telephone,
    /// A place on the map.
    Place,
    /// A payment request.
    Payment,
    /// A secret by itself: it can be typed as a new account.
    BareSecret,
    /// A web address.
    WebAddress,
}

/// What is wrong with a key URI.
#[uniffi::remote(Enum)]
#[non_exhaustive]
pub enum KeyUriProblem {
    /// The text is longer than `LONGEST_TEXT`.
    TooLong,
    /// It does not begin with `otpauth://`.
    NotAKeyUri,
    /// The kind of code is none of `totp`, `hotp`, `steam`, `daypassword`.
    UnknownKind,
    /// A `#`, after which a URI has nothing for us: it should have been written `%23`.
    Fragment,
    /// A `%` that is not followed by two hexadecimal digits.
    BadEscape,
    /// Escaped bytes that are not UTF-8.
    NotUtf8,
    /// More parameters than any key URI has.
    TooManyParameters,
    /// A parameter that occurs twice.
    Duplicate,
    /// There is no secret.
    MissingSecret,
    /// A character that base32 does not have.
    SecretCharacter,
    /// The secret's number of characters cannot be: one is missing.
    SecretIncomplete,
    /// The secret has less than 80 bits.
    SecretTooShort,
    /// The secret has more than 8,192 bits.
    SecretTooLong,
    /// A parameter's value is not one it can have.
    Value(#[uniffi(name = "parameter")] Parameter),
    /// A parameter that this kind of code does not have, with another value than it implies.
    Contradiction(#[uniffi(name = "parameter")] Parameter),
    /// A two-step enrollment: the phone would have to make a part of the secret (privacyIDEA `2step_*`).
    TwoStep,
}

/// The parameters a key URI may have and this reader knows.
#[uniffi::remote(Enum)]
#[uniffi(name = "KeyUriParameter")]
pub enum Parameter {
    /// The shared secret in base32.
    Secret,
    /// The issuer.
    Issuer,
    /// The hash.
    Algorithm,
    /// The length of a code.
    Digits,
    /// How long a code lasts, in seconds.
    Period,
    /// The counter of the next HOTP code.
    Counter,
    /// How the code is spelled: `steam`.
    Encoder,
}

/// Why a text is no migration payload.
#[uniffi::remote(Enum)]
#[non_exhaustive]
pub enum MigrationError {
    /// The text is longer than `key_uri::LONGEST_TEXT`.
    TooLong,
    /// It does not begin with `otpauth-migration://offline?`.
    NotMigration,
    /// It has no parameter `data`, or two.
    NoData,
    /// `data` is not base64.
    NotBase64,
    /// The payload is cut off or is not a protocol buffer.
    Damaged,
    /// Part number and number of parts contradict each other, or there are more than 1,000 parts.
    BadPartNumbers,
}

/// Why a typed account is no offer.
#[uniffi::remote(Enum)]
pub enum ManualError {
    /// Neither issuer nor account name was given.
    NoName,
    /// A character that base32 does not have, at this byte of the secret.
    SecretCharacter(#[uniffi(name = "position")] usize),
    /// A character of the secret is missing.
    SecretIncomplete,
    /// The secret has less than 80 bits, or is empty.
    SecretTooShort,
    /// The secret has more than 8,192 bits.
    SecretTooLong,
}
