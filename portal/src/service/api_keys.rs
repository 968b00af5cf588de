//! API keys of other applications: made, shown once, taken back, recognised.

use crate::domain::{AccountName, Application, AuditEvent, Permission, Permissions};
use crate::error::{Refusal, Unavailable};
use crate::portal::Portal;
use crate::seal::Purpose;
use crate::store::{Change, applications, audit};
use crate::token::{Token, new_id};

/// How exact it is noted when a key was last used, in seconds.
const USED_TO: u64 = 60;

/// Makes a key for an application. It is shown once. `None` where the application has one.
pub async fn add(
    portal: &Portal,
    application: &str,
    permissions: Permissions,
    source: &str,
) -> Result<Option<Token>, Refusal> {
    let name = AccountName::parse(application).map_err(Refusal::Invalid)?.to_string();
    let token = Token::random()?;
    let detail = format!("made: {permissions}");
    let made = Application { id: new_id()?, name, permissions, created: portal.now(), used: None };
    let mut change = portal.database().change().await?;
    if !applications::insert(change.connection(), &made, &token.hash()).await? {
        return Ok(None);
    }
    record(portal, &mut change, &made.name, &detail, source).await?;
    change.commit().await?;
    Ok(Some(token))
}

/// The key of the demo application, which is the same in all processes: made from the server key.
pub async fn demo(portal: &Portal) -> Result<Token, Refusal> {
    let digest = portal.key().keyed_hash(Purpose::DemoKey, &[]);
    let token = Token::parse(&digest.to_string()).ok_or(Unavailable::Damaged)?;
    let permissions = Permissions::new(&Permission::ALL).ok_or(Unavailable::Damaged)?;
    let name = "demo".to_owned();
    let made = Application { id: new_id()?, name, permissions, created: portal.now(), used: None };
    let mut change = portal.database().change().await?;
    applications::insert(change.connection(), &made, &token.hash()).await?;
    change.commit().await?;
    Ok(token)
}

/// Takes the key of an application back: its next call is refused. False where there is none of that name.
pub async fn revoke(portal: &Portal, application: &str, source: &str) -> Result<bool, Refusal> {
    let mut change = portal.database().change().await?;
    let deleted = applications::delete(change.connection(), application).await?;
    if deleted {
        record(portal, &mut change, application, "taken back", source).await?;
    }
    change.commit().await?;
    Ok(deleted)
}

/// All applications that have a key, by name.
pub async fn all(portal: &Portal) -> Result<Vec<Application>, Refusal> {
    let mut reader = portal.database().reader().await?;
    Ok(applications::all(&mut reader).await?)
}

/// The application that a key belongs to.
pub async fn application(portal: &Portal, key: &str) -> Result<Option<Application>, Refusal> {
    let Some(token) = Token::parse(key) else { return Ok(None) };
    let mut reader = portal.database().reader().await?;
    let found = applications::by_key(&mut reader, &token.hash()).await?;
    drop(reader);
    let now = portal.now();
    if let Some(application) = &found
        && application.used.is_none_or(|used| now.saturating_sub(used) >= USED_TO)
    {
        let mut change = portal.database().change().await?;
        applications::set_used(change.connection(), application.id, now).await?;
        change.commit().await?;
    }
    Ok(found)
}

async fn record(
    portal: &Portal,
    change: &mut Change<'_>,
    application: &str,
    detail: &str,
    source: &str,
) -> Result<(), Unavailable> {
    let entry = audit::Entry {
        at: portal.time().milliseconds(),
        user: None,
        subject: application,
        event: AuditEvent::ApiKeyChanged,
        detail,
        source,
    };
    audit::write(change.connection(), entry).await
}
