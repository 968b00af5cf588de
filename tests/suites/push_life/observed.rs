//! A shell is told of requests as they come and go, also while the phone is locked.

use crate::phone::{PIN, Phone, approve, deny};
use countersign::authenticator::{Change, Compared, DenyReason, Observer};
use countersign::ports::AssuranceClass;
use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};

/// What was told since the last look, each once.
#[derive(Default)]
struct Notebook(Mutex<BTreeSet<Change>>);

impl Notebook {
    fn read(&self) -> Vec<Change> {
        std::mem::take(&mut *self.0.lock().unwrap()).into_iter().collect()
    }
}

impl Observer for Notebook {
    fn changed(&self, change: Change) {
        self.0.lock().unwrap().insert(change);
    }
}

#[test]
fn requests_are_told_as_they_come_and_go() {
    let phone = Phone::of_class(AssuranceClass::Hardware, None);
    let (app, id) = phone.enrolled();
    let notebook = Arc::new(Notebook::default());
    app.observe(Arc::clone(&notebook) as Arc<dyn Observer>);

    phone.asked("none");
    let request = phone.prompted(&app, id).id;
    assert_eq!(notebook.read(), [Change::Requests]);
    approve(&app, request, Compared::Nothing, PIN).unwrap();
    assert_eq!(notebook.read(), [Change::Requests, Change::History]);

    app.lock();
    assert!(notebook.read().contains(&Change::Stage));
    phone.asked("none");
    let request = phone.prompted(&app, id).id;
    assert_eq!(notebook.read(), [Change::Requests]);
    deny(&app, request, DenyReason::NotMe).unwrap();
    assert_eq!(notebook.read(), [Change::Requests], "the history is not open");
}
