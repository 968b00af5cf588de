//! A request is at the phone: the page that waits for it, below `/login` or `/confirm`, and what came of it.

use super::answer::{Answer, Problem, page, see_other};
use super::factor::{at, frame, passed};
use super::form::{Posted, Pressed};
use super::live::{Told, follow, told};
use super::picture::Picture;
use super::views::{Outcome, PushRequest, Shown, ShownPicture};
use super::visit::{Visit, Watch};
use crate::domain::{Attempt, AttemptState, Comparison, Factor, Reason};
use crate::portal::Portal;
use crate::service::{attempts, second_factor};
use crate::token::Id;
use axum::Router;
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use serde::Deserialize;
use std::sync::Arc;

/// The pages of this file, below `/login` or `/confirm`.
pub(crate) fn routes() -> Router<Arc<Portal>> {
    Router::new()
        .route("/push", get(show).post(finish))
        .route("/push/code", post(take_code))
        .route("/push/code.png", get(picture))
        .route("/push/events", get(events))
        .route("/push/state", get(state))
}

/// What came of a request; `None` while it is undecided.
pub(crate) const fn outcome(attempt: &Attempt) -> Option<Outcome> {
    match attempt.state {
        AttemptState::Open | AttemptState::AwaitingCode => None,
        AttemptState::Approved => Some(Outcome::Accepted),
        AttemptState::Denied => match attempt.reason {
            Some(Reason::WrongNumber) => Some(Outcome::WrongNumber),
            _ => Some(Outcome::Rejected),
        },
        AttemptState::Expired => Some(Outcome::TimedOut),
        AttemptState::Superseded | AttemptState::Cancelled => Some(Outcome::Superseded),
    }
}

/// What the page shows for the phone, where the QR code of `scan` is at `picture`.
pub(crate) fn shown(comparison: &Comparison, picture: String) -> Shown {
    match comparison {
        Comparison::Nothing => Shown::Nothing,
        Comparison::Number(number) => Shown::Number(groups(number)),
        Comparison::Scan(text) => match Picture::of(text) {
            Some(code) => Shown::Picture(ShownPicture { path: picture, side: code.side() }),
            None => Shown::Nothing,
        },
        Comparison::AskForCode(_) => Shown::Code,
    }
}

/// Digits in groups of three, or of four where that comes out even.
pub(crate) fn groups(number: &str) -> Vec<String> {
    let digits: Vec<char> = number.chars().collect();
    let size = if digits.len() % 3 != 0 && digits.len() % 4 == 0 { 4 } else { 3 };
    digits.chunks(size).map(|group| group.iter().collect()).collect()
}

/// The key of the text that says what to do on the phone.
pub(crate) const fn lead(comparison: &Comparison) -> &'static str {
    match comparison {
        Comparison::Nothing => "push-lead-none",
        Comparison::Number(_) => "push-lead-enter",
        Comparison::Scan(_) => "push-lead-scan",
        Comparison::AskForCode(_) => "push-lead-show",
    }
}

/// The attempt that the session waits for.
async fn attempt(visit: &Visit) -> Result<Attempt, Problem> {
    let id = attempt_id(visit)?;
    attempts::state(&visit.portal, id).await.map_err(|refusal| visit.problem(refusal))
}

/// Without one: to the choice of a factor.
fn attempt_id(visit: &Visit) -> Result<Id, Problem> {
    let (at, session) = (at(visit)?, visit.session()?);
    second_factor::attempt_of(session)
        .map_err(|_| Problem::Step(see_other(&format!("{}{at}/factor", visit.root()))))
}

async fn show(visit: Visit) -> Answer {
    let (at, attempt) = (at(&visit)?, attempt(&visit).await?);
    let p = frame(&visit).await?;
    let (title, lead) = (p.say("push-title"), p.say(lead(&attempt.comparison)));
    let outcome = outcome(&attempt);
    page(&PushRequest {
        title,
        lead,
        outcome,
        shown: shown(&attempt.comparison, format!("{at}/push/code.png")),
        left: attempt.expires.saturating_sub(visit.portal.now()),
        of: attempt.expires.saturating_sub(attempt.created),
        waits: outcome.is_none(),
        again: Factor::Push.name(),
        another_way: true,
        here: format!("{at}/push"),
        ask_again: format!("{at}/factor"),
        at: at.to_owned(),
        p,
    })
}

/// `POST {at}/push`: goes on where the request was approved; else the page says how it stands.
async fn finish(Posted { visit, .. }: Posted<Pressed>) -> Answer {
    let (at, attempt) = (at(&visit)?, attempt(&visit).await?);
    if attempt.state != AttemptState::Approved {
        return Ok(see_other(&format!("{}{at}/push", visit.root())));
    }
    let (session, token) = (visit.session()?, visit.token()?);
    let progress = second_factor::finish_push(&visit.portal, session, &visit.visitor, token).await;
    Ok(passed(&visit, &progress.map_err(|refusal| visit.problem(refusal))?))
}

#[derive(Deserialize)]
struct Code {
    code: String,
}

/// `POST {at}/push/code`: the code that the phone shows.
async fn take_code(Posted { visit, fields }: Posted<Code>) -> Answer {
    let (at, id) = (at(&visit)?, attempt_id(&visit)?);
    let entered = attempts::enter_shown_code(&visit.portal, id, &fields.code).await;
    entered.map_err(|refusal| visit.problem(refusal))?;
    Ok(see_other(&format!("{}{at}/push", visit.root())))
}

/// The QR code that the phone scans.
async fn picture(Watch(visit): Watch) -> Answer {
    match attempt(&visit).await?.comparison {
        Comparison::Scan(text) => Ok(Picture::of(&text).ok_or(Problem::NotFound)?.into_response()),
        _ => Err(Problem::NotFound),
    }
}

/// Tells the waiting page as soon as the request is decided.
async fn events(Watch(visit): Watch) -> Answer {
    Ok(follow_attempt(Arc::clone(&visit.portal), attempt_id(&visit)?))
}

async fn state(Watch(visit): Watch) -> Answer {
    Ok(told(attempt_told(&attempt(&visit).await?)))
}

/// The events of an attempt.
pub(crate) fn follow_attempt(portal: Arc<Portal>, id: Id) -> Response {
    follow(move |at_most| async move {
        let known = attempts::state(&portal, id).await?.state;
        attempts::wait(&portal, id, known, at_most).await.map(|attempt| attempt_told(&attempt))
    })
}

/// What a waiting page is told about an attempt.
pub(crate) fn attempt_told(attempt: &Attempt) -> Told {
    outcome(attempt).map_or(Told::Waiting, |outcome| Told::Ended(outcome.name()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_grouped() {
        assert_eq!(groups("123456"), ["123", "456"]);
        assert_eq!(groups("12345678"), ["1234", "5678"]);
        assert_eq!(groups("42"), ["42"]);
    }
}
