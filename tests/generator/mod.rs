//! Degraded enrollment codes and frames without any, drawn from seeds: the same seed gives the same pixels.
//!
//! `codes` writes the texts and draws the modules, `degrade` does to them what cameras, screens and light do,
//! `empty` draws what a camera sees on the way to a code, `canvas` is the picture they draw on.

mod canvas;
mod codes;
mod degrade;
mod empty;
mod random;

pub use canvas::Canvas;
pub use codes::{Code, enrollment_text};
pub use degrade::{KINDS, Sample, clean, sample};
pub use empty::{EMPTY_KINDS, empty_frame};
pub use random::Random;

/// Width of every generated frame, in pixels.
pub const WIDTH: usize = 1280;

/// Height of every generated frame, in pixels.
pub const HEIGHT: usize = 720;
