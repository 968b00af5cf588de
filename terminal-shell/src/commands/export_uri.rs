//! `export-uri`: an account's key URI, with its secret. Warns, asks, and takes the PIN once more.

use crate::arguments::ExportUri;
use crate::console::Console;
use crate::problem::Problem;
use crate::session::{self, full_name};
use crate::{pictures, words};
use countersign::authenticator::Authenticator;
use std::io::{IsTerminal as _, stdout};

pub(super) fn run(export: &ExportUri, core: &Authenticator, console: &mut Console) -> Result<(), Problem> {
    let row = session::find(core, &export.name)?;
    let name = words::label(&row.issuer, &row.account);
    console.tell(&console.texts.say_with("export-warning", &[("name", name.into())]));
    if !export.yes {
        console.insist(&console.say("export-question"))?;
    }
    let pin = console.pin("prompt-pin-once-more")?;
    let uri = core.export_key_uri(row.id, pin)?;
    if !export.qr {
        // Exposed: what the user has just asked for, twice.
        return console.print(uri.expose());
    }
    let colour = stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
    // Exposed: drawn for another phone to scan.
    match pictures::draw_in_terminal(uri.expose(), colour) {
        Some(picture) => console.print(&picture),
        None => {
            console.tell(&console.texts.say_with("export-too-long", &[("name", full_name(&row).into())]));
            console.print(uri.expose())
        }
    }
}
