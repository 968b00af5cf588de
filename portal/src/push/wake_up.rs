//! Waking phones (section 8): a few bytes that name an account, encrypted for the phone (RFC 8291) and signed by the
//! portal (VAPID, RFC 8292), sent to the push resource that the phone named.
//!
//! That address came from outside: https only, public addresses unless its host is allowed by name, no redirects, five
//! seconds, and 4 KiB of an answer of which nothing is looked at. A wake-up is a hint: what fails is not tried again.

use super::channel::{Channel, endpoint_parts};
use crate::error::Unavailable;
use crate::portal::Portal;
use crate::seal::Purpose;
use crate::store::phones;
use crate::token::Id;
use countersign::crypto::{P256PublicKey, RingRandom, web_push_encrypt};
use countersign::http::{HttpRequest, ServerOrigin};
use countersign::jose::{Encoded, SignWith, Signer as _, sign};
use countersign::platform::http_client::{HttpsClient, HttpsSettings, TimeOuts, TrustedRoots};
use countersign::ports::{HttpClient as _, NetworkConsent};
use countersign::strict_json;
use serde_json::json;
use std::sync::Arc;
use std::time::Duration;
use tokio::runtime::Handle;
use tokio::sync::{Semaphore, mpsc};
use tokio::time::timeout;

/// How long one wake-up may take.
const ONE_WAKE_UP: Duration = Duration::from_secs(5);
/// The longest answer of a push service, in bytes.
const ANSWER_LIMIT: usize = 4096;
/// Wake-ups that are on their way at a time.
const AT_A_TIME: usize = 32;
/// How long a push service keeps a wake-up for a phone that sleeps: as long as a request lives.
const KEPT_SECONDS: u64 = 120;
/// How long the portal's signature is valid; at most a day (RFC 8292 §2).
const VAPID_SECONDS: u64 = 12 * 60 * 60;

/// Wakes phones, for as long as it is not aborted.
pub async fn wake_phones(portal: Arc<Portal>, mut woken: mpsc::Receiver<Id>) {
    let seconds = ONE_WAKE_UP;
    let mut settings = HttpsSettings::new(Arc::clone(&portal.config().clock));
    settings.roots = TrustedRoots::Platform(portal.config().wake_up_roots.clone());
    settings.answer_limit = ANSWER_LIMIT;
    settings.time_outs = TimeOuts { connect: seconds, read: seconds, total: seconds };
    let client = match HttpsClient::open(Handle::current(), settings) {
        Ok(client) => Arc::new(client),
        Err(error) => {
            eprintln!("portal: no phone can be woken: {error}");
            return;
        }
    };
    let places = Arc::new(Semaphore::new(AT_A_TIME));
    while let Some(account) = woken.recv().await {
        let Ok(place) = Arc::clone(&places).acquire_owned().await else { return };
        let (portal, client) = (Arc::clone(&portal), Arc::clone(&client));
        tokio::spawn(async move {
            let _place = place;
            if let Err(error) = wake(&portal, &client, account).await {
                eprintln!("portal: waking a phone: {error}");
            }
        });
    }
}

async fn wake(portal: &Portal, client: &HttpsClient, account: Id) -> Result<(), Unavailable> {
    let mut reader = portal.database().reader().await?;
    let Some(phone) = phones::by_account(&mut reader, account).await? else { return Ok(()) };
    let sealed = portal.key().open_sealed(Purpose::Channel, &account.to_string(), &phone.channel_sealed)?;
    // Exposed: read as the channel that it is.
    let channel = strict_json::parse_as(sealed.expose()).map_err(|_| Unavailable::Damaged)?;
    let Channel::UnifiedPush { endpoint, p256dh, auth } = channel else { return Ok(()) };
    let signer = portal.signing().wake_up(portal, &mut reader).await?;
    drop(reader);
    let (origin, path) = endpoint_parts(&endpoint).map_err(|_| Unavailable::Damaged)?;
    let receiver = P256PublicKey::from_point(&p256dh.0).map_err(|_| Unavailable::Damaged)?;
    let message = json!({"v": 1, "w": phone.wake}).to_string();
    let body = web_push_encrypt(&receiver, &auth.0, message.as_bytes(), &RingRandom::new())
        .map_err(|_| Unavailable::Damaged)?;
    let consent = consent(portal, &origin);
    let authorization = vapid(portal, &origin, &signer)?;
    let request = HttpRequest::post(origin, path, "application/octet-stream", body)
        .with_header("content-encoding", "aes128gcm".to_owned())
        .with_header("ttl", KEPT_SECONDS.to_string())
        .with_header("urgency", "high".to_owned())
        .with_header("authorization", authorization);
    // Whatever comes of it, the phone polls when it is opened.
    let _ = timeout(ONE_WAKE_UP, client.send(request, consent)).await;
    Ok(())
}

/// Hosts in a private network are called only where the configuration names them.
fn consent(portal: &Portal, origin: &ServerOrigin) -> NetworkConsent {
    let host = origin.host().to_string();
    if portal.config().wake_up_hosts.contains(&host) {
        NetworkConsent::PrivateToo
    } else {
        NetworkConsent::PublicOnly
    }
}

/// `Authorization: vapid t=…, k=…` (RFC 8292 §3).
fn vapid(portal: &Portal, origin: &ServerOrigin, signer: &SignWith) -> Result<String, Unavailable> {
    let expires = portal.now().saturating_add(VAPID_SECONDS);
    let claims = json!({"aud": origin.to_string(), "exp": expires, "sub": portal.public_url().to_string()});
    let token = sign("JWT", signer, false, claims.to_string().as_bytes())?;
    Ok(format!("vapid t={token}, k={}", Encoded(*signer.public_key().0.as_point())))
}
