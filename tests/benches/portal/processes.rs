//! Portals as processes on one database, prepared with users, links that enroll phones, and an application's key.

use countersign_portal::Portal;
use countersign_portal::config::{Config, DatabaseLocation};
use countersign_portal::domain::{AccountName, Language, Permissions, Session, Stage, User};
use countersign_portal::service::{api_keys, phones};
use countersign_portal::store::users;
use countersign_portal::token::{Token, new_id};
use countersign_tests::portal_rig::Postgres;
use std::io::{BufRead as _, BufReader};
use std::net::SocketAddr;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, RwLock};
use tempfile::TempDir;

/// Where portals listen now. A killed one is gone from it.
pub type Addresses = Arc<RwLock<Vec<SocketAddr>>>;

/// Portals on one database.
pub struct Cluster {
    folder: TempDir,
    _server: Option<Arc<Postgres>>,
    database: Option<String>,
    base: SocketAddr,
    links: Vec<String>,
    key: String,
    processes: Vec<(Child, SocketAddr)>,
    addresses: Addresses,
}

/// What the portals used.
pub struct Resources {
    /// Share of one core over the time of the load, of all processes together.
    pub cores: f64,
    /// The most memory that one process had resident, in bytes.
    pub resident: u64,
}

impl Cluster {
    /// A database with `count` users and a link for each one's phone.
    pub async fn prepare(server: bool, count: usize) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let server = server.then(Postgres::shared);
        let database =
            server.as_ref().map(|server| server.database(&format!("bench_{}", std::process::id())));
        let mut config = Config::development(folder.path());
        config.policy.enrollment_seconds = 3600;
        config.policy.attempts_per_minute = 60;
        if let Some(database) = &database {
            config.database = DatabaseLocation::Postgres(database.clone());
        }
        let running = Portal::start(config).await.expect("a portal");
        let mut links = Vec::with_capacity(count);
        for number in 0..count {
            links.push(link(running.portal(), number).await);
        }
        let permissions = Permissions::parse("second_factor").expect("a permission");
        let key =
            api_keys::add(running.portal(), "bench", permissions, "").await.expect("a key").expect("a key");
        let (base, key) = (running.address(), key.expose().to_owned());
        running.stop().await;
        let policy =
            "enrollment_seconds = 3600\nattempts_per_minute = 60\napplication_calls_per_minute = 1000000\n";
        std::fs::write(folder.path().join("policy.toml"), policy).expect("a policy");
        let addresses = Addresses::default();
        Self { folder, _server: server, database, base, links, key, processes: Vec::new(), addresses }
    }

    /// Starts so many processes: the first where the links lead, the others on free ports.
    pub fn start(&mut self, count: usize) {
        for number in 0..count {
            let listen = if number == 0 { self.base.to_string() } else { "127.0.0.1:0".to_owned() };
            self.processes.push(self.process(&listen));
        }
        self.know();
    }

    fn process(&self, listen: &str) -> (Child, SocketAddr) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_portal_command"));
        command.args(["serve", "--listen", listen, "--public-url", &format!("http://{}", self.base)]);
        command.env("COUNTERSIGN_DATA", self.folder.path());
        command.env("COUNTERSIGN_POLICY", self.folder.path().join("policy.toml"));
        if let Some(database) = &self.database {
            command.env("DATABASE_URL", database);
        }
        let mut child = command.stdout(Stdio::piped()).spawn().expect("the portal's program");
        let mut line = String::new();
        BufReader::new(child.stdout.take().expect("an output")).read_line(&mut line).expect("a line");
        let address = line.trim().rsplit(' ').next().and_then(|text| text.parse().ok());
        (child, address.unwrap_or_else(|| panic!("no address: {line}")))
    }

    fn know(&self) {
        let listening = self.processes.iter().map(|(_, address)| *address).collect();
        *self.addresses.write().expect("no panic") = listening;
    }

    /// The links that enroll phones, one for each user in turn: `user0`, `user1`, …
    pub fn take_links(&mut self) -> Vec<String> {
        std::mem::take(&mut self.links)
    }

    /// Where the portals listen, now and later.
    pub fn addresses(&self) -> Addresses {
        Arc::clone(&self.addresses)
    }

    /// The application's key.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// Kills the last process at once (`kill -9`). Where `others` go on, it stays dead; else it is started again.
    pub fn kill_one(&mut self, others: bool) {
        let (mut child, _) = self.processes.pop().expect("a process");
        child.kill().expect("killed");
        child.wait().expect("it has ended");
        if !others {
            self.processes.push(self.process(&self.base.to_string()));
        }
        self.know();
        println!(
            "  killed process {} with SIGKILL{}",
            child.id(),
            if others { "" } else { ", and started it again" }
        );
    }

    /// Processor time that the processes have used so far, in seconds.
    pub fn processor_time(&self) -> f64 {
        let ticks = self.processes.iter().map(|(child, _)| {
            let stat = std::fs::read_to_string(format!("/proc/{}/stat", child.id())).expect("it runs");
            let fields: Vec<&str> = stat.rsplit(") ").next().expect("fields").split(' ').collect();
            let field = |at: usize| fields[at].parse::<u64>().expect("a number");
            field(11) + field(12)
        });
        // Linux counts in hundredths of a second on every machine of today.
        ticks.sum::<u64>() as f64 / 100.0
    }

    /// What was used since `before`.
    pub fn resources(&self, before: f64, seconds: u64) -> Resources {
        let resident = self.processes.iter().map(|(child, _)| {
            let status = std::fs::read_to_string(format!("/proc/{}/status", child.id())).expect("it runs");
            let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).expect("a line");
            line.trim().trim_end_matches(" kB").parse::<u64>().expect("a number") * 1024
        });
        let cores = (self.processor_time() - before).max(0.0) / seconds as f64;
        Resources { cores, resident: resident.max().unwrap_or_default() }
    }

    /// Ends all processes.
    pub fn end(&mut self) {
        for (mut child, _) in self.processes.drain(..) {
            // It may have ended by itself, and then there is nothing to end.
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        self.end();
    }
}

/// Adds a user, as if logged in, and gives the link that enrolls a phone.
async fn link(portal: &Portal, number: usize) -> String {
    let user = User {
        id: new_id().expect("random bytes"),
        name: AccountName::parse(&format!("user{number}")).expect("a name"),
        password_changed: portal.now(),
        password_initial: false,
        email: None,
        language: Language::English,
        administrator: false,
        disabled: false,
    };
    let mut change = portal.database().change().await.expect("a change");
    // No password fits: nobody logs in here with one.
    users::insert(change.connection(), &user, "none", portal.now()).await.expect("a user");
    change.commit().await.expect("a user");
    let session = Session {
        id: Token::random().expect("random bytes").hash(),
        stage: Stage::LoggedIn,
        user: Some(user.id),
        opened_with: None,
        confirmed: None,
        attempt: None,
        created: portal.now(),
        used: portal.now(),
    };
    phones::begin(portal, &session, "phone").await.expect("a link").link.to_string()
}
