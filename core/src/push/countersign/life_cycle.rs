//! Calls of the life of an account (sections 6.3, 6.4 and 7) that are each a body and a statement in answer: report,
//! channel, devices, the end, the counter.

use super::answers::{Reference, spoken};
use super::call::{Answered, Learned, call_for, speaks_for, user};
use super::enroll::ChannelMember;
use super::json::{NUMBER_LIMIT, write};
use super::own::Own;
use super::server::Server;
use super::statement::{COUNTER, DEVICES, DONE, RESUME};
use crate::crypto::random_array;
use crate::jose::{Digest, Encoded, sign};
use crate::otp::Label;
use crate::push::{
    AccountActivation, AccountPurpose, Channel, Context, ListedDevice, PushAccount, PushError, Reply,
    SignedAnswer, Step, Update,
};
use core::convert::Infallible;
use serde::Serialize;
use std::time::Duration;

/// The most devices that a list has.
const MOST_DEVICES: usize = 32;
/// The longest name of a device, in bytes.
const LONGEST_NAME: usize = 64;

#[derive(Serialize)]
struct ReportBody<'a> {
    account: &'a str,
    request: &'a str,
    rh: Digest,
}

#[derive(Serialize)]
struct ChannelBody<'a> {
    account: &'a str,
    channel: ChannelMember<'a>,
}

#[derive(Serialize)]
struct AccountBody<'a> {
    account: &'a str,
}

#[derive(Serialize)]
struct CounterBody<'a> {
    account: &'a str,
    statement: &'a str,
}

#[derive(Serialize)]
struct ResumePayload<'a> {
    iss: Digest,
    aud: &'a str,
    sub: &'a str,
    n: Encoded<16>,
    uv: &'static str,
}

/// Makes a call that needs no wait, or says why there is none.
fn call_with<T: 'static>(
    account: &PushAccount,
    endpoint: &'static str,
    body: Result<Vec<u8>, PushError>,
    context: Context<'_>,
    read: impl FnOnce(&Server, &Answered, Context<'_>) -> Result<Learned<T>, PushError> + Send + 'static,
) -> Step<Reply<T>> {
    match body {
        Ok(body) => call_for(account, endpoint, body, Duration::ZERO, context, read),
        Err(error) => Step::Refused(error),
    }
}

/// `cs-done`: this very call was carried out.
fn read_done(server: &Server, answered: &Answered, _: Context<'_>) -> Result<Learned<()>, PushError> {
    let said = server.read(DONE, answered.statement("done")?)?;
    said.answers("n", answered.proof)?;
    said.answers("bh", answered.body)?;
    said.members().time("iat")?;
    Ok(Learned { value: (), signer: said.signer(), update: Update::default() })
}

pub(super) fn report(account: &PushAccount, answer: &SignedAnswer, context: Context<'_>) -> Step<Reply<()>> {
    let body = Reference::of(account, answer).and_then(|reference| {
        write(&ReportBody {
            account: &reference.account,
            request: &reference.name,
            rh: reference.statement_hash(),
        })
    });
    call_with(account, "/v1/reports", body, context, read_done)
}

pub(super) fn update_channel(
    account: &PushAccount,
    channel: &Channel,
    context: Context<'_>,
) -> Step<Reply<()>> {
    if !channel.is_usable() {
        return Step::Refused(PushError::Misused);
    }
    let body = Own::of(account)
        .and_then(|own| write(&ChannelBody { account: &own.account, channel: channel.into() }));
    call_with(account, "/v1/channel", body, context, read_done)
}

pub(super) fn unenroll(account: &PushAccount, context: Context<'_>) -> Step<Reply<Infallible>> {
    let body = Own::of(account).and_then(|own| write(&AccountBody { account: &own.account }));
    call_with(account, "/v1/unenroll", body, context, |_, answered, _| {
        // Only a statement that the account has ended is an answer, and that one was looked for before.
        Err(answered.members().wrong("ended"))
    })
}

pub(super) fn devices(account: &PushAccount, context: Context<'_>) -> Step<Reply<Vec<ListedDevice>>> {
    let body = Own::of(account).and_then(|own| write(&AccountBody { account: &own.account }));
    call_with(account, "/v1/devices", body, context, |server, answered, _| {
        let said = server.read(DEVICES, answered.statement("devices")?)?;
        said.answers("n", answered.proof)?;
        let members = said.members();
        members.time("iat")?;
        let mut devices = Vec::new();
        for element in members.list("devices", MOST_DEVICES)? {
            let device = members.element("devices", element)?;
            devices.push(ListedDevice {
                name: Label::clean(device.text("name", 1..=LONGEST_NAME)?),
                added: device.time("added")?,
                seen: device.time("seen")?,
                this: device.boolean("this")?,
            });
        }
        Ok(Learned { value: devices, signer: said.signer(), update: Update::default() })
    })
}

pub(super) fn resume_counter(
    account: &PushAccount,
    activation: AccountActivation,
    context: Context<'_>,
) -> Step<Reply<u64>> {
    let (body, nonce) = match prepare_resume(account, activation, context) {
        Ok(prepared) => prepared,
        Err(error) => return Step::Refused(error),
    };
    call_with(account, "/v1/counter", Ok(body), context, move |server, answered, _| {
        let said = server.read(COUNTER, answered.statement("counter")?)?;
        said.answers("n", nonce)?;
        said.members().time("iat")?;
        let counter = said.members().number("counter", 0..=NUMBER_LIMIT)?;
        let update = Update::default().with(move |account| account.signed_with(counter));
        Ok(Learned { value: counter, signer: said.signer(), update })
    })
}

fn prepare_resume(
    account: &PushAccount,
    activation: AccountActivation,
    context: Context<'_>,
) -> Result<(Vec<u8>, Encoded<16>), PushError> {
    let used = activation.used_for(AccountPurpose::ResumeCounter, context.now.boot);
    let verification = used.ok_or(PushError::Misused)?;
    let (server, ..) = speaks_for(account, context)?;
    let nonce = Encoded(random_array::<16>(context.random)?);
    let payload = write(&ResumePayload {
        iss: server.device,
        aud: &server.base,
        sub: &server.account,
        n: nonce,
        uv: spoken(verification),
    })?;
    let statement = sign(RESUME, user(context)?, false, &payload)?;
    let body = write(&CounterBody { account: &server.account, statement: &statement })?;
    Ok((body, nonce))
}
