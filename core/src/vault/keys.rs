//! The vault's two keys, and the keys made from them.

use crate::crypto::{AeadKey, Secret, Zeroize, hkdf_sha256, random_secret};
use crate::ports::{Random, RandomFailed};

/// What the slots wrap: two independent random keys.
#[derive(Debug)]
pub(super) struct VaultKeys {
    /// VK-accounts: the body and the secrets of one-time codes.
    pub(super) accounts: Secret<32>,
    /// VK-push: the secrets of push entries. `None` where only the recovery code was given.
    pub(super) push: Option<Secret<32>>,
}

impl VaultKeys {
    pub(super) fn random(random: &dyn Random) -> Result<Self, RandomFailed> {
        Ok(Self { accounts: random_secret(random)?, push: Some(random_secret(random)?) })
    }

    /// Wipes both keys.
    pub(super) fn forget(&mut self) {
        self.accounts.zeroize();
        self.push = None;
    }

    /// The key of one commit's body.
    pub(super) fn body(&self, vault_id: &[u8; 16], commit_salt: &[u8; 32]) -> AeadKey {
        // Exposed: keying material of HKDF.
        AeadKey::new(&hkdf_sha256(
            &[self.accounts.expose()],
            commit_salt,
            &[b"countersign vault 1 body", vault_id],
        ))
    }

    /// The key of one-time-code records.
    pub(super) fn account_records(&self, vault_id: &[u8; 16]) -> AeadKey {
        // Exposed: keying material of HKDF.
        let key = hkdf_sha256(&[self.accounts.expose()], vault_id, &[b"countersign vault 1 record account"]);
        AeadKey::new(&key)
    }

    /// The key of push records, where there is one.
    pub(super) fn push_records(&self, vault_id: &[u8; 16]) -> Option<AeadKey> {
        // Exposed: keying material of HKDF.
        self.push.as_ref().map(|push| {
            AeadKey::new(&hkdf_sha256(&[push.expose()], vault_id, &[b"countersign vault 1 record push"]))
        })
    }
}
