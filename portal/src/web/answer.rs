//! What handlers answer: a page, a step to another page, or why not.

use askama::Template;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};

/// What every handler returns.
pub(crate) type Answer = Result<Response, Problem>;

/// Why there is no page.
#[derive(Debug)]
pub(crate) enum Problem {
    /// The page belongs to a session that is not there: to the login.
    Login(String),
    /// Another step comes first, such as a confirmation by a factor.
    Step(Box<Response>),
    /// There is no such page.
    NotFound,
    /// The form is not from a page of this session.
    ForeignForm,
    /// What came was no form of ours.
    Malformed,
    /// Too much at once.
    Slow(u64),
    /// The portal cannot do it now.
    Unavailable,
}

impl IntoResponse for Problem {
    /// Only the status; what it means is said by [`error_pages`](super::errors::error_pages), in the visitor's language.
    fn into_response(self) -> Response {
        match self {
            Self::Login(root) => see_other(&format!("{root}/login?did=session-over")),
            Self::Step(response) => *response,
            Self::NotFound => StatusCode::NOT_FOUND.into_response(),
            Self::ForeignForm => StatusCode::FORBIDDEN.into_response(),
            Self::Malformed => StatusCode::BAD_REQUEST.into_response(),
            Self::Slow(seconds) => {
                (StatusCode::TOO_MANY_REQUESTS, [(header::RETRY_AFTER, seconds.to_string())]).into_response()
            }
            Self::Unavailable => StatusCode::SERVICE_UNAVAILABLE.into_response(),
        }
    }
}

/// A page.
pub(crate) fn page(view: &impl Template) -> Answer {
    match view.render() {
        Ok(html) => Ok(Html(html).into_response()),
        Err(_) => Err(Problem::Unavailable),
    }
}

/// On to another page, which is asked for by GET whatever this was.
pub(crate) fn see_other(location: &str) -> Response {
    let location = HeaderValue::from_str(location).unwrap_or(HeaderValue::from_static("/"));
    (StatusCode::SEE_OTHER, [(header::LOCATION, location)]).into_response()
}
