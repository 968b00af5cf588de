//! `add`: an account from a picture, a text, standard input, or fields; shown and asked before it is stored.

use super::enroll;
use crate::arguments::{Add, KindName, Manual};
use crate::console::Console;
use crate::pictures::{self, Input};
use crate::place::Place;
use crate::problem::Problem;
use crate::session::full_name;
use crate::{messages, pin, words};
use countersign::authenticator::{
    Authenticator, Confirmation, EnrollmentError, ManualEntry, OfferView, OffersView,
};
use countersign::crypto::SecretBytes;
use countersign::otp::{Algorithm, CodeParameters, Counter, Digits, Period};
use std::io::Read as _;
use std::path::Path;

/// The longest text taken from standard input: more than any enrollment has.
const LONGEST_INPUT: u64 = 64 * 1024;

pub(super) fn run(
    add: Add,
    core: &Authenticator,
    place: &Place,
    console: &mut Console,
) -> Result<(), Problem> {
    let offers = match &add.input {
        Some(input) => read(input, core, place, console)?,
        None => vec![core.offer_manual(entry(&add.entry, console)?)?],
    };
    for offer in offers {
        show(&offer, console);
        if !add.added.yes && !console.ask(&console.say("add-question"))? {
            core.dismiss_offer(offer.id);
            continue;
        }
        let wanted = add.same_secret || same_secret_wanted(&offer, console)?;
        let confirmation = Confirmation {
            issuer: None,
            account: None,
            information: add.added.information.clone().unwrap_or_default(),
            tags: add.added.tags.clone(),
            same_secret_wanted: wanted,
        };
        if let Some(push) = &offer.push {
            enroll::online(&offer, push, confirmation, &add.added.with_server, core, place, console)?;
            continue;
        }
        let row = core.confirm_offer(offer.id, confirmation)?;
        console.print(&full_name(&row))?;
    }
    Ok(())
}

/// "This very secret is there already": asked where somebody can answer, refused by the core where nobody can.
fn same_secret_wanted(offer: &OfferView, console: &Console) -> Result<bool, Problem> {
    match &offer.same_secret {
        Some(row) if Console::has_person() => {
            let name = words::label(&row.issuer, &row.account);
            console.ask(&console.texts.say_with("offer-same-secret-question", &[("name", name.into())]))
        }
        _ => Ok(false),
    }
}

/// Everything that a picture or a text offers; what cannot be used is told.
pub(super) fn read(
    input: &str,
    core: &Authenticator,
    place: &Place,
    console: &Console,
) -> Result<Vec<OfferView>, Problem> {
    let views = match input {
        "-" => {
            let mut text = String::new();
            std::io::stdin().lock().take(LONGEST_INPUT).read_to_string(&mut text)?;
            vec![core.read_text(text.trim())?]
        }
        input => match pictures::input(input) {
            Input::Text(text) => vec![core.read_text(&text)?],
            Input::Picture(path) => of_picture(&path, core, place, console)?,
        },
    };
    let mut offers = Vec::new();
    for view in views {
        for error in view.unusable {
            console.tell(&messages::entry(&console.texts, error));
        }
        if !view.missing_parts.is_empty() {
            console.tell(&words::missing_parts(&console.texts, &view.missing_parts));
        }
        offers.extend(view.offers);
    }
    if offers.is_empty() { Err(Problem::NothingUsable) } else { Ok(offers) }
}

fn of_picture(
    path: &Path,
    core: &Authenticator,
    place: &Place,
    console: &Console,
) -> Result<Vec<OffersView>, Problem> {
    let codes = pictures::scan(path, place.clock())?;
    let alone = codes.len() == 1;
    let mut views = Vec::new();
    for code in codes {
        // Exposed: the core reads the text that the picture holds.
        match core.read_text(code.text.expose()) {
            Ok(view) => views.push(view),
            Err(error) if alone => return Err(error.into()),
            Err(error @ EnrollmentError::Unreadable(_)) => {
                console.tell(&messages::enrollment(&console.texts, &error));
            }
            Err(error) => return Err(error.into()),
        }
    }
    // The codes of an export may be in any order: what was missing after an earlier one may be there after the last.
    let last = views.len().saturating_sub(1);
    for (index, view) in views.iter_mut().enumerate() {
        if index < last {
            view.missing_parts.clear();
        }
    }
    Ok(views)
}

/// The offer, as the user judges it.
pub(super) fn show(offer: &OfferView, console: &Console) {
    console.tell(&words::label(&offer.issuer, &offer.account));
    console.tell(&format!("  {}", words::parameters(&console.texts, offer)));
    if let Some(server) = &offer.server {
        let text = console.texts.say_with("offer-server", &[("server", server.name.as_str().into())]);
        console.tell(&format!("  {text}"));
    }
    for warning in &offer.warnings {
        console.tell(&format!("  ! {}", words::warning(&console.texts, warning)));
    }
    if let Some(push) = &offer.push {
        enroll::tell_offer(push, console);
    }
    if !offer.similar.is_empty() {
        console.tell(&format!("  ! {}", console.say("offer-similar")));
        offer.similar.iter().for_each(|row| console.tell(&format!("    {}", full_name(row))));
    }
}

fn entry(fields: &Manual, console: &mut Console) -> Result<ManualEntry, Problem> {
    let secret = match fields.secret_fd {
        Some(number) => pin::from_descriptor(number)?,
        None => console.hidden("prompt-secret")?,
    };
    Ok(ManualEntry {
        issuer: fields.issuer.clone().unwrap_or_default(),
        account: fields.account.clone().unwrap_or_default(),
        secret: SecretBytes::from(secret.expose()),
        parameters: parameters(fields)?,
    })
}

fn parameters(fields: &Manual) -> Result<CodeParameters, Problem> {
    let algorithm = fields.algorithm.map_or(Algorithm::Sha1, Into::into);
    let digits = fields
        .digits
        .map_or(Some(Digits::SIX), Digits::new)
        .ok_or(Problem::Parameter("manual-digits-wrong"))?;
    let period = |otherwise| {
        let period = fields.period.map_or(Some(otherwise), Period::from_seconds);
        period.ok_or(Problem::Parameter("manual-period-wrong"))
    };
    Ok(match fields.kind {
        KindName::Totp => CodeParameters::Totp { algorithm, digits, period: period(Period::THIRTY_SECONDS)? },
        KindName::Hotp => {
            CodeParameters::Hotp { algorithm, digits, counter: Counter(fields.counter.unwrap_or_default()) }
        }
        KindName::Steam => CodeParameters::Steam,
        KindName::Day => CodeParameters::DayPassword { algorithm, digits, period: period(Period::ONE_DAY)? },
    })
}
