//! Sending what was signed: the first time, and again byte for byte until the server has said what became of it.

use super::Authenticator;
use super::cancel::Cancellation;
use super::push::{Broken, Ground, Notes};
use super::push_error::{DecisionError, PushCallError};
use super::push_views::{AnswerStatus, OutcomeView};
use super::views::{AccountId, HistoryEvent, HistoryId};
use crate::push::{self, AnswerOutcome, SignedAnswer, Verdict};
use crate::vault;

impl Authenticator {
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
    pub(super) async fn deliver(
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
}

impl Ground<'_> {
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
