//! `rotate` and `resume`: new keys for a push account, and going on after its server knew a later signature of this device.

use crate::arguments::{Resume, Rotate};
use crate::console::Console;
use crate::place::Place;
use crate::problem::Problem;
use crate::session;
use countersign::authenticator::{Authenticator, Cancellation, Verify};

pub(super) fn rotate(
    rotate: &Rotate,
    core: &Authenticator,
    place: &Place,
    console: &mut Console,
) -> Result<(), Problem> {
    let row = session::find(core, &rotate.name)?;
    // Asked once more: unlocking the vault has signed for nothing.
    let pin = console.pin("prompt-pin-rotate")?;
    place.online()?.wait(core.rotate_keys(row.id, Verify::Pin(pin), &Cancellation::new()))?;
    console.print(&console.say("notice-rotated"))
}

pub(super) fn resume(
    resume: &Resume,
    core: &Authenticator,
    place: &Place,
    console: &mut Console,
) -> Result<(), Problem> {
    let row = session::find(core, &resume.name)?;
    let pin = console.pin("prompt-pin-resume")?;
    place.online()?.wait(core.resume_counter(row.id, Verify::Pin(pin), &Cancellation::new()))?;
    console.print(&console.say("notice-resumed"))
}
