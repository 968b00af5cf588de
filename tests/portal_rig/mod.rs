//! Portals, phones and a PostgreSQL cluster for acceptance suites.
//!
//! Everything is on loopback or a Unix socket in a folder of its own, and ends with what holds it.

mod phone;
mod portals;
mod postgres;

pub use phone::{Call, Phone, Received};
pub use portals::{Place, Portals, User, visitor};
pub use postgres::Postgres;
