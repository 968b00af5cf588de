//! `requests`: everything that waits for a decision, asked from the servers now.

use super::asking::{RequestJson, ask, in_lines};
use crate::arguments::Listing;
use crate::console::Console;
use crate::place::Place;
use crate::problem::Problem;
use crate::words;
use countersign::authenticator::Authenticator;
use std::sync::Arc;

pub(super) fn run(
    requests: &Listing,
    core: &Arc<Authenticator>,
    place: &Place,
    console: &Console,
) -> Result<(), Problem> {
    let view = ask(core, place.online()?, console)?;
    for account in &view.accounts {
        if let Some(muted) = account.muted_for {
            let values =
                [("server", account.server.as_str().into()), ("time", words::clock_face(muted).into())];
            console.tell(&console.texts.say_with("requests-muted", &values));
        }
    }
    if requests.json {
        return console.print_json(&view.requests.iter().map(RequestJson::of).collect::<Vec<_>>());
    }
    if view.requests.is_empty() {
        console.tell(&console.say(if view.accounts.is_empty() {
            "requests-no-account"
        } else {
            "requests-none"
        }));
    }
    for request in &view.requests {
        in_lines(request, console).iter().try_for_each(|line| console.print(line))?;
    }
    Ok(())
}
