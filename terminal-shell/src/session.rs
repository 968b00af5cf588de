//! From a locked data folder to the open core, for one command.

use crate::console::Console;
use crate::place::Place;
use crate::problem::Problem;
use crate::{messages, words};
use countersign::authenticator::{
    Acceptance, AccountRow, Authenticator, Filter, SetupStep, Stage, UnlockError,
};
use countersign::crypto::SecretBytes;
use std::sync::Arc;

/// The core, unlocked with the PIN.
pub(crate) fn unlocked(place: &Place, console: &mut Console) -> Result<Arc<Authenticator>, Problem> {
    let core = place.open()?.core;
    match core.stage() {
        Stage::Setup(_) => return Err(Problem::NotSetUp),
        Stage::Erased => return Err(UnlockError::Erased.into()),
        Stage::Unusable(reason) => return Err(Problem::Unusable(reason)),
        Stage::Locked(view) if !view.delay.is_zero() => return Err(UnlockError::Wait(view.delay).into()),
        Stage::Locked(_) | Stage::NewPinNeeded(_) | Stage::Unlocked => {}
    }
    let pin = console.pin("prompt-pin")?;
    // Exposed: copied, because the core may ask a question that takes the same PIN again.
    let again = SecretBytes::from(pin.expose());
    let notices = match core.unlock(pin, Acceptance::NewestOnly) {
        Err(UnlockError::OlderCopy(copy)) if Console::has_person() => {
            console.tell(&console.say(messages::older_copy(copy)));
            console.insist(&console.say("older-question"))?;
            core.unlock(again, Acceptance::OlderCopy)?
        }
        outcome => outcome?,
    };
    for notice in notices {
        console.tell(&words::notice(&console.texts, notice));
    }
    match core.stage() {
        Stage::NewPinNeeded(_) => Err(Problem::NewPinNeeded),
        Stage::Setup(SetupStep::ChoosePin(_) | SetupStep::ConfirmPin) => Err(Problem::SetupUnfinished),
        _ => Ok(core),
    }
}

/// The one account whose `issuer:account` contains `name`, whatever the case. A whole label, issuer or account name
/// wins over parts of others.
pub(crate) fn find(core: &Authenticator, name: &str) -> Result<AccountRow, Problem> {
    let rows = core.accounts(&Filter::default())?;
    choose(rows, name, full_name)
}

/// `issuer:account`, as commands name an account.
pub(crate) fn full_name(row: &AccountRow) -> String {
    if row.issuer.is_empty() { row.account.clone() } else { format!("{}:{}", row.issuer, row.account) }
}

fn choose<T>(rows: Vec<T>, name: &str, full_name: impl Fn(&T) -> String) -> Result<T, Problem> {
    let wanted = name.trim().to_lowercase();
    let rank = |row: &T| {
        let label = full_name(row).to_lowercase();
        let part_is_whole = label.split_once(':').is_some_and(|(a, b)| a == wanted || b == wanted);
        match () {
            () if label == wanted => 3,
            () if part_is_whole => 2,
            () => u8::from(label.contains(&wanted)),
        }
    };
    let best = rows.iter().map(rank).max().unwrap_or(0);
    if best == 0 {
        return Err(Problem::NotFound(name.to_owned()));
    }
    let mut found: Vec<T> = rows.into_iter().filter(|row| rank(row) == best).collect();
    match (found.pop(), found.is_empty()) {
        (Some(row), true) => Ok(row),
        (last, _) => {
            let matches = found.iter().chain(&last).map(full_name).collect();
            Err(Problem::Ambiguous { name: name.to_owned(), matches })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen(name: &str) -> Result<&'static str, Problem> {
        let rows = vec!["GitHub:alice", "GitHub:bob", "GitLab:alice", "Git:carol"];
        choose(rows, name, |row| (*row).to_owned())
    }

    #[test]
    fn an_unambiguous_part_is_enough() {
        assert_eq!(chosen("bob").unwrap(), "GitHub:bob");
        assert_eq!(chosen("GITLAB").unwrap(), "GitLab:alice");
        assert_eq!(chosen("hub:al").unwrap(), "GitHub:alice");
    }

    #[test]
    fn a_whole_name_wins() {
        assert_eq!(chosen("git").unwrap(), "Git:carol");
        assert_eq!(chosen("github:alice").unwrap(), "GitHub:alice");
    }

    #[test]
    fn what_is_ambiguous_is_listed() {
        let Err(Problem::Ambiguous { matches, .. }) = chosen("alice") else { panic!() };
        assert_eq!(matches, ["GitHub:alice", "GitLab:alice"]);
        assert!(matches!(chosen("dave"), Err(Problem::NotFound(_))));
    }
}
