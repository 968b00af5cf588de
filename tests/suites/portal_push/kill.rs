//! A portal is killed in the middle of its work. What it had acknowledged is there afterwards; what it had not can be
//! asked for again.

use countersign_portal::DatabaseLocation;
use countersign_tests::counted;
use countersign_tests::portal_rig::{Phone, Place, Portals};
use serde_json::json;
use std::process::Stdio;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader, Lines};
use tokio::process::{Child, ChildStdin, ChildStdout, Command};
use tokio::sync::mpsc;

const PHONES: usize = 24;
/// The kill comes with the acknowledgement of this one.
const KILLED_AT: usize = 8;

/// A portal in a process of its own.
struct Process {
    child: Child,
    input: ChildStdin,
    output: Lines<BufReader<ChildStdout>>,
    url: String,
}

impl Process {
    async fn start(portals: &Portals, public_url: Option<&str>) -> Self {
        let database = match &portals.config.database {
            DatabaseLocation::File(path) => path.to_str().expect("a path").to_owned(),
            DatabaseLocation::Postgres(url) => url.clone(),
        };
        let mut child = Command::new(env!("CARGO_BIN_EXE_portal_process"))
            .arg(portals.folder.path())
            .arg(database)
            .args(public_url)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .expect("a portal");
        let input = child.stdin.take().expect("its input");
        let mut output = BufReader::new(child.stdout.take().expect("its output")).lines();
        let url = output.next_line().await.expect("a line").expect("its address");
        Self { child, input, output, url }
    }

    async fn ask(&mut self, line: &str) -> String {
        self.input.write_all(format!("{line}\n").as_bytes()).await.expect("asked");
        self.output.next_line().await.expect("a line").expect("an answer")
    }

    /// SIGKILL, and no earlier return than the process is gone.
    async fn kill(mut self) {
        self.child.kill().await.expect("killed");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_acknowledged_survives() {
    for place in Place::BOTH {
        let portals = Portals::new(place);
        let mut process = Process::start(&portals, None).await;
        let public_url = process.url.clone();
        let mut phones = Vec::new();
        for number in 0..PHONES {
            let link = process.ask(&format!("link user{number}")).await;
            phones.push(Phone::scan(&link, &public_url, "Pixel"));
        }

        // All enroll at once, and the portal is killed among them.
        let (acknowledge, acknowledged) = mpsc::unbounded_channel();
        let tasks: Vec<_> = phones
            .into_iter()
            .map(|mut phone| {
                let acknowledge = acknowledge.clone();
                tokio::spawn(async move {
                    let answer = phone.try_enroll().await;
                    let done = answer.is_some_and(|answer| answer.status == 201);
                    done.then(|| acknowledge.send(()));
                    (phone, done)
                })
            })
            .collect();
        drop(acknowledge);
        kill_among(process, acknowledged).await;
        let mut process = Process::start(&portals, Some(&public_url)).await;
        let (mut kept, mut phones) = (0, Vec::new());
        for task in tasks {
            let (mut phone, done) = task.await.expect("no panic");
            phone.url.clone_from(&process.url);
            if !done {
                assert!(matches!(phone.enroll().await.status, 200 | 201), "the same token and keys");
            }
            let devices = json!({"account": phone.account});
            assert_eq!(phone.call("/v1/devices", &devices).await.0.status, 200);
            kept += usize::from(done);
            phones.push(phone);
        }
        assert!(kept >= KILLED_AT, "{kept}");

        // All approve at once, and the portal is killed among them.
        let (acknowledge, acknowledged) = mpsc::unbounded_channel();
        let mut attempts = Vec::new();
        for number in 0..PHONES {
            attempts.push(process.ask(&format!("request user{number}")).await);
        }
        let tasks: Vec<_> = phones
            .into_iter()
            .zip(attempts)
            .map(|(mut phone, attempt)| {
                let acknowledge = acknowledge.clone();
                tokio::spawn(async move {
                    let (id, number) = attempt.split_once(' ').expect("an id and a number");
                    let mut approval = None;
                    if let Some(request) = phone.try_request().await {
                        let answer = phone.approval(&request, &json!({"number": number}));
                        let done = phone.try_answer(&answer).await.is_some_and(|answer| answer.status == 200);
                        done.then(|| acknowledge.send(()));
                        approval = Some((answer, done));
                    }
                    (phone, id.to_owned(), number.to_owned(), approval)
                })
            })
            .collect();
        drop(acknowledge);
        kill_among(process, acknowledged).await;
        let mut process = Process::start(&portals, Some(&public_url)).await;
        let mut decided = 0;
        for task in tasks {
            let (mut phone, id, number, approval) = task.await.expect("no panic");
            phone.url.clone_from(&process.url);
            match approval {
                Some((_, true)) => decided += 1,
                Some((answer, false)) => assert_eq!(phone.outcome(&answer).await["result"], "approved"),
                None => {
                    let request = phone.request(0).await;
                    let answer = phone.approval(&request, &json!({"number": number}));
                    assert_eq!(phone.outcome(&answer).await["result"], "approved");
                }
            }
            assert_eq!(process.ask(&format!("state {id}")).await, "approved");
        }
        assert!(decided >= KILLED_AT, "{decided}");
        counted(&format!(
            "acknowledged before a kill and there after it ({place:?}): {kept} phones, {decided} decisions"
        ));
        process.kill().await;
    }
}

/// Kills the portal as soon as so many calls are acknowledged, while others run.
async fn kill_among(process: Process, mut acknowledged: mpsc::UnboundedReceiver<()>) {
    for _ in 0..KILLED_AT {
        acknowledged.recv().await.expect("an acknowledgement");
    }
    process.kill().await;
}
