//! Choosing a second factor at the demo, and typing its code.

use super::Demo;
use super::call::{Call, Sent};
use super::client::{Attempt, CallFailed};
use super::words::mistake;
use crate::domain::Factor;
use crate::web::answer::{Answer, Problem, page};
use crate::web::frame::{Frame, Notice};
use crate::web::views::{ChooseFactor, EnterCode, Way};
use crate::web::words::factor_icon;
use axum::Router;
use axum::routing::get;
use serde::Deserialize;
use std::sync::Arc;

/// The pages of this file, below `/demo`.
pub(super) fn routes() -> Router<Arc<Demo>> {
    Router::new().route("/factor", get(choose).post(chosen)).route("/code", get(show_code).post(take_code))
}

async fn choose(call: Call) -> Answer {
    choices(&call, None).await
}

async fn choices(call: &Call, problem: Option<String>) -> Answer {
    let found = call.demo.api.factors(call.user()?).await.map_err(|_| Problem::Unavailable)?;
    let mut p = call.frame();
    p.notice = problem.map(Notice::Bad);
    let ways = found.iter().filter_map(|factor| way(&p, factor)).collect();
    let lead = p.say("demo-factor-lead");
    page(&ChooseFactor { p, at: "/demo".to_owned(), lead, ways, another_way: false })
}

fn way(p: &Frame, found: &super::client::Factor) -> Option<Way> {
    let factor = Factor::from_name(&found.method)?;
    let (name, detail) = match factor {
        Factor::Push => ("way-push", found.phones.join(", ")),
        Factor::Totp => ("way-totp", p.say("way-totp-detail")),
        Factor::Offline => ("way-offline", p.say("way-offline-detail")),
        Factor::Email => ("way-email", found.address.clone().unwrap_or_default()),
        Factor::Recovery => ("way-recovery", p.say("way-recovery-detail")),
    };
    Some(Way { value: factor.name(), icon: factor_icon(factor), name: p.say(name), detail })
}

#[derive(Deserialize)]
struct Chosen {
    way: String,
}

/// `POST /demo/factor`: asks the portal for it.
async fn chosen(Sent { mut call, fields }: Sent<Chosen>) -> Answer {
    let factor = Factor::from_name(&fields.way).ok_or(Problem::Malformed)?;
    let user = call.user()?.to_owned();
    match call.demo.api.start(&user, factor.name(), &call.person()).await {
        Ok(attempt) => {
            call.ticket.attempt = Some(attempt.id);
            Ok(call.go_on(if factor == Factor::Push { "/demo/push" } else { "/demo/code" }))
        }
        Err(failed) => {
            let text = mistake(&call, failed)?;
            choices(&call, Some(text)).await
        }
    }
}

async fn show_code(call: Call) -> Answer {
    code_page(&call, None).await
}

async fn code_page(call: &Call, problem: Option<String>) -> Answer {
    let attempt = current(call).await?;
    let factor = Factor::from_name(&attempt.method).ok_or(Problem::Unavailable)?;
    if attempt.state != "await_code" || factor == Factor::Push {
        return Err(call.step("/demo/factor"));
    }
    let mut p = call.frame();
    p.problems.extend(problem.map(|text| ("code", text)));
    let (title, lead, label) = match factor {
        Factor::Offline => ("offline-title", p.say("offline-lead"), "field-code"),
        Factor::Email => {
            let address = attempt.mailed_to.unwrap_or_default();
            ("email-code-title", p.with("email-code-lead", "address", address), "field-code")
        }
        Factor::Recovery => ("recovery-code-title", p.say("recovery-code-lead"), "field-recovery-code"),
        Factor::Totp | Factor::Push => ("totp-code-title", p.say("totp-code-lead"), "field-code"),
    };
    let (title, label) = (p.say(title), p.say(label));
    let send_again = (factor == Factor::Email).then(|| "/demo/factor".to_owned());
    page(&EnterCode {
        p,
        at: "/demo".to_owned(),
        title,
        lead,
        label,
        action: "/demo/code".to_owned(),
        numeric: factor != Factor::Recovery,
        send_again,
        another_way: true,
    })
}

#[derive(Deserialize)]
pub(super) struct Code {
    pub(super) code: String,
}

/// `POST /demo/code`: inside, where the portal approves it.
async fn take_code(Sent { mut call, fields }: Sent<Code>) -> Answer {
    match call.demo.api.enter(call.attempt()?, fields.code.trim(), &call.person()).await {
        Ok(attempt) if attempt.state == "approved" => {
            call.approved = attempt.browser;
            call.ticket.inside = true;
            Ok(call.go_on("/demo/inside"))
        }
        Ok(_) => Err(call.step("/demo/factor")),
        Err(failed) => {
            let text = mistake(&call, failed)?;
            code_page(&call, Some(text)).await
        }
    }
}

/// The attempt of the ticket, as the portal knows it. One that it no longer knows leads to the choice of a factor.
pub(super) async fn current(call: &Call) -> Result<Attempt, Problem> {
    match call.demo.api.attempt(call.attempt()?).await {
        Ok(attempt) => Ok(attempt),
        Err(CallFailed::Problem { .. }) => Err(call.step("/demo/factor")),
        Err(CallFailed::Unreachable) => Err(Problem::Unavailable),
    }
}
