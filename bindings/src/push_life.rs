//! The life of a push account after its enrollment.

use crate::authenticator::Authenticator;
use crate::cancellation::Cancellation;
use countersign::authenticator::{AccountId, Channel, DeviceView, PushCallError, ReenrollmentView, Verify};
use countersign::crypto::SecretBytes;
use countersign::time::UnixTime;
use std::sync::Arc;

/// One of the user's devices, as the server lists it.
#[uniffi::remote(Record)]
pub struct DeviceView {
    /// Its name.
    pub name: String,
    /// When it was added, by the server's clock.
    pub added: UnixTime,
    /// When it was last seen, by the server's clock.
    pub seen: UnixTime,
    /// Whether it is this one.
    pub this_device: bool,
}

/// One line of what has to be done on a new phone.
#[uniffi::remote(Record)]
pub struct ReenrollmentView {
    /// Which account.
    pub account: AccountId,
    /// Who issued it.
    pub issuer: String,
    /// Whose account it is.
    pub account_name: String,
    /// The server's host: log in there, open its page of authenticators, and scan the code of a new one.
    pub server: String,
    /// The address of that page: `https://host`; empty where it is not known.
    pub address: String,
    /// Whether this very device lost the keys, so that it has to be done here.
    pub needed_here: bool,
}

#[uniffi::export]
impl Authenticator {
    /// Tells the server where wake-ups go from now on.
    ///
    /// # Errors
    /// `InvalidDevice` for a channel that no server can use; `Server` where the server was not told: try again.
    pub async fn update_channel(
        &self,
        account: AccountId,
        channel: Channel,
        cancellation: Arc<Cancellation>,
    ) -> Result<(), PushCallError> {
        self.ask(
            cancellation,
            |core, cancel| async move { core.update_channel(account, channel, &cancel).await },
        )
        .await
    }

    /// The user agrees that requests of this account go to a server in a private network: after `PrivateNetwork`, when the
    /// server has moved there.
    ///
    /// # Errors
    /// `Locked`; `Storage` where it could not be kept.
    pub fn allow_private_network(&self, account: AccountId) -> Result<(), PushCallError> {
        self.call(|core| core.allow_private_network(account))
    }

    /// The user's devices, as the server lists them.
    ///
    /// # Errors
    /// As any call to a server.
    pub async fn devices(
        &self,
        account: AccountId,
        cancellation: Arc<Cancellation>,
    ) -> Result<Vec<DeviceView>, PushCallError> {
        self.ask(cancellation, |core, cancel| async move { core.devices(account, &cancel).await }).await
    }

    /// Gives the account new keys; the old ones sign for them. The PIN is tried as for an approval. All open requests are
    /// withdrawn by it.
    ///
    /// # Errors
    /// `Pin` for the PIN; as any call to a server.
    pub async fn rotate_keys(
        &self,
        account: AccountId,
        pin: SecretBytes,
        cancellation: Arc<Cancellation>,
    ) -> Result<(), PushCallError> {
        self.ask(cancellation, |core, cancel| async move {
            core.rotate_keys(account, Verify::Pin(pin), &cancel).await
        })
        .await
    }

    /// As `rotate_keys`, behind the biometric prompt, which this call shows.
    ///
    /// # Errors
    /// As `rotate_keys`.
    pub async fn rotate_keys_with_biometrics(
        &self,
        account: AccountId,
        cancellation: Arc<Cancellation>,
    ) -> Result<(), PushCallError> {
        self.ask(cancellation, |core, cancel| async move {
            core.rotate_keys(account, Verify::Biometrics, &cancel).await
        })
        .await
    }

    /// Goes on after `CounterBehind`, when the vault was restored from a copy: fetches the counter from the server. The PIN
    /// is tried as for an approval.
    ///
    /// # Errors
    /// `Pin` for the PIN; as any call to a server.
    pub async fn resume_counter(
        &self,
        account: AccountId,
        pin: SecretBytes,
        cancellation: Arc<Cancellation>,
    ) -> Result<(), PushCallError> {
        self.ask(cancellation, |core, cancel| async move {
            core.resume_counter(account, Verify::Pin(pin), &cancel).await
        })
        .await
    }

    /// As `resume_counter`, behind the biometric prompt, which this call shows.
    ///
    /// # Errors
    /// As `resume_counter`.
    pub async fn resume_counter_with_biometrics(
        &self,
        account: AccountId,
        cancellation: Arc<Cancellation>,
    ) -> Result<(), PushCallError> {
        self.ask(cancellation, |core, cancel| async move {
            core.resume_counter(account, Verify::Biometrics, &cancel).await
        })
        .await
    }

    /// Ends a push account at its server, and then deletes it here. There is no undo.
    ///
    /// # Errors
    /// `Server` where the server was not told: nothing was deleted. `delete_account` deletes it here only; the server then
    /// goes on asking a phone that is no more.
    pub async fn end_account(
        &self,
        account: AccountId,
        cancellation: Arc<Cancellation>,
    ) -> Result<(), PushCallError> {
        self.ask(cancellation, |core, cancel| async move { core.end_account(account, &cancel).await }).await
    }

    /// Ends a push account as soon as its server can be reached: the next `poll` tells it, also while the vault is locked.
    /// Until then it stays in the list, with `end_pending`, asks for nothing, and can be kept.
    ///
    /// # Errors
    /// `Ended` where its server has ended it already: only `delete_account` is left. `Storage` where it could not be kept.
    pub fn end_account_later(&self, account: AccountId) -> Result<(), PushCallError> {
        self.call(|core| core.end_account_later(account))
    }

    /// Keeps an account that was to be ended later, and whose server was not told yet.
    ///
    /// # Errors
    /// `Ended` where it has ended meanwhile.
    pub fn keep_account(&self, account: AccountId) -> Result<(), PushCallError> {
        self.call(|core| core.keep_account(account))
    }

    /// What has to be done on a new phone, where push keys never arrive: every push account, with where to enroll again.
    ///
    /// # Errors
    /// `Locked`.
    pub fn reenrollments(&self) -> Result<Vec<ReenrollmentView>, PushCallError> {
        self.call(|core| core.reenrollments())
    }
}
