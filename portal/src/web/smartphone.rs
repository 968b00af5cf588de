//! Adding a smartphone: a comment, Save, a QR code, and a page that completes by itself.

use super::answer::{Answer, Problem, page, see_other};
use super::form::{Posted, Pressed};
use super::live::{Told, follow, told};
use super::picture::Picture;
use super::views::{NewAuthenticator, Smartphone};
use super::visit::{Visit, Watch};
use super::words::mistake;
use crate::portal::Portal;
use crate::service::carried;
use crate::service::phones::{self, PhoneSetup, SetupState};
use crate::token::Id;
use axum::Router;
use axum::extract::{Path, Query};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use countersign::crypto::Zeroizing;
use serde::Deserialize;
use std::sync::Arc;

const NEW: &str = "/authenticators/smartphone/new";
const ONE: &str = "/authenticators/smartphone";

/// The pages of this file.
pub(crate) fn routes() -> Router<Arc<Portal>> {
    Router::new()
        .route(NEW, get(show_new).post(begin))
        .route("/authenticators/smartphone/{id}", get(show))
        .route("/authenticators/smartphone/{id}/code.png", get(picture))
        .route("/authenticators/smartphone/{id}/events", get(events))
        .route("/authenticators/smartphone/{id}/state", get(state))
        .route("/authenticators/smartphone/{id}/renew", post(renew))
        .route("/authenticators/smartphone/{id}/cancel", post(cancel))
}

async fn show_new(visit: Visit) -> Answer {
    new_page(&visit, String::new(), None).await
}

async fn new_page(visit: &Visit, value: String, problem: Option<(&'static str, String)>) -> Answer {
    let (mut p, _) = visit.frame_inside().await?;
    p.problems.extend(problem);
    let (title, lead) = (p.say("smartphone-title"), p.say("smartphone-new-lead"));
    let (hint, submit) = (p.say("smartphone-comment-hint"), p.say("save"));
    page(&NewAuthenticator {
        p,
        title,
        lead,
        icon: "phone",
        action: NEW,
        asks_address: false,
        value,
        hint,
        submit,
        offers_counter: false,
    })
}

#[derive(Deserialize)]
struct Comment {
    comment: String,
}

async fn begin(Posted { visit, fields }: Posted<Comment>) -> Answer {
    match phones::begin(&visit.portal, visit.session()?, &fields.comment).await {
        Ok(setup) => to_code(&visit, &setup),
        Err(refusal) => {
            let problem = mistake(visit.texts(), refusal, "comment", &visit.portal)?;
            new_page(&visit, fields.comment, Some(problem)).await
        }
    }
}

/// The link is kept nowhere but in the address of its page, sealed to this session: so the page can be loaded again, and
/// any process draws its picture.
fn to_code(visit: &Visit, setup: &PhoneSetup) -> Answer {
    let text = Zeroizing::new(format!("{} {} {}", setup.id, setup.expires, *setup.link));
    let sealed = carried::seal(&visit.portal, visit.session()?, &text);
    let sealed = sealed.map_err(|refusal| visit.problem(refusal))?;
    Ok(see_other(&format!("{}{ONE}/{}?code={sealed}", visit.root(), setup.id)))
}

/// What the address of the page carries.
#[derive(Deserialize)]
struct Carried {
    #[serde(default)]
    code: String,
}

impl Carried {
    /// The link and when it ends; `None` where it belongs to another session or authenticator, or has ended.
    fn open(&self, visit: &Visit, id: Id) -> Result<Option<(Zeroizing<String>, u64)>, Problem> {
        let Some(text) = carried::open(&visit.portal, visit.session()?, &self.code) else { return Ok(None) };
        let mut parts = text.splitn(3, ' ');
        let whose = parts.next().is_some_and(|part| part == id.to_string());
        let expires =
            parts.next().and_then(|part| part.parse().ok()).filter(|expires| *expires > visit.portal.now());
        let link = parts.next().map(|link| Zeroizing::new(link.to_owned()));
        Ok(link.zip(expires).filter(|_| whose))
    }
}

fn parsed(id: &str) -> Result<Id, Problem> {
    id.parse().map_err(|_| Problem::NotFound)
}

/// The page that waits. Once the phone is there, on to the overview.
async fn show(Path(id): Path<String>, Query(carried): Query<Carried>, visit: Visit) -> Answer {
    let id = parsed(&id)?;
    let state =
        phones::state(&visit.portal, visit.session()?, id).await.map_err(|refusal| visit.problem(refusal))?;
    let link = match state {
        SetupState::Enrolled { .. } => {
            return Ok(see_other(&format!("{}/authenticators?did=authenticator-added", visit.root())));
        }
        SetupState::Waiting => carried.open(&visit, id)?,
        SetupState::Expired => None,
    };
    let (p, user) = visit.frame_inside().await?;
    let (link, expires) = link.map_or((None, 0), |(link, expires)| (Some(link), expires));
    let side = link.as_deref().and_then(|link| Picture::of(link)).map_or(0, |picture| picture.side());
    page(&Smartphone {
        p,
        here: format!("{ONE}/{id}"),
        code: carried.code,
        user: user.name.to_string(),
        // The page shows the link, for a browser on the phone itself.
        link: link.map(|link| link.to_string()),
        side,
        left: expires.saturating_sub(visit.portal.now()),
        of: visit.portal.policy().enrollment_seconds,
    })
}

async fn picture(Path(id): Path<String>, Query(carried): Query<Carried>, Watch(visit): Watch) -> Answer {
    let (link, _) = carried.open(&visit, parsed(&id)?)?.ok_or(Problem::NotFound)?;
    Ok(Picture::of(&link).ok_or(Problem::NotFound)?.into_response())
}

const fn setup_told(state: &SetupState) -> Told {
    match state {
        SetupState::Waiting => Told::Waiting,
        SetupState::Expired => Told::Ended("expired"),
        SetupState::Enrolled { .. } => Told::Ended("completed"),
    }
}

/// Tells the waiting page as soon as the phone is there.
async fn events(Path(id): Path<String>, Watch(visit): Watch) -> Result<Response, Problem> {
    let (id, portal, session) = (parsed(&id)?, Arc::clone(&visit.portal), visit.session()?.clone());
    Ok(follow(move |at_most| async move {
        phones::wait(&portal, &session, id, at_most).await.map(|state| setup_told(&state))
    }))
}

async fn state(Path(id): Path<String>, Watch(visit): Watch) -> Answer {
    let state = phones::state(&visit.portal, visit.session()?, parsed(&id)?).await;
    Ok(told(setup_told(&state.map_err(|refusal| visit.problem(refusal))?)))
}

async fn renew(Path(id): Path<String>, Posted { visit, .. }: Posted<Pressed>) -> Answer {
    let setup = phones::renew(&visit.portal, visit.session()?, parsed(&id)?).await;
    to_code(&visit, &setup.map_err(|refusal| visit.problem(refusal))?)
}

async fn cancel(Path(id): Path<String>, Posted { visit, .. }: Posted<Pressed>) -> Answer {
    let cancelled = phones::cancel(&visit.portal, visit.session()?, parsed(&id)?).await;
    cancelled.map_err(|refusal| visit.problem(refusal))?;
    Ok(see_other(&format!("{}/authenticators", visit.root())))
}
