//! The API for other applications, below `/api/v1`: a second factor of a user, and whether a password is right.
//!
//! `openapi.json` describes it, and is made from the calls themselves.
//!
//! | file | idea |
//! | --- | --- |
//! | `attempts` | calls about second factors |
//! | `people` | calls about users |
//! | `shapes` | the JSON |
//! | `problem` | answers that are no success |
//! | `caller` | API keys, and how often one may call |
//! | `input` | reading bodies and addresses strictly |
//! | `bounds` | time, length, headers |

mod attempts;
mod bounds;
mod caller;
mod input;
mod people;
mod problem;
mod shapes;

use crate::portal::Portal;
use crate::service::rates::Rates;
use axum::extract::DefaultBodyLimit;
use axum::middleware::from_fn;
use axum::routing::get;
use axum::{Json, Router};
use problem::{Kind, Problem};
use std::sync::Arc;
use utoipa::openapi::security::{Http, HttpAuthScheme, SecurityScheme};
use utoipa::openapi::{OpenApi, ServerBuilder};
use utoipa::{Modify, OpenApi as _};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// What every call needs.
#[derive(Clone)]
pub(crate) struct Api {
    portal: Arc<Portal>,
    rates: Arc<Rates>,
}

#[derive(utoipa::OpenApi)]
#[openapi(
    info(
        title = "Countersign for applications",
        description = "Second factors for the login pages of other applications. Each call carries an API key that an \
                       administrator made for the application; an application sees only its own attempts.",
        license(name = "Apache-2.0 OR MIT", identifier = "Apache-2.0 OR MIT")
    ),
    modifiers(&ApiKey),
    security(("api_key" = []))
)]
struct Description;

struct ApiKey;

impl Modify for ApiKey {
    fn modify(&self, description: &mut OpenApi) {
        let components = description.components.get_or_insert_default();
        components.add_security_scheme("api_key", SecurityScheme::Http(Http::new(HttpAuthScheme::Bearer)));
    }
}

/// The calls, to be mounted at `/api/v1`.
pub(crate) fn routes(portal: &Arc<Portal>) -> Router {
    let api = Api { portal: Arc::clone(portal), rates: Arc::default() };
    let calls = OpenApiRouter::with_openapi(Description::openapi())
        .routes(routes!(attempts::start))
        .routes(routes!(attempts::state))
        .routes(routes!(attempts::cancel))
        .routes(routes!(attempts::enter_code))
        .routes(routes!(people::factors))
        .routes(routes!(people::password));
    let (router, mut description) = calls.split_for_parts();
    let base = format!("{}/api/v1", portal.public_url());
    description.servers = Some(vec![ServerBuilder::new().url(base).build()]);
    router
        .route("/openapi.json", get(move || async move { Json(description) }))
        .fallback(no_such_path)
        .method_not_allowed_fallback(no_such_method)
        .layer(DefaultBodyLimit::max(bounds::LONGEST_BODY))
        .layer(from_fn(bounds::bounded))
        .with_state(api)
}

async fn no_such_path() -> Problem {
    Problem::new(Kind::NoSuchPath)
}

async fn no_such_method() -> Problem {
    Problem::new(Kind::MethodNotAllowed)
}
