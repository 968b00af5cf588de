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
                        console.print(&on_one_line(&text))?;
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

/// The text without what would break the line or steer the terminal: that is written as its escape. With `--json`
/// the text itself is printed.
fn on_one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            // Line and paragraph separators, and what changes the direction of the text (UAX #9).
            '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => line.extend(character.escape_unicode()),
            character if character.is_control() => line.extend(character.escape_default()),
            character => line.push(character),
        }
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_stays_on_its_line_and_steers_no_terminal() {
        let hostile = "one\ntwo\r\t\u{1b}]0;title\u{7}\u{9b}2J\u{202e}\u{2028}\u{2069}end";
        let line = on_one_line(hostile);
        assert_eq!(line, r"one\ntwo\r\t\u{1b}]0;title\u{7}\u{9b}2J\u{202e}\u{2028}\u{2069}end");
        let harmless = r#"otpauth://totp/Käse 日本:x?secret=A&b=\ "c""#;
        assert_eq!(on_one_line(harmless), harmless);
    }
}
