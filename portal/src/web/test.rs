//! Testing an authenticator: a code is typed or a request approved as in a login, and nothing else happens.

use super::answer::{Answer, Problem, page, see_other};
use super::authenticators::{name, row};
use super::form::{Posted, Pressed};
use super::live::told;
use super::picture::Picture;
use super::push::{attempt_told, follow_attempt, lead, outcome, shown};
use super::views::{EnterCode, PushRequest, Question};
use super::visit::{Visit, Watch};
use super::words::{kind, mistake};
use crate::domain::{Attempt, AttemptState, AuthenticatorKind, Comparison, Origin};
use crate::portal::Portal;
use crate::service::{attempts, authenticators};
use crate::token::Id;
use axum::Router;
use axum::extract::Path;
use axum::response::IntoResponse as _;
use axum::routing::{get, post};
use serde::Deserialize;
use std::sync::Arc;

/// The pages of this file.
pub(crate) fn routes() -> Router<Arc<Portal>> {
    Router::new()
        .route("/authenticators/{id}/test", get(show).post(start))
        .route("/authenticators/{id}/test/code", get(show_code).post(take_code))
        .route("/authenticators/{id}/test/cancel", post(cancel))
        .route("/authenticators/{id}/test/{attempt}", get(wait).post(finish))
        .route("/authenticators/{id}/test/{attempt}/code", post(take_shown_code))
        .route("/authenticators/{id}/test/{attempt}/code.png", get(picture))
        .route("/authenticators/{id}/test/{attempt}/events", get(events))
        .route("/authenticators/{id}/test/{attempt}/state", get(state))
}

/// `GET …/test`: a code of an app can be typed at once; a mail or a request has to be sent first.
async fn show(Path(id): Path<String>, visit: Visit) -> Answer {
    let row = row(&visit, &id).await?;
    let text = match row.authenticator.kind {
        AuthenticatorKind::Totp | AuthenticatorKind::Hotp => {
            return Ok(see_other(&format!("{}/authenticators/{id}/test/code", visit.root())));
        }
        AuthenticatorKind::Email => "test-lead-email",
        AuthenticatorKind::Push => "test-lead-push",
    };
    let (p, _) = visit.frame_inside().await?;
    let (title, text, label) =
        (p.with("test-title", "name", name(&p, &row)), p.say(text), p.say("test-start"));
    let (action, back) = (format!("/authenticators/{id}/test"), "/authenticators".to_owned());
    let (_, icon) = kind(row.authenticator.kind);
    page(&Question { p, icon, title, text, action, label, dangerous: false, back })
}

async fn start(Path(id): Path<String>, Posted { visit, .. }: Posted<Pressed>) -> Answer {
    let row = row(&visit, &id).await?;
    let (session, root) = (visit.session()?, visit.root());
    let next = match row.authenticator.kind {
        AuthenticatorKind::Push => {
            let attempt = authenticators::test_push(&visit.portal, session, &visit.visitor).await;
            attempt.map_err(|refusal| visit.problem(refusal))?.id.to_string()
        }
        AuthenticatorKind::Email => {
            if let Err(refusal) = authenticators::test_email(&visit.portal, session).await {
                let problem = mistake(visit.texts(), refusal, "code", &visit.portal)?;
                return code_page(&visit, &id, Some(problem)).await;
            }
            "code".to_owned()
        }
        AuthenticatorKind::Totp | AuthenticatorKind::Hotp => "code".to_owned(),
    };
    Ok(see_other(&format!("{root}/authenticators/{id}/test/{next}")))
}

async fn show_code(Path(id): Path<String>, visit: Visit) -> Answer {
    code_page(&visit, &id, None).await
}

async fn code_page(visit: &Visit, id: &str, problem: Option<(&'static str, String)>) -> Answer {
    let row = row(visit, id).await?;
    let (mut p, _) = visit.frame_inside().await?;
    p.problems.extend(problem);
    let (title, lead) = (p.with("test-title", "name", name(&p, &row)), p.say("test-lead-code"));
    let (label, action) = (p.say("field-code"), format!("/authenticators/{id}/test/code"));
    let at = format!("/authenticators/{id}/test");
    page(&EnterCode {
        p,
        at,
        title,
        lead,
        label,
        action,
        numeric: true,
        send_again: None,
        another_way: false,
    })
}

#[derive(Deserialize)]
struct Code {
    code: String,
}

async fn take_code(Path(id): Path<String>, Posted { visit, fields }: Posted<Code>) -> Answer {
    let known = row(&visit, &id).await?.authenticator.id;
    let session = visit.session()?;
    match authenticators::test_code(&visit.portal, session, &visit.visitor, known, &fields.code).await {
        Ok(()) => Ok(well(&visit)),
        Err(refusal) => {
            let problem = mistake(visit.texts(), refusal, "code", &visit.portal)?;
            code_page(&visit, &id, Some(problem)).await
        }
    }
}

fn well(visit: &Visit) -> axum::response::Response {
    see_other(&format!("{}/authenticators?did=test-passed", visit.root()))
}

/// Authenticator and attempt, as the address has them.
type Ids = Path<(String, String)>;

/// The attempt of an address: only a test, and only of this user.
async fn attempt(visit: &Visit, id: &str) -> Result<Attempt, Problem> {
    let id: Id = id.parse().map_err(|_| Problem::NotFound)?;
    let user = visit.session()?.logged_in().map_err(|refusal| visit.problem(refusal))?;
    let attempt = attempts::state(&visit.portal, id).await.map_err(|refusal| visit.problem(refusal))?;
    if attempt.user == user && attempt.origin == Origin::Test { Ok(attempt) } else { Err(Problem::NotFound) }
}

async fn wait(Path((id, attempt_id)): Ids, visit: Visit) -> Answer {
    let (row, attempt) = (row(&visit, &id).await?, attempt(&visit, &attempt_id).await?);
    let (p, _) = visit.frame_inside().await?;
    let (title, lead) = (p.with("test-title", "name", name(&p, &row)), p.say(lead(&attempt.comparison)));
    let (outcome, here) = (outcome(&attempt), format!("/authenticators/{id}/test/{attempt_id}"));
    page(&PushRequest {
        p,
        at: format!("/authenticators/{id}/test"),
        title,
        lead,
        outcome,
        shown: shown(&attempt.comparison, format!("{here}/code.png")),
        left: attempt.expires.saturating_sub(visit.portal.now()),
        of: attempt.expires.saturating_sub(attempt.created),
        waits: outcome.is_none(),
        here,
        ask_again: format!("/authenticators/{id}/test"),
        again: "push",
        another_way: false,
    })
}

async fn finish(Path((id, attempt_id)): Ids, Posted { visit, .. }: Posted<Pressed>) -> Answer {
    let attempt = attempt(&visit, &attempt_id).await?;
    if attempt.state == AttemptState::Approved {
        return Ok(well(&visit));
    }
    Ok(see_other(&format!("{}/authenticators/{id}/test/{attempt_id}", visit.root())))
}

async fn take_shown_code(Path((id, attempt_id)): Ids, Posted { visit, fields }: Posted<Code>) -> Answer {
    let known = attempt(&visit, &attempt_id).await?.id;
    let entered = attempts::enter_shown_code(&visit.portal, known, &fields.code).await;
    entered.map_err(|refusal| visit.problem(refusal))?;
    Ok(see_other(&format!("{}/authenticators/{id}/test/{attempt_id}", visit.root())))
}

async fn picture(Path((_, attempt_id)): Ids, Watch(visit): Watch) -> Answer {
    match attempt(&visit, &attempt_id).await?.comparison {
        Comparison::Scan(text) => Ok(Picture::of(&text).ok_or(Problem::NotFound)?.into_response()),
        _ => Err(Problem::NotFound),
    }
}

async fn events(Path((_, attempt_id)): Ids, Watch(visit): Watch) -> Answer {
    let known = attempt(&visit, &attempt_id).await?.id;
    Ok(follow_attempt(Arc::clone(&visit.portal), known))
}

async fn state(Path((_, attempt_id)): Ids, Watch(visit): Watch) -> Answer {
    Ok(told(attempt_told(&attempt(&visit, &attempt_id).await?)))
}

async fn cancel(Path(_): Path<String>, Posted { visit, .. }: Posted<Pressed>) -> Answer {
    Ok(see_other(&format!("{}/authenticators", visit.root())))
}
