//! The admin area.

use crate::web::frame::Frame;
use askama::Template;

/// One row of a list.
pub(crate) struct AdminRow {
    pub name: String,
    pub detail: String,
    /// The path of its page.
    pub link: Option<String>,
}

/// Users, and how to add some.
#[derive(Template)]
#[template(path = "admin/users.html")]
pub(crate) struct AdminUsers {
    pub p: Frame,
    pub rows: Vec<AdminRow>,
    /// The path of the next page.
    pub next: Option<String>,
}

/// Something that can be done to a user.
pub(crate) struct Order {
    /// Where the form goes.
    pub action: String,
    pub label: String,
    pub dangerous: bool,
}

/// One user.
#[derive(Template)]
#[template(path = "admin/user.html")]
pub(crate) struct AdminUser {
    pub p: Frame,
    pub title: String,
    pub lead: String,
    pub rows: Vec<AdminRow>,
    pub orders: Vec<Order>,
}

/// Nothing but rows.
#[derive(Template)]
#[template(path = "admin/rows.html")]
pub(crate) struct AdminRows {
    pub p: Frame,
    pub title: String,
    pub lead: String,
    pub rows: Vec<AdminRow>,
    pub next: Option<String>,
}

/// The audit log.
#[derive(Template)]
#[template(path = "admin/audit.html")]
pub(crate) struct AdminAudit {
    pub p: Frame,
    /// Of which user; empty for all.
    pub user: String,
    pub rows: Vec<AdminRow>,
    pub next: Option<String>,
}

/// An application that has a key.
pub(crate) struct AdminKey {
    pub name: String,
    pub detail: String,
}

/// API keys.
#[derive(Template)]
#[template(path = "admin/keys.html")]
pub(crate) struct AdminKeys {
    pub p: Frame,
    pub keys: Vec<AdminKey>,
}

/// Secrets that are shown once.
#[derive(Template)]
#[template(path = "admin/once.html")]
pub(crate) struct ShownOnce {
    pub p: Frame,
    pub title: String,
    pub lead: String,
    pub lines: Vec<String>,
    pub back: &'static str,
}
