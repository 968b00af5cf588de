//! Copying a code with the terminal's own clipboard escape (OSC 52), and taking it back after a while. It works over
//! SSH too, and in terminals that allow it; there is no answer that would say whether this one does.

use countersign::time::BootTime;
use data_encoding::BASE64;
use std::io::{Write as _, stdout};
use std::time::Duration;

/// What was copied, as far as it has to be remembered: until when it stays.
#[derive(Debug, Default)]
pub(super) struct Clipboard {
    until: Option<BootTime>,
    holds_code: bool,
}

impl Clipboard {
    /// Copies `code`; with a time, it is taken back after that.
    pub(super) fn copy(&mut self, code: &str, now: BootTime, stays: Duration) {
        write(&BASE64.encode(code.as_bytes()));
        self.holds_code = true;
        let until = BootTime { elapsed: now.elapsed.saturating_add(stays), ..now };
        self.until = (!stays.is_zero()).then_some(until);
    }

    /// Empties the clipboard, if it holds what was copied here.
    pub(super) fn clear(&mut self) {
        if core::mem::take(&mut self.holds_code) && self.until.take().is_some() {
            write("");
        }
    }

    /// Empties it once its time is over.
    pub(super) fn clear_when_due(&mut self, now: BootTime) {
        if self.until.is_some_and(|until| until.boot != now.boot || now.elapsed >= until.elapsed) {
            self.clear();
        }
    }
}

fn write(payload: &str) {
    let mut out = stdout().lock();
    let _ = write!(out, "\u{1b}]52;c;{payload}\u{7}");
    let _ = out.flush();
}
