//! Logging in: user, Next, password, Next; or user and initial password on one page.

use super::answer::{Answer, Problem, page, see_other};
use super::cookies::SetCookies;
use super::form::Posted;
use super::frame::Frame;
use super::views::{FirstLogin, LoginName, LoginPassword};
use super::visit::Visit;
use super::words::mistake;
use crate::domain::{Session, Stage};
use crate::portal::Portal;
use crate::service::login::{self, Progress};
use crate::service::sessions;
use axum::Router;
use axum::response::Response;
use axum::routing::get;
use serde::Deserialize;
use std::sync::Arc;

/// The pages of this file.
pub(crate) fn routes() -> Router<Arc<Portal>> {
    Router::new()
        .route("/", get(start))
        .route("/start", get(start))
        .route("/login", get(show_name).post(take_name))
        .route("/login/password", get(show_password).post(take_password))
        .route("/first-login", get(show_first).post(take_first))
}

/// `GET /start`, or the portal's bare address: wherever the session is.
async fn start(visit: Visit) -> Response {
    let stage = visit.session.as_ref().map(|(_, session)| session.stage);
    see_other(&format!("{}{}", visit.root(), stage.map_or("/login", next_page)))
}

/// The page that a session of this stage goes on with.
pub(crate) const fn next_page(stage: Stage) -> &'static str {
    match stage {
        Stage::Begun | Stage::Named => "/login",
        Stage::SecondFactor => "/login/factor",
        Stage::NewPassword => "/password/new",
        Stage::LoggedIn => "/authenticators",
    }
}

/// The answer to a step that went well: the browser gets the session's new token and goes on.
pub(crate) fn go_on(visit: &Visit, progress: &Progress) -> Response {
    let mut response = see_other(&format!("{}{}", visit.root(), next_page(progress.session.stage)));
    let mut cookies = SetCookies::of(&visit.portal).session(&progress.token);
    if let Some(browser) = &progress.browser {
        cookies = cookies.browser(browser);
    }
    cookies.add_to(response.headers_mut());
    response
}

/// A page on which nobody needs to be logged in, but whose form needs a session: one begins where there is none of use.
pub(crate) async fn with_session(
    mut visit: Visit,
    stages: &[Stage],
    show: impl AsyncFnOnce(&Visit) -> Answer,
) -> Answer {
    let usable = visit.session.as_ref().is_some_and(|(_, session)| stages.contains(&session.stage));
    if usable {
        return show(&visit).await;
    }
    let begun = sessions::begin(&visit.portal).await.map_err(|refusal| visit.problem(refusal))?;
    let cookies = SetCookies::of(&visit.portal).session(&begun.token);
    visit.session = Some((begun.token, begun.session));
    let mut response = show(&visit).await?;
    cookies.add_to(response.headers_mut());
    Ok(response)
}

const BEFORE: [Stage; 2] = [Stage::Begun, Stage::Named];

async fn show_name(visit: Visit) -> Answer {
    if visit.session.as_ref().is_some_and(|(_, session)| session.stage == Stage::LoggedIn) {
        return Ok(see_other(&format!("{}/authenticators", visit.root())));
    }
    with_session(visit, &BEFORE, async |visit: &Visit| {
        page(&LoginName { p: visit.frame(), user: String::new() })
    })
    .await
}

#[derive(Deserialize)]
struct Name {
    user: String,
}

/// `POST /login`: any name leads to the password.
async fn take_name(Posted { visit, fields }: Posted<Name>) -> Answer {
    if fields.user.trim().is_empty() {
        let mut p = visit.frame();
        p.problems.push(("user", p.say("problem-missing")));
        return page(&LoginName { p, user: String::new() });
    }
    let taken = login::name(&visit.portal, visit.session()?, &fields.user).await;
    taken.map_err(|refusal| visit.problem(refusal))?;
    Ok(see_other(&format!("{}/login/password", visit.root())))
}

async fn show_password(visit: Visit) -> Answer {
    password_page(&visit, visit.frame()).await
}

async fn password_page(visit: &Visit, p: Frame) -> Answer {
    let user = login::typed_name(&visit.portal, visit.session()?).await;
    page(&LoginPassword { p, user: user.map_err(|refusal| visit.problem(refusal))? })
}

#[derive(Deserialize)]
struct Password {
    password: String,
}

async fn take_password(Posted { visit, fields }: Posted<Password>) -> Answer {
    match check(&visit, visit.session()?, &fields.password).await? {
        Ok(response) => Ok(response),
        Err(problem) => {
            let mut p = visit.frame();
            p.problems.push(problem);
            password_page(&visit, p).await
        }
    }
}

/// On with a right password, else what is wrong with it.
async fn check(
    visit: &Visit,
    session: &Session,
    password: &str,
) -> Result<Result<Response, (&'static str, String)>, Problem> {
    match login::password(&visit.portal, session, &visit.visitor, password).await {
        Ok(progress) => Ok(Ok(go_on(visit, &progress))),
        Err(refusal) => mistake(visit.texts(), refusal, "password", &visit.portal).map(Err),
    }
}

async fn show_first(visit: Visit) -> Answer {
    with_session(visit, &BEFORE, async |visit: &Visit| {
        page(&FirstLogin { p: visit.frame(), user: String::new() })
    })
    .await
}

#[derive(Deserialize)]
struct NameAndPassword {
    user: String,
    password: String,
}

/// `POST /first-login`: both steps at once. Whoever has changed the initial password goes on as in any login.
async fn take_first(Posted { visit, fields }: Posted<NameAndPassword>) -> Answer {
    let session = visit.session()?;
    let taken = login::name(&visit.portal, session, &fields.user).await;
    taken.map_err(|refusal| visit.problem(refusal))?;
    let named = Session { stage: Stage::Named, ..session.clone() };
    match check(&visit, &named, &fields.password).await? {
        Ok(response) => Ok(response),
        Err(problem) => {
            let mut p = visit.frame();
            p.problems.push(problem);
            page(&FirstLogin { p, user: fields.user })
        }
    }
}
