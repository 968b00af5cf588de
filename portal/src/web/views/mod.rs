//! What each template shows: plain values, filled in by the handlers, without a decision of their own.
//!
//! Every view holds its [`Frame`](super::frame::Frame) as `p`.

mod admin;
mod authenticators;
mod demo;
mod factor;
mod login;
mod mailbox;
mod session;

pub(crate) use admin::{
    AdminAudit, AdminKey, AdminKeys, AdminRow, AdminRows, AdminUser, AdminUsers, Order, ShownOnce,
};
pub(crate) use authenticators::{
    Authenticators, Edit, Kept, NewAuthenticator, NewPhone, RecoveryCodes, Resynchronize, Smartphone,
    TotpCode,
};
pub(crate) use demo::{DemoInside, DemoLogin};
pub(crate) use factor::{ChooseFactor, EnterCode, Outcome, PushRequest, Shown, ShownPicture, Way};
pub(crate) use login::{FirstLogin, Forgotten, LoginName, LoginPassword, NewPassword};
pub(crate) use mailbox::{Mail, Mailbox};
pub(crate) use session::{Device, DeviceGroup, Devices, EnrollHelp, ErrorPage, Message, Question};
