//! Users, API keys and the server's key, by command.

use super::Problem;
use super::arguments::{ApiKeyCommand, Command, UserCommand};
use countersign_portal::Portal;
use countersign_portal::domain::{AccountName, EmailAddress, Language};
use countersign_portal::error::InvalidInput;
use countersign_portal::service::users::{self, NewUser};
use countersign_portal::token::Token;
use std::path::Path;

/// The longest file of users, in bytes.
const LONGEST_IMPORT: u64 = 16 * 1024 * 1024;
/// Characters of an initial password: 20 of base64url, 120 bits.
const INITIAL_LENGTH: usize = 20;

pub(super) async fn run(portal: &Portal, command: Command) -> Result<(), Problem> {
    match command {
        Command::User { command } => user(portal, command).await,
        Command::ApiKey { command } => api_key(portal, command).await,
        Command::RotateServerKey => {
            let rotated = portal.signing().rotate(portal).await;
            let key = rotated.map_err(|problem| Problem::Other(problem.to_string()))?;
            println!("new phones get statements by {key} from now on; others learn it as they call");
            Ok(())
        }
        // Handled before a database is opened.
        Command::Serve | Command::Policy { .. } => Ok(()),
    }
}

async fn user(portal: &Portal, command: UserCommand) -> Result<(), Problem> {
    match command {
        UserCommand::Add { name, email, language, administrator, ask } => {
            let mut new = new_user(&name, email.as_deref().unwrap_or_default(), &language)?;
            new.administrator = administrator;
            let password = if ask { asked_password()? } else { initial_password()? };
            if !users::add(portal, new, &password).await? {
                return Err(Problem::Other(format!("there is a user {name} already")));
            }
            if !ask {
                println!("{name}\t{password}");
            }
            Ok(())
        }
        UserCommand::Import { file } => import(portal, &file).await,
        UserCommand::Reset { name } => {
            let password = initial_password()?;
            users::reset(portal, &account_name(&name)?, &password).await?;
            println!("{name}\t{password}");
            Ok(())
        }
        UserCommand::Disable { name } => set_disabled(portal, &name, true).await,
        UserCommand::Enable { name } => set_disabled(portal, &name, false).await,
    }
}

/// Every line is read before the first user is added, so that a mistake adds nobody.
async fn import(portal: &Portal, file: &Path) -> Result<(), Problem> {
    let unreadable = |error: std::io::Error| Problem::Other(format!("{}: {error}", file.display()));
    if std::fs::metadata(file).map_err(unreadable)?.len() > LONGEST_IMPORT {
        return Err(Problem::Other(format!("{}: more than 16 MiB", file.display())));
    }
    let text = std::fs::read_to_string(file).map_err(unreadable)?;
    let mut all = Vec::new();
    for (number, line) in text.lines().enumerate() {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let mut fields = line.split(',').map(str::trim);
        let (name, email) = (fields.next().unwrap_or_default(), fields.next().unwrap_or_default());
        let language = fields.next().filter(|language| !language.is_empty()).unwrap_or("en");
        let place =
            |problem: Problem| Problem::Other(format!("line {}: {problem}", number.saturating_add(1)));
        all.push(new_user(name, email, language).map_err(place)?);
    }
    for new in all {
        let (name, password) = (new.name.clone(), initial_password()?);
        if users::add(portal, new, &password).await? {
            println!("{name}\t{password}");
        } else {
            eprintln!("{name}: there already, and left as it is");
        }
    }
    Ok(())
}

fn new_user(name: &str, email: &str, language: &str) -> Result<NewUser, Problem> {
    let address = |_: InvalidInput| Problem::Other(format!("{email}: no address"));
    Ok(NewUser {
        name: account_name(name)?,
        email: if email.is_empty() { None } else { Some(EmailAddress::parse(email).map_err(address)?) },
        language: language
            .parse::<Language>()
            .map_err(|_| Problem::Other(format!("{language}: en or de")))?,
        administrator: false,
    })
}

fn account_name(name: &str) -> Result<AccountName, Problem> {
    AccountName::parse(name)
        .map_err(|_| Problem::Other(format!("{name}: 1 to 64 visible characters, no spaces")))
}

fn initial_password() -> Result<String, Problem> {
    let token = Token::random().map_err(|problem| Problem::Other(problem.to_string()))?;
    // Exposed: printed once, to be handed to the user.
    Ok(token.expose().chars().take(INITIAL_LENGTH).collect())
}

fn asked_password() -> Result<String, Problem> {
    rpassword::prompt_password("initial password: ").map_err(|error| Problem::Other(error.to_string()))
}

async fn set_disabled(portal: &Portal, name: &str, disabled: bool) -> Result<(), Problem> {
    let known = users::by_name(portal, &account_name(name)?).await?;
    let user = known.ok_or_else(|| Problem::Other(format!("there is no user {name}")))?;
    Ok(users::set_disabled(portal, user.id, disabled).await?)
}

async fn api_key(portal: &Portal, command: ApiKeyCommand) -> Result<(), Problem> {
    match command {
        ApiKeyCommand::Add { application } => match users::add_api_key(portal, &application).await? {
            // Exposed: printed once, to be handed to the application.
            Some(key) => println!("{application}\t{}", key.expose()),
            None => return Err(Problem::Other(format!("{application} has a key already"))),
        },
        ApiKeyCommand::Delete { application } => {
            if !users::delete_api_key(portal, &application).await? {
                return Err(Problem::Other(format!("{application} has no key")));
            }
        }
        ApiKeyCommand::List => {
            for key in users::api_keys(portal).await? {
                println!("{}", key.name);
            }
        }
    }
    Ok(())
}
