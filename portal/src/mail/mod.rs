//! Mails: written into the database with the change that they tell of, sent from there by whichever process is first.
//!
//! | file | idea |
//! | --- | --- |
//! | `notice` | what mails say, in English and German |
//! | `sender` | taking due mails and sending them: by SMTP, or into a folder while developing |

mod notice;
mod sender;

pub use notice::{MailedSecret, Notice};
pub use sender::{MailError, Sender, run};

use crate::domain::{EmailAddress, Language};
use crate::error::Unavailable;
use crate::events::Topic;
use crate::portal::Portal;
use crate::seal::Purpose;
use crate::store::{Change, mails};
use crate::token::new_id;
use serde::{Deserialize, Serialize};

/// Subject and text of a mail.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Content {
    /// The subject, one line.
    pub subject: String,
    /// The text, plain.
    pub text: String,
}

/// Queues a mail with the change that it tells of: sent if that is committed, and only then.
pub async fn queue(
    portal: &Portal,
    change: &mut Change<'_>,
    recipient: &EmailAddress,
    language: Language,
    notice: &Notice,
) -> Result<(), Unavailable> {
    let content = notice.content(&portal.config().issuer, language);
    let id = new_id()?;
    let text = serde_json::to_vec(&content).map_err(|_| Unavailable::Damaged)?;
    let content_sealed = portal.key().seal(Purpose::Mail, &id.to_string(), &text)?;
    let recipient = recipient.to_string();
    let mail = mails::MailRecord { id, recipient, content_sealed, created: portal.now(), tries: 0 };
    mails::insert(change.connection(), &mail).await?;
    change.wake(Topic::Mail);
    Ok(())
}
