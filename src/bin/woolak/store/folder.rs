//! The output folder and its private corner: lock, key, temporary files, atomic publication.

use std::fmt;
use std::fs::{self, File, OpenOptions, Permissions, TryLockError};
use std::io::{self, Read, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use woolak::audit::{Digest, Key};
use woolak::pipeline::{Cause, DiskFault};

/// The private corner of an output folder, 0700: lock, key and temporary files.
pub const PRIVATE: &str = ".woolak";
const TEMPORARY: &str = "tmp-";

/// Why the output folder cannot be used; the words hold its path only.
#[derive(Debug)]
pub struct StoreError {
    path: PathBuf,
    what: What,
}

#[derive(Debug)]
enum What {
    Io(io::Error),
    Busy,
    NotAFolder,
    BadKey,
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = self.path.display();
        match &self.what {
            What::Busy => write!(f, "{path}: een andere opdracht schrijft nu in deze map"),
            What::NotAFolder => write!(f, "{path}: is geen map"),
            What::BadKey => write!(f, "{path}: geen sleutel van 64 hexadecimale cijfers"),
            What::Io(error) => write!(f, "{path}: {}", fault(error)),
        }
    }
}

impl StoreError {
    /// What the disk refused, for a document's cause.
    pub fn fault(&self) -> DiskFault {
        match &self.what {
            What::Io(error) => fault(error),
            _ => DiskFault::Other,
        }
    }
}

/// What the disk refused.
pub fn fault(error: &io::Error) -> DiskFault {
    match error.kind() {
        io::ErrorKind::NotFound => DiskFault::Missing,
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => DiskFault::Denied,
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => DiskFault::Full,
        io::ErrorKind::FileTooLarge => DiskFault::TooLarge,
        _ => DiskFault::Other,
    }
}

/// An output folder that this process alone writes to.
pub struct OutputFolder {
    root: PathBuf,
    private: PathBuf,
    key: Key,
    next: AtomicU64,
    lock: File,
}

impl Drop for OutputFolder {
    fn drop(&mut self) {
        // A process that is just being started has a copy of the file, and would hold the lock for as long as it does.
        let _ = self.lock.unlock();
    }
}

impl OutputFolder {
    /// Makes the folder if need be, locks it and sweeps what an earlier, killed run left behind.
    pub fn open(root: &Path, key_file: Option<&Path>) -> Result<Self, StoreError> {
        if root.exists() && !root.is_dir() {
            return Err(StoreError {
                path: root.to_owned(),
                what: What::NotAFolder,
            });
        }
        let private = root.join(PRIVATE);
        let at = |path: &Path| {
            let path = path.to_owned();
            move |error| StoreError {
                path,
                what: What::Io(error),
            }
        };
        fs::create_dir_all(root).map_err(at(root))?;
        if !private.is_dir() {
            fs::DirBuilder::new().mode(0o700).create(&private).map_err(at(root))?;
        }
        let lock_path = private.join("lock");
        let lock = private_file(&lock_path).map_err(at(root))?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                return Err(StoreError {
                    path: root.to_owned(),
                    what: What::Busy,
                });
            }
            Err(TryLockError::Error(error)) => return Err(at(root)(error)),
        }
        sweep(&private).map_err(at(root))?;
        let key = match key_file {
            Some(path) => read_key(path)?,
            None => read_or_make_key(&private)?,
        };
        Ok(Self {
            root: root.to_owned(),
            private,
            key,
            next: AtomicU64::new(0),
            lock,
        })
    }

    /// The key for fingerprints; dossier keys are derived from it.
    pub fn key(&self) -> &Key {
        &self.key
    }

    /// A path under the folder.
    pub fn path(&self, relative: &str) -> PathBuf {
        self.root.join(relative)
    }

    /// A place for a temporary file of this run, see [`write_staged`].
    pub fn stage(&self) -> Staged {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        let process = std::process::id();
        Staged(self.private.join(format!("{TEMPORARY}{process}-{number}")))
    }

    /// Gives a staged file its final name; readers see the old file or the whole new one, never a part.
    pub fn publish(&self, staged: Staged, relative: &str) -> Result<(), StoreError> {
        let target = self.path(relative);
        let parent = target.parent().unwrap_or(&self.root);
        let publish = || {
            fs::create_dir_all(parent)?;
            fs::set_permissions(&staged.0, Permissions::from_mode(0o644))?;
            fs::rename(&staged.0, &target)?;
            sync_folder(parent)
        };
        publish().map_err(|error| StoreError {
            path: target.clone(),
            what: What::Io(error),
        })
    }

    /// Removes a document that an earlier run published and that must not stand any longer.
    pub fn withdraw(&self, relative: &str) -> Result<(), StoreError> {
        let target = self.path(relative);
        match fs::remove_file(&target) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(StoreError {
                path: target,
                what: What::Io(error),
            }),
            _ => Ok(()),
        }
    }

    /// Ties an I/O error to this folder.
    pub fn error(&self, error: io::Error) -> StoreError {
        StoreError {
            path: self.root.clone(),
            what: What::Io(error),
        }
    }
}

/// The place of a temporary file; the file is removed unless it was published.
#[derive(Debug)]
pub struct Staged(PathBuf);

impl Staged {
    /// The place.
    pub fn path(&self) -> &Path {
        &self.0
    }
}

/// Makes a temporary file that nobody else can read.
pub fn create_staged(place: &Path) -> io::Result<File> {
    OpenOptions::new()
        .write(true)
        .read(true)
        .create_new(true)
        .mode(0o600)
        .open(place)
}

/// Writes a temporary file and flushes it to disk.
pub fn write_staged(place: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = create_staged(place)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// Larger documents are refused: they would not fit the memory that a document may use.
pub const MAX_BYTES: u64 = 1 << 30;

/// A document's bytes.
///
/// # Errors
/// What the disk refused, or that the document is too large.
pub fn read_bounded(path: &Path) -> Result<Vec<u8>, Cause> {
    let unreadable = |error: io::Error| Cause::Unreadable(fault(&error));
    if fs::metadata(path).map_err(unreadable)?.len() > MAX_BYTES {
        return Err(Cause::Unreadable(DiskFault::TooLarge));
    }
    fs::read(path).map_err(|error| match error.kind() {
        io::ErrorKind::OutOfMemory => Cause::OutOfMemory,
        _ => unreadable(error),
    })
}

/// The digest of a file, without holding it in memory.
pub fn digest(path: &Path) -> io::Result<Digest> {
    let mut file = File::open(path)?;
    Digest::of_chunks(|chunk| (&mut file).take(1 << 20).read_to_end(chunk).map(drop))
}

impl Drop for Staged {
    fn drop(&mut self) {
        // After publication there is nothing under this name any more; otherwise the next start sweeps it.
        let _ = fs::remove_file(&self.0);
    }
}

fn private_file(path: &Path) -> io::Result<File> {
    OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(false)
        .mode(0o600)
        .open(path)
}

fn sync_folder(path: &Path) -> io::Result<()> {
    File::open(path)?.sync_all()
}

fn sweep(private: &Path) -> io::Result<()> {
    for entry in fs::read_dir(private)? {
        let entry = entry?;
        if entry.file_name().to_string_lossy().starts_with(TEMPORARY) {
            fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}

fn read_or_make_key(private: &Path) -> Result<Key, StoreError> {
    let path = private.join("sleutel");
    if path.exists() {
        return read_key(&path);
    }
    let make = || {
        let mut bytes = [0; 32];
        getrandom::fill(&mut bytes).map_err(|_| io::Error::other("geen toevalsgetallen"))?;
        let staged = private.join(format!("{TEMPORARY}sleutel"));
        let mut file = OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(&staged)?;
        let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        writeln!(file, "{hex}")?;
        file.sync_all()?;
        fs::rename(&staged, &path)?;
        sync_folder(private)?;
        Ok(Key::new(bytes))
    };
    make().map_err(|error| StoreError {
        path: path.clone(),
        what: What::Io(error),
    })
}

fn read_key(path: &Path) -> Result<Key, StoreError> {
    let error = |what| StoreError {
        path: path.to_owned(),
        what,
    };
    let text = fs::read_to_string(path).map_err(|cause| error(What::Io(cause)))?;
    let digest: Digest = text.trim().parse().map_err(|_| error(What::BadKey))?;
    Ok(Key::new(*digest.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).expect("file").permissions().mode() & 0o777
    }

    #[test]
    fn a_file_appears_whole_or_not_at_all_and_nothing_stays_behind() {
        let dir = tempfile::tempdir().expect("temporary folder");
        let folder = OutputFolder::open(dir.path(), None).expect("opens");
        let staged = folder.stage();
        write_staged(staged.path(), b"gelakt").expect("staged");
        assert_eq!(mode(staged.path()), 0o600);
        assert!(!folder.path("map/a.txt").exists());
        folder.publish(staged, "map/a.txt").expect("published");
        assert_eq!(fs::read(folder.path("map/a.txt")).expect("there"), b"gelakt");
        let held = folder.stage();
        write_staged(held.path(), b"niet gepubliceerd").expect("staged");
        drop(held);
        let left = fs::read_dir(dir.path().join(PRIVATE)).expect("private").count();
        assert_eq!(left, 2, "lock and key only");
    }

    #[test]
    fn leftovers_of_a_killed_run_are_swept_and_the_key_stays() {
        let dir = tempfile::tempdir().expect("temporary folder");
        let first = OutputFolder::open(dir.path(), None).expect("opens");
        let mark = first.key().person(&woolak::text::Sensitive::new("smit"));
        drop(first);
        let stale = dir.path().join(PRIVATE).join("tmp-7");
        fs::write(&stale, "half").expect("stale");
        let second = OutputFolder::open(dir.path(), None).expect("opens again");
        assert!(!stale.exists());
        assert_eq!(second.key().person(&woolak::text::Sensitive::new("smit")), mark);
        assert_eq!(mode(&dir.path().join(PRIVATE).join("sleutel")), 0o600);
        assert_eq!(mode(&dir.path().join(PRIVATE)), 0o700);
    }

    #[test]
    fn two_runs_do_not_write_to_one_folder() {
        let dir = tempfile::tempdir().expect("temporary folder");
        let _first = OutputFolder::open(dir.path(), None).expect("opens");
        let second = OutputFolder::open(dir.path(), None).err().expect("busy");
        assert!(second.to_string().contains("andere opdracht"), "{second}");
    }
}
