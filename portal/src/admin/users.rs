//! Users: listed, added, imported, closed, given new passwords, freed of authenticators they have lost.

use super::door::{Inside, Ordered};
use crate::domain::{AccountName, EmailAddress, User};
use crate::error::InvalidInput;
use crate::portal::Portal;
use crate::service::administration;
use crate::service::imports::{self, ImportError, initial_password};
use crate::service::users::{self, NewUser};
use crate::token::Id;
use crate::web::answer::{Answer, Problem, page, see_other};
use crate::web::form::Pressed;
use crate::web::frame::Notice;
use crate::web::views::{AdminRow, AdminRows, AdminUser, AdminUsers, Order, ShownOnce};
use crate::web::words::{date, kind};
use axum::Router;
use axum::extract::{Path, Query};
use axum::routing::{get, post};
use serde::Deserialize;
use std::sync::Arc;

/// How many users one page lists.
const ON_A_PAGE: u32 = 50;

/// The pages of this file, below `/admin`.
pub(super) fn routes() -> Router<Arc<Portal>> {
    Router::new()
        .route("/users", get(list).post(add))
        .route("/users/import", post(import))
        .route("/users/{id}", get(show))
        .route("/users/{id}/{order}", post(order))
}

#[derive(Deserialize)]
struct From {
    #[serde(default)]
    after: String,
}

async fn list(inside: Inside, Query(from): Query<From>) -> Answer {
    users_page(&inside, &from.after, None).await
}

async fn users_page(inside: &Inside, after: &str, problem: Option<Notice>) -> Answer {
    let found = users::page(inside.portal(), after, ON_A_PAGE).await;
    let found = found.map_err(|refusal| inside.problem(refusal))?;
    let mut p = inside.frame();
    p.notice = problem.or(p.notice);
    let full = found.len() == usize::try_from(ON_A_PAGE).unwrap_or(usize::MAX);
    let next = found.last().filter(|_| full).map(|last| format!("/admin/users?after={}", last.name));
    let rows = found
        .iter()
        .map(|user| AdminRow {
            name: user.name.to_string(),
            detail: detail(&p, user),
            link: Some(format!("/admin/users/{}", user.id)),
        })
        .collect();
    page(&AdminUsers { rows, next, p })
}

fn detail(p: &crate::web::frame::Frame, user: &User) -> String {
    let mut parts: Vec<String> = user.email.iter().map(ToString::to_string).collect();
    for (is, key) in [
        (user.administrator, "admin-user-administrator"),
        (user.disabled, "admin-user-disabled"),
        (user.password_initial, "admin-user-initial"),
    ] {
        parts.extend(is.then(|| p.say(key)));
    }
    parts.join(" · ")
}

#[derive(Deserialize)]
struct Add {
    user: String,
    #[serde(default)]
    address: String,
    language: String,
    administrator: Option<String>,
}

/// `POST /admin/users`: adds one, and shows the initial password once.
async fn add(Ordered { inside, fields }: Ordered<Add>) -> Answer {
    let read = || -> Result<NewUser, InvalidInput> {
        let address = fields.address.trim();
        Ok(NewUser {
            name: AccountName::parse(&fields.user)?,
            email: if address.is_empty() { None } else { Some(EmailAddress::parse(address)?) },
            language: fields.language.parse()?,
            administrator: fields.administrator.is_some(),
        })
    };
    let p = inside.frame();
    let bad = |key| Some(Notice::Bad(p.say(key)));
    let new = match read() {
        Ok(new) => new,
        Err(InvalidInput::Address) => return users_page(&inside, "", bad("problem-address")).await,
        Err(_) => return users_page(&inside, "", bad("problem-name")).await,
    };
    let password = initial_password().map_err(|_| Problem::Unavailable)?;
    let name = new.name.to_string();
    match users::add(inside.portal(), new, &password).await {
        Ok(true) => shown_once(&inside, &[format!("{name} {}", password.as_str())]),
        Ok(false) => users_page(&inside, "", bad("admin-name-taken")).await,
        Err(refusal) => Err(inside.problem(refusal)),
    }
}

#[derive(Deserialize)]
struct Import {
    lines: String,
}

/// `POST /admin/users/import`: adds the users of a file's lines, all or none of which are valid.
async fn import(Ordered { inside, fields }: Ordered<Import>) -> Answer {
    let p = inside.frame();
    let lines = match imports::read(&fields.lines) {
        Ok(lines) => lines,
        Err(error) => {
            let text = match error {
                ImportError::TooLong => p.say("admin-import-long"),
                ImportError::Invalid { line, .. } | ImportError::Twice { line } => {
                    p.with("admin-import-line", "line", line)
                }
            };
            return users_page(&inside, "", Some(Notice::Bad(text))).await;
        }
    };
    let imported = imports::add(inside.portal(), lines).await;
    let imported = imported.map_err(|refusal| inside.problem(refusal))?;
    let made: Vec<String> =
        imported.made.iter().map(|(name, password)| format!("{name} {}", password.as_str())).collect();
    if made.is_empty() {
        let added = u64::try_from(imported.added).unwrap_or(u64::MAX);
        return users_page(&inside, "", Some(Notice::Good(p.count("admin-imported", added)))).await;
    }
    shown_once(&inside, &made)
}

fn shown_once(inside: &Inside, lines: &[String]) -> Answer {
    let p = inside.frame();
    let (title, lead) = (p.say("admin-passwords-title"), p.say("admin-passwords-lead"));
    page(&ShownOnce { p, title, lead, lines: lines.to_vec(), back: "/admin/users" })
}

async fn show(inside: Inside, Path(id): Path<String>) -> Answer {
    let id: Id = id.parse().map_err(|_| Problem::NotFound)?;
    let account = administration::account(inside.portal(), id).await;
    let account = account.map_err(|refusal| inside.problem(refusal))?;
    let p = inside.frame();
    let mut rows: Vec<AdminRow> = account
        .authenticators
        .iter()
        .map(|one| AdminRow {
            name: p.say(kind(one.kind).0),
            detail: format!("{} · {}", one.comment, date(p.texts(), one.created)),
            link: None,
        })
        .collect();
    rows.extend(account.phones.iter().map(|phone| AdminRow {
        name: phone.name.clone(),
        detail: format!("{} · {}", phone.app, p.with("device-seen", "date", date(p.texts(), phone.seen))),
        link: None,
    }));
    rows.push(AdminRow {
        name: p.say("nav-recovery"),
        detail: p.count("admin-codes-left", account.recovery_codes),
        link: None,
    });
    let toggle =
        if account.user.disabled { ("enable", "admin-enable") } else { ("disable", "admin-disable") };
    let orders = [toggle, ("password", "admin-new-password"), ("reset", "admin-reset")]
        .into_iter()
        .map(|(order, key)| Order {
            action: format!("/admin/users/{id}/{order}"),
            label: p.say(key),
            dangerous: matches!(order, "disable" | "reset"),
        })
        .collect();
    let (title, lead) = (account.user.name.to_string(), detail(&p, &account.user));
    page(&AdminUser { p, title, lead, rows, orders })
}

/// `POST /admin/users/{id}/{order}`: does it, and shows the user again.
async fn order(
    Path((id, order)): Path<(String, String)>,
    Ordered { inside, .. }: Ordered<Pressed>,
) -> Answer {
    let id: Id = id.parse().map_err(|_| Problem::NotFound)?;
    let portal = inside.portal();
    let done = match order.as_str() {
        "disable" => users::set_disabled(portal, id, true).await,
        "enable" => users::set_disabled(portal, id, false).await,
        "reset" => administration::reset_authenticators(portal, id, &inside.source()).await,
        "password" => {
            let account = administration::account(portal, id).await;
            let name = account.map_err(|refusal| inside.problem(refusal))?.user.name;
            let password = initial_password().map_err(|_| Problem::Unavailable)?;
            let reset = users::reset(portal, &name, &password).await;
            reset.map_err(|refusal| inside.problem(refusal))?;
            return shown_once(&inside, &[format!("{name} {}", password.as_str())]);
        }
        _ => return Err(Problem::NotFound),
    };
    done.map_err(|refusal| inside.problem(refusal))?;
    Ok(see_other(&format!("{}/admin/users/{id}", inside.visit.root())))
}

/// A page of nothing but rows.
pub(super) fn rows_page(
    inside: &Inside,
    title: &str,
    lead: &str,
    rows: Vec<AdminRow>,
    next: Option<String>,
) -> Answer {
    let p = inside.frame();
    let (title, lead) = (p.say(title), p.say(lead));
    page(&AdminRows { p, title, lead, rows, next })
}
