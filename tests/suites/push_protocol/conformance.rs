//! What every protocol must survive. A new protocol adds its server here.

use countersign::push::PROTOCOLS;
use countersign::testing::push::{ScriptedServer, push_protocol};
use countersign_tests::push_rig::Server;
use countersign_tests::{counted, repository};

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

#[test]
fn every_protocol_has_its_places() {
    let readme = std::fs::read_to_string(repository().join("core/README.md")).unwrap();
    for protocol in PROTOCOLS {
        let name = protocol.name();
        let folder = repository().join("core/src/push").join(name).join("mod.rs");
        assert!(folder.exists(), "{name} has no folder");
        let row = readme.lines().any(|line| line.starts_with(&format!("| `{name}` | [`push/{name}`]")));
        assert!(row, "{name} has no row in core/README.md");
    }
}
