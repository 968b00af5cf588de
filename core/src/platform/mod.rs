//! The default ports: clock, files, the way to a server, device keys. Randomness is [`crypto::RingRandom`](crate::crypto::RingRandom).
//!
//! Nothing in the core needs this module; a phone's shell brings ports of its own. It is the only place that reads
//! a clock or touches a file or the network.

mod clock;
#[cfg(all(feature = "desktop", not(any(target_os = "android", target_os = "ios"))))]
mod desktop_keys;
mod disk;
mod durable;
pub mod http_client;
mod key_files;
#[cfg(all(feature = "desktop", not(any(target_os = "android", target_os = "ios"))))]
mod keyring;
mod preferences_file;
mod vault_files;

pub use clock::SystemClock;
#[cfg(all(feature = "desktop", not(any(target_os = "android", target_os = "ios"))))]
pub use desktop_keys::DesktopKeys;
pub use disk::{Disk, OsDisk};
pub use http_client::HttpsClient;
pub use key_files::KeyFiles;
#[cfg(all(feature = "desktop", not(any(target_os = "android", target_os = "ios"))))]
pub use keyring::KeyringKeys;
pub use preferences_file::PreferencesFile;
pub use vault_files::VaultFiles;
