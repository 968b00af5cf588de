//! A request on its way to a decision: verified, then shown, then decided. Each state is a type, so that what was not
//! shown cannot be decided, and what was decided cannot be decided again.
//!
//! What is not verified is no challenge at all: a protocol makes one from a signed statement only.

use super::activation::{Activation, Tap, UserVerification};
use super::comparison::{Comparison, draw_code};
use super::request::{Request, RequestId, Verification};
use crate::ports::{Random, RandomFailed};
use crate::time::{BootTime, UnixTime};
use std::time::Duration;

/// Input this soon after a change of what is shown was meant for what was shown before.
pub const SETTLING: Duration = Duration::from_millis(700);
/// How long an activation is good for.
pub const ACTIVATION_LIFE: Duration = Duration::from_secs(60);

/// A request in one of its states: [`Verified`] or [`Shown`].
#[derive(Debug)]
pub struct Challenge<State> {
    request: Request,
    deadline: BootTime,
    state: State,
}

/// Signed by the server; nobody has seen it.
#[derive(Clone, Copy, Debug)]
pub struct Verified(());

/// On the screen.
#[derive(Debug)]
pub struct Shown {
    since: BootTime,
    changed: BootTime,
    code: Option<String>,
}

/// Why a request was not decided. Nothing was signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotDecided {
    /// Its time is over.
    #[error("the request has expired")]
    Expired,
    /// The tap was on another request, or on this one when it was on the screen before.
    #[error("the tap was on another request")]
    OtherTap,
    /// The number, secret or code is another request's, or not of the kind that this one asks for.
    #[error("the comparison does not belong to this request")]
    OtherComparison,
    /// The activation was given for another request, or before this one was shown.
    #[error("the activation was given for another request")]
    OtherActivation,
    /// The activation is older than 60 seconds.
    #[error("the activation is no longer good")]
    ActivationOver,
}

/// A request that was not decided, still on the screen unless its time is over.
#[derive(Debug)]
pub struct Undecided {
    /// The request as it was.
    pub challenge: Challenge<Shown>,
    /// Why.
    pub reason: NotDecided,
}

/// The user's approval: of what was shown, compared as asked, under an activation that is now used up. Signed once.
#[derive(Debug)]
pub struct Approval {
    pub(super) request: Request,
    pub(super) comparison: Comparison,
    pub(super) verification: UserVerification,
}

/// The user's denial.
#[derive(Debug)]
pub struct Denial {
    pub(super) request: Request,
    pub(super) reason: DenyReason,
}

/// Why a request is denied.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DenyReason {
    /// The user did not start it: fraud.
    NotMe,
    /// The user started it and changed their mind.
    Cancelled,
}

impl<State> Challenge<State> {
    /// What names the request everywhere.
    pub const fn id(&self) -> RequestId {
        self.request.id
    }

    /// What the server signed.
    pub const fn request(&self) -> &Request {
        &self.request
    }

    /// The request alone: it was not decided.
    pub fn into_request(self) -> Request {
        self.request
    }

    /// Time left by the clock that cannot be set; `None` when it is over, or the device was restarted.
    pub fn left(&self, now: BootTime) -> Option<Duration> {
        self.deadline.since(now).filter(|left| !left.is_zero())
    }
}

impl Challenge<Verified> {
    /// A request whose statement was verified. `server_now` is the server's time at `arrived`.
    pub(super) fn new(request: Request, server_now: UnixTime, arrived: BootTime) -> Self {
        let left = request.expires.milliseconds().saturating_sub(server_now.milliseconds());
        Self { deadline: arrived.after(Duration::from_millis(left)), request, state: Verified(()) }
    }

    /// The request appears on the screen. A code that the user will type into the login page is drawn now.
    pub fn show(self, now: BootTime, random: &dyn Random) -> Result<Challenge<Shown>, RandomFailed> {
        let code = match self.request.verification {
            Verification::Show { digits } => Some(draw_code(digits, random)?),
            _ => None,
        };
        let state = Shown { since: now, changed: now, code };
        Ok(Challenge { request: self.request, deadline: self.deadline, state })
    }
}

impl Challenge<Shown> {
    /// Something beside the request changed on its screen: taps are ignored for a moment.
    pub const fn screen_changed(&mut self, now: BootTime) {
        self.state.changed = now;
    }

    /// Takes the request off the screen, back behind others. A code that was drawn is never shown again.
    pub(super) fn hide(self) -> Challenge<Verified> {
        Challenge { request: self.request, deadline: self.deadline, state: Verified(()) }
    }

    /// The code that the user types into the login page, where the request asks for that.
    pub fn code(&self) -> Option<&str> {
        self.state.code.as_deref()
    }

    /// The user tapped. `None` for a tap in the first 700 ms after a change of the screen, or when the time is over.
    pub fn tap(&self, now: BootTime) -> Option<Tap> {
        let settled = now.since(self.state.changed).is_some_and(|passed| passed >= SETTLING);
        (settled && self.left(now).is_some()).then(|| Tap::new(self.id(), now))
    }

    /// The user was verified for this request, just now. Whoever calls this has checked the PIN or released a key by
    /// biometrics after the request was shown, and for nothing else.
    pub const fn activated(&self, by: UserVerification, now: BootTime) -> Activation {
        Activation::new(self.id(), by, now)
    }

    /// The user approves. Uses up the tap, the comparison and the activation, whatever comes of it.
    pub fn approve(
        self,
        tap: Tap,
        comparison: Comparison,
        activation: Activation,
        now: BootTime,
    ) -> Result<Approval, Box<Undecided>> {
        let given = now.since(activation.given);
        let after_shown = activation.given.since(self.state.since).is_some();
        let reason = match () {
            () if self.left(now).is_none() => NotDecided::Expired,
            () if !self.was_tapped(&tap) => NotDecided::OtherTap,
            () if !self.accepts(&comparison) => NotDecided::OtherComparison,
            () if activation.request != self.id() || !after_shown => NotDecided::OtherActivation,
            () if given.is_none_or(|passed| passed > ACTIVATION_LIFE) => NotDecided::ActivationOver,
            () => {
                return Ok(Approval { request: self.request, comparison, verification: activation.by });
            }
        };
        Err(Box::new(Undecided { challenge: self, reason }))
    }

    /// The user denies. Needs no activation: a denial can only protect.
    pub fn deny(self, tap: Tap, reason: DenyReason, now: BootTime) -> Result<Denial, Box<Undecided>> {
        let problem = match () {
            () if self.left(now).is_none() => NotDecided::Expired,
            () if !self.was_tapped(&tap) => NotDecided::OtherTap,
            () => return Ok(Denial { request: self.request, reason }),
        };
        Err(Box::new(Undecided { challenge: self, reason: problem }))
    }

    /// Whether the tap was on this request, while it was on the screen this time.
    fn was_tapped(&self, tap: &Tap) -> bool {
        tap.request == self.id() && tap.at.since(self.state.since).is_some()
    }

    fn accepts(&self, comparison: &Comparison) -> bool {
        comparison.belongs_to(self.id(), &self.request.verification)
    }
}

impl Approval {
    /// What is approved.
    pub const fn request(&self) -> &Request {
        &self.request
    }
}

impl Denial {
    /// What is denied.
    pub const fn request(&self) -> &Request {
        &self.request
    }

    /// Why.
    pub const fn reason(&self) -> DenyReason {
        self.reason
    }
}

#[cfg(test)]
mod tests;
