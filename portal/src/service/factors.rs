//! Judging the codes of every factor. Each code is accepted once, by whichever process is first.

use super::email::{LOGIN, use_code};
use super::guard::{Guard, Tried};
use super::recovery::use_recovery_code;
use crate::domain::{
    Acceptance, AuthenticatorKind, AuthenticatorState, CounterCodes, Factor, StepCodes, User, Visitor,
};
use crate::error::{Refusal, Unavailable};
use crate::portal::Portal;
use crate::seal::Purpose;
use crate::store::{Change, authenticators};
use crate::token::Id;
use countersign::crypto::SecretBytes;
use countersign::otp::{Algorithm, SharedSecret};

/// Judges a code that `visitor` gives for `user`, charged against the lockout. What it proves counts from now on.
pub async fn check_code(
    portal: &Portal,
    user: &User,
    visitor: &Visitor,
    factor: Factor,
    typed: &str,
) -> Result<(), Refusal> {
    check_code_of(portal, user, visitor, factor, None, typed).await
}

/// The same, where the code has to be one of exactly the authenticator `only`.
pub(super) async fn check_code_of(
    portal: &Portal,
    user: &User,
    visitor: &Visitor,
    factor: Factor,
    only: Option<Id>,
    typed: &str,
) -> Result<(), Refusal> {
    let guard = Guard::charge(portal, Tried::Code, user.name.as_str(), Some(user), visitor).await?;
    let mut change = portal.database().change().await?;
    let judged = judge(portal, &mut change, user, factor, only, typed).await;
    settle(portal, change, guard, user, visitor, judged).await
}

/// Ends a guess that was charged by what was judged of it.
pub(super) async fn settle(
    portal: &Portal,
    mut change: Change<'_>,
    guard: Guard,
    user: &User,
    visitor: &Visitor,
    judged: Result<(), Refusal>,
) -> Result<(), Refusal> {
    match judged {
        Ok(()) => {
            guard.passed(&mut change).await?;
            Ok(change.commit().await?)
        }
        Err(Refusal::Unavailable(problem)) => Err(problem.into()),
        Err(refusal) => {
            // Tries of a mailed code are counted in its row: that stays.
            change.commit().await?;
            Err(guard.failed(portal, user.name.as_str(), Some(user), visitor, refusal).await?)
        }
    }
}

async fn judge(
    portal: &Portal,
    change: &mut Change<'_>,
    user: &User,
    factor: Factor,
    only: Option<Id>,
    typed: &str,
) -> Result<(), Refusal> {
    match factor {
        Factor::Totp => step_code(portal, change, user.id, &AuthenticatorKind::APPS, only, typed).await,
        Factor::Offline => step_code(portal, change, user.id, &[AuthenticatorKind::Push], only, typed).await,
        Factor::Email => use_code(portal, change, user.id, LOGIN, typed).await.map(|_| ()),
        Factor::Recovery => use_recovery_code(portal, change, user, typed).await,
        // A request is approved on a phone, not by a code.
        Factor::Push => Err(Refusal::WrongCode),
    }
}

/// Accepts a code of one of the user's authenticators of these kinds (or of exactly `only`), and marks that one as used.
pub(super) async fn step_code(
    portal: &Portal,
    change: &mut Change<'_>,
    user: Id,
    kinds: &[AuthenticatorKind],
    only: Option<Id>,
    typed: &str,
) -> Result<(), Refusal> {
    let mut refusal = Refusal::WrongCode;
    for authenticator in authenticators::of_user(change.connection(), user).await? {
        let wanted =
            only.map_or(authenticator.state != AuthenticatorState::Pending, |only| only == authenticator.id);
        if !kinds.contains(&authenticator.kind) || !wanted {
            continue;
        }
        let Some(record) = authenticators::codes(change.connection(), authenticator.id).await? else {
            continue;
        };
        let (id, by_counter) = (authenticator.id, authenticator.kind == AuthenticatorKind::Hotp);
        let acceptance = if by_counter {
            let look_ahead = portal.policy().hotp_look_ahead;
            counter_codes(portal, id, &record)?.judge(typed, record.next_counter, look_ahead)
        } else {
            let codes = step_codes(portal, authenticator.kind, id, &record)?;
            codes.judge(typed, portal.time(), record.last_step)
        };
        match acceptance {
            Acceptance::New(number) => {
                let accepted = if by_counter {
                    authenticators::accept_counter(change.connection(), id, number).await?
                } else {
                    authenticators::accept_step(change.connection(), id, number).await?
                };
                if !accepted {
                    return Err(Refusal::CodeUsed);
                }
                authenticators::set_used(change.connection(), id, portal.now()).await?;
                return Ok(());
            }
            Acceptance::Used => refusal = Refusal::CodeUsed,
            Acceptance::Wrong => {}
        }
    }
    Err(refusal)
}

fn step_codes(
    portal: &Portal,
    kind: AuthenticatorKind,
    id: Id,
    record: &authenticators::CodeRecord,
) -> Result<StepCodes, Unavailable> {
    let policy = portal.policy();
    let (purpose, algorithm, window) = match kind {
        AuthenticatorKind::Push => {
            let steps = policy.offline_window_seconds / u64::from(record.period.max(1));
            (Purpose::OfflineSeed, Algorithm::Sha256, u8::try_from(steps).unwrap_or(u8::MAX))
        }
        _ => (Purpose::TotpSeed, Algorithm::Sha1, policy.totp_window_steps),
    };
    let secret = secret(portal, purpose, id, record)?;
    StepCodes::new(&secret, algorithm, record.digits, record.period, window).ok_or(Unavailable::Damaged)
}

/// The codes of an authenticator by counter.
pub(super) fn counter_codes(
    portal: &Portal,
    id: Id,
    record: &authenticators::CodeRecord,
) -> Result<CounterCodes, Unavailable> {
    let secret = secret(portal, Purpose::TotpSeed, id, record)?;
    CounterCodes::new(&secret, record.digits).ok_or(Unavailable::Damaged)
}

fn secret(
    portal: &Portal,
    purpose: Purpose,
    id: Id,
    record: &authenticators::CodeRecord,
) -> Result<SharedSecret, Unavailable> {
    let seed = portal.key().open_sealed(purpose, &id.to_string(), &record.seed_sealed)?;
    // Exposed: copied into the type that makes codes.
    SharedSecret::new(SecretBytes::from(seed.expose())).map_err(|_| Unavailable::Damaged)
}
