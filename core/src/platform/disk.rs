//! One folder of a disk, in the steps that durability is made of, so that a simulated disk can stand in between any
//! two of them.

use std::fs::{self, DirBuilder, File, OpenOptions, TryLockError};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

/// How much of a file is compared at a time.
const PIECE: usize = 64 * 1024;

/// A folder without subfolders. Files are named without a path.
pub trait Disk: Send + Sync {
    /// A file that is being written.
    type File;

    /// Makes a new file, readable by its owner only; a file of that name is [`io::ErrorKind::AlreadyExists`].
    fn create(&self, name: &str) -> io::Result<Self::File>;

    /// Appends all of `bytes`.
    fn write(&self, file: &mut Self::File, bytes: &[u8]) -> io::Result<()>;

    /// Forces the file's bytes to the medium. After an error the file is given up: a second fsync on the same
    /// descriptor may succeed although the bytes are lost.
    fn sync(&self, file: &mut Self::File) -> io::Result<()>;

    /// The first `limit + 1` bytes at most of a file; `None` where there is none.
    fn read(&self, name: &str, limit: usize) -> io::Result<Option<Vec<u8>>>;

    /// Whether the file `name` holds `parts`, one after the other, and nothing else.
    fn holds(&self, name: &str, parts: &[&[u8]]) -> io::Result<bool> {
        let expected = parts.concat();
        Ok(self.read(name, expected.len())? == Some(expected))
    }

    /// Renames, atomically replacing a file of that name.
    fn rename(&self, from: &str, to: &str) -> io::Result<()>;

    /// Removes a file; [`io::ErrorKind::NotFound`] where there is none.
    fn remove(&self, name: &str) -> io::Result<()>;

    /// Forces the folder's names to the medium, on a descriptor of its own each time.
    fn sync_folder(&self) -> io::Result<()>;

    /// The names of all files.
    fn list(&self) -> io::Result<Vec<String>>;

    /// Takes an advisory lock named `name` until the guard is dropped or the process ends; `None` where another
    /// holder has it.
    fn lock(&self, name: &str) -> io::Result<Option<Box<dyn Send + Sync>>>;
}

/// A real folder.
///
/// Windows gives no way to force a folder's names to the medium: there a rename is durable when the file system's
/// journal is.
#[derive(Clone, Debug)]
pub struct OsDisk {
    folder: PathBuf,
}

impl OsDisk {
    /// The folder at `path`; it and its parents are made where missing, open to their owner only.
    pub fn open(path: &Path) -> io::Result<Self> {
        if !path.is_dir() {
            let mut builder = DirBuilder::new();
            builder.recursive(true);
            #[cfg(unix)]
            std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
            builder.create(path)?;
            // The new folder's own name must survive a power cut as well.
            if let Some(parent) = path.parent() {
                sync_folder(parent)?;
            }
        }
        Ok(Self { folder: path.to_owned() })
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }
}

impl Disk for OsDisk {
    type File = File;

    fn create(&self, name: &str) -> io::Result<File> {
        private(OpenOptions::new().write(true).create_new(true)).open(self.path(name))
    }

    fn write(&self, file: &mut File, bytes: &[u8]) -> io::Result<()> {
        file.write_all(bytes)?;
        begin_write_out(file);
        Ok(())
    }

    fn sync(&self, file: &mut File) -> io::Result<()> {
        // On macOS this is F_FULLFSYNC: through the drive's own cache.
        file.sync_all()
    }

    fn read(&self, name: &str, limit: usize) -> io::Result<Option<Vec<u8>>> {
        let file = match File::open(self.path(name)) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error),
        };
        let mut bytes = Vec::new();
        file.take(u64::try_from(limit).unwrap_or(u64::MAX).saturating_add(1)).read_to_end(&mut bytes)?;
        Ok(Some(bytes))
    }

    fn holds(&self, name: &str, parts: &[&[u8]]) -> io::Result<bool> {
        // Piece by piece: a second copy of the whole would cost more than comparing it.
        let mut file = File::open(self.path(name))?;
        let mut piece = vec![0; PIECE];
        for expected in parts.iter().flat_map(|part| part.chunks(PIECE)) {
            let (found, _) = piece.split_at_mut(expected.len());
            match file.read_exact(found) {
                Ok(()) if found == expected => {}
                Err(error) if error.kind() != io::ErrorKind::UnexpectedEof => return Err(error),
                _ => return Ok(false),
            }
        }
        Ok(file.read(&mut piece)? == 0)
    }

    fn rename(&self, from: &str, to: &str) -> io::Result<()> {
        fs::rename(self.path(from), self.path(to))
    }

    fn remove(&self, name: &str) -> io::Result<()> {
        fs::remove_file(self.path(name))
    }

    fn sync_folder(&self) -> io::Result<()> {
        sync_folder(&self.folder)
    }

    fn list(&self) -> io::Result<Vec<String>> {
        let mut names = Vec::new();
        for entry in fs::read_dir(&self.folder)? {
            // A name that is no text is none of ours.
            names.extend(entry?.file_name().into_string());
        }
        Ok(names)
    }

    fn lock(&self, name: &str) -> io::Result<Option<Box<dyn Send + Sync>>> {
        let file = private(OpenOptions::new().read(true).write(true).create(true).truncate(false))
            .open(self.path(name))?;
        Ok(HeldLock::take(file)?.map(|held| Box::new(held) as Box<dyn Send + Sync>))
    }
}

/// A lock on a file, given back when it is dropped.
struct HeldLock(File);

impl HeldLock {
    /// `None` where somebody else holds it.
    fn take(file: File) -> io::Result<Option<Self>> {
        match file.try_lock() {
            Ok(()) => Ok(Some(Self(file))),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(error)) => Err(error),
        }
    }
}

impl Drop for HeldLock {
    /// Gives it back in so many words. Closing the file would not do: the lock lasts until its last descriptor is
    /// closed, and a process that another thread is just starting has a copy of it until it executes its program.
    fn drop(&mut self) {
        // Where even this fails, the end of the process gives the lock back.
        let _ = self.0.unlock();
    }
}

fn private(options: &mut OpenOptions) -> &mut OpenOptions {
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(options, 0o600);
    options
}

/// Lets the system begin to bring to the medium what was written, so that the fsync to come has less to wait for. Only
/// that one says when, and whether, it is there.
fn begin_write_out(file: &File) {
    // To Linux, bytes that are not needed soon are bytes to be written out now.
    #[cfg(any(target_os = "android", target_os = "linux"))]
    let _ = rustix::fs::fadvise(file, 0, None, rustix::fs::Advice::DontNeed);
    #[cfg(not(any(target_os = "android", target_os = "linux")))]
    let _ = file;
}

#[cfg(unix)]
fn sync_folder(path: &Path) -> io::Result<()> {
    let path = if path.as_os_str().is_empty() { Path::new(".") } else { path };
    File::open(path)?.sync_all()
}

#[cfg(not(unix))]
fn sync_folder(_path: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lock_is_given_back_although_a_process_being_started_has_a_copy_of_its_file() {
        let folder = tempfile::tempdir().unwrap();
        let disk = OsDisk::open(folder.path()).unwrap();
        let file = File::create(folder.path().join("lock")).unwrap();
        let copy = file.try_clone().unwrap();
        let held = HeldLock::take(file).unwrap().unwrap();
        assert!(disk.lock("lock").unwrap().is_none());
        drop(held);
        assert!(disk.lock("lock").unwrap().is_some());
        drop(copy);
    }

    #[test]
    fn a_file_holds_its_bytes_and_no_others() {
        let folder = tempfile::tempdir().unwrap();
        let disk = OsDisk::open(folder.path()).unwrap();
        for length in [0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE] {
            let bytes = vec![7; length];
            let mut file = disk.create(&length.to_string()).unwrap();
            disk.write(&mut file, &bytes).unwrap();
            let holds = |bytes: &[u8]| disk.holds(&length.to_string(), &[bytes]).unwrap();
            assert!(holds(&bytes), "{length}");
            assert!(!holds(&vec![7; length + 1]), "{length} and one more");
            if let Some((last, rest)) = bytes.split_last() {
                assert!(!holds(rest), "{length} without the last");
                assert!(!holds(&[rest, &[last ^ 1]].concat()), "{length}, the last one changed");
            }
        }
        assert_eq!(disk.holds("missing", &[]).unwrap_err().kind(), io::ErrorKind::NotFound);
    }
}
