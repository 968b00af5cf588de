//! The admin area: for administrators, behind a factor of its own that is given when entering.
//!
//! | file | idea |
//! | --- | --- |
//! | `door` | who may enter, and for how long |
//! | `users` | users and their authenticators |
//! | `keys` | API keys of other applications |
//! | `records` | the audit log, the policy |

mod door;
mod keys;
mod records;
mod users;

use crate::portal::Portal;
use crate::web::answer::{Answer, see_other};
use crate::web::dressed;
use axum::Router;
use axum::routing::get;
use door::Inside;
use std::sync::Arc;

/// The pages, below `/admin`.
pub(crate) fn routes(portal: &Arc<Portal>) -> Router {
    let pages = Router::new()
        .route("/", get(start))
        .merge(users::routes())
        .merge(keys::routes())
        .merge(records::routes());
    dressed(Router::new().nest("/admin", pages).with_state(Arc::clone(portal)), portal)
}

async fn start(inside: Inside) -> Answer {
    Ok(see_other(&format!("{}/admin/users", inside.visit.root())))
}
