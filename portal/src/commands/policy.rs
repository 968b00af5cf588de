//! `policy …`: a policy file is checked before a portal is started with it.

use super::Failed;
use crate::policy::Policy;
use clap::Subcommand;
use std::path::PathBuf;

#[derive(Debug, Subcommand)]
pub(super) enum PolicyCommand {
    /// Say what is wrong with a policy file, if anything
    Check { file: PathBuf },
    /// Print every value of a policy file, or the defaults
    Show { file: Option<PathBuf> },
}

impl PolicyCommand {
    pub(super) fn run(self) -> Result<(), Failed> {
        match self {
            Self::Check { file } => {
                Policy::read(&file)?;
                println!("{}: valid", file.display());
            }
            Self::Show { file } => {
                let policy = file.map_or_else(|| Ok(Policy::default()), |file| Policy::read(&file))?;
                for (name, value) in policy.values() {
                    println!("{name} = {value}");
                }
            }
        }
        Ok(())
    }
}
