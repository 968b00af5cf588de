//! Pixels → the texts of every QR code in them: the package `countersign-scan`, by the device's clock.
//!
//! Time out is looked at on the boot-time clock, which nobody can set.

use crate::ports::Clock;
use core::time::Duration;

pub use countersign_scan::{
    CodeText, Effort, FoundCode, FrameError, LumaFrame, MAXIMUM_DECODER_MEMORY, MAXIMUM_PICTURE_BYTES,
    MAXIMUM_SCAN_MEMORY, MAXIMUM_SIDE, Point, Rotation, ScanError, TIME_BUDGET,
};

/// All QR codes in a PNG or JPEG file; an empty list where there is none.
///
/// When time runs out, the codes found until then are the answer. Corners are in the stored picture's pixels.
pub fn scan_picture(bytes: &[u8], effort: Effort, clock: &dyn Clock) -> Result<Vec<FoundCode>, ScanError> {
    countersign_scan::scan_picture(bytes, effort, &since_now(clock))
}

/// All QR codes in a camera frame; an empty list where there is none.
///
/// When time runs out, the codes found until then are the answer. Corners are in the upright frame's pixels.
pub fn scan_frame(
    frame: &LumaFrame<'_>,
    effort: Effort,
    clock: &dyn Clock,
) -> Result<Vec<FoundCode>, ScanError> {
    countersign_scan::scan_frame(frame, effort, &since_now(clock))
}

/// The time from now on. A device that was restarted in between has none left.
fn since_now(clock: &dyn Clock) -> impl Fn() -> Duration + '_ {
    let start = clock.boot();
    move || clock.boot().since(start).unwrap_or(Duration::MAX)
}
