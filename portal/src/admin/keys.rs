//! API keys of other applications: made, shown once, taken back.

use super::door::{Inside, Ordered};
use crate::domain::{Permission, Permissions};
use crate::error::Refusal;
use crate::portal::Portal;
use crate::service::api_keys;
use crate::web::answer::{Answer, Problem, page, see_other};
use crate::web::frame::Notice;
use crate::web::views::{AdminKey, AdminKeys, ShownOnce};
use crate::web::words::date;
use axum::Router;
use axum::routing::{get, post};
use serde::Deserialize;
use std::sync::Arc;

/// The pages of this file, below `/admin`.
pub(super) fn routes() -> Router<Arc<Portal>> {
    Router::new().route("/keys", get(list).post(add)).route("/keys/revoke", post(revoke))
}

async fn list(inside: Inside) -> Answer {
    keys_page(&inside, None).await
}

async fn keys_page(inside: &Inside, problem: Option<&str>) -> Answer {
    let all = api_keys::all(inside.portal()).await.map_err(|refusal| inside.problem(refusal))?;
    let mut p = inside.frame();
    p.notice = problem.map(|key| Notice::Bad(p.say(key)));
    let keys = all
        .into_iter()
        .map(|application| {
            let used = match application.used {
                Some(used) => p.with("admin-key-used", "date", date(p.texts(), used)),
                None => p.say("admin-key-unused"),
            };
            let permits = [
                (Permission::SecondFactor, "admin-permits-second-factor"),
                (Permission::Password, "admin-permits-password"),
            ];
            let mut detail: Vec<String> = permits
                .into_iter()
                .filter(|(permission, _)| application.permissions.include(*permission))
                .map(|(_, key)| p.say(key))
                .collect();
            detail.push(used);
            AdminKey { detail: detail.join(" · "), name: application.name }
        })
        .collect();
    page(&AdminKeys { p, keys })
}

#[derive(Deserialize)]
struct Add {
    application: String,
    second_factor: Option<String>,
    password: Option<String>,
}

/// `POST /admin/keys`: makes one, and shows it once.
async fn add(Ordered { inside, fields }: Ordered<Add>) -> Answer {
    let wanted: Vec<Permission> = [
        fields.second_factor.map(|_| Permission::SecondFactor),
        fields.password.map(|_| Permission::Password),
    ]
    .into_iter()
    .flatten()
    .collect();
    let Some(permissions) = Permissions::new(&wanted) else {
        return keys_page(&inside, Some("admin-key-permits-nothing")).await;
    };
    match api_keys::add(inside.portal(), &fields.application, permissions, &inside.source()).await {
        Ok(Some(key)) => {
            let p = inside.frame();
            let (title, lead) = (p.say("admin-key-title"), p.say("admin-key-lead"));
            // Exposed: this is the one time that it is shown.
            page(&ShownOnce { p, title, lead, lines: vec![key.expose().to_owned()], back: "/admin/keys" })
        }
        Ok(None) => keys_page(&inside, Some("admin-name-taken")).await,
        Err(Refusal::Invalid(_)) => keys_page(&inside, Some("problem-name")).await,
        Err(refusal) => Err(inside.problem(refusal)),
    }
}

#[derive(Deserialize)]
struct Revoke {
    application: String,
}

async fn revoke(Ordered { inside, fields }: Ordered<Revoke>) -> Answer {
    let revoked = api_keys::revoke(inside.portal(), &fields.application, &inside.source()).await;
    match revoked.map_err(|refusal| inside.problem(refusal))? {
        true => Ok(see_other(&format!("{}/admin/keys", inside.visit.root()))),
        false => Err(Problem::NotFound),
    }
}
