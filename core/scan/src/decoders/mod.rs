//! The foreign decoders, each behind one file that speaks our types.

pub(super) mod rqrr;
pub(super) mod rxing;
