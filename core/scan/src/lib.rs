//! Pixels → the texts of every QR code in them, bounded in time and memory.
//!
//! Give it a PNG or JPEG file ([`scan_picture`]) or a camera frame ([`scan_frame`]). What a text means is not its
//! business. Pictures come from strangers: every limit holds before anything is allocated, and a decoder that
//! panics is contained.
//!
//! A package of its own, because it is optimised for speed where the rest of a phone's library is kept small; it serves
//! without the rest of Countersign too:
//!
//! ```
//! use countersign_scan::{Effort, ScanError, scan_picture};
//! use std::time::Instant;
//!
//! let start = Instant::now();
//! let found = scan_picture(b"no picture", Effort::Still, &|| start.elapsed());
//! assert_eq!(found.err(), Some(ScanError::UnsupportedFormat));
//! ```
//!
//! `picture` decodes files, `luma` is the grey picture everything works on, `cascade` is the order of the steps,
//! `decoding` gets from a code's modules to its text.

mod binarise;
mod bits;
mod cascade;
mod characters;
mod code;
mod collect;
mod containment;
mod decoders;
mod decoding;
mod finders;
mod frame;
mod geometry;
mod grid;
mod grouping;
mod jpeg;
mod layout;
mod limits;
mod luma;
mod picture;
mod reader;
mod reed_solomon;
mod repair;
mod segments;
mod shift_jis;
mod symbol;

pub use code::{CodeText, FoundCode, Point};
pub use frame::{FrameError, LumaFrame, Rotation};
pub use limits::{
    Elapsed, MAXIMUM_DECODER_MEMORY, MAXIMUM_PICTURE_BYTES, MAXIMUM_SCAN_MEMORY, MAXIMUM_SIDE, TIME_BUDGET,
};

use limits::Deadline;

/// How hard to look.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Effort {
    /// One of many camera frames: a frame without a code costs next to nothing, a difficult code may need the next one.
    Live,
    /// A picture that will not come again: every step that can help is taken.
    Still,
}

/// Why a picture was not scanned to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ScanError {
    /// The file is larger than [`MAXIMUM_PICTURE_BYTES`].
    #[error("the picture file is too large")]
    TooManyBytes,
    /// The picture is wider or higher than [`MAXIMUM_SIDE`], or has no pixels.
    #[error("the picture's width or height is out of range")]
    TooManyPixels,
    /// Decoding the picture would take more than [`MAXIMUM_DECODER_MEMORY`].
    #[error("the picture needs too much memory")]
    TooMuchMemory,
    /// The bytes are neither PNG nor JPEG, or use a part of these formats that is not supported.
    #[error("not a PNG or JPEG picture")]
    UnsupportedFormat,
    /// The file says it is PNG or JPEG and is damaged.
    #[error("the picture is damaged")]
    Damaged,
    /// [`TIME_BUDGET`] ran out before any code was found.
    #[error("scanning took too long")]
    TimedOut,
}

/// All QR codes in a PNG or JPEG file; an empty list where there is none.
///
/// When time runs out, the codes found until then are the answer. Corners are in the stored picture's pixels.
pub fn scan_picture(bytes: &[u8], effort: Effort, elapsed: Elapsed<'_>) -> Result<Vec<FoundCode>, ScanError> {
    cascade::scan(&picture::decode(bytes)?, effort, &Deadline(elapsed))
}

/// All QR codes in a camera frame; an empty list where there is none.
///
/// When time runs out, the codes found until then are the answer. Corners are in the upright frame's pixels.
pub fn scan_frame(
    frame: &LumaFrame<'_>,
    effort: Effort,
    elapsed: Elapsed<'_>,
) -> Result<Vec<FoundCode>, ScanError> {
    let mut codes = cascade::scan(&luma::Luma::of_frame(frame), effort, &Deadline(elapsed))?;
    for code in &mut codes {
        code.corners = code.corners.map(|corner| luma::upright(frame, corner));
    }
    Ok(codes)
}

#[cfg(test)]
mod tests {
    /// `tests/vectors/scan/version-9-m.txt`: a code of version 9-M as rows of 0 and 1, its text in the first line.
    pub(super) fn version_9() -> (String, usize, Vec<bool>) {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/vectors/scan/version-9-m.txt");
        let file = std::fs::read_to_string(path).unwrap();
        let (text, rows) = file.split_once('\n').unwrap();
        let modules: Vec<bool> = rows.chars().filter(|c| !c.is_whitespace()).map(|c| c == '1').collect();
        (text.to_owned(), rows.lines().count(), modules)
    }
}
