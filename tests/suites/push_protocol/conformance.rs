//! What every protocol must survive. A new protocol adds its server here.

use countersign::push::PROTOCOLS;
use countersign::testing::push::{ScriptedServer, push_protocol};
use countersign_tests::counted;
use countersign_tests::push_rig::Server;

/// A scripted server of each protocol.
const SERVERS: &[fn() -> Box<dyn ScriptedServer>] = &[|| Box::new(Server::new(1))];

#[test]
fn every_protocol_conforms() {
    let served: Vec<_> = SERVERS.iter().map(|server| server().protocol().id()).collect();
    for protocol in PROTOCOLS {
        assert!(served.contains(&protocol.id()), "{} has no scripted server", protocol.name());
    }
    for server in SERVERS {
        push_protocol(server);
    }
    counted(&format!("protocols that conform: {}", SERVERS.len()));
}
