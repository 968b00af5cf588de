//! The server's signing keys: sealed in the database, so that every process has the same ones.
//!
//! The newest key signs for new phones; a phone that enrolled under an older one gets statements by the key that it is
//! known to trust, with the announcement of the next one.

use crate::error::Unavailable;
use crate::portal::Portal;
use crate::seal::Purpose;
use crate::store::Connection;
use crate::store::keys::{self, SigningKeyRecord};
use countersign::crypto::P256Key;
use countersign::jose::{Digest, SignWith, Signer as _, sign};
use serde_json::json;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

const STATEMENTS: &str = "statements";
const WAKE_UPS: &str = "wake-ups";

/// The keys that were opened already.
#[derive(Debug, Default)]
pub struct SigningKeys(Mutex<HashMap<Digest, Arc<SignWith>>>);

impl SigningKeys {
    /// Makes the first keys where there are none.
    pub async fn ensure(&self, portal: &Portal) -> Result<(), Unavailable> {
        for (name, purpose) in [(STATEMENTS, Purpose::SigningKey), (WAKE_UPS, Purpose::WakeUpKey)] {
            let mut change = portal.database().change().await?;
            if keys::signing_keys(change.connection(), name).await?.is_empty() {
                let record = new_key(portal, purpose, None)?;
                keys::insert_signing_key(change.connection(), name, &record).await?;
                change.commit().await?;
            }
        }
        Ok(())
    }

    /// The newest key that signs statements.
    pub async fn newest(&self, portal: &Portal, on: &mut Connection) -> Result<Arc<SignWith>, Unavailable> {
        let records = keys::signing_keys(on, STATEMENTS).await?;
        self.opened(portal, Purpose::SigningKey, records.last().ok_or(Unavailable::Damaged)?)
    }

    /// The key of a thumbprint.
    pub async fn of(
        &self,
        portal: &Portal,
        on: &mut Connection,
        thumbprint: &Digest,
    ) -> Result<Arc<SignWith>, Unavailable> {
        Ok(self.trusted(portal, on, thumbprint).await?.0)
    }

    /// The key that a phone trusts, and the announcement of the key after it, if there is one.
    pub async fn trusted(
        &self,
        portal: &Portal,
        on: &mut Connection,
        trusted: &Digest,
    ) -> Result<(Arc<SignWith>, Option<Announcement>), Unavailable> {
        let records = keys::signing_keys(on, STATEMENTS).await?;
        let position =
            records.iter().position(|record| record.thumbprint == *trusted).ok_or(Unavailable::Damaged)?;
        let record = records.get(position).ok_or(Unavailable::Damaged)?;
        let next = records.get(position.saturating_add(1)).and_then(|next| {
            let statement = next.announcement.clone()?;
            Some(Announcement { key: next.thumbprint, statement })
        });
        Ok((self.opened(portal, Purpose::SigningKey, record)?, next))
    }

    /// The key that signs wake-ups (VAPID, RFC 8292).
    pub async fn wake_up(&self, portal: &Portal, on: &mut Connection) -> Result<Arc<SignWith>, Unavailable> {
        let records = keys::signing_keys(on, WAKE_UPS).await?;
        self.opened(portal, Purpose::WakeUpKey, records.first().ok_or(Unavailable::Damaged)?)
    }

    /// Makes the next key for statements, announced by the one before it.
    pub async fn rotate(&self, portal: &Portal) -> Result<Digest, Unavailable> {
        let mut change = portal.database().change().await?;
        let records = keys::signing_keys(change.connection(), STATEMENTS).await?;
        let last = records.last().ok_or(Unavailable::Damaged)?;
        let before = self.opened(portal, Purpose::SigningKey, last)?;
        let mut record = new_key(portal, Purpose::SigningKey, Some(&before))?;
        // Keys are in the order of their announcements, also within one second.
        record.created = record.created.max(last.created.saturating_add(1));
        keys::insert_signing_key(change.connection(), STATEMENTS, &record).await?;
        change.commit().await?;
        Ok(record.thumbprint)
    }

    fn opened(
        &self,
        portal: &Portal,
        purpose: Purpose,
        record: &SigningKeyRecord,
    ) -> Result<Arc<SignWith>, Unavailable> {
        let mut opened = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(signer) = opened.get(&record.thumbprint) {
            return Ok(Arc::clone(signer));
        }
        let pkcs8 = portal.key().open_sealed(purpose, &record.thumbprint.to_string(), &record.key_sealed)?;
        let signer = Arc::new(SignWith::new(P256Key::from_pkcs8(&pkcs8)?)?);
        opened.insert(record.thumbprint, Arc::clone(&signer));
        Ok(signer)
    }
}

/// The statement that announces a key.
#[derive(Clone, Debug)]
pub struct Announcement {
    /// The key that is announced.
    pub key: Digest,
    /// `cs-server-key`, signed by the key before it.
    pub statement: String,
}

fn new_key(
    portal: &Portal,
    purpose: Purpose,
    before: Option<&SignWith>,
) -> Result<SigningKeyRecord, Unavailable> {
    let pkcs8 = P256Key::generate()?;
    let signer = SignWith::new(P256Key::from_pkcs8(&pkcs8)?)?;
    let thumbprint = signer.public_key().thumbprint();
    // Exposed: sealed right here.
    let key_sealed = portal.key().seal(purpose, &thumbprint.to_string(), pkcs8.expose())?;
    let announcement = before
        .map(|before| {
            let payload =
                json!({"iss": portal.public_url().to_string(), "iat": portal.now(), "jwk": signer.public_key()});
            sign("cs-server-key+jwt", before, false, payload.to_string().as_bytes())
        })
        .transpose()?;
    Ok(SigningKeyRecord { thumbprint, key_sealed, announcement, created: portal.now() })
}
