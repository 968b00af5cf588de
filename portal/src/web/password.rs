//! Passwords: choosing a new one, and a link by mail for whoever has forgotten it.

use super::answer::{Answer, page, see_other};
use super::cookies::SetCookies;
use super::form::{Posted, Pressed};
use super::login::{go_on, with_session};
use super::views::{Forgotten, Message, NewPassword, Question};
use super::visit::Visit;
use super::words::mistake;
use crate::domain::Stage;
use crate::error::Refusal;
use crate::portal::Portal;
use crate::service::passwords;
use axum::Router;
use axum::extract::Path;
use axum::routing::get;
use serde::Deserialize;
use std::sync::Arc;

/// The pages of this file.
pub(crate) fn routes() -> Router<Arc<Portal>> {
    Router::new()
        .route("/password", get(show_change).post(change))
        .route("/password/new", get(show_new).post(take_new))
        .route("/password/changed", get(changed))
        .route("/password/forgotten", get(show_forgotten).post(forgotten))
        .route("/password/sent", get(sent))
        .route("/reset/{token}", get(show_reset).post(open_reset))
}

#[derive(Deserialize)]
struct Passwords {
    #[serde(default)]
    old: Option<String>,
    new: String,
    again: String,
}

/// `GET /password/new`: the password is the initial one, too old, or was reset.
async fn show_new(visit: Visit) -> Answer {
    new_page(&visit, None).await
}

async fn new_page(visit: &Visit, problem: Option<(&'static str, String)>) -> Answer {
    let user = passwords::whose(&visit.portal, visit.session()?).await;
    let user = user.map_err(|refusal| visit.problem(refusal))?.name.to_string();
    let mut p = visit.frame();
    p.problems.extend(problem);
    let lead = p.say("new-password-lead");
    let minimum = u64::from(visit.portal.policy().minimum_password_length);
    page(&NewPassword { p, lead, action: "/password/new".to_owned(), user, ask_old: false, minimum })
}

/// `POST /password/new`: the session that asked for it has ended; the new password opens the next one.
async fn take_new(Posted { visit, fields }: Posted<Passwords>) -> Answer {
    let session = visit.session()?;
    session.at(Stage::NewPassword).map_err(|refusal| visit.problem(refusal))?;
    let (portal, Passwords { new, again, .. }) = (&visit.portal, &fields);
    match passwords::change(portal, session, &visit.visitor, None, new, again).await {
        Ok(()) => {
            let mut response = see_other(&format!("{}/password/changed", visit.root()));
            SetCookies::of(portal).no_session().add_to(response.headers_mut());
            Ok(response)
        }
        Err(refusal) => {
            let problem = mistake(visit.texts(), refusal, "new", portal)?;
            new_page(&visit, Some(problem)).await
        }
    }
}

async fn changed(visit: Visit) -> Answer {
    let p = visit.frame();
    let (title, text, label) = (p.say("password-changed"), p.say("password-changed-text"), p.say("log-in"));
    page(&Message { p, icon: "check", title, text, next: Some(("/login".to_owned(), label)), goes_on: None })
}

/// `GET /password`: whenever the user likes, with the present one.
async fn show_change(visit: Visit) -> Answer {
    change_page(&visit, None).await
}

async fn change_page(visit: &Visit, problem: Option<(&'static str, String)>) -> Answer {
    let (mut p, user) = visit.frame_inside().await?;
    p.problems.extend(problem);
    let lead = p.say("new-password-lead-change");
    let minimum = u64::from(visit.portal.policy().minimum_password_length);
    let (action, user) = ("/password".to_owned(), user.name.to_string());
    page(&NewPassword { p, lead, action, user, ask_old: true, minimum })
}

async fn change(Posted { visit, fields }: Posted<Passwords>) -> Answer {
    let session = visit.session()?;
    session.logged_in().map_err(|refusal| visit.problem(refusal))?;
    let Passwords { old, new, again } = &fields;
    match passwords::change(&visit.portal, session, &visit.visitor, old.as_deref(), new, again).await {
        Ok(()) => Ok(see_other(&format!("{}/authenticators?did=password-changed-inside", visit.root()))),
        Err(refusal) => {
            let field = if matches!(refusal, Refusal::WrongCredentials | Refusal::Locked { .. }) {
                "old"
            } else {
                "new"
            };
            let mut problem = mistake(visit.texts(), refusal, field, &visit.portal)?;
            if problem.0 == "old" && problem.1 == visit.texts().say("problem-credentials") {
                problem.1 = visit.texts().say("problem-password");
            }
            change_page(&visit, Some(problem)).await
        }
    }
}

async fn show_forgotten(visit: Visit) -> Answer {
    let stages = [Stage::Begun, Stage::Named];
    with_session(visit, &stages, async |visit: &Visit| page(&Forgotten { p: visit.frame() })).await
}

#[derive(Deserialize)]
struct Name {
    user: String,
}

/// `POST /password/forgotten`: what follows is the same for every name.
async fn forgotten(Posted { visit, fields }: Posted<Name>) -> Answer {
    passwords::request_reset(&visit.portal, &visit.visitor, &fields.user);
    Ok(see_other(&format!("{}/password/sent", visit.root())))
}

async fn sent(visit: Visit) -> Answer {
    let p = visit.frame();
    let minutes = visit.portal.policy().reset_seconds.div_ceil(60);
    let (title, text) = (p.say("forgotten-sent"), p.count("forgotten-sent-text", minutes));
    let next = Some(("/login".to_owned(), p.say("back-to-login")));
    page(&Message { p, icon: "mail", title, text, next, goes_on: None })
}

/// `GET /reset/{token}`: asks only. Programs that look at mail follow links, and would spend this one.
async fn show_reset(Path(token): Path<String>, visit: Visit) -> Answer {
    let stages = [Stage::Begun, Stage::Named];
    with_session(visit, &stages, async |visit: &Visit| {
        let p = visit.frame();
        let (title, text, label) = (p.say("new-password-title"), p.say("reset-lead"), p.say("go-on"));
        let (action, back) = (format!("/reset/{token}"), "/login".to_owned());
        page(&Question { p, icon: "key", title, text, action, label, dangerous: false, back })
    })
    .await
}

async fn open_reset(Path(token): Path<String>, Posted { visit, .. }: Posted<Pressed>) -> Answer {
    match passwords::open_reset(&visit.portal, &token).await {
        Ok(progress) => Ok(go_on(&visit, &progress)),
        Err(Refusal::CodeExpired) => {
            let p = visit.frame();
            let (title, text, label) =
                (p.say("reset-over-title"), p.say("reset-over-text"), p.say("reset-ask-again"));
            let next = Some(("/password/forgotten".to_owned(), label));
            page(&Message { p, icon: "warning", title, text, next, goes_on: None })
        }
        Err(refusal) => Err(visit.problem(refusal)),
    }
}
