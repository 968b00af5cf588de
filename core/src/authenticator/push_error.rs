//! What can go wrong with push accounts, told as what the caller can do.

use super::error::{AccountError, ActivationError, CodeError, EnrollmentError, StorageError, UnlockError};
use super::push_views::PolicyObstacle;
use crate::ports::{CertificateProblem, HttpError};
use crate::push::{self, ComparisonError, NotDecided};
use crate::vault::{CommitError, EarlyError, VaultFailure};
use std::time::Duration;
use thiserror::Error;

/// What went wrong between this app and a server. Nothing changed on this phone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum ServerError {
    /// No answer came: try again later. The server may have carried the call out.
    #[error("the server cannot be reached")]
    Unreachable,
    /// The server asks to wait for at least this long.
    #[error("the server asks to wait {} s", .0.as_secs())]
    Busy(Duration),
    /// The server is in a private network or on this device, and the user has not agreed to that. Nothing was sent: ask.
    #[error("the server is in a private network")]
    PrivateNetwork,
    /// Its address is no server's. Nothing was sent, and no consent helps.
    #[error("the server's address is not allowed")]
    ForbiddenAddress,
    /// The server did not show that it is the one meant. Nothing was sent; look at the device's clock where a time is
    /// wrong, else tell the server's administrator.
    #[error("the server's certificate is not valid: {0}")]
    Certificate(CertificateProblem),
    /// No protected connection came about.
    #[error("no protected connection came about")]
    Unprotected,
    /// The server said something that no server of this protocol says; it may be an attack. Tell its administrator.
    #[error("the server misbehaved")]
    Misbehaved,
    /// The server and this version of the app do not understand each other: update the app.
    #[error("the server and this app do not understand each other")]
    Incompatible,
    /// The server says (unsigned, so nothing is concluded) that it does not know the account.
    #[error("the server does not know the account")]
    UnknownAccount,
    /// The server knows a later signature of this phone (it says so unsigned): new keys are not taken before
    /// [`resume_counter`](super::Authenticator::resume_counter).
    #[error("the server knows a later signature of this phone")]
    CounterBehind,
    /// The server does not accept this phone's proof.
    #[error("the server does not accept this phone")]
    ProofRefused,
    /// The enrollment code is not valid, or no longer: scan a new one.
    #[error("the enrollment code is not valid")]
    UnknownInvitation,
    /// Another phone has used the enrollment code: scan a new one.
    #[error("the enrollment code was used by another phone")]
    InvitationUsed,
    /// The time of the enrollment code is over: scan a new one.
    #[error("the enrollment code has expired")]
    InvitationExpired,
    /// The server takes only keys that the device's maker vouches for, and does not take this device's word: enroll another.
    #[error("the server does not take this device's keys")]
    NotAttested,
}

/// A call about push accounts or their requests was refused.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum PushCallError {
    /// Unlock first.
    #[error("the vault is locked")]
    Locked,
    /// There is no such push account (any more).
    #[error("there is no such push account")]
    UnknownAccount,
    /// There is no such request (any more).
    #[error("there is no such request")]
    UnknownRequest,
    /// This app was opened without a way to servers.
    #[error("this app does not go online")]
    Offline,
    /// The same call is running for this account already: wait for it.
    #[error("this account is being asked already")]
    Running,
    /// The caller cancelled it.
    #[error("cancelled")]
    Cancelled,
    /// The account has ended; only deleting it is left.
    #[error("the account has ended")]
    Ended,
    /// The account's keys are gone: enroll it again.
    #[error("the account must be enrolled again")]
    EnrollAgain,
    /// The account's protocol has no such thing.
    #[error("the account's server knows nothing like it")]
    NotSupported,
    /// A name is empty or longer than 64 bytes, or the push channel is not usable.
    #[error("a name is empty or too long, or the channel is not usable")]
    InvalidDevice,
    /// The server asks for something first.
    #[error("the server's policy is not met")]
    Policy(PolicyObstacle),
    /// The vault was opened with the recovery code: choose a new PIN first.
    #[error("a new PIN must be chosen first")]
    NewPinNeeded,
    /// The user was not verified: see inside.
    #[error(transparent)]
    Pin(#[from] UnlockError),
    /// The account's record is damaged, or a newer version of the app wrote it.
    #[error("the account's record is damaged")]
    Damaged,
    /// The device's signing key refused: its prompt was dismissed, or the key is gone.
    #[error("the device did not sign")]
    NotSigned,
    /// What the server did.
    #[error(transparent)]
    Server(#[from] ServerError),
    /// Nothing was stored.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// A request was not decided. Nothing was signed, and the request is still there unless its time is over.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum DecisionError {
    /// The screen changed less than 700 ms ago: the tap was meant for what was there before. Ask for it again.
    #[error("too soon after the screen changed")]
    TooSoon,
    /// The time of the request is over.
    #[error("the request has expired")]
    Expired,
    /// The request is not on the screen: open it first.
    #[error("the request is not on the screen")]
    NotOnScreen,
    /// The request was answered before, or made before an older copy of the vault was accepted.
    #[error("the request was answered before")]
    AlreadyAnswered,
    /// The request asks for another kind of comparison.
    #[error("the request asks for something else")]
    OtherComparison,
    /// What was typed is no number of this many digits.
    #[error("not a number of {0} digits")]
    NotDigits(u8),
    /// What was scanned is no code of a login page.
    #[error("not the code of a login page")]
    NotALoginCode,
    /// What was scanned belongs to another login: a reason for alarm, to be said.
    #[error("the code of another login")]
    OtherLogin,
    /// The server asks more of this app than the user agreed to: show it, and
    /// [`accept_policy`](super::Authenticator::accept_policy) first. Denying is possible.
    #[error("the server's new policy was not accepted yet")]
    PolicyNotAccepted,
    /// The user was not verified for this request in time: verify again.
    #[error("the user must be verified again")]
    ActivationOver,
    /// Everything else.
    #[error(transparent)]
    Call(#[from] PushCallError),
}

/// An account was not enrolled. Nothing is left of it, unless it says otherwise.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum OnlineEnrollmentError {
    /// The offer is one of one-time codes: confirm it instead.
    #[error("this offer needs no server")]
    NotOnline,
    /// The offer itself was refused.
    #[error(transparent)]
    Offer(#[from] EnrollmentError),
    /// Everything else. After [`ServerError::Unreachable`] keys and invitation are kept: enrolling again with the same
    /// code goes on where it was, also after a restart.
    #[error(transparent)]
    Call(#[from] PushCallError),
}

impl From<push::PushError> for PushCallError {
    fn from(error: push::PushError) -> Self {
        use push::PushError as Inner;
        match error {
            Inner::NotReachable(_) => ServerError::Unreachable.into(),
            Inner::NotAcceptable(error) => connection(error).into(),
            Inner::Busy(wait) => ServerError::Busy(wait).into(),
            Inner::ServerMisbehaved(_) => ServerError::Misbehaved.into(),
            Inner::ServerIncompatible { .. } => ServerError::Incompatible.into(),
            Inner::ServerRefused(refusal) => ServerError::from(refusal).into(),
            Inner::AccountDamaged | Inner::Misused => Self::Damaged,
            Inner::KeyMissing(_) => Self::Locked,
            Inner::SigningFailed => Self::NotSigned,
            Inner::RandomFailed => Self::Storage(StorageError::Failed),
        }
    }
}

fn connection(error: HttpError) -> ServerError {
    match error {
        HttpError::PrivateAddress => ServerError::PrivateNetwork,
        HttpError::ForbiddenAddress => ServerError::ForbiddenAddress,
        HttpError::Certificate(problem) => ServerError::Certificate(problem),
        _ => ServerError::Unprotected,
    }
}

impl From<push::Refusal> for ServerError {
    fn from(refusal: push::Refusal) -> Self {
        use push::Refusal;
        match refusal {
            Refusal::UnknownAccount => Self::UnknownAccount,
            Refusal::UnknownToken => Self::UnknownInvitation,
            Refusal::TokenUsed => Self::InvitationUsed,
            Refusal::TokenExpired => Self::InvitationExpired,
            Refusal::NotAttested => Self::NotAttested,
            Refusal::Proof => Self::ProofRefused,
            Refusal::CounterBehind => Self::CounterBehind,
            _ => Self::Incompatible,
        }
    }
}

impl ServerError {
    /// Whether the server gave an answer of any kind, which makes its dot green.
    pub(super) const fn was_reached(self) -> bool {
        !matches!(
            self,
            Self::Unreachable
                | Self::PrivateNetwork
                | Self::ForbiddenAddress
                | Self::Certificate(_)
                | Self::Unprotected
        )
    }
}

impl From<push::PushError> for DecisionError {
    fn from(error: push::PushError) -> Self {
        Self::Call(error.into())
    }
}

impl From<StorageError> for DecisionError {
    fn from(error: StorageError) -> Self {
        Self::Call(error.into())
    }
}

impl From<NotDecided> for DecisionError {
    fn from(reason: NotDecided) -> Self {
        match reason {
            NotDecided::Expired => Self::Expired,
            NotDecided::OtherComparison => Self::OtherComparison,
            NotDecided::OtherTap => Self::NotOnScreen,
            NotDecided::OtherActivation | NotDecided::ActivationOver => Self::ActivationOver,
        }
    }
}

impl From<ComparisonError> for DecisionError {
    fn from(error: ComparisonError) -> Self {
        match error {
            ComparisonError::NotAsked => Self::OtherComparison,
            ComparisonError::NotDigits(digits) => Self::NotDigits(digits),
            ComparisonError::NotALoginCode => Self::NotALoginCode,
            ComparisonError::OtherLogin => Self::OtherLogin,
        }
    }
}

impl From<CommitError> for PushCallError {
    fn from(error: CommitError) -> Self {
        match error {
            CommitError::NoSuchEntry => Self::UnknownAccount,
            CommitError::NeedsNewPin => Self::NewPinNeeded,
            other => Self::Storage(other.into()),
        }
    }
}

impl From<CommitError> for DecisionError {
    fn from(error: CommitError) -> Self {
        match error {
            CommitError::Replayed => Self::AlreadyAnswered,
            other => Self::Call(other.into()),
        }
    }
}

impl From<EarlyError> for PushCallError {
    fn from(error: EarlyError) -> Self {
        match error {
            EarlyError::NotAvailable | EarlyError::Missing | EarlyError::NewerVersion => Self::Locked,
            EarlyError::NoSuchAccount => Self::UnknownAccount,
            EarlyError::Failed(VaultFailure::Store(error)) => {
                Self::Storage(super::state::storage_error(error))
            }
            EarlyError::Replayed | EarlyError::BeyondLimit | EarlyError::Failed(_) => {
                Self::Storage(StorageError::Failed)
            }
        }
    }
}

impl From<EarlyError> for DecisionError {
    fn from(error: EarlyError) -> Self {
        match error {
            EarlyError::Replayed => Self::AlreadyAnswered,
            other => Self::Call(other.into()),
        }
    }
}

impl From<ActivationError> for PushCallError {
    fn from(error: ActivationError) -> Self {
        match error {
            ActivationError::Locked => Self::Locked,
            ActivationError::Unknown => Self::UnknownAccount,
            ActivationError::Pin(error) => Self::Pin(error),
            ActivationError::NewPinNeeded => Self::NewPinNeeded,
            ActivationError::Storage(error) => Self::Storage(error),
            ActivationError::Damaged
            | ActivationError::WeakPin(_)
            | ActivationError::PinsDiffer
            | ActivationError::OldPinNeeded
            | ActivationError::NotExportable
            | ActivationError::LockedByPolicy => Self::Damaged,
        }
    }
}

impl From<AccountError> for PushCallError {
    fn from(error: AccountError) -> Self {
        match error {
            AccountError::Locked => Self::Locked,
            AccountError::Unknown => Self::UnknownAccount,
            AccountError::NewPinNeeded => Self::NewPinNeeded,
            AccountError::Storage(error) => Self::Storage(error),
            AccountError::TooLong | AccountError::EmptyLabel | AccountError::TooLate => Self::Damaged,
        }
    }
}

impl From<CodeError> for PushCallError {
    fn from(error: CodeError) -> Self {
        match error {
            CodeError::Locked => Self::Locked,
            CodeError::Unknown => Self::UnknownAccount,
            CodeError::NewPinNeeded => Self::NewPinNeeded,
            CodeError::EnrollAgain => Self::EnrollAgain,
            CodeError::Storage(error) => Self::Storage(error),
            _ => Self::Damaged,
        }
    }
}

impl From<StorageError> for OnlineEnrollmentError {
    fn from(error: StorageError) -> Self {
        Self::Call(error.into())
    }
}

impl From<CommitError> for OnlineEnrollmentError {
    fn from(error: CommitError) -> Self {
        Self::Call(error.into())
    }
}

impl From<push::PushError> for OnlineEnrollmentError {
    fn from(error: push::PushError) -> Self {
        Self::Call(error.into())
    }
}
