//! `history`: what happened, newest first.

use crate::arguments::Listing;
use crate::console::Console;
use crate::problem::Problem;
use crate::words;
use countersign::authenticator::Authenticator;
use data_encoding::HEXLOWER;
use serde::Serialize;

#[derive(Serialize)]
struct EventJson {
    id: String,
    time: String,
    event: String,
    label: String,
    /// The server of a request's event.
    server: Option<String>,
    /// What was shown of a request, line by line.
    shown: Vec<String>,
    can_be_reported: bool,
}

pub(super) fn run(history: &Listing, core: &Authenticator, console: &Console) -> Result<(), Problem> {
    let rows = core.history()?;
    if history.json {
        let events = rows.into_iter().map(|row| EventJson {
            id: HEXLOWER.encode(&row.id.0),
            time: words::moment_for_scripts(row.time),
            event: words::event(row.event).trim_start_matches("event-").to_owned(),
            label: row.label,
            server: row.server,
            shown: row.shown,
            can_be_reported: row.can_be_reported,
        });
        return console.print_json(&events.collect::<Vec<_>>());
    }
    for row in rows {
        let event = console.say(words::event(row.event));
        let label = if row.label.is_empty() { String::new() } else { format!("  {}", row.label) };
        console.print(&format!("{}  {event}{label}", words::moment(&console.texts, row.time)))?;
        row.shown.iter().try_for_each(|line| console.print(&format!("    {line}")))?;
    }
    Ok(())
}
