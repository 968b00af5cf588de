//! What tests of a shell need and no release has: a suite for its device keys, and a clock that a test sets.

pub mod clock;
pub mod conformance;
