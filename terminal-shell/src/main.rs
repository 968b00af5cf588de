//! Countersign in a terminal: the same app as on the phones, and commands for scripts.
//!
//! `app` is the interactive app, `commands` has one file per command. Neither decides anything about security: both
//! show what the core's views say, and turn its errors into words (`messages`) and exit codes (`exit_code`).

mod app;
mod arguments;
mod commands;
mod console;
mod device_name;
mod exit_code;
mod help;
mod messages;
mod online;
mod pictures;
mod pin;
mod place;
mod polling;
mod problem;
mod session;
mod signals;
mod texts;
mod words;

use arguments::{Arguments, Global};
use clap::{CommandFactory as _, FromArgMatches as _};
use console::Console;
use countersign::authenticator::Language;
use std::io::{self, IsTerminal as _};
use std::process::ExitCode;
use texts::Texts;
use zeroizing_alloc::ZeroAlloc;

/// Every freed block is wiped: what libraries copy of a secret does not outlive its use.
#[global_allocator]
static ALLOCATOR: ZeroAlloc<std::alloc::System> = ZeroAlloc(std::alloc::System);

fn main() -> ExitCode {
    let environment = texts::environment_language(|name| std::env::var(name).ok());
    let texts = Texts::of(language_argument(std::env::args()).unwrap_or(environment));
    let matches = match help::translated(Arguments::command(), &texts).try_get_matches() {
        Ok(matches) => matches,
        Err(error) => return refuse(&error),
    };
    let arguments = match Arguments::from_arg_matches(&matches) {
        Ok(arguments) => arguments,
        Err(error) => return refuse(&error),
    };
    let mut console = Console::new(texts, &arguments.global);
    match run(arguments, &mut console) {
        Ok(()) => exit_code::ExitCode::Done.into(),
        Err(problem) => {
            let text = messages::problem(&console.texts, &problem);
            if !text.is_empty() {
                console.tell(&format!("countersign: {text}"));
            }
            problem.exit_code().into()
        }
    }
}

fn run(arguments: Arguments, console: &mut Console) -> Result<(), problem::Problem> {
    let Arguments { global, command } = arguments;
    match command {
        Some(command) => commands::run(command, &global, console),
        None if io::stdin().is_terminal() && io::stdout().is_terminal() => app::run(&global, console),
        None => Err(problem::Problem::NoTerminal),
    }
}

/// The help or a mistake in the command line.
fn refuse(error: &clap::Error) -> ExitCode {
    let _ = error.print();
    if error.use_stderr() { exit_code::ExitCode::Usage.into() } else { exit_code::ExitCode::Done.into() }
}

/// `--language`, looked for before the command line is parsed, because its mistakes are told in that language too.
fn language_argument(arguments: impl Iterator<Item = String>) -> Option<Language> {
    let mut arguments = arguments.skip_while(|argument| argument.split('=').next() != Some("--language"));
    let first = arguments.next()?;
    let value = match first.split_once('=') {
        Some((_, value)) => value.to_owned(),
        None => arguments.next()?,
    };
    match value.as_str() {
        "de" => Some(Language::German),
        "en" => Some(Language::English),
        _ => None,
    }
}

/// The language that the user chose in the settings, unless the command line names one.
fn speak_chosen_language(
    core: &countersign::authenticator::Authenticator,
    global: &Global,
    console: &mut Console,
) {
    if let (None, Some(language)) = (global.language, core.appearance().language) {
        console.speak(Texts::of(language));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_is_found_early() {
        let of = |line: &str| language_argument(line.split(' ').map(str::to_owned));
        assert_eq!(of("countersign --language de list"), Some(Language::German));
        assert_eq!(of("countersign list --language=en"), Some(Language::English));
        assert_eq!(of("countersign list"), None);
        assert_eq!(of("countersign --language"), None);
    }
}
