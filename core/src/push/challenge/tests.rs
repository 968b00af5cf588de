//! The typestate.
