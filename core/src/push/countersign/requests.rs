//! The open requests (section 5): one list, signed for this very call, of requests that are each signed.

use super::account::read_policy;
use super::call::{Learned, call_for};
use super::json::{Members, write};
use super::own::{Own, next_server_key};
use super::scan;
use super::server::{Said, Server};
use super::statement::{REQUEST, REQUESTS, SERVER_KEY};
use crate::jose::{Encoded, Jwk, MAXIMUM_LENGTH};
use crate::push::{
    Challenge, Context, MOST_OPEN, Poll, Polled, PushAccount, PushError, Reply, Request, RequestId, Step,
    Text, Update, Verification,
};
use serde::Serialize;
use serde_json::Value;
use std::time::Duration;

const ENDPOINT: &str = "/v1/requests";
/// The longest wait that a phone may ask for, in seconds.
const LONGEST_WAIT: u64 = 30;
/// The longest life of a request, in seconds.
const LONGEST_LIFE: u64 = 600;
/// The longest event and endpoint, and the longest message, in bytes.
const SHORT_TEXT: usize = 64;
const LONG_TEXT: usize = 512;

#[derive(Serialize)]
struct Body<'a> {
    account: &'a str,
    wait: u64,
    known: &'a [String],
}

pub(super) fn poll(account: &PushAccount, poll: &Poll<'_>, context: Context<'_>) -> Step<Reply<Polled>> {
    let wait = poll.wait.as_secs().min(LONGEST_WAIT);
    let known = poll.known.get(..MOST_OPEN).unwrap_or(poll.known);
    let body = match Own::of(account).and_then(|own| write(&Body { account: &own.account, wait, known })) {
        Ok(body) => body,
        Err(error) => return Step::Refused(error),
    };
    let before = account.policy();
    call_for(account, ENDPOINT, body, Duration::from_secs(wait), context, move |server, answered, context| {
        let list = server.read(REQUESTS, answered.statement("requests")?)?;
        list.answers("n", answered.proof)?;
        let members = list.members();
        let server_time = members.time("iat")?;
        let next = announced_key(server, members)?;
        // Requests in the same list may be signed by the announced key already.
        let mut server = server.clone();
        server.keys.extend(next);
        let mut requests: Vec<Request> = Vec::new();
        for element in members.list("requests", MOST_OPEN)? {
            let request = read_request(&server, &server.read(REQUEST, statement(members, element)?)?)?;
            if requests.iter().any(|other| other.id == request.id) {
                return Err(members.wrong("requests"));
            }
            requests.push(request);
        }
        let policy =
            members.has("policy").then(|| members.object("policy").and_then(read_policy)).transpose()?;
        let policy = policy.filter(|policy| *policy != before);
        let update = next.map_or_else(Update::default, next_server_key).with(move |account| {
            account.policy = policy.unwrap_or(account.policy);
        });
        let open = requests.into_iter().filter(|request| request.expires() > server_time);
        let requests = open.map(|request| Challenge::new(request, server_time, context.now.boot)).collect();
        let polled = Polled { requests, server_time, policy };
        Ok(Learned { value: polled, signer: list.signer(), update })
    })
}

fn statement<'a>(members: Members<'_>, element: &'a Value) -> Result<&'a str, PushError> {
    let text = element.as_str().filter(|text| text.len() <= MAXIMUM_LENGTH);
    text.ok_or_else(|| members.wrong("requests"))
}

/// The server's next key, signed by one that is trusted (section 7.3).
fn announced_key(server: &Server, members: Members<'_>) -> Result<Option<Jwk>, PushError> {
    if !members.has("server_key") {
        return Ok(None);
    }
    let said = server.read_for_all(SERVER_KEY, members.text("server_key", 1..=MAXIMUM_LENGTH)?)?;
    said.members().time("iat")?;
    said.members().key("jwk").map(Some)
}

/// Reads one request that was verified. What is shown later is made from this and from nothing else.
fn read_request(server: &Server, said: &Said) -> Result<Request, PushError> {
    let members = said.members();
    let name: Encoded<16> = members.bytes("jti")?;
    let name = name.to_string();
    members.bytes::<32>("nonce")?;
    let (issued, expires) = (members.time("iat")?, members.time("exp")?);
    let life = expires.seconds().checked_sub(issued.seconds());
    if !life.is_some_and(|life| (1..=LONGEST_LIFE).contains(&life)) {
        return Err(members.wrong("exp"));
    }
    let client = members.object("client")?;
    let claim = |name| client.optional_text(name).map(|text| text.map(|text| Text::new(text.to_owned())));
    let text = |name, length| members.text(name, length).map(|text| Text::new(text.to_owned()));
    Ok(Request {
        id: RequestId::of(&[
            super::NAME.as_bytes(),
            server.base.as_bytes(),
            server.account.as_bytes(),
            name.as_bytes(),
        ]),
        statement: said.text().to_owned(),
        issued,
        expires,
        event: text("event", 0..=SHORT_TEXT)?,
        endpoint: text("endpoint", 0..=SHORT_TEXT)?,
        client_address: claim("address")?,
        client_place: claim("place")?,
        client_agent: claim("agent")?,
        message: text("message", 0..=LONG_TEXT)?,
        verification: read_verification(members, &name)?,
        name,
    })
}

fn read_verification(members: Members<'_>, name: &str) -> Result<Verification, PushError> {
    let digits = |range| {
        let digits = members.number("digits", range)?;
        u8::try_from(digits).map_err(|_| members.wrong("digits"))
    };
    let verification = match members.text("mode", 1..=16)? {
        "none" => Verification::None,
        "scan" => Verification::Scan { prefix: scan::prefix(name) },
        "enter" => return digits(2..=8).map(|digits| Verification::Enter { digits }),
        "show" => return digits(4..=8).map(|digits| Verification::Show { digits }),
        _ => return Err(members.wrong("mode")),
    };
    if members.has("digits") { Err(members.wrong("digits")) } else { Ok(verification) }
}
