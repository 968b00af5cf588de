//! The portal under load: phones that long-poll, applications that ask for approvals, portals that are killed.
//!
//! `cargo bench -p countersign-tests --bench portal -- [SCENARIO…]` with `file`, `file-killed`, `server-killed`; all of
//! them without one. `PHONES`, `RATE` (requests per second) and `SECONDS` may be set in the environment. It ends with an
//! error where anything that was acknowledged is lost.

#![expect(
    clippy::disallowed_methods,
    reason = "a bench measures with the machine's own clock, and writes a portal's policy"
)]

mod fleet;
mod load;
mod processes;

use fleet::Fleet;
use load::{Applications, Load};
use processes::Cluster;
use std::time::Duration;
use tokio::time::sleep;

fn setting(name: &str, default: u64) -> u64 {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(default)
}

/// What is measured: on which database, with how many processes, and whether one is killed.
struct Scenario {
    name: &'static str,
    server: bool,
    processes: usize,
    killed: bool,
}

const SCENARIOS: [Scenario; 3] = [
    Scenario { name: "file", server: false, processes: 1, killed: false },
    Scenario { name: "file-killed", server: false, processes: 1, killed: true },
    Scenario { name: "server-killed", server: true, processes: 3, killed: true },
];

fn main() {
    // `cargo bench` adds options of its own.
    let wanted: Vec<String> = std::env::args().skip(1).filter(|word| !word.starts_with("--")).collect();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime");
    for scenario in &SCENARIOS {
        if wanted.is_empty() || wanted.iter().any(|name| name == scenario.name) {
            runtime.block_on(run(scenario));
        }
    }
}

async fn run(scenario: &Scenario) {
    let phones = usize::try_from(setting("PHONES", 500)).expect("a count");
    let load = Load { rate: setting("RATE", 50), seconds: setting("SECONDS", 30) };
    // Some phones are enrolled while the load runs and a portal is killed.
    let late = phones / 10;
    let mut cluster = Cluster::prepare(scenario.server, phones + late).await;
    cluster.start(scenario.processes);
    let mut fleet = Fleet::new(cluster.take_links(), cluster.addresses());
    let begun = std::time::Instant::now();
    fleet.enroll(phones).await;
    println!("\n{}: {phones} phones enrolled in {:.1} s", scenario.name, begun.elapsed().as_secs_f64());
    let applications = Applications::new(cluster.key(), cluster.addresses());
    let before = cluster.processor_time();
    let phones_at_work = fleet.poll(&applications);
    let enrolling = fleet.enroll_late();
    let killing = async {
        if scenario.killed {
            sleep(Duration::from_secs(load.seconds / 2)).await;
            cluster.kill_one(scenario.processes > 1);
        }
    };
    let (measured, enrolled, ()) = tokio::join!(load.run(&applications, phones), enrolling, killing);
    let resources = cluster.resources(before, load.seconds);
    phones_at_work.stop().await;
    measured.print(&resources);
    let missing = fleet.missing().await + enrolled.missing().await;
    let undecided = applications.undecided(&measured).await;
    println!("  lost: {} requests, {missing} enrollments, {undecided} decisions", measured.lost());
    cluster.end();
    assert_eq!((measured.lost(), missing, undecided), (0, 0, 0), "something acknowledged was lost");
}
