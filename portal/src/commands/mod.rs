//! The commands of `countersign-portal`.
//!
//! | file | command |
//! | --- | --- |
//! | `options` | where the data lies: the options of every command |
//! | `serve`, `waking` | `serve` |
//! | `user` | `user add`, `user import`, `user reset`, `user disable`, `user enable`, `user list` |
//! | `api_key` | `api-key add`, `api-key revoke`, `api-key list` |
//! | `audit` | `audit` |
//! | `policy` | `policy check`, `policy show` |
//! | `server_key` | `server-key rotate` |

mod api_key;
mod audit;
mod options;
mod policy;
mod serve;
mod server_key;
mod user;
mod waking;

use crate::error::Refusal;
use crate::policy::PolicyError;
use crate::portal::StartError;
use clap::{Parser, Subcommand};
use std::process::ExitCode;

/// The self-service portal of Countersign, and the server of its push protocol.
#[derive(Debug, Parser)]
#[command(name = "countersign-portal", version, max_term_width = 100)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Answer pages, phones and applications, until SIGINT or SIGTERM
    Serve(Box<serve::Serve>),
    /// Add users, import them, give them new passwords, close their accounts
    #[command(subcommand)]
    User(user::User),
    /// Make and take back the keys of other applications
    #[command(subcommand)]
    ApiKey(api_key::ApiKey),
    /// Print the audit log, newest first
    Audit(audit::Audit),
    /// Check and show policies
    #[command(subcommand)]
    Policy(policy::PolicyCommand),
    /// Change the key that signs statements to phones
    #[command(subcommand)]
    ServerKey(server_key::ServerKey),
}

/// Why a command did not do it: one sentence for the operator.
#[derive(Debug, thiserror::Error)]
enum Failed {
    /// The portal cannot be opened or started.
    #[error(transparent)]
    Start(#[from] StartError),
    /// It was refused.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The policy file is not valid.
    #[error(transparent)]
    Policy(#[from] PolicyError),
    /// Anything else, in words.
    #[error("{0}")]
    Said(String),
}

/// Reads the command line and does what it says.
pub fn run() -> ExitCode {
    let cli = Cli::parse();
    let done = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime.block_on(dispatch(cli.command)),
        Err(error) => Err(Failed::Said(format!("the program cannot begin: {error}"))),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failed) => {
            eprintln!("countersign-portal: {failed}");
            ExitCode::FAILURE
        }
    }
}

async fn dispatch(command: Command) -> Result<(), Failed> {
    match command {
        Command::Serve(serve) => serve.run().await,
        Command::User(user) => user.run().await,
        Command::ApiKey(api_key) => api_key.run().await,
        Command::Audit(audit) => audit.run().await,
        Command::Policy(policy) => policy.run(),
        Command::ServerKey(server_key) => server_key.run().await,
    }
}
