//! `watch`: requests as they arrive, until the program is asked to end.

use super::asking::{RequestJson, in_lines, short_id};
use crate::arguments::Watch;
use crate::console::Console;
use crate::messages;
use crate::place::Place;
use crate::polling::{News, Pollers};
use crate::problem::Problem;
use crate::signals::Ending;
use countersign::authenticator::{AccountId, Authenticator, PushCallError, RequestId, RequestView};
use data_encoding::HEXLOWER;
use serde::Serialize;
use std::collections::HashSet;
use std::sync::Arc;
use std::thread::sleep;
use std::time::Duration;

/// How often it is looked whether something came.
const TICK: Duration = Duration::from_millis(100);

/// One line for scripts.
#[derive(Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
enum Line {
    Request(Box<RequestJson>),
    Ended { id: String },
    Unreachable { server: String },
}

pub(super) fn run(
    watch: &Watch,
    core: &Arc<Authenticator>,
    place: &Place,
    console: &Console,
) -> Result<(), Problem> {
    let (ending, online) = (Ending::watch(), place.online()?);
    let (mut pollers, mut silent) = (Pollers::default(), HashSet::new());
    if core.requests()?.accounts.is_empty() {
        console.tell(&console.say("requests-no-account"));
    } else {
        console.tell(&console.say("watch-begins"));
    }
    while !ending.is_asked_for() {
        let accounts = core.requests()?.accounts;
        for news in pollers.tick(core, online, &accounts) {
            match news {
                News::Polled(view) => {
                    silent.remove(&view.account);
                    let requests = core.requests()?.requests;
                    for request in requests.iter().filter(|request| view.arrived.contains(&request.id)) {
                        arrived(request, watch, console)?;
                        if watch.once {
                            return Ok(());
                        }
                    }
                    view.ended.iter().try_for_each(|id| ended(*id, watch, console))?;
                }
                // The server was told of an end that waited: the account is gone, as the user wanted.
                News::Failed(id, PushCallError::Ended) if core.account(id).is_err() => {
                    console.tell(&console.say("notice-ended"));
                }
                News::Failed(id, error) => failed(id, &error, &mut silent, core, watch, console)?,
            }
        }
        sleep(TICK);
    }
    Ok(())
}

fn arrived(request: &RequestView, watch: &Watch, console: &Console) -> Result<(), Problem> {
    if watch.json {
        return console.print_json_line(&Line::Request(Box::new(RequestJson::of(request))));
    }
    in_lines(request, console).iter().try_for_each(|line| console.print(line))
}

fn ended(id: RequestId, watch: &Watch, console: &Console) -> Result<(), Problem> {
    if watch.json {
        return console.print_json_line(&Line::Ended { id: HEXLOWER.encode(&id.0) });
    }
    console.print(&console.texts.say_with("watch-ended", &[("id", short_id(id).into())]))
}

/// A server that stays away is told once, until it answers again.
fn failed(
    id: AccountId,
    error: &PushCallError,
    silent: &mut HashSet<AccountId>,
    core: &Authenticator,
    watch: &Watch,
    console: &Console,
) -> Result<(), Problem> {
    if !silent.insert(id) {
        return Ok(());
    }
    let accounts = core.requests()?.accounts;
    let account = accounts.into_iter().find(|account| account.id == id);
    let server = account.map(|account| account.server).unwrap_or_default();
    console.tell(&format!("{server}: {}", messages::call(&console.texts, error)));
    if watch.json { console.print_json_line(&Line::Unreachable { server }) } else { Ok(()) }
}
