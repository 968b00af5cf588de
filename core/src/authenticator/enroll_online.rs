//! Enrolling a push account: the one moment in which a server hears of this phone for the first time.
//!
//! Keys and invitation are kept, sealed, before anything is sent, in an entry that no list shows. A lost answer is
//! asked for again with the same keys, also after a restart; a cancelled call leaves nothing.

use super::cancel::Cancellation;
use super::enrollment::{Confirmation, details};
use super::policy::server_policy;
use super::push::{
    Broken, Draft, Ground, HardwareKey, HardwareKeys, Keys, PushRecord, SealedKeys, destroy_hardware_keys,
    new_keys,
};
use super::push_error::{OnlineEnrollmentError, PushCallError, ServerError};
use super::records::{is_account, label};
use super::state::Open;
use super::views::{AccountId, AccountRow, HistoryEvent, OfferId, Reachability};
use super::{Authenticator, Ports};
use crate::crypto::{ConstantTimeEq, SecretBytes};
use crate::ports::NetworkConsent;
use crate::push::{
    Attestation, Channel, Enrolled, Invitation, PushAccount, PushError, Refusal, Step, ThisDevice,
};
use crate::time::UnixTime;
use crate::vault::{self, CommitError, EntryDetails, EntryKind, NewEntry};
use std::time::Duration;

/// An enrollment that was not finished is forgotten after a day: no invitation lives so long.
const LONGEST_DRAFT: Duration = Duration::from_secs(86_400);
/// Enrollments that are not finished, at most.
const MOST_DRAFTS: usize = 8;

/// What the user decided about an offer of a push account.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OnlineEnrollment {
    /// As for any account. Nothing is asked twice: each enrollment has keys of its own.
    pub confirmation: Confirmation,
    /// What the server shows in its list of devices: 1 to 64 bytes.
    pub device_name: String,
    /// The app and its version: 1 to 64 bytes.
    pub app: String,
    /// Where wake-ups go.
    pub channel: Channel,
    /// "Yes, to a server in my own network": needed where the offer or an error says so.
    pub private_network: bool,
}

/// How far an enrollment has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum EnrollmentStep {
    /// Keys are made and kept.
    MakingKeys,
    /// The server is asked.
    AskingServer,
    /// Its answer was verified; the account is being stored.
    Storing,
}

/// Who is told how far an enrollment has come: called on the thread that runs it, never with a lock held.
pub trait EnrollmentProgress: Send + Sync {
    /// The enrollment has come to this step.
    fn reached(&self, step: EnrollmentStep);
}

/// Nobody wants to know.
impl EnrollmentProgress for () {
    fn reached(&self, _: EnrollmentStep) {}
}

impl Authenticator {
    /// Adds an offered push account: makes its keys, asks its server, and stores what came of it. Nothing is sent before
    /// this call. A network call: as long as the server takes, at most some half minute.
    ///
    /// `cancellation` gives up at any time before the answer is stored, and leaves nothing on this phone. A call that
    /// got no answer keeps keys and invitation: reading the same code again and enrolling goes on where it was.
    ///
    /// # Errors
    /// [`PushCallError::Policy`] where this device does not meet what the server asks; [`ServerError::PrivateNetwork`]
    /// where a consent is missing; [`ServerError::InvitationUsed`], [`ServerError::InvitationExpired`] and
    /// [`ServerError::UnknownInvitation`] ask for a new code.
    pub async fn enroll_online(
        &self,
        offer: OfferId,
        enrollment: OnlineEnrollment,
        progress: &dyn EnrollmentProgress,
        cancellation: &Cancellation,
    ) -> Result<AccountRow, OnlineEnrollmentError> {
        self.http()?;
        progress.reached(EnrollmentStep::MakingKeys);
        let (draft, step) = self.with_open_ground(|ground| ground.begin_enrollment(offer, &enrollment))?;
        progress.reached(EnrollmentStep::AskingServer);
        let consent = match enrollment.private_network {
            true => NetworkConsent::PrivateToo,
            false => NetworkConsent::PublicOnly,
        };
        let answered =
            self.exchange(step, consent, cancellation, |ground| Ok(ground.draft_keys(draft)?.0)).await;
        let enrolled = match answered {
            Ok(enrolled) if !cancellation.is_cancelled() => enrolled,
            Ok(_) => {
                self.forget_draft(draft);
                return Err(PushCallError::Cancelled.into());
            }
            Err(broken) => {
                if leaves_nothing(&broken) {
                    self.forget_draft(draft);
                }
                return Err(PushCallError::from(broken).into());
            }
        };
        progress.reached(EnrollmentStep::Storing);
        self.with_open_ground(|ground| ground.finish_enrollment(offer, draft, enrolled, &enrollment))
    }

    /// Forgets what an enrollment kept. A vault that is locked by now forgets it after a day.
    fn forget_draft(&self, draft: AccountId) {
        let _ = self.with_open_ground(|ground| {
            let ports = ground.ports;
            ground.open()?.remove_draft(ports, draft)
        });
    }
}

/// Whether an enrollment that failed so has nothing to go on with.
fn leaves_nothing(broken: &Broken) -> bool {
    let refused = |refusal: &Refusal| {
        matches!(
            refusal,
            Refusal::UnknownToken | Refusal::TokenUsed | Refusal::TokenExpired | Refusal::NotAttested
        )
    };
    match broken {
        Broken::Here(error) => *error == PushCallError::Cancelled,
        Broken::Server(PushError::ServerRefused(refusal)) => refused(refusal),
        Broken::Server(_) => false,
    }
}

impl Ground<'_> {
    fn begin_enrollment(
        &mut self,
        offer: OfferId,
        enrollment: &OnlineEnrollment,
    ) -> Result<(AccountId, Step<Enrolled>), OnlineEnrollmentError> {
        let (ports, now) = (self.ports, self.now());
        let device = ThisDevice::new(&enrollment.device_name, &enrollment.app, enrollment.channel.clone());
        let device = device.map_err(|_| PushCallError::InvalidDevice)?;
        let open = self.open()?;
        open.remove_old_drafts(ports, now.wall);
        let offered = open.offers.push(offer)?.ok_or(OnlineEnrollmentError::NotOnline)?;
        let (invitation, private) = (&offered.invitation, offered.private_network);
        details((&invitation.issuer, &invitation.account), None, &enrollment.confirmation)?;
        if let Some(obstacle) = open.enrollment_obstacle(invitation, ports) {
            return Err(PushCallError::Policy(obstacle).into());
        }
        if private && !enrollment.private_network {
            return Err(PushCallError::from(ServerError::PrivateNetwork).into());
        }
        let protocol = invitation.speaks().ok_or(PushCallError::Damaged)?;
        let draft = match open.begun(invitation.text()) {
            Some(draft) => draft,
            None => open.add_draft(ports, offer, now.wall)?,
        };
        let (keys, hardware) = self.draft_keys(draft)?;
        let open = self.open()?;
        let offered = open.offers.push(offer)?.ok_or(OnlineEnrollmentError::NotOnline)?;
        let device = device.attested(hardware.and_then(|keys| attestation(ports, &offered.invitation, keys)));
        let context = crate::push::Context { now, random: &*ports.random, keys: &keys };
        Ok((draft, protocol.enroll(&offered.invitation, &device, context)))
    }

    /// The keys of an enrollment that is not finished, and which of them hardware keeps.
    fn draft_keys(&mut self, draft: AccountId) -> Result<(Keys, Option<HardwareKeys>), PushCallError> {
        let ports = self.ports;
        let sealed = self.open()?.sealed_keys(draft)?;
        let hardware = sealed.draft.and_then(|draft| draft.hardware);
        Ok((Keys::new(sealed.present, hardware, ports)?, hardware))
    }

    fn finish_enrollment(
        &mut self,
        offer: OfferId,
        draft: AccountId,
        enrolled: Enrolled,
        enrollment: &OnlineEnrollment,
    ) -> Result<AccountRow, OnlineEnrollmentError> {
        let (ports, now) = (self.ports, self.now());
        let open = self.open()?;
        let sealed = open.sealed_keys(draft)?;
        let hardware = sealed.draft.and_then(|draft| draft.hardware);
        let record = PushRecord { hardware, ..PushRecord::new(enrolled.account, enrollment.private_network) };
        let details =
            details((&enrolled.issuer, &enrolled.name), Some(record.host()), &enrollment.confirmation)?;
        let secrets = match enrolled.offline_seed {
            Some(seed) => sealed.present.with_offline(seed),
            None => sealed.present,
        };
        let shown = label(&details.issuer, &details.account);
        let entry = NewEntry {
            kind: EntryKind::Push,
            details,
            parameters: offline_parameters(&record.account),
            counter: record.account.counter(),
            created: now.wall,
            policy: server_policy(record.account.policy()),
            secret: SealedKeys::new(secrets).encode(),
        };
        let id = open.vault.change(|change| {
            change.remove_entry(draft)?;
            let id = change.add_entry(entry)?;
            change.set_entry_state(id, record.encode())?;
            change.record(HistoryEvent::AccountAdded.record(now.wall, Some(id), &shown))?;
            change.keep_in_both_files();
            Ok::<_, CommitError>(id)
        })?;
        open.offers.take(offer);
        // Without it the locked phone does not know the account; the next unlock tries again.
        let _ = open.mirror(ports, id, &record);
        let host = record.host();
        let line = self.line(id);
        line.reachability = Reachability::Reachable;
        line.record = Some(record);
        self.note_server_time(&host, enrolled.server_time, now.wall);
        Ok(self.open()?.row(id).map_err(|_| PushCallError::UnknownAccount)?)
    }
}

impl Open {
    /// The unfinished enrollment with this very invitation.
    pub(super) fn begun(&self, invitation: &SecretBytes) -> Option<AccountId> {
        self.drafts().map(vault::Entry::id).find(|id| {
            let draft = self.sealed_keys(*id).ok().and_then(|sealed| sealed.draft);
            draft.is_some_and(|draft| bool::from(draft.invitation.ct_eq(invitation)))
        })
    }

    fn drafts(&self) -> impl Iterator<Item = &vault::Entry> {
        self.vault.contents().entries().iter().filter(|entry| !is_account(entry))
    }

    /// Makes the keys of a new account, and keeps them with the invitation before anything is sent.
    fn add_draft(
        &mut self,
        ports: &Ports,
        offer: OfferId,
        now: UnixTime,
    ) -> Result<AccountId, OnlineEnrollmentError> {
        let offered = self.offers.push(offer)?.ok_or(OnlineEnrollmentError::NotOnline)?;
        let protocol = offered.invitation.speaks().ok_or(PushCallError::Damaged)?;
        let invitation = kept(&offered.invitation);
        let challenge = offered.invitation.attestation_challenge();
        let (secrets, hardware) = new_keys(ports, protocol, challenge)?;
        let sealed = SealedKeys { draft: Some(Draft { invitation, hardware }), ..SealedKeys::new(secrets) };
        let entry = NewEntry {
            kind: EntryKind::Push,
            details: EntryDetails::default(),
            parameters: vault::CodeParameters::default(),
            counter: 0,
            created: now,
            policy: None,
            secret: sealed.encode(),
        };
        let added: Result<AccountId, CommitError> = self.vault.change(|change| change.add_entry(entry));
        added.map_err(|error| {
            destroy_hardware_keys(
                ports,
                &hardware.into_iter().flat_map(HardwareKeys::ids).collect::<Vec<_>>(),
            );
            error.into()
        })
    }

    fn remove_draft(&mut self, ports: &Ports, draft: AccountId) -> Result<(), PushCallError> {
        // Its keys may be gone with a forgotten PIN.
        let hardware = self.sealed_keys(draft).ok().and_then(|sealed| sealed.draft?.hardware);
        self.vault.change(|change| change.remove_entry(draft).map(drop)).map_err(PushCallError::from)?;
        destroy_hardware_keys(ports, &hardware.into_iter().flat_map(HardwareKeys::ids).collect::<Vec<_>>());
        Ok(())
    }

    /// Unfinished enrollments whose invitation is surely over, and the oldest beyond the limit.
    fn remove_old_drafts(&mut self, ports: &Ports, now: UnixTime) {
        let age = |entry: &vault::Entry| now.milliseconds().saturating_sub(entry.created().milliseconds());
        let longest = u64::try_from(LONGEST_DRAFT.as_millis()).unwrap_or(u64::MAX);
        let drafts: Vec<_> = self.drafts().map(|entry| (entry.id(), age(entry) > longest)).collect();
        let beyond = drafts.len().saturating_sub(MOST_DRAFTS.saturating_sub(1));
        for (position, (draft, over)) in drafts.into_iter().enumerate() {
            if over || position < beyond {
                // One that stays is tried again at the next enrollment.
                let _ = self.remove_draft(ports, draft);
            }
        }
    }
}

/// The certificates of an account's keys, where its server asked for them and the device has them.
fn attestation(ports: &Ports, invitation: &Invitation, keys: HardwareKeys) -> Option<Attestation> {
    invitation.attestation_challenge()?;
    let port = ports.key_attestation.as_ref()?;
    let of = |key: HardwareKey| port.certificates(key.id()).ok();
    Attestation::new(of(keys.device)?, of(keys.user?)?)
}

/// A copy of an invitation's text, for the vault to seal.
fn kept(invitation: &Invitation) -> SecretBytes {
    // Exposed: copied into what is sealed.
    SecretBytes::from(invitation.text().expose())
}

/// How the offline codes of an account are made, in the vault's numbers; zeros where there are none.
pub(super) fn offline_parameters(account: &PushAccount) -> vault::CodeParameters {
    use super::records::stored_parameters;
    use crate::otp::{Algorithm, CodeParameters};
    account.offline().map_or_else(vault::CodeParameters::default, |offline| {
        stored_parameters(&CodeParameters::Totp {
            algorithm: Algorithm::Sha256,
            digits: offline.digits,
            period: offline.period,
        })
    })
}
