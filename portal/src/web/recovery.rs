//! Recovery codes: how many are left; new ones, behind a confirmation, shown once.

use super::answer::{Answer, page};
use super::authenticators::confirmed;
use super::form::{Posted, Pressed};
use super::views::{Question, RecoveryCodes};
use super::visit::Visit;
use crate::portal::Portal;
use crate::service::{authenticators, recovery};
use axum::Router;
use axum::routing::get;
use std::sync::Arc;

const NEW: &str = "/recovery-codes/new";

/// The pages of this file.
pub(crate) fn routes() -> Router<Arc<Portal>> {
    Router::new().route("/recovery-codes", get(show)).route(NEW, get(ask).post(make))
}

async fn show(visit: Visit) -> Answer {
    let (p, user) = visit.frame_inside().await?;
    let left = recovery::left(&visit.portal, user.id).await.map_err(|refusal| visit.problem(refusal))?;
    let counts = authenticators::factor_counts(&visit.portal, visit.session()?).await;
    let possible = counts.map_err(|refusal| visit.problem(refusal))?;
    page(&RecoveryCodes { p, user: user.name.to_string(), codes: Vec::new(), left, possible })
}

async fn ask(visit: Visit) -> Answer {
    confirmed(&visit, NEW).await?;
    let (p, _) = visit.frame_inside().await?;
    let (title, text, label) =
        (p.say("recovery-make-title"), p.say("recovery-replaces"), p.say("recovery-make"));
    let (action, back) = (NEW.to_owned(), "/recovery-codes".to_owned());
    page(&Question { p, icon: "paper", title, text, action, label, dangerous: false, back })
}

/// The codes are in this answer and in no other.
async fn make(Posted { visit, .. }: Posted<Pressed>) -> Answer {
    confirmed(&visit, NEW).await?;
    let made =
        recovery::make(&visit.portal, visit.session()?).await.map_err(|refusal| visit.problem(refusal))?;
    let (mut p, user) = visit.frame_inside().await?;
    "/recovery-codes".clone_into(&mut p.path);
    // Exposed: shown once, to be kept on paper.
    let codes = made.iter().map(|code| code.expose().to_owned()).collect();
    page(&RecoveryCodes { p, user: user.name.to_string(), codes, left: 0, possible: true })
}
