//! The open requests of a phone (section 5), at once or as a long poll that holds no connection to the database.

use super::call::{Call, Found};
use super::failure::{Failure, Reply};
use super::statement::{REQUESTS, ended, policy, to_phone};
use crate::events::Topic;
use crate::portal::Portal;
use crate::store::attempts::{self, RequestRecord};
use crate::store::phones::{self, Phone};
use crate::token::Id;
use serde::Deserialize;
use serde_json::json;
use std::time::Duration;
use tokio::time::Instant;

/// The longest wait, in seconds.
const LONGEST_WAIT: u64 = 30;
/// The most ids that a phone names.
const MOST_KNOWN: usize = 16;

#[derive(Deserialize)]
struct Body {
    account: String,
    wait: u64,
    known: Vec<Id>,
}

pub(super) async fn list(portal: &Portal, call: Call) -> Result<Reply, Failure> {
    let body: Body = call.body()?;
    if body.wait > LONGEST_WAIT || body.known.len() > MOST_KNOWN {
        return Err(Failure::Malformed);
    }
    let phone = match call.phone(portal, &body.account).await? {
        Found::Open(phone, _) => phone,
        Found::Ended(reply) => return Ok(reply),
    };
    let deadline = Instant::now() + Duration::from_secs(body.wait);
    // Registered before anything is read: what changes from here on wakes it.
    let mut waiter = portal.database().hub().register(Topic::Requests(phone.account));
    let mut shown: Option<Vec<Id>> = None;
    loop {
        let (phone, open) = read(portal, phone.account).await?;
        if phone.ended.is_some() {
            let mut reader = portal.database().reader().await?;
            return Ok(Reply::ok("ended", ended(portal, &mut reader, &phone).await?));
        }
        let ids: Vec<Id> = open.iter().map(|request| request.attempt).collect();
        let news = ids.iter().any(|id| !body.known.contains(id));
        // One that the phone knows has ended while it waited: it need not show it any longer.
        let gone = shown.as_ref().is_some_and(|shown| *shown != ids);
        if news || gone || portal.is_closing() || Instant::now() >= deadline {
            return signed_list(portal, &phone, &call, open).await;
        }
        let next_end = open.iter().map(|request| request.expires.saturating_sub(portal.now()).max(1)).min();
        let until =
            next_end.map_or(deadline, |seconds| deadline.min(Instant::now() + Duration::from_secs(seconds)));
        shown = Some(ids);
        waiter.until_changed(until).await;
    }
}

async fn read(portal: &Portal, account: Id) -> Result<(Phone, Vec<RequestRecord>), Failure> {
    let mut reader = portal.database().reader().await?;
    let phone = phones::by_account(&mut reader, account).await?.ok_or(Failure::UnknownAccount)?;
    let open = attempts::open_requests(&mut reader, account, portal.now()).await?;
    Ok((phone, open))
}

async fn signed_list(
    portal: &Portal,
    phone: &Phone,
    call: &Call,
    open: Vec<RequestRecord>,
) -> Result<Reply, Failure> {
    let rules = portal.policy();
    let statements: Vec<String> = open.into_iter().map(|request| request.statement).collect();
    let mut said = json!({
        "n": call.proof, "requests": statements,
        "policy": policy(rules.minimum_pin_length, rules.require_biometrics),
    });
    let mut reader = portal.database().reader().await?;
    let (_, next) = portal.signing().trusted(portal, &mut reader, &phone.server_key).await?;
    let mut announced = None;
    if let (Some(next), Some(members)) = (next, said.as_object_mut()) {
        members.insert("server_key".to_owned(), json!(next.statement));
        announced = Some(next.key);
    }
    let statement = to_phone(portal, &mut reader, phone, REQUESTS, said).await?;
    Ok(Reply { announced, ..Reply::ok("requests", statement) })
}
