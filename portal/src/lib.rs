//! The self-service portal of Countersign, and the reference server of its push protocol.
//!
//! [`Portal::start`] runs one in this process. `portal/README.md` says where everything is; arrows point down:
//! `web`, `push` → `service` → `mail`, `store`, `signing` → `domain`, `events`, `seal`.

mod admin;
mod api;
pub mod commands;
pub mod config;
mod demo;
pub mod domain;
pub mod error;
pub mod events;
mod listening;
pub mod mail;
mod mailbox;
mod passwords;
mod peer;
pub mod policy;
mod portal;
pub mod push;
pub mod push_services;
mod running;
pub mod seal;
mod secret_file;
pub mod service;
pub mod signing;
pub mod store;
pub mod texts;
pub mod token;
pub mod web;

pub use config::{Config, DatabaseLocation, KeySource, MailConfig, PublicUrl};
pub use portal::{Portal, StartError};
pub use running::Running;
