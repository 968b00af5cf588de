//! The protocols that this app speaks: one line each.

use super::countersign::Countersign;
use super::{Invitation, LinkError, ProtocolId, PushProtocol, Recognised, WakeUp};
use crate::http::DevelopmentHttp;

/// Every protocol. A text is offered to each in this order.
pub const PROTOCOLS: &[&dyn PushProtocol] = &[&Countersign];

/// The protocol that an account or an invitation was kept under; `None` for one that this version does not speak.
pub fn protocol(id: ProtocolId) -> Option<&'static dyn PushProtocol> {
    PROTOCOLS.iter().copied().find(|protocol| protocol.id() == id)
}

/// What a text is to the first protocol that knows it; `None` where none does.
pub fn recognise(text: &str, development: DevelopmentHttp) -> Option<Result<Recognised, LinkError>> {
    PROTOCOLS.iter().find_map(|protocol| protocol.recognise(text, development))
}

/// Reads what a push channel delivered; `None` where no protocol knows it.
pub fn wake_up(message: &[u8]) -> Option<WakeUp> {
    PROTOCOLS.iter().find_map(|protocol| protocol.wake_up(message))
}

impl Invitation {
    /// The protocol that it is of.
    pub fn speaks(&self) -> Option<&'static dyn PushProtocol> {
        protocol(self.protocol)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_and_names_are_used_once() {
        for protocol in PROTOCOLS {
            let same =
                |other: &&&dyn PushProtocol| other.id() == protocol.id() || other.name() == protocol.name();
            assert_eq!(PROTOCOLS.iter().filter(same).count(), 1, "{}", protocol.name());
            assert_eq!(super::protocol(protocol.id()).map(|found| found.name()), Some(protocol.name()));
        }
        assert!(protocol(ProtocolId(0)).is_none(), "0 is no protocol");
    }
}
