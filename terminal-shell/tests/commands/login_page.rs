//! What only the commands' tests do with the portal: type a code into its login page, and end it before they end.

use crate::server::Server;
use countersign_portal::service::attempts;
use countersign_portal::token::Id;

impl Server {
    /// Types the code that the phone shows into the login page.
    pub(crate) fn enters(&self, id: Id, code: &str) {
        self.runtime.block_on(attempts::enter_shown_code(self.running.portal(), id, code)).unwrap();
    }

    /// Ends the portal: from now on nobody answers.
    pub(crate) fn stop(self) {
        let Self { runtime, running, .. } = self;
        runtime.block_on(running.stop());
    }
}
