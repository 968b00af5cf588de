//! Logins by a code that is typed: of the phone without its network, of the app, and from a mail. And the app's code, for
//! another program to agree with.

use super::{AGAIN, Guide, MOST_ASKED};
use crate::commands::demo::stage::{ADDRESS, passphrase};
use crate::problem::Problem;
use crate::words;
use countersign::authenticator::{AccountId, AccountRow, Authenticator};
use countersign::time::UnixTime;
use std::path::PathBuf;
use tokio::time::sleep;

impl Guide<'_> {
    /// With the code of the push account, which the phone makes by itself.
    pub(super) async fn by_offline_code(
        &mut self,
        core: &Authenticator,
        push: AccountId,
    ) -> Result<(), Problem> {
        let code = core.code(push)?.code;
        self.log_in_with("offline", &code).await?;
        self.tell("demo-by-offline-code", &[("code", code.as_str().into())])?;
        // Whoever has seen the code cannot use it again.
        self.choose_way("offline").await?;
        self.browser.submit("/login/code/offline", &[("code", &code)]).await?;
        self.on_page("/login/code/offline")?;
        self.is_shut_out().await?;
        self.print("demo-once", &[])
    }

    /// With the code of the app. A request has timed out since the last one was taken, so this is another.
    pub(super) async fn by_totp_code(
        &mut self,
        core: &Authenticator,
        totp: &AccountRow,
    ) -> Result<(), Problem> {
        let code = core.code(totp.id)?.code;
        self.log_in_with("totp", &code).await?;
        self.tell("demo-by-totp-code", &[("code", code.into())])
    }

    /// With a code that is mailed for this login.
    pub(super) async fn by_mailed_code(&mut self) -> Result<(), Problem> {
        self.choose_way("email").await?;
        let code = self.mailed_code().await?;
        self.give_code("email", &code).await?;
        self.tell("demo-by-mailed-code", &[("address", ADDRESS.into()), ("code", code.into())])
    }

    async fn log_in_with(&mut self, way: &str, code: &str) -> Result<(), Problem> {
        self.choose_way(way).await?;
        self.give_code(way, code).await
    }

    /// A login up to the page that wants the code.
    async fn choose_way(&mut self, way: &str) -> Result<(), Problem> {
        self.give_password().await?;
        self.on_page("/login/factor")?;
        self.browser.submit("/login/factor", &[("way", way)]).await?;
        self.on_page(&format!("/login/code/{way}"))
    }

    async fn give_code(&mut self, way: &str, code: &str) -> Result<(), Problem> {
        self.browser.submit(&format!("/login/code/{way}"), &[("code", code)]).await?;
        self.on_page("/authenticators")?;
        self.leave().await
    }

    /// The code in the next mail that the portal sends to the user.
    pub(super) async fn mailed_code(&mut self) -> Result<String, Problem> {
        for _ in 0..MOST_ASKED {
            let entries = std::fs::read_dir(&self.stage.mails).into_iter().flatten().flatten();
            let mails = entries
                .map(|entry| entry.path())
                .filter(|path| path.extension().is_some_and(|it| it == "eml"));
            let unread: Vec<PathBuf> = mails.filter(|path| !self.read.contains(path)).collect();
            for path in unread {
                let mail = std::fs::read_to_string(&path)?;
                self.read.insert(path);
                if let Some(code) = code_of(&mail) {
                    return Ok(code);
                }
            }
            sleep(AGAIN).await;
        }
        Err(Problem::Demo(ADDRESS.to_owned()))
    }

    /// The TOTP code, for another program to agree with.
    pub(super) fn check_code(&mut self, core: &Authenticator, totp: &AccountRow) -> Result<(), Problem> {
        let now = UnixTime::from_seconds(self.place.clock().wall().seconds());
        let view = core.code_at(totp.id, now)?;
        let uri = core.export_key_uri(totp.id, passphrase())?;
        // Exposed: the secret of the demo's account, which is thrown away in a moment.
        let secret = uri.expose().split(['?', '&']).find_map(|part| part.strip_prefix("secret="));
        let secret = secret.ok_or_else(|| Problem::Demo("secret".to_owned()))?;
        let values = [("code", view.grouped.as_str().into()), ("seconds", view.seconds_left.into())];
        self.console.print(&format!("\n   {}\n", self.console.texts.say_with("demo-code", &values)))?;
        self.console.print(&self.console.say("demo-check"))?;
        let moment = words::moment_for_scripts(now).replace('T', " ").replace('Z', " UTC");
        self.console.print(&format!("   oathtool --totp --base32 --now \"{moment}\" {secret}"))
    }
}

/// The code in a mail to the user: six digits that stand alone.
fn code_of(mail: &str) -> Option<String> {
    let (head, body) = mail.split_once("\r\n\r\n")?;
    let is_code = |word: &&str| word.len() == 6 && word.bytes().all(|byte| byte.is_ascii_digit());
    head.contains(ADDRESS).then(|| body.split_whitespace().find(is_code)).flatten().map(str::to_owned)
}
