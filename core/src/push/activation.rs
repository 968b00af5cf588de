//! What must come from the user: a tap on what is shown, and for an approval being verified for this very request.
//!
//! Neither can be copied or used twice: whoever decides takes them by value.

use super::RequestId;
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
    at: BootTime,
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

/// The user was verified so that this phone may fetch its counter, and for nothing else: good once, within 60 seconds.
#[derive(Debug, PartialEq, Eq)]
pub struct ResumeActivation {
    pub(super) by: UserVerification,
    pub(super) given: BootTime,
}

impl ResumeActivation {
    /// The user was verified, just now. Whoever calls this has said before what for.
    pub const fn new(by: UserVerification, now: BootTime) -> Self {
        Self { by, given: now }
    }
}
