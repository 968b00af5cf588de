//! Taking due mails and sending them: by SMTP, or into a folder while developing.

use super::Content;
use crate::config::MailConfig;
use crate::error::Unavailable;
use crate::events::Topic;
use crate::portal::Portal;
use crate::seal::Purpose;
use crate::store::mails::{self, MailRecord};
use lettre::message::{Mailbox, header::ContentType};
use lettre::transport::smtp::AsyncSmtpTransport;
use lettre::{AsyncTransport as _, Message, Tokio1Executor};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::{Instant, sleep, timeout};

/// How long sending one mail takes at most; then it is tried again, by whichever process.
const ONE_MAIL: Duration = Duration::from_secs(60);
/// How long an idle sender waits for work that nobody woke it for.
const REST: Duration = Duration::from_secs(30);
/// Longer than any code or link in a mail is valid.
const GIVEN_UP_SECONDS: u64 = 24 * 60 * 60;

/// How mails leave.
#[derive(Debug)]
pub enum Sender {
    /// Into a folder: one file each, `.eml`.
    Folder(PathBuf),
    /// To an SMTP server.
    Smtp(Box<AsyncSmtpTransport<Tokio1Executor>>, Mailbox),
}

/// Why a mail did not leave. Says nothing of its content.
#[derive(Debug, thiserror::Error)]
pub enum MailError {
    /// The settings are not usable.
    #[error("the mail settings are not valid: {0}")]
    Settings(String),
    /// The mail cannot be written as such.
    #[error("the mail cannot be put together")]
    Message,
    /// The server did not take it.
    #[error("the mail server did not take it: {0}")]
    Server(String),
    /// The folder cannot be written to.
    #[error("the mail folder cannot be written to: {0}")]
    Folder(std::io::Error),
}

impl Sender {
    /// Prepares what the configuration says.
    pub fn new(config: &MailConfig) -> Result<Self, MailError> {
        match config {
            MailConfig::Folder(folder) => Ok(Self::Folder(folder.clone())),
            MailConfig::Smtp { url, from, plain } => {
                let settings = |error: &dyn std::fmt::Display| MailError::Settings(error.to_string());
                let from = from.parse().map_err(|error| settings(&error))?;
                // `smtp://` means STARTTLS or nothing, unless plain SMTP was allowed by name.
                let url = match url.strip_prefix("smtp://") {
                    Some(rest) if !*plain && !rest.contains("?tls=") => format!("smtp://{rest}?tls=required"),
                    _ => url.clone(),
                };
                let transport =
                    AsyncSmtpTransport::<Tokio1Executor>::from_url(&url).map_err(|error| settings(&error))?;
                let transport = transport.timeout(Some(Duration::from_secs(20))).build();
                Ok(Self::Smtp(Box::new(transport), from))
            }
        }
    }

    async fn send(&self, id: &str, recipient: &str, content: Content) -> Result<(), MailError> {
        let from = match self {
            Self::Folder(_) => "portal@localhost".parse().map_err(|_| MailError::Message)?,
            Self::Smtp(_, from) => from.clone(),
        };
        let message = Message::builder()
            .from(from)
            .to(recipient.parse().map_err(|_| MailError::Message)?)
            .subject(content.subject)
            .header(ContentType::TEXT_PLAIN)
            .body(content.text)
            .map_err(|_| MailError::Message)?;
        match self {
            Self::Folder(folder) => write_into(folder.clone(), id.to_owned(), message.formatted()).await,
            Self::Smtp(transport, _) => transport
                .send(message)
                .await
                .map(|_| ())
                .map_err(|error| MailError::Server(error.to_string())),
        }
    }
}

/// Complete or absent: written under another name, then renamed.
async fn write_into(folder: PathBuf, id: String, message: Vec<u8>) -> Result<(), MailError> {
    use std::io::Write as _;
    use std::os::unix::fs::OpenOptionsExt as _;
    let written = tokio::task::spawn_blocking(move || {
        std::fs::create_dir_all(&folder)?;
        let (draft, name) = (folder.join(format!("{id}.draft")), folder.join(format!("{id}.eml")));
        let mut file =
            std::fs::OpenOptions::new().create(true).truncate(true).write(true).mode(0o600).open(&draft)?;
        file.write_all(&message)?;
        std::fs::rename(draft, name)
    });
    let written = written.await.map_err(|_| MailError::Message)?;
    written.map_err(MailError::Folder)
}

/// Sends mails for as long as it is not aborted.
pub async fn run(portal: Arc<Portal>, sender: Sender) {
    let mut waiter = portal.database().hub().register(Topic::Mail);
    loop {
        match send_one(&portal, &sender).await {
            Ok(true) => {}
            Ok(false) => waiter.until_changed(Instant::now() + REST).await,
            Err(error) => {
                eprintln!("portal: mail: {error}");
                sleep(Duration::from_secs(5)).await;
            }
        }
    }
}

/// Sends one due mail. False where nothing is due.
async fn send_one(portal: &Portal, sender: &Sender) -> Result<bool, Unavailable> {
    let now = portal.now();
    let mut change = portal.database().change().await?;
    let again = now.saturating_add(ONE_MAIL.as_secs().saturating_mul(2));
    let taken = mails::take_due(change.connection(), now, again).await?;
    change.commit().await?;
    let Some(mail) = taken else { return Ok(false) };
    let id = mail.id.to_string();
    let content = portal.key().open_sealed(Purpose::Mail, &id, &mail.content_sealed)?;
    // Exposed: this is the mail.
    let content = serde_json::from_slice(content.expose()).map_err(|_| Unavailable::Damaged)?;
    let sent = timeout(ONE_MAIL, sender.send(&id, &mail.recipient, content)).await;
    let mut change = portal.database().change().await?;
    match sent {
        Ok(Ok(())) => mails::delete(change.connection(), mail.id).await?,
        Ok(Err(error)) => {
            eprintln!("portal: mail {id}: {error}");
            try_again(&mut change, &mail, now).await?;
        }
        Err(_) => try_again(&mut change, &mail, now).await?,
    }
    change.commit().await?;
    Ok(true)
}

/// Later each time; after a day it is given up.
async fn try_again(
    change: &mut crate::store::Change<'_>,
    mail: &MailRecord,
    now: u64,
) -> Result<(), Unavailable> {
    if now.saturating_sub(mail.created) > GIVEN_UP_SECONDS {
        return mails::delete(change.connection(), mail.id).await;
    }
    let delay = 10_u64.saturating_mul(1 << mail.tries.min(8));
    mails::put_off(change.connection(), mail.id, now.saturating_add(delay)).await
}
