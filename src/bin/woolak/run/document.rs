//! One document of a run, an input or an attachment of one: where its bytes are and what is known of it before it is
//! read. It reads nothing but a digest.

use super::orders::Orders;
use crate::inputs::Input;
use crate::store::digest;
use crate::worker::{self, Job, Split, Within};
use std::fs;
use std::path::Path;
use std::sync::Mutex;
use std::time::Duration;
use woolak::audit::{AttachedRecord, AttachmentKind, AttachmentRecord, Digest, Fingerprint};
use woolak::pipeline::{Attachment, Format};
use woolak::text::Sensitive;

/// A document.
pub struct Document {
    /// Where it lies and belongs; of an attachment, the input that it is inside of.
    input: Input,
    /// How it is read.
    format: Format,
    /// Its place under the input. That of an attachment has an empty part, which no path on a disk has.
    pub place: String,
    /// Inside which document it was found, if it is an attachment.
    pub attached: Option<AttachedRecord>,
    /// The way to it, if it is an attachment.
    within: Option<Within>,
    /// What its first pass found inside it.
    pub attachments: Vec<AttachmentRecord>,
    /// Its keyed mark.
    pub id: Fingerprint,
    /// Digest of its bytes; `None` if it cannot be read.
    pub source: Option<Digest>,
    /// Its size when the run began.
    pub bytes: u64,
    /// Its new name, if all documents get one.
    pub new_name: Option<String>,
    /// Who decides on it.
    pub orders: Orders,
    /// How long its first pass took: in all, and each stage.
    pub analysed_in: Mutex<(Duration, Split)>,
    /// The index of the worker that read it for its first pass and may have kept it.
    pub read_by: usize,
}

impl Document {
    /// Reads the document's digest.
    pub fn open(input: Input, number: usize, id: Fingerprint, rename: Option<&str>, orders: Orders) -> Self {
        let source = digest(&input.path).ok();
        let extension = input
            .path
            .extension()
            .unwrap_or_default()
            .to_string_lossy()
            .to_ascii_lowercase();
        Self {
            bytes: size(&input.path),
            new_name: rename.map(|case| new_name(case, number, &extension)),
            id,
            source,
            format: input.format,
            place: input.relative.to_string_lossy().into_owned(),
            input,
            attached: None,
            within: None,
            attachments: Vec::new(),
            orders,
            read_by: 0,
            analysed_in: Mutex::default(),
        }
    }

    /// A file inside this document, of a kind that becomes a document.
    pub fn attached(
        &self,
        file: &Attachment,
        format: Format,
        by_place: impl Fn(&str) -> (Fingerprint, Orders),
    ) -> Self {
        let place = attached_place(&self.place, file.number, file.kind);
        let (id, orders) = by_place(&place);
        let mut within = self.within.clone().unwrap_or(Within {
            file: self.source,
            numbers: Vec::new(),
        });
        within.numbers.push(file.number);
        Self {
            input: self.input.clone(),
            format,
            place,
            attached: Some(AttachedRecord {
                to: self.id.clone(),
                number: file.number,
            }),
            within: Some(within),
            attachments: Vec::new(),
            id,
            source: file.source,
            bytes: file.bytes,
            new_name: self
                .new_name
                .as_ref()
                .map(|name| attached_new_name(name, file.number, file.kind)),
            orders,
            analysed_in: Mutex::default(),
            read_by: 0,
        }
    }

    /// Its place under the input.
    pub fn relative(&self) -> Sensitive {
        Sensitive::new(&*self.place)
    }

    /// The place under the output folder that it would have beside the result of the document it is inside of.
    pub fn beside(&self, parent: &str) -> String {
        let number = self.attached.as_ref().map_or(0, |attached| attached.number);
        let stem = parent.rsplit_once('.').map_or(parent, |(stem, _)| stem);
        let ending = self.place.rsplit_once('.').map_or("", |(_, ending)| ending);
        format!("{stem}.bijlage-{number}.{ending}")
    }

    /// What a worker must know of it.
    pub fn job(&self) -> Job {
        Job {
            path: self.input.path.clone(),
            within: self.within.clone(),
            format: self.format,
            source: self.source,
            brief: match &self.orders {
                Orders::Review(brief) => Some((**brief).clone()),
                Orders::Rules | Orders::Undecided => None,
            },
        }
    }

    /// Who decided on it, for the log, if a person did.
    pub fn reviewer(&self) -> Option<String> {
        match &self.orders {
            Orders::Review(brief) if !brief.reviewer.trim().is_empty() => Some(brief.reviewer.trim().to_owned()),
            _ => None,
        }
    }

    /// How long a worker may take for it: an attachment is unpacked first.
    pub fn limit(&self, limit: Duration) -> Duration {
        let around = self.within.as_ref().map_or(0, |_| size(&self.input.path));
        worker::time(limit, self.bytes + around)
    }
}

/// A name of letters and digits only, as the publication platform wants it: `W2023-17` gives `W202317D0001.pdf`.
fn new_name(case: &str, number: usize, extension: &str) -> String {
    let case: String = case.chars().filter(char::is_ascii_alphanumeric).collect();
    format!("{case}D{number:04}.{extension}")
}

/// The place of an attachment of the document at `place`. Its own name may hold a person's and is never used; the empty
/// part keeps it from being the place of any other input.
pub fn attached_place(place: &str, number: u32, kind: AttachmentKind) -> String {
    format!("{place}//bijlage-{number}.{}", kind.document().unwrap_or_default())
}

/// `W202317D0001.pdf` gives `W202317D0001B02.pdf`.
pub fn attached_new_name(name: &str, number: u32, kind: AttachmentKind) -> String {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    format!("{stem}B{number:02}.{}", kind.document().unwrap_or_default())
}

/// Size of a file in bytes, 0 if it cannot be asked.
pub fn size(path: &Path) -> u64 {
    fs::metadata(path).map_or(0, |metadata| metadata.len())
}
