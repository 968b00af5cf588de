//! `demo`: a portal of its own on a free port of this computer, in a temporary folder that goes at the end, whatever
//! happens. Alone it waits for a browser; with `--auto` it walks the guided path by itself, and every step is told only
//! once it was seen to be true.

use crate::arguments::Demo;
use crate::console::Console;
use crate::problem::Problem;
use crate::signals::Ending;
use guide::Guide;
use stage::Stage;
use std::path::Path;
use std::thread::sleep;
use std::time::Duration;

mod browser;
mod guide;
mod page;
mod stage;

/// How often it is looked whether the demo was asked to end.
const TICK: Duration = Duration::from_millis(100);

pub(super) fn run(demo: &Demo, console: &Console) -> Result<(), Problem> {
    let ending = Ending::watch();
    let folder = tempfile::Builder::new().prefix("countersign-demo-").tempdir()?;
    let outcome =
        if demo.auto { walk(folder.path(), &ending, console) } else { wait(folder.path(), &ending, console) };
    folder.close()?;
    outcome?;
    console.print(&format!("\n{}", console.say("demo-end")))
}

/// Walks the guided path.
fn walk(folder: &Path, ending: &Ending, console: &Console) -> Result<(), Problem> {
    let place = stage::phone(folder)?;
    place.online()?.wait(async {
        let stage = Stage::set(folder, &place, true).await?;
        console
            .print(&console.texts.say_with("demo-begin", &[("address", stage.address.as_str().into())]))?;
        let mut guide = Guide::new(&stage, &place, console);
        let outcome = tokio::select! {
            outcome = guide.walk() => outcome,
            () = asked(ending) => Err(Problem::Declined),
        };
        stage.portal.stop().await;
        outcome
    })
}

/// Waits for a browser, until Ctrl-C.
fn wait(folder: &Path, ending: &Ending, console: &Console) -> Result<(), Problem> {
    let place = stage::phone(folder)?;
    let online = place.online()?;
    let stage = online.wait(Stage::set(folder, &place, false))?;
    let line = |key: &str, value: &str| console.print(&format!("   {:<18} {value}", console.say(key)));
    console.print(&console.say("demo-portal"))?;
    line("demo-address", &format!("{}/first-login", stage.address))?;
    line("demo-user", stage::USER)?;
    line("demo-initial-password", &stage.initial_password)?;
    line("demo-mails", &stage.mails.display().to_string())?;
    console.print(&console.say("demo-how"))?;
    while !ending.is_asked_for() {
        sleep(TICK);
    }
    online.wait(stage.portal.stop());
    Ok(())
}

/// Ends once the program was asked to end.
async fn asked(ending: &Ending) {
    while !ending.is_asked_for() {
        tokio::time::sleep(TICK).await;
    }
}
