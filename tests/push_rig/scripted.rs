//! The server as the conformance suite wants it.

use super::{Ask, Fate, Server, seeded_signer};
use countersign::http::HttpRequest;
use countersign::push::countersign::Countersign;
use countersign::push::{Outcome, PushProtocol};
use countersign::testing::push::ScriptedServer;
use std::time::Duration;

impl ScriptedServer for Server {
    fn protocol(&self) -> &'static dyn PushProtocol {
        &Countersign
    }

    fn invite(&mut self) -> String {
        self.link("Example Hosting", "cxxxxx.xx")
    }

    fn ask(&mut self) {
        Server::ask(self, &Ask::default());
    }

    fn answer(&mut self, request: &HttpRequest) -> Outcome {
        self.serve(request)
    }

    fn decided(&self) -> Vec<Option<bool>> {
        let decided = |fate: &Fate| match fate {
            Fate::Approved | Fate::AwaitCode => Some(true),
            Fate::Denied => Some(false),
            Fate::Open | Fate::Superseded => None,
        };
        self.fates().iter().map(decided).collect()
    }

    fn advance(&mut self, time: Duration) {
        self.time += time.as_secs();
    }

    fn forget_key(&mut self) {
        self.key = seeded_signer(4711);
    }
}
