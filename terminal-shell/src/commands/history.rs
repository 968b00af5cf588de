//! `history`: what happened, newest first.

use crate::arguments::History;
use crate::console::Console;
use crate::problem::Problem;
use crate::words;
use countersign::authenticator::Authenticator;
use serde::Serialize;

#[derive(Serialize)]
struct EventJson {
    time: String,
    event: String,
    label: String,
}

pub(super) fn run(history: &History, core: &Authenticator, console: &Console) -> Result<(), Problem> {
    let rows = core.history()?;
    if history.json {
        let events = rows.into_iter().map(|row| EventJson {
            time: words::moment_for_scripts(row.time),
            event: words::event(row.event).trim_start_matches("event-").to_owned(),
            label: row.label,
        });
        return console.print_json(&events.collect::<Vec<_>>());
    }
    for row in rows {
        let event = console.say(words::event(row.event));
        let label = if row.label.is_empty() { String::new() } else { format!("  {}", row.label) };
        console.print(&format!("{}  {event}{label}", words::moment(&console.texts, row.time)))?;
    }
    Ok(())
}
