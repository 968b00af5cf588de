//! Picture files in, QR codes out.

use crate::problem::Problem;
use countersign::ports::Clock;
use countersign::scan::{Effort, FoundCode, MAXIMUM_PICTURE_BYTES, scan_picture};
use directories::BaseDirs;
use qrcode::QrCode;
use qrcode::render::unicode::Dense1x2;
use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};

/// All QR codes in the picture at `path`; at least one, or a problem.
pub(crate) fn scan(path: &Path, clock: &dyn Clock) -> Result<Vec<FoundCode>, Problem> {
    let unreadable = |error: std::io::Error| Problem::PictureUnreadable(path.to_owned(), error.kind());
    let mut bytes = Vec::new();
    // One byte more than is allowed: the scan says that it is too much.
    let limit = MAXIMUM_PICTURE_BYTES as u64 + 1;
    File::open(path).map_err(unreadable)?.take(limit).read_to_end(&mut bytes).map_err(unreadable)?;
    let codes = scan_picture(&bytes, Effort::Still, clock)
        .map_err(|error| Problem::Picture(path.to_owned(), error))?;
    if codes.is_empty() { Err(Problem::NoCode(path.to_owned())) } else { Ok(codes) }
}

/// What the user gave to add from.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Input {
    Picture(PathBuf),
    Text(String),
}

/// Tells a picture's path from a text: what exists as a file is a picture, else what has a scheme is a text. Quotes,
/// `~` and escaped spaces are understood, because terminals put them around a file that is dropped on them.
pub(crate) fn input(given: &str) -> Input {
    let given = given.trim();
    let quoted = |quote| given.strip_prefix(quote).and_then(|rest: &str| rest.strip_suffix(quote));
    let bare = quoted('\'').or_else(|| quoted('"')).unwrap_or(given);
    let bare = bare.strip_prefix("file://").unwrap_or(bare);
    let home = bare.strip_prefix("~/").and_then(|rest| Some(BaseDirs::new()?.home_dir().join(rest)));
    let candidates = [home, Some(PathBuf::from(bare)), Some(PathBuf::from(bare.replace("\\ ", " ")))];
    let found = candidates.into_iter().flatten().find(|path| path.is_file());
    match found {
        Some(path) => Input::Picture(path),
        None if given.contains(':') => Input::Text(given.to_owned()),
        None => Input::Picture(PathBuf::from(bare)),
    }
}

/// A QR code with `text` in half blocks. With `colour` it is black on white whatever the terminal's colours are;
/// without, light modules are drawn, as fits a dark terminal.
pub(crate) fn draw_in_terminal(text: &str, colour: bool) -> Option<String> {
    let code = QrCode::new(text).ok()?;
    let mut renderer = code.render::<Dense1x2>();
    if !colour {
        return Some(renderer.dark_color(Dense1x2::Light).light_color(Dense1x2::Dark).build());
    }
    let lines = renderer.build();
    Some(lines.lines().map(|line| format!("\u{1b}[30;107m{line}\u{1b}[0m")).collect::<Vec<_>>().join("\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_and_texts_are_told_apart() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("two words.png");
        File::create(&path).unwrap();
        let name = path.display().to_string();
        let escaped = name.replace(' ', "\\ ");
        for given in
            [name.clone(), format!("'{name}'"), format!(" \"{name}\"\n"), format!("file://{name}"), escaped]
        {
            assert_eq!(input(&given), Input::Picture(path.clone()), "{given}");
        }
        let uri = "otpauth://totp/a?secret=JBSWY3DPEHPK3PXP";
        assert_eq!(input(uri), Input::Text(uri.to_owned()));
        assert_eq!(input("missing.png"), Input::Picture("missing.png".into()));
    }
}
