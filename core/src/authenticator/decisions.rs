//! Deciding a request. What was shown is what is signed; a decision and the memory of it are on the disk before anything
//! is sent; a lost answer is sent again byte for byte.

use super::cancel::Cancellation;
use super::error::ActivationError;
use super::pin::typed_pin;
use super::push::{Ground, Notes, Whose, shown_lines};
use super::push_error::{DecisionError, PushCallError};
use super::push_views::{OutcomeView, RequestId};
use super::state::Open;
use super::unlock::unlock_error;
use super::views::{AccountId, HistoryEvent};
use super::{Authenticator, UnlockError};
use crate::crypto::SecretBytes;
use crate::push::{self, Challenge, Comparison, Shown, Signed, SignedAnswer, UserVerification, Verdict};
use crate::vault::{self, SlotError};

/// Why a request is denied. `NotMe` is reported to the server as fraud.
pub use crate::push::DenyReason;

/// What the user compared with the login page.
#[derive(Default)]
pub enum Compared {
    /// Nothing: the request asks for nothing.
    #[default]
    Nothing,
    /// The number that was typed. White space in it does not count.
    Number(String),
    /// The text of the QR code that was scanned from the login page.
    Scanned(String),
    /// The user will type the code of [`RequestView::code`](super::RequestView::code) into the login page.
    CodeShown,
}

impl core::fmt::Debug for Compared {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        // Whoever knows the number passes for someone who sees the login page.
        f.write_str(match self {
            Self::Nothing => "Nothing",
            Self::Number(_) => "Number(redacted)",
            Self::Scanned(_) => "Scanned(redacted)",
            Self::CodeShown => "CodeShown",
        })
    }
}

/// How the user is verified, for one decision. Unlocking the app is no such thing.
#[derive(Debug)]
pub enum Verify {
    /// By the PIN, given after the request was shown.
    Pin(SecretBytes),
    /// By the device's biometric prompt, which the call shows.
    Biometrics,
}

impl Authenticator {
    /// Approves the request on the screen. The user is verified for it, once: a PIN is tried as at unlocking (charged,
    /// counted, the tenth wrong one erases), which takes 0.1–0.5 s before the server is asked. Request, decision and
    /// answer are in both files of the vault before anything is sent.
    ///
    /// Where the server does not answer, the outcome is [`NotDelivered`](super::AnswerStatus::NotDelivered), and the answer is sent again with
    /// the next poll. After it was signed, `cancellation` only stops the waiting.
    ///
    /// # Errors
    /// Each variant of [`DecisionError`] says what to do next; nothing was signed. A wrong PIN is
    /// [`PushCallError::Pin`].
    pub async fn approve(
        &self,
        request: RequestId,
        compared: Compared,
        by: Verify,
        cancellation: &Cancellation,
    ) -> Result<OutcomeView, DecisionError> {
        self.finish_rotation_before(request, cancellation).await?;
        let signed = self.with_open_ground(|ground| ground.sign_approval(request, compared, by));
        let (id, answer) = self.lock_when_erased(signed)?;
        self.deliver(id, answer, cancellation).await
    }

    /// Denies the request on the screen. Needs no PIN, and works while locked where requests can be seen then: a denial
    /// can only protect. After three in ten minutes the account is muted for a quarter of an hour.
    ///
    /// # Errors
    /// As [`approve`](Self::approve).
    pub async fn deny(
        &self,
        request: RequestId,
        reason: DenyReason,
        cancellation: &Cancellation,
    ) -> Result<OutcomeView, DecisionError> {
        self.finish_rotation_before(request, cancellation).await?;
        let (id, answer) = self.with_ground(|ground| ground.sign_denial(request, reason))?;
        self.deliver(id, answer, cancellation).await
    }

    /// Locks a vault that a tenth wrong PIN has just erased.
    pub(super) fn lock_when_erased<T, E: MayHaveErased>(&self, outcome: Result<T, E>) -> Result<T, E> {
        if outcome.as_ref().is_err_and(MayHaveErased::has_erased) {
            self.lock();
        }
        outcome
    }
}

/// An error that can say that the vault is gone.
pub(super) trait MayHaveErased {
    fn has_erased(&self) -> bool;
}

impl MayHaveErased for ActivationError {
    fn has_erased(&self) -> bool {
        matches!(self, Self::Pin(UnlockError::Erased))
    }
}

impl MayHaveErased for PushCallError {
    fn has_erased(&self) -> bool {
        matches!(self, Self::Pin(UnlockError::Erased))
    }
}

impl MayHaveErased for DecisionError {
    fn has_erased(&self) -> bool {
        matches!(self, Self::Call(error) if error.has_erased())
    }
}

impl Ground<'_> {
    fn sign_approval(
        &mut self,
        request: RequestId,
        compared: Compared,
        by: Verify,
    ) -> Result<(AccountId, SignedAnswer), DecisionError> {
        let id = self.decidable(request)?;
        let record = self.record(id)?;
        if record.asked().is_some() {
            return Err(DecisionError::PolicyNotAccepted);
        }
        let now = self.now().boot;
        let shown = self.on_screen(id, request)?;
        let tap = shown.tap(now).ok_or(DecisionError::TooSoon)?;
        let compared = compared.with(shown)?;
        // The keys before the PIN: what cannot be signed costs no attempt.
        let keys = self.keys(id, Whose::Present)?;
        let verification = self.open()?.verify(by)?;
        // The derivation took its time.
        let now = self.now();
        let inbox = &mut self.line(id).inbox;
        let challenge = inbox.take_shown().ok_or(DecisionError::NotOnScreen)?;
        let activation = challenge.activated(verification, now.boot);
        let approval = match challenge.approve(tap, compared, activation, now.boot) {
            Ok(approval) => approval,
            Err(undecided) => {
                let reason = undecided.reason;
                inbox.put_back(*undecided);
                return Err(reason.into());
            }
        };
        let shown = shown_lines(approval.request());
        let protocol = push::protocol(record.account.protocol()).ok_or(PushCallError::Damaged)?;
        let signed = protocol.approve(&record.account, approval, self.context(&keys))?;
        self.keep_answer(id, signed, HistoryEvent::RequestApproved, shown)
    }

    fn sign_denial(
        &mut self,
        request: RequestId,
        reason: DenyReason,
    ) -> Result<(AccountId, SignedAnswer), DecisionError> {
        let id = self.decidable(request)?;
        let record = self.record(id)?;
        let now = self.now().boot;
        let tap = self.on_screen(id, request)?.tap(now).ok_or(DecisionError::TooSoon)?;
        let keys = self.keys(id, Whose::Present)?;
        let inbox = &mut self.line(id).inbox;
        let challenge = inbox.take_shown().ok_or(DecisionError::NotOnScreen)?;
        let denial = match challenge.deny(tap, reason, now) {
            Ok(denial) => denial,
            Err(undecided) => {
                let reason = undecided.reason;
                inbox.put_back(*undecided);
                return Err(reason.into());
            }
        };
        let shown = shown_lines(denial.request());
        let protocol = push::protocol(record.account.protocol()).ok_or(PushCallError::Damaged)?;
        let signed = protocol.deny(&record.account, denial, self.context(&keys))?;
        let event = match reason {
            DenyReason::NotMe => HistoryEvent::RequestDeniedNotMe,
            DenyReason::Cancelled => HistoryEvent::RequestDenied,
        };
        self.keep_answer(id, signed, event, shown)
    }

    /// The account of a request that can still be decided.
    fn decidable(&mut self, request: RequestId) -> Result<AccountId, DecisionError> {
        let id = self.lines().account_of(request);
        if self.has_answered(request) {
            return Err(DecisionError::AlreadyAnswered);
        }
        let id = id.ok_or(PushCallError::UnknownRequest)?;
        if self.sweep(id).contains(&request) {
            return Err(DecisionError::Expired);
        }
        Ok(id)
    }

    fn on_screen(&mut self, id: AccountId, request: RequestId) -> Result<&Challenge<Shown>, DecisionError> {
        let shown = self.line(id).inbox.shown().filter(|shown| shown.id() == request);
        shown.ok_or(DecisionError::NotOnScreen)
    }

    /// Makes a decision durable: the answer, the request, the counter, the history, all at once.
    fn keep_answer(
        &mut self,
        id: AccountId,
        signed: Signed,
        event: HistoryEvent,
        shown: String,
    ) -> Result<(AccountId, SignedAnswer), DecisionError> {
        let now = self.now();
        let mut record = self.record(id)?;
        let answer = signed.answer;
        signed.update.apply(&mut record.account);
        if answer.verdict() != Verdict::Approved {
            record.account.storm.denied(now);
        }
        record.await_outcome(answer.clone());
        let event = self.event(event, id);
        let event = vault::HistoryEvent { shown: Some(shown), signed: Some(answer.encode()), ..event };
        let answered = Some((answer.request(), answer.remember_until()));
        self.commit::<DecisionError>(
            id,
            record,
            Notes { history: vec![event], answered, ..Notes::default() },
        )?;
        Ok((id, answer))
    }
}

impl Open {
    /// Verifies the user, for one thing that is about to be signed.
    pub(super) fn verify(&mut self, by: Verify) -> Result<UserVerification, PushCallError> {
        match by {
            Verify::Pin(pin) => {
                let pin = typed_pin(pin)?;
                self.vault.try_pin(&pin).map_err(unverified)?;
                self.pin_length = Some(pin.policy_length());
                Ok(UserVerification::Pin)
            }
            Verify::Biometrics => {
                self.vault.try_biometrics().map_err(unverified)?;
                Ok(UserVerification::Biometric)
            }
        }
    }
}

fn unverified(error: SlotError) -> PushCallError {
    match error {
        SlotError::Refused(error) => PushCallError::Pin(unlock_error(error, vault::State::Erased)),
        other => ActivationError::from(other).into(),
    }
}

impl Compared {
    /// What was compared, for this request.
    fn with(self, shown: &Challenge<Shown>) -> Result<Comparison, push::ComparisonError> {
        match self {
            Self::Nothing => Comparison::nothing(shown),
            Self::Number(text) => Comparison::typed(shown, &text),
            Self::Scanned(text) => Comparison::scanned(shown, &text),
            Self::CodeShown => Comparison::shown(shown),
        }
    }
}
