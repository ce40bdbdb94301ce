//! Words of pictures that were read before, by the picture's content. They are personal data: in memory, and on disk only
//! in a folder that nobody else can enter.

use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fs::{self, DirBuilder, OpenOptions};
use std::io::Write;
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, SystemTime};
use woolak::pdf::ocr::{Setting, Sheet, Word};

/// What was not needed for so long is thrown away.
const KEPT: Duration = Duration::from_secs(30 * 24 * 60 * 60);
/// The most words kept in memory; a page has some four hundred.
const MOST_WORDS: usize = 4_000_000;

/// Words by picture.
#[derive(Default)]
pub struct Cache {
    folder: Option<PathBuf>,
    memory: Mutex<Memory>,
}

#[derive(Default)]
struct Memory {
    words: usize,
    pages: BTreeMap<String, Vec<Word>>,
}

impl Cache {
    /// In memory, and in `folder` if it can be made or is one that only its owner enters.
    pub fn open(folder: Option<PathBuf>) -> Self {
        let folder = folder.filter(|folder| is_private(folder));
        if let Some(folder) = &folder {
            forget(folder);
        }
        Self {
            folder,
            memory: Mutex::default(),
        }
    }

    /// The folder of this user: `$XDG_CACHE_HOME/woolak/ocr`, else `~/.cache/woolak/ocr`.
    pub fn usual_folder() -> Option<PathBuf> {
        let set = |name| {
            std::env::var_os(name)
                .filter(|value| !value.is_empty())
                .map(PathBuf::from)
        };
        let base = set("XDG_CACHE_HOME").or_else(|| set("HOME").map(|home| home.join(".cache")))?;
        Some(base.join("woolak").join("ocr"))
    }

    /// Where words are kept on disk.
    pub fn folder(&self) -> Option<&Path> {
        self.folder.as_deref()
    }

    /// Names a picture by its content and by who reads it how.
    pub fn key(&self, reader: &str, sheet: &Sheet, setting: Setting) -> String {
        let mut hash = Sha256::new();
        hash.update(format!(
            "{reader}\n{} {} {} {setting:?}\n",
            sheet.width, sheet.height, sheet.dpi
        ));
        hash.update(&sheet.samples);
        hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// The words of a picture, if it was read before.
    pub fn find(&self, key: &str) -> Option<Vec<Word>> {
        if let Some(words) = self.memory().pages.get(key) {
            return Some(words.clone());
        }
        let file = fs::read(self.folder.as_ref()?.join(key)).ok()?;
        let words: Vec<Word> = serde_json::from_slice(&file).ok()?;
        self.remember(key, &words);
        Some(words)
    }

    /// Keeps the words of a picture; a disk that refuses is no error, the picture is read again another time.
    pub fn keep(&self, key: &str, words: &[Word]) {
        self.remember(key, words);
        let Some(folder) = &self.folder else {
            return;
        };
        let half = folder.join(format!("{key}.{}.half", std::process::id()));
        let written = serde_json::to_vec(words)
            .map_err(std::io::Error::from)
            .and_then(|words| {
                let mut file = OpenOptions::new()
                    .write(true)
                    .create(true)
                    .truncate(true)
                    .mode(0o600)
                    .open(&half)?;
                file.write_all(&words)?;
                fs::rename(&half, folder.join(key))
            });
        if written.is_err() {
            let _ = fs::remove_file(&half);
        }
    }

    fn remember(&self, key: &str, words: &[Word]) {
        let mut memory = self.memory();
        if memory.words + words.len() <= MOST_WORDS && memory.pages.insert(key.to_owned(), words.to_vec()).is_none() {
            memory.words += words.len();
        }
    }

    fn memory(&self) -> std::sync::MutexGuard<'_, Memory> {
        self.memory.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Makes the folder for its owner alone; one that stands there must be such a folder, of this user.
fn is_private(folder: &Path) -> bool {
    if DirBuilder::new().recursive(true).mode(0o700).create(folder).is_err() {
        return false;
    }
    let home = std::env::var_os("HOME").and_then(|home| fs::metadata(home).ok());
    fs::symlink_metadata(folder).is_ok_and(|found| {
        let is_own = home.is_none_or(|home| home.uid() == found.uid());
        found.is_dir() && is_own && found.permissions().mode() & 0o077 == 0
    })
}

/// Throws away what is old.
fn forget(folder: &Path) {
    let now = SystemTime::now();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let age = entry
            .metadata()
            .and_then(|data| data.modified())
            .map(|then| now.duration_since(then));
        if matches!(age, Ok(Ok(age)) if age > KEPT) {
            let _ = fs::remove_file(entry.path());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use woolak::text::Sensitive;

    fn words() -> Vec<Word> {
        vec![Word {
            text: Sensitive::new("Smit"),
            left: 1,
            top: 2,
            width: 3,
            height: 4,
            confidence: 90,
            line: 0,
        }]
    }

    fn sheet(sample: u8) -> Sheet {
        Sheet {
            width: 2,
            height: 1,
            dpi: 300,
            samples: vec![sample, 0],
        }
    }

    #[test]
    fn words_are_found_by_content_in_a_private_folder() {
        let dir = tempfile::tempdir().expect("temporary folder");
        let folder = dir.path().join("ocr");
        let cache = Cache::open(Some(folder.clone()));
        let key = cache.key("tesseract 5", &sheet(1), Setting::Page);
        assert_ne!(key, cache.key("tesseract 5", &sheet(2), Setting::Page));
        assert_ne!(key, cache.key("tesseract 6", &sheet(1), Setting::Page));
        assert_ne!(key, cache.key("tesseract 5", &sheet(1), Setting::Lines));
        assert_eq!(cache.find(&key), None);
        cache.keep(&key, &words());
        let mode = |path: &Path| fs::metadata(path).expect("there").permissions().mode() & 0o777;
        assert_eq!((mode(&folder), mode(&folder.join(&key))), (0o700, 0o600));
        assert_eq!(Cache::open(Some(folder)).find(&key), Some(words()));
    }

    #[test]
    fn a_folder_that_others_enter_is_not_used() {
        let dir = tempfile::tempdir().expect("temporary folder");
        fs::set_permissions(dir.path(), fs::Permissions::from_mode(0o755)).expect("permissions");
        let cache = Cache::open(Some(dir.path().to_owned()));
        assert_eq!(cache.folder(), None);
        cache.keep("sleutel", &words());
        assert_eq!(cache.find("sleutel"), Some(words()));
    }
}
