//! Bringing an authenticator by counter back in step: two codes that follow one another.

use super::answer::{Answer, Problem, page, see_other};
use super::authenticators::{name, row};
use super::form::Posted;
use super::views::Resynchronize;
use super::visit::Visit;
use super::words::mistake;
use crate::domain::AuthenticatorKind;
use crate::portal::Portal;
use crate::service::resynchronization;
use axum::Router;
use axum::extract::Path;
use axum::routing::get;
use serde::Deserialize;
use std::sync::Arc;

/// The pages of this file.
pub(crate) fn routes() -> Router<Arc<Portal>> {
    Router::new().route("/authenticators/{id}/resynchronize", get(show).post(take))
}

async fn show(Path(id): Path<String>, visit: Visit) -> Answer {
    codes_page(&visit, id, None).await
}

async fn codes_page(visit: &Visit, id: String, problem: Option<(&'static str, String)>) -> Answer {
    let row = row(visit, &id).await?;
    if row.authenticator.kind != AuthenticatorKind::Hotp {
        return Err(Problem::NotFound);
    }
    let (mut p, _) = visit.frame_inside().await?;
    p.problems.extend(problem);
    let title = p.with("resynchronize-title", "name", name(&p, &row));
    page(&Resynchronize { p, id, title })
}

#[derive(Deserialize)]
struct Codes {
    first: String,
    second: String,
}

async fn take(Path(id): Path<String>, Posted { visit, fields }: Posted<Codes>) -> Answer {
    let known = row(&visit, &id).await?.authenticator.id;
    let (session, typed) = (visit.session()?, [fields.first.as_str(), fields.second.as_str()]);
    match resynchronization::resynchronize(&visit.portal, session, &visit.visitor, known, typed).await {
        Ok(()) => Ok(see_other(&format!("{}/authenticators?did=codes-resynchronized", visit.root()))),
        Err(refusal) => {
            let problem = mistake(visit.texts(), refusal, "first", &visit.portal)?;
            codes_page(&visit, id, Some(problem)).await
        }
    }
}
