//! Where everything lives: the data folder, and the core opened on it.
//!
//! The vault's two files and the preferences lie in the data folder itself; the device keys, or the note that the
//! keyring has them, in its folder `device`.

use crate::arguments::{DeviceKey, Global};
use crate::online::Online;
use crate::problem::Problem;
use countersign::authenticator::{Authenticator, Ports};
use countersign::crypto::RingRandom;
use countersign::http::DevelopmentHttp;
use countersign::platform::{DesktopKeys, PreferencesFile, SystemClock, VaultFiles};
use countersign::ports::{Anchor, AssuranceClass, Clock, Random, SlotKeys};
use directories::ProjectDirs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

mod undecided;

use undecided::Undecided;

/// The data folder, and what every opening of it shares.
#[derive(Clone)]
pub(crate) struct Place {
    folder: PathBuf,
    clock: Arc<dyn Clock>,
    random: Arc<dyn Random>,
    development_http: DevelopmentHttp,
    /// The way to servers; `None` for what never goes online.
    online: Option<Arc<Online>>,
}

/// The core, opened.
pub(crate) struct Opened {
    /// Shared with what waits for servers in the background, which lets go of it when the vault is locked.
    pub(crate) core: Arc<Authenticator>,
    /// How well the device keys are kept; `None` while it was not decided where.
    pub(crate) class: Option<AssuranceClass>,
}

impl Place {
    /// The folder that the user named, or the platform's own: `XDG_DATA_HOME/countersign`, Application Support,
    /// AppData.
    pub(crate) fn find(global: &Global) -> Result<Self, Problem> {
        let folder = match &global.data_dir {
            Some(folder) if !folder.as_os_str().is_empty() => folder.clone(),
            _ => {
                let own = ProjectDirs::from("", "", "countersign").ok_or(Problem::NoDataFolder)?;
                own.data_dir().to_owned()
            }
        };
        let development_http =
            if global.development_http { DevelopmentHttp::Loopback } else { DevelopmentHttp::Off };
        Ok(Self::at(folder, development_http))
    }

    /// The folder at `folder`, and whether servers on this computer may be talked to without TLS.
    pub(crate) fn at(folder: PathBuf, development_http: DevelopmentHttp) -> Self {
        let (clock, random) = (Arc::new(SystemClock::new()), Arc::new(RingRandom::new()));
        Self { folder, clock, random, development_http, online: None }
    }

    /// The same place, with a way to servers.
    pub(crate) fn go_online(self) -> Result<Self, Problem> {
        let online = Arc::new(Online::start(Arc::clone(&self.clock))?);
        Ok(Self { online: Some(online), ..self })
    }

    /// The way to servers.
    pub(crate) fn online(&self) -> Result<&Arc<Online>, Problem> {
        self.online.as_ref().ok_or(Problem::NoWayOnline)
    }

    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    pub(crate) fn clock(&self) -> &dyn Clock {
        &*self.clock
    }

    #[cfg(feature = "demo")]
    pub(crate) fn random(&self) -> &dyn Random {
        &*self.random
    }

    /// Opens the core with the device keys that were chosen, or with none while nothing was.
    pub(crate) fn open(&self) -> Result<Opened, Problem> {
        match DesktopKeys::open(&self.key_folder(), Arc::clone(&self.random))? {
            Some(keys) => self.open_with(keys.slot_keys(), keys.anchor(), Some(keys.class())),
            None => self.open_with(Arc::new(Undecided), Arc::new(Undecided), None),
        }
    }

    /// Decides, for good, where the device keys are kept. Whatever was opened before must be closed.
    pub(crate) fn decide(&self, device_key: DeviceKey) -> Result<Opened, Problem> {
        let class = match device_key {
            DeviceKey::Keyring => AssuranceClass::Keyring,
            DeviceKey::File => AssuranceClass::File,
        };
        let keys =
            DesktopKeys::choose(&self.key_folder(), class, Arc::clone(&self.random)).map_err(|error| {
                if class == AssuranceClass::Keyring { Problem::NoKeyring } else { error.into() }
            })?;
        self.open_with(keys.slot_keys(), keys.anchor(), Some(class))
    }

    fn key_folder(&self) -> PathBuf {
        self.folder.join("device")
    }

    fn open_with(
        &self,
        slot_keys: Arc<dyn SlotKeys>,
        anchor: Arc<dyn Anchor>,
        class: Option<AssuranceClass>,
    ) -> Result<Opened, Problem> {
        let core = Authenticator::open(Ports {
            clock: Arc::clone(&self.clock),
            random: Arc::clone(&self.random),
            store: Arc::new(VaultFiles::open(&self.folder).map_err(Problem::Preferences)?),
            slot_keys,
            early_store: None,
            signing_keys: None,
            key_attestation: None,
            agreement_keys: None,
            biometric_key: None,
            http: self.online.as_ref().map(|online| online.client()),
            development_http: self.development_http,
            anchor,
            preferences: Arc::new(PreferencesFile::open(&self.folder).map_err(Problem::Preferences)?),
        })?;
        Ok(Opened { core: Arc::new(core), class })
    }
}

/// Whether this desktop has a keyring.
pub(crate) fn keyring_available() -> bool {
    DesktopKeys::keyring_available()
}
