//! Events in any order: no approval without a tap and a verified user, whatever happens in between.

use crate::phone::{Network, PIN, Phone, deny, poll, secret};
use countersign::authenticator::{
    Acceptance, Authenticator, Cancellation, Compared, DenyReason, RequestId, Verify,
};
use countersign::ports::DeviceKeyError;
use countersign::testing::{SeededRandom, block_on};
use countersign_tests::counted;
use countersign_tests::push_rig::{Ask, Fate};
use std::time::Duration;

/// Draws from a seed.
struct Dice(SeededRandom);

impl Dice {
    fn throw(&self, sides: usize) -> usize {
        use countersign::ports::Random;
        let mut bytes = [0; 8];
        self.0.fill(&mut bytes).unwrap();
        usize::try_from(u64::from_le_bytes(bytes) % sides as u64).unwrap()
    }
}

/// What the test knows for certain: which requests a user who was verified has tapped long enough after the screen.
#[derive(Default)]
struct Consent {
    approvals: usize,
    opened: Option<(RequestId, Duration)>,
}

#[test]
fn no_order_of_events_approves_by_itself() {
    let (phone, dice) = (Phone::new(), Dice(SeededRandom::new(77)));
    let (app, id) = phone.enrolled();
    app.enable_biometrics(secret(PIN)).unwrap();
    let (mut consent, mut passed, mut approved) = (Consent::default(), Duration::ZERO, 0);
    let rounds = 3_000;
    for _ in 0..rounds {
        match dice.throw(10) {
            0 => drop(phone.server().ask(&Ask { life: 300, ..Ask::default() })),
            1 | 2 => drop(poll(&app, id)),
            3 => {
                let listed = app.requests().map(|view| view.requests).unwrap_or_default();
                if !listed.is_empty() {
                    let request = listed[dice.throw(listed.len())].id;
                    app.open_request(request).unwrap();
                    consent.opened = Some((request, passed));
                }
            }
            4 => {
                let moment = Duration::from_millis([50, 699, 700, 30_000][dice.throw(4)]);
                phone.clock.advance(moment);
                passed += moment;
            }
            5..=7 => try_to_approve(&phone, &app, &dice, &mut consent, passed),
            8 => {
                if let Ok(view) = app.requests()
                    && let Some(shown) = view.requests.iter().find(|view| view.on_screen)
                {
                    let _ = deny(&app, shown.id, DenyReason::Cancelled);
                }
            }
            _ => {
                app.lock();
                if dice.throw(4) > 0 {
                    let _ = app.unlock_with_biometrics(Acceptance::NewestOnly);
                }
                phone.set_network([Network::Up, Network::Up, Network::Down][dice.throw(3)]);
            }
        }
        approved = phone.server().fates().iter().filter(|fate| **fate == Fate::Approved).count();
        assert!(approved <= consent.approvals, "an approval that nobody gave");
    }
    let keys = phone.signing_keys.as_ref().unwrap();
    let signatures = keys.signatures(countersign::ports::SigningKeyUse::User);
    // One more than approvals: the enrollment.
    assert_eq!(signatures, consent.approvals + 1, "the user key signs once for each consent");
    assert!(approved > 20, "the test approves at all: {approved}");
    counted(&format!("events in random order: {rounds}, approvals {approved}, none without consent"));
}

/// Tries to approve what is on the screen, too soon or not, with a finger or without.
fn try_to_approve(phone: &Phone, app: &Authenticator, dice: &Dice, consent: &mut Consent, passed: Duration) {
    let Ok(view) = app.requests() else { return };
    let Some(shown) = view.requests.iter().find(|view| view.on_screen) else { return };
    let dismissed = dice.throw(3) == 0;
    let sensor = phone.biometric_key.as_ref().unwrap();
    if dismissed {
        sensor.faults().always(DeviceKeyError::Cancelled);
    }
    let outcome =
        block_on(app.approve(shown.id, Compared::Nothing, Verify::Biometrics, &Cancellation::new()));
    sensor.faults().heal();
    if outcome.is_ok() {
        assert!(!dismissed, "nobody was verified");
        if let Some((request, since)) = consent.opened
            && request == shown.id
        {
            assert!(passed - since >= Duration::from_millis(700), "too soon after the screen");
        }
        consent.approvals += 1;
    }
}
