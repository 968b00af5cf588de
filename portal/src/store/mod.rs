//! Everything the portal keeps, and all of its SQL, in one text for SQLite and PostgreSQL.
//!
//! | file | tables |
//! | --- | --- |
//! | `database` | connections, changes (a transaction and whom it wakes), migrations, the lock of a SQLite file |
//! | `row` | reading columns as what they mean |
//!
//! The other files hold one group of tables each. Functions take a connection, so that their caller decides what is one
//! change; what must happen once is one conditional statement whose count of rows is looked at.

pub mod administrators;
pub mod applications;
pub mod attempts;
pub mod audit;
pub mod authenticators;
pub mod code_attempts;
pub mod codes;
mod database;
pub mod failures;
pub mod keys;
pub mod mails;
pub mod phones;
pub mod rates;
mod row;
pub mod sessions;
pub mod sweep;
pub mod users;

pub use database::{Change, Connection, Database, OpenError};
