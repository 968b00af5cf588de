//! `report`: tells the server that a decided request was suspicious.

use crate::arguments::Report;
use crate::console::Console;
use crate::place::Place;
use crate::problem::Problem;
use countersign::authenticator::{Authenticator, Cancellation};
use data_encoding::HEXLOWER;

pub(super) fn run(
    report: &Report,
    core: &Authenticator,
    place: &Place,
    console: &Console,
) -> Result<(), Problem> {
    let wanted = report.id.as_deref().unwrap_or_default().to_ascii_lowercase();
    let mut rows = core.history()?.into_iter().filter(|row| row.can_be_reported);
    // The newest one, where none is named.
    let row = rows.find(|row| HEXLOWER.encode(&row.id.0).starts_with(&wanted));
    let row = row.ok_or(Problem::NotReportable)?;
    row.shown.iter().for_each(|line| console.tell(&format!("  {line}")));
    place.online()?.wait(core.report(row.id, &Cancellation::new()))?;
    console.print(&console.say("notice-reported"))
}
