//! `list`: the accounts, with the codes that come by time.

use super::{AccountJson, is_counted};
use crate::arguments::List;
use crate::console::Console;
use crate::problem::Problem;
use crate::session::full_name;
use countersign::authenticator::{AccountKind, Authenticator, Filter};
use unicode_width::UnicodeWidthStr as _;

pub(super) fn run(list: List, core: &Authenticator, console: &Console) -> Result<(), Problem> {
    let filter = Filter { search: list.search, tag: list.tag, favourites_only: false };
    let rows = core.accounts(&filter)?;
    if list.json {
        return console.print_json(&rows.iter().map(AccountJson::of).collect::<Vec<_>>());
    }
    if rows.is_empty() {
        console.tell(&console.say(if filter == Filter::default() {
            "list-empty"
        } else {
            "list-nothing-found"
        }));
    }
    let widest = rows.iter().map(|row| full_name(row).width()).max().unwrap_or(0);
    for row in &rows {
        let name = full_name(row);
        let space = " ".repeat(widest.saturating_sub(name.width()) + 2);
        let code = match row.kind {
            AccountKind::Push => console.say("list-push"),
            AccountKind::Unknown => console.say("list-unknown-kind"),
            _ if is_counted(row) => console.say("list-on-request"),
            _ => match core.code(row.id) {
                Ok(code) => format!("{:<12} {:>3} s", code.grouped, code.seconds_left),
                Err(error) => console.say(crate::messages::code(&error)),
            },
        };
        console.print(&format!("{name}{space}{code}"))?;
    }
    Ok(())
}
