//! Talking with whoever runs a command: results to standard output, everything else to standard error, questions at the
//! terminal.

use crate::arguments::Global;
use crate::pin;
use crate::problem::{PinProblem, Problem};
use crate::texts::Texts;
use countersign::crypto::SecretBytes;
use serde::Serialize;
use std::io::{self, IsTerminal as _, Write as _};

/// The command's two outputs, its questions and its PIN.
pub(crate) struct Console {
    pub(crate) texts: Texts,
    pin_descriptor: Option<u32>,
    /// What came from the descriptor: it can be read once, and some commands ask twice.
    pin: Option<SecretBytes>,
}

impl Console {
    pub(crate) fn new(texts: Texts, global: &Global) -> Self {
        Self { texts, pin_descriptor: global.pin_fd, pin: None }
    }

    /// Speaks another language from now on.
    pub(crate) fn speak(&mut self, texts: Texts) {
        self.texts = texts;
    }

    pub(crate) fn say(&self, key: &str) -> String {
        self.texts.say(key)
    }

    /// A line of the result, to standard output.
    #[expect(clippy::unused_self, reason = "output belongs to the console")]
    pub(crate) fn print(&self, line: &str) -> Result<(), Problem> {
        Ok(writeln!(io::stdout().lock(), "{line}")?)
    }

    /// The whole result as JSON, to standard output.
    pub(crate) fn print_json(&self, value: &impl Serialize) -> Result<(), Problem> {
        let json = serde_json::to_string_pretty(value).map_err(|_| Problem::Output)?;
        self.print(&json)
    }

    /// One of several results as JSON, in one line, at once.
    pub(crate) fn print_json_line(&self, value: &impl Serialize) -> Result<(), Problem> {
        let json = serde_json::to_string(value).map_err(|_| Problem::Output)?;
        self.print(&json)?;
        Ok(io::stdout().flush()?)
    }

    /// A line for the person, to standard error. If nobody can read it, nobody misses it.
    #[expect(clippy::unused_self, reason = "output belongs to the console")]
    pub(crate) fn tell(&self, line: &str) {
        let _ = writeln!(io::stderr().lock(), "{line}");
    }

    /// Whether a person can answer questions.
    pub(crate) fn has_person() -> bool {
        io::stdin().is_terminal() && io::stderr().is_terminal()
    }

    /// Asks a question that is answered with yes or no; anything but yes is no.
    pub(crate) fn ask(&self, question: &str) -> Result<bool, Problem> {
        if !Self::has_person() {
            return Err(Problem::NoTerminal);
        }
        let _ = write!(io::stderr().lock(), "{question} {} ", self.say("ask-yes-no"));
        let mut answer = String::new();
        io::stdin().read_line(&mut answer)?;
        let answer = answer.trim().to_lowercase();
        Ok(matches!(answer.as_str(), "y" | "yes" | "j" | "ja"))
    }

    /// Asks for a line of text.
    #[expect(clippy::unused_self, reason = "input belongs to the console")]
    pub(crate) fn line(&self, question: &str) -> Result<String, Problem> {
        let _ = write!(io::stderr().lock(), "{question}: ");
        let mut answer = String::new();
        io::stdin().read_line(&mut answer)?;
        Ok(answer.trim().to_owned())
    }

    /// As [`ask`](Self::ask), but no ends the command.
    pub(crate) fn insist(&self, question: &str) -> Result<(), Problem> {
        if self.ask(question)? { Ok(()) } else { Err(Problem::Declined) }
    }

    /// Whether the PIN comes from a file descriptor, so that nobody is asked for it.
    pub(crate) fn has_pin(&self) -> bool {
        self.pin_descriptor.is_some()
    }

    /// The PIN: from the descriptor, where one was given, else asked for.
    pub(crate) fn pin(&mut self, prompt: &str) -> Result<SecretBytes, Problem> {
        let Some(number) = self.pin_descriptor else { return self.hidden(prompt) };
        let pin = match self.pin.take() {
            Some(pin) => pin,
            None => pin::from_descriptor(number)?,
        };
        // Exposed: one copy for the core, which wipes it, one for the next question.
        let copy = SecretBytes::from(pin.expose());
        self.pin = Some(pin);
        Ok(copy)
    }

    /// A secret typed without echo.
    pub(crate) fn hidden(&self, prompt: &str) -> Result<SecretBytes, Problem> {
        if !io::stdin().is_terminal() {
            return Err(PinProblem::NobodyToAsk.into());
        }
        Ok(pin::ask(&format!("{}: ", self.say(prompt)))?)
    }
}
