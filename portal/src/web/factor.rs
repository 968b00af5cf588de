//! The second factor: choosing one and typing its code. To finish a login, below `/login`, and to confirm something in
//! the self-service, below `/confirm`: the session's stage says which.

use super::answer::{Answer, Problem, page, see_other};
use super::cookies::SetCookies;
use super::form::{Posted, Pressed};
use super::frame::Frame;
use super::login::go_on;
use super::views::{ChooseFactor, EnterCode, Way};
use super::visit::Visit;
use super::words::{factor_icon, mistake};
use crate::domain::{Factor, Stage};
use crate::portal::Portal;
use crate::service::login::Progress;
use crate::service::second_factor::{self, Choice};
use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use axum::routing::{get, post};
use serde::Deserialize;
use std::sync::Arc;

/// The pages of this file, below `/login` or `/confirm`.
pub(crate) fn routes() -> Router<Arc<Portal>> {
    Router::new()
        .route("/factor", get(choose).post(chosen))
        .route("/code/{factor}", get(show_code).post(take_code))
        .route("/cancel", post(cancel))
}

/// Where the pages of a question are.
pub(crate) fn at(visit: &Visit) -> Result<&'static str, Problem> {
    Ok(if visit.session()?.stage == Stage::LoggedIn { "/confirm" } else { "/login" })
}

/// The frame of a page that asks for a factor.
pub(crate) async fn frame(visit: &Visit) -> Result<Frame, Problem> {
    match visit.session()?.stage {
        Stage::LoggedIn => visit.frame_inside().await.map(|(frame, _)| frame),
        _ => Ok(visit.frame()),
    }
}

/// The answer to a factor that was given: logged in, or confirmed and back to what it was for.
pub(crate) fn passed(visit: &Visit, progress: &Progress) -> Response {
    if progress.session.confirmed.is_none() {
        return go_on(visit, progress);
    }
    let back = visit.then.as_deref().unwrap_or("/authenticators?did=confirmed");
    let mut response = see_other(&format!("{}{back}", visit.root()));
    SetCookies::of(&visit.portal).no_then().add_to(response.headers_mut());
    response
}

async fn choose(visit: Visit) -> Answer {
    choices(&visit, None).await
}

async fn choices(visit: &Visit, problem: Option<String>) -> Answer {
    let at = at(visit)?;
    let found = second_factor::choices(&visit.portal, visit.session()?).await;
    let found = found.map_err(|refusal| visit.problem(refusal))?;
    let mut p = frame(visit).await?;
    p.notice = problem.map(super::frame::Notice::Bad).or(p.notice);
    let ways = found.iter().map(|choice| way(&p, choice)).collect();
    let lead = p.say(match visit.then.as_deref() {
        _ if at == "/login" => "factor-lead-login",
        Some("/admin") => "factor-lead-admin",
        _ => "factor-lead-confirm",
    });
    page(&ChooseFactor { p, at: at.to_owned(), lead, ways, another_way: false })
}

fn way(p: &Frame, choice: &Choice) -> Way {
    let (factor, name, detail) = match choice {
        Choice::Push { phones } => (Factor::Push, "way-push", phones.join(", ")),
        Choice::Totp => (Factor::Totp, "way-totp", p.say("way-totp-detail")),
        Choice::Offline => (Factor::Offline, "way-offline", p.say("way-offline-detail")),
        Choice::Email { address } => (Factor::Email, "way-email", address.clone()),
        Choice::Recovery => (Factor::Recovery, "way-recovery", p.say("way-recovery-detail")),
    };
    Way { value: factor.name(), icon: factor_icon(factor), name: p.say(name), detail }
}

#[derive(Deserialize)]
struct Chosen {
    way: String,
}

/// `POST {at}/factor`: starts what has to be started, and goes to the page that asks.
async fn chosen(Posted { visit, fields }: Posted<Chosen>) -> Answer {
    let (at, session) = (at(&visit)?, visit.session()?);
    let (portal, root) = (&visit.portal, visit.root());
    let factor = Factor::from_name(&fields.way).ok_or(Problem::Malformed)?;
    let started = match factor {
        Factor::Push => {
            let endpoint = &portal.config().issuer;
            second_factor::start_push(portal, session, &visit.visitor, endpoint).await.map(|_| ())
        }
        Factor::Email => second_factor::mail_code(portal, session).await.map(|_| ()),
        Factor::Totp | Factor::Offline | Factor::Recovery => Ok(()),
    };
    match started {
        Ok(()) if factor == Factor::Push => Ok(see_other(&format!("{root}{at}/push"))),
        Ok(()) => Ok(see_other(&format!("{root}{at}/code/{}", factor.name()))),
        // A code that was mailed a moment ago can still be typed.
        Err(refusal) => {
            let (_, text) = mistake(visit.texts(), refusal, "code", portal)?;
            if factor == Factor::Email {
                code_page(&visit, factor, Some(text)).await
            } else {
                choices(&visit, Some(text)).await
            }
        }
    }
}

/// A factor that is given by typing a code.
fn typed(name: &str) -> Result<Factor, Problem> {
    Factor::from_name(name).filter(|factor| *factor != Factor::Push).ok_or(Problem::NotFound)
}

async fn show_code(Path(name): Path<String>, visit: Visit) -> Answer {
    code_page(&visit, typed(&name)?, None).await
}

async fn code_page(visit: &Visit, factor: Factor, problem: Option<String>) -> Answer {
    let at = at(visit)?;
    let found = second_factor::choices(&visit.portal, visit.session()?).await;
    let found = found.map_err(|refusal| visit.problem(refusal))?;
    let mut p = frame(visit).await?;
    p.problems.extend(problem.map(|text| ("code", text)));
    let address = found.iter().find_map(|choice| match choice {
        Choice::Email { address } => Some(address.as_str()),
        _ => None,
    });
    let (title, lead, label) = match factor {
        Factor::Offline => ("offline-title", p.say("offline-lead"), "field-code"),
        Factor::Email => (
            "email-code-title",
            p.with("email-code-lead", "address", address.unwrap_or_default()),
            "field-code",
        ),
        Factor::Recovery => ("recovery-code-title", p.say("recovery-code-lead"), "field-recovery-code"),
        Factor::Totp | Factor::Push => ("totp-code-title", p.say("totp-code-lead"), "field-code"),
    };
    let (title, label) = (p.say(title), p.say(label));
    let action = format!("{at}/code/{}", factor.name());
    let send_again = (factor == Factor::Email).then(|| format!("{at}/factor"));
    let (numeric, another_way) = (factor != Factor::Recovery, found.len() > 1);
    let at = at.to_owned();
    page(&EnterCode { p, at, title, lead, label, action, numeric, send_again, another_way })
}

#[derive(Deserialize)]
struct Code {
    code: String,
}

async fn take_code(Path(name): Path<String>, Posted { visit, fields }: Posted<Code>) -> Answer {
    let factor = typed(&name)?;
    let (session, token) = (visit.session()?, visit.token()?);
    let entered =
        second_factor::enter_code(&visit.portal, session, &visit.visitor, factor, &fields.code, token).await;
    match entered {
        Ok(progress) => Ok(passed(&visit, &progress)),
        Err(refusal) => {
            let (_, text) = mistake(visit.texts(), refusal, "code", &visit.portal)?;
            code_page(&visit, factor, Some(text)).await
        }
    }
}

/// `POST {at}/cancel`: a login begins anew; a confirmation is left, and nothing happens.
async fn cancel(Posted { visit, .. }: Posted<Pressed>) -> Answer {
    let session = visit.session()?;
    if session.stage == Stage::LoggedIn {
        let mut response = see_other(&format!("{}/authenticators", visit.root()));
        SetCookies::of(&visit.portal).no_then().add_to(response.headers_mut());
        return Ok(response);
    }
    let progress = second_factor::start_over(&visit.portal, session).await;
    Ok(go_on(&visit, &progress.map_err(|refusal| visit.problem(refusal))?))
}
