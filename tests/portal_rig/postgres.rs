//! A private PostgreSQL cluster: Debian's programs, a temporary folder, a Unix socket in it.

use std::fs::File;
use std::os::unix::fs::chown;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::Duration;
use tempfile::TempDir;

/// A running cluster. It ends when the last holder lets it go.
#[derive(Debug)]
pub struct Postgres {
    folder: TempDir,
    programs: PathBuf,
    server: Mutex<Child>,
}

static SHARED: Mutex<Weak<Postgres>> = Mutex::new(Weak::new());

impl Postgres {
    /// The cluster of this process: the one that runs, or a new one.
    pub fn shared() -> Arc<Self> {
        let mut shared = SHARED.lock().unwrap_or_else(PoisonError::into_inner);
        shared.upgrade().unwrap_or_else(|| {
            let started = Arc::new(Self::start());
            *shared = Arc::downgrade(&started);
            started
        })
    }

    fn start() -> Self {
        let programs = programs();
        let folder = tempfile::Builder::new().prefix("countersign-pg-").tempdir().expect("a folder");
        let owner = owner();
        if let Some((user, group)) = owner {
            chown(folder.path(), Some(user), Some(group)).expect("the folder is the server's");
        }
        let data = folder.path().join("data");
        let log = File::create(folder.path().join("initdb.log")).expect("a log");
        let made = command(&programs.join("initdb"), owner)
            .args(["--no-sync", "--auth=trust", "--username=postgres", "--encoding=UTF8", "--locale=C", "-D"])
            .arg(&data)
            .current_dir(folder.path())
            .stdout(log)
            .status()
            .expect("initdb runs");
        assert!(made.success(), "initdb: {}", folder.path().display());
        let log = File::create(folder.path().join("server.log")).expect("a log");
        let server = command(&programs.join("postgres"), owner)
            .arg("-D")
            .arg(&data)
            // What must survive here is a crash of the portal, not of the machine.
            .args(["-c", "listen_addresses=", "-c", "fsync=off", "-k"])
            .arg(folder.path())
            .current_dir(folder.path())
            .stdout(log.try_clone().expect("a handle"))
            .stderr(log)
            .spawn()
            .expect("postgres runs");
        let cluster = Self { folder, programs, server: Mutex::new(server) };
        cluster.wait_until_ready();
        cluster
    }

    fn wait_until_ready(&self) {
        for _ in 0..600 {
            let ready = Command::new(self.programs.join("pg_isready"))
                .args(["-q", "-U", "postgres", "-h"])
                .arg(self.folder.path())
                .status();
            if ready.is_ok_and(|status| status.success()) {
                return;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        let log = std::fs::read_to_string(self.folder.path().join("server.log")).unwrap_or_default();
        panic!("PostgreSQL did not become ready:\n{log}");
    }

    /// Makes an empty database and gives its address.
    pub fn database(&self, name: &str) -> String {
        self.run("postgres", &format!("CREATE DATABASE {name}"));
        format!("postgres://postgres@localhost/{name}?host={}", self.folder.path().display())
    }

    /// Runs one statement in a database, and gives what it prints.
    pub fn run(&self, database: &str, statement: &str) -> String {
        let output = Command::new(self.programs.join("psql"))
            .args(["-X", "-q", "-t", "-A", "-U", "postgres", "-d", database, "-c", statement, "-h"])
            .arg(self.folder.path())
            .stdin(Stdio::null())
            .output()
            .expect("psql runs");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8_lossy(&output.stdout).into_owned()
    }

    /// Everything that a database holds, as text.
    pub fn dump(&self, database: &str) -> String {
        let output = Command::new(self.programs.join("pg_dump"))
            .args(["--inserts", "-U", "postgres", "-d", database, "-h"])
            .arg(self.folder.path())
            .stdin(Stdio::null())
            .output()
            .expect("pg_dump runs");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8_lossy(&output.stdout).into_owned()
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        let server = self.server.get_mut().unwrap_or_else(PoisonError::into_inner);
        // At once, without a checkpoint: nothing of it is needed any more. Killed, it would leave its children behind.
        let quit = Command::new("kill").args(["-QUIT", &server.id().to_string()]).status();
        if !quit.is_ok_and(|status| status.success()) {
            let _ = server.kill();
        }
        let _ = server.wait();
    }
}

/// The newest installed version's programs.
fn programs() -> PathBuf {
    let folder = std::fs::read_dir("/usr/lib/postgresql").expect("the package postgresql is installed");
    let mut versions: Vec<PathBuf> =
        folder.map(|entry| entry.expect("an entry").path().join("bin")).collect();
    versions.retain(|bin| bin.join("initdb").exists());
    versions.sort();
    versions.pop().expect("the package postgresql is installed")
}

/// The server refuses to run as root: then it runs as the user that its package made.
fn owner() -> Option<(u32, u32)> {
    let id = |arguments: &[&str]| -> Option<u32> {
        let output = Command::new("id").args(arguments).output().ok()?;
        String::from_utf8_lossy(&output.stdout).trim().parse().ok()
    };
    (id(&["-u"]) == Some(0)).then(|| Some((id(&["-u", "postgres"])?, id(&["-g", "postgres"])?))).flatten()
}

fn command(program: &Path, owner: Option<(u32, u32)>) -> Command {
    let mut command = Command::new(program);
    if let Some((user, group)) = owner {
        command.uid(user).gid(group);
    }
    command.stdin(Stdio::null());
    command
}
