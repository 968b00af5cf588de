//! Connections to the database, changes, migrations, and the lock of a SQLite file.

use crate::config::DatabaseLocation;
use crate::error::Unavailable;
use crate::events::listener::{CHANNEL, listen};
use crate::events::{Hub, Topic};
use sqlx::any::{AnyPoolOptions, install_default_drivers};
use sqlx::migrate::{Migration, MigrationType, Migrator};
use sqlx::pool::PoolConnection;
use sqlx::{Any, AnyPool, Executor as _, SqlSafeStr as _, Transaction};
use std::fmt::Write as _;
use std::fs::{File, OpenOptions};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;
use tokio::task::JoinHandle;

/// Connections that one process takes: three processes and their listeners fit into PostgreSQL's default of 100.
const CONNECTIONS: u32 = 16;
/// How long anything waits for a free connection.
const PATIENCE: Duration = Duration::from_secs(10);

/// A connection to either kind of database.
pub type Connection = sqlx::AnyConnection;

const MIGRATIONS: [(i64, &str, &str); 5] = [
    (1, "start", include_str!("../../migrations/0001_start.sql")),
    (2, "applications", include_str!("../../migrations/0002_applications.sql")),
    (3, "lockouts", include_str!("../../migrations/0003_lockouts.sql")),
    (4, "counters", include_str!("../../migrations/0004_counters.sql")),
    (5, "attestation", include_str!("../../migrations/0005_attestation.sql")),
];

/// The database, and who is woken by what changes in it.
#[derive(Debug)]
pub struct Database {
    reading: AnyPool,
    /// SQLite has one writer at a time: one connection, whose queue is fair. PostgreSQL: the same pool.
    writing: AnyPool,
    hub: Hub,
    listener: Option<JoinHandle<()>>,
    /// Held for as long as the process has the file.
    lock: Mutex<Option<File>>,
}

/// Why a database is not opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// Another process has it: SQLite serves one.
    #[error("another process uses this database; several portals need PostgreSQL")]
    InUse,
    /// The file or its folder cannot be used.
    #[error("the database file cannot be used: {0}")]
    File(std::io::Error),
    /// The server cannot be reached, or refuses.
    #[error("the database cannot be opened: {0}")]
    Connection(#[from] sqlx::Error),
    /// Its tables are not those of this program.
    #[error("the database's tables cannot be brought up to date: {0}")]
    Migration(#[from] sqlx::migrate::MigrateError),
}

impl Database {
    /// Opens the database and brings its tables up to date.
    pub async fn open(location: &DatabaseLocation) -> Result<Self, OpenError> {
        install_default_drivers();
        let hub = Hub::default();
        let database = match location {
            DatabaseLocation::File(path) => Self::open_file(path, hub).await?,
            DatabaseLocation::Postgres(url) => Self::open_server(url, hub).await?,
        };
        let migrations = MIGRATIONS.into_iter().map(|(version, description, text)| {
            Migration::new(version, description.into(), MigrationType::Simple, text.into_sql_str(), false)
        });
        Migrator::with_migrations(migrations.collect()).run(&database.writing).await?;
        Ok(database)
    }

    async fn open_file(path: &Path, hub: Hub) -> Result<Self, OpenError> {
        let lock = lock(path)?;
        let url = file_url(path);
        let options = || {
            AnyPoolOptions::new().acquire_timeout(PATIENCE).after_connect(|connection, _| {
                Box::pin(async move {
                    // FULL: what was acknowledged is on the disk, also when the power fails.
                    let settings = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; \
                                    PRAGMA busy_timeout = 5000;";
                    connection.execute(settings).await.map(|_| ())
                })
            })
        };
        let writing = options().max_connections(1).connect(&url).await?;
        let reading = options().max_connections(CONNECTIONS).connect(&url).await?;
        Ok(Self { reading, writing, hub, listener: None, lock: Mutex::new(Some(lock)) })
    }

    async fn open_server(url: &str, hub: Hub) -> Result<Self, OpenError> {
        let options = AnyPoolOptions::new().acquire_timeout(PATIENCE).max_connections(CONNECTIONS);
        let pool = options.connect(url).await?;
        let listener = tokio::spawn(listen(url.to_owned(), hub.clone()));
        Ok(Self {
            reading: pool.clone(),
            writing: pool,
            hub,
            listener: Some(listener),
            lock: Mutex::new(None),
        })
    }

    /// A connection for reading.
    pub async fn reader(&self) -> Result<PoolConnection<Any>, Unavailable> {
        Ok(self.reading.acquire().await?)
    }

    /// Begins a change. Dropped without [`Change::commit`], it has not happened.
    pub async fn change(&self) -> Result<Change<'_>, Unavailable> {
        let transaction = self.writing.begin().await?;
        Ok(Change { transaction, topics: Vec::new(), database: self })
    }

    /// Whom changes wake.
    pub fn hub(&self) -> &Hub {
        &self.hub
    }

    /// Ends all connections, and lets the file go.
    pub async fn close(&self) {
        if let Some(listener) = &self.listener {
            listener.abort();
        }
        self.reading.close().await;
        self.writing.close().await;
        // Nothing of this process uses the file any more: another one may have it. Unlocked in so many words, because a
        // process that is just being started has a copy of the descriptor, which would keep the lock a little longer.
        if let Some(lock) = self.lock.lock().unwrap_or_else(PoisonError::into_inner).take() {
            // Where even this fails, the end of the process gives it back.
            let _ = lock.unlock();
        }
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        if let Some(listener) = &self.listener {
            listener.abort();
        }
    }
}

/// One transaction, and whom it wakes once it is committed.
#[derive(Debug)]
pub struct Change<'a> {
    transaction: Transaction<'static, Any>,
    topics: Vec<String>,
    database: &'a Database,
}

impl Change<'_> {
    /// The connection of the transaction.
    pub fn connection(&mut self) -> &mut Connection {
        &mut self.transaction
    }

    /// Wakes whoever waits for `topic`, in every process, once this change is committed.
    pub fn wake(&mut self, topic: Topic) {
        self.topics.push(topic.to_string());
    }

    /// Makes the change durable.
    pub async fn commit(mut self) -> Result<(), Unavailable> {
        if self.database.listener.is_some() {
            for topic in &self.topics {
                sqlx::query("SELECT pg_notify($1, $2)")
                    .bind(CHANNEL)
                    .bind(topic.as_str())
                    .execute(&mut *self.transaction)
                    .await?;
            }
        }
        self.transaction.commit().await?;
        // This process hears of its own changes at once, also while its listener is connecting.
        self.topics.iter().for_each(|topic| self.database.hub.wake(topic));
        Ok(())
    }
}

/// Takes the file for this process. The lock is a file of its own: SQLite locks the database itself in its own way.
fn lock(path: &Path) -> Result<File, OpenError> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(OpenError::File)?;
    }
    let mut name = path.as_os_str().to_owned();
    name.push(".lock");
    let file = OpenOptions::new().create(true).truncate(false).write(true).mode(0o600).open(name);
    let file = file.map_err(OpenError::File)?;
    // Made before SQLite opens it, so that nobody else may read it.
    OpenOptions::new()
        .create(true)
        .truncate(false)
        .write(true)
        .mode(0o600)
        .open(path)
        .map_err(OpenError::File)?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(std::fs::TryLockError::WouldBlock) => Err(OpenError::InUse),
        Err(std::fs::TryLockError::Error(error)) => Err(OpenError::File(error)),
    }
}

/// The path as an address: every unusual byte escaped.
fn file_url(path: &Path) -> String {
    use std::os::unix::ffi::OsStrExt as _;
    let mut url = "sqlite://".to_owned();
    for byte in path.as_os_str().as_bytes() {
        if byte.is_ascii_alphanumeric() || b"/._-".contains(byte) {
            url.push(char::from(*byte));
        } else {
            // Writing to a String cannot fail.
            let _ = write!(url, "%{byte:02X}");
        }
    }
    url
}
