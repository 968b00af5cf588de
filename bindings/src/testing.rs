//! What tests of a shell need and no release has: a suite for its device keys, a clock that a test
//! sets, and a defect on purpose.

pub mod clock;
pub mod conformance;
pub mod defect;
