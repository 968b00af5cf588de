//! What can be said on the command line and in the environment.

use super::Problem;
use clap::{Args, Parser, Subcommand};
use countersign::crypto::Zeroizing;
use countersign::http::DevelopmentHttp;
use countersign_portal::policy::Policy;
use countersign_portal::{Config, DatabaseLocation, KeySource, MailConfig, PublicUrl};
use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;

/// Self-service portal and push server of Countersign.
#[derive(Debug, Parser)]
#[command(name = "countersign-portal", version, about)]
pub(crate) struct Arguments {
    #[command(flatten)]
    pub(crate) place: Place,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// What every command needs to know.
#[derive(Debug, Args)]
pub(crate) struct Place {
    /// Folder of the database file, the server key and, while developing, the mails
    #[arg(long, global = true, env = "COUNTERSIGN_PORTAL_DATA", default_value = "portal-data")]
    data: PathBuf,
    /// Database: postgres://… or the path of a SQLite file [default: portal.sqlite in the data folder]
    #[arg(long, global = true, env = "DATABASE_URL", hide_env_values = true)]
    database: Option<String>,
    /// Address to listen on
    #[arg(long, global = true, env = "COUNTERSIGN_PORTAL_LISTEN", default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
    /// Address of the portal as phones and browsers see it: https://…
    #[arg(long, global = true, env = "COUNTERSIGN_PORTAL_PUBLIC_URL")]
    public_url: Option<String>,
    /// Name of the portal on phones and in mails
    #[arg(long, global = true, env = "COUNTERSIGN_PORTAL_ISSUER", default_value = "Countersign")]
    issuer: String,
    /// Policy file (TOML)
    #[arg(long, global = true, env = "COUNTERSIGN_PORTAL_POLICY")]
    policy: Option<PathBuf>,
    /// Mail server: smtps://user:password@host or smtp://host [default: mails go into the data folder]
    #[arg(long, global = true, env = "COUNTERSIGN_PORTAL_SMTP", hide_env_values = true)]
    smtp: Option<String>,
    /// Sender of mails
    #[arg(long, global = true, env = "COUNTERSIGN_PORTAL_MAIL_FROM", default_value = "portal@localhost")]
    mail_from: String,
    /// Speak SMTP without TLS: with a server on this machine only
    #[arg(long, global = true)]
    plain_smtp: bool,
    /// Proxy whose X-Forwarded-For is believed; can be given again
    #[arg(long, global = true)]
    trusted_proxy: Vec<IpAddr>,
    /// Host in a private network to which wake-ups may go; can be given again
    #[arg(long, global = true)]
    wake_up_host: Vec<String>,
    /// Allow http:// as the public address, for a loopback host
    #[arg(long, global = true)]
    development: bool,
    /// Server key, 32 bytes as base64url [default: a file in the data folder]
    #[arg(long, global = true, env = "COUNTERSIGN_PORTAL_KEY", hide = true, hide_env_values = true)]
    server_key: Option<String>,
}

impl Place {
    /// The configuration that this says.
    pub(crate) fn config(&self) -> Result<Config, Problem> {
        let development = if self.development { DevelopmentHttp::Loopback } else { DevelopmentHttp::Off };
        let mut config = Config::development(&self.data);
        config.listen = self.listen;
        config.public_url =
            self.public_url.as_deref().map(|url| PublicUrl::parse(url, development)).transpose()?;
        config.issuer.clone_from(&self.issuer);
        if !(1..=128).contains(&config.issuer.len()) {
            return Err(Problem::Other("--issuer: 1 to 128 bytes".to_owned()));
        }
        if let Some(database) = &self.database {
            config.database = DatabaseLocation::parse(database);
        }
        if let Some(key) = &self.server_key {
            config.server_key = KeySource::Text(Arc::new(Zeroizing::new(key.clone())));
        }
        if let Some(url) = &self.smtp {
            config.mail =
                MailConfig::Smtp { url: url.clone(), from: self.mail_from.clone(), plain: self.plain_smtp };
        }
        if let Some(policy) = &self.policy {
            config.policy = Policy::read(policy)?;
        }
        config.trusted_proxies.clone_from(&self.trusted_proxy);
        config.wake_up_hosts.clone_from(&self.wake_up_host);
        Ok(config)
    }
}

/// The commands.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Answer browsers and phones until told to stop
    Serve,
    /// Users: their initial passwords have to be changed at the first login
    User {
        #[command(subcommand)]
        command: UserCommand,
    },
    /// Keys of applications that ask for a second factor
    ApiKey {
        #[command(subcommand)]
        command: ApiKeyCommand,
    },
    /// The policy file
    Policy {
        #[command(subcommand)]
        command: PolicyCommand,
    },
    /// Change the key that signs statements to phones; phones learn it as they call
    RotateServerKey,
}

/// What can be done with users.
#[derive(Debug, Subcommand)]
pub(crate) enum UserCommand {
    /// Add one, and print the initial password
    Add {
        /// Name to log in with
        name: String,
        /// Address for notices
        #[arg(long)]
        email: Option<String>,
        /// Language of mails: en or de
        #[arg(long, default_value = "en")]
        language: String,
        /// Open the admin area to it
        #[arg(long)]
        administrator: bool,
        /// Ask for the initial password instead of making one
        #[arg(long)]
        ask: bool,
    },
    /// Add those of a file, a line each: name,address,language (the last two may be empty); prints initial passwords
    Import {
        /// The file
        file: PathBuf,
    },
    /// Give one a new initial password, and print it
    Reset {
        /// Name to log in with
        name: String,
    },
    /// Close an account
    Disable {
        /// Name to log in with
        name: String,
    },
    /// Open an account again
    Enable {
        /// Name to log in with
        name: String,
    },
}

/// What can be done with API keys.
#[derive(Debug, Subcommand)]
pub(crate) enum ApiKeyCommand {
    /// Make one for an application, and print it
    Add {
        /// Name of the application
        application: String,
    },
    /// Take the key of an application back
    Delete {
        /// Name of the application
        application: String,
    },
    /// List the applications
    List,
}

/// What can be done with the policy file.
#[derive(Debug, Subcommand)]
pub(crate) enum PolicyCommand {
    /// Say whether a file is valid
    Check {
        /// The file
        file: PathBuf,
    },
}
