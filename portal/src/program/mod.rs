//! The commands of the program.

mod administration;
mod arguments;
mod serve;

pub(crate) use arguments::Arguments;

use arguments::{Command, PolicyCommand};
use countersign_portal::config::InvalidPublicUrl;
use countersign_portal::error::Refusal;
use countersign_portal::policy::{Policy, PolicyError};
use countersign_portal::{Portal, PublicUrl, StartError};

/// Why a command did not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Problem {
    /// The portal does not start.
    #[error(transparent)]
    Start(#[from] StartError),
    /// The policy file is not used.
    #[error(transparent)]
    Policy(#[from] PolicyError),
    /// The public address is none.
    #[error("--public-url: {0}")]
    PublicUrl(#[from] InvalidPublicUrl),
    /// The portal refuses.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// Something else, in words.
    #[error("{0}")]
    Other(String),
}

/// Runs one command.
pub(crate) async fn run(arguments: Arguments) -> Result<(), Problem> {
    if let Command::Policy { command: PolicyCommand::Check { file } } = &arguments.command {
        Policy::read(file)?;
        println!("{}: valid", file.display());
        return Ok(());
    }
    let config = arguments.place.config()?;
    match arguments.command {
        Command::Serve => serve::serve(config).await,
        command => {
            let url = match &config.public_url {
                Some(url) => url.clone(),
                // Commands for administrators send nothing that names it.
                None => PublicUrl::parse("http://localhost", countersign::http::DevelopmentHttp::Loopback)?,
            };
            let (portal, _) = Portal::open(config, url).await?;
            let done = administration::run(&portal, command).await;
            portal.database().close().await;
            done
        }
    }
}
