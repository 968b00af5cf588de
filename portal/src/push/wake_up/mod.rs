//! Waking phones (section 8): a few bytes that name an account, sent through the service that the phone named.
//!
//! | file | what |
//! | --- | --- |
//! | `unified_push` | to a push resource of its own, encrypted for the phone |
//! | `fcm` | through Firebase Cloud Messaging, by a service account |
//! | `apns` | through the Apple Push Notification service, by a key of the app's team |
//! | `way` | how any of them is called: https, no redirects, five seconds, 4 KiB of an answer |
//! | `web_token` | what the portal says who it is with |
//!
//! A wake-up is a hint: what fails is not tried again, and a phone whose service the portal has no access to polls. Only
//! a service's word that a token is dead has a consequence: the phone is called there no longer.

mod apns;
mod fcm;
mod unified_push;
mod way;
mod web_token;

use super::channel::Channel;
use crate::error::Unavailable;
use crate::portal::Portal;
use crate::seal::Purpose;
use crate::store::phones::{self, Phone};
use crate::token::Id;
use apns::Apns;
use countersign::platform::http_client::TrustError;
use countersign::strict_json;
use fcm::Fcm;
use serde_json::json;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{Semaphore, mpsc};
use tokio::time::timeout;
use way::Way;

/// How long one wake-up may take.
const ONE_WAKE_UP: Duration = Duration::from_secs(5);
/// Wake-ups that are on their way at a time.
const AT_A_TIME: usize = 32;
/// How long a service keeps a wake-up for a phone that sleeps: as long as a request lives.
const KEPT_SECONDS: u64 = 120;

/// What follows from a service's answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Answered {
    /// Nothing: it was sent, or it was not.
    Whatever,
    /// The token is dead.
    Gone,
}

/// Why a wake-up was not sent, where the operator can do something.
#[derive(Debug, thiserror::Error)]
enum NotSent {
    /// The portal cannot now.
    #[error(transparent)]
    Unavailable(#[from] Unavailable),
    /// The service, named here, does not take what the portal says who it is with.
    #[error("{0} does not take this portal's access")]
    AccessRefused(&'static str),
}

/// The services that this portal has access to.
struct Services {
    way: Way,
    fcm: Option<Fcm>,
    apns: Option<Apns>,
}

impl Services {
    fn open(portal: &Portal) -> Result<Self, TrustError> {
        let config = portal.config();
        Ok(Self {
            way: Way::open(config)?,
            fcm: config.firebase.clone().map(Fcm::new),
            apns: config.apple.clone().map(Apns::new),
        })
    }
}

/// Wakes phones, for as long as it is not aborted.
pub async fn wake_phones(portal: Arc<Portal>, mut woken: mpsc::Receiver<Id>) {
    let services = match Services::open(&portal) {
        Ok(services) => Arc::new(services),
        Err(error) => {
            eprintln!("portal: no phone can be woken: {error}");
            return;
        }
    };
    let places = Arc::new(Semaphore::new(AT_A_TIME));
    while let Some(account) = woken.recv().await {
        let Ok(place) = Arc::clone(&places).acquire_owned().await else { return };
        let (portal, services) = (Arc::clone(&portal), Arc::clone(&services));
        tokio::spawn(async move {
            let _place = place;
            if let Err(error) = wake(&portal, &services, account).await {
                eprintln!("portal: waking a phone: {error}");
            }
        });
    }
}

async fn wake(portal: &Portal, services: &Services, account: Id) -> Result<(), NotSent> {
    let mut reader = portal.database().reader().await?;
    let Some(phone) = phones::by_account(&mut reader, account).await? else { return Ok(()) };
    drop(reader);
    let sealed = portal.key().open_sealed(Purpose::Channel, &account.to_string(), &phone.channel_sealed)?;
    // Exposed: read as the channel that it is.
    let channel = strict_json::parse_as(sealed.expose()).map_err(|_| Unavailable::Damaged)?;
    // A service that takes too long has said nothing.
    let answered = timeout(ONE_WAKE_UP, deliver(portal, services, &channel, phone.wake)).await;
    match answered.unwrap_or(Ok(Answered::Whatever))? {
        Answered::Whatever => Ok(()),
        Answered::Gone => Ok(forget(portal, &phone).await?),
    }
}

async fn deliver(
    portal: &Portal,
    services: &Services,
    channel: &Channel,
    wake: Id,
) -> Result<Answered, NotSent> {
    let message = json!({"v": 1, "w": wake}).to_string();
    match (channel, &services.fcm, &services.apns) {
        (Channel::UnifiedPush { endpoint, p256dh, auth }, ..) => {
            unified_push::wake(portal, &services.way, endpoint, (p256dh, auth), &message).await
        }
        (Channel::Fcm { token }, Some(fcm), _) => fcm.wake(&services.way, token, wake, &message).await,
        (Channel::Apns { token, topic, environment }, _, Some(apns)) if apns.knows(topic) => {
            apns.wake(&services.way, token, *environment, wake, &message).await
        }
        (Channel::None | Channel::Fcm { .. } | Channel::Apns { .. }, ..) => Ok(Answered::Whatever),
    }
}

/// The phone's token is dead. A channel that it told meanwhile stays.
async fn forget(portal: &Portal, phone: &Phone) -> Result<(), Unavailable> {
    let none = serde_json::to_vec(&Channel::None).map_err(|_| Unavailable::Damaged)?;
    let sealed = portal.key().seal(Purpose::Channel, &phone.account.to_string(), &none)?;
    let mut change = portal.database().change().await?;
    phones::replace_channel(change.connection(), phone.account, &phone.channel_sealed, &sealed).await?;
    change.commit().await
}
