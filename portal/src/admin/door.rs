//! The door of the admin area: an administrator, logged in with a factor, who has given one once more.

use crate::domain::User;
use crate::error::Refusal;
use crate::portal::Portal;
use crate::service::administration;
use crate::web::answer::{Problem, see_other};
use crate::web::form::Posted;
use crate::web::frame::Frame;
use crate::web::visit::Visit;
use crate::web::words::confirm_first;
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::request::Parts;
use serde::de::DeserializeOwned;
use std::sync::Arc;

/// The parts of the admin area: path, and key of the name.
const PARTS: [(&str, &str); 4] = [
    ("/admin/users", "admin-users-title"),
    ("/admin/keys", "admin-keys-title"),
    ("/admin/audit", "admin-audit-title"),
    ("/admin/policy", "admin-policy-title"),
];

/// A request by an administrator who is inside.
pub(super) struct Inside {
    pub(super) visit: Visit,
    administrator: User,
}

impl FromRequestParts<Arc<Portal>> for Inside {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, portal: &Arc<Portal>) -> Result<Self, Problem> {
        Self::enter(Visit::from_request_parts(parts, portal).await?).await
    }
}

impl Inside {
    async fn enter(visit: Visit) -> Result<Self, Problem> {
        match administration::enter(&visit.portal, visit.session()?).await {
            Ok(administrator) => Ok(Self { visit, administrator }),
            Err(Refusal::ConfirmationNeeded) => Err(confirm_first(&visit.portal, "/admin")),
            // Without a factor there is no way in: one is added in the self-service.
            Err(Refusal::FactorNeeded) => {
                Err(Problem::Step(Box::new(see_other(&format!("{}/authenticators", visit.root())))))
            }
            Err(refusal) => Err(visit.problem(refusal)),
        }
    }

    /// The frame of a page of the admin area.
    pub(super) fn frame(&self) -> Frame {
        let idle = self.visit.portal.policy().idle_seconds.min(administration::IDLE_SECONDS);
        self.visit.frame().inside(self.administrator.name.as_str(), "admin-title", &PARTS, idle)
    }

    /// Where the administrator calls from, for the audit log.
    pub(super) fn source(&self) -> String {
        format!("{} ({})", self.visit.visitor.address, self.administrator.name)
    }

    /// The portal.
    pub(super) fn portal(&self) -> &Portal {
        &self.visit.portal
    }

    /// Why there is no page.
    pub(super) fn problem(&self, refusal: Refusal) -> Problem {
        self.visit.problem(refusal)
    }
}

/// A form of the admin area.
pub(super) struct Ordered<T> {
    pub(super) inside: Inside,
    pub(super) fields: T,
}

impl<T: DeserializeOwned + Send> FromRequest<Arc<Portal>> for Ordered<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, portal: &Arc<Portal>) -> Result<Self, Problem> {
        let Posted { visit, fields } = Posted::<T>::from_request(request, portal).await?;
        Ok(Self { inside: Inside::enter(visit).await?, fields })
    }
}
