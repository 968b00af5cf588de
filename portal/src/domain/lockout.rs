//! How failures are counted, and whom they lock out.
//!
//! An attempt is charged before it is tried and given back when it succeeds, so that tries in parallel gain nothing.
//! Names that do not exist are counted like others. A browser that the user has logged in with before has a count of its
//! own: strangers, however many, cannot lock it out. Who fails again after a lock-out is locked out for longer.

use super::Visitor;
use countersign::jose::Digest;

/// One count of failures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counted {
    /// What is counted.
    pub scope: Scope,
    /// The text that tells this count from others of its scope. Stored as a keyed hash only.
    pub subject: String,
    /// Failures at which it locks.
    pub limit: u64,
}

/// What a count is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// An account from one address.
    AccountAndNetwork,
    /// An account from a browser that it knows.
    AccountAndBrowser,
    /// An account from anywhere it does not know.
    Account,
    /// One address, whatever the account.
    Network,
}

impl Scope {
    /// Its name inside the hash.
    pub const fn name(self) -> &'static str {
        match self {
            Self::AccountAndNetwork => "account and network",
            Self::AccountAndBrowser => "account and browser",
            Self::Account => "account",
            Self::Network => "network",
        }
    }
}

/// How many failures lock, and for how long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LockoutRules {
    /// Failures of one account from one source. The policy's `lockout_failures`.
    pub failures: u64,
    /// How long the first time, in seconds. The policy's `lockout_seconds`. A failure counts for as long.
    pub seconds: u64,
    /// How long at most, in seconds. The policy's `lockout_longest_seconds`.
    pub longest: u64,
}

/// How many more failures an account takes from everywhere, and an address for all accounts, than one from the other.
const WIDER: u64 = 10;

impl LockoutRules {
    /// How long a lock-out lasts, in seconds, after `before` others in a row: each twice as long as the one before.
    pub fn lasts(self, before: u64) -> u64 {
        let doublings = u32::try_from(before.min(32)).unwrap_or(32);
        self.seconds.saturating_mul(1 << doublings).min(self.longest.max(self.seconds))
    }

    /// How long lock-outs count as being in a row: until there was no failure for this time.
    pub fn remembered(self) -> u64 {
        self.lasts(u64::MAX).saturating_mul(2)
    }

    /// The counts that an attempt to log in as `name` is charged to. `known` is the browser, where it is one that this
    /// account was logged in with.
    pub fn counts(self, name: &str, visitor: &Visitor, known: Option<Digest>) -> Vec<Counted> {
        if let Some(browser) = known {
            let subject = format!("{name}\n{browser}");
            return vec![Counted { scope: Scope::AccountAndBrowser, subject, limit: self.failures }];
        }
        let network = visitor.network();
        let wide = self.failures.saturating_mul(WIDER);
        vec![
            Counted {
                scope: Scope::AccountAndNetwork,
                subject: format!("{name}\n{network}"),
                limit: self.failures,
            },
            Counted { scope: Scope::Account, subject: name.to_owned(), limit: wide },
            Counted { scope: Scope::Network, subject: network, limit: wide },
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use countersign::jose::hash;

    #[test]
    fn each_lock_out_is_longer_up_to_the_longest() {
        let rules = LockoutRules { failures: 3, seconds: 300, longest: 3600 };
        assert_eq!(
            [0, 1, 2, 3, 4, u64::MAX].map(|before| rules.lasts(before)),
            [300, 600, 1200, 2400, 3600, 3600]
        );
        let always = LockoutRules { longest: 60, ..rules };
        assert_eq!(always.lasts(7), 300, "never shorter than the first");
    }

    #[test]
    fn a_known_browser_has_a_count_of_its_own() {
        let rules = LockoutRules { failures: 3, seconds: 300, longest: 3600 };
        let visitor = Visitor {
            address: "203.0.113.7".parse().unwrap(),
            agent: String::new(),
            browser: None,
            vouched: None,
        };
        let scopes = |known| -> Vec<Scope> {
            rules.counts("anna", &visitor, known).into_iter().map(|count| count.scope).collect()
        };
        assert_eq!(scopes(Some(hash(b"a browser"))), [Scope::AccountAndBrowser]);
        assert_eq!(scopes(None), [Scope::AccountAndNetwork, Scope::Account, Scope::Network]);
    }
}
