//! Issuer and account names as they may be stored and shown.
//!
//! A name comes from whoever made the QR code. Before it is kept it loses everything that could deceive or break a
//! screen: control characters and terminal escapes, characters that reorder text or cannot be seen, line breaks,
//! towers of accents, and excess length.

use core::fmt;
use core::iter::Peekable;
use core::str::Chars;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use unicode_security::{MixedScript, RestrictionLevel, RestrictionLevelDetection};

/// A cleaned name: one line of visible text in Unicode normal form C, without white space around it, at most
/// [`LONGEST`](Self::LONGEST) characters. May be empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Label(String);

impl Label {
    /// The longest label in characters.
    pub const LONGEST: usize = 256;

    /// Cleans any text. A clean one stays as it is.
    pub fn clean(text: &str) -> Self {
        Self(clean_line(text, Self::LONGEST))
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether one of its words mixes scripts, as forged names do (Latin with Cyrillic, say). What is usual stays
    /// unmarked: words of different languages side by side, Latin with Chinese, Japanese or Korean.
    pub fn mixes_scripts(&self) -> bool {
        mixes_scripts(&self.0)
    }
}

/// Any text as one line that may be shown, as a [`Label`] is cleaned, of at most `longest` characters.
pub(crate) fn clean_line(text: &str, longest: usize) -> String {
    // Composed after the invisible is gone, because that may bring a letter and its accent together.
    let composed = visible(text).take(LONGEST_READ).nfc();
    let mut marks = 0;
    let calm = composed.filter(|character| {
        marks = if is_combining_mark(*character) { marks + 1 } else { 0 };
        marks <= MARKS_LIMIT
    });
    let mut line: String = calm.take(longest).collect();
    line.truncate(line.trim_end().len());
    line
}

impl fmt::Display for Label {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Whether a word of `text` mixes scripts: neither a single script (UTS 39 §5.1) nor "highly restrictive" (§5.2).
pub(crate) fn mixes_scripts(text: &str) -> bool {
    let is_separator = |c: char| !c.is_alphanumeric() && !is_combining_mark(c);
    text.split(is_separator).any(|word| {
        !word.is_single_script() && !word.check_restriction_level(RestrictionLevel::HighlyRestrictive)
    })
}

/// Visible characters of a text that are looked at; what comes after them is far beyond any name.
const LONGEST_READ: usize = 16 * 1024;
/// Accents in a row on one letter; more are no writing system but an attack on the lines above and below.
const MARKS_LIMIT: usize = 4;

/// What of `text` can be seen: without escapes and invisible characters, each run of white space as one space, none in
/// front.
fn visible(text: &str) -> impl Iterator<Item = char> + '_ {
    let mut characters = text.chars().peekable();
    let mut after_space = true;
    core::iter::from_fn(move || {
        loop {
            let character = match characters.next()? {
                ESCAPE => {
                    skip_escape(&mut characters);
                    continue;
                }
                white if white.is_whitespace() => ' ',
                hidden if hidden.is_control() || is_invisible(hidden) => continue,
                shown => shown,
            };
            if character == ' ' && after_space {
                continue;
            }
            after_space = character == ' ';
            return Some(character);
        }
    })
}

const ESCAPE: char = '\u{1B}';

/// Skips the rest of a terminal's escape sequence (ECMA-48 §5.4): `ESC [` up to its final character, or a command
/// string such as `ESC ]` up to the bell or `ESC \`. Without an end, only the escape character is taken as one.
fn skip_escape(characters: &mut Peekable<Chars<'_>>) {
    let mut ahead = characters.clone();
    let ended = match ahead.next() {
        Some('[') => ahead.find(|c| !matches!(c, ' '..='?')).is_some_and(|c| matches!(c, '@'..='~')),
        Some(']' | 'P' | 'X' | '^' | '_') => ahead
            .find(|c| matches!(*c, '\u{7}' | ESCAPE))
            .is_some_and(|end| end == '\u{7}' || ahead.next() == Some('\\')),
        _ => false,
    };
    if ended {
        *characters = ahead;
    }
}

/// Characters that show nothing or change how others are shown: bidirectional controls, joiners, tags, variation
/// selectors, fillers (Unicode's `Default_Ignorable_Code_Point`), format characters, line and paragraph separators,
/// private use and noncharacters.
const fn is_invisible(character: char) -> bool {
    matches!(character,
        '\u{AD}' | '\u{34F}' | '\u{600}'..='\u{605}' | '\u{61C}' | '\u{6DD}' | '\u{70F}' | '\u{890}'..='\u{891}'
        | '\u{8E2}' | '\u{115F}'..='\u{1160}' | '\u{17B4}'..='\u{17B5}' | '\u{180B}'..='\u{180F}'
        | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{2800}' | '\u{3164}'
        | '\u{E000}'..='\u{F8FF}' | '\u{FDD0}'..='\u{FDEF}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFA0}'
        | '\u{FFF0}'..='\u{FFFB}' | '\u{FFFE}'..='\u{FFFF}' | '\u{110BD}' | '\u{110CD}'
        | '\u{13430}'..='\u{1343F}' | '\u{1BCA0}'..='\u{1BCA3}' | '\u{1D173}'..='\u{1D17A}'
        | '\u{E0000}'..='\u{10FFFF}')
        // Each plane ends in two noncharacters.
        || character as u32 & 0xFFFE == 0xFFFE
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_deceives_is_gone() {
        for (hostile, clean) in [
            ("alice", "alice"),
            ("  alice\r\n\tbob  ", "alice bob"),
            ("\u{1B}[31malice\u{1B}[0m", "alice"),
            ("\u{1B}]52;c;cm0gLXJm\u{7}alice", "alice"),
            ("\u{1B}]0;title\u{1B}\\alice", "alice"),
            ("\u{1B}alice", "alice"),
            ("al\u{202E}ice\u{202C}", "alice"),
            ("al\u{200B}i\u{FEFF}ce\u{E0041}", "alice"),
            ("al\0ice\u{7F}\u{9B}", "alice"),
            ("e\u{200D}\u{301}", "é"),
            ("\u{3164}\u{115F}\u{2800}", ""),
            ("a\u{301}\u{302}\u{303}\u{304}\u{305}\u{306}b", "á\u{302}\u{303}\u{304}\u{305}b"),
            ("Zoë Müller · 株式会社 · Яндекс 🔑", "Zoë Müller · 株式会社 · Яндекс 🔑"),
        ] {
            assert_eq!(Label::clean(hostile).as_str(), clean, "{hostile:?}");
        }
    }

    #[test]
    fn length_is_bounded_in_characters() {
        assert_eq!(Label::clean(&"ä".repeat(5000)).as_str(), "ä".repeat(256));
        assert_eq!(Label::clean(&format!("{} b", "a".repeat(255))).as_str(), "a".repeat(255));
    }

    #[test]
    fn a_word_that_mixes_scripts_is_marked() {
        for forged in ["pаypal", "gооgle.com", "Αpple", "www.аmazon.de", "micrоsоft"] {
            assert!(Label::clean(forged).mixes_scripts(), "{forged}");
        }
        for usual in [
            "paypal",
            "Яндекс Google",
            "日本Bank 東京",
            "네이버Naver",
            "Müller",
            "カタカナ漢字ひらがな",
            "①🔑 x²",
        ] {
            assert!(!Label::clean(usual).mixes_scripts(), "{usual}");
        }
    }
}
