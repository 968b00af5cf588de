//! `audit`: prints the audit log.

use super::Failed;
use super::options::Place;
use crate::domain::AccountName;
use crate::service::users;
use clap::Args;
use serde_json::json;

/// Prints lines of JSON, newest first.
#[derive(Args, Debug)]
pub(super) struct Audit {
    /// Only what is about this user
    #[arg(long, value_name = "NAME")]
    user: Option<AccountName>,
    /// How many lines at most
    #[arg(long, default_value_t = 100, value_parser = clap::value_parser!(u32).range(1..=500))]
    limit: u32,
    /// Only from before this time, in milliseconds since 1970
    #[arg(long, value_name = "TIME")]
    before: Option<u64>,
    #[command(flatten)]
    place: Place,
}

impl Audit {
    pub(super) async fn run(self) -> Result<(), Failed> {
        let portal = self.place.open().await?;
        let user = match &self.user {
            Some(name) => {
                let user = users::by_name(&portal, name).await?;
                Some(user.ok_or_else(|| Failed::Said(format!("there is no user {name}")))?.id)
            }
            None => None,
        };
        let before = self.before.unwrap_or(u64::MAX);
        for line in users::audit_log(&portal, user, before, self.limit).await? {
            let line = json!({
                "at": line.at, "event": line.event, "subject": line.subject, "detail": line.detail,
                "source": line.source,
            });
            println!("{line}");
        }
        Ok(())
    }
}
