//! The command line. Its words are in `texts/`, put in by `help`; here is only its shape.

use clap::builder::FalseyValueParser;
use clap::{Args, Parser, Subcommand, ValueEnum};
use countersign::authenticator::Language;
use countersign::otp::Algorithm;
use std::path::PathBuf;

#[derive(Debug, Parser)]
#[command(name = "countersign", version, disable_help_subcommand = true)]
pub(crate) struct Arguments {
    #[command(flatten)]
    pub(crate) global: Global,

    #[command(subcommand)]
    pub(crate) command: Option<Command>,
}

#[derive(Args, Clone, Debug)]
pub(crate) struct Global {
    #[arg(long, global = true, env = "COUNTERSIGN_HOME", value_name = "FOLDER", hide_env_values = true)]
    pub(crate) data_dir: Option<PathBuf>,

    #[arg(long, global = true, value_name = "N")]
    pub(crate) pin_fd: Option<u32>,

    #[arg(long, global = true, value_name = "LANGUAGE")]
    pub(crate) language: Option<LanguageName>,

    #[arg(long, global = true, value_name = "WHERE")]
    pub(crate) device_key: Option<DeviceKey>,

    #[arg(
        long,
        global = true,
        env = "COUNTERSIGN_DEVELOPMENT_HTTP",
        hide_env_values = true,
        value_parser = FalseyValueParser::new()
    )]
    pub(crate) development_http: bool,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Setup(Setup),
    Add(Add),
    List(List),
    Code(Code),
    Scan(Scan),
    Remove(Remove),
    Rename(Rename),
    ExportUri(ExportUri),
    History(Listing),
    Doctor(Listing),
    Requests(Listing),
    Approve(Approve),
    Deny(Deny),
    Enroll(Enroll),
    Watch(Watch),
    Report(Report),
    Rotate(Named),
    Resume(Named),
    #[cfg(feature = "demo")]
    Demo(Demo),
}

/// A command that lists something, for people or for scripts.
#[derive(Args, Debug)]
pub(crate) struct Listing {
    #[arg(long)]
    pub(crate) json: bool,
}

/// A command about one account.
#[derive(Args, Debug)]
pub(crate) struct Named {
    pub(crate) name: String,
}

#[derive(Args, Debug)]
pub(crate) struct Setup {
    #[arg(long)]
    pub(crate) accept_license: bool,

    #[arg(long)]
    pub(crate) notifications: bool,
}

#[derive(Args, Debug)]
pub(crate) struct Add {
    #[arg(value_name = "PICTURE|TEXT|-", required_unless_present = "manual", conflicts_with = "manual")]
    pub(crate) input: Option<String>,

    #[arg(long)]
    pub(crate) manual: bool,

    #[command(flatten)]
    pub(crate) entry: Manual,

    #[arg(long)]
    pub(crate) same_secret: bool,

    #[command(flatten)]
    pub(crate) added: Added,
}

/// What every account is added with.
#[derive(Args, Debug)]
pub(crate) struct Added {
    #[arg(long, value_name = "TEXT")]
    pub(crate) information: Option<String>,

    #[arg(long = "tag", value_name = "TAG")]
    pub(crate) tags: Vec<String>,

    #[arg(long, short)]
    pub(crate) yes: bool,

    #[command(flatten)]
    pub(crate) with_server: WithServer,
}

/// What only a push account needs, whose server is talked to.
#[derive(Args, Debug)]
pub(crate) struct WithServer {
    #[arg(long)]
    pub(crate) private_network: bool,

    #[arg(long, value_name = "NAME")]
    pub(crate) device_name: Option<String>,
}

/// The fields of an entry made by hand. The secret is no argument: it is asked for, or comes from `--secret-fd`.
#[derive(Args, Debug)]
pub(crate) struct Manual {
    #[arg(long, value_name = "TEXT", requires = "manual", conflicts_with = "input")]
    pub(crate) issuer: Option<String>,

    #[arg(
        long,
        value_name = "TEXT",
        requires = "manual",
        conflicts_with = "input",
        required_if_eq("manual", "true")
    )]
    pub(crate) account: Option<String>,

    #[arg(long, value_name = "N", requires = "manual", conflicts_with = "input")]
    pub(crate) secret_fd: Option<u32>,

    #[arg(long, value_name = "KIND", requires = "manual", conflicts_with = "input", default_value = "totp")]
    pub(crate) kind: KindName,

    #[arg(long, value_name = "NAME", requires = "manual", conflicts_with = "input")]
    pub(crate) algorithm: Option<AlgorithmName>,

    #[arg(long, value_name = "N", requires = "manual", conflicts_with = "input")]
    pub(crate) digits: Option<u8>,

    #[arg(long, value_name = "SECONDS", requires = "manual", conflicts_with = "input")]
    pub(crate) period: Option<u32>,

    #[arg(long, value_name = "N", requires = "manual", conflicts_with = "input")]
    pub(crate) counter: Option<u64>,
}

#[derive(Args, Debug)]
pub(crate) struct List {
    #[arg(long)]
    pub(crate) json: bool,

    #[arg(long, value_name = "TEXT", default_value = "")]
    pub(crate) search: String,

    #[arg(long, value_name = "TAG")]
    pub(crate) tag: Option<String>,
}

#[derive(Args, Debug)]
pub(crate) struct Code {
    pub(crate) name: String,

    #[arg(long)]
    pub(crate) json: bool,

    #[arg(long)]
    pub(crate) next: bool,
}

#[derive(Args, Debug)]
pub(crate) struct Scan {
    #[arg(value_name = "PICTURE", required = true)]
    pub(crate) pictures: Vec<PathBuf>,

    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Args, Debug)]
pub(crate) struct Remove {
    pub(crate) name: String,

    #[arg(long, short)]
    pub(crate) yes: bool,

    #[arg(long, conflicts_with = "later")]
    pub(crate) here_only: bool,

    #[arg(long)]
    pub(crate) later: bool,
}

#[derive(Args, Debug)]
pub(crate) struct Rename {
    pub(crate) name: String,

    #[arg(long, value_name = "TEXT")]
    pub(crate) issuer: Option<String>,

    #[arg(long, value_name = "TEXT", required_unless_present_any = ["issuer", "information", "tags", "favourite"])]
    pub(crate) account: Option<String>,

    #[arg(long, value_name = "TEXT")]
    pub(crate) information: Option<String>,

    #[arg(long = "tag", id = "tags", value_name = "TAG")]
    pub(crate) tags: Option<Vec<String>>,

    #[arg(long, value_name = "TRUE|FALSE")]
    pub(crate) favourite: Option<bool>,
}

#[derive(Args, Debug)]
pub(crate) struct ExportUri {
    pub(crate) name: String,

    #[arg(long)]
    pub(crate) qr: bool,

    #[arg(long, short)]
    pub(crate) yes: bool,
}

#[derive(Args, Debug)]
pub(crate) struct Approve {
    pub(crate) id: Option<String>,

    #[arg(long, value_name = "N")]
    pub(crate) number: Option<String>,

    #[arg(long, value_name = "PICTURE", conflicts_with = "number")]
    pub(crate) scan: Option<PathBuf>,

    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Args, Debug)]
pub(crate) struct Deny {
    pub(crate) id: Option<String>,

    #[arg(long)]
    pub(crate) not_me: bool,

    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Args, Debug)]
pub(crate) struct Enroll {
    #[arg(value_name = "PICTURE|LINK|-")]
    pub(crate) input: String,

    #[command(flatten)]
    pub(crate) added: Added,
}

#[derive(Args, Debug)]
pub(crate) struct Watch {
    #[arg(long)]
    pub(crate) json: bool,

    #[arg(long)]
    pub(crate) once: bool,
}

#[derive(Args, Debug)]
pub(crate) struct Report {
    pub(crate) id: Option<String>,
}

#[cfg(feature = "demo")]
#[derive(Args, Debug)]
pub(crate) struct Demo {
    #[arg(long)]
    pub(crate) auto: bool,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum LanguageName {
    En,
    De,
}

impl From<LanguageName> for Language {
    fn from(name: LanguageName) -> Self {
        match name {
            LanguageName::En => Self::English,
            LanguageName::De => Self::German,
        }
    }
}

/// Where the device key lives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum DeviceKey {
    Keyring,
    File,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum KindName {
    Totp,
    Hotp,
    Steam,
    Day,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum AlgorithmName {
    Sha1,
    Sha256,
    Sha512,
}

impl From<AlgorithmName> for Algorithm {
    fn from(name: AlgorithmName) -> Self {
        match name {
            AlgorithmName::Sha1 => Self::Sha1,
            AlgorithmName::Sha256 => Self::Sha256,
            AlgorithmName::Sha512 => Self::Sha512,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory as _;

    #[test]
    fn the_command_line_is_consistent() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn no_argument_takes_a_pin() {
        for line in [["countersign", "--pin", "1"], ["countersign", "--pin=1", "list"]] {
            assert!(Arguments::try_parse_from(line).is_err());
        }
    }

    #[test]
    fn manual_fields_need_manual_and_an_account() {
        let parse = |line: &str| Arguments::try_parse_from(line.split(' '));
        assert!(parse("countersign add --manual --account alice").is_ok());
        assert!(parse("countersign add --manual").is_err());
        assert!(parse("countersign add --issuer GitHub picture.png").is_err());
        assert!(parse("countersign add picture.png --manual --account alice").is_err());
        assert!(parse("countersign add").is_err());
    }

    #[test]
    fn rename_needs_something_to_change() {
        let parse = |line: &str| Arguments::try_parse_from(line.split(' '));
        assert!(parse("countersign rename github").is_err());
        assert!(parse("countersign rename github --favourite true").is_ok());
        assert!(parse("countersign rename github --tag work --tag home").is_ok());
    }
}
