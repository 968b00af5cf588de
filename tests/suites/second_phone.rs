//! The phone in Python, which knows the push protocol from its text alone, against the portal.
//!
//! The tests are pytest's, in `tests/phones/portal`; they start `driven_portal` and talk to it over HTTP.

use countersign_tests::{counted, repository};
use std::process::Command;

#[test]
fn the_second_phone_and_the_portal_understand_each_other() {
    let python = std::env::var("COUNTERSIGN_PYTHON").unwrap_or_else(|_| "python3".into());
    let mut pytest = Command::new(python);
    pytest
        .args(["-m", "pytest", "-q", "-p", "no:cacheprovider"])
        .arg(repository().join("tests/phones/portal"));
    pytest.env("COUNTERSIGN_PORTAL", env!("CARGO_BIN_EXE_driven_portal"));
    let output = pytest.output().expect("python runs pytest");
    let said = String::from_utf8_lossy(&output.stdout);
    print!("{said}{}", String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "the tests of the second phone against the portal");
    let closing = said.lines().last().unwrap_or_default();
    counted(&format!("second phone against the portal: {closing}"));
    assert!(closing.contains(" passed") && !closing.contains("skipped"), "every test ran: {closing}");
}
