//! The seam that makes a verified request without a server and without a signature: for tests of everything that comes
//! after verifying. Never in a release.

use super::request::Text;
use super::{Challenge, Request, RequestId, Verification, Verified};
use crate::time::{BootTime, UnixTime};
use std::time::Duration;

/// A request as if a server had signed it at `issued`, good for `life`; its list came at `arrived`, when the server's
/// time was `server_now`.
pub fn verified(
    name: &str,
    verification: Verification,
    issued: UnixTime,
    life: Duration,
    server_now: UnixTime,
    arrived: BootTime,
) -> Challenge<Verified> {
    let text = |text: &str| Text::new(text.to_owned());
    let life = u64::try_from(life.as_millis()).unwrap_or(u64::MAX);
    let request = Request {
        id: RequestId::of(&[b"testing", name.as_bytes()]),
        name: name.to_owned(),
        statement: String::new(),
        issued,
        expires: UnixTime::from_milliseconds(issued.milliseconds().saturating_add(life)),
        event: text("login"),
        endpoint: text("Webmail"),
        client_address: None,
        client_place: None,
        client_agent: None,
        message: text(""),
        verification,
    };
    Challenge::new(request, server_now, arrived)
}
