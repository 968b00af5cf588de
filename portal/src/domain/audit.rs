//! What is written down: who did what, from where. Never a secret, never a code.

use crate::token::Id;

/// One line of the audit log.
#[derive(Clone, Debug)]
pub struct AuditRecord {
    /// When, in milliseconds since 1970.
    pub at: u64,
    /// The user that it is about, if there is one.
    pub user: Option<Id>,
    /// That user's name then, or what else it is about.
    pub subject: String,
    /// What happened: the name of an [`AuditEvent`].
    pub event: String,
    /// What belongs to it: a kind, a comment, a result.
    pub detail: String,
    /// Address of who did it.
    pub source: String,
}

/// What is written down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AuditEvent {
    /// A login succeeded; the detail is its factor.
    LoginSucceeded,
    /// A password or a code was wrong; the detail is of what kind.
    LoginFailed,
    /// An account was locked for a source.
    LockedOut,
    /// A session ended.
    LoggedOff,
    /// A password was changed.
    PasswordChanged,
    /// A link that resets the password was mailed.
    ResetRequested,
    /// An authenticator was added.
    AuthenticatorAdded,
    /// Its comment was changed.
    AuthenticatorEdited,
    /// Its codes by counter were brought back in step.
    CodesResynchronized,
    /// It was deleted.
    AuthenticatorDeleted,
    /// Recovery codes were made.
    RecoveryCodesMade,
    /// A recovery code was used.
    RecoveryCodeUsed,
    /// A request went to phones.
    RequestSent,
    /// A request was decided; the detail is its outcome.
    RequestDecided,
    /// A user says that a request was not theirs.
    FraudReported,
    /// A phone's counter went back: perhaps there is a copy of it.
    PossibleCopy,
    /// A phone changed its keys.
    KeysRotated,
    /// A phone's account ended.
    PhoneEnded,
    /// A user was made, changed or disabled by an administrator.
    UserChanged,
    /// An API key was made or taken back.
    ApiKeyChanged,
    /// The server's signing key was changed.
    ServerKeyChanged,
}

impl AuditEvent {
    /// Its name in the log.
    pub const fn name(self) -> &'static str {
        match self {
            Self::LoginSucceeded => "login succeeded",
            Self::LoginFailed => "login failed",
            Self::LockedOut => "locked out",
            Self::LoggedOff => "logged off",
            Self::PasswordChanged => "password changed",
            Self::ResetRequested => "reset requested",
            Self::AuthenticatorAdded => "authenticator added",
            Self::AuthenticatorEdited => "authenticator edited",
            Self::CodesResynchronized => "codes resynchronized",
            Self::AuthenticatorDeleted => "authenticator deleted",
            Self::RecoveryCodesMade => "recovery codes made",
            Self::RecoveryCodeUsed => "recovery code used",
            Self::RequestSent => "request sent",
            Self::RequestDecided => "request decided",
            Self::FraudReported => "fraud reported",
            Self::PossibleCopy => "possible copy",
            Self::KeysRotated => "keys rotated",
            Self::PhoneEnded => "phone ended",
            Self::UserChanged => "user changed",
            Self::ApiKeyChanged => "API key changed",
            Self::ServerKeyChanged => "server key changed",
        }
    }
}
