//! To a push resource that the phone named (RFC 8030): encrypted for the phone (RFC 8291), signed by the portal (VAPID,
//! RFC 8292). Nothing of the answer is looked at.

use super::way::Way;
use super::{Answered, KEPT_SECONDS, NotSent};
use crate::error::Unavailable;
use crate::portal::Portal;
use crate::push::channel::endpoint_parts;
use countersign::crypto::{P256PublicKey, RingRandom, web_push_encrypt};
use countersign::http::{HttpRequest, ServerOrigin};
use countersign::jose::{Encoded, SignWith, Signer as _, sign};
use serde_json::json;

/// How long the portal's signature is valid; at most a day (RFC 8292 §2).
const VAPID_SECONDS: u64 = 12 * 60 * 60;

/// Sends `message` to the resource; `keys` are the phone's key and its secret.
pub(super) async fn wake(
    portal: &Portal,
    way: &Way,
    endpoint: &str,
    keys: (&Encoded<65>, &Encoded<16>),
    message: &str,
) -> Result<Answered, NotSent> {
    let mut reader = portal.database().reader().await?;
    let signer = portal.signing().wake_up(portal, &mut reader).await?;
    drop(reader);
    let (origin, path) = endpoint_parts(endpoint).map_err(|_| Unavailable::Damaged)?;
    let (key, auth) = keys;
    let receiver = P256PublicKey::from_point(&key.0).map_err(|_| Unavailable::Damaged)?;
    let body = web_push_encrypt(&receiver, &auth.0, message.as_bytes(), &RingRandom::new())
        .map_err(|_| Unavailable::Damaged)?;
    let authorization = vapid(portal, way.now(), &origin, &signer)?;
    let request = HttpRequest::post(origin, path, "application/octet-stream", body)
        .with_header("content-encoding", "aes128gcm".to_owned())
        .with_header("ttl", KEPT_SECONDS.to_string())
        .with_header("urgency", "high".to_owned())
        .with_header("authorization", authorization);
    way.send(request).await;
    Ok(Answered::Whatever)
}

/// `Authorization: vapid t=…, k=…` (RFC 8292 §3).
fn vapid(portal: &Portal, now: u64, origin: &ServerOrigin, signer: &SignWith) -> Result<String, Unavailable> {
    let expires = now.saturating_add(VAPID_SECONDS);
    let claims = json!({"aud": origin.to_string(), "exp": expires, "sub": portal.public_url().to_string()});
    let token = sign("JWT", signer, false, claims.to_string().as_bytes())?;
    Ok(format!("vapid t={token}, k={}", Encoded(*signer.public_key().0.as_point())))
}
