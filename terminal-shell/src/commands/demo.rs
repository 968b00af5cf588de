//! `demo`: the one-command tour. It draws a QR picture, scans it, shows the offer, adds the account to a vault of its
//! own in a temporary folder, and shows the code. The folder goes at the end, whatever happens.

use crate::arguments::DeviceKey;
use crate::console::Console;
use crate::pictures;
use crate::place::{Opened, Place};
use crate::problem::Problem;
use crate::signals::Ending;
use crate::words;
use countersign::authenticator::{Confirmation, OfferView};
use countersign::crypto::{SecretBytes, random_secret};
use countersign::otp::{CodeParameters, Label, OneTimeAccount, SharedSecret, key_uri};
use countersign::scan::{Effort, scan_picture};
use countersign::time::UnixTime;

/// The demo's passphrase protects nothing but the demo's own account.
const PASSPHRASE: &[u8] = b"a demo passphrase";

pub(super) fn run(console: &Console) -> Result<(), Problem> {
    // A signal only ends the demo early once the folder is gone: it takes a second.
    let _ending = Ending::watch();
    let folder = tempfile::Builder::new().prefix("countersign-demo-").tempdir()?;
    let place = Place::at(folder.path().join("vault"));
    let outcome = tour(&place, console);
    folder.close()?;
    outcome?;
    console.print(&format!("\n{}", console.say("demo-end")))
}

fn tour(place: &Place, console: &Console) -> Result<(), Problem> {
    console.print(&console.say("demo-begin"))?;
    let account = demo_account(place)?;
    // Exposed: a throw-away secret, made a moment ago, shown on purpose.
    let secret = account.secret.to_base32();
    let picture = pictures::draw(key_uri::write(&account).expose()).ok_or(Problem::NothingUsable)?;
    step(console, 1, "demo-drawn", &[("bytes", picture.len().into())])?;

    let found = scan_picture(&picture, Effort::Still, place.clock());
    let found = found.map_err(|error| Problem::Picture("demo.png".into(), error))?;
    let code = found.first().ok_or_else(|| Problem::NoCode("demo.png".into()))?;
    step(console, 2, "demo-scanned", &[("count", found.len().into())])?;

    let opened = set_up(place)?;
    step(console, 3, "demo-set-up", &[])?;

    let mut offers = opened.core.read_text(code.text.expose())?.offers;
    let offer = offers.pop().ok_or(Problem::NothingUsable)?;
    step(console, 4, "demo-offer", &[])?;
    show(&offer, console)?;
    let row = opened.core.confirm_offer(
        offer.id,
        Confirmation { information: console.say("demo-information"), ..Confirmation::default() },
    )?;
    step(console, 5, "demo-added", &[("name", words::label(&row.issuer, &row.account).into())])?;

    let now = UnixTime::from_seconds(place.clock().wall().seconds());
    let view = opened.core.code_at(row.id, now)?;
    let values = [("code", view.grouped.as_str().into()), ("seconds", view.seconds_left.into())];
    console.print(&format!("\n   {}\n", console.texts.say_with("demo-code", &values)))?;
    console.print(&console.say("demo-check"))?;
    let moment = words::moment_for_scripts(now).replace('T', " ").replace('Z', " UTC");
    console.print(&format!("   oathtool --totp --base32 --now \"{moment}\" {}", secret.expose()))
}

/// An account with a random secret, as a server would make one.
fn demo_account(place: &Place) -> Result<OneTimeAccount, Problem> {
    let random = random_secret::<20>(place.random()).map_err(|_| Problem::Output)?;
    // Exposed: copied into the account.
    let secret = SharedSecret::new(SecretBytes::from(random.expose().as_slice()));
    Ok(OneTimeAccount {
        issuer: Label::clean("Countersign demo"),
        account: Label::clean("alice@example.org"),
        parameters: CodeParameters::USUAL,
        secret: secret.map_err(|_| Problem::NothingUsable)?,
    })
}

fn set_up(place: &Place) -> Result<Opened, Problem> {
    place.open()?.core.accept_license(countersign::authenticator::LICENSE_VERSION)?;
    let opened = place.decide(DeviceKey::File)?;
    opened.core.choose_pin(SecretBytes::from(PASSPHRASE))?;
    opened.core.confirm_pin(SecretBytes::from(PASSPHRASE))?;
    opened.core.choose_notifications(false)?;
    Ok(opened)
}

fn show(offer: &OfferView, console: &Console) -> Result<(), Problem> {
    console.print(&format!("   {}", words::label(&offer.issuer, &offer.account)))?;
    console.print(&format!("   {}", words::parameters(&console.texts, offer)))
}

fn step(
    console: &Console,
    number: u8,
    key: &str,
    values: &[(&str, fluent_bundle::FluentValue<'_>)],
) -> Result<(), Problem> {
    console.print(&format!("{number}. {}", console.texts.say_with(key, values)))
}
