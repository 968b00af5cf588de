//! What the screens of push approvals show. Texts are cleaned; what the server only claims is named so.

use super::views::{AccountId, Reachability};
use crate::enroll::PushWarning;
use crate::otp::Label;
use crate::push;
use crate::time::UnixTime;
use std::time::Duration;

/// Names one request for ever, across servers and accounts.
pub use crate::push::RequestId;

/// What a server asks of this app for as long as the account exists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PolicyView {
    /// The least number of characters that the PIN must have, 4 to 8; 4 where the server does not ask.
    pub pin_minimum: u8,
    /// Whether unlocking by biometrics must be set up.
    pub biometrics: bool,
}

/// What stands between this device and a server's policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PolicyObstacle {
    /// This device has no biometrics to lend: the account cannot be added here.
    BiometricsNotAvailable,
    /// The server takes only keys that the device's maker vouches for, and this device has no such keys to lend: the account
    /// cannot be added here.
    AttestationNotAvailable,
    /// Set up unlocking by biometrics first.
    BiometricsNeeded,
    /// Change the PIN first: it has fewer characters.
    PinTooShort {
        /// The least number of characters, 5 to 8.
        minimum: u8,
    },
    /// How long the PIN is, is not known (the vault was opened by biometrics): ask for it once and call
    /// [`confirm_present_pin`](super::Authenticator::confirm_present_pin).
    PinUnknown {
        /// The least number of characters, 5 to 8.
        minimum: u8,
    },
}

/// The part of an offer that only a push account has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PushOfferView {
    /// What its server will ask of this app. Shown before the user agrees.
    pub policy: PolicyView,
    /// What has to be done first; `None` where it can be added now.
    pub obstacle: Option<PolicyObstacle>,
    /// The server is in a private network or on this device, as far as its address tells: that needs a consent of its
    /// own. A name can turn out to be private later; then enrolling says so.
    pub private_network: bool,
    /// What the user should know.
    pub warnings: Vec<PushWarning>,
    /// This invitation was begun before and its answer was lost: enrolling goes on with the same keys.
    pub begun: bool,
}

/// How the user shows that a request is the one on the login page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum VerificationView {
    /// Not at all: accept or reject.
    None,
    /// Type the number that the login page shows.
    Enter {
        /// How many digits it has, 2 to 8.
        digits: u8,
    },
    /// Scan the QR code of the login page.
    Scan,
    /// Type the code of [`RequestView::code`] into the login page.
    Show {
        /// How many digits it has, 4 to 8.
        digits: u8,
    },
}

/// What is about to happen, as far as this app has words for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RequestKind {
    /// A login.
    Login,
    /// Something that its user has begun elsewhere is to be confirmed.
    Confirmation,
    /// A trial: the user wants to know whether this phone is asked.
    Test,
    /// Anything else: there is only the server's word for it, [`RequestView::event`].
    Other,
}

/// One open request.
#[derive(Clone, PartialEq, Eq)]
pub struct RequestView {
    /// Which request.
    pub id: RequestId,
    /// The account that it is for.
    pub account: AccountId,
    /// Who issued the account; empty while the vault is locked.
    pub issuer: String,
    /// Whose account it is; empty while the vault is locked.
    pub account_name: String,
    /// The host of the server that signed the request.
    pub server: String,
    /// What is about to happen.
    pub kind: RequestKind,
    /// What is about to happen, in the server's word: `login`.
    pub event: String,
    /// Where: the application's name.
    pub endpoint: String,
    /// From which address, as the server claims; `None` where it does not say.
    pub client_address: Option<String>,
    /// From which place, as the server claims.
    pub client_place: Option<String>,
    /// With which program, as the server claims.
    pub client_agent: Option<String>,
    /// What the server says about it. May be empty.
    pub message: String,
    /// A text had to be changed to be shown, or imitates other letters: a reason for doubt, to be said.
    pub doubtful: bool,
    /// How the user shows that it is the one on the login page.
    pub verification: VerificationView,
    /// Weaker than SP 800-63B-4 asks (nothing to compare, or fewer than six digits): to be said.
    pub low_assurance: bool,
    /// When it was made, by the server's clock.
    pub made: UnixTime,
    /// Whole seconds left, rounded up; counted by a clock that cannot be set.
    pub seconds_left: u64,
    /// It is on the screen: decisions are about this one. At most one of each account.
    pub on_screen: bool,
    /// The code to type into the login page; only once the request is on the screen and asks for it.
    pub code: Option<String>,
    /// Other open requests of the same account: someone else may be logging in.
    pub others: usize,
}

impl core::fmt::Debug for RequestView {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        // A live code is worth stealing, and who logs in where is nobody's business.
        f.debug_struct("RequestView")
            .field("id", &self.id)
            .field("on_screen", &self.on_screen)
            .finish_non_exhaustive()
    }
}

/// The requests screen: everything that is open, and how each account stands with its server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequestsView {
    /// Open requests, account by account in the user's order; the one on the screen before those behind it.
    pub requests: Vec<RequestView>,
    /// The push accounts.
    pub accounts: Vec<PushAccountView>,
}

/// How one push account stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PushAccountView {
    /// Which account.
    pub id: AccountId,
    /// The host of its server.
    pub server: String,
    /// The dot before its row.
    pub reachability: Reachability,
    /// Open requests.
    pub open_requests: usize,
    /// After three denials in ten minutes there are no prompts for a while: how long still. Its requests are listed.
    pub muted_for: Option<Duration>,
    /// How long to wait before the next poll; zero for now. Grows while the server does not answer.
    pub next_poll_in: Duration,
    /// Answers that were signed and not acknowledged yet. They are sent again, byte for byte, with the next poll.
    pub undelivered: usize,
    /// The server asks more than the user agreed to: nothing can be approved before
    /// [`accept_policy`](super::Authenticator::accept_policy).
    pub policy_change: Option<PolicyView>,
    /// The server's signed statement that the account has ended. Deleting it is the user's.
    pub ended: Option<EndedView>,
    /// The user wants it deleted, and its server was not told yet: the next poll tells it.
    pub end_pending: bool,
    /// Its keys were lost with a forgotten PIN: enroll again.
    pub enroll_again: bool,
}

/// A server's signed statement that an account has ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EndedView {
    /// When, by the server's clock.
    pub at: UnixTime,
    /// Whether this phone asked for it.
    pub by_this_phone: bool,
}

/// What a poll brought.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PollView {
    /// Which account.
    pub account: AccountId,
    /// Requests that were not known.
    pub arrived: Vec<RequestId>,
    /// Requests that ended elsewhere: superseded, answered on another phone, withdrawn, expired.
    pub ended: Vec<RequestId>,
    /// The one request that the user is asked about now; it is on the screen. `None` where one is there already, and
    /// while the account is muted.
    pub prompt: Option<RequestView>,
    /// What became of answers that were sent again.
    pub outcomes: Vec<OutcomeView>,
    /// How the account stands now.
    pub status: PushAccountView,
}

/// What became of an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutcomeView {
    /// The request that was answered.
    pub request: RequestId,
    /// Whether the answer said yes.
    pub approved: bool,
    /// What the server made of it.
    pub status: AnswerStatus,
}

/// What a server made of an answer, as it signed it.
#[derive(Clone, PartialEq, Eq)]
pub enum AnswerStatus {
    /// Approved: the login goes on.
    Approved,
    /// Approved as far as this phone is concerned: the login page now wants this code.
    AwaitCode {
        /// The code to type there; empty where it is no longer known.
        code: String,
    },
    /// Denied.
    Denied,
    /// The number or the scanned code was wrong: the request has ended as denied.
    WrongNumber,
    /// Too late; nothing changed.
    Expired,
    /// A newer request or the login page ended it; nothing changed.
    Superseded,
    /// Another answer was first; nothing changed.
    Already {
        /// Whether that one approved.
        approved: bool,
    },
    /// The server knows a later answer of this phone: its vault was restored from a copy, or copied. Nothing changed;
    /// [`resume_counter`](super::Authenticator::resume_counter) goes on, with the next request: this one was decided, and
    /// is not decided again. Say that a new login is needed.
    CounterBehind,
    /// The server did not answer. The answer is kept and sent again, byte for byte, with the next poll.
    NotDelivered,
}

impl core::fmt::Debug for AnswerStatus {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        // Without the code.
        f.write_str(match self {
            Self::Approved => "Approved",
            Self::AwaitCode { .. } => "AwaitCode(redacted)",
            Self::Denied => "Denied",
            Self::WrongNumber => "WrongNumber",
            Self::Expired => "Expired",
            Self::Superseded => "Superseded",
            Self::Already { approved: true } => "Already(approved)",
            Self::Already { approved: false } => "Already(denied)",
            Self::CounterBehind => "CounterBehind",
            Self::NotDelivered => "NotDelivered",
        })
    }
}

/// One of the user's devices, as the server lists it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeviceView {
    /// Its name.
    pub name: String,
    /// When it was added, by the server's clock.
    pub added: UnixTime,
    /// When it was last seen, by the server's clock.
    pub seen: UnixTime,
    /// Whether it is this one.
    pub this_device: bool,
}

/// One line of what has to be done on a new phone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReenrollmentView {
    /// Which account.
    pub account: AccountId,
    /// Who issued it.
    pub issuer: String,
    /// Whose account it is.
    pub account_name: String,
    /// The server's host: log in there, open its page of authenticators, and scan the code of a new one.
    pub server: String,
    /// The address of that page: `https://host`; empty where it is not known.
    pub address: String,
    /// Whether this very device lost the keys, so that it has to be done here.
    pub needed_here: bool,
}

impl From<push::Policy> for PolicyView {
    fn from(policy: push::Policy) -> Self {
        Self { pin_minimum: policy.pin_minimum(), biometrics: policy.biometrics() }
    }
}

impl From<&push::Ended> for EndedView {
    fn from(ended: &push::Ended) -> Self {
        Self { at: ended.at, by_this_phone: ended.by == push::EndedBy::Phone }
    }
}

impl From<push::ListedDevice> for DeviceView {
    fn from(device: push::ListedDevice) -> Self {
        let name = Label::as_str(&device.name).to_owned();
        Self { name, added: device.added, seen: device.seen, this_device: device.this }
    }
}

impl From<&push::Text> for RequestKind {
    fn from(event: &push::Text) -> Self {
        // What was signed, not what is shown: a word that had to be cleaned is no word that this app knows.
        match event.signed() {
            "login" => Self::Login,
            "confirmation" => Self::Confirmation,
            "test" => Self::Test,
            _ => Self::Other,
        }
    }
}

impl From<&push::Verification> for VerificationView {
    fn from(verification: &push::Verification) -> Self {
        match *verification {
            push::Verification::None => Self::None,
            push::Verification::Enter { digits } => Self::Enter { digits },
            push::Verification::Scan { .. } => Self::Scan,
            push::Verification::Show { digits } => Self::Show { digits },
        }
    }
}
