//! Through the Apple Push Notification service over HTTP/2 (developer.apple.com/documentation/usernotifications,
//! "Sending notification requests to APNs"), with a token that the portal signs itself.
//!
//! What the user reads is the app's: the notification names texts of the app and has none of its own.

use super::way::Way;
use super::web_token::web_token;
use super::{Answered, KEPT_SECONDS, NotSent};
use crate::error::Unavailable;
use crate::push::channel::Environment;
use crate::push_services::AppleAccess;
use crate::token::Id;
use countersign::crypto::SecretBytes;
use countersign::http::{HttpRequest, HttpResponse, RequestPath};
use serde_json::json;
use std::sync::{Arc, Mutex, PoisonError};

const SERVICE: &str = "Apple's push service";
/// How long one token is used. The service refuses one that is older than 60 minutes, and whoever makes a new one within
/// 20.
const TOKEN_SECONDS: u64 = 40 * 60;

/// One app's notifications.
pub(super) struct Apns {
    access: Arc<AppleAccess>,
    signed: Mutex<Option<Signed>>,
}

/// A token, and when it was made, in Unix seconds.
struct Signed {
    token: Arc<SecretBytes>,
    made: u64,
}

impl Apns {
    pub(super) fn new(access: Arc<AppleAccess>) -> Self {
        Self { access, signed: Mutex::new(None) }
    }

    /// Whether it is the app that this portal wakes.
    pub(super) fn knows(&self, topic: &str) -> bool {
        self.access.topic == topic
    }

    /// Sends `message` to the phone that has the device token `token`.
    pub(super) async fn wake(
        &self,
        way: &Way,
        token: &str,
        environment: Environment,
        wake: Id,
        message: &str,
    ) -> Result<Answered, NotSent> {
        let now = way.now();
        let origin = match environment {
            Environment::Production => &self.access.production,
            Environment::Sandbox => &self.access.sandbox,
        };
        let path = RequestPath::parse(&format!("/3/device/{token}")).map_err(|_| Unavailable::Damaged)?;
        let alert = json!({"title-loc-key": "notifications.waiting", "loc-key": "requests.judge"});
        let aps = json!({"alert": alert, "mutable-content": 1, "content-available": 1});
        let body = json!({"aps": aps, "countersign": message}).to_string().into_bytes();
        let signed = self.signed(now)?;
        // Exposed: what the service asks for.
        let bearer = String::from_utf8_lossy(signed.expose());
        let request = HttpRequest::post(origin.clone(), path, "application/json", body)
            .with_header("authorization", format!("bearer {bearer}"))
            .with_header("apns-topic", self.access.topic.clone())
            .with_header("apns-push-type", "alert".to_owned())
            .with_header("apns-priority", "10".to_owned())
            .with_header("apns-expiration", now.saturating_add(KEPT_SECONDS).to_string())
            .with_header("apns-collapse-id", wake.to_string());
        way.send(request).await.map_or(Ok(Answered::Whatever), |response| judged(&response))
    }

    /// The token that is there, or a new one where it is too old, or from a time that has not come.
    fn signed(&self, now: u64) -> Result<Arc<SecretBytes>, Unavailable> {
        let mut signed = self.signed.lock().unwrap_or_else(PoisonError::into_inner);
        let fresh = |signed: &&Signed| now.checked_sub(signed.made).is_some_and(|age| age < TOKEN_SECONDS);
        if let Some(signed) = signed.as_ref().filter(fresh) {
            return Ok(Arc::clone(&signed.token));
        }
        let header = json!({"alg": "ES256", "kid": self.access.key_id});
        let claims = json!({"iss": self.access.team, "iat": now});
        let token = Arc::new(web_token(&header, &claims, |input| self.access.sign(input))?);
        *signed = Some(Signed { token: Arc::clone(&token), made: now });
        Ok(token)
    }
}

fn judged(response: &HttpResponse) -> Result<Answered, NotSent> {
    match response.status() {
        410 => Ok(Answered::Gone),
        403 => Err(NotSent::AccessRefused(SERVICE)),
        _ => Ok(Answered::Whatever),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use countersign::crypto::P256Key;
    use data_encoding::BASE64;

    #[test]
    fn a_token_is_used_for_forty_minutes() {
        let key = BASE64.encode(P256Key::generate().unwrap().expose());
        let file = format!("-----BEGIN PRIVATE KEY-----\n{key}\n-----END PRIVATE KEY-----\n");
        let access = AppleAccess::new(&file, "ABC123DEFG", "0123456789", "app").unwrap();
        let apns = Apns::new(Arc::new(access));
        let at = |now: u64| apns.signed(now).unwrap();
        let first = at(10_000);
        assert!(Arc::ptr_eq(&first, &at(10_000)) && Arc::ptr_eq(&first, &at(10_000 + TOKEN_SECONDS - 1)));
        let second = at(10_000 + TOKEN_SECONDS);
        assert!(!Arc::ptr_eq(&first, &second));
        // The clock was set back: the service would take the old one for one from the future.
        assert!(!Arc::ptr_eq(&second, &at(10_000)));
    }

    #[test]
    fn only_a_token_that_is_no_longer_active_is_dead() {
        let judged = |status| judged(&HttpResponse::new(status, [], Vec::new()).unwrap());
        assert!(matches!(judged(410), Ok(Answered::Gone)));
        assert!(matches!(judged(403), Err(NotSent::AccessRefused(_))));
        for status in [200, 400, 404, 405, 413, 429, 500, 503] {
            assert!(matches!(judged(status), Ok(Answered::Whatever)), "{status}");
        }
    }
}
