//! What a server is told of this computer, for its list of the user's devices.

/// The longest name that servers take, in bytes.
const LONGEST: usize = 64;

/// The computer's own name.
pub(crate) fn this_computer() -> String {
    let name = gethostname::gethostname().to_string_lossy().into_owned();
    let name = shortened(name.trim());
    if name.is_empty() { std::env::consts::OS.to_owned() } else { name }
}

/// The app and its version.
pub(crate) fn this_app() -> String {
    format!("Countersign {} (terminal)", env!("CARGO_PKG_VERSION"))
}

/// As much of `name` as fits, without control characters.
fn shortened(name: &str) -> String {
    let mut short = String::new();
    for character in name.chars().filter(|character| !character.is_control()) {
        if short.len() + character.len_utf8() > LONGEST {
            break;
        }
        short.push(character);
    }
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_fits_and_is_cut_between_characters() {
        assert_eq!(shortened("laptop\n"), "laptop");
        assert_eq!(shortened(&"ü".repeat(40)), "ü".repeat(32));
        assert!(!this_computer().is_empty() && this_computer().len() <= LONGEST);
        assert!(this_app().len() <= LONGEST);
    }
}
