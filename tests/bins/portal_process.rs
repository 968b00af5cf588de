//! A portal in a process of its own, to be killed: `portal_process FOLDER DATABASE [PUBLIC_URL]`.
//!
//! Where FOLDER has `firebase.json`, the file of a service account, it wakes phones at the host that gives that account its
//! access, whose authority is `root.der`. It says where it listens, then answers every line of its input with one line:
//!
//! - `link NAME`: a new user of that name sets up a phone; the answer is the link;
//! - `request NAME`: the user's second factor is asked for; the answer is the attempt's id and the number of its page;
//! - `state ID`: how an attempt stands.

use countersign::http::{DevelopmentHttp, ServerOrigin};
use countersign_portal::domain::{AccountName, Client, Comparison, Language, Origin, Visitor};
use countersign_portal::push_services::FirebaseAccount;
use countersign_portal::service::attempts::{self, NewAttempt};
use countersign_portal::service::{login, passwords, phones, sessions, users};
use countersign_portal::{Config, DatabaseLocation, Portal, PublicUrl};
use serde_json::Value;
use std::io::{BufRead, Write};
use std::path::Path;
use std::sync::Arc;

const INITIAL: &str = "an initial password";
const PASSWORD: &str = "correct horse battery";

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [folder, database, rest @ ..] = arguments.as_slice() else { panic!("{arguments:?}") };
    let mut config = Config::development(folder);
    config.database = DatabaseLocation::parse(database);
    config.public_url =
        rest.first().map(|url| PublicUrl::parse(url, DevelopmentHttp::Loopback).expect("an address"));
    if let Ok(file) = std::fs::read_to_string(Path::new(folder).join("firebase.json")) {
        wake_at_its_host(&mut config, Path::new(folder), &file);
    }
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime");
    let running = match runtime.block_on(Portal::start(config)) {
        Ok(running) => running,
        Err(error) => {
            eprintln!("{error}");
            std::process::exit(1);
        }
    };
    say(&format!("http://{}", running.address()));
    for line in std::io::stdin().lock().lines() {
        let line = line.expect("a line");
        let (command, argument) = line.split_once(' ').expect("a command and its argument");
        say(&runtime.block_on(answer(running.portal(), command, argument)));
    }
}

fn wake_at_its_host(config: &mut Config, folder: &Path, file: &str) {
    let url = serde_json::from_str::<Value>(file).expect("JSON")["token_uri"].clone();
    let (host, _) =
        ServerOrigin::split(url.as_str().expect("a text"), DevelopmentHttp::Off).expect("an address");
    let mut account = FirebaseAccount::parse(file).expect("a service account");
    config.wake_up_hosts = vec![host.host().to_string()];
    config.wake_up_roots = vec![std::fs::read(folder.join("root.der")).expect("an authority")];
    account.messages = host;
    config.firebase = Some(Arc::new(account));
}

fn say(line: &str) {
    println!("{line}");
    std::io::stdout().flush().expect("whoever started this reads");
}

async fn answer(portal: &Arc<Portal>, command: &str, argument: &str) -> String {
    match command {
        "link" => link(portal, argument).await,
        "request" => {
            let name = AccountName::parse(argument).expect("a name");
            let user = users::by_name(portal, &name).await.expect("a database").expect("a user");
            let (origin, client) = (Origin::Portal, Client::default());
            let new =
                NewAttempt { user: &user, origin, event: "login", endpoint: "Webmail", client, mode: None };
            let attempt = attempts::start(portal, new).await.expect("a request");
            let Comparison::Number(number) = &attempt.comparison else { panic!("{attempt:?}") };
            format!("{} {}", attempt.id, **number)
        }
        "state" => {
            let id = argument.parse().expect("an id");
            attempts::state(portal, id).await.expect("an attempt").state.name().to_owned()
        }
        other => panic!("no command {other}"),
    }
}

async fn link(portal: &Arc<Portal>, name: &str) -> String {
    let new = users::NewUser {
        name: AccountName::parse(name).expect("a name"),
        email: None,
        language: Language::English,
        administrator: false,
    };
    assert!(users::add(portal, new, INITIAL).await.expect("a user"), "{name} is new");
    let visitor =
        Visitor { address: [127, 0, 0, 1].into(), agent: String::new(), browser: None, vouched: None };
    let mut session = None;
    for password in [INITIAL, PASSWORD] {
        let begun = sessions::begin(portal).await.expect("a session");
        login::name(portal, &begun.session, name).await.expect("a name");
        let named = sessions::resume(portal, &begun.token, sessions::Activity::Person).await;
        let named = named.expect("a database").expect("a session");
        let progress = login::password(portal, &named, &visitor, password).await.expect("the password");
        if password == INITIAL {
            passwords::change(portal, &progress.session, &visitor, None, PASSWORD, PASSWORD)
                .await
                .expect("changed");
        }
        session = Some(progress.session);
    }
    let session = session.expect("logged in");
    phones::begin(portal, &session, "push").await.expect("a link").link.to_string()
}
