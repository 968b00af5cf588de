//! What can go wrong with push accounts, told as what the caller can do.

use countersign::authenticator::{
    DecisionError, EnrollmentError, OnlineEnrollmentError, PolicyObstacle, PushCallError, ServerError,
    StorageError, UnlockError,
};
use countersign::ports::CertificateProblem;
use std::time::Duration;

/// What went wrong between this app and a server. Nothing changed on this phone.
#[uniffi::remote(Enum)]
pub enum ServerError {
    /// No answer came: try again later. The server may have carried the call out.
    Unreachable,
    /// The server asks to wait for at least this long.
    Busy(#[uniffi(name = "wait")] Duration),
    /// The server is in a private network or on this device, and the user has not agreed to that. Nothing was sent: ask.
    PrivateNetwork,
    /// Its address is no server's. Nothing was sent, and no consent helps.
    ForbiddenAddress,
    /// The server did not show that it is the one meant. Nothing was sent; look at the device's clock where a time is
    /// wrong, else tell the server's administrator.
    Certificate(#[uniffi(name = "problem")] CertificateProblem),
    /// No protected connection came about.
    Unprotected,
    /// The server said something that no server of this protocol says; it may be an attack. Tell its administrator.
    Misbehaved,
    /// The server and this version of the app do not understand each other: update the app.
    Incompatible,
    /// The server says (unsigned, so nothing is concluded) that it does not know the account.
    UnknownAccount,
    /// The server knows a later signature of this phone (it says so unsigned): new keys are not taken before
    /// `resume_counter`.
    CounterBehind,
    /// The server does not accept this phone's proof.
    ProofRefused,
    /// The enrollment code is not valid, or no longer: scan a new one.
    UnknownInvitation,
    /// Another phone has used the enrollment code: scan a new one.
    InvitationUsed,
    /// The time of the enrollment code is over: scan a new one.
    InvitationExpired,
    /// The server takes only keys that the device's maker vouches for, and does not take this device's word: enroll another.
    NotAttested,
}

/// What is wrong with a server's certificate.
#[uniffi::remote(Enum)]
pub enum CertificateProblem {
    /// Its time is over. The device's clock may be wrong.
    Expired,
    /// Its time has not begun. The device's clock may be wrong.
    NotYetValid,
    /// It is for another server.
    WrongHost,
    /// Nobody whom this device trusts has issued it.
    UnknownIssuer,
    /// It was taken back.
    Revoked,
    /// It, or one above it, may not be used for this: name constraints, key usage, a leaf that issues.
    NotForThisUse,
    /// It is malformed, wrongly signed, or signed in a way that is no longer safe.
    Malformed,
}

/// A call about push accounts or their requests was refused.
#[uniffi::remote(Error)]
pub enum PushCallError {
    /// Unlock first.
    Locked,
    /// There is no such push account (any more).
    UnknownAccount,
    /// There is no such request (any more).
    UnknownRequest,
    /// This app was opened without a way to servers.
    Offline,
    /// The same call is running for this account already: wait for it.
    Running,
    /// The caller cancelled it.
    Cancelled,
    /// The account has ended; only deleting it is left.
    Ended,
    /// The account's keys are gone: enroll it again.
    EnrollAgain,
    /// The account's protocol has no such thing.
    NotSupported,
    /// A name is empty or longer than 64 bytes, or the push channel is not usable.
    InvalidDevice,
    /// The server asks for something first.
    Policy(PolicyObstacle),
    /// The vault was opened with the recovery code: choose a new PIN first.
    NewPinNeeded,
    /// The user was not verified: see inside.
    Pin(UnlockError),
    /// The account's record is damaged, or a newer version of the app wrote it.
    Damaged,
    /// The device's signing key refused: its prompt was dismissed, or the key is gone.
    NotSigned,
    /// What the server did.
    Server(ServerError),
    /// Nothing was stored.
    Storage(StorageError),
}

/// A request was not decided. Nothing was signed, and the request is still there unless its time is over.
#[uniffi::remote(Error)]
pub enum DecisionError {
    /// The screen changed less than 700 ms ago: the tap was meant for what was there before. Ask for it again.
    TooSoon,
    /// The time of the request is over.
    Expired,
    /// The request is not on the screen: open it first.
    NotOnScreen,
    /// The request was answered before, or made before an older copy of the vault was accepted.
    AlreadyAnswered,
    /// The request asks for another kind of comparison.
    OtherComparison,
    /// What was typed is no number of this many digits.
    NotDigits(u8),
    /// What was scanned is no code of a login page.
    NotALoginCode,
    /// What was scanned belongs to another login: a reason for alarm, to be said.
    OtherLogin,
    /// The server asks more of this app than the user agreed to: show it, and
    /// `accept_policy` first. Denying is possible.
    PolicyNotAccepted,
    /// The user was not verified for this request in time: verify again.
    ActivationOver,
    /// Everything else.
    Call(PushCallError),
}

/// An account was not enrolled. Nothing is left of it, unless it says otherwise.
#[uniffi::remote(Error)]
pub enum OnlineEnrollmentError {
    /// The offer is one of one-time codes: confirm it instead.
    NotOnline,
    /// The offer itself was refused.
    Offer(EnrollmentError),
    /// Everything else. After `ServerError::Unreachable` keys and invitation are kept: enrolling again with the same
    /// code goes on where it was, also after a restart.
    Call(PushCallError),
}
