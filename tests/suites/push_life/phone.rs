//! A phone made of fakes, its network, and the server at the other end. Restarting the app keeps what a phone keeps.

use countersign::authenticator::{
    Acceptance, AccountId, Authenticator, Cancellation, Compared, Confirmation, DecisionError, DenyReason,
    EnrollmentStep, OfferView, OnlineEnrollment, OnlineEnrollmentError, OutcomeView, PollView, Ports,
    PushCallError, RequestId, RequestView, Verify,
};
use countersign::crypto::SecretBytes;
use countersign::http::{DevelopmentHttp, HttpRequest, HttpResponse};
use countersign::ports::{AssuranceClass, HttpError};
use countersign::testing::{
    FakeAgreementKeys, FakeAnchor, FakeBiometricKey, FakeClock, FakeHttp, FakeSigningKeys, FakeSlotKeys,
    MemoryFiles, MemoryPreferences, MemoryStore, Outcome, SeededRandom, block_on,
};
use countersign::time::UnixTime;
use countersign::vault::VaultPorts;
use countersign_tests::push_rig::{Ask, Fate, Server};
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

pub const PIN: &str = "493817";
pub const ISSUER: &str = "Example Hosting";
pub const ACCOUNT: &str = "cxxxxx.xx";
/// Longer than taps are ignored.
pub const MOMENT: Duration = Duration::from_secs(1);

/// What the network does to an exchange.
#[derive(Clone, Copy)]
pub enum Network {
    Up,
    /// Nothing arrives.
    Down,
    /// Everything arrives, and no answer comes back.
    AnswersLost,
    /// The answers to this path are lost, after the nonce was taken.
    LosesAnswersTo(&'static str),
    /// One letter of each answer of success is exchanged.
    Flips(usize),
    /// Answers are changed on the way.
    Changes(fn(&HttpRequest, HttpResponse) -> HttpResponse),
}

/// A phone.
pub struct Phone {
    pub clock: FakeClock,
    pub store: MemoryStore,
    pub early_store: MemoryStore,
    pub anchor: FakeAnchor,
    pub slot_keys: FakeSlotKeys,
    /// `None` for a device without signing keys in hardware.
    pub signing_keys: Option<FakeSigningKeys>,
    key_attestation: Option<FakeSigningKeys>,
    /// Asked for only beside signing keys.
    pub agreement_keys: Option<FakeAgreementKeys>,
    pub biometric_key: Option<FakeBiometricKey>,
    pub preferences: MemoryPreferences,
    pub http: FakeHttp,
    random: SeededRandom,
    server: Arc<Mutex<Server>>,
    network: Arc<Mutex<Network>>,
}

impl Phone {
    /// A phone whose keys are in hardware.
    pub fn new() -> Self {
        Self::of_class(AssuranceClass::Hardware, Some(FakeSigningKeys::new()))
    }

    /// A phone whose maker vouches for its keys.
    pub fn vouched_for() -> Self {
        let phone = Self::new();
        Self { key_attestation: phone.signing_keys.clone(), ..phone }
    }

    /// A phone that keeps its push keys in the vault.
    pub fn without_signing_keys() -> Self {
        Self::of_class(AssuranceClass::Hardware, None)
    }

    /// A phone whose hardware signs, and has no key that receives.
    pub fn without_agreement_keys() -> Self {
        Self { agreement_keys: None, ..Self::new() }
    }

    /// A phone without a sensor.
    pub fn without_biometrics() -> Self {
        Self { biometric_key: None, ..Self::new() }
    }

    pub fn of_class(class: AssuranceClass, signing_keys: Option<FakeSigningKeys>) -> Self {
        let (server, network) = (Arc::new(Mutex::new(Server::new(1))), Arc::new(Mutex::new(Network::Up)));
        let (behind, wire) = (Arc::clone(&server), Arc::clone(&network));
        let http = FakeHttp::new(move |request| {
            let network = *wire.lock().unwrap();
            let mut server = behind.lock().unwrap();
            carried(network, request, &mut server)
        });
        Self {
            clock: FakeClock::at(UnixTime::from_seconds(1_800_000_000)),
            store: MemoryStore::new(),
            early_store: MemoryStore::new(),
            anchor: FakeAnchor::new(),
            slot_keys: FakeSlotKeys::new(class),
            key_attestation: None,
            agreement_keys: signing_keys.is_some().then(FakeAgreementKeys::new),
            signing_keys,
            biometric_key: Some(FakeBiometricKey::new()),
            preferences: MemoryPreferences::new(),
            http,
            random: SeededRandom::new(7),
            server,
            network,
        }
    }

    fn ports(&self) -> Ports {
        Ports {
            clock: Arc::new(self.clock.clone()),
            random: Arc::new(self.random.clone()),
            store: Arc::new(self.store.clone()),
            early_store: Some(Arc::new(self.early_store.clone())),
            slot_keys: Arc::new(self.slot_keys.clone()),
            signing_keys: self.signing_keys.clone().map(|keys| Arc::new(keys) as _),
            key_attestation: self.key_attestation.clone().map(|keys| Arc::new(keys) as _),
            agreement_keys: self.agreement_keys.clone().map(|keys| Arc::new(keys) as _),
            biometric_key: self.biometric_key.clone().map(|key| Arc::new(key) as _),
            anchor: Arc::new(self.anchor.clone()),
            preferences: Arc::new(self.preferences.clone()),
            http: Some(Arc::new(self.http.clone())),
            development_http: DevelopmentHttp::Off,
        }
    }

    /// What the vault alone needs.
    pub fn vault_ports(&self) -> VaultPorts {
        let ports = self.ports();
        VaultPorts {
            store: ports.store,
            early_store: ports.early_store,
            slot_keys: ports.slot_keys,
            signing_keys: ports.signing_keys,
            agreement_keys: ports.agreement_keys,
            biometric_key: ports.biometric_key,
            anchor: ports.anchor,
            clock: ports.clock,
            random: ports.random,
        }
    }

    /// The app, started.
    pub fn started(&self) -> Authenticator {
        Authenticator::open(self.ports()).unwrap()
    }

    /// The app, set up and open.
    pub fn set_up(&self) -> Authenticator {
        let app = self.started();
        app.accept_license(countersign::authenticator::LICENSE_VERSION).unwrap();
        app.choose_pin(secret(self.pin())).unwrap();
        app.confirm_pin(secret(self.pin())).unwrap();
        app.choose_notifications(true).unwrap();
        app
    }

    /// The app, started again and opened.
    pub fn restarted(&self, app: Authenticator) -> Authenticator {
        drop(app);
        let app = self.started();
        app.unlock(secret(self.pin()), Acceptance::NewestOnly).unwrap();
        app
    }

    /// The app, opened after it locked itself.
    pub fn unlocked(&self, app: Authenticator) -> Authenticator {
        app.lock();
        app.unlock(secret(self.pin()), Acceptance::NewestOnly).unwrap();
        app
    }

    /// The app with one push account.
    pub fn enrolled(&self) -> (Authenticator, AccountId) {
        let app = self.set_up();
        let id = self.enroll(&app).unwrap();
        (app, id)
    }

    /// Enrolls one more account of the server.
    pub fn enroll(&self, app: &Authenticator) -> Result<AccountId, OnlineEnrollmentError> {
        let link = self.server().link(ISSUER, ACCOUNT);
        let offer = offered(app, &link);
        enroll(app, &offer, enrollment())
    }

    /// The PIN, or a passphrase where the class asks for one.
    pub fn pin(&self) -> &'static str {
        use countersign::ports::SlotKeys;
        match self.slot_keys.class() {
            AssuranceClass::Hardware | AssuranceClass::Test => PIN,
            AssuranceClass::File | AssuranceClass::Keyring => "correct horse 42",
        }
    }

    pub fn server(&self) -> MutexGuard<'_, Server> {
        self.server.lock().unwrap()
    }

    pub fn set_network(&self, network: Network) {
        *self.network.lock().unwrap() = network;
    }

    /// The server asks. Gives the position of the request.
    pub fn asked(&self, mode: &'static str) -> usize {
        self.server().ask(&Ask { mode, ..Ask::default() })
    }

    pub fn fate(&self, position: usize) -> Fate {
        self.server().fates()[position]
    }

    /// Time passes, here and at the server.
    pub fn wait(&self, time: Duration) {
        self.clock.advance(time);
        self.server().time += time.as_secs();
    }

    /// Everything that the phone keeps on its disk.
    pub fn disk(&self) -> (MemoryFiles, MemoryFiles) {
        (self.store.snapshot(), self.early_store.snapshot())
    }

    /// Polls, and opens the one request that the phone prompts for, long enough ago for a tap.
    pub fn prompted(&self, app: &Authenticator, id: AccountId) -> RequestView {
        let prompt = poll(app, id).unwrap().prompt.expect("a prompt");
        let shown = app.open_request(prompt.id).unwrap();
        self.wait(MOMENT);
        shown
    }
}

fn carried(network: Network, request: &HttpRequest, server: &mut Server) -> Outcome {
    match network {
        Network::Up => server.serve(request),
        Network::Down => Err(HttpError::Unreachable),
        Network::AnswersLost => {
            let answer = server.serve(request)?;
            // The first call learns a nonce; without it, nothing at all would ever arrive.
            if answer.status() == 401 { Ok(answer) } else { Err(HttpError::TimedOut) }
        }
        Network::LosesAnswersTo(path) => {
            let answer = server.serve(request)?;
            let lost = request.path.as_str().ends_with(path) && answer.status() != 401;
            if lost { Err(HttpError::TimedOut) } else { Ok(answer) }
        }
        Network::Flips(position) => Ok(flipped(&server.serve(request)?, position)),
        Network::Changes(change) => Ok(change(request, server.serve(request)?)),
    }
}

/// The same answer with one letter exchanged.
pub fn flipped(answer: &HttpResponse, position: usize) -> HttpResponse {
    let mut body = answer.body().to_vec();
    if answer.status() == 200
        && let Some(letter) = body.get_mut(position)
    {
        *letter = if *letter == b'A' { b'B' } else { b'A' };
    }
    let nonce = answer.header("dpop-nonce").map(|nonce| ("dpop-nonce".to_owned(), nonce.to_owned()));
    HttpResponse::new(answer.status(), nonce, body).unwrap()
}

pub fn secret(text: &str) -> SecretBytes {
    SecretBytes::from(text.as_bytes())
}

/// The one offer of a text.
pub fn offered(app: &Authenticator, text: &str) -> OfferView {
    app.read_text(text).unwrap().offers.remove(0)
}

pub fn enrollment() -> OnlineEnrollment {
    OnlineEnrollment {
        confirmation: Confirmation::default(),
        device_name: "Pixel 9".to_owned(),
        app: "Countersign 0.1.0".to_owned(),
        ..OnlineEnrollment::default()
    }
}

pub fn enroll(
    app: &Authenticator,
    offer: &OfferView,
    enrollment: OnlineEnrollment,
) -> Result<AccountId, OnlineEnrollmentError> {
    let row = block_on(app.enroll_online(offer.id, enrollment, &(), &Cancellation::new()))?;
    Ok(row.id)
}

/// Steps of an enrollment, noted.
#[derive(Default)]
pub struct Steps(pub Mutex<Vec<EnrollmentStep>>);

impl countersign::authenticator::EnrollmentProgress for Steps {
    fn reached(&self, step: EnrollmentStep) {
        self.0.lock().unwrap().push(step);
    }
}

pub fn poll(app: &Authenticator, id: AccountId) -> Result<PollView, PushCallError> {
    block_on(app.poll(id, Duration::ZERO, &Cancellation::new()))
}

pub fn approve(
    app: &Authenticator,
    request: RequestId,
    compared: Compared,
    pin: &str,
) -> Result<OutcomeView, DecisionError> {
    block_on(app.approve(request, compared, Verify::Pin(secret(pin)), &Cancellation::new()))
}

pub fn deny(
    app: &Authenticator,
    request: RequestId,
    reason: DenyReason,
) -> Result<OutcomeView, DecisionError> {
    block_on(app.deny(request, reason, &Cancellation::new()))
}
