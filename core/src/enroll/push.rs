//! What is offered by a server that will ask this phone: everything that the user judges before anything is sent.

use super::offer::same_names;
use super::{Existing, ServerHost, Similar};
use crate::http::{HostScript, Reach, Scheme};
use crate::otp::Label;
use crate::push::{Invitation, Policy};

/// An account that a server offers. It holds the token of the offer and shows it to nobody; nothing was sent.
#[derive(Debug)]
pub struct PushOffer<Id> {
    invitation: Invitation,
    /// The server that the phone will talk to.
    pub server: ServerHost,
    /// What the user should know.
    pub warnings: Vec<PushWarning>,
    /// Existing accounts of the same name: a second one is made, none is overwritten.
    pub similar: Vec<Similar<Id>>,
}

/// What the user should know before a server's offer is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PushWarning {
    /// A part of the host mixes scripts: most likely it imitates another host.
    MixedScriptHost,
    /// The host is written in other letters than ASCII: it may imitate another host.
    ForeignScriptHost,
    /// The server is in a private network: the user is asked for a consent of its own.
    PrivateHost,
    /// The server is on this device: the user is asked for a consent of its own.
    ThisDevice,
    /// Nobody's server is at such an address (link-local, multicast, reserved): enrolling will come to nothing.
    NoServersAddress,
    /// The connection is not protected: a development server.
    Unprotected,
    /// A name had characters that deceive or break a screen; they were removed.
    NamesCleaned,
    /// A name mixes scripts, as forged names do.
    MixedScriptNames,
    /// The server asks the device's maker about the device: it learns what model it is, and whether its system is the
    /// maker's.
    AttestationAsked,
}

impl<Id: Copy> PushOffer<Id> {
    pub(super) fn new<'a>(invitation: Invitation, existing: impl Iterator<Item = Existing<'a, Id>>) -> Self {
        let similar = same_names(existing, &invitation.issuer, &invitation.account);
        let warnings = warnings(&invitation);
        Self { server: ServerHost::from(&invitation.origin), warnings, similar, invitation }
    }
}

impl<Id> PushOffer<Id> {
    /// Who issues the account.
    pub const fn issuer(&self) -> &Label {
        &self.invitation.issuer
    }

    /// Whose account it is.
    pub const fn account(&self) -> &Label {
        &self.invitation.account
    }

    /// What the server will ask of the vault.
    pub const fn policy(&self) -> Policy {
        self.invitation.policy
    }

    /// Whether anything may be sent only after the user agreed to a server that is not on the internet.
    pub fn needs_private_consent(&self) -> bool {
        self.warnings
            .iter()
            .any(|warning| matches!(warning, PushWarning::PrivateHost | PushWarning::ThisDevice))
    }

    /// The invitation: the user confirmed.
    pub fn into_invitation(self) -> Invitation {
        self.invitation
    }
}

fn warnings(invitation: &Invitation) -> Vec<PushWarning> {
    let origin = &invitation.origin;
    let reach = origin.reach();
    let mixed = invitation.issuer.mixes_scripts() || invitation.account.mixes_scripts();
    let checks = [
        (origin.script() == HostScript::Mixed, PushWarning::MixedScriptHost),
        (origin.script() == HostScript::Other, PushWarning::ForeignScriptHost),
        (reach == Some(Reach::Private), PushWarning::PrivateHost),
        (reach == Some(Reach::Loopback), PushWarning::ThisDevice),
        (reach == Some(Reach::Never), PushWarning::NoServersAddress),
        (origin.scheme() == Scheme::Http, PushWarning::Unprotected),
        (invitation.names_cleaned, PushWarning::NamesCleaned),
        (mixed, PushWarning::MixedScriptNames),
        (invitation.attestation_challenge().is_some(), PushWarning::AttestationAsked),
    ];
    checks.into_iter().filter_map(|(so, warning)| so.then_some(warning)).collect()
}
