//! Deciding a request. What was shown is what is signed; a decision and the memory of it are on the disk before anything
//! is sent; a lost answer is sent again byte for byte.

use super::cancel::Cancellation;
use super::error::ActivationError;
use super::pin::typed_pin;
use super::push::{Broken, Ground, Notes, Whose, shown_lines};
use super::push_error::{DecisionError, PushCallError};
use super::push_views::{AnswerStatus, OutcomeView, RequestId};
use super::state::Open;
use super::unlock::unlock_error;
use super::views::{AccountId, HistoryEvent, HistoryId};
use super::{Authenticator, UnlockError};
use crate::crypto::SecretBytes;
use crate::push::{
    self, AnswerOutcome, Challenge, Comparison, Shown, Signed, SignedAnswer, UserVerification, Verdict,
};
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
    /// Where the server does not answer, the outcome is [`AnswerStatus::NotDelivered`], and the answer is sent again with
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
        let (id, answer) = self.with_ground(|ground| ground.sign_denial(request, reason))?;
        self.deliver(id, answer, cancellation).await
    }

    /// Reports a decided request as suspicious, from its line in the history
    /// ([`HistoryRow::can_be_reported`](super::HistoryRow::can_be_reported)).
    ///
    /// # Errors
    /// [`PushCallError::UnknownRequest`] where the line holds no answer; [`PushCallError::NotSupported`] where the
    /// server takes no reports.
    pub async fn report(&self, line: HistoryId, cancellation: &Cancellation) -> Result<(), PushCallError> {
        let (id, answer, shown) = self.with_open_ground(|ground| ground.reportable(line))?;
        let reply = self
            .converse(id, cancellation, |ground, keys| {
                let account = ground.record(id)?.account;
                let protocol = push::protocol(account.protocol()).ok_or(PushCallError::Damaged)?;
                let reporting = protocol.reporting().ok_or(PushCallError::NotSupported)?;
                Ok(reporting.report(&account, &answer, ground.context(keys)))
            })
            .await
            .inspect_err(|broken| self.note_failure(id, broken))?;
        self.with_ground(|ground| {
            let record = ground.absorb(id, reply.update)?;
            reply.outcome.map_err(|_| PushCallError::Ended)?;
            let event = ground.event(HistoryEvent::RequestReported, id);
            let event = vault::HistoryEvent { shown, ..event };
            ground.commit(id, record, Notes { history: vec![event], ..Notes::default() })
        })
    }

    /// Sends a signed answer, and keeps what became of it.
    async fn deliver(
        &self,
        id: AccountId,
        answer: SignedAnswer,
        cancellation: &Cancellation,
    ) -> Result<OutcomeView, DecisionError> {
        match self.delivered(id, &answer, cancellation).await {
            Ok(outcome) => Ok(outcome),
            Err(Broken::Here(PushCallError::Ended)) => Err(PushCallError::Ended.into()),
            Err(broken) => {
                self.note_failure(id, &broken);
                Ok(outcome_view(&answer, AnswerStatus::NotDelivered))
            }
        }
    }

    /// Sends every answer that was not acknowledged yet, oldest first.
    pub(super) async fn deliver_waiting(
        &self,
        id: AccountId,
        cancellation: &Cancellation,
    ) -> Result<Vec<OutcomeView>, Broken> {
        let now = self.now().wall;
        let waiting = self.with_ground(|ground| {
            let mut record = ground.record(id)?;
            let before = record.answers.len();
            record.answers.retain(|answer| answer.remember_until() >= now);
            if record.answers.len() != before {
                // Long over: no server remembers the request.
                ground.commit::<PushCallError>(id, record.clone(), Notes::default())?;
            }
            Ok::<_, PushCallError>(record.answers)
        })?;
        let mut outcomes = Vec::with_capacity(waiting.len());
        for answer in waiting {
            outcomes.push(self.delivered(id, &answer, cancellation).await?);
        }
        Ok(outcomes)
    }

    async fn delivered(
        &self,
        id: AccountId,
        answer: &SignedAnswer,
        cancellation: &Cancellation,
    ) -> Result<OutcomeView, Broken> {
        let reply = self
            .converse(id, cancellation, |ground, keys| {
                let account = ground.record(id)?.account;
                let protocol = push::protocol(account.protocol()).ok_or(PushCallError::Damaged)?;
                Ok(protocol.deliver(&account, answer, ground.context(keys)))
            })
            .await?;
        let outcome = self.with_ground(|ground| {
            let mut record = ground.absorb(id, reply.update)?;
            let outcome = reply.outcome.map_err(|_| PushCallError::Ended)?;
            record.answers.retain(|kept| kept.request() != answer.request());
            let mut notes = Notes::default();
            if !was_taken(answer.verdict(), outcome) {
                let event = ground.event(HistoryEvent::AnswerNotTaken, id);
                notes.history.push(vault::HistoryEvent { signed: Some(answer.encode()), ..event });
            }
            ground.commit::<PushCallError>(id, record, notes)?;
            Ok::<_, PushCallError>(outcome)
        })?;
        Ok(outcome_view(answer, status(answer, outcome)))
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
        self.commit::<DecisionError>(id, record, Notes { history: vec![event], answered })?;
        Ok((id, answer))
    }

    /// The answer that a line of the history holds, and what was shown.
    fn reportable(
        &mut self,
        line: HistoryId,
    ) -> Result<(AccountId, SignedAnswer, Option<String>), PushCallError> {
        let records = self.open()?.vault.contents().history().records();
        let mut records = records.filter(|record| *record.hash() == line.0);
        let event = records.next().ok_or(PushCallError::UnknownRequest)?.event();
        let answer = event.signed.as_deref().and_then(SignedAnswer::decode);
        match (event.entry, answer) {
            (Some(id), Some(answer)) => Ok((id, answer, event.shown.clone())),
            _ => Err(PushCallError::UnknownRequest),
        }
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

fn outcome_view(answer: &SignedAnswer, status: AnswerStatus) -> OutcomeView {
    OutcomeView { request: answer.request(), approved: answer.verdict() == Verdict::Approved, status }
}

fn status(answer: &SignedAnswer, outcome: AnswerOutcome) -> AnswerStatus {
    match outcome {
        AnswerOutcome::Approved => AnswerStatus::Approved,
        AnswerOutcome::AwaitCode => {
            AnswerStatus::AwaitCode { code: answer.code().unwrap_or_default().to_owned() }
        }
        AnswerOutcome::Denied => AnswerStatus::Denied,
        AnswerOutcome::WrongNumber => AnswerStatus::WrongNumber,
        AnswerOutcome::Expired => AnswerStatus::Expired,
        AnswerOutcome::Superseded => AnswerStatus::Superseded,
        AnswerOutcome::Already { approved } => AnswerStatus::Already { approved },
        AnswerOutcome::CounterBehind => AnswerStatus::CounterBehind,
    }
}

/// Whether the server did what the answer said.
fn was_taken(verdict: Verdict, outcome: AnswerOutcome) -> bool {
    match outcome {
        AnswerOutcome::Approved | AnswerOutcome::AwaitCode => verdict == Verdict::Approved,
        AnswerOutcome::Denied => verdict != Verdict::Approved,
        _ => false,
    }
}
