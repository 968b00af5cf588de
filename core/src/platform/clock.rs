//! The device's two clocks.

use crate::ports::Clock;
use crate::time::{BootId, BootTime, UnixTime};
use std::time::{Duration, SystemTime};

/// The operating system's clocks.
///
/// Linux: `CLOCK_BOOTTIME` and the kernel's boot id. Elsewhere: a monotonic clock and an id that is new in each
/// process, so that every start of the program counts as a restart of the device. That errs on the strict side:
/// a running delay then begins again.
#[derive(Clone, Debug)]
pub struct SystemClock {
    boot: BootId,
}

impl SystemClock {
    /// The operating system's clocks.
    pub fn new() -> Self {
        Self { boot: kernel_boot_id().unwrap_or_else(process_boot_id) }
    }
}

impl Default for SystemClock {
    fn default() -> Self {
        Self::new()
    }
}

impl Clock for SystemClock {
    fn wall(&self) -> UnixTime {
        // A clock set before 1970 reads as 1970.
        let since = since_1970();
        UnixTime::from_milliseconds(u64::try_from(since.as_millis()).unwrap_or(u64::MAX))
    }

    fn boot(&self) -> BootTime {
        BootTime { boot: self.boot, elapsed: since_boot() }
    }
}

#[allow(clippy::disallowed_methods, reason = "this is the port that reads the clock")]
fn since_1970() -> Duration {
    SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default()
}

#[cfg(any(target_os = "android", target_os = "linux"))]
fn since_boot() -> Duration {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::Boottime);
    Duration::new(
        u64::try_from(time.tv_sec).unwrap_or_default(),
        u32::try_from(time.tv_nsec).unwrap_or_default(),
    )
}

#[cfg(not(any(target_os = "android", target_os = "linux")))]
#[allow(clippy::disallowed_methods, reason = "this is the port that reads the clock")]
fn since_boot() -> Duration {
    use std::sync::LazyLock;
    use std::time::Instant;

    static START: LazyLock<Instant> = LazyLock::new(Instant::now);
    START.elapsed()
}

/// A UUID in text, new with each boot.
#[cfg(any(target_os = "android", target_os = "linux"))]
fn kernel_boot_id() -> Option<BootId> {
    let text = std::fs::read_to_string("/proc/sys/kernel/random/boot_id").ok()?;
    let digits = text.trim().replace('-', "");
    data_encoding::HEXLOWER_PERMISSIVE.decode(digits.as_bytes()).ok()?.try_into().ok().map(BootId)
}

#[cfg(not(any(target_os = "android", target_os = "linux")))]
fn kernel_boot_id() -> Option<BootId> {
    None
}

/// An id that no other process has.
fn process_boot_id() -> BootId {
    use crate::crypto::sha256;
    use std::sync::LazyLock;

    static ID: LazyLock<[u8; 32]> = LazyLock::new(|| {
        let start = since_1970().as_nanos().to_be_bytes();
        sha256(&[b"countersign process", &std::process::id().to_be_bytes(), &start])
    });
    let mut id = [0; 16];
    id.iter_mut().zip(*ID).for_each(|(to, from)| *to = from);
    BootId(id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::conformance;

    #[test]
    fn conforms() {
        conformance::clock(&SystemClock::new());
        conformance::clock(&SystemClock { boot: process_boot_id() });
    }

    #[test]
    fn the_boot_id_is_the_same_for_every_clock_of_this_boot() {
        assert_eq!(SystemClock::new().boot().boot, SystemClock::new().boot().boot);
        assert_eq!(process_boot_id(), process_boot_id());
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn linux_has_a_boot_id() {
        assert_eq!(kernel_boot_id(), Some(SystemClock::new().boot));
    }
}
