//! What a page posts. A form is taken only from a page of the same session: by a token in the form, and by what the
//! browser says of where the request comes from.

use super::answer::Problem;
use super::visit::Visit;
use crate::portal::Portal;
use crate::service::sessions;
use axum::Form;
use axum::extract::{FromRequest, FromRequestParts as _, Request};
use axum::http::{HeaderMap, header};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::sync::Arc;

/// A form of one of our pages.
pub(crate) struct Posted<T> {
    pub visit: Visit,
    pub fields: T,
}

/// A form with nothing but its button.
#[derive(Deserialize)]
pub(crate) struct Pressed {}

/// What every form has, and what each has of its own.
#[derive(Deserialize)]
struct WithToken<T> {
    form_token: String,
    #[serde(flatten)]
    fields: T,
}

impl<T: DeserializeOwned> FromRequest<Arc<Portal>> for Posted<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, portal: &Arc<Portal>) -> Result<Self, Problem> {
        let (mut parts, body) = request.into_parts();
        if !is_own(&parts.headers, &portal.public_url().origin().to_string()) {
            return Err(Problem::ForeignForm);
        }
        let visit = Visit::from_request_parts(&mut parts, portal).await?;
        let form = Form::<WithToken<T>>::from_request(Request::from_parts(parts, body), portal).await;
        let Form(form) = form.map_err(|_| Problem::Malformed)?;
        let (token, _) = visit.session.as_ref().ok_or(Problem::ForeignForm)?;
        if !sessions::is_form_token(portal, token, &form.form_token) {
            return Err(Problem::ForeignForm);
        }
        Ok(Self { visit, fields: form.fields })
    }
}

/// Whether the browser says that the request comes from a page of ours. Where it says nothing, the token decides.
fn is_own(headers: &HeaderMap, origin: &str) -> bool {
    let says = |name: &str| headers.get(name).map(|value| value.to_str().unwrap_or_default().to_owned());
    match (says("sec-fetch-site"), says(header::ORIGIN.as_str())) {
        (Some(site), _) => matches!(site.as_str(), "same-origin" | "none"),
        (None, Some(from)) => from == origin,
        (None, None) => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::{HeaderName, HeaderValue};

    #[test]
    fn a_form_of_another_site_is_refused() {
        let origin = "https://login.example.com";
        for (lines, own) in [
            (&[][..], true),
            (&[("sec-fetch-site", "same-origin")][..], true),
            (&[("sec-fetch-site", "same-site")][..], false),
            (&[("sec-fetch-site", "cross-site"), ("origin", origin)][..], false),
            (&[("origin", origin)][..], true),
            (&[("origin", "https://example.com")][..], false),
            (&[("origin", "null")][..], false),
        ] {
            let headers = lines
                .iter()
                .map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value)));
            assert_eq!(is_own(&headers.collect(), origin), own, "{lines:?}");
        }
    }
}
