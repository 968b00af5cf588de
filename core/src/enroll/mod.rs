//! enroll.
