//! The demo's login page, and the page behind it.

use super::Demo;
use super::call::{Call, Pressed, Sent};
use super::words::mistake;
use crate::web::answer::{Answer, page};
use crate::web::views::{DemoInside, DemoLogin};
use axum::Router;
use axum::routing::{get, post};
use serde::Deserialize;
use std::sync::Arc;

/// The pages of this file, below `/demo`.
pub(super) fn routes() -> Router<Arc<Demo>> {
    Router::new()
        .route("/", get(show).post(log_in))
        .route("/inside", get(inside))
        .route("/leave", post(leave))
        .route("/cancel", post(cancel))
}

async fn show(call: Call) -> Answer {
    login_page(&call, None, String::new())
}

fn login_page(call: &Call, problem: Option<String>, user: String) -> Answer {
    let mut p = call.frame();
    p.problems.extend(problem.map(|text| ("password", text)));
    Ok(call.with_ticket(page(&DemoLogin { p, user })?))
}

#[derive(Deserialize)]
struct Login {
    user: String,
    password: String,
}

/// `POST /demo`: the password first, then the factor where the user has one.
async fn log_in(Sent { mut call, fields }: Sent<Login>) -> Answer {
    match call.demo.api.check_password(&fields.user, &fields.password, &call.person()).await {
        Ok(right) if right.must_change_password => {
            let text = call.frame().say("demo-change-password-first");
            login_page(&call, Some(text), fields.user)
        }
        Ok(right) => {
            call.ticket.user = Some(right.user);
            call.ticket.attempt = None;
            call.ticket.inside = !right.second_factor;
            Ok(call.go_on(if right.second_factor { "/demo/factor" } else { "/demo/inside" }))
        }
        Err(failed) => {
            let text = mistake(&call, failed)?;
            login_page(&call, Some(text), fields.user)
        }
    }
}

async fn inside(call: Call) -> Answer {
    let user = call.user()?.to_owned();
    if !call.ticket.inside {
        return Err(call.step("/demo/factor"));
    }
    page(&DemoInside { p: call.frame(), user, with_factor: call.ticket.attempt.is_some() })
}

/// `POST /demo/leave`: logs off.
async fn leave(Sent { mut call, .. }: Sent<Pressed>) -> Answer {
    forget(&mut call);
    Ok(call.go_on("/demo"))
}

/// `POST /demo/cancel`: takes back what the user was asked for, and begins anew.
async fn cancel(Sent { mut call, .. }: Sent<Pressed>) -> Answer {
    if let Some(attempt) = &call.ticket.attempt {
        // Whether it could be taken back or not: nobody waits for it any more.
        let _ = call.demo.api.cancel(attempt).await;
    }
    forget(&mut call);
    Ok(call.go_on("/demo"))
}

fn forget(call: &mut Call) {
    call.ticket.user = None;
    call.ticket.attempt = None;
    call.ticket.inside = false;
}
