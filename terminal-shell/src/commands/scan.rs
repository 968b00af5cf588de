//! `scan`: the texts of all QR codes in pictures. Needs no vault.

use crate::arguments::Scan;
use crate::console::Console;
use crate::problem::Problem;
use crate::{messages, pictures};
use countersign::platform::SystemClock;
use serde::Serialize;

#[derive(Serialize)]
struct FoundJson {
    picture: String,
    text: String,
    corners: [CornerJson; 4],
}

#[derive(Serialize)]
struct CornerJson {
    x: f32,
    y: f32,
}

pub(super) fn run(scan: &Scan, console: &Console) -> Result<(), Problem> {
    let clock = SystemClock::new();
    let (mut found, mut problems) = (Vec::new(), Vec::new());
    for path in &scan.pictures {
        match pictures::scan(path, &clock) {
            Ok(codes) => {
                for code in codes {
                    // Exposed: this command's whole purpose is to print it.
                    let text = code.text.expose().to_owned();
                    if !scan.json {
                        console.print(&text)?;
                    }
                    let corners = code.corners.map(|corner| CornerJson { x: corner.x, y: corner.y });
                    found.push(FoundJson { picture: path.display().to_string(), text, corners });
                }
            }
            Err(problem) => problems.push(problem),
        }
    }
    if scan.json {
        console.print_json(&found)?;
    }
    match (problems.pop(), problems.is_empty()) {
        (None, _) => Ok(()),
        (Some(only), true) => Err(only),
        (Some(last), false) => {
            problems
                .iter()
                .chain([&last])
                .for_each(|problem| console.tell(&messages::problem(&console.texts, problem)));
            Err(Problem::SomePictures)
        }
    }
}
