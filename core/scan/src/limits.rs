//! What a scan may cost, whatever the picture is.

use core::time::Duration;

/// Largest picture file: 8 MB.
pub const MAXIMUM_PICTURE_BYTES: usize = 8_000_000;

/// Largest width and height of a picture or frame, in pixels.
pub const MAXIMUM_SIDE: u16 = 4096;

/// What the PNG or JPEG decoder may allocate: 64 MiB.
pub const MAXIMUM_DECODER_MEMORY: u64 = 64 << 20;

/// What a whole scan allocates at most: 160 MiB. Not asked of an allocator: the sizes of all buffers follow from
/// [`MAXIMUM_SIDE`], and a test measures the sum.
pub const MAXIMUM_SCAN_MEMORY: u64 = 160 << 20;

/// How long a scan may take. Looked at between steps; no single step takes long.
pub const TIME_BUDGET: Duration = Duration::from_secs(2);

/// How long the scan has taken by now, from a moment just before it: by a clock that nobody can set, and longer than any
/// [`TIME_BUDGET`] where the clock cannot tell.
pub type Elapsed<'a> = &'a dyn Fn() -> Duration;

/// The time a scan has.
pub(super) struct Deadline<'a>(pub(super) Elapsed<'a>);

impl Deadline<'_> {
    pub(super) fn passed(&self) -> bool {
        (self.0)() >= TIME_BUDGET
    }
}
