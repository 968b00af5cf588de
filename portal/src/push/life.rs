//! The rest of an account's life: the counter (section 6.3), reports (6.4), the channel (7.1), devices (7.4), the end
//! (7.5).

use super::answers::NUMBER_LIMIT;
use super::call::{Call, Found};
use super::channel::Channel;
use super::failure::{Failure, Reply};
use super::json;
use super::statement::{COUNTER, DEVICES, DONE, ended, to_phone};
use crate::domain::AuditEvent;
use crate::error::Unavailable;
use crate::events::Topic;
use crate::mail::Notice;
use crate::portal::Portal;
use crate::seal::Purpose;
use crate::service::notices::{record, tell};
use crate::store::phones::{self, Phone};
use crate::store::{Change, attempts, authenticators};
use crate::token::Id;
use countersign::jose::{Digest, Encoded, KeyReference, Unverified};
use countersign::strict_json::object;
use serde::Deserialize;
use serde_json::{Value, json};

const RESUME: &str = "cs-resume+jwt";

#[derive(Deserialize)]
struct CounterBody {
    account: String,
    statement: String,
}

#[derive(Deserialize)]
struct Resume {
    iss: Digest,
    aud: String,
    sub: String,
    n: Encoded<16>,
    uv: String,
}

/// Tells the counter to a phone whose user was verified.
pub(super) async fn counter(portal: &Portal, call: Call) -> Result<Reply, Failure> {
    let body: CounterBody = call.body()?;
    let phone = match call.phone(portal, &body.account).await? {
        Found::Open(phone, _) => phone,
        Found::Ended(reply) => return Ok(reply),
    };
    let unverified = Unverified::read(&body.statement)?;
    if !matches!(unverified.key(), KeyReference::Thumbprint(_)) {
        return Err(Failure::Malformed);
    }
    let statement = unverified.verify(RESUME, &phone.keys.user)?;
    let resume: Resume = json::read(statement.payload())?;
    let addressed = resume.iss == phone.keys.device.thumbprint()
        && resume.aud == portal.public_url().to_string()
        && resume.sub == phone.account.to_string();
    if !addressed {
        return Err(Failure::InvalidProof);
    }
    if !matches!(resume.uv.as_str(), "pin" | "biometric") {
        return Err(Failure::Malformed);
    }
    let said = json!({"n": resume.n, "counter": phone.counter.min(NUMBER_LIMIT)});
    let mut reader = portal.database().reader().await?;
    Ok(Reply::ok("counter", to_phone(portal, &mut reader, &phone, COUNTER, said).await?))
}

#[derive(Deserialize)]
struct ReportBody {
    account: String,
    request: Id,
    rh: Digest,
}

/// Takes the report of a suspicious request that this phone was sent.
pub(super) async fn report(portal: &Portal, call: Call) -> Result<Reply, Failure> {
    let body: ReportBody = call.body()?;
    let (phone, user) = match call.phone(portal, &body.account).await? {
        Found::Open(phone, user) => (phone, user),
        Found::Ended(reply) => return Ok(reply),
    };
    let mut change = portal.database().change().await?;
    let sent = attempts::request_of(change.connection(), body.request, phone.account).await?;
    if sent.is_some_and(|sent| sent.hash != body.rh) {
        return Err(Failure::UnknownRequest);
    }
    let detail = format!("report of {}", body.request);
    record(portal, &mut change, &user, AuditEvent::FraudReported, &detail, "").await?;
    let statement = done(portal, &mut change, &phone, &call).await?;
    change.commit().await?;
    Ok(Reply::ok("done", statement))
}

#[derive(Deserialize)]
struct ChannelBody {
    account: String,
    #[serde(deserialize_with = "object")]
    channel: Channel,
}

/// Changes where the phone is woken.
pub(super) async fn channel(portal: &Portal, call: Call) -> Result<Reply, Failure> {
    let body: ChannelBody = call.body()?;
    body.channel.check().map_err(|_| Failure::Malformed)?;
    let phone = match call.phone(portal, &body.account).await? {
        Found::Open(phone, _) => phone,
        Found::Ended(reply) => return Ok(reply),
    };
    let channel = serde_json::to_vec(&body.channel).map_err(|_| Unavailable::Damaged)?;
    let sealed = portal.key().seal(Purpose::Channel, &phone.account.to_string(), &channel)?;
    let mut change = portal.database().change().await?;
    phones::set_channel(change.connection(), phone.account, &sealed).await?;
    let statement = done(portal, &mut change, &phone, &call).await?;
    change.commit().await?;
    Ok(Reply::ok("done", statement))
}

#[derive(Deserialize)]
struct AccountBody {
    account: String,
}

/// Lists the phones of the user.
pub(super) async fn devices(portal: &Portal, call: Call) -> Result<Reply, Failure> {
    let body: AccountBody = call.body()?;
    let phone = match call.phone(portal, &body.account).await? {
        Found::Open(phone, _) => phone,
        Found::Ended(reply) => return Ok(reply),
    };
    let mut reader = portal.database().reader().await?;
    let devices: Vec<Value> = phones::of_user(&mut reader, phone.user)
        .await?
        .iter()
        .map(|one| {
            json!({"name": one.name, "added": one.added, "seen": one.seen, "this": one.account == phone.account})
        })
        .collect();
    let said = json!({"n": call.proof, "devices": devices});
    Ok(Reply::ok("devices", to_phone(portal, &mut reader, &phone, DEVICES, said).await?))
}

/// Ends the account by the phone's wish.
pub(super) async fn unenroll(portal: &Portal, call: Call) -> Result<Reply, Failure> {
    let body: AccountBody = call.body()?;
    let (mut phone, user) = match call.phone(portal, &body.account).await? {
        Found::Open(phone, user) => (phone, user),
        Found::Ended(reply) => return Ok(reply),
    };
    let mut change = portal.database().change().await?;
    let own = authenticators::of_user_by_id(change.connection(), user.id, phone.authenticator).await?;
    if phones::end(change.connection(), phone.account, "phone", portal.now()).await? {
        authenticators::delete(change.connection(), user.id, phone.authenticator).await?;
        if let Some(own) = own {
            tell(
                portal,
                &mut change,
                &user,
                &Notice::AuthenticatorDeleted(own.kind, own.comment.to_string()),
            )
            .await?;
        }
        record(portal, &mut change, &user, AuditEvent::PhoneEnded, &phone.name, "").await?;
        change.wake(Topic::Requests(phone.account));
    }
    phone.ended_by = Some("phone".to_owned());
    let statement = ended(portal, change.connection(), &phone).await?;
    change.commit().await?;
    Ok(Reply::ok("ended", statement))
}

/// `cs-done` (section 7): this very call was carried out.
async fn done(
    portal: &Portal,
    change: &mut Change<'_>,
    phone: &Phone,
    call: &Call,
) -> Result<String, Unavailable> {
    let said = json!({"n": call.proof, "bh": call.body_hash()});
    to_phone(portal, change.connection(), phone, DONE, said).await
}
