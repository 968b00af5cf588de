//! Calls about second factors: start, watch, enter a code, take back.

use super::Api;
use super::caller::Caller;
use super::input::{Asked, AttemptId, Body, bounded_browser, check_length, idempotency_key};
use super::problem::{Problem, ProblemBody};
use super::shapes::{AttemptAnswer, CodeBody, StartBody, State};
use crate::domain::Permission;
use crate::service::applications::{self, AtThePage, Wanted};
use axum::Json;
use axum::extract::State as Shared;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use serde::Deserialize;
use std::time::Duration;
use utoipa::IntoParams;

/// Asks for a second factor.
///
/// A request goes to the user's phones, or a code is mailed, or the user's own code is waited for. Permission:
/// `second_factor`. Where the answer is lost, repeat the call with the same `Idempotency-Key`: there is one attempt for
/// it, and it is answered again.
#[utoipa::path(post, path = "/attempts", operation_id = "start_attempt", tag = "second factor",
    params(("Idempotency-Key" = Option<String>, Header, description = "Any text that is new for each attempt.",
            min_length = 1, max_length = 128, pattern = "^[!-~]{1,128}$")),
    request_body = StartBody,
    responses(
        (status = 201, description = "Started", body = AttemptAnswer,
         headers(("Location" = String, description = "Where its state is"))),
        (status = "default", description = "Not done: see `code`", body = ProblemBody,
         content_type = "application/problem+json"),
    ))]
pub(crate) async fn start(
    Shared(api): Shared<Api>,
    caller: Caller,
    headers: HeaderMap,
    Body(body): Body<StartBody>,
) -> Result<Response, Problem> {
    caller.may(Permission::SecondFactor)?;
    check_length("user", &body.user, 1, 256)?;
    let event = body.event.unwrap_or_else(|| "login".to_owned());
    check_length("event", &event, 1, 64)?;
    if let Some(endpoint) = &body.endpoint {
        check_length("endpoint", endpoint, 1, 64)?;
    }
    let client = body.client.unwrap_or_default().into_client()?;
    let repeat = idempotency_key(&headers)?;
    let factor = body.method.into();
    let wanted = Wanted { user: &body.user, factor, event, endpoint: body.endpoint, client, repeat };
    let attempt = applications::start(&api.portal, &api.rates, &caller.application, wanted).await?;
    let location = format!("{}/api/v1/attempts/{}", api.portal.public_url(), attempt.id);
    Ok((StatusCode::CREATED, [(header::LOCATION, location)], Json(AttemptAnswer::from(attempt)))
        .into_response())
}

/// How to wait.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Waiting {
    /// How many seconds to wait for a change.
    #[serde(default)]
    #[param(minimum = 0, maximum = 55, default = 0)]
    wait: u8,
    /// The state that the application knows: the answer comes as soon as it is another one.
    #[serde(default = "open")]
    #[param(inline, default = "open")]
    known: State,
}

const fn open() -> State {
    State::Open
}

/// How an attempt stands.
///
/// With `wait`, the answer comes when its state is no longer the known one, or after so many seconds: ask again then.
#[utoipa::path(get, path = "/attempts/{id}", operation_id = "attempt", tag = "second factor",
    params(("id" = String, Path, description = "Its id", pattern = "^[A-Za-z0-9_-]{22}$"), Waiting),
    responses(
        (status = 200, description = "How it stands", body = AttemptAnswer),
        (status = "default", description = "Not done: see `code`", body = ProblemBody,
         content_type = "application/problem+json"),
    ))]
pub(crate) async fn state(
    Shared(api): Shared<Api>,
    caller: Caller,
    AttemptId(id): AttemptId,
    Asked(waiting): Asked<Waiting>,
) -> Result<Json<AttemptAnswer>, Problem> {
    caller.may(Permission::SecondFactor)?;
    if waiting.wait > 55 {
        return Err(Problem::invalid("`wait` is 0 to 55 seconds."));
    }
    let at_most = Duration::from_secs(waiting.wait.into());
    let known = waiting.known.into();
    Ok(Json(applications::wait(&api.portal, &caller.application, id, known, at_most).await?.into()))
}

/// Enters a code that the user typed.
///
/// A wrong one is a problem, and counted: after too many, user and address are locked for a while.
#[utoipa::path(post, path = "/attempts/{id}/code", operation_id = "enter_code", tag = "second factor",
    params(("id" = String, Path, description = "Its id", pattern = "^[A-Za-z0-9_-]{22}$")),
    request_body = CodeBody,
    responses(
        (status = 200, description = "How it stands now", body = AttemptAnswer),
        (status = "default", description = "Not done: see `code`", body = ProblemBody,
         content_type = "application/problem+json"),
    ))]
pub(crate) async fn enter_code(
    Shared(api): Shared<Api>,
    caller: Caller,
    AttemptId(id): AttemptId,
    Body(body): Body<CodeBody>,
) -> Result<Json<AttemptAnswer>, Problem> {
    caller.may(Permission::SecondFactor)?;
    check_length("code", &body.code, 1, 64)?;
    let at = AtThePage { browser: bounded_browser(body.browser.as_deref())?, caller: caller.address };
    let entered = applications::enter_code(&api.portal, &caller.application, id, &body.code, at).await?;
    Ok(Json(entered.into()))
}

/// Takes an attempt back: the page was left. A decided one stays as it is.
#[utoipa::path(post, path = "/attempts/{id}/cancel", operation_id = "cancel_attempt", tag = "second factor",
    params(("id" = String, Path, description = "Its id", pattern = "^[A-Za-z0-9_-]{22}$")),
    responses(
        (status = 200, description = "How it stands now", body = AttemptAnswer),
        (status = "default", description = "Not done: see `code`", body = ProblemBody,
         content_type = "application/problem+json"),
    ))]
pub(crate) async fn cancel(
    Shared(api): Shared<Api>,
    caller: Caller,
    AttemptId(id): AttemptId,
) -> Result<Json<AttemptAnswer>, Problem> {
    caller.may(Permission::SecondFactor)?;
    Ok(Json(applications::cancel(&api.portal, &caller.application, id).await?.into()))
}
