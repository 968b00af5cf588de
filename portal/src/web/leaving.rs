//! Leaving: log off, "Please wait", "Logged off"; and the language, which outlasts a session.

use super::answer::{Answer, Problem, page, see_other};
use super::cookies::{SetCookies, is_own_path};
use super::form::{Posted, Pressed};
use super::frame::Frame;
use super::views::Message;
use super::visit::{Visit, Watch};
use crate::domain::{Language, Stage};
use crate::portal::Portal;
use crate::service::sessions;
use axum::Router;
use axum::extract::{Path, Query};
use axum::routing::{get, post};
use serde::Deserialize;
use std::sync::Arc;

/// The pages of this file.
pub(crate) fn routes() -> Router<Arc<Portal>> {
    Router::new()
        .route("/log-off", post(log_off))
        .route("/logged-off", get(logged_off))
        .route("/language/{tag}", get(set_language))
}

async fn log_off(Posted { visit, .. }: Posted<Pressed>) -> Answer {
    sessions::log_off(&visit.portal, visit.session()?).await.map_err(|refusal| visit.problem(refusal))?;
    let p = Frame::new(visit.language, visit.root(), "/logged-off", String::new());
    let (title, text) = (p.say("please-wait"), p.say("please-wait-text"));
    let mut response =
        page(&Message { p, icon: "leave", title, text, next: None, goes_on: Some((1, "/logged-off")) })?;
    SetCookies::of(&visit.portal).no_session().no_then().add_to(response.headers_mut());
    Ok(response)
}

/// Also where a page goes that has been idle for too long. It keeps no session awake.
async fn logged_off(Watch(visit): Watch) -> Answer {
    let p = visit.frame();
    let still = visit.session.as_ref().is_some_and(|(_, session)| session.stage == Stage::LoggedIn);
    let (title, text, label, to) = if still {
        ("still-logged-in", "still-logged-in-text", "go-on", "/authenticators")
    } else {
        ("logged-off", "logged-off-text", "log-in-again", "/login")
    };
    let (title, text, next) = (p.say(title), p.say(text), Some((to.to_owned(), p.say(label))));
    page(&Message { p, icon: "lock", title, text, next, goes_on: None })
}

#[derive(Deserialize)]
struct Back {
    #[serde(default)]
    back: String,
}

/// `GET /language/{tag}`: chosen for a year, and back to the page.
async fn set_language(Path(tag): Path<String>, Query(Back { back }): Query<Back>, visit: Visit) -> Answer {
    let language: Language = tag.parse().map_err(|_| Problem::NotFound)?;
    let back = if is_own_path(&back) { back.as_str() } else { "/start" };
    let mut response = see_other(&format!("{}{back}", visit.root()));
    SetCookies::of(&visit.portal).language(language).add_to(response.headers_mut());
    Ok(response)
}
