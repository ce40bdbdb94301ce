//! The tesseract program: whether it is there with Dutch data, and one picture read by it. Pictures and words go through
//! memory and pipes, never through files on a disk.

use super::tsv;
use std::borrow::Cow;
use std::fmt;
use std::fs::File;
use std::io::{Read, Write};
use std::process::{Child, Command, Stdio};
use std::thread;
use woolak::pdf::ocr::{Setting, Sheet, Unread, Word};

/// The language of the documents; its data also knows the letters of English words.
const LANGUAGE: &str = "nld";

/// The name by which a program opens the file that is its input.
const OWN_INPUT: &str = "/proc/self/fd/0";

/// A tesseract that can be used.
pub struct Tesseract {
    version: String,
}

/// Why tesseract cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Missing {
    /// The program is not on the path.
    Program,
    /// The program is there without Dutch data.
    Dutch,
}

impl fmt::Display for Missing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Program => "tesseract is niet geïnstalleerd (apt-get install tesseract-ocr tesseract-ocr-nld)",
            Self::Dutch => "tesseract heeft geen Nederlandse taalgegevens (apt-get install tesseract-ocr-nld)",
        })
    }
}

impl Tesseract {
    /// Looks for the program and its Dutch data.
    ///
    /// # Errors
    /// What is missing.
    pub fn find() -> Result<Self, Missing> {
        let (version, languages) = thread::scope(|scope| {
            let version = scope.spawn(|| answer("--version"));
            let languages = answer("--list-langs");
            (version.join().ok().flatten(), languages)
        });
        let (version, languages) = version.zip(languages).ok_or(Missing::Program)?;
        if !languages.lines().any(|line| line.trim() == LANGUAGE) {
            return Err(Missing::Dutch);
        }
        Ok(Self {
            version: version.lines().next().unwrap_or_default().trim().to_owned(),
        })
    }

    /// The program of that version, which another process has found.
    pub fn known(version: String) -> Self {
        Self { version }
    }

    /// Program and version, as it says itself.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// Reads one picture whose words stand so.
    ///
    /// # Errors
    /// The program does not start, fails, or answers with something else than a table.
    pub fn read(&self, sheet: &Sheet, setting: Setting) -> Result<Vec<Word>, Unread> {
        let dpi = sheet.dpi.to_string();
        let (head, pixels) = portable(sheet);
        let held = held(&head, &pixels);
        let input = if held.is_some() { OWN_INPUT } else { "stdin" };
        let mut child = Command::new("tesseract")
            .args([
                input,
                "stdout",
                "-l",
                LANGUAGE,
                "--dpi",
                &dpi,
                "--psm",
                segmentation(setting),
                "tsv",
            ])
            // Its own threads cost many times the processor time for no gain.
            .env("OMP_THREAD_LIMIT", "1")
            .stdin(held.map_or_else(Stdio::piped, Stdio::from))
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|_| Unread)?;
        let table = converse(&mut child, &[head.as_bytes(), &pixels]);
        let status = child.wait().map_err(|_| Unread)?;
        match table {
            Some(table) if status.success() && table.starts_with("level") => Ok(tsv::words(&table)),
            _ => Err(Unread),
        }
    }
}

/// The mode in which it looks for lines.
fn segmentation(setting: Setting) -> &'static str {
    match setting {
        Setting::Page => "3",
        Setting::Lines => "6",
    }
}

/// A picture in a file that is in memory only and has no name, ready to be the input of a program. Tesseract reads a file
/// in blocks, but a pipe letter by letter, which takes a tenth of its time.
#[cfg(target_os = "linux")]
fn held(head: &str, pixels: &[u8]) -> Option<File> {
    let held = rustix::fs::memfd_create("bladzijde", rustix::fs::MemfdFlags::CLOEXEC).ok()?;
    let mut file = File::from(held);
    file.write_all(head.as_bytes()).ok()?;
    file.write_all(pixels).ok()?;
    std::path::Path::new(OWN_INPUT).exists().then_some(file)
}

#[cfg(not(target_os = "linux"))]
fn held(_: &str, _: &[u8]) -> Option<File> {
    None
}

/// Writes the picture, where the program has no file of it, while the answer is read, so that neither side waits for the
/// other.
fn converse(child: &mut Child, picture: &[&[u8]]) -> Option<String> {
    let input = child.stdin.take();
    let mut output = child.stdout.take()?;
    thread::scope(|scope| {
        let writer =
            input.map(|mut input| scope.spawn(move || picture.iter().try_for_each(|part| input.write_all(part))));
        let mut table = Vec::new();
        let read = output.read_to_end(&mut table).is_ok();
        let written = writer.is_none_or(|writer| matches!(writer.join(), Ok(Ok(()))));
        (read && written).then_some(table)
    })
    .and_then(|table| String::from_utf8(table).ok())
}

/// The picture as a portable map: one bit per pixel where it is black and white, since tesseract finds the same words in
/// it as in the same shades in bytes, a tenth sooner.
fn portable(sheet: &Sheet) -> (String, Cow<'_, [u8]>) {
    let size = format!("{} {}", sheet.width, sheet.height);
    if sheet.samples.iter().any(|shade| !matches!(shade, 0 | 255)) {
        return (format!("P5\n{size}\n255\n"), Cow::Borrowed(&sheet.samples));
    }
    let rows = sheet.samples.chunks(sheet.width.max(1) as usize);
    let black = |bits: u8, shade: &u8| bits << 1 | u8::from(*shade == 0);
    let packed = |shades: &[u8]| shades.iter().fold(0, black) << (8 - shades.len());
    let bits = rows.flat_map(|row| row.chunks(8).map(packed)).collect();
    (format!("P4\n{size}\n"), Cow::Owned(bits))
}

fn answer(question: &str) -> Option<String> {
    let output = Command::new("tesseract")
        .arg(question)
        .stdin(Stdio::null())
        .output()
        .ok()?;
    let all = [output.stdout, output.stderr].concat();
    output
        .status
        .success()
        .then(|| String::from_utf8_lossy(&all).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn black_and_white_is_sent_in_bits_and_grey_in_bytes() {
        let sheet = |samples: &[u8]| Sheet {
            width: 10,
            height: 2,
            dpi: 300,
            samples: samples.to_vec(),
        };
        let mut samples = [255; 20];
        (samples[1], samples[9], samples[10]) = (0, 0, 0);
        let two = sheet(&samples);
        let (head, bits) = portable(&two);
        assert_eq!(
            (&*head, &*bits),
            ("P4\n10 2\n", &[0b0100_0000, 0b0100_0000, 0b1000_0000, 0][..])
        );
        samples[0] = 254;
        let grey = sheet(&samples);
        let (head, bytes) = portable(&grey);
        assert_eq!((&*head, &*bytes), ("P5\n10 2\n255\n", &samples[..]));
    }

    #[test]
    fn a_blank_picture_has_no_words() {
        let Ok(tesseract) = Tesseract::find() else {
            eprintln!("OVERGESLAGEN: tesseract met Nederlands ontbreekt");
            return;
        };
        let sheet = Sheet {
            width: 300,
            height: 200,
            dpi: 300,
            samples: vec![255; 300 * 200],
        };
        assert_eq!(tesseract.read(&sheet, Setting::Page), Ok(Vec::new()));
        assert!(tesseract.version().starts_with("tesseract"));
    }
}
