//! What an administrator reads: the audit log and the policy.

use super::door::Inside;
use super::users::rows_page;
use crate::domain::AccountName;
use crate::portal::Portal;
use crate::service::users;
use crate::web::answer::{Answer, Problem, page};
use crate::web::views::{AdminAudit, AdminRow};
use axum::Router;
use axum::extract::Query;
use axum::routing::get;
use jiff::Timestamp;
use serde::Deserialize;
use std::sync::Arc;

/// How many lines one page shows.
const ON_A_PAGE: u32 = 100;

/// The pages of this file, below `/admin`.
pub(super) fn routes() -> Router<Arc<Portal>> {
    Router::new().route("/audit", get(audit)).route("/policy", get(policy))
}

#[derive(Deserialize)]
struct Wanted {
    #[serde(default)]
    user: String,
    before: Option<u64>,
}

/// `GET /admin/audit?user=…&before=…`: newest first.
async fn audit(inside: Inside, Query(wanted): Query<Wanted>) -> Answer {
    let problem = |refusal| inside.problem(refusal);
    let user = match AccountName::parse(&wanted.user) {
        Ok(name) => {
            let user = users::by_name(inside.portal(), &name).await.map_err(problem)?;
            Some(user.ok_or(Problem::NotFound)?)
        }
        Err(_) => None,
    };
    let before = wanted.before.unwrap_or(u64::MAX);
    let id = user.as_ref().map(|user| user.id);
    let lines = users::audit_log(inside.portal(), id, before, ON_A_PAGE).await.map_err(problem)?;
    let full = lines.len() == usize::try_from(ON_A_PAGE).unwrap_or(usize::MAX);
    let name = user.map(|user| user.name.to_string()).unwrap_or_default();
    let next =
        lines.last().filter(|_| full).map(|last| format!("/admin/audit?user={name}&before={}", last.at));
    let rows = lines
        .into_iter()
        .map(|line| AdminRow {
            name: format!("{} · {}", line.event, line.subject),
            detail: details([moment(line.at), line.detail, line.source]),
            link: None,
        })
        .collect();
    page(&AdminAudit { p: inside.frame(), user: name, rows, next })
}

/// What there is to say of a line.
fn details(parts: [String; 3]) -> String {
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

/// A moment to the second, in UTC (RFC 3339).
fn moment(milliseconds: u64) -> String {
    let seconds = i64::try_from(milliseconds / 1000).ok();
    seconds.and_then(|seconds| Timestamp::from_second(seconds).ok()).unwrap_or_default().to_string()
}

async fn policy(inside: Inside) -> Answer {
    let values = inside.visit.portal.policy().values();
    let rows = values.into_iter().map(|(name, detail)| AdminRow { name, detail, link: None }).collect();
    rows_page(&inside, "admin-policy-title", "admin-policy-lead", rows, None)
}
