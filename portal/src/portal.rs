//! What every use case gets: configuration, policy, database, keys and clock of one running portal.

use crate::config::{Config, PublicUrl};
use crate::error::Unavailable;
use crate::passwords::Passwords;
use crate::policy::Policy;
use crate::seal::{ServerKey, ServerKeyError};
use crate::signing::SigningKeys;
use crate::store::{Database, OpenError};
use crate::token::Id;
use countersign::time::UnixTime;
use std::sync::atomic::{AtomicBool, Ordering};
use tokio::sync::mpsc;

/// Wake-ups that wait to be sent by this process, at most.
const WAITING_WAKE_UPS: usize = 4096;

/// One running portal. Nothing in it is the only copy of anything: several of them on one database behave as one.
#[derive(Debug)]
pub struct Portal {
    config: Config,
    public_url: PublicUrl,
    database: Database,
    key: ServerKey,
    passwords: Passwords,
    signing: SigningKeys,
    wake_ups: mpsc::Sender<Id>,
    closing: AtomicBool,
}

/// Why a portal does not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The database cannot be opened.
    #[error(transparent)]
    Database(#[from] OpenError),
    /// There is no server key.
    #[error(transparent)]
    ServerKey(#[from] ServerKeyError),
    /// What is in the database cannot be used.
    #[error(transparent)]
    Unavailable(#[from] Unavailable),
    /// It cannot listen where it should.
    #[error("cannot listen on that address: {0}")]
    Listen(std::io::Error),
    /// The mail settings are not usable.
    #[error(transparent)]
    Mail(#[from] crate::mail::MailError),
    /// The public address has to be named: only a portal on loopback can take the one it listens on.
    #[error("a portal that listens beyond loopback needs a public address")]
    NoPublicUrl,
}

impl Portal {
    /// Opens the database and the keys. Listens nowhere yet. The accounts whose phones are to be woken come out of the
    /// receiver.
    pub async fn open(
        config: Config,
        public_url: PublicUrl,
    ) -> Result<(Self, mpsc::Receiver<Id>), StartError> {
        let database = Database::open(&config.database).await?;
        let key = ServerKey::open(&config.server_key)?;
        let passwords = Passwords::new().await?;
        let (wake_ups, woken) = mpsc::channel(WAITING_WAKE_UPS);
        let signing = SigningKeys::default();
        let portal = Self {
            config,
            public_url,
            database,
            key,
            passwords,
            signing,
            wake_ups,
            closing: AtomicBool::new(false),
        };
        portal.signing.ensure(&portal).await?;
        Ok((portal, woken))
    }

    /// What it was started with.
    pub fn config(&self) -> &Config {
        &self.config
    }

    /// Its address as phones and browsers see it.
    pub fn public_url(&self) -> &PublicUrl {
        &self.public_url
    }

    /// What administrators decided.
    pub fn policy(&self) -> &Policy {
        &self.config.policy
    }

    /// Where everything is kept.
    pub fn database(&self) -> &Database {
        &self.database
    }

    /// The key that seals.
    pub fn key(&self) -> &ServerKey {
        &self.key
    }

    /// Hashing of passwords.
    pub fn passwords(&self) -> &Passwords {
        &self.passwords
    }

    /// The keys that sign.
    pub fn signing(&self) -> &SigningKeys {
        &self.signing
    }

    /// Wakes the phones of accounts, soon. A wake-up is a hint: where too many wait, it is dropped.
    pub fn wake_up(&self, accounts: impl Iterator<Item = Id>) {
        accounts.for_each(|account| {
            let _ = self.wake_ups.try_send(account);
        });
    }

    /// Lets everyone who waits answer at once: the process is about to end.
    pub fn begin_closing(&self) {
        self.closing.store(true, Ordering::SeqCst);
        self.database.hub().wake_all();
    }

    /// Whether the process is about to end: nobody begins to wait.
    pub fn is_closing(&self) -> bool {
        self.closing.load(Ordering::SeqCst)
    }

    /// What time it is.
    pub fn time(&self) -> UnixTime {
        self.config.clock.wall()
    }

    /// What time it is, in Unix seconds.
    pub fn now(&self) -> u64 {
        self.time().seconds()
    }
}
