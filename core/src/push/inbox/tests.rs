//! The open requests of an account.
