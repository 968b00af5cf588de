//! A portal in the test's own process, with one user whose phone is the app under test.

use countersign_portal::domain::{
    AccountName, Attempt, AttemptState, AuthenticatorKind, Client, Comparison, Language, Origin, User,
    Visitor,
};
use countersign_portal::policy::Verification;
use countersign_portal::service::attempts::{self, NewAttempt};
use countersign_portal::service::login::{self, Progress};
use countersign_portal::service::{authenticators, passwords, phones, sessions, users};
use countersign_portal::token::{Id, Token};
use countersign_portal::{Config, Portal, Running};
use std::net::{IpAddr, Ipv4Addr};
use std::time::Duration;
use tempfile::TempDir;
use tokio::runtime::Runtime;

const INITIAL: &str = "an initial password";
const PASSWORD: &str = "four random words here";
pub(crate) const USER: &str = "cxxxxx.xx";
/// How long a state may take to be reached before it counts as never. Not a measure of anything.
const NEVER: Duration = Duration::from_secs(60);

pub(crate) struct Server {
    pub(crate) runtime: Runtime,
    pub(crate) running: Running,
    user: User,
    token: Token,
    _folder: TempDir,
}

impl Server {
    /// Starts a portal with a user who has chosen a password and is logged in.
    pub(crate) fn start() -> Self {
        let runtime =
            tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
        let folder = tempfile::tempdir().unwrap();
        let (running, user, token) = runtime.block_on(async {
            let running = Portal::start(Config::development(folder.path())).await.unwrap();
            let portal = running.portal();
            let name = AccountName::parse(USER).unwrap();
            let new = users::NewUser {
                name: name.clone(),
                email: None,
                language: Language::English,
                administrator: false,
            };
            assert!(users::add(portal, new, INITIAL).await.unwrap());
            let first = with_password(portal, INITIAL).await.session;
            passwords::change(portal, &first, &visitor(), None, PASSWORD, PASSWORD).await.unwrap();
            let token = with_password(portal, PASSWORD).await.token;
            let user = users::by_name(portal, &name).await.unwrap().unwrap();
            (running, user, token)
        });
        Self { runtime, running, user, token, _folder: folder }
    }

    /// The link of a new enrollment, as its QR code has it.
    pub(crate) fn link(&self) -> String {
        self.runtime.block_on(async {
            let setup = phones::begin(self.running.portal(), &self.session().await, "push").await.unwrap();
            setup.link.to_string()
        })
    }

    /// Asks the phone, as a login would. Gives the request, and what the login page shows.
    pub(crate) fn asks(&self, mode: &str) -> (Id, String) {
        let client = Client {
            address: "203.0.113.7".to_owned(),
            place: String::new(),
            agent: "Firefox on Linux".to_owned(),
        };
        let new = NewAttempt {
            user: &self.user,
            origin: Origin::Portal,
            event: "login",
            endpoint: "Webmail",
            client,
            mode: Verification::from_name(mode),
        };
        let attempt = self.runtime.block_on(attempts::start(self.running.portal(), new)).unwrap();
        let shown = match &attempt.comparison {
            Comparison::Number(text) | Comparison::Scan(text) => text.to_string(),
            Comparison::Nothing | Comparison::AskForCode(_) => String::new(),
        };
        (attempt.id, shown)
    }

    /// How a request ended; waits until it has.
    pub(crate) fn outcome(&self, id: Id) -> AttemptState {
        self.runtime.block_on(async {
            let mut attempt: Attempt = attempts::state(self.running.portal(), id).await.unwrap();
            while matches!(attempt.state, AttemptState::Open) {
                attempt = attempts::wait(self.running.portal(), id, attempt.state, NEVER).await.unwrap();
            }
            attempt.state
        })
    }

    /// How many phones the user has.
    pub(crate) fn phones(&self) -> usize {
        self.runtime.block_on(async {
            let rows = authenticators::list(self.running.portal(), &self.session().await).await.unwrap();
            rows.iter().filter(|row| row.authenticator.kind == AuthenticatorKind::Push).count()
        })
    }

    async fn session(&self) -> countersign_portal::domain::Session {
        let portal = self.running.portal();
        let session = sessions::resume(portal, &self.token, sessions::Activity::Person).await.unwrap();
        session.unwrap()
    }
}

async fn with_password(portal: &Portal, password: &str) -> Progress {
    let begun = sessions::begin(portal).await.unwrap();
    login::name(portal, &begun.session, USER).await.unwrap();
    let named = sessions::resume(portal, &begun.token, sessions::Activity::Person).await.unwrap().unwrap();
    login::password(portal, &named, &visitor(), password).await.unwrap()
}

fn visitor() -> Visitor {
    Visitor {
        address: IpAddr::V4(Ipv4Addr::LOCALHOST),
        agent: "Firefox on Linux".to_owned(),
        browser: None,
        vouched: None,
    }
}
