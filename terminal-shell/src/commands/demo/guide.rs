//! The guided path, walked by itself: a browser at the portal, and a phone. Whatever is told was seen to be true first.

use super::browser::Browser;
use super::page::number;
use super::stage::{ADDRESS, Stage, USER, first_launch, passphrase};
use crate::console::Console;
use crate::device_name;
use crate::place::Place;
use crate::problem::Problem;
use crate::words;
use countersign::authenticator::{
    AccountId, AccountKind, AccountRow, AnswerStatus, Authenticator, Cancellation, Channel, Compared,
    Confirmation, DenyReason, Filter, HistoryEvent, OfferView, OnlineEnrollment, RequestView, Verify,
};
use countersign::push::SETTLING;
use countersign::scan::{Effort, scan_picture};
use fluent_bundle::FluentValue;
use std::collections::HashSet;
use std::fmt::Display;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::sleep;

mod codes;

/// The password that the user chooses.
const PASSWORD: &str = "four random words here";
/// How long the phone lets the server hold its answer back.
const WAIT: Duration = Duration::from_secs(5);
/// How often a page asks whether something has changed, and for how long.
const AGAIN: Duration = Duration::from_millis(200);
const MOST_ASKED: usize = 300;

/// Who walks the path.
pub(super) struct Guide<'a> {
    stage: &'a Stage,
    place: &'a Place,
    console: &'a Console,
    browser: Browser,
    /// Mails that were read.
    read: HashSet<PathBuf>,
    step: u8,
}

impl<'a> Guide<'a> {
    pub(super) fn new(stage: &'a Stage, place: &'a Place, console: &'a Console) -> Self {
        Self {
            stage,
            place,
            console,
            browser: Browser::new(stage.address.clone()),
            read: HashSet::new(),
            step: 0,
        }
    }

    /// Walks all of it; the vault of the phone is open at the end.
    pub(super) async fn walk(&mut self) -> Result<(), Problem> {
        self.change_password().await?;
        self.log_in().await?;
        self.add_email().await?;
        let core = self.launch_app()?;
        let push = self.add_smartphone(&core).await?;
        let totp = self.add_totp(&core).await?;
        self.see_both(&core)?;
        self.log_off().await?;
        self.approve(&core, push).await?;
        self.reject(&core, push).await?;
        self.let_expire(&core, push).await?;
        self.by_offline_code(&core, push).await?;
        self.by_totp_code(&core, &totp).await?;
        self.by_mailed_code().await?;
        self.check_code(&core, &totp)
    }

    async fn change_password(&mut self) -> Result<(), Problem> {
        self.browser.open("/first-login").await?;
        let initial = self.stage.initial_password.clone();
        self.browser.submit("/first-login", &[("user", USER), ("password", &initial)]).await?;
        self.browser.submit("/password/new", &[("new", PASSWORD), ("again", PASSWORD)]).await?;
        self.on_page("/password/changed")?;
        self.tell("demo-password-changed", &[("user", USER.into())])
    }

    /// User, Next, password, Next: where no factor counts yet that is all.
    async fn log_in(&mut self) -> Result<(), Problem> {
        self.give_password().await?;
        self.on_page("/authenticators")?;
        self.tell("demo-logged-in", &[])
    }

    async fn give_password(&mut self) -> Result<(), Problem> {
        self.browser.open("/login").await?;
        self.browser.submit("/login", &[("user", USER)]).await?;
        self.browser.submit("/login/password", &[("password", PASSWORD)]).await
    }

    async fn add_email(&mut self) -> Result<(), Problem> {
        self.browser.open("/authenticators/email/new").await?;
        self.browser.submit("/authenticators/email/new", &[("address", ADDRESS)]).await?;
        let code = self.mailed_code().await?;
        self.browser.submit("/authenticators/email/prove", &[("code", &code)]).await?;
        self.on_page("/authenticators")?;
        self.page_says(ADDRESS)?;
        self.tell("demo-email", &[("address", ADDRESS.into()), ("code", code.into())])
    }

    fn launch_app(&mut self) -> Result<Arc<Authenticator>, Problem> {
        let opened = first_launch(self.place)?;
        self.tell("demo-first-launch", &[])?;
        Ok(opened.core)
    }

    async fn add_smartphone(&mut self, core: &Authenticator) -> Result<AccountId, Problem> {
        self.browser.open("/authenticators/smartphone/new").await?;
        self.browser.submit("/authenticators/smartphone/new", &[("comment", "push")]).await?;
        let here = self.browser.path().to_owned();
        let offer = self.scan_offer(core).await?;
        let server = offer.server.as_ref().map(|server| server.name.clone()).unwrap_or_default();
        self.tell("demo-push-offer", &[("server", server.into())])?;
        let enrollment = OnlineEnrollment {
            confirmation: with_information(USER),
            device_name: device_name::this_computer(),
            app: device_name::this_app(),
            channel: Channel::None,
            private_network: true,
        };
        let row = core.enroll_online(offer.id, enrollment, &(), &Cancellation::new()).await?;
        self.state_becomes(&here, "completed").await?;
        self.browser.open("/authenticators").await?;
        self.page_says("push")?;
        self.tell("demo-push-added", &[("name", name(&row).into())])?;
        Ok(row.id)
    }

    async fn add_totp(&mut self, core: &Authenticator) -> Result<AccountRow, Problem> {
        self.browser.open("/authenticators/totp/new").await?;
        self.browser.submit("/authenticators/totp/new", &[("comment", "totp")]).await?;
        let here = self.browser.path().to_owned();
        let offer = self.scan_offer(core).await?;
        let row = core.confirm_offer(offer.id, with_information(USER))?;
        let code = core.code(row.id)?.code;
        self.browser.submit(&here, &[("code", &code)]).await?;
        self.on_page("/authenticators")?;
        self.page_says("totp")?;
        self.tell("demo-totp-added", &[("name", name(&row).into()), ("code", code.into())])?;
        Ok(row)
    }

    /// The phone scans the code that the page shows.
    async fn scan_offer(&mut self, core: &Authenticator) -> Result<OfferView, Problem> {
        let picture = self.browser.code_picture().await?;
        let found = scan_picture(&picture, Effort::Still, self.place.clock());
        let found = found.map_err(|error| Problem::Picture("code.png".into(), error))?;
        let code = found.first().ok_or_else(|| Problem::NoCode("code.png".into()))?;
        self.tell("demo-scanned", &[("bytes", picture.len().into())])?;
        // Exposed: the core reads the text that the picture holds.
        core.read_text(code.text.expose())?.offers.pop().ok_or(Problem::NothingUsable)
    }

    fn see_both(&mut self, core: &Authenticator) -> Result<(), Problem> {
        let rows = core.accounts(&Filter::default())?;
        let kinds: Vec<AccountKind> = rows.iter().map(|row| row.kind).collect();
        seen(kinds.contains(&AccountKind::Push) && kinds.contains(&AccountKind::Totp), "list")?;
        self.tell("demo-both", &[])?;
        for row in &rows {
            let kind = self.console.say(words::kind(row.kind));
            self.console.print(&format!("     {}  ({kind})", name(row)))?;
        }
        Ok(())
    }

    async fn log_off(&mut self) -> Result<(), Problem> {
        self.leave().await?;
        self.tell("demo-logged-off", &[])
    }

    async fn leave(&mut self) -> Result<(), Problem> {
        self.browser.submit("/log-off", &[]).await?;
        self.browser.open("/logged-off").await?;
        // Whoever is logged off is sent to the login.
        self.browser.open("/authenticators").await?;
        self.on_page("/login")
    }

    /// A login up to the page that waits for the phone, and the request as the phone shows it.
    async fn ask_phone(&mut self, core: &Authenticator, id: AccountId) -> Result<RequestView, Problem> {
        self.give_password().await?;
        self.on_page("/login/factor")?;
        self.browser.submit("/login/factor", &[("way", "push")]).await?;
        self.on_page("/login/push")?;
        for _ in 0..MOST_ASKED {
            core.poll(id, WAIT, &Cancellation::new()).await?;
            if let Some(request) = core.requests()?.requests.into_iter().next() {
                let view = core.open_request(request.id)?;
                self.console.print(&format!("     {}", words::headline(&self.console.texts, &view)))?;
                // The screen is new: taps count only once it has settled.
                sleep(SETTLING).await;
                return Ok(view);
            }
        }
        Err(Problem::NoRequest)
    }

    async fn approve(&mut self, core: &Authenticator, id: AccountId) -> Result<(), Problem> {
        self.tell("demo-approving", &[])?;
        let view = self.ask_phone(core, id).await?;
        let shown = number(self.browser.html()).ok_or_else(|| Problem::Demo("number".to_owned()))?;
        let read = words::in_groups(&shown);
        self.print("demo-number", &[("number", read.into())])?;
        let by = Verify::Pin(passphrase());
        let outcome = core.approve(view.id, Compared::Number(shown), by, &Cancellation::new()).await?;
        seen(outcome.status == AnswerStatus::Approved, "approve")?;
        self.state_becomes("/login/push", "accepted").await?;
        // The page goes on by itself: it loads itself anew and presses its own button.
        self.browser.open("/login/push").await?;
        self.browser.submit("/login/push", &[]).await?;
        self.on_page("/authenticators")?;
        self.leave().await?;
        self.print("demo-approved", &[])
    }

    async fn reject(&mut self, core: &Authenticator, id: AccountId) -> Result<(), Problem> {
        self.tell("demo-rejecting", &[])?;
        let view = self.ask_phone(core, id).await?;
        let outcome = core.deny(view.id, DenyReason::NotMe, &Cancellation::new()).await?;
        seen(outcome.status == AnswerStatus::Denied, "deny")?;
        self.state_becomes("/login/push", "rejected").await?;
        self.is_shut_out().await?;
        self.print("demo-rejected", &[])
    }

    async fn let_expire(&mut self, core: &Authenticator, id: AccountId) -> Result<(), Problem> {
        self.tell("demo-expiring", &[])?;
        let view = self.ask_phone(core, id).await?;
        self.print("demo-waiting", &[("seconds", view.seconds_left.into())])?;
        sleep(Duration::from_secs(view.seconds_left)).await;
        self.state_becomes("/login/push", "timed-out").await?;
        self.is_shut_out().await?;
        seen(core.requests()?.requests.is_empty(), "requests")?;
        let history = core.history()?;
        seen(history.iter().any(|row| row.event == HistoryEvent::RequestExpired), "history")?;
        self.print("demo-expired", &[])
    }

    /// The login did not happen.
    async fn is_shut_out(&mut self) -> Result<(), Problem> {
        self.browser.open("/authenticators").await?;
        seen(self.browser.path() != "/authenticators", "/authenticators")
    }

    /// Asks as the page's script does, until the state is as expected.
    async fn state_becomes(&mut self, page: &str, state: &str) -> Result<(), Problem> {
        let mut told = String::new();
        for _ in 0..MOST_ASKED {
            told = self.browser.ask(&format!("{page}/state")).await?;
            if told.contains(&format!("\"{state}\"")) {
                return Ok(());
            }
            if !told.contains("\"waiting\"") {
                break;
            }
            sleep(AGAIN).await;
        }
        Err(Problem::Demo(format!("{page}: {state}, {told}")))
    }

    fn on_page(&self, path: &str) -> Result<(), Problem> {
        if self.browser.path() == path {
            return Ok(());
        }
        Err(Problem::Demo(format!("{path}, {}", self.browser.path())))
    }

    fn page_says(&self, words: &str) -> Result<(), Problem> {
        seen(self.browser.html().contains(words), words)
    }

    fn tell(&mut self, key: &str, values: &[(&str, FluentValue<'_>)]) -> Result<(), Problem> {
        self.step += 1;
        self.console.print(&format!("{:>2}. {}", self.step, self.console.texts.say_with(key, values)))
    }

    fn print(&self, key: &str, values: &[(&str, FluentValue<'_>)]) -> Result<(), Problem> {
        self.console.print(&format!("     {}", self.console.texts.say_with(key, values)))
    }
}

fn seen(true_indeed: bool, what: impl Display) -> Result<(), Problem> {
    if true_indeed { Ok(()) } else { Err(Problem::Demo(what.to_string())) }
}

fn with_information(information: &str) -> Confirmation {
    Confirmation { information: information.to_owned(), ..Confirmation::default() }
}

fn name(row: &AccountRow) -> String {
    words::label(&row.issuer, &row.account)
}
