//! Files that hold a secret: private to their owner, and small.

use countersign::crypto::Zeroizing;
use std::fs::OpenOptions;
use std::io::{ErrorKind, Read as _};
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

/// The longest secret file that is read, in bytes.
const LIMIT: usize = 16 * 1024;

/// Why a secret file is not used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum SecretFileError {
    /// It cannot be read, or is no text of at most 16 KiB.
    #[error("the file cannot be read")]
    Unreadable,
    /// Others than its owner may read it.
    #[error("the file can be read by others: its mode must be 0600")]
    Permissions,
}

/// The text of a file that its owner alone may read; `None` where there is no file.
pub(crate) fn read(path: &Path) -> Result<Option<Zeroizing<String>>, SecretFileError> {
    let file = match OpenOptions::new().read(true).open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(_) => return Err(SecretFileError::Unreadable),
    };
    let mode = file.metadata().map_err(|_| SecretFileError::Unreadable)?.permissions().mode();
    if mode & 0o077 != 0 {
        return Err(SecretFileError::Permissions);
    }
    // Never moved while it grows: a move would leave a copy behind.
    let mut text = Zeroizing::new(String::with_capacity(LIMIT.saturating_add(1)));
    let most = u64::try_from(LIMIT).unwrap_or(u64::MAX).saturating_add(1);
    file.take(most).read_to_string(&mut text).map_err(|_| SecretFileError::Unreadable)?;
    if text.len() > LIMIT { Err(SecretFileError::Unreadable) } else { Ok(Some(text)) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs::{Permissions, set_permissions, write};

    #[test]
    #[expect(clippy::disallowed_methods, reason = "what an operator writes, in a folder of the test's own")]
    fn only_a_private_small_file_is_read() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("secret");
        assert_eq!(read(&path), Ok(None));
        write(&path, "a secret").unwrap();
        for (mode, expected) in [
            (0o600, Ok(Some(Zeroizing::new("a secret".to_owned())))),
            (0o400, Ok(Some(Zeroizing::new("a secret".to_owned())))),
            (0o640, Err(SecretFileError::Permissions)),
            (0o604, Err(SecretFileError::Permissions)),
        ] {
            set_permissions(&path, Permissions::from_mode(mode)).unwrap();
            assert_eq!(read(&path), expected, "{mode:o}");
        }
        set_permissions(&path, Permissions::from_mode(0o600)).unwrap();
        write(&path, "x".repeat(LIMIT)).unwrap();
        assert!(read(&path).is_ok());
        write(&path, "x".repeat(LIMIT + 1)).unwrap();
        assert_eq!(read(&path), Err(SecretFileError::Unreadable));
        write(&path, b"\xff").unwrap();
        assert_eq!(read(&path), Err(SecretFileError::Unreadable));
    }
}
