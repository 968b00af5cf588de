//! Requests: asking servers for them, listing what is open, and putting one on the screen. All of it works while the
//! vault is locked, on devices whose keys are in hardware.

use crate::authenticator::Authenticator;
use crate::cancellation::Cancellation;
use countersign::authenticator::{
    AccountId, AnswerStatus, EndedView, LONG_POLL, OutcomeView, PolicyView, PollView, PushAccountView,
    PushCallError, Reachability, RequestId, RequestKind, RequestView, RequestsView, StorageError,
    VerificationView,
};
use countersign::time::UnixTime;
use std::sync::Arc;
use std::time::Duration;

/// The requests screen: everything that is open, and how each account stands with its server.
#[uniffi::remote(Record)]
pub struct RequestsView {
    /// Open requests, account by account in the user's order; the one on the screen before those behind it.
    pub requests: Vec<RequestView>,
    /// The push accounts.
    pub accounts: Vec<PushAccountView>,
}

/// One open request.
#[uniffi::remote(Record)]
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

/// What is about to happen, as far as this app has words for it.
#[uniffi::remote(Enum)]
pub enum RequestKind {
    /// A login.
    Login,
    /// Something that its user has begun elsewhere is to be confirmed.
    Confirmation,
    /// A trial: the user wants to know whether this phone is asked.
    Test,
    /// Anything else: there is only the server's word for it, `event`.
    Other,
}

/// How the user shows that a request is the one on the login page.
#[uniffi::remote(Enum)]
pub enum VerificationView {
    /// Not at all: accept or reject.
    #[uniffi(name = "Nothing")]
    None,
    /// Type the number that the login page shows.
    Enter {
        /// How many digits it has, 2 to 8.
        digits: u8,
    },
    /// Scan the QR code of the login page.
    Scan,
    /// Type the code of `RequestView::code` into the login page.
    Show {
        /// How many digits it has, 4 to 8.
        digits: u8,
    },
}

/// How one push account stands.
#[uniffi::remote(Record)]
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
    /// `accept_policy`.
    pub policy_change: Option<PolicyView>,
    /// The server's signed statement that the account has ended. Deleting it is the user's.
    pub ended: Option<EndedView>,
    /// The user wants it deleted, and its server was not told yet: the next poll tells it.
    pub end_pending: bool,
    /// Its keys were lost with a forgotten PIN: enroll again.
    pub enroll_again: bool,
}

/// A server's signed statement that an account has ended.
#[uniffi::remote(Record)]
pub struct EndedView {
    /// When, by the server's clock.
    pub at: UnixTime,
    /// Whether this phone asked for it.
    pub by_this_phone: bool,
}

/// What a poll brought.
#[uniffi::remote(Record)]
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
#[uniffi::remote(Record)]
pub struct OutcomeView {
    /// The request that was answered.
    pub request: RequestId,
    /// Whether the answer said yes.
    pub approved: bool,
    /// What the server made of it.
    pub status: AnswerStatus,
}

/// What a server made of an answer, as it signed it.
#[uniffi::remote(Enum)]
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
    /// `resume_counter` goes on.
    CounterBehind,
    /// The server did not answer. The answer is kept and sent again, byte for byte, with the next poll.
    NotDelivered,
}

/// How long a server may hold the answer to a poll back.
#[uniffi::export]
pub fn long_poll() -> Duration {
    LONG_POLL
}

#[uniffi::export]
impl Authenticator {
    /// Everything that is open, and how each account stands with its server. Sends nothing; cheap enough for each redraw.
    ///
    /// # Errors
    /// `Locked` while the vault is locked, unless the lock view says that requests can be seen then.
    pub fn requests(&self) -> Result<RequestsView, PushCallError> {
        self.call(|core| core.requests())
    }

    /// Asks the server of one account for its open requests. `wait` is how long the server may hold its answer back until
    /// there is something new: zero when the user pulls to refresh, `long_poll()` in a loop while the app is open. Answers
    /// that were not acknowledged are sent again first. When to call it next says `next_poll_in`, after failures as well.
    ///
    /// # Errors
    /// `Running` while another poll of this account runs; `Ended` once its server has ended the account; `Server` for what
    /// the server did. No request changes then.
    pub async fn poll(
        &self,
        account: AccountId,
        wait: Duration,
        cancellation: Arc<Cancellation>,
    ) -> Result<PollView, PushCallError> {
        self.ask(cancellation, |core, cancel| async move { core.poll(account, wait, &cancel).await }).await
    }

    /// The user opened the app or pulled to refresh: the next poll of every account is due now, unless its server asked to
    /// wait.
    ///
    /// # Errors
    /// As `requests`.
    pub fn hurry_polls(&self) -> Result<(), PushCallError> {
        self.call(|core| core.hurry_polls())
    }

    /// Reads what a push channel delivered, already decrypted. It is a hint and nothing in it is shown: the account that is
    /// returned is to be polled now. Nothing is returned where it means nothing here.
    ///
    /// # Errors
    /// As `requests`.
    pub fn wake_up(&self, message: Vec<u8>) -> Result<Option<AccountId>, PushCallError> {
        self.call(|core| core.wake_up(&message))
    }

    /// Puts a request on the screen: from now on decisions are about this one, taps in the first 700 ms are ignored, and a
    /// code that the user will type into the login page is drawn. Call it when the screen appears, also for a request that
    /// a poll prompted for.
    ///
    /// # Errors
    /// `UnknownRequest` where it has ended meanwhile.
    pub fn open_request(&self, request: RequestId) -> Result<RequestView, PushCallError> {
        self.call(|core| core.open_request(request))
    }

    /// Says that something else on the request's screen has changed (it was turned, covered, came back): taps in the next
    /// 700 ms are ignored. Not for a countdown.
    ///
    /// # Errors
    /// Only a defect of this library.
    pub fn request_screen_changed(&self, request: RequestId) -> Result<(), StorageError> {
        self.answer(|core| core.request_screen_changed(request))
    }
}
