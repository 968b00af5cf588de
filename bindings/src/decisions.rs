//! Deciding a request, and reporting a decided one.

use crate::authenticator::Authenticator;
use crate::cancellation::Cancellation;
use crate::scan::ScannedCode;
use countersign::authenticator::{
    self as core, DecisionError, DenyReason, HistoryId, OutcomeView, PushCallError, RequestId, Verify,
};
use countersign::crypto::SecretBytes;
use std::sync::Arc;

/// Why a request is denied.
#[uniffi::remote(Enum)]
pub enum DenyReason {
    /// The user did not start it: fraud.
    NotMe,
    /// The user started it and changed their mind.
    Cancelled,
}

/// What the user compared with the login page.
#[derive(uniffi::Enum)]
pub enum Compared {
    /// Nothing: the request asks for nothing.
    Nothing,
    /// The number that was typed. White space in it does not count.
    Number {
        /// As it was typed.
        text: String,
    },
    /// The QR code that was scanned from the login page.
    Scanned {
        /// The code.
        code: Arc<ScannedCode>,
    },
    /// The user will type the request's code into the login page.
    CodeShown,
}

impl From<Compared> for core::Compared {
    fn from(compared: Compared) -> Self {
        match compared {
            Compared::Nothing => Self::Nothing,
            Compared::Number { text } => Self::Number(text),
            // Exposed: compared right away; the code of a login page is no seed.
            Compared::Scanned { code } => Self::Scanned(code.text().expose().to_owned()),
            Compared::CodeShown => Self::CodeShown,
        }
    }
}

#[uniffi::export]
impl Authenticator {
    /// Approves the request on the screen with the PIN, given after the request was shown. It is tried as at unlocking
    /// (charged, counted, the tenth wrong one erases), which takes 0.1–0.5 s before the server is asked.
    ///
    /// Where the server does not answer, the outcome is `NotDelivered`, and the answer is sent again with the next poll.
    /// After it was signed, `cancellation` only stops the waiting.
    ///
    /// # Errors
    /// Each variant says what to do next; nothing was signed.
    pub async fn approve(
        &self,
        request: RequestId,
        compared: Compared,
        pin: SecretBytes,
        cancellation: Arc<Cancellation>,
    ) -> Result<OutcomeView, DecisionError> {
        self.ask(cancellation, |core, cancel| async move {
            core.approve(request, compared.into(), Verify::Pin(pin), &cancel).await
        })
        .await
    }

    /// Approves the request on the screen behind the biometric prompt, which this call shows.
    ///
    /// # Errors
    /// As `approve`.
    pub async fn approve_with_biometrics(
        &self,
        request: RequestId,
        compared: Compared,
        cancellation: Arc<Cancellation>,
    ) -> Result<OutcomeView, DecisionError> {
        self.ask(cancellation, |core, cancel| async move {
            core.approve(request, compared.into(), Verify::Biometrics, &cancel).await
        })
        .await
    }

    /// Denies the request on the screen. Needs no PIN, and works while locked where requests can be seen then. After three
    /// in ten minutes the account is muted for a quarter of an hour.
    ///
    /// # Errors
    /// As `approve`.
    pub async fn deny(
        &self,
        request: RequestId,
        reason: DenyReason,
        cancellation: Arc<Cancellation>,
    ) -> Result<OutcomeView, DecisionError> {
        self.ask(cancellation, |core, cancel| async move { core.deny(request, reason, &cancel).await }).await
    }

    /// Reports a decided request as suspicious, from its line in the history.
    ///
    /// # Errors
    /// `UnknownRequest` where the line holds no answer; `NotSupported` where the server takes no reports.
    pub async fn report(
        &self,
        line: HistoryId,
        cancellation: Arc<Cancellation>,
    ) -> Result<(), PushCallError> {
        self.ask(cancellation, |core, cancel| async move { core.report(line, &cancel).await }).await
    }
}
