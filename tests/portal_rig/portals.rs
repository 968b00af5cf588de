//! Portals on one database, of either kind, and users who go through its pages' use cases.

use super::Postgres;
use super::phone::Phone;
use countersign::testing::FakeClock;
use countersign_portal::config::{Config, DatabaseLocation, PublicUrl};
use countersign_portal::domain::{AccountName, EmailAddress, Language, Session, Visitor};
use countersign_portal::service::{login, passwords, phones, sessions, users};
use countersign_portal::token::{Id, Token};
use countersign_portal::{Portal, Running};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use tempfile::TempDir;

/// The kinds of databases that every test runs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// A SQLite file.
    File,
    /// A PostgreSQL database.
    Server,
}

impl Place {
    /// Both.
    pub const BOTH: [Self; 2] = [Self::File, Self::Server];
}

/// One database, and portals on it.
#[derive(Debug)]
pub struct Portals {
    /// The folder of the server key, the mails, and the SQLite file.
    pub folder: TempDir,
    /// The clock of every portal.
    pub clock: FakeClock,
    /// The PostgreSQL cluster and the database in it.
    pub server: Option<(Arc<Postgres>, String)>,
    /// What each portal is started with.
    pub config: Config,
    /// The portals that run.
    pub running: Vec<Running>,
}

static DATABASES: AtomicU64 = AtomicU64::new(0);

/// The password of every user of the rig, once it is changed.
pub const PASSWORD: &str = "correct horse battery";
const INITIAL: &str = "initial";

impl Portals {
    /// A fresh database and no portal yet.
    pub fn new(place: Place) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let clock = FakeClock::default();
        let mut config = Config::development(folder.path());
        config.clock = Arc::new(clock.clone());
        let server = (place == Place::Server).then(|| {
            let server = Postgres::shared();
            let name = format!("portal_{}", DATABASES.fetch_add(1, Ordering::Relaxed));
            config.database = DatabaseLocation::Postgres(server.database(&name));
            (server, name)
        });
        Self { folder, clock, server, config, running: Vec::new() }
    }

    /// The same with one portal.
    pub async fn one(place: Place) -> Self {
        let mut portals = Self::new(place);
        portals.start().await;
        portals
    }

    /// Starts one more portal. All have the public address of the first.
    pub async fn start(&mut self) -> &Running {
        let running = Portal::start(self.config.clone()).await.expect("a portal starts");
        let url = running.portal().public_url().to_string();
        let development = countersign::http::DevelopmentHttp::Loopback;
        self.config.public_url = Some(PublicUrl::parse(&url, development).expect("its address"));
        self.running.push(running);
        self.running.last().expect("it was pushed")
    }

    /// The portal that was started as number `index`.
    pub fn portal(&self, index: usize) -> &Arc<Portal> {
        self.running[index].portal()
    }

    /// Where the portal number `index` listens.
    pub fn url(&self, index: usize) -> String {
        format!("http://{}", self.running[index].address())
    }

    /// A user with a changed password and an address, logged in at the first portal.
    pub async fn user(&self, name: &str) -> User {
        self.add_user(name, false).await
    }

    /// The same, to whom the admin area is open.
    pub async fn administrator(&self, name: &str) -> User {
        self.add_user(name, true).await
    }

    async fn add_user(&self, name: &str, administrator: bool) -> User {
        let portal = Arc::clone(self.portal(0));
        let new = users::NewUser {
            name: AccountName::parse(name).expect("a name"),
            email: EmailAddress::parse(&format!("{name}@example.com")).ok(),
            language: Language::English,
            administrator,
        };
        assert!(users::add(&portal, new, INITIAL).await.expect("a user is added"), "{name} is new");
        let mut user = User { name: name.to_owned(), portal, visitor: visitor(), session: None };
        let asked = user.log_in_with(INITIAL).await;
        let visitor = user.visitor.clone();
        passwords::change(&user.portal, &asked, &visitor, None, PASSWORD, PASSWORD)
            .await
            .expect("a new password");
        user.log_in_with(PASSWORD).await;
        user
    }

    /// The mails that were sent so far, oldest first, once there are at least `count`.
    pub async fn mails(&self, count: usize) -> Vec<String> {
        let folder = self.folder.path().join("mail");
        for _ in 0..600 {
            let mut files: Vec<PathBuf> = std::fs::read_dir(&folder)
                .map(|entries| entries.map(|entry| entry.expect("an entry").path()).collect())
                .unwrap_or_default();
            files.retain(|path| path.extension().is_some_and(|extension| extension == "eml"));
            if files.len() >= count {
                files.sort_by_key(|path| std::fs::metadata(path).and_then(|data| data.modified()).ok());
                return files.iter().map(|path| std::fs::read_to_string(path).expect("a mail")).collect();
            }
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
        panic!("{count} mails did not arrive");
    }

    /// Everything that the database holds, as text.
    pub async fn dump(&mut self) -> String {
        if let Some((server, name)) = &self.server {
            return server.dump(name);
        }
        for running in self.running.drain(..) {
            running.stop().await;
        }
        let bytes =
            ["portal.sqlite", "portal.sqlite-wal"].map(|name| std::fs::read(self.folder.path().join(name)));
        let bytes: Vec<u8> = bytes.into_iter().filter_map(Result::ok).flatten().collect();
        String::from_utf8_lossy(&bytes).into_owned()
    }
}

/// Somebody at a browser.
#[derive(Debug)]
pub struct User {
    /// The name.
    pub name: String,
    /// The portal that the browser talks to.
    pub portal: Arc<Portal>,
    /// The browser.
    pub visitor: Visitor,
    /// The token of the session, once one was begun.
    pub session: Option<Token>,
}

impl User {
    /// Logs in with a password, as far as that leads.
    pub async fn log_in_with(&mut self, password: &str) -> Session {
        let begun = sessions::begin(&self.portal).await.expect("a session");
        login::name(&self.portal, &begun.session, &self.name).await.expect("a name is taken");
        self.session = Some(begun.token);
        let named = self.session().await;
        let progress =
            login::password(&self.portal, &named, &self.visitor, password).await.expect("the password");
        self.continue_with(progress)
    }

    /// Logs in with the password of the rig, as far as that leads.
    pub async fn log_in(&mut self) -> Session {
        self.log_in_with(PASSWORD).await
    }

    /// Takes the new token, as a browser does.
    pub fn continue_with(&mut self, progress: login::Progress) -> Session {
        self.session = Some(progress.token);
        self.visitor.browser = progress.browser.or(self.visitor.browser.take());
        progress.session
    }

    /// The token of the session.
    pub fn token(&self) -> &Token {
        self.session.as_ref().expect("a session was begun")
    }

    /// The session as it is now.
    pub async fn session(&self) -> Session {
        let found = sessions::resume(&self.portal, self.token(), sessions::Activity::Person).await;
        found.expect("sessions can be read").expect("the session is open")
    }

    /// Sets up a phone: the id of its authenticator, and the phone, enrolled through `url`.
    pub async fn enroll_phone(&self, url: &str, name: &str) -> (Id, Phone) {
        let setup = phones::begin(&self.portal, &self.session().await, name).await.expect("a link");
        let mut phone = Phone::scan(&setup.link, url, name);
        phone.enroll().await.expect_statement("account");
        (setup.id, phone)
    }
}

/// A browser that nobody knows.
pub fn visitor() -> Visitor {
    Visitor { address: [203, 0, 113, 7].into(), agent: "a browser".to_owned(), browser: None, vouched: None }
}
