//! A shell is told what to ask for anew: exactly that, with no lock held, and only while it listens.

use crate::device::{Device, PIN, add, numbered_uri, secret};
use countersign::authenticator::{
    Acceptance, AccountChange, Appearance, Authenticator, Change, Filter, LICENSE_VERSION, Language,
    Observer, Settings, Theme,
};
use std::sync::{Arc, Mutex, OnceLock};

/// Writes down what it is told.
#[derive(Default)]
struct Notebook(Mutex<Vec<Change>>);

impl Notebook {
    /// What was told since the last look.
    fn read(&self) -> Vec<Change> {
        std::mem::take(&mut *self.0.lock().unwrap())
    }
}

impl Observer for Notebook {
    fn changed(&self, change: Change) {
        self.0.lock().unwrap().push(change);
    }
}

fn observed(app: &Authenticator) -> Arc<Notebook> {
    let notebook = Arc::new(Notebook::default());
    app.observe(Arc::clone(&notebook) as Arc<dyn Observer>);
    notebook
}

#[test]
fn every_step_of_the_setup_is_another_screen() {
    let device = Device::new();
    let app = device.app();
    let notebook = observed(&app);
    app.accept_license(LICENSE_VERSION).unwrap();
    assert_eq!(notebook.read(), [Change::Stage]);
    app.choose_pin(secret(PIN)).unwrap();
    assert_eq!(notebook.read(), [Change::Stage]);
    app.confirm_pin(secret(PIN)).unwrap();
    assert_eq!(notebook.read(), [Change::Stage]);
    app.choose_notifications(true).unwrap();
    assert_eq!(notebook.read(), [Change::Stage, Change::Settings]);
    app.lock();
    assert_eq!(notebook.read(), [Change::Stage]);
    app.unlock(secret("471936"), Acceptance::NewestOnly).unwrap_err();
    assert_eq!(notebook.read(), [Change::Stage], "one attempt less is shown");
    app.unlock(secret(PIN), Acceptance::NewestOnly).unwrap();
    assert_eq!(notebook.read(), [Change::Stage]);
}

#[test]
fn what_changed_is_told_and_nothing_else() {
    let device = Device::new();
    let app = device.set_up();
    let notebook = observed(&app);
    assert_eq!(notebook.read(), [], "what was before is not told");
    let row = add(&app, &numbered_uri(1));
    assert_eq!(notebook.read(), [Change::Accounts, Change::History]);
    let other = add(&app, &numbered_uri(2));
    notebook.read();

    app.accounts(&Filter::default()).unwrap();
    app.code(row.id).unwrap();
    app.history().unwrap();
    app.stage();
    assert_eq!(notebook.read(), [], "asking changes nothing");

    app.move_account(other.id, 0).unwrap();
    assert_eq!(notebook.read(), [Change::Accounts]);
    app.change_account(row.id, AccountChange { favourite: Some(true), ..AccountChange::default() }).unwrap();
    assert_eq!(notebook.read(), [Change::Accounts, Change::History]);
    app.change_settings(Settings { hide_codes: true, ..app.settings().unwrap() }).unwrap();
    assert_eq!(notebook.read(), [Change::Settings]);
    app.change_appearance(Appearance { language: Some(Language::German), theme: Theme::Dark }).unwrap();
    assert_eq!(notebook.read(), [Change::Settings]);

    app.stop_observing();
    app.delete_account(row.id).unwrap();
    assert_eq!(notebook.read(), [], "nobody listens any more");
}

/// Asks the app for what changed, while it is told.
#[derive(Default)]
struct Curious {
    app: OnceLock<Arc<Authenticator>>,
    seen: Mutex<Vec<usize>>,
}

impl Observer for Curious {
    fn changed(&self, change: Change) {
        if let (Change::Accounts, Some(app)) = (change, self.app.get()) {
            let rows = app.accounts(&Filter::default()).unwrap();
            self.seen.lock().unwrap().push(rows.len());
        }
    }
}

#[test]
fn an_observer_may_ask_at_once_and_from_any_thread() {
    let device = Device::new();
    let app = Arc::new(device.set_up());
    let curious = Arc::new(Curious::default());
    curious.app.set(Arc::clone(&app)).unwrap();
    app.observe(Arc::clone(&curious) as Arc<dyn Observer>);
    add(&app, &numbered_uri(1));
    let other = Arc::clone(&app);
    std::thread::spawn(move || add(&other, &numbered_uri(2))).join().unwrap();
    assert_eq!(*curious.seen.lock().unwrap(), [1, 2]);
}
