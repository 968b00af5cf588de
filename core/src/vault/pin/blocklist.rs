//! The PINs that are tried first: by rule, about a tenth of all there are of a length.
//!
//! People choose sequences, repeats, dates and patterns on the keypad; blocking about 10 % of the space is what
//! helps against guessing without driving people to the next obvious choice (Markert et al., "This PIN Can Be Easily
//! Guessed", 2020).

/// Words that stand for a password wherever one is asked for.
const WORDS: [&str; 10] = [
    "password",
    "passwort",
    "passw0rd",
    "geheim",
    "secret",
    "letmein",
    "iloveyou",
    "welcome",
    "countersign",
    "admin",
];

/// Rows of the common keyboards.
const ROWS: [&str; 6] = ["qwertyuiop", "qwertzuiop", "azertyuiop", "asdfghjkl", "zxcvbnm", "yxcvbnm"];

/// Straight lines of three keys on a phone's keypad; each also backwards.
const LINES: [&[u8; 3]; 8] = [b"123", b"456", b"789", b"147", b"258", b"369", b"159", b"357"];

/// Whether a PIN is among those that are tried first.
pub(super) fn is_common(pin: &str) -> bool {
    let characters: Vec<u32> = pin.chars().map(u32::from).collect();
    let regular = is_sequence(&characters) || is_repeated(&characters) || is_mostly_one(&characters);
    if pin.bytes().all(|byte| byte.is_ascii_digit()) {
        regular || is_date(pin.as_bytes()) || is_on_the_keypad(pin.as_bytes())
    } else {
        regular || is_word(&pin.to_lowercase())
    }
}

/// Each character the same distance from the one before: `1234`, `8642`, `aaaa`, and digits across the end: `7890`.
fn is_sequence(characters: &[u32]) -> bool {
    let digits = characters.iter().all(|character| (48..58).contains(character));
    let step = |pair: &[u32]| match *pair {
        [from, to] if digits => (to + 10 - from) % 10,
        [from, to] => to.wrapping_sub(from),
        _ => 0,
    };
    let mut steps = characters.windows(2).map(step);
    let first = steps.next();
    steps.all(|step| Some(step) == first) && first.is_some_and(|step| digits || step.wrapping_add(2) <= 4)
}

/// A unit of at most half the length, again and again: `4747`, `123123`, `abcabc`.
fn is_repeated(characters: &[u32]) -> bool {
    let length = characters.len();
    (1..=length / 2).filter(|unit| length.is_multiple_of(*unit)).any(|unit| {
        characters.iter().zip(characters.iter().skip(unit)).all(|(character, again)| character == again)
    })
}

/// All but one the same, or two runs of one character each: `7770`, `1112`, `112222`; and mirrored: `4774`.
fn is_mostly_one(characters: &[u32]) -> bool {
    let changes = characters.windows(2).filter(|pair| matches!(pair, [a, b] if a != b)).count();
    let mirrored = characters.len() == 4 && characters.iter().eq(characters.iter().rev());
    changes <= 1 || mirrored
}

/// `DDMM`, `MMDD`, years; `DDMMYY`, `MMDDYY`, `YYMMDD`; `DDMMYYYY`, `MMDDYYYY`, `YYYYMMDD`.
fn is_date(digits: &[u8]) -> bool {
    let mut pairs = digits
        .chunks_exact(2)
        .map(|pair| pair.iter().fold(0, |sum, digit| sum * 10 + u32::from(digit - b'0')));
    let day_and_month = |one: u32, two: u32| is_day(one, two) || is_day(two, one);
    let century = |pair: u32| matches!(pair, 19 | 20);
    match (digits.len(), pairs.next(), pairs.next(), pairs.next(), pairs.next()) {
        (4, Some(a), Some(b), ..) => day_and_month(a, b) || (a == 19 && b >= 50) || (a == 20 && b < 30),
        (6, Some(a), Some(b), Some(c), _) => day_and_month(a, b) || is_day(c, b),
        (8, Some(a), Some(b), Some(c), Some(d)) => {
            (day_and_month(a, b) && century(c)) || (century(a) && day_and_month(c, d))
        }
        _ => false,
    }
}

/// Whether there is such a day in such a month, in a leap year.
fn is_day(day: u32, month: u32) -> bool {
    let days = match month {
        2 => 29,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    };
    (1..=days).contains(&day)
}

/// Straight lines one after the other (`147258`), a line down to the zero (`2580`), all four corners or edges.
fn is_on_the_keypad(digits: &[u8]) -> bool {
    let is_line =
        |three: &[u8]| LINES.iter().any(|line| three.iter().eq(*line) || three.iter().eq(line.iter().rev()));
    let lines = digits.chunks_exact(3);
    if lines.remainder().is_empty() && lines.clone().all(is_line) {
        return true;
    }
    let mut sorted = digits.to_vec();
    sorted.sort_unstable();
    let to_zero = match digits {
        [line @ .., b'0'] | [b'0', line @ ..] => is_line(line),
        _ => false,
    };
    matches!(sorted.as_slice(), b"1379" | b"2468") || to_zero
}

/// A word from the list with nothing but digits and signs around it, or a stretch of a keyboard's row.
fn is_word(lower: &str) -> bool {
    let letters = lower.trim_matches(|character: char| !character.is_alphabetic());
    let in_a_row = |row: &str| {
        letters.chars().count() >= 4 && (row.contains(letters) || backwards(row).contains(letters))
    };
    WORDS.contains(&letters) || ROWS.iter().any(|row| in_a_row(row))
}

fn backwards(row: &str) -> String {
    row.chars().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn about_a_tenth_of_all_pins_is_blocked() {
        for (length, all) in [(4, 10_000_u32), (6, 1_000_000)] {
            let blocked = (0..all).filter(|number| is_common(&format!("{number:0length$}"))).count();
            let share = blocked as f64 / f64::from(all);
            println!("{length} digits: {blocked} of {all} blocked, {:.1} %", share * 100.0);
            assert!((0.08..=0.13).contains(&share), "{length} digits: {blocked}");
        }
    }

    #[test]
    fn what_people_choose_is_blocked() {
        for pin in [
            "1234",
            "0000",
            "1212",
            "1122",
            "7890",
            "9876",
            "2580",
            "0852",
            "1379",
            "1984",
            "2012",
            "3112",
            "0229",
            "123456",
            "111111",
            "123123",
            "112233",
            "654321",
            "147258",
            "159357",
            "010190",
            "311299",
            "991231",
            "12345678",
            "01011990",
            "19900101",
            "20011990",
            "1234567890",
            "0987654321",
            "aaaaaaaaaa",
            "abcdefghij",
            "Password123",
            "qwertzuiop",
            "asdfghjkl!",
            "geheim2024",
            "abcabcabcabc",
            "zxcvbnm,.-",
        ] {
            assert!(is_common(pin), "{pin}");
        }
    }

    #[test]
    fn what_is_not_obvious_is_not() {
        for pin in
            ["4928", "8301", "493817", "720485", "correct horse battery", "Zitrone-9-Kamel", "49281735"]
        {
            assert!(!is_common(pin), "{pin}");
        }
    }
}
