//! Adding an authenticator app: a comment, Next, a QR code and the secret, and a code that proves it, Save.

use super::answer::{Answer, Problem, page, see_other};
use super::form::{Posted, Pressed};
use super::picture::Picture;
use super::views::{NewAuthenticator, TotpCode};
use super::visit::{Visit, Watch};
use super::words::{kind, mistake};
use crate::domain::AuthenticatorKind;
use crate::portal::Portal;
use crate::service::phones;
use crate::service::totp::{self, TotpSetup};
use crate::token::Id;
use axum::Router;
use axum::extract::Path;
use axum::response::IntoResponse as _;
use axum::routing::{get, post};
use serde::Deserialize;
use std::sync::Arc;

const NEW: &str = "/authenticators/totp/new";
const ONE: &str = "/authenticators/totp";
/// The only hash that every app for one-time codes knows.
const ALGORITHM: &str = "SHA-1";

/// The pages of this file.
pub(crate) fn routes() -> Router<Arc<Portal>> {
    Router::new()
        .route(NEW, get(show_new).post(begin))
        .route("/authenticators/totp/{id}", get(show).post(save))
        .route("/authenticators/totp/{id}/code.png", get(picture))
        .route("/authenticators/totp/{id}/cancel", post(cancel))
}

async fn show_new(visit: Visit) -> Answer {
    new_page(&visit, String::new(), None).await
}

async fn new_page(visit: &Visit, value: String, problem: Option<(&'static str, String)>) -> Answer {
    let (mut p, _) = visit.frame_inside().await?;
    p.problems.extend(problem);
    let (title, lead) = (p.say("totp-title"), p.say("totp-new-lead"));
    let (hint, submit) = (p.say("totp-comment-hint"), p.say("next"));
    page(&NewAuthenticator {
        p,
        title,
        lead,
        icon: "digits",
        action: NEW,
        asks_address: false,
        value,
        hint,
        submit,
        offers_counter: true,
    })
}

#[derive(Deserialize)]
struct Comment {
    comment: String,
    /// Which button: there where codes by counter are chosen.
    by_counter: Option<String>,
}

async fn begin(Posted { visit, fields }: Posted<Comment>) -> Answer {
    let session = visit.session()?;
    let begun = match fields.by_counter {
        Some(_) => totp::begin_counter(&visit.portal, session, &fields.comment).await,
        None => totp::begin(&visit.portal, session, &fields.comment).await,
    };
    match begun {
        Ok(setup) => Ok(see_other(&format!("{}{ONE}/{}", visit.root(), setup.id))),
        Err(refusal) => {
            let problem = mistake(visit.texts(), refusal, "comment", &visit.portal)?;
            new_page(&visit, fields.comment, Some(problem)).await
        }
    }
}

async fn setup(visit: &Visit, id: &str) -> Result<TotpSetup, Problem> {
    let id: Id = id.parse().map_err(|_| Problem::NotFound)?;
    totp::show(&visit.portal, visit.session()?, id).await.map_err(|refusal| visit.problem(refusal))
}

async fn show(Path(id): Path<String>, visit: Visit) -> Answer {
    code_page(&visit, &id, None).await
}

async fn code_page(visit: &Visit, id: &str, problem: Option<(&'static str, String)>) -> Answer {
    let (mut p, user) = visit.frame_inside().await?;
    p.problems.extend(problem);
    let setup = setup(visit, id).await?;
    // Exposed: the page is where the user takes the secret from, as code, link or text.
    let (uri, secret) = (setup.key_uri.expose(), setup.secret.expose());
    let policy = visit.portal.policy();
    let (algorithm, digits) =
        (("algorithm", ALGORITHM.to_owned()), ("digits", policy.code_digits.to_string()));
    let parameters = match setup.kind {
        AuthenticatorKind::Hotp => p.several("hotp-parameters", &[algorithm, digits]),
        _ => p.several("totp-parameters", &[algorithm, digits, ("period", policy.code_period.to_string())]),
    };
    page(&TotpCode {
        here: format!("{ONE}/{id}"),
        title: p.say(kind(setup.kind).0),
        user: user.name.to_string(),
        side: Picture::of(uri).map_or(0, |picture| picture.side()),
        uri: uri.to_owned(),
        secret: in_fours(secret),
        parameters,
        p,
    })
}

/// A secret as it is copied by hand.
fn in_fours(secret: &str) -> String {
    let letters: Vec<char> = secret.chars().collect();
    letters.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}

async fn picture(Path(id): Path<String>, Watch(visit): Watch) -> Answer {
    let setup = setup(&visit, &id).await?;
    // Exposed: drawn as a picture.
    Ok(Picture::of(setup.key_uri.expose()).ok_or(Problem::NotFound)?.into_response())
}

#[derive(Deserialize)]
struct Code {
    code: String,
}

async fn save(Path(id): Path<String>, Posted { visit, fields }: Posted<Code>) -> Answer {
    let known = setup(&visit, &id).await?.id;
    match totp::save(&visit.portal, visit.session()?, known, Some(&fields.code)).await {
        Ok(()) => Ok(see_other(&format!("{}/authenticators?did=authenticator-added", visit.root()))),
        Err(refusal) => {
            let problem = mistake(visit.texts(), refusal, "code", &visit.portal)?;
            code_page(&visit, &id, Some(problem)).await
        }
    }
}

async fn cancel(Path(id): Path<String>, Posted { visit, .. }: Posted<Pressed>) -> Answer {
    let known = setup(&visit, &id).await?.id;
    // Taking a pending authenticator back is the same for every kind.
    let cancelled = phones::cancel(&visit.portal, visit.session()?, known).await;
    cancelled.map_err(|refusal| visit.problem(refusal))?;
    Ok(see_other(&format!("{}/authenticators", visit.root())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_copied_in_fours() {
        assert_eq!(in_fours("JBSWY3DPEHPK3PXP"), "JBSW Y3DP EHPK 3PXP");
        assert_eq!(in_fours("JBSWY"), "JBSW Y");
    }
}
