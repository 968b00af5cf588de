//! What a scan gives back.

use core::fmt;
use zeroize::Zeroizing;

/// A QR code that was found and read.
#[derive(Debug)]
pub struct FoundCode {
    /// What it says.
    pub text: CodeText,
    /// Where it is: the corners of its top-left, top-right, bottom-right and bottom-left modules' outer edges, as
    /// the code itself is turned (a mirrored code runs the other way round).
    pub corners: [Point; 4],
}

/// A place in a picture, in pixels from the top-left corner. A corner can lie a little outside the picture.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Point {
    /// To the right.
    pub x: f32,
    /// Downwards.
    pub y: f32,
}

impl Point {
    pub(super) fn distance(self, other: Self) -> f32 {
        (self.x - other.x).hypot(self.y - other.y)
    }

    pub(super) fn scaled(self, scale: f32) -> Self {
        Self { x: self.x * scale, y: self.y * scale }
    }
}

/// The text of a code. Enrollment codes carry seeds, so it is kept as a secret: not cloned, not shown, wiped on
/// drop.
pub struct CodeText(Zeroizing<String>);

impl CodeText {
    pub(super) fn new(text: String) -> Self {
        Self(Zeroizing::new(text))
    }

    /// The text. Each use says why it needs it.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for CodeText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CodeText(redacted)")
    }
}
