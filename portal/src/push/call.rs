//! One call: its proof is checked, and its account found, before anything else is looked at (section 3).

use super::Push;
use super::failure::{Failure, Reply};
use super::json;
use super::limits::Limits;
use super::nonce::{self, LIFE_SECONDS, Nonce};
use super::statement::ended;
use crate::domain::User;
use crate::portal::Portal;
use crate::store::phones::{self, Phone};
use crate::store::{Change, Connection, users};
use axum::body::Bytes;
use axum::http::HeaderMap;
use countersign::jose::{self, Digest, Encoded, Jwk, Proof, hash};
use serde::de::DeserializeOwned;
use std::sync::Arc;

/// A call with a valid proof.
#[derive(Debug)]
pub(super) struct Call {
    /// The device key that made the proof.
    pub(super) key: Jwk,
    /// The id of the proof.
    pub(super) proof: Encoded<16>,
    nonce: Nonce,
    body: Bytes,
    limits: Arc<Limits>,
}

impl Call {
    /// Checks the proof: for this address and body, with a nonce of ours. Writes nothing: what strangers send costs no
    /// room.
    pub(super) async fn read(
        push: &Push,
        path: &str,
        headers: &HeaderMap,
        body: Bytes,
    ) -> Result<Self, Failure> {
        let portal = &push.portal;
        let mut proofs = headers.get_all("dpop").iter();
        let (Some(proof), None) = (proofs.next(), proofs.next()) else { return Err(Failure::InvalidProof) };
        let proof = proof.to_str().map_err(|_| Failure::InvalidProof)?;
        let url = format!("{}{path}", portal.public_url());
        let call = jose::Call { url: &url, body: &body, nonce: None };
        let proof = Proof::read(proof, call).map_err(|_| Failure::InvalidProof)?;
        let issued = proof.nonce.as_deref().and_then(|nonce| nonce::read(portal, nonce));
        let nonce = issued.ok_or(Failure::NonceWanted)?;
        Ok(Self { key: proof.key, proof: proof.id, nonce, body, limits: Arc::clone(&push.limits) })
    }

    /// Takes the proof, once: one that was seen before, by whichever process, is refused. Together with the change that
    /// the call makes.
    pub(super) async fn take_proof(&self, change: &mut Change<'_>) -> Result<(), Failure> {
        // Of this key only: nobody uses up the ids of another.
        let id = [self.key.thumbprint().0.as_slice(), &self.proof.0].concat();
        let expires = self.nonce.issued.saturating_add(LIFE_SECONDS).saturating_add(1);
        let new = phones::see_proof(change.connection(), &hash(&id), expires).await?;
        if new { Ok(()) } else { Err(Failure::InvalidProof) }
    }

    /// The body, read in one way.
    pub(super) fn body<T: DeserializeOwned>(&self) -> Result<T, Failure> {
        json::read(&self.body)
    }

    /// The hash of the body.
    pub(super) fn body_hash(&self) -> Digest {
        hash(&self.body)
    }

    /// The phone whose device key made the proof, which must be the one that the body names. One whose account has ended
    /// is answered that, whatever it asked.
    pub(super) async fn phone(&self, portal: &Portal, account: &str) -> Result<Found, Failure> {
        // Read and charged first: strangers, and phones that call too often, change nothing.
        let mut reader = portal.database().reader().await?;
        let known = self.account_of(&mut reader, account).await?.account;
        drop(reader);
        self.limits.phone(portal, known).await?;
        let mut change = portal.database().change().await?;
        let mut phone = self.account_of(change.connection(), account).await?;
        self.take_proof(&mut change).await?;
        phones::set_seen(change.connection(), phone.account, portal.now()).await?;
        self.learn_server_key(portal, &mut change, &mut phone).await?;
        if phone.ended.is_some() {
            let statement = ended(portal, change.connection(), &phone).await?;
            change.commit().await?;
            return Ok(Found::Ended(Reply::ok("ended", statement)));
        }
        let user = users::by_id(change.connection(), phone.user).await?.ok_or(Failure::UnknownAccount)?;
        change.commit().await?;
        Ok(Found::Open(Box::new(phone), Box::new(user)))
    }

    /// The phone with this device key, where that is the one of `account`.
    async fn account_of(&self, on: &mut Connection, account: &str) -> Result<Phone, Failure> {
        let found = phones::by_device_key(on, &self.key.thumbprint()).await?;
        found.filter(|phone| phone.account.to_string() == account).ok_or(Failure::UnknownAccount)
    }

    /// The proof's nonce came with the announcement of the next server key: the phone has it, and is spoken to by it from
    /// now on. Not while requests are open that the key before it has signed.
    async fn learn_server_key(
        &self,
        portal: &Portal,
        change: &mut Change<'_>,
        phone: &mut Phone,
    ) -> Result<(), Failure> {
        let (_, next) = portal.signing().trusted(portal, change.connection(), &phone.server_key).await?;
        let Some(next) = next.filter(|next| self.nonce.announces(&next.key)) else { return Ok(()) };
        let open =
            crate::store::attempts::open_requests(change.connection(), phone.account, portal.now()).await?;
        if open.is_empty() {
            phones::set_server_key(change.connection(), phone.account, &next.key).await?;
            phone.server_key = next.key;
        }
        Ok(())
    }
}

/// The account of a call.
#[derive(Debug)]
pub(super) enum Found {
    /// It is in use.
    Open(Box<Phone>, Box<User>),
    /// It has ended: this is the answer to whatever was asked.
    Ended(Reply),
}
