//! What this protocol remembers of an account beside the public facts.

use super::base::Base;
use crate::crypto::P256PublicKey;
use crate::jose::{Digest, Encoded, Jwk};
use crate::push::{PushAccount, PushError, Update};
use minicbor::bytes::ByteArray;
use minicbor::{Decode, Encode};

/// Keys of the server that are trusted at a time: the one in use, and the one that was announced.
const MOST_KEYS: usize = 2;

/// The encoded part of an account.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub(super) struct Own {
    /// The path of the base.
    #[n(0)]
    path: String,
    /// What the server calls the account: `sub`.
    #[n(1)]
    pub(super) account: String,
    /// The thumbprint of the device key.
    #[n(2)]
    device: ByteArray<32>,
    /// The server's keys that are trusted, the oldest first.
    #[n(3)]
    server_keys: Vec<ByteArray<65>>,
}

impl Own {
    pub(super) fn new(base: &Base, account: &str, device: Digest, server_key: &Jwk) -> Self {
        Self {
            path: base.path().to_owned(),
            account: account.to_owned(),
            device: device.0.into(),
            server_keys: vec![(*server_key.0.as_point()).into()],
        }
    }

    /// Reads it from an account of this protocol.
    pub(super) fn of(account: &PushAccount) -> Result<Self, PushError> {
        if account.protocol != super::ID {
            return Err(PushError::Misused);
        }
        minicbor::decode(&account.own).map_err(|_| PushError::AccountDamaged)
    }

    pub(super) fn encode(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(256);
        // Writing to a Vec cannot fail.
        let _ = minicbor::encode(self, &mut bytes);
        bytes
    }

    /// The server's address.
    pub(super) fn base(&self, account: &PushAccount) -> Result<Base, PushError> {
        Base::new(account.origin.clone(), self.path.clone()).ok_or(PushError::AccountDamaged)
    }

    pub(super) fn device(&self) -> Digest {
        Encoded(self.device.into())
    }

    pub(super) fn server_keys(&self) -> Result<Vec<Jwk>, PushError> {
        let keys = self.server_keys.iter().map(|point| {
            P256PublicKey::from_point(point.as_slice()).map(Jwk).map_err(|_| PushError::AccountDamaged)
        });
        keys.collect()
    }
}

/// An account learns from an answer: the nonce that came with it, and which key signed it. Keys before that one are no
/// longer trusted (section 7.3).
pub(super) fn learned(nonce: Option<String>, signer: Jwk) -> Update {
    let update = Update::default().with(|account| account.nonce = nonce.or(account.nonce.take()));
    update.and(change(move |own| {
        let signer = ByteArray::from(*signer.0.as_point());
        if let Some(position) = own.server_keys.iter().position(|key| *key == signer) {
            own.server_keys.drain(..position);
        }
    }))
}

/// The server announced its next key. One that was announced before and never used is forgotten.
pub(super) fn next_server_key(next: Jwk) -> Update {
    change(move |own| {
        let next = ByteArray::from(*next.0.as_point());
        if !own.server_keys.contains(&next) {
            own.server_keys.truncate(MOST_KEYS - 1);
            own.server_keys.push(next);
        }
    })
}

fn change(edit: impl FnOnce(&mut Own) + Send + 'static) -> Update {
    Update::default().with(|account| {
        // An account of another protocol, or a damaged one, learns nothing.
        if let Ok(mut own) = Own::of(account) {
            edit(&mut own);
            account.own = own.encode();
        }
    })
}
