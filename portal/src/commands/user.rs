//! `user …`: adding, importing, closing accounts.

use super::Failed;
use super::options::Place;
use crate::domain::{AccountName, EmailAddress, Language};
use crate::portal::Portal;
use crate::service::users::{self, NewUser};
use crate::service::{administration, imports};
use clap::{Args, Subcommand};
use countersign::crypto::Zeroizing;
use std::io::{IsTerminal as _, Read as _, stdin};
use std::path::PathBuf;

/// A password on standard input is read up to so many bytes.
const LONGEST_INPUT: u64 = 1024;

#[derive(Debug, Subcommand)]
pub(super) enum User {
    /// Add a user with an initial password, which has to be changed at the first login
    Add(Add),
    /// Add the users of a file: a line each, `name,email,language,initial password`
    Import(Import),
    /// Give a user a new initial password
    Reset(Named),
    /// Delete all authenticators of a user, who has lost them
    ResetAuthenticators(Named),
    /// Close an account
    Disable(Named),
    /// Open a closed account
    Enable(Named),
    /// List all users
    List(List),
}

#[derive(Args, Debug)]
pub(super) struct Add {
    name: AccountName,
    /// Address for notices
    #[arg(long)]
    email: Option<EmailAddress>,
    /// Language of mails: en, de
    #[arg(long, default_value = "en", value_parser = language)]
    language: Language,
    /// Open the admin area to this user
    #[arg(long)]
    administrator: bool,
    #[command(flatten)]
    place: Place,
}

#[derive(Args, Debug)]
pub(super) struct Import {
    file: PathBuf,
    #[command(flatten)]
    place: Place,
}

#[derive(Args, Debug)]
pub(super) struct Named {
    name: AccountName,
    #[command(flatten)]
    place: Place,
}

#[derive(Args, Debug)]
pub(super) struct List {
    #[command(flatten)]
    place: Place,
}

impl User {
    pub(super) async fn run(self) -> Result<(), Failed> {
        match self {
            Self::Add(add) => add.run().await,
            Self::Import(import) => import.run().await,
            Self::Reset(named) => {
                let portal = named.place.open().await?;
                users::reset(&portal, &named.name, &password()?).await?;
                Ok(())
            }
            Self::ResetAuthenticators(named) => {
                let (portal, user) = named.open().await?;
                administration::reset_authenticators(&portal, user.id, "").await?;
                Ok(())
            }
            Self::Disable(named) => named.set_disabled(true).await,
            Self::Enable(named) => named.set_disabled(false).await,
            Self::List(list) => list.run().await,
        }
    }
}

impl Add {
    async fn run(self) -> Result<(), Failed> {
        let portal = self.place.open().await?;
        let Self { name, email, language, administrator, .. } = self;
        let new = NewUser { name: name.clone(), email, language, administrator };
        match users::add(&portal, new, &password()?).await? {
            true => Ok(()),
            false => Err(Failed::Said(format!("there is a user {name} already"))),
        }
    }
}

impl Import {
    async fn run(self) -> Result<(), Failed> {
        let text = std::fs::read_to_string(&self.file)
            .map_err(|error| Failed::Said(format!("the file cannot be read: {error}")))?;
        let text = Zeroizing::new(text);
        let lines = imports::read(&text).map_err(|error| Failed::Said(error.to_string()))?;
        let portal = self.place.open().await?;
        let imported = imports::add(&portal, lines).await?;
        for (name, password) in &imported.made {
            // Exposed: the administrator hands it to the user, and it is shown nowhere else.
            println!("{name} {}", password.as_str());
        }
        eprintln!("{} users added", imported.added);
        match imported.taken.as_slice() {
            [] => Ok(()),
            taken => {
                let names: Vec<String> = taken.iter().map(ToString::to_string).collect();
                Err(Failed::Said(format!(
                    "these names were taken, and left as they are: {}",
                    names.join(", ")
                )))
            }
        }
    }
}

impl Named {
    async fn open(&self) -> Result<(Portal, crate::domain::User), Failed> {
        let portal = self.place.open().await?;
        let user = users::by_name(&portal, &self.name).await?;
        let user = user.ok_or_else(|| Failed::Said(format!("there is no user {}", self.name)))?;
        Ok((portal, user))
    }

    async fn set_disabled(&self, disabled: bool) -> Result<(), Failed> {
        let (portal, user) = self.open().await?;
        Ok(users::set_disabled(&portal, user.id, disabled).await?)
    }
}

impl List {
    async fn run(self) -> Result<(), Failed> {
        let portal = self.place.open().await?;
        let mut after = String::new();
        loop {
            let page = users::page(&portal, &after, 500).await?;
            let Some(last) = page.last() else { return Ok(()) };
            after = last.name.to_string();
            for user in page {
                let marks = [(user.administrator, " administrator"), (user.disabled, " disabled")];
                let marks: String = marks.iter().filter(|(is, _)| *is).map(|(_, mark)| *mark).collect();
                println!("{}{marks}", user.name);
            }
        }
    }
}

fn language(code: &str) -> Result<Language, String> {
    code.parse().map_err(|_| "en or de".to_owned())
}

/// The initial password: typed unseen, or one line on standard input. Never an argument, which others could see.
fn password() -> Result<Zeroizing<String>, Failed> {
    let failed = |error: std::io::Error| Failed::Said(format!("the password cannot be read: {error}"));
    if stdin().is_terminal() {
        return rpassword::prompt_password("Initial password: ").map(Zeroizing::new).map_err(failed);
    }
    let mut text = Zeroizing::new(String::new());
    stdin().take(LONGEST_INPUT).read_to_string(&mut text).map_err(failed)?;
    Ok(Zeroizing::new(text.lines().next().unwrap_or_default().to_owned()))
}
