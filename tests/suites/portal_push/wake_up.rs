//! Wake-ups (section 8): a push service with a certificate of its own gets them, a phone that was written from the RFCs
//! decrypts them, and the core knows which account is meant.

use super::service::{HUNG, authority};
use countersign_portal::seal::Purpose;
use countersign_portal::store::phones;
use countersign_tests::portal_rig::{Phone, Place, Portals, User};
use countersign_tests::repository;
use data_encoding::BASE64URL_NOPAD;
use rustls::{ServerConnection, StreamOwned};
use serde_json::{Value, json};
use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::process::{Command, Stdio};
use std::sync::{Arc, mpsc};

/// A request as a push service sees it.
struct Pushed {
    line: String,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

impl Pushed {
    fn header(&self, name: &str) -> &str {
        let found = self.headers.iter().find(|(known, _)| known == name);
        &found.unwrap_or_else(|| panic!("no {name} in {:?}", self.headers)).1
    }
}

/// A push service on this device, whose authority nobody knows by itself.
struct PushService {
    port: u16,
    root: Vec<u8>,
    pushed: mpsc::Receiver<Pushed>,
}

impl PushService {
    fn start() -> Self {
        let (root, config) = authority();
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let port = listener.local_addr().expect("its address").port();
        let (told, pushed) = mpsc::channel();
        let config = Arc::new(config);
        // Ends with the process.
        std::thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                let connection = ServerConnection::new(Arc::clone(&config)).expect("a connection");
                let mut wire = StreamOwned::new(connection, stream);
                let Some(request) = read(&mut wire) else { continue };
                let _ = wire.write_all(b"HTTP/1.1 201 Created\r\ncontent-length: 0\r\n\r\n");
                wire.conn.send_close_notify();
                let _ = wire.flush();
                if told.send(request).is_err() {
                    return;
                }
            }
        });
        Self { port, root, pushed }
    }
}

/// One request; `None` where the client does not send one.
fn read(wire: &mut impl std::io::Read) -> Option<Pushed> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        let mut byte = [0];
        wire.read_exact(&mut byte).ok()?;
        head.extend(byte);
    }
    let head = String::from_utf8(head).ok()?;
    let mut lines = head.lines();
    let line = lines.next()?.to_owned();
    let headers: Vec<(String, String)> = lines
        .filter_map(|line| line.split_once(": "))
        .map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned()))
        .collect();
    let length = headers.iter().find(|(name, _)| name == "content-length")?.1.parse().ok()?;
    let mut body = vec![0; length];
    wire.read_exact(&mut body).ok()?;
    Some(Pushed { line, headers, body })
}

/// The other side, from the RFCs alone: of a phone, and of services that read tokens.
pub fn python(command: &str, input: &Value) -> Value {
    let python = std::env::var("COUNTERSIGN_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let mut child = Command::new(python)
        .arg(repository().join("tests/suites/portal_push/wake_up.py"))
        .arg(command)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("python");
    child.stdin.take().expect("its input").write_all(input.to_string().as_bytes()).expect("written");
    let mut said = String::new();
    child.stdout.take().expect("its output").read_to_string(&mut said).expect("read");
    assert!(child.wait().expect("its end").success(), "{said}");
    serde_json::from_str(&said).expect("JSON")
}

/// Where a phone is woken, as the database has it.
pub async fn sealed_channel(user: &User, phone: &Phone) -> String {
    let mut reader = user.portal.database().reader().await.expect("a database");
    let account = phone.account.parse().expect("an id");
    let found = phones::by_account(&mut reader, account).await.expect("a database");
    found.expect("the phone").channel_sealed
}

/// Waits until the phone is woken nowhere any more.
pub async fn until_forgotten(user: &User, phone: &Phone) {
    let forgotten = async {
        loop {
            let sealed = sealed_channel(user, phone).await;
            let opened = user.portal.key().open_sealed(Purpose::Channel, &phone.account, &sealed);
            if opened.expect("a channel").expose() == br#"{"kind":"none"}"# {
                return;
            }
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(HUNG, forgotten).await.expect("the channel is forgotten");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_phone_is_woken_by_its_push_service() {
    let service = PushService::start();
    let mut portals = Portals::new(Place::File);
    portals.config.wake_up_hosts = vec!["localhost".to_owned()];
    portals.config.wake_up_roots = vec![service.root.clone()];
    portals.start().await;
    let user = portals.user("anna").await;
    let (_, mut phone) = user.enroll_phone(&portals.url(0), "Pixel").await;
    let key = python("key", &Value::Null);
    let origin = format!("https://localhost:{}", service.port);
    let channel = json!({
        "kind": "unifiedpush", "endpoint": format!("{origin}/push/anna"),
        "p256dh": key["p256dh"], "auth": key["auth"],
    });
    let body = json!({"account": phone.account, "channel": channel});
    assert_eq!(phone.call("/v1/channel", &body).await.0.status, 200);

    let started = super::answers::start(&user, countersign_portal::policy::Verification::Enter).await;
    assert!(!started.state.is_final());
    let pushed = tokio::task::spawn_blocking(move || service.pushed.recv_timeout(HUNG));
    let pushed = pushed.await.expect("a task").expect("a wake-up");
    assert_eq!(pushed.line, "POST /push/anna HTTP/1.1");
    assert_eq!(pushed.header("content-encoding"), "aes128gcm");
    assert!(pushed.header("ttl").parse::<u32>().expect("seconds") > 0);
    let opened = python(
        "open",
        &json!({
            "private": key["private"], "auth": key["auth"],
            "body": BASE64URL_NOPAD.encode(&pushed.body), "authorization": pushed.header("authorization"),
        }),
    );
    assert_eq!(opened["claims"]["aud"], origin);
    let message = opened["message"].as_str().expect("a message");
    assert!(!message.contains("anna"), "a wake-up says nothing about the login: {message}");
    let woken = countersign::push::wake_up(message.as_bytes()).expect("a wake-up of the protocol");
    let again = phone.enroll().await.expect_statement("account");
    let account = phone.read("cs-account+jwt", &again);
    assert_eq!(account["wake"], BASE64URL_NOPAD.encode(&woken.account.0));
}
