//! Through Firebase Cloud Messaging, HTTP v1 (firebase.google.com/docs/cloud-messaging/send/v1-api): the service account
//! gets an access token for an hour (RFC 7523 §2.1), and each message goes out with it.

use super::way::Way;
use super::web_token::web_token;
use super::{Answered, KEPT_SECONDS, NotSent};
use crate::error::Unavailable;
use crate::push_services::FirebaseAccount;
use crate::token::Id;
use countersign::crypto::{SecretBytes, Zeroizing};
use countersign::http::{HttpRequest, HttpResponse, RequestPath};
use countersign::strict_json;
use serde::Deserialize;
use serde_json::{Value, json};
use std::sync::{Arc, Mutex, PoisonError};

const SERVICE: &str = "Firebase";
const SCOPE: &str = "https://www.googleapis.com/auth/firebase.messaging";
const GRANT: &str = "urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer";
/// How long an assertion is valid, and the longest that an access token is used.
const HOUR: u64 = 60 * 60;
/// How long before its end an access token is used no longer: clocks differ.
const EARLY: u64 = 5 * 60;

/// One project's messages.
pub(super) struct Fcm {
    account: Arc<FirebaseAccount>,
    access: Mutex<Option<Arc<Access>>>,
}

/// An access token, and from when on it is used no longer, in Unix seconds.
struct Access {
    token: SecretBytes,
    until: u64,
}

/// What an access token comes in (RFC 6749 §5.1).
#[derive(Deserialize)]
struct Granted {
    access_token: String,
    expires_in: u64,
}

impl Fcm {
    pub(super) fn new(account: Arc<FirebaseAccount>) -> Self {
        Self { account, access: Mutex::new(None) }
    }

    /// Sends `message` to the app that has `token`.
    pub(super) async fn wake(
        &self,
        way: &Way,
        token: &str,
        wake: Id,
        message: &str,
    ) -> Result<Answered, NotSent> {
        let access = match self.kept(way.now()) {
            Some(access) => Some(access),
            None => self.new_access(way).await?,
        };
        let Some(access) = access else { return Ok(Answered::Whatever) };
        let path = format!("/v1/projects/{}/messages:send", self.account.project);
        let path = RequestPath::parse(&path).map_err(|_| Unavailable::Damaged)?;
        let body = json!({"message": {
            "token": token,
            "data": {"countersign": message},
            "android": {"priority": "HIGH", "ttl": format!("{KEPT_SECONDS}s"), "collapse_key": wake},
        }});
        let body = body.to_string().into_bytes();
        // Exposed: what the service asks for.
        let bearer = String::from_utf8_lossy(access.token.expose());
        let request = HttpRequest::post(self.account.messages.clone(), path, "application/json", body)
            .with_header("authorization", format!("Bearer {bearer}"));
        let Some(response) = way.send(request).await else { return Ok(Answered::Whatever) };
        if response.status() == 401 {
            self.keep(None);
        }
        judged(&response)
    }

    /// The access token that is there, if its time is not over.
    fn kept(&self, now: u64) -> Option<Arc<Access>> {
        let access = self.access.lock().unwrap_or_else(PoisonError::into_inner);
        access.as_ref().filter(|access| now < access.until).cloned()
    }

    fn keep(&self, access: Option<Arc<Access>>) {
        *self.access.lock().unwrap_or_else(PoisonError::into_inner) = access;
    }

    /// Asks for an access token (developers.google.com/identity/protocols/oauth2/service-account#httprest). `None` where
    /// there is no answer, or none that can be used.
    async fn new_access(&self, way: &Way) -> Result<Option<Arc<Access>>, NotSent> {
        let now = way.now();
        let (audience, origin, path) = &self.account.grants;
        let header = json!({"alg": "RS256", "typ": "JWT", "kid": self.account.key_id});
        let claims = json!({
            "iss": self.account.email, "scope": SCOPE, "aud": audience,
            "iat": now, "exp": now.saturating_add(HOUR),
        });
        let assertion =
            web_token(&header, &claims, |input| self.account.sign(input)).map_err(Unavailable::from)?;
        // Exposed: what the service asks for.
        let body = [format!("grant_type={GRANT}&assertion=").as_bytes(), assertion.expose()].concat();
        let form = "application/x-www-form-urlencoded";
        let request = HttpRequest::post(origin.clone(), path.clone(), form, body);
        let Some(response) = way.send(request).await else { return Ok(None) };
        if matches!(response.status(), 400 | 401 | 403) {
            return Err(NotSent::AccessRefused(SERVICE));
        }
        let access = granted(&response, now).map(Arc::new);
        self.keep(access.clone());
        Ok(access)
    }
}

fn granted(response: &HttpResponse, now: u64) -> Option<Access> {
    if !response.is_success() {
        return None;
    }
    let granted: Granted = strict_json::parse_as(response.body()).ok()?;
    let token = Zeroizing::new(granted.access_token);
    if token.is_empty() || !token.bytes().all(|byte| byte.is_ascii_graphic()) {
        return None;
    }
    let seconds = granted.expires_in.min(HOUR).saturating_sub(EARLY);
    Some(Access { token: SecretBytes::from(token.as_bytes()), until: now.saturating_add(seconds) })
}

/// What an answer to a message means. 404 alone says nothing of the token: the project may be unknown.
fn judged(response: &HttpResponse) -> Result<Answered, NotSent> {
    let code = strict_json::parse(response.body()).ok().and_then(|body| error_code(&body));
    match (response.status(), code.as_deref()) {
        (404, Some("UNREGISTERED")) => Ok(Answered::Gone),
        // The phone's app belongs to another project.
        (403, Some("SENDER_ID_MISMATCH")) => Ok(Answered::Whatever),
        (401 | 403, _) => Err(NotSent::AccessRefused(SERVICE)),
        _ => Ok(Answered::Whatever),
    }
}

/// The service's own code among the details of an error (`google.firebase.fcm.v1.FcmError`).
fn error_code(body: &Value) -> Option<String> {
    let details = body.get("error")?.get("details")?.as_array()?;
    let own = |detail: &&Value| {
        detail.get("@type").and_then(Value::as_str).is_some_and(|kind| kind.ends_with(".FcmError"))
    };
    Some(details.iter().find(own)?.get("errorCode")?.as_str()?.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn response(status: u16, body: &Value) -> HttpResponse {
        HttpResponse::new(status, [], body.to_string().into_bytes()).unwrap()
    }

    fn error(code: &str) -> Value {
        let kind = "type.googleapis.com/google.firebase.fcm.v1.FcmError";
        json!({"error": {"code": 0, "status": "X", "details": [
            {"@type": "type.googleapis.com/google.rpc.BadRequest", "fieldViolations": []},
            {"@type": kind, "errorCode": code},
        ]}})
    }

    #[test]
    fn only_a_token_that_is_not_registered_is_dead() {
        let judged = |status, body: &Value| judged(&response(status, body));
        assert!(matches!(judged(404, &error("UNREGISTERED")), Ok(Answered::Gone)));
        for (status, body) in [
            (200, json!({"name": "projects/a/messages/1"})),
            (404, json!({"error": {"code": 404, "status": "NOT_FOUND"}})),
            (404, json!("not found")),
            (400, error("UNREGISTERED")),
            (400, error("INVALID_ARGUMENT")),
            (403, error("SENDER_ID_MISMATCH")),
            (429, error("QUOTA_EXCEEDED")),
            (503, error("UNAVAILABLE")),
        ] {
            assert!(matches!(judged(status, &body), Ok(Answered::Whatever)), "{status} {body}");
        }
        for (status, body) in [(403, json!({})), (401, error("THIRD_PARTY_AUTH_ERROR"))] {
            assert!(matches!(judged(status, &body), Err(NotSent::AccessRefused(_))), "{status} {body}");
        }
    }

    #[test]
    fn an_access_token_is_used_for_less_than_it_is_valid() {
        let until = |token: &str, seconds: u64| {
            let body = json!({"access_token": token, "expires_in": seconds, "token_type": "Bearer"});
            granted(&response(200, &body), 1_000).map(|access| access.until)
        };
        assert_eq!(until("ya29.a", 3599), Some(1_000 + 3599 - EARLY));
        assert_eq!(until("ya29.a", u64::MAX), Some(1_000 + HOUR - EARLY));
        assert_eq!(until("ya29.a", 100), Some(1_000));
        assert_eq!((until("", 3599), until("a b", 3599), until("a\r\nb: c", 3599)), (None, None, None));
        assert!(granted(&response(400, &json!({"access_token": "a", "expires_in": 1})), 0).is_none());
        assert!(granted(&response(200, &json!({"access_token": "a"})), 0).is_none());
    }
}
