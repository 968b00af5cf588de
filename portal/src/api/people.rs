//! Calls about users: which factors they have, and whether a password is right.

use super::Api;
use super::caller::Caller;
use super::input::{Body, bounded_browser, check_length};
use super::problem::{Problem, ProblemBody};
use super::shapes::{FactorsAnswer, PasswordAnswer, PasswordBody};
use crate::domain::Permission;
use crate::service::applications::{self, AtThePage};
use axum::Json;
use axum::extract::{Path, State as Shared};

/// The factors that a user can give.
///
/// None for a user who does not exist. Permission: `second_factor`.
#[utoipa::path(get, path = "/users/{user}/factors", operation_id = "factors", tag = "users",
    params(("user" = String, Path, description = "The name that the user logs in with",
            min_length = 1, max_length = 256)),
    responses(
        (status = 200, description = "The factors", body = FactorsAnswer),
        (status = "default", description = "Not done: see `code`", body = ProblemBody,
         content_type = "application/problem+json"),
    ))]
pub(crate) async fn factors(
    Shared(api): Shared<Api>,
    caller: Caller,
    Path(user): Path<String>,
) -> Result<Json<FactorsAnswer>, Problem> {
    caller.may(Permission::SecondFactor)?;
    check_length("user", &user, 1, 256)?;
    let factors = applications::factors(&api.portal, &user).await?;
    Ok(Json(FactorsAnswer { factors: factors.into_iter().map(Into::into).collect() }))
}

/// Checks a password.
///
/// A right password alone is no login: where the user has a second factor, ask for it. Failures are counted against the
/// user and the address that the user comes from, for names that do not exist alike. Permission: `password`.
#[utoipa::path(post, path = "/password", operation_id = "check_password", tag = "users",
    request_body = PasswordBody,
    responses(
        (status = 200, description = "It is right", body = PasswordAnswer),
        (status = "default", description = "Not done: see `code`", body = ProblemBody,
         content_type = "application/problem+json"),
    ))]
pub(crate) async fn password(
    Shared(api): Shared<Api>,
    caller: Caller,
    Body(body): Body<PasswordBody>,
) -> Result<Json<PasswordAnswer>, Problem> {
    caller.may(Permission::Password)?;
    check_length("user", &body.user, 1, 256)?;
    check_length("password", &body.password, 1, 1024)?;
    let client = body.client.unwrap_or_default().into_client()?;
    let at = AtThePage { browser: bounded_browser(body.browser.as_deref())?, caller: caller.address };
    let (portal, application) = (&api.portal, &caller.application);
    let checked =
        applications::password(portal, application, &body.user, &body.password, &client, at).await?;
    Ok(Json(PasswordAnswer {
        user: checked.user.name.to_string(),
        must_change_password: checked.must_change_password,
        second_factor: checked.factor_counts,
    }))
}
