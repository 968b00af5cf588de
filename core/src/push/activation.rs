//! What must come from the user: a tap on what is shown, and for an approval being verified for this very request.
//!
//! Neither can be copied or used twice: whoever decides takes them by value.

use super::RequestId;
use super::challenge::ACTIVATION_LIFE;
use crate::time::BootTime;

/// How the user was verified.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum UserVerification {
    /// By the PIN of the vault.
    Pin,
    /// By biometrics that released a key.
    Biometric,
}

/// A tap on one request, after it had been on the screen for a moment. See
/// [`Challenge::tap`](super::Challenge::tap).
#[derive(Debug, PartialEq, Eq)]
pub struct Tap {
    pub(super) request: RequestId,
    pub(super) at: BootTime,
}

impl Tap {
    pub(super) const fn new(request: RequestId, at: BootTime) -> Self {
        Self { request, at }
    }

    /// The request that was tapped.
    pub const fn request(&self) -> RequestId {
        self.request
    }

    /// When.
    pub const fn at(&self) -> BootTime {
        self.at
    }
}

/// The user was verified for one request, and for one signature within 60 seconds. Unlocking the app is none. See
/// [`Challenge::activated`](super::Challenge::activated).
#[derive(Debug, PartialEq, Eq)]
pub struct Activation {
    pub(super) request: RequestId,
    pub(super) by: UserVerification,
    pub(super) given: BootTime,
}

impl Activation {
    pub(super) const fn new(request: RequestId, by: UserVerification, given: BootTime) -> Self {
        Self { request, by, given }
    }

    /// The request that it was given for.
    pub const fn request(&self) -> RequestId {
        self.request
    }
}

/// The user was verified for a use of the user key that approves nothing: good once, within 60 seconds.
#[derive(Debug, PartialEq, Eq)]
pub struct AccountActivation {
    purpose: AccountPurpose,
    by: UserVerification,
    given: BootTime,
}

/// What the user key is used for beside approvals.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AccountPurpose {
    /// Fetching the counter after a restored backup.
    ResumeCounter,
    /// Replacing the account's keys.
    RotateKeys,
}

impl AccountActivation {
    /// The user was verified, just now. Whoever calls this has said before what for.
    pub const fn new(purpose: AccountPurpose, by: UserVerification, now: BootTime) -> Self {
        Self { purpose, by, given: now }
    }

    /// Uses it up; `None` where it was given for something else, or too long ago.
    pub(super) fn used_for(self, purpose: AccountPurpose, now: BootTime) -> Option<UserVerification> {
        let fresh = now.since(self.given).is_some_and(|passed| passed <= ACTIVATION_LIFE);
        (fresh && self.purpose == purpose).then_some(self.by)
    }
}
