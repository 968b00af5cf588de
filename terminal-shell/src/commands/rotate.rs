//! `rotate` and `resume`: new keys for a push account, and going on after its server knew a later signature of this device.

use crate::arguments::Named;
use crate::console::Console;
use crate::place::Place;
use crate::problem::Problem;
use crate::session;
use countersign::authenticator::{Authenticator, Cancellation, Verify};

pub(super) fn rotate(
    account: &Named,
    core: &Authenticator,
    place: &Place,
    console: &mut Console,
) -> Result<(), Problem> {
    let row = session::find(core, &account.name)?;
    // Asked once more: unlocking the vault has signed for nothing.
    let pin = console.pin("prompt-pin-rotate")?;
    place.online()?.wait(core.rotate_keys(row.id, Verify::Pin(pin), &Cancellation::new()))?;
    console.print(&console.say("notice-rotated"))
}

pub(super) fn resume(
    account: &Named,
    core: &Authenticator,
    place: &Place,
    console: &mut Console,
) -> Result<(), Problem> {
    let row = session::find(core, &account.name)?;
    let pin = console.pin("prompt-pin-resume")?;
    place.online()?.wait(core.resume_counter(row.id, Verify::Pin(pin), &Cancellation::new()))?;
    console.print(&console.say("notice-resumed"))
}
