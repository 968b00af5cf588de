//! A device in memory that can lose power at any moment.
//!
//! [`SimulatedDevice`] is a disk, a store of device keys and an anchor whose every operation is recorded in one order.
//! From the record, [`SimulatedDevice::crashes`] makes each state in which a power cut could have left the device:
//! any prefix of the operations; of what was not yet forced to the medium, any part, in any order, torn at sectors.
//! Each state is a device that has been started again.

mod device;
mod disk;
mod medium;

pub use device::{Crash, SimulatedAnchor, SimulatedDevice, SimulatedKeys};
pub use disk::{SimulatedDisk, SimulatedFile};
pub use medium::Image;
