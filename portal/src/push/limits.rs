//! How often one phone may call in a minute, and one address without an account (section 3, `slow_down`).

use super::failure::Failure;
use crate::domain::network_of;
use crate::portal::Portal;
use crate::service::rates::{Limited, Rates};
use crate::token::Id;
use std::net::IpAddr;

/// The limits of this process, which counts together with all others on the database.
#[derive(Debug, Default)]
pub(super) struct Limits(Rates);

impl Limits {
    /// Charges a call of a phone, before anything is changed by it.
    pub(super) async fn phone(&self, portal: &Portal, account: Id) -> Result<(), Failure> {
        self.charge(portal, Limited::Phone, &account.to_string()).await
    }

    /// Charges what a stranger got wrong. Phones that share an address with strangers do not notice.
    pub(super) async fn failed(&self, portal: &Portal, address: IpAddr, failure: Failure) -> Failure {
        if !failure.is_a_strangers() {
            return failure;
        }
        self.charge(portal, Limited::PhoneAddress, &network_of(address)).await.err().unwrap_or(failure)
    }

    async fn charge(&self, portal: &Portal, limited: Limited, who: &str) -> Result<(), Failure> {
        let limit = u64::from(portal.policy().phone_calls_per_minute);
        self.0.charge(portal, limited, who, limit).await?.map_err(Failure::SlowDown)
    }
}
