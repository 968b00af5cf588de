//! The commands, for scripts and for people in a hurry: one file each.

mod add;
mod code;
mod demo;
mod doctor;
mod edit;
mod export_uri;
mod history;
mod list;
mod scan;
mod setup;

use crate::arguments::{Command, Global};
use crate::console::Console;
use crate::place::Place;
use crate::problem::Problem;
use crate::session;
use countersign::authenticator::{AccountKind, AccountRow, Authenticator};
use data_encoding::HEXLOWER;
use serde::Serialize;

/// Runs one command.
pub(crate) fn run(command: Command, global: &Global, console: &mut Console) -> Result<(), Problem> {
    match command {
        Command::Demo => return demo::run(console),
        Command::Scan(scan) => return scan::run(&scan, console),
        _ => {}
    }
    let place = Place::find(global)?;
    match command {
        Command::Setup(setup) => setup::run(&setup, global, &place, console),
        Command::Doctor(doctor) => doctor::run(&doctor, &place, console),
        Command::Add(add) => add::run(add, &open(&place, global, console)?, &place, console),
        Command::List(list) => list::run(list, &open(&place, global, console)?, console),
        Command::Code(code) => code::run(&code, &open(&place, global, console)?, console),
        Command::Remove(remove) => edit::remove(&remove, &open(&place, global, console)?, console),
        Command::Rename(rename) => edit::rename(rename, &open(&place, global, console)?, console),
        Command::ExportUri(export) => export_uri::run(&export, &open(&place, global, console)?, console),
        Command::History(history) => history::run(&history, &open(&place, global, console)?, console),
        Command::Demo | Command::Scan(_) => Ok(()),
    }
}

fn open(place: &Place, global: &Global, console: &mut Console) -> Result<Authenticator, Problem> {
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
