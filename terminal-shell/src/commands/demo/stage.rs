//! What the demo plays on: a portal of its own with one user, and a phone with an empty vault.

use crate::arguments::DeviceKey;
use crate::place::{Opened, Place};
use crate::problem::Problem;
use countersign::authenticator::LICENSE_VERSION;
use countersign::crypto::{SecretBytes, random_secret};
use countersign::http::DevelopmentHttp;
use countersign_portal::domain::{AccountName, Language as PortalLanguage};
use countersign_portal::service::users::{self, NewUser};
use countersign_portal::{Config, Portal, Running};
use data_encoding::BASE32_NOPAD;
use std::path::{Path, PathBuf};

/// The user of the guide that the demo follows.
pub(super) const USER: &str = "cxxxxx.xx";
/// Where the portal's mails to the user go: into a folder.
pub(super) const ADDRESS: &str = "cxxxxx.xx@example.org";
/// The passphrase protects nothing but the demo's own accounts.
const PASSPHRASE: &[u8] = b"a demo passphrase";
/// How long a login request is open, in seconds: as short as the portal allows, because one is to expire.
const REQUEST_SECONDS: u64 = 30;

/// The portal, and what there is to know for a browser.
pub(super) struct Stage {
    pub(super) portal: Running,
    /// `http://127.0.0.1:PORT`.
    pub(super) address: String,
    pub(super) initial_password: String,
    pub(super) mails: PathBuf,
}

impl Stage {
    /// Starts a portal in `folder`, with a fresh database and one user. `hurried` requests do not stay open for long.
    pub(super) async fn set(folder: &Path, place: &Place, hurried: bool) -> Result<Self, Problem> {
        let failed = |error: &dyn std::fmt::Display| Problem::Demo(error.to_string());
        let mut config = Config::development(folder.join("portal"));
        if hurried {
            config.policy.request_seconds = REQUEST_SECONDS;
        }
        std::fs::create_dir_all(folder.join("portal"))?;
        let portal = Portal::start(config).await.map_err(|error| failed(&error))?;
        let random = random_secret::<8>(place.random()).map_err(|error| failed(&error))?;
        // Exposed: a throw-away password, shown on purpose.
        let initial_password = BASE32_NOPAD.encode(random.expose()).to_lowercase();
        let user = NewUser {
            name: AccountName::parse(USER).map_err(|error| failed(&error))?,
            email: None,
            language: PortalLanguage::English,
            administrator: false,
        };
        users::add(portal.portal(), user, &initial_password).await.map_err(|error| failed(&error))?;
        let address = format!("http://{}", portal.address());
        Ok(Self { portal, address, initial_password, mails: folder.join("portal").join("mail") })
    }
}

/// The passphrase of the demo's phone.
pub(super) fn passphrase() -> SecretBytes {
    SecretBytes::from(PASSPHRASE)
}

/// A place for the phone's vault in `folder`, that may talk to the demo's portal.
pub(super) fn phone(folder: &Path) -> Result<Place, Problem> {
    Place::at(folder.join("phone"), DevelopmentHttp::Loopback).go_online()
}

/// The first launch: license, PIN, the PIN again, notifications.
pub(super) fn first_launch(place: &Place) -> Result<Opened, Problem> {
    place.open()?.core.accept_license(LICENSE_VERSION)?;
    let opened = place.decide(DeviceKey::File)?;
    opened.core.choose_pin(passphrase())?;
    opened.core.confirm_pin(passphrase())?;
    opened.core.choose_notifications(true)?;
    Ok(opened)
}
