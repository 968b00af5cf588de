//! The demo's page that waits for a phone: the number to type, the live outcome.

use super::Demo;
use super::call::{Call, Pressed, Sent};
use super::client::Attempt;
use super::factor::{Code, current};
use super::words::mistake;
use crate::web::answer::{Answer, Problem, page};
use crate::web::live::{Told, follow, told};
use crate::web::picture::Picture;
use crate::web::push::groups;
use crate::web::views::{Outcome, PushRequest, Shown, ShownPicture};
use axum::Router;
use axum::response::IntoResponse as _;
use axum::routing::{get, post};
use std::sync::Arc;
use std::time::Duration;
use tokio::time::timeout;

/// The pages of this file, below `/demo`.
pub(super) fn routes() -> Router<Arc<Demo>> {
    Router::new()
        .route("/push", get(show).post(finish))
        .route("/push/code", post(take_code))
        .route("/push/code.png", get(picture))
        .route("/push/events", get(events))
        .route("/push/state", get(state))
}

/// What came of it; `None` while it is undecided.
fn outcome(attempt: &Attempt) -> Option<Outcome> {
    match (attempt.state.as_str(), attempt.reason.as_deref()) {
        ("open" | "await_code", _) => None,
        ("approved", _) => Some(Outcome::Accepted),
        ("denied", Some("wrong_number")) => Some(Outcome::WrongNumber),
        ("denied", _) => Some(Outcome::Rejected),
        ("expired", _) => Some(Outcome::TimedOut),
        _ => Some(Outcome::Superseded),
    }
}

/// What the page shows, and the key of the text that says what to do on the phone.
fn shown(attempt: &Attempt) -> (Shown, &'static str) {
    if let Some(number) = &attempt.number {
        return (Shown::Number(groups(number)), "push-lead-enter");
    }
    if let Some(code) = attempt.scan.as_deref().and_then(Picture::of) {
        let picture = ShownPicture { path: "/demo/push/code.png".to_owned(), side: code.side() };
        return (Shown::Picture(picture), "push-lead-scan");
    }
    match attempt.code_digits {
        Some(_) => (Shown::Code, "push-lead-show"),
        None => (Shown::Nothing, "push-lead-none"),
    }
}

async fn show(call: Call) -> Answer {
    push_page(&call, None).await
}

async fn push_page(call: &Call, problem: Option<String>) -> Answer {
    let attempt = current(call).await?;
    let outcome = outcome(&attempt);
    let (shown, lead) = shown(&attempt);
    let mut p = call.frame();
    p.problems.extend(problem.map(|text| ("code", text)));
    page(&PushRequest {
        title: p.say("push-title"),
        lead: p.say(lead),
        outcome,
        shown,
        left: attempt.expires.saturating_sub(call.demo.portal.now()),
        of: attempt.expires.saturating_sub(attempt.created),
        waits: outcome.is_none(),
        here: "/demo/push".to_owned(),
        ask_again: "/demo/factor".to_owned(),
        again: "push",
        another_way: true,
        at: "/demo".to_owned(),
        p,
    })
}

/// `POST /demo/push`: inside, where the portal says that it was approved; else the page says how it stands.
async fn finish(Sent { mut call, .. }: Sent<Pressed>) -> Answer {
    let attempt = current(&call).await?;
    if attempt.state != "approved" {
        return Err(call.step("/demo/push"));
    }
    call.approved = attempt.browser;
    call.ticket.inside = true;
    Ok(call.go_on("/demo/inside"))
}

/// `POST /demo/push/code`: the code that the phone shows.
async fn take_code(Sent { call, fields }: Sent<Code>) -> Answer {
    match call.demo.api.enter(call.attempt()?, fields.code.trim(), &call.person()).await {
        Ok(_) => Err(call.step("/demo/push")),
        Err(failed) => {
            let text = mistake(&call, failed)?;
            push_page(&call, Some(text)).await
        }
    }
}

/// The QR code that the phone scans.
async fn picture(call: Call) -> Answer {
    let text = current(&call).await?.scan.ok_or(Problem::NotFound)?;
    Ok(Picture::of(&text).ok_or(Problem::NotFound)?.into_response())
}

/// Tells the waiting page as soon as the portal tells the demo.
async fn events(call: Call) -> Answer {
    let (demo, id) = (Arc::clone(&call.demo), call.attempt()?.to_owned());
    Ok(follow(move |at_most: Duration| async move {
        let changed = timeout(at_most, demo.api.changed(&id, "open")).await;
        Ok(changed.ok().and_then(Result::ok).map_or(Told::Waiting, |attempt| attempt_told(&attempt)))
    }))
}

async fn state(call: Call) -> Answer {
    Ok(told(attempt_told(&current(&call).await?)))
}

fn attempt_told(attempt: &Attempt) -> Told {
    outcome(attempt).map_or(Told::Waiting, |outcome| Told::Ended(outcome.name()))
}
