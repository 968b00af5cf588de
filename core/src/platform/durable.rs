//! Replacing a file so that a crash at any moment leaves the old or the new one, whole.
//!
//! Temporary file with a name of its own in the same folder, created exclusively → write → fsync → read back and
//! compare → rename over the old file → fsync of the folder.

use super::disk::Disk;
use crate::ports::{StoreError, Trailer};
use std::io;

/// How a temporary file's name ends.
const TEMPORARY: &str = ".new";

/// Names tried before giving up; each is taken only by the left-over of a crash.
const NAMES: u32 = 1000;

/// Replaces the file `name` durably. After an error of the rename or of the folder's fsync, the old or the new file
/// stands.
pub(super) fn replace<D: Disk>(disk: &D, name: &str, bytes: &[u8]) -> Result<(), StoreError> {
    replace_in_parts(disk, name, bytes, None)
}

/// The same with an end that is asked for once the beginning has been written.
pub(super) fn replace_in_parts<D: Disk>(
    disk: &D,
    name: &str,
    content: &[u8],
    trailer: Option<&mut dyn FnMut() -> Trailer>,
) -> Result<(), StoreError> {
    let (temporary, mut file) = create_temporary(disk, name)?;
    let written = write_and_verify(disk, &temporary, &mut file, content, trailer);
    drop(file);
    if let Err(error) = written.and_then(|()| disk.rename(&temporary, name).map_err(|_| StoreError::Unknown))
    {
        // Best effort: what stays behind is cleaned at the next start.
        let _ = disk.remove(&temporary);
        return Err(error);
    }
    settle(disk)
}

/// Makes sure of the names that were changed before, by an operation whose outcome was unknown.
pub(super) fn settle<D: Disk>(disk: &D) -> Result<(), StoreError> {
    disk.sync_folder().map_err(|_| StoreError::Unknown)
}

/// Removes the file `name`, and every left-over beside it, durably. Succeeds where there is none.
pub(super) fn remove<D: Disk>(disk: &D, name: &str) -> Result<(), StoreError> {
    let absent_is_fine = |removed: io::Result<()>| match removed {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(StoreError::Unknown),
        _ => Ok(()),
    };
    for found in disk.list().map_err(|_| StoreError::Failed)? {
        if is_temporary_of(&found, name) {
            absent_is_fine(disk.remove(&found))?;
        }
    }
    absent_is_fine(disk.remove(name))?;
    // Even where nothing was there: an earlier removal may not have reached the medium.
    settle(disk)
}

/// Removes what a crash left behind beside the file `name`. Best effort: it is in nobody's way.
pub(super) fn clean<D: Disk>(disk: &D, name: &str) {
    for found in disk.list().unwrap_or_default() {
        if is_temporary_of(&found, name) {
            let _ = disk.remove(&found);
        }
    }
}

/// The bytes of the file `name`, at most `limit` of them; `None` where there is no file.
pub(super) fn read<D: Disk>(disk: &D, name: &str, limit: usize) -> Result<Option<Vec<u8>>, StoreError> {
    match disk.read(name, limit).map_err(|_| StoreError::Failed)? {
        Some(bytes) if bytes.len() > limit => Err(StoreError::TooLarge),
        bytes => Ok(bytes),
    }
}

fn create_temporary<D: Disk>(disk: &D, name: &str) -> Result<(String, D::File), StoreError> {
    for number in 0..NAMES {
        let temporary = format!("{name}.{number}{TEMPORARY}");
        match disk.create(&temporary) {
            Ok(file) => return Ok((temporary, file)),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(refused(&error)),
        }
    }
    Err(StoreError::Failed)
}

fn write_and_verify<D: Disk>(
    disk: &D,
    temporary: &str,
    file: &mut D::File,
    content: &[u8],
    trailer: Option<&mut dyn FnMut() -> Trailer>,
) -> Result<(), StoreError> {
    let verified = (|| {
        disk.write(file, content)?;
        let trailer = trailer.map(|trailer| trailer());
        let trailer = trailer.as_ref().map_or(&[][..], Trailer::as_slice);
        if !trailer.is_empty() {
            disk.write(file, trailer)?;
        }
        disk.sync(file)?;
        disk.holds(temporary, &[content, trailer])
    })();
    match verified {
        Ok(true) => Ok(()),
        Ok(false) => Err(StoreError::Failed),
        Err(error) => Err(refused(&error)),
    }
}

/// What an error before the rename means: nothing changed.
fn refused(error: &io::Error) -> StoreError {
    match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => StoreError::Full,
        _ => StoreError::Failed,
    }
}

/// Whether `found` is `name`, a dot, a number and the ending.
fn is_temporary_of(found: &str, name: &str) -> bool {
    found
        .strip_prefix(name)
        .and_then(|rest| rest.strip_prefix('.'))
        .and_then(|rest| rest.strip_suffix(TEMPORARY))
        .is_some_and(|number| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_our_own_left_overs_are_cleaned() {
        for (found, ours) in [
            ("vault.a.0.new", true),
            ("vault.a.17.new", true),
            ("vault.a..new", false),
            ("vault.a.x.new", false),
            ("vault.a", false),
            ("vault.a.new", false),
            ("vault.b.0.new", false),
            ("my.vault.a.0.new", false),
            ("vault.a.0.new.txt", false),
        ] {
            assert_eq!(is_temporary_of(found, "vault.a"), ours, "{found}");
        }
    }
}
