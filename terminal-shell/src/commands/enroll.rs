//! `enroll`: a push account from the picture or link of its server; shown and asked before anything is sent.

use super::add::{read, show};
use crate::arguments::{Enroll, WithServer};
use crate::console::Console;
use crate::device_name;
use crate::place::Place;
use crate::problem::Problem;
use crate::session::full_name;
use crate::{messages, words};
use countersign::authenticator::{
    Authenticator, Cancellation, Channel, Confirmation, EnrollmentProgress, EnrollmentStep, OfferView,
    OnlineEnrollment, OnlineEnrollmentError, PushCallError, PushOfferView, ServerError,
};

pub(super) fn run(
    enroll: &Enroll,
    core: &Authenticator,
    place: &Place,
    console: &Console,
) -> Result<(), Problem> {
    for offer in read(&enroll.input, core, place, console)? {
        let Some(push) = &offer.push else { return Err(Problem::NotAPushAccount) };
        show(&offer, console);
        if !enroll.added.yes && !console.ask(&console.say("add-question"))? {
            core.dismiss_offer(offer.id);
            return Err(Problem::Declined);
        }
        let confirmation = Confirmation {
            information: enroll.added.information.clone().unwrap_or_default(),
            tags: enroll.added.tags.clone(),
            ..Confirmation::default()
        };
        online(&offer, push, confirmation, &enroll.added.with_server, core, place, console)?;
    }
    Ok(())
}

/// Adds an offered push account with its server.
pub(super) fn online(
    offer: &OfferView,
    push: &PushOfferView,
    confirmation: Confirmation,
    options: &WithServer,
    core: &Authenticator,
    place: &Place,
    console: &Console,
) -> Result<(), Problem> {
    if let Some(obstacle) = push.obstacle {
        return Err(PushCallError::Policy(obstacle).into());
    }
    let mut enrollment = OnlineEnrollment {
        confirmation,
        device_name: options.device_name.clone().unwrap_or_else(device_name::this_computer),
        app: device_name::this_app(),
        channel: Channel::None,
        private_network: options.private_network,
    };
    if push.private_network && !enrollment.private_network {
        consent(console)?;
        enrollment.private_network = true;
    }
    let outcome = send(offer, enrollment.clone(), core, place, console);
    let row = match outcome {
        Err(OnlineEnrollmentError::Call(PushCallError::Server(ServerError::PrivateNetwork)))
            if !enrollment.private_network =>
        {
            // Its name has turned out to be that of a private address.
            consent(console)?;
            send(offer, OnlineEnrollment { private_network: true, ..enrollment }, core, place, console)?
        }
        outcome => outcome?,
    };
    console.print(&full_name(&row))
}

fn consent(console: &Console) -> Result<(), Problem> {
    if !Console::has_person() {
        return Err(PushCallError::from(ServerError::PrivateNetwork).into());
    }
    console.insist(&console.say("private-network-question"))
}

fn send(
    offer: &OfferView,
    enrollment: OnlineEnrollment,
    core: &Authenticator,
    place: &Place,
    console: &Console,
) -> Result<countersign::authenticator::AccountRow, OnlineEnrollmentError> {
    let online = place.online().map_err(|_| PushCallError::Offline)?;
    let told = Told { making: console.say("enrolling-keys"), asking: console.say("enrolling-server") };
    online.wait(core.enroll_online(offer.id, enrollment, &told, &Cancellation::new()))
}

/// Tells each step on standard error.
struct Told {
    making: String,
    asking: String,
}

impl EnrollmentProgress for Told {
    fn reached(&self, step: EnrollmentStep) {
        match step {
            EnrollmentStep::MakingKeys => eprintln!("{}", self.making),
            EnrollmentStep::AskingServer => eprintln!("{}", self.asking),
            EnrollmentStep::Storing => {}
        }
    }
}

/// What a push account's server asks, and what to know before it is talked to.
pub(super) fn tell_offer(push: &PushOfferView, console: &Console) {
    let texts = &console.texts;
    words::policy(texts, push.policy).iter().for_each(|line| console.tell(&format!("  {line}")));
    for warning in &push.warnings {
        console.tell(&format!("  ! {}", texts.say(words::push_warning(*warning))));
    }
    if let Some(obstacle) = push.obstacle {
        console.tell(&format!("  ! {}", messages::obstacle(texts, obstacle)));
    }
}
