//! What can go wrong with a server, and who is to blame.

use super::KeyPurpose;
use crate::crypto::SignatureError;
use crate::jose::StatementError;
use crate::ports::{HttpError, RandomFailed};
use crate::strict_json::JsonError;
use std::time::Duration;

/// Why an exchange came to nothing. Nothing changed on the phone, besides what an earlier step had committed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PushError {
    /// No answer came: try again later. The server may have carried the call out.
    #[error("the server cannot be reached: {0}")]
    NotReachable(HttpError),
    /// The connection was not acceptable: the certificate, TLS, or an address that needs a consent or is none.
    #[error("the connection to the server is not acceptable: {0}")]
    NotAcceptable(HttpError),
    /// The server has too much to do, or is being repaired. Not before this time has passed; zero where it did not say.
    #[error("the server asks to wait")]
    Busy(Duration),
    /// The server said something that no server of this protocol says. It may be an attack.
    #[error("the server misbehaved: {0}")]
    ServerMisbehaved(Misbehaviour),
    /// The server did not understand, or answered with a status that the protocol does not know.
    #[error("the server and this app do not understand each other (status {status})")]
    ServerIncompatible {
        /// The HTTP status of its answer.
        status: u16,
    },
    /// The server understood, and refused. Nobody signed this: it is a hint, and nothing is concluded from it.
    #[error("the server refused: {0}")]
    ServerRefused(Refusal),
    /// The account's record does not belong to this protocol or is damaged.
    #[error("the account's record is damaged")]
    AccountDamaged,
    /// A private key that the call needs is not at hand: locked, or gone with a forgotten PIN.
    #[error("the {0:?} key is not at hand")]
    KeyMissing(KeyPurpose),
    /// A key refused to sign.
    #[error("the statement could not be signed")]
    SigningFailed,
    /// The system's random source failed.
    #[error("the system's random source failed")]
    RandomFailed,
    /// An answer, code or text was made for another account, protocol or request than it was used with. The caller errs.
    #[error("made for something else")]
    Misused,
}

/// What a server said in an answer that was no signed statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
pub enum Refusal {
    /// It does not know the account. The account stays: only a signed statement ends it.
    #[error("the account is not known")]
    UnknownAccount,
    /// The enrollment code is not valid, or no longer.
    #[error("the enrollment code is not valid")]
    UnknownToken,
    /// Another phone has used the enrollment code.
    #[error("the enrollment code was used by another phone")]
    TokenUsed,
    /// The time of the enrollment code is over.
    #[error("the enrollment code has expired")]
    TokenExpired,
    /// It takes only keys that the device's maker vouches for.
    #[error("the keys are not attested")]
    NotAttested,
    /// It does not know the request, or sent another text of it.
    #[error("the request is not known")]
    UnknownRequest,
    /// It has seen a later signature of this phone: resume the counter, then make the rotation anew.
    #[error("the counter is behind")]
    CounterBehind,
    /// It does not accept the phone's proof.
    #[error("the proof of this phone was not accepted")]
    Proof,
    /// The call is too large for it.
    #[error("the call is too large")]
    TooLarge,
}

/// What a server did wrong, and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{place}: {fault}")]
pub struct Misbehaviour {
    /// The statement or message that is wrong: a `typ`, or `response`.
    pub place: &'static str,
    /// What is wrong with it.
    pub fault: Fault,
}

/// What is wrong with something that a server said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// It is no HTTP that the call asked for.
    #[error("{0}")]
    Http(HttpError),
    /// It is no JSON of the right size.
    #[error("{0}")]
    Json(JsonError),
    /// A member is missing, of the wrong type or outside its range.
    #[error("the member {0:?} is not acceptable")]
    Member(&'static str),
    /// It is not signed by the server's key for this purpose.
    #[error("{0}")]
    Statement(StatementError),
    /// It is signed, but by another server, or for another account or another device.
    #[error("made for someone else")]
    Addressee,
    /// It is signed, but the answer to another call.
    #[error("the answer to another call")]
    OtherCall,
    /// The account is called otherwise than the user agreed to.
    #[error("the account is called otherwise")]
    OtherName,
    /// It asks more of the phone than the user agreed to.
    #[error("the policy asks more than was agreed")]
    StricterPolicy,
    /// What was sealed to this phone does not open.
    #[error("what was sealed to this phone does not open")]
    Sealed,
    /// A public key in it is the wrong one.
    #[error("a public key is the wrong one")]
    Key,
}

impl PushError {
    pub(super) const fn misbehaved(place: &'static str, fault: Fault) -> Self {
        Self::ServerMisbehaved(Misbehaviour { place, fault })
    }
}

impl From<HttpError> for PushError {
    fn from(error: HttpError) -> Self {
        match error {
            HttpError::NameNotResolved | HttpError::Unreachable | HttpError::TimedOut | HttpError::Closed => {
                Self::NotReachable(error)
            }
            HttpError::PrivateAddress
            | HttpError::ForbiddenAddress
            | HttpError::Certificate(_)
            | HttpError::Tls => Self::NotAcceptable(error),
            HttpError::Redirected | HttpError::TooLarge | HttpError::ProtocolViolation => {
                Self::misbehaved("response", Fault::Http(error))
            }
            HttpError::InvalidRequest => Self::Misused,
        }
    }
}

impl From<SignatureError> for PushError {
    fn from(_: SignatureError) -> Self {
        Self::SigningFailed
    }
}

impl From<RandomFailed> for PushError {
    fn from(_: RandomFailed) -> Self {
        Self::RandomFailed
    }
}
