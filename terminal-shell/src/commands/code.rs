//! `code`: one account's code. HOTP advances its counter first, on the disk.

use super::{AccountJson, is_counted};
use crate::arguments::Code;
use crate::console::Console;
use crate::problem::Problem;
use crate::{session, words};
use countersign::authenticator::Authenticator;
use serde::Serialize;

#[derive(Serialize)]
struct CodeJson {
    #[serde(flatten)]
    account: AccountJson,
    code: String,
    valid_from: Option<String>,
    valid_until: Option<String>,
    seconds_left: u64,
    next: Option<String>,
    clock_offset_milliseconds: i64,
}

pub(super) fn run(code: &Code, core: &Authenticator, console: &Console) -> Result<(), Problem> {
    let row = session::find(core, &code.name)?;
    if code.next && is_counted(&row) {
        return Err(Problem::NotCounterBased);
    }
    let view = if is_counted(&row) { core.next_code(row.id)? } else { core.code(row.id)? };
    let next = view.next.as_ref().map(|next| next.replace(' ', ""));
    if code.json {
        return console.print_json(&CodeJson {
            account: AccountJson::of(&row),
            code: view.code.clone(),
            valid_from: view.valid_from.map(words::moment_for_scripts),
            valid_until: view.valid_until.map(words::moment_for_scripts),
            seconds_left: view.seconds_left,
            next,
            clock_offset_milliseconds: view.clock_offset_milliseconds,
        });
    }
    match next.filter(|_| code.next) {
        Some(next) => console.print(&next),
        None => console.print(&view.code),
    }
}
