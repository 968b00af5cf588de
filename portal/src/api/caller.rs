//! Which application calls: by its API key, and not too often.

use super::Api;
use super::problem::{Kind, Problem};
use crate::domain::{Application, Permission};
use crate::peer::peer_address;
use crate::service::api_keys;
use crate::service::rates::Limited;
use axum::extract::FromRequestParts;
use axum::http::header;
use axum::http::request::Parts;
use std::net::IpAddr;

/// Calls without a valid key that one address may make in a minute: this part of what an application may.
const STRANGERS_PART: u64 = 100;

/// An application that has shown its key.
#[derive(Clone, Debug)]
pub(crate) struct Caller {
    /// The application.
    pub(crate) application: Application,
    /// Where it calls from.
    pub(crate) address: IpAddr,
}

impl Caller {
    /// Refuses what the key does not permit.
    pub(crate) fn may(&self, permission: Permission) -> Result<(), Problem> {
        match self.application.permissions.include(permission) {
            true => Ok(()),
            false => Err(Problem::new(Kind::NotPermitted)),
        }
    }
}

impl FromRequestParts<Api> for Caller {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, api: &Api) -> Result<Self, Problem> {
        let portal = &api.portal;
        let address = peer_address(parts, portal);
        let given = parts.headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
        let key = given.and_then(|value| value.strip_prefix("Bearer ")).map(str::trim);
        let found = match key {
            Some(key) => api_keys::application(portal, key).await?,
            None => None,
        };
        let limit = u64::from(portal.policy().application_calls_per_minute);
        let Some(application) = found else {
            api.rates
                .charge(portal, Limited::Stranger, &address.to_string(), (limit / STRANGERS_PART).max(1))
                .await??;
            return Err(Problem::new(Kind::Unauthorized));
        };
        api.rates.charge(portal, Limited::Application, &application.id.to_string(), limit).await??;
        Ok(Self { application, address })
    }
}
