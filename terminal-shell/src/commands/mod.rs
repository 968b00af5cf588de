//! The commands, for scripts and for people in a hurry: one file each.

mod add;
mod asking;
mod code;
mod decide;
#[cfg(feature = "demo")]
mod demo;
mod doctor;
mod edit;
mod enroll;
mod export_uri;
mod history;
mod list;
mod report;
mod requests;
mod rotate;
mod scan;
mod setup;
mod watch;

use crate::arguments::{Command, Global};
use crate::console::Console;
use crate::place::Place;
use crate::problem::Problem;
use crate::session;
use countersign::authenticator::{AccountKind, AccountRow, Authenticator};
use data_encoding::HEXLOWER;
use serde::Serialize;
use std::sync::Arc;

/// Runs one command.
pub(crate) fn run(command: Command, global: &Global, console: &mut Console) -> Result<(), Problem> {
    match command {
        Command::Scan(scan) => scan::run(&scan, console),
        #[cfg(feature = "demo")]
        Command::Demo(demo) => demo::run(&demo, console),
        Command::Setup(setup) => setup::run(&setup, global, &Place::find(global)?, console),
        Command::Doctor(doctor) => doctor::run(&doctor, &Place::find(global)?, console),
        command => run_unlocked(command, global, console),
    }
}

/// Runs a command that needs the open vault.
fn run_unlocked(command: Command, global: &Global, console: &mut Console) -> Result<(), Problem> {
    let place = Place::find(global)?;
    let place = if goes_online(&command) { place.go_online()? } else { place };
    let core = &open(&place, global, console)?;
    match command {
        Command::Add(add) => add::run(add, core, &place, console),
        Command::List(list) => list::run(list, core, console),
        Command::Code(code) => code::run(&code, core, console),
        Command::Remove(remove) => edit::remove(&remove, core, &place, console),
        Command::Rename(rename) => edit::rename(rename, core, console),
        Command::ExportUri(export) => export_uri::run(&export, core, console),
        Command::History(history) => history::run(&history, core, console),
        Command::Requests(requests) => requests::run(&requests, core, &place, console),
        Command::Approve(approve) => decide::approve(&approve, core, &place, console),
        Command::Deny(deny) => decide::deny(&deny, core, &place, console),
        Command::Enroll(enroll) => enroll::run(&enroll, core, &place, console),
        Command::Watch(watch) => watch::run(&watch, core, &place, console),
        Command::Report(report) => report::run(&report, core, &place, console),
        Command::Rotate(rotate) => rotate::rotate(&rotate, core, &place, console),
        Command::Resume(resume) => rotate::resume(&resume, core, &place, console),
        // Done above, without a vault.
        Command::Scan(_) | Command::Setup(_) | Command::Doctor(_) => Ok(()),
        #[cfg(feature = "demo")]
        Command::Demo(_) => Ok(()),
    }
}

/// Whether a command may talk to servers. The others do not even prepare for it.
const fn goes_online(command: &Command) -> bool {
    matches!(
        command,
        Command::Add(_)
            | Command::Remove(_)
            | Command::Requests(_)
            | Command::Approve(_)
            | Command::Deny(_)
            | Command::Enroll(_)
            | Command::Watch(_)
            | Command::Report(_)
            | Command::Rotate(_)
            | Command::Resume(_)
    )
}

fn open(place: &Place, global: &Global, console: &mut Console) -> Result<Arc<Authenticator>, Problem> {
    let core = session::unlocked(place, console)?;
    crate::speak_chosen_language(&core, global, console);
    Ok(core)
}

/// An account as scripts get it. Names of fields are stable.
#[derive(Serialize)]
struct AccountJson {
    id: String,
    issuer: String,
    account: String,
    information: String,
    tags: Vec<String>,
    favourite: bool,
    kind: &'static str,
}

impl AccountJson {
    fn of(row: &AccountRow) -> Self {
        Self {
            id: HEXLOWER.encode(&row.id.0),
            issuer: row.issuer.clone(),
            account: row.account.clone(),
            information: row.information.clone(),
            tags: row.tags.clone(),
            favourite: row.favourite,
            kind: crate::words::kind_name(row.kind),
        }
    }
}

/// Whether an account's codes come only when asked for.
fn is_counted(row: &AccountRow) -> bool {
    row.kind == AccountKind::Hotp
}
