//! The heart of the self-service: what the user has; editing a comment, deleting, disowning a new phone.

use super::answer::{Answer, Problem, page, see_other};
use super::form::{Posted, Pressed};
use super::frame::Frame;
use super::views::{Authenticators, Edit, Kept, NewPhone, Question};
use super::visit::Visit;
use super::words::{confirm_first, date, kind, mistake};
use crate::domain::AuthenticatorKind;
use crate::portal::Portal;
use crate::service::authenticators::{self, Row};
use crate::service::{phones, recovery};
use crate::token::Id;
use axum::Router;
use axum::extract::Path;
use axum::routing::{get, post};
use serde::Deserialize;
use std::sync::Arc;

/// How long a phone is called new, in seconds: as long as it can be disowned.
const NEW_SECONDS: u64 = 600;

/// The pages of this file.
pub(crate) fn routes() -> Router<Arc<Portal>> {
    Router::new()
        .route("/authenticators", get(overview))
        .route("/authenticators/{id}", get(show).post(save))
        .route("/authenticators/{id}/delete", get(ask_delete).post(delete))
        .route("/authenticators/{id}/not-mine", post(not_mine))
}

async fn overview(visit: Visit) -> Answer {
    let (p, user) = visit.frame_inside().await?;
    let rows = rows(&visit).await?;
    let now = visit.portal.now();
    let kept = rows.iter().map(|row| kept(&p, row)).collect();
    let new_phones = rows
        .iter()
        .filter_map(|row| row.phone.as_ref().map(|phone| (row, phone)))
        .filter(|(_, phone)| now.saturating_sub(phone.added) <= NEW_SECONDS)
        .map(|(row, phone)| NewPhone { id: row.authenticator.id.to_string(), name: phone.name.clone() })
        .collect();
    let recovery_left = match authenticators::factor_counts(&visit.portal, visit.session()?).await {
        Ok(true) => {
            Some(recovery::left(&visit.portal, user.id).await.map_err(|refusal| visit.problem(refusal))?)
        }
        Ok(false) => None,
        Err(refusal) => return Err(visit.problem(refusal)),
    };
    page(&Authenticators { p, kept, new_phones, recovery_left })
}

async fn rows(visit: &Visit) -> Result<Vec<Row>, Problem> {
    authenticators::list(&visit.portal, visit.session()?).await.map_err(|refusal| visit.problem(refusal))
}

/// One authenticator of the user.
pub(crate) async fn row(visit: &Visit, id: &str) -> Result<Row, Problem> {
    let id: Id = id.parse().map_err(|_| Problem::NotFound)?;
    rows(visit).await?.into_iter().find(|row| row.authenticator.id == id).ok_or(Problem::NotFound)
}

/// What an authenticator is called: its comment, else what it is.
pub(crate) fn name(p: &Frame, row: &Row) -> String {
    let comment = row.authenticator.comment.as_str();
    match (&row.authenticator.address, &row.phone) {
        _ if !comment.is_empty() => comment.to_owned(),
        (Some(address), _) => address.to_string(),
        (_, Some(phone)) => phone.name.clone(),
        _ => p.say(kind(row.authenticator.kind).0),
    }
}

fn kept(p: &Frame, row: &Row) -> Kept {
    let (kind, icon) = kind(row.authenticator.kind);
    let used = match row.authenticator.used {
        Some(used) => p.with("detail-used", "date", date(p.texts(), used)),
        None => p.with("detail-added", "date", date(p.texts(), row.authenticator.created)),
    };
    let which = match (&row.phone, &row.authenticator.address) {
        (Some(phone), _) => Some(phone.name.clone()),
        (_, address) => address.as_ref().map(ToString::to_string),
    };
    let name = name(p, row);
    let detail =
        which.filter(|which| *which != name).into_iter().chain([used]).collect::<Vec<_>>().join(" · ");
    Kept { id: row.authenticator.id.to_string(), icon, kind: p.say(kind), name, detail }
}

async fn show(Path(id): Path<String>, visit: Visit) -> Answer {
    edit_page(&visit, &id, None).await
}

async fn edit_page(visit: &Visit, id: &str, problem: Option<(&'static str, String)>) -> Answer {
    let (mut p, _) = visit.frame_inside().await?;
    p.problems.extend(problem);
    let row = row(visit, id).await?;
    let (name, facts) = (name(&p, &row), facts(&p, &row));
    let (_, icon) = kind(row.authenticator.kind);
    page(&Edit {
        p,
        id: id.to_owned(),
        icon,
        name,
        comment: row.authenticator.comment.to_string(),
        by_counter: row.authenticator.kind == AuthenticatorKind::Hotp,
        facts,
    })
}

fn facts(p: &Frame, row: &Row) -> Vec<(String, String)> {
    let day = |seconds: u64| date(p.texts(), seconds);
    let one = &row.authenticator;
    let mut facts = vec![(p.say("fact-kind"), p.say(kind(one.kind).0))];
    facts.extend(one.address.as_ref().map(|address| (p.say("fact-address"), address.to_string())));
    if let Some(phone) = &row.phone {
        facts.push((p.say("fact-device"), phone.name.clone()));
        facts.push((p.say("fact-app"), phone.app.clone()));
        facts.extend(phone.kept.as_deref().map(|place| (p.say("fact-keys"), p.say(hardware(place)))));
        facts.push((p.say("fact-seen"), day(phone.seen)));
    }
    facts.push((p.say("fact-added"), day(one.created)));
    facts.push((p.say("fact-used"), one.used.map_or_else(|| p.say("fact-never"), day)));
    facts
}

/// Where a phone's keys are kept, as its maker says.
fn hardware(place: &str) -> &'static str {
    if place == "security-chip" { "kept-security-chip" } else { "kept-trusted-environment" }
}

#[derive(Deserialize)]
struct Comment {
    comment: String,
}

async fn save(Path(id): Path<String>, Posted { visit, fields }: Posted<Comment>) -> Answer {
    let known = row(&visit, &id).await?.authenticator.id;
    match authenticators::edit(&visit.portal, visit.session()?, known, &fields.comment).await {
        Ok(()) => Ok(see_other(&format!("{}/authenticators?did=authenticator-saved", visit.root()))),
        Err(refusal) => {
            let problem = mistake(visit.texts(), refusal, "comment", &visit.portal)?;
            edit_page(&visit, &id, Some(problem)).await
        }
    }
}

/// Whether something that cannot be taken back may be done now; else a factor is asked for, and then this page again.
pub(crate) async fn confirmed(visit: &Visit, path: &str) -> Result<(), Problem> {
    let session = visit.session()?;
    let counts = authenticators::factor_counts(&visit.portal, session).await;
    let counts = counts.map_err(|refusal| visit.problem(refusal))?;
    match session.may_destroy(counts, visit.portal.now()) {
        Ok(_) => Ok(()),
        Err(crate::error::Refusal::ConfirmationNeeded) => Err(confirm_first(&visit.portal, path)),
        Err(refusal) => Err(visit.problem(refusal)),
    }
}

async fn ask_delete(Path(id): Path<String>, visit: Visit) -> Answer {
    let row = row(&visit, &id).await?;
    let action = format!("/authenticators/{id}/delete");
    confirmed(&visit, &action).await?;
    let last = rows(&visit).await?.len() == 1;
    let (p, _) = visit.frame_inside().await?;
    let title = p.with("delete-title", "name", name(&p, &row));
    let text = match row.authenticator.kind {
        _ if last => p.say("delete-last"),
        AuthenticatorKind::Push | AuthenticatorKind::Totp | AuthenticatorKind::Hotp => p.say("delete-text"),
        AuthenticatorKind::Email => p.say("delete-text-email"),
    };
    let (label, back) = (p.say("delete"), "/authenticators".to_owned());
    page(&Question { p, icon: "bin", title, text, action, label, dangerous: true, back })
}

async fn delete(Path(id): Path<String>, Posted { visit, .. }: Posted<Pressed>) -> Answer {
    let known = row(&visit, &id).await?.authenticator.id;
    confirmed(&visit, &format!("/authenticators/{id}/delete")).await?;
    let deleted = authenticators::delete(&visit.portal, visit.session()?, known).await;
    deleted.map_err(|refusal| visit.problem(refusal))?;
    Ok(see_other(&format!("{}/authenticators?did=authenticator-deleted", visit.root())))
}

async fn not_mine(Path(id): Path<String>, Posted { visit, .. }: Posted<Pressed>) -> Answer {
    let known = row(&visit, &id).await?.authenticator.id;
    let removed = phones::not_mine(&visit.portal, visit.session()?, known).await;
    removed.map_err(|refusal| visit.problem(refusal))?;
    Ok(see_other(&format!("{}/authenticators?did=phone-removed", visit.root())))
}
