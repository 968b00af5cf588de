//! `api-key …`: keys of other applications.

use super::Failed;
use super::options::Place;
use crate::domain::{Permission, Permissions};
use crate::service::api_keys;
use clap::{Args, Subcommand};

#[derive(Debug, Subcommand)]
pub(super) enum ApiKey {
    /// Make a key for an application, and print it: it is shown once
    Add(Add),
    /// Take the key of an application back
    Revoke(Named),
    /// List all applications that have a key
    List(List),
}

#[derive(Args, Debug)]
pub(super) struct Add {
    /// The application's name, as phones show it
    name: String,
    /// What it permits: second_factor, password; can be given several times
    #[arg(long, value_name = "PERMISSION", default_value = "second_factor", value_parser = permission)]
    permit: Vec<Permission>,
    #[command(flatten)]
    place: Place,
}

#[derive(Args, Debug)]
pub(super) struct Named {
    name: String,
    #[command(flatten)]
    place: Place,
}

#[derive(Args, Debug)]
pub(super) struct List {
    #[command(flatten)]
    place: Place,
}

impl ApiKey {
    pub(super) async fn run(self) -> Result<(), Failed> {
        match self {
            Self::Add(add) => add.run().await,
            Self::Revoke(named) => {
                let portal = named.place.open().await?;
                match api_keys::revoke(&portal, &named.name, "").await? {
                    true => Ok(()),
                    false => Err(Failed::Said(format!("the application {} has no key", named.name))),
                }
            }
            Self::List(list) => {
                let portal = list.place.open().await?;
                for application in api_keys::all(&portal).await? {
                    println!("{} {}", application.name, application.permissions);
                }
                Ok(())
            }
        }
    }
}

impl Add {
    async fn run(self) -> Result<(), Failed> {
        let none = || Failed::Said("a key permits at least one thing".to_owned());
        let permissions = Permissions::new(&self.permit).ok_or_else(none)?;
        let portal = self.place.open().await?;
        match api_keys::add(&portal, &self.name, permissions, "").await? {
            Some(key) => {
                // Exposed: this is the one time that it is shown.
                println!("{}", key.expose());
                Ok(())
            }
            None => Err(Failed::Said(format!("the application {} has a key: revoke it first", self.name))),
        }
    }
}

fn permission(name: &str) -> Result<Permission, String> {
    Permission::from_name(name).ok_or_else(|| "second_factor or password".to_owned())
}
