//! Charging attempts before they are tried, and locking out whoever fails too often.

use crate::domain::{AuditEvent, Counted, LockoutRules, User, Visitor};
use crate::error::{Refusal, Unavailable};
use crate::portal::Portal;
use crate::seal::Purpose;
use crate::store::failures::{self, Charged, Forgotten};
use crate::store::{Change, audit, users};
use countersign::jose::Digest;

/// How long a browser stays known after the last login with it: 90 days.
pub(super) const KNOWN_SECONDS: u64 = 90 * 24 * 60 * 60;

/// What is tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tried {
    /// A password.
    Password,
    /// A code of a second factor.
    Code,
}

impl Tried {
    const fn name(self) -> &'static str {
        match self {
            Self::Password => "password",
            Self::Code => "code",
        }
    }
}

/// An attempt that was charged: it ends as [`passed`](Guard::passed) or [`failed`](Guard::failed).
#[derive(Debug)]
pub(super) struct Guard {
    tried: Tried,
    counts: Vec<(Counted, Digest, Charged)>,
}

impl Guard {
    /// Charges an attempt, durably, before it is tried. Refused where a count is locked; then nothing is charged.
    pub(super) async fn charge(
        portal: &Portal,
        tried: Tried,
        name: &str,
        user: Option<&User>,
        visitor: &Visitor,
    ) -> Result<Self, Refusal> {
        let now = portal.now();
        let rules = rules(portal);
        let mut change = portal.database().change().await?;
        let known = match (user, &visitor.browser) {
            _ if visitor.vouched.is_some() => visitor.vouched,
            (Some(user), Some(browser)) => {
                let (browser, since) = (browser.hash(), now.saturating_sub(KNOWN_SECONDS));
                users::knows_browser(change.connection(), user.id, &browser, since).await?.then_some(browser)
            }
            _ => None,
        };
        let mut counts = Vec::new();
        for counted in rules.counts(name, visitor, known) {
            let parts = [tried.name(), counted.scope.name(), counted.subject.as_str()].map(str::as_bytes);
            let subject = portal.key().keyed_hash(Purpose::Failures, &parts);
            let forgotten = Forgotten {
                failures: now.saturating_sub(rules.seconds),
                lockouts: now.saturating_sub(rules.remembered()),
            };
            let charged = failures::charge(change.connection(), &subject, now, forgotten).await?;
            if charged.locked_until > now {
                return Err(Refusal::Locked { seconds: charged.locked_until.saturating_sub(now) });
            }
            if charged.failed > counted.limit {
                // Others are being tried at this moment and have taken all there are.
                return Err(Refusal::Locked { seconds: rules.seconds });
            }
            counts.push((counted, subject, charged));
        }
        change.commit().await?;
        Ok(Self { tried, counts })
    }

    /// The attempt was right: it is given back, and the counts of this source begin anew.
    pub(super) async fn passed(self, change: &mut Change<'_>) -> Result<(), Unavailable> {
        use crate::domain::Scope;
        for (counted, subject, _) in &self.counts {
            match counted.scope {
                Scope::AccountAndNetwork | Scope::AccountAndBrowser => {
                    failures::clear(change.connection(), subject).await?;
                }
                Scope::Account | Scope::Network => failures::give_back(change.connection(), subject).await?,
            }
        }
        Ok(())
    }

    /// The attempt was not judged after all (a code that was right but used before): it stays charged, and locks as a
    /// failure does. What the caller answers is `otherwise`, or that it is locked now.
    pub(super) async fn failed(
        self,
        portal: &Portal,
        name: &str,
        user: Option<&User>,
        visitor: &Visitor,
        otherwise: Refusal,
    ) -> Result<Refusal, Unavailable> {
        let (rules, now) = (rules(portal), portal.now());
        let mut change = portal.database().change().await?;
        let mut locked = None;
        for (counted, subject, charged) in &self.counts {
            if charged.failed >= counted.limit {
                let seconds = rules.lasts(charged.lockouts);
                failures::lock(change.connection(), subject, now.saturating_add(seconds)).await?;
                locked = locked.max(Some(seconds));
            }
        }
        // What was typed as the name of nobody may be a password: it is not written down.
        let subject = if user.is_some() { name } else { "(unknown)" };
        let events = [Some(AuditEvent::LoginFailed), locked.map(|_| AuditEvent::LockedOut)];
        for event in events.into_iter().flatten() {
            let entry = audit::Entry {
                at: portal.time().milliseconds(),
                user: user.map(|user| user.id),
                subject,
                event,
                detail: self.tried.name(),
                source: &visitor.address.to_string(),
            };
            audit::write(change.connection(), entry).await?;
        }
        change.commit().await?;
        Ok(locked.map_or(otherwise, |seconds| Refusal::Locked { seconds }))
    }
}

fn rules(portal: &Portal) -> LockoutRules {
    let policy = portal.policy();
    LockoutRules {
        failures: u64::from(policy.lockout_failures),
        seconds: policy.lockout_seconds,
        longest: policy.lockout_longest_seconds,
    }
}
