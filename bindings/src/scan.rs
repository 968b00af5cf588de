//! Pictures and camera frames become scanned codes. What a code says stays on this side: an enrollment code carries a
//! seed.

use crate::containment::{contained, silence_panics};
use crate::runtime::{outcome, runtime};
use countersign::authenticator::StorageError;
use countersign::platform::SystemClock;
use countersign::scan::{
    self, CodeText, Effort, FoundCode, FrameError, LumaFrame, Point, Rotation, ScanError,
};
use std::sync::Arc;

/// A QR code that was found. It holds what it says and shows it to nobody: hand it to `read_code` or to `approve`.
#[derive(uniffi::Object)]
pub struct ScannedCode(FoundCode);

impl ScannedCode {
    pub(crate) const fn text(&self) -> &CodeText {
        &self.0.text
    }
}

#[uniffi::export]
impl ScannedCode {
    /// Where it is, in pixels of the upright picture: the corners of its top-left, top-right, bottom-right and bottom-left
    /// modules' outer edges, as the code itself is turned.
    pub fn corners(&self) -> Vec<Point> {
        self.0.corners.to_vec()
    }
}

/// A place in a picture, in pixels from the top-left corner. A corner can lie a little outside the picture.
#[uniffi::remote(Record)]
pub struct Point {
    /// To the right.
    pub x: f32,
    /// Downwards.
    pub y: f32,
}

/// How hard to look.
#[uniffi::remote(Enum)]
pub enum Effort {
    /// One of many camera frames: a frame without a code costs next to nothing, a difficult code may need the next one.
    Live,
    /// A picture that will not come again: every step that can help is taken.
    Still,
}

/// By how much a frame must be turned clockwise to stand upright (Android's `rotationDegrees`).
#[uniffi::remote(Enum)]
pub enum Rotation {
    /// It stands upright.
    #[uniffi(name = "Upright")]
    None,
    /// A quarter turn clockwise.
    Clockwise90,
    /// Half a turn.
    Half,
    /// A quarter turn counter-clockwise.
    Clockwise270,
}

/// Why a picture or a frame was not scanned to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error, uniffi::Error)]
pub enum ScanFailure {
    /// The picture cannot be scanned.
    #[error(transparent)]
    Picture(ScanError),
    /// The bytes are no such frame.
    #[error(transparent)]
    Frame(FrameError),
    /// A defect of this library, or the device refused a thread. Scan another picture.
    #[error("scanning failed")]
    Failed,
}

/// Why a picture was not scanned to its end.
#[uniffi::remote(Enum)]
pub enum ScanError {
    /// The file is larger than `MAXIMUM_PICTURE_BYTES`.
    TooManyBytes,
    /// The picture is wider or higher than `MAXIMUM_SIDE`, or has no pixels.
    TooManyPixels,
    /// Decoding the picture would take more than `MAXIMUM_DECODER_MEMORY`.
    TooMuchMemory,
    /// The bytes are neither PNG nor JPEG, or use a part of these formats that is not supported.
    UnsupportedFormat,
    /// The file says it is PNG or JPEG and is damaged.
    Damaged,
    /// `TIME_BUDGET` ran out before any code was found.
    TimedOut,
}

/// Why some bytes are no frame.
#[uniffi::remote(Enum)]
pub enum FrameError {
    /// Width or height is zero or over `MAXIMUM_SIDE`.
    SizeOutOfRange,
    /// The stride is smaller than the width.
    StrideTooSmall,
    /// There are fewer bytes than width, height and stride ask for.
    TooShort,
}

impl From<ScanError> for ScanFailure {
    fn from(problem: ScanError) -> Self {
        Self::Picture(problem)
    }
}

impl From<FrameError> for ScanFailure {
    fn from(problem: FrameError) -> Self {
        Self::Frame(problem)
    }
}

impl From<StorageError> for ScanFailure {
    fn from(_: StorageError) -> Self {
        Self::Failed
    }
}

/// All QR codes in a PNG or JPEG file of at most 8 MB; an empty list where there is none. Takes up to 2 s, on a thread of
/// this library.
///
/// # Errors
/// `Picture` says what is wrong with it.
#[uniffi::export]
pub async fn scan_picture(bytes: Vec<u8>, effort: Effort) -> Result<Vec<Arc<ScannedCode>>, ScanFailure> {
    silence_panics();
    let scan = move || Ok(handles(scan::scan_picture(&bytes, effort, &SystemClock::new())?));
    outcome(runtime()?.spawn_blocking(scan)).await
}

/// All QR codes in a camera frame: its brightness plane, one byte per pixel, whose rows begin `stride` bytes apart. The
/// bytes are borrowed for this call and copied once, into the upright picture. Call it on the camera's thread.
///
/// # Errors
/// `Frame` where the bytes are no such frame; `Picture` where time ran out.
#[uniffi::export]
pub fn scan_frame(
    pixels: &[u8],
    width: u32,
    height: u32,
    stride: u32,
    rotation: Rotation,
    effort: Effort,
) -> Result<Vec<Arc<ScannedCode>>, ScanFailure> {
    silence_panics();
    contained(|| {
        let frame = LumaFrame::new(width, height, stride as usize, rotation, pixels)?;
        Ok(handles(scan::scan_frame(&frame, effort, &SystemClock::new())?))
    })
}

fn handles(codes: Vec<FoundCode>) -> Vec<Arc<ScannedCode>> {
    codes.into_iter().map(|code| Arc::new(ScannedCode(code))).collect()
}
