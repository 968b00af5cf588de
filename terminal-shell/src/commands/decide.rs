//! `approve` and `deny`: one request, shown first, decided with all that its login page asks for.

use super::asking::{ask, choose, in_lines, tell};
use crate::arguments::{Approve, Deny};
use crate::console::Console;
use crate::pictures;
use crate::place::Place;
use crate::problem::Problem;
use countersign::authenticator::{
    Authenticator, Cancellation, Compared, DenyReason, RequestView, VerificationView, Verify,
};
use countersign::push::SETTLING;
use std::path::Path;
use std::sync::Arc;
use tokio::time::sleep;

pub(super) fn approve(
    approve: &Approve,
    core: &Arc<Authenticator>,
    place: &Place,
    console: &mut Console,
) -> Result<(), Problem> {
    let view = show(approve.id.as_deref(), core, place, console)?;
    let compared = compared(&view, approve, place, console)?;
    // Asked after the request was shown: unlocking the vault approved nothing.
    let pin = console.pin("prompt-pin-approve")?;
    let outcome = place.online()?.wait(async {
        sleep(SETTLING).await;
        core.approve(view.id, compared, Verify::Pin(pin), &Cancellation::new()).await
    })?;
    tell(&outcome, approve.json, console)
}

pub(super) fn deny(
    deny: &Deny,
    core: &Arc<Authenticator>,
    place: &Place,
    console: &Console,
) -> Result<(), Problem> {
    let view = show(deny.id.as_deref(), core, place, console)?;
    let reason = if deny.not_me { DenyReason::NotMe } else { DenyReason::Cancelled };
    let outcome = place.online()?.wait(async {
        sleep(SETTLING).await;
        core.deny(view.id, reason, &Cancellation::new()).await
    })?;
    tell(&outcome, deny.json, console)
}

/// Asks the servers, and puts the request on the screen.
fn show(
    id: Option<&str>,
    core: &Arc<Authenticator>,
    place: &Place,
    console: &Console,
) -> Result<RequestView, Problem> {
    let requests = ask(core, place.online()?, console)?.requests;
    let view = core.open_request(choose(requests, id)?.id)?;
    in_lines(&view, console).iter().for_each(|line| console.tell(line));
    Ok(view)
}

/// What the login page asks to compare: from the command line, or asked for.
fn compared(
    view: &RequestView,
    approve: &Approve,
    place: &Place,
    console: &Console,
) -> Result<Compared, Problem> {
    Ok(match view.verification {
        VerificationView::None => Compared::Nothing,
        VerificationView::Show { .. } => Compared::CodeShown,
        VerificationView::Enter { digits } => Compared::Number(match &approve.number {
            Some(number) => number.clone(),
            None if Console::has_person() => {
                console.line(&console.texts.say_with("prompt-number", &[("digits", digits.into())]))?
            }
            None => return Err(Problem::NumberNeeded),
        }),
        VerificationView::Scan => Compared::Scanned(match &approve.scan {
            Some(picture) => scanned(picture, place)?,
            None if Console::has_person() => {
                let path = console.line(&console.say("prompt-login-picture"))?;
                scanned(Path::new(path.trim()), place)?
            }
            None => return Err(Problem::PictureNeeded),
        }),
    })
}

/// The text of the login page's code.
fn scanned(picture: &Path, place: &Place) -> Result<String, Problem> {
    let codes = pictures::scan(picture, place.clock())?;
    let code = codes.first().ok_or_else(|| Problem::NoCode(picture.to_owned()))?;
    // Exposed: it is compared with the request, inside the core.
    Ok(code.text.expose().to_owned())
}
