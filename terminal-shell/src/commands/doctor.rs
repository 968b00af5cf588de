//! `doctor`: how the vault is, without opening it.

use crate::arguments::Listing;
use crate::console::Console;
use crate::place::{self, Place};
use crate::problem::Problem;
use crate::{messages, words};
use countersign::authenticator::{OpenError, SetupStep, Stage};
use countersign::ports::AssuranceClass;
use serde::Serialize;

#[derive(Default, Serialize)]
struct Report {
    folder: String,
    /// Stable, for scripts.
    state: &'static str,
    class: Option<&'static str>,
    keyring: bool,
    attempts_left: Option<u32>,
    delay_seconds: Option<u64>,
    time: String,
    version: &'static str,
    #[serde(skip)]
    words: String,
    #[serde(skip)]
    class_words: String,
}

pub(super) fn run(doctor: &Listing, place: &Place, console: &Console) -> Result<(), Problem> {
    let mut report = Report {
        folder: place.folder().display().to_string(),
        keyring: place::keyring_available(),
        time: words::moment_for_scripts(place.clock().wall()),
        version: env!("CARGO_PKG_VERSION"),
        ..Report::default()
    };
    let problem = look(place, console, &mut report)?;
    if doctor.json {
        console.print_json(&report)?;
    } else {
        print(&report, console)?;
    }
    problem.map_or(Ok(()), Err)
}

/// Fills the report in; gives the problem that the exit code tells of.
fn look(place: &Place, console: &Console, report: &mut Report) -> Result<Option<Problem>, Problem> {
    if !place.folder().exists() {
        // Looking makes nothing.
        report.state = "new";
        report.words = console.say("doctor-new");
        return Ok(None);
    }
    let opened = match place.open() {
        Ok(opened) => opened,
        Err(Problem::Open(OpenError::InUse)) => {
            report.state = "in-use";
            report.words = console.say("unusable-in-use");
            return Ok(None);
        }
        Err(problem) => return Err(problem),
    };
    report.class = opened.class.map(class_name);
    report.class_words = opened.class.map(|class| console.say(words::class(class))).unwrap_or_default();
    let (state, words, problem) = match opened.core.stage() {
        Stage::Setup(SetupStep::License { .. }) => ("new", console.say("doctor-new"), None),
        Stage::Setup(_) => ("setup", console.say("doctor-setup"), None),
        Stage::Locked(view) => {
            report.attempts_left = Some(view.attempts_left);
            report.delay_seconds = Some(view.delay.as_secs());
            match view.older_copy {
                Some(copy) => ("older-copy", console.say(messages::older_copy(copy)), None),
                None => ("locked", console.say("doctor-locked"), None),
            }
        }
        Stage::Erased => ("erased", console.say("unlock-erased"), None),
        Stage::Unusable(reason) => {
            ("unusable", messages::unusable(&console.texts, reason), Some(Problem::Unusable(reason)))
        }
        Stage::NewPinNeeded(_) | Stage::Unlocked => ("unlocked", String::new(), None),
    };
    report.state = state;
    report.words = words;
    Ok(problem)
}

fn print(report: &Report, console: &Console) -> Result<(), Problem> {
    let line = |key: &str, value: &str| console.print(&format!("{}: {value}", console.say(key)));
    line("doctor-folder", &report.folder)?;
    line("doctor-state", &report.words)?;
    if !report.class_words.is_empty() {
        line("doctor-class", &report.class_words)?;
    }
    line(
        "doctor-keyring",
        &console.say(if report.keyring { "doctor-keyring-yes" } else { "doctor-keyring-no" }),
    )?;
    if let Some(attempts) = report.attempts_left {
        line("doctor-attempts", &attempts.to_string())?;
    }
    line("doctor-clock", &report.time)?;
    line("doctor-version", report.version)
}

const fn class_name(class: AssuranceClass) -> &'static str {
    match class {
        AssuranceClass::Hardware => "hardware",
        AssuranceClass::Keyring => "keyring",
        AssuranceClass::File => "file",
        AssuranceClass::Test => "test",
    }
}
