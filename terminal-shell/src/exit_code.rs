//! How the program ends, for scripts. This table is the only one; `--help` and the README repeat it word by word.

/// What the exit code says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ExitCode {
    Done,
    Failed,
    Usage,
    WrongPin,
    Erased,
    NotFound,
    Unreadable,
    Unusable,
    Storage,
    Declined,
    Server,
    NotTaken,
}

impl ExitCode {
    /// Every code, in the order of its number.
    pub(crate) const ALL: [Self; 12] = [
        Self::Done,
        Self::Failed,
        Self::Usage,
        Self::WrongPin,
        Self::Erased,
        Self::NotFound,
        Self::Unreadable,
        Self::Unusable,
        Self::Storage,
        Self::Declined,
        Self::Server,
        Self::NotTaken,
    ];

    /// The number that the shell sees.
    pub(crate) const fn number(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::Failed => 1,
            Self::Usage => 2,
            Self::WrongPin => 3,
            Self::Erased => 4,
            Self::NotFound => 5,
            Self::Unreadable => 6,
            Self::Unusable => 7,
            Self::Storage => 8,
            Self::Declined => 9,
            Self::Server => 10,
            Self::NotTaken => 11,
        }
    }

    /// The key of the text that describes it.
    pub(crate) const fn text(self) -> &'static str {
        match self {
            Self::Done => "exit-done",
            Self::Failed => "exit-failed",
            Self::Usage => "exit-usage",
            Self::WrongPin => "exit-wrong-pin",
            Self::Erased => "exit-erased",
            Self::NotFound => "exit-not-found",
            Self::Unreadable => "exit-unreadable",
            Self::Unusable => "exit-unusable",
            Self::Storage => "exit-storage",
            Self::Declined => "exit-declined",
            Self::Server => "exit-server",
            Self::NotTaken => "exit-not-taken",
        }
    }
}

impl From<ExitCode> for std::process::ExitCode {
    fn from(code: ExitCode) -> Self {
        Self::from(code.number())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::texts::Texts;
    use countersign::authenticator::Language;

    #[test]
    fn numbers_are_unique_and_in_order() {
        let numbers: Vec<u8> = ExitCode::ALL.iter().map(|code| code.number()).collect();
        assert_eq!(numbers, (0..12).collect::<Vec<u8>>());
    }

    #[test]
    fn the_readme_has_the_same_table() {
        let texts = Texts::of(Language::English);
        let readme = include_str!("../README.md");
        for code in ExitCode::ALL {
            let row = format!("| {} | {} |", code.number(), texts.say(code.text()));
            assert!(readme.contains(&row), "terminal-shell/README.md lacks the row {row}");
        }
    }
}
