//! Pages for what went wrong. Handlers answer with a bare status; here it becomes words in the visitor's language.

use super::answer::page;
use super::frame::Frame;
use super::views::ErrorPage;
use super::visit::language;
use crate::portal::Portal;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::middleware::Next;
use axum::response::Response;
use std::sync::Arc;

/// Puts a page into every answer that is an error and has none.
pub(crate) async fn error_pages(State(portal): State<Arc<Portal>>, request: Request, next: Next) -> Response {
    let (language, path) = (language(request.headers(), &portal), request.uri().path().to_owned());
    let response = next.run(request).await;
    let status = response.status();
    if !(status.is_client_error() || status.is_server_error()) || is_html(response.headers()) {
        return response;
    }
    // No form token: an error page belongs to no session, and its language is switched on the page that follows.
    let frame = Frame::new(language, portal.public_url().path(), &path, String::new());
    match page(&error_page(frame, status)) {
        Ok(mut rendered) => {
            *rendered.status_mut() = status;
            for name in [header::RETRY_AFTER, header::SET_COOKIE, header::ALLOW] {
                for value in response.headers().get_all(&name) {
                    rendered.headers_mut().append(&name, value.clone());
                }
            }
            rendered
        }
        Err(_) => response,
    }
}

fn is_html(headers: &HeaderMap) -> bool {
    let media_type = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    media_type.is_some_and(|media_type| media_type.starts_with("text/html"))
}

fn error_page(p: Frame, status: StatusCode) -> ErrorPage {
    let (title, text) = match status {
        StatusCode::FORBIDDEN => ("error-form-title", "error-form-text"),
        StatusCode::NOT_FOUND | StatusCode::METHOD_NOT_ALLOWED => {
            ("error-not-found-title", "error-not-found-text")
        }
        StatusCode::TOO_MANY_REQUESTS => ("error-slow-title", "error-slow-text"),
        _ if status.is_server_error() => ("error-unavailable-title", "error-unavailable-text"),
        _ => ("error-request-title", "error-request-text"),
    };
    let (title, text, start) = (p.say(title), p.say(text), p.say("error-start"));
    ErrorPage { p, title, text, next: ("/start".to_owned(), start) }
}
