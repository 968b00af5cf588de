//! The PIN: typed at the terminal without echo, or the first line of a file descriptor. Never an argument, never an
//! environment variable: both can be read by other processes of the user.

use crate::problem::PinProblem;
use countersign::crypto::SecretBytes;
use std::io::{self, Read};

/// Longer lines are no PIN.
const LONGEST_LINE: usize = 1024;

/// Asks at the terminal.
pub(crate) fn ask(prompt: &str) -> Result<SecretBytes, PinProblem> {
    let typed = rpassword::prompt_password(prompt).map_err(|_| PinProblem::NobodyToAsk)?;
    // The buffer itself becomes the secret: no copy stays behind.
    let pin = SecretBytes::new(typed.into_bytes());
    if pin.is_empty() { Err(PinProblem::Empty) } else { Ok(pin) }
}

/// The first line of the file descriptor `number`.
#[cfg(unix)]
pub(crate) fn from_descriptor(number: u32) -> Result<SecretBytes, PinProblem> {
    let file =
        std::fs::File::open(format!("/dev/fd/{number}")).map_err(|_| PinProblem::Unreadable(number))?;
    let line = first_line(file).map_err(|_| PinProblem::Unreadable(number))?;
    if line.is_empty() { Err(PinProblem::Empty) } else { Ok(line) }
}

/// The first line of the file descriptor `number`.
#[cfg(not(unix))]
pub(crate) fn from_descriptor(_number: u32) -> Result<SecretBytes, PinProblem> {
    Err(PinProblem::NotSupported)
}

/// Reads up to the first line's end and not one byte further: the rest belongs to somebody else.
fn first_line(mut from: impl Read) -> io::Result<SecretBytes> {
    let mut line = Vec::with_capacity(LONGEST_LINE);
    let mut byte = [0];
    while line.len() < LONGEST_LINE && from.read(&mut byte)? == 1 {
        match byte {
            [b'\n'] => break,
            [other] => line.push(other),
        }
    }
    if line.last() == Some(&b'\r') {
        line.pop();
    }
    Ok(SecretBytes::new(line))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_line_without_its_end() {
        for (text, line) in
            [("1234\nrest", "1234"), ("1234\r\n", "1234"), ("1234", "1234"), ("\n", ""), ("", "")]
        {
            assert_eq!(first_line(text.as_bytes()).unwrap().expose(), line.as_bytes(), "{text:?}");
        }
    }

    #[test]
    fn nothing_after_the_line_is_read() {
        let mut from = "1234\nrest".as_bytes();
        first_line(&mut from).unwrap();
        assert_eq!(from, b"rest");
    }

    #[test]
    fn an_endless_line_ends() {
        assert_eq!(first_line(io::repeat(b'1')).unwrap().len(), LONGEST_LINE);
    }

    #[cfg(unix)]
    #[test]
    fn a_missing_descriptor_is_told() {
        assert_eq!(from_descriptor(987).err(), Some(PinProblem::Unreadable(987)));
    }
}
