//! The command line's help, in the user's language.
//!
//! The text of an argument has the key `help-<command>-<argument>`, of one that every command takes `help-<argument>`,
//! of a command `help-<command>`. Each `-h` ends with the exit codes.

use crate::exit_code::ExitCode;
use crate::texts::Texts;
use clap::builder::StyledStr;
use clap::{ArgAction, Command};
use std::fmt::Write as _;

/// `command` with its words put in.
pub(crate) fn translated(command: Command, texts: &Texts) -> Command {
    let names: Vec<String> = command.get_subcommands().map(|sub| sub.get_name().to_owned()).collect();
    // In place of clap's own, which would come without our heading and words.
    let version = clap::Arg::new("version").long("version").short('V').action(ArgAction::Version);
    let command = with_arguments(command.disable_version_flag(true).arg(version), texts, "")
        .about(texts.say("help-about"))
        .after_help(exit_codes(texts))
        .subcommand_help_heading(texts.say("help-heading-commands"));
    names.into_iter().fold(command, |command, name| {
        command.mut_subcommand(&name, |sub| {
            let sub = with_arguments(sub, texts, &format!("{name}-"));
            match texts.find(&format!("help-{name}")) {
                Some(about) => sub.about(about),
                None => sub,
            }
        })
    })
}

fn with_arguments(command: Command, texts: &Texts, prefix: &str) -> Command {
    let (arguments, options) = (texts.say("help-heading-arguments"), texts.say("help-heading-options"));
    let command = command
        .disable_help_flag(true)
        .arg(clap::Arg::new("help").long("help").short('h').action(ArgAction::Help).global(false))
        .mut_args(|argument| {
            let heading = if argument.is_positional() { arguments.clone() } else { options.clone() };
            let name = argument.get_id().as_str().replace('_', "-");
            let text = texts
                .find(&format!("help-{prefix}{name}"))
                .or_else(|| texts.find(&format!("help-{name}")))
                .unwrap_or_default();
            argument.help_heading(heading).help(text)
        });
    command.help_template(format!(
        "{{about-with-newline}}\n{}: {{usage}}\n\n{{all-args}}{{after-help}}",
        texts.say("help-heading-usage")
    ))
}

fn exit_codes(texts: &Texts) -> StyledStr {
    let mut table = StyledStr::new();
    let _ = writeln!(table, "{}:", texts.say("help-heading-exit"));
    for code in ExitCode::ALL {
        let _ = writeln!(table, "  {}  {}", code.number(), texts.say(code.text()));
    }
    let _ = write!(table, "\n{}", texts.say("help-more"));
    table
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::arguments::Arguments;
    use clap::CommandFactory as _;
    use countersign::authenticator::Language;

    #[test]
    fn every_command_and_argument_is_described_in_both_languages() {
        for language in [Language::English, Language::German] {
            let texts = Texts::of(language);
            let mut command = translated(Arguments::command(), &texts);
            command.build();
            for sub in command.get_subcommands().chain([&command]) {
                let about = sub.get_about().map(ToString::to_string).unwrap_or_default();
                assert!(!about.is_empty(), "{} is not described in {language:?}", sub.get_name());
                for argument in sub.get_arguments() {
                    let help = argument.get_help().map(ToString::to_string).unwrap_or_default();
                    assert!(!help.is_empty(), "{} {} in {language:?}", sub.get_name(), argument.get_id());
                }
            }
        }
    }

    #[test]
    fn the_help_shows_the_exit_codes() {
        let texts = Texts::of(Language::English);
        let help = translated(Arguments::command(), &texts).render_help().to_string();
        for code in ExitCode::ALL {
            assert!(help.contains(&format!("{}  {}", code.number(), texts.say(code.text()))));
        }
    }

    #[test]
    fn all_options_stand_under_one_heading() {
        let texts = Texts::of(Language::German);
        let help = translated(Arguments::command(), &texts).render_help().to_string();
        let heading = format!("{}:", texts.say("help-heading-options"));
        assert_eq!(help.lines().filter(|line| *line == heading || *line == "Options:").count(), 1, "{help}");
        assert!(help.contains(&texts.say("help-version")), "{help}");
    }
}
