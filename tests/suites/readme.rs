//! Every command that a document tells the reader to type works: the lines of all fenced `sh` blocks.
//!
//! A line is run as it stands, in a shell of its own, from the repository's root and with an empty home for the
//! app. Two kinds of line are not run but checked: `tests/run …`, which is the program running this suite, must
//! name suites that exist; and a line after the comment `# once`, a set-up or a campaign of hours, is only parsed
//! by the shell.

use countersign_tests::{counted, outside_cargo, repository};
use std::process::{Command, Stdio};

const DOCUMENTS: &[&str] = &[
    "README.md",
    "CONTRIBUTING.md",
    "core/README.md",
    "portal/README.md",
    "tests/README.md",
    "tests/benches/README.md",
    "tests/fuzz/README.md",
];

/// A command and whether it is to be run.
#[derive(Debug, PartialEq, Eq)]
struct Line {
    text: String,
    run: bool,
}

/// The commands of a document's `sh` blocks.
fn commands(document: &str) -> Vec<Line> {
    let mut lines = Vec::new();
    let (mut inside, mut once) = (false, false);
    for line in document.lines() {
        match line.trim() {
            "```sh" => (inside, once) = (true, false),
            "```" => inside = false,
            text if !inside || text.is_empty() => {}
            text if text.starts_with('#') => once = text.starts_with("# once"),
            text => lines.push(Line { text: text.to_owned(), run: !once }),
        }
    }
    lines
}

#[test]
fn commands_work() {
    let home = tempfile::tempdir().expect("a folder");
    let suites = suites();
    let (mut run, mut checked) = (0, 0);
    for document in DOCUMENTS {
        let text = std::fs::read_to_string(repository().join(document)).expect(document);
        for line in commands(&text) {
            let command = line.text.split(" #").next().unwrap_or_default().trim();
            if let Some(names) = command.strip_prefix("tests/run") {
                for name in names.split_whitespace().filter(|name| !name.starts_with("--")) {
                    assert!(
                        suites.iter().any(|suite| suite == name),
                        "{document}: tests/run has no suite {name}"
                    );
                }
                checked += 1;
                continue;
            }
            let mut shell = outside_cargo("bash");
            shell.args(if line.run { ["-ec"] } else { ["-nc"] }).arg(command);
            shell.current_dir(repository()).env("COUNTERSIGN_HOME", home.path()).stdin(Stdio::null());
            let output = shell.output().expect("bash");
            assert!(
                output.status.success(),
                "{document}: {command}\n{}{}",
                String::from_utf8_lossy(&output.stdout),
                String::from_utf8_lossy(&output.stderr)
            );
            if line.run { run += 1 } else { checked += 1 }
        }
    }
    counted(&format!("commands in documents: {run} run, {checked} checked"));
    assert!(run > 0 && checked > 0, "the documents have lost their commands");
}

/// What `tests/run --list` says.
fn suites() -> Vec<String> {
    let output =
        Command::new(repository().join("tests/run")).arg("--list").output().expect("tests/run --list");
    assert!(output.status.success());
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    text.lines().filter_map(|line| line.split_whitespace().next()).map(str::to_owned).collect()
}

#[test]
fn blocks_are_read_as_meant() {
    let document = "x\n```sh\na b\n\n# once: hours\nc\n# daily\nd\n```\ny\n```text\nz\n```\n```sh\ne\n```\n";
    let expected: Vec<Line> = [("a b", true), ("c", false), ("d", true), ("e", true)]
        .map(|(text, run)| Line { text: text.to_owned(), run })
        .into();
    assert_eq!(commands(document), expected);
}
