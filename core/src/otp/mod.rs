//! otp.
