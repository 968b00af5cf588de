//! A portal that the second phone's tests drive: its phone side over HTTP, its other side by lines.
//!
//! `driven_portal FOLDER [POLICY]` starts one on a free loopback port with a new database, and a clock that stands still
//! until it is told otherwise. POLICY is a JSON object with what its administrators decide differently. It says `{"base": …}`, then answers every line of its input, one JSON object, with one JSON object:
//! what was asked for, or `{"refused": …}`. It ends with its input.

use countersign::testing::FakeClock;
use countersign::time::UnixTime;
use countersign_portal::domain::{
    AccountName, Attempt, Client, Comparison, Language, Origin, Session, User, Visitor,
};
use countersign_portal::error::Refusal;
use countersign_portal::policy::Verification;
use countersign_portal::service::attempts::{self, NewAttempt};
use countersign_portal::service::login::Progress;
use countersign_portal::service::{authenticators, login, passwords, phones, sessions, users};
use countersign_portal::token::{Id, Token};
use countersign_portal::{Config, Portal};
use serde_json::{Value, json};
use std::io::BufRead as _;
use std::net::{IpAddr, Ipv4Addr};
use std::sync::Arc;
use std::time::Duration;

const INITIAL: &str = "an initial password";
const PASSWORD: &str = "correct horse battery";

/// A user who is logged in, and the phone that is being set up.
struct Person {
    user: User,
    token: Token,
    phone: Option<Id>,
}

impl Person {
    /// The session as it is now: what a phone did may have changed it. A new one where time has ended it.
    async fn session(&mut self, portal: &Portal) -> Result<Session, Refusal> {
        if let Some(session) = sessions::resume(portal, &self.token, sessions::Activity::Person).await? {
            return Ok(session);
        }
        let progress = with_password(portal, self.user.name.as_str(), PASSWORD).await?;
        self.token = progress.token;
        Ok(progress.session)
    }
}

struct Child {
    portal: Arc<Portal>,
    clock: FakeClock,
    people: Vec<Person>,
}

fn main() {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        let folder = std::env::args().nth(1).expect("a folder");
        let clock = FakeClock::at(UnixTime::from_seconds(1_800_000_000));
        let mut config = Config { clock: Arc::new(clock.clone()), ..Config::development(folder) };
        if let Some(policy) = std::env::args().nth(2) {
            config.policy = serde_json::from_str(&policy).expect("a policy");
        }
        // Phones that try what is all to be refused call often, and its clock stands still.
        config.policy.phone_calls_per_minute = 10_000;
        let running = Portal::start(config).await.expect("a portal");
        println!("{}", json!({ "base": format!("http://{}", running.address()) }));
        let mut child = Child { portal: Arc::clone(running.portal()), clock, people: Vec::new() };
        for line in std::io::stdin().lock().lines() {
            let command: Value = serde_json::from_str(&line.expect("a line")).expect("JSON");
            let answer = child
                .answer(&command)
                .await
                .unwrap_or_else(|refusal| json!({ "refused": format!("{refusal:?}") }));
            println!("{answer}");
        }
        running.stop().await;
    });
}

impl Child {
    async fn answer(&mut self, command: &Value) -> Result<Value, Refusal> {
        let text = |name: &str| command[name].as_str().unwrap_or_default();
        let portal = Arc::clone(&self.portal);
        match text("do") {
            "user" => {
                let (number, name) = (self.people.len(), format!("person.{}", self.people.len()));
                self.people.push(log_in(&portal, &name).await?);
                Ok(json!({ "user": number, "name": name }))
            }
            "link" => {
                let person = self.person(command);
                let session = person.session(&portal).await?;
                let setup = phones::begin(&portal, &session, "push").await?;
                person.phone = Some(setup.id);
                Ok(json!({ "link": setup.link.as_str() }))
            }
            "start" => start(&portal, &self.person(command).user, text("mode")).await,
            "state" => attempts::state(&portal, id(text("id"))).await.map(|attempt| described(&attempt)),
            "cancel" => attempts::cancel(&portal, id(text("id"))).await.map(|attempt| described(&attempt)),
            "enter" => attempts::enter_shown_code(&portal, id(text("id")), text("code"))
                .await
                .map(|attempt| described(&attempt)),
            "offline" => {
                let person = self.person(command);
                let (session, phone) = (person.session(&portal).await?, person.phone.expect("a phone"));
                authenticators::test_code(&portal, &session, &visitor(), phone, text("code")).await?;
                Ok(json!({}))
            }
            "remove" => {
                let person = self.person(command);
                let (session, phone) = (person.session(&portal).await?, person.phone.expect("a phone"));
                phones::not_mine(&portal, &session, phone).await?;
                Ok(json!({}))
            }
            "new server key" => {
                portal.signing().rotate(&portal).await?;
                Ok(json!({}))
            }
            "advance" => {
                self.clock.advance(Duration::from_secs(command["seconds"].as_u64().expect("seconds")));
                Ok(json!({ "now": portal.now() }))
            }
            other => panic!("no command {other}"),
        }
    }

    fn person(&mut self, command: &Value) -> &mut Person {
        let number =
            command["user"].as_u64().and_then(|number| usize::try_from(number).ok()).expect("a user");
        &mut self.people[number]
    }
}

/// A new user, past the change of the initial password.
async fn log_in(portal: &Arc<Portal>, name: &str) -> Result<Person, Refusal> {
    let account = AccountName::parse(name).map_err(Refusal::Invalid)?;
    let new = users::NewUser {
        name: account.clone(),
        email: None,
        language: Language::English,
        administrator: false,
    };
    assert!(users::add(portal, new, INITIAL).await?, "the name is new");
    let first = with_password(portal, name, INITIAL).await?.session;
    passwords::change(portal, &first, &visitor(), None, PASSWORD, PASSWORD).await?;
    let token = with_password(portal, name, PASSWORD).await?.token;
    let user = users::by_name(portal, &account).await?.expect("was just added");
    Ok(Person { user, token, phone: None })
}

async fn with_password(portal: &Portal, name: &str, password: &str) -> Result<Progress, Refusal> {
    let begun = sessions::begin(portal).await?;
    login::name(portal, &begun.session, name).await?;
    let named = sessions::resume(portal, &begun.token, sessions::Activity::Person).await?.expect("a session");
    login::password(portal, &named, &visitor(), password).await
}

fn visitor() -> Visitor {
    Visitor {
        address: IpAddr::V4(Ipv4Addr::LOCALHOST),
        agent: "Firefox on Linux".to_owned(),
        browser: None,
        vouched: None,
    }
}

async fn start(portal: &Portal, user: &User, mode: &str) -> Result<Value, Refusal> {
    let client = Client {
        address: "203.0.113.7".to_owned(),
        place: String::new(),
        agent: "Firefox on Linux".to_owned(),
    };
    let mode = Some(Verification::from_name(mode).expect("a mode"));
    let new = NewAttempt { user, origin: Origin::Portal, event: "login", endpoint: "Webmail", client, mode };
    attempts::start(portal, new).await.map(|attempt| described(&attempt))
}

fn described(attempt: &Attempt) -> Value {
    let comparison = match &attempt.comparison {
        Comparison::Nothing => json!(null),
        Comparison::Number(text) | Comparison::Scan(text) => json!(text.as_str()),
        Comparison::AskForCode(digits) => json!(digits),
    };
    let reason = attempt.reason.map(|reason| format!("{reason:?}"));
    json!({ "id": attempt.id.to_string(), "state": attempt.state.name(), "reason": reason, "comparison": comparison })
}

fn id(text: &str) -> Id {
    text.parse().unwrap_or_else(|_| panic!("no id: {text}"))
}
