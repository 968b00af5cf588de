//! `remove` and `rename`.

use crate::arguments::{Remove, Rename};
use crate::console::Console;
use crate::messages;
use crate::place::Place;
use crate::problem::Problem;
use crate::session::{self, full_name};
use countersign::authenticator::{AccountChange, AccountKind, Authenticator, Cancellation, PushCallError};

/// Deletes an account, after a question. There is no undo between two commands, so the question says so. A push account
/// is ended at its server first; where that cannot be reached, with `--later` as soon as it can.
pub(super) fn remove(
    remove: &Remove,
    core: &Authenticator,
    place: &Place,
    console: &Console,
) -> Result<(), Problem> {
    let row = session::find(core, &remove.name)?;
    let name = full_name(&row);
    if !remove.yes {
        console.insist(&console.texts.say_with("remove-question", &[("name", name.as_str().into())]))?;
    }
    if row.kind == AccountKind::Push && !remove.here_only {
        match place.online()?.wait(core.end_account(row.id, &Cancellation::new())) {
            Err(error @ PushCallError::Server(_)) if remove.later => {
                core.end_account_later(row.id)?;
                console.tell(&messages::call(&console.texts, &error));
                console.tell(&console.say("notice-end-later"));
            }
            ended => ended?,
        }
    } else {
        core.delete_account(row.id)?;
    }
    console.print(&name)
}

/// Changes what the user sees of an account.
pub(super) fn rename(rename: Rename, core: &Authenticator, console: &Console) -> Result<(), Problem> {
    let row = session::find(core, &rename.name)?;
    let change = AccountChange {
        issuer: rename.issuer,
        account: rename.account,
        information: rename.information,
        tags: rename.tags,
        favourite: rename.favourite,
    };
    console.print(&full_name(&core.change_account(row.id, change)?))
}
