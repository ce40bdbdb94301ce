//! Attachments: what the files inside a PDF are, and the bytes of one of them, so that each becomes a document of its own.
//! It redacts none; whoever runs the documents gives them a place.

use super::cause::{Cause, DiskFault};
use super::{Format, guarded};
use crate::audit::{AttachmentKind, Digest};
use crate::pdf::{self, Concern, SourcePdf, attachments};
use crate::text::Sensitive;

/// Files inside one document that are looked at.
const MAX: usize = 256;
/// How many documents deep an attachment may lie.
pub const MAX_ATTACHMENT_DEPTH: usize = 3;

/// A file inside a document.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Attachment {
    /// Its number among the files inside, from 1.
    pub number: u32,
    /// What it is.
    pub kind: AttachmentKind,
    /// Digest of its bytes; `None` if it cannot be unpacked.
    pub source: Option<Digest>,
    /// Its size.
    pub bytes: u64,
}

impl Attachment {
    /// How it is read, if it is a kind that becomes a document.
    pub fn format(&self) -> Option<Format> {
        match self.kind {
            AttachmentKind::Pdf => Some(Format::Pdf),
            AttachmentKind::Text | AttachmentKind::Markdown => Some(Format::Text),
            _ => None,
        }
    }
}

/// The files inside a document.
pub(super) fn all(source: &SourcePdf) -> Vec<Attachment> {
    let one = |(number, file): (u32, &pdf::Attachment)| {
        let bytes = file.bytes(source);
        let whole = bytes.as_deref().unwrap_or_default();
        Attachment {
            number,
            kind: kind(whole, file.ending()),
            source: bytes.as_deref().ok().map(Digest::of),
            bytes: whole.len() as u64,
        }
    };
    (1..).zip(attachments(source).iter().take(MAX)).map(one).collect()
}

/// Whether there are more files inside than are looked at.
pub(super) fn too_many(source: &SourcePdf) -> Option<Concern> {
    (attachments(source).len() > MAX).then(|| Concern::file(pdf::Cause::TooManyAttachments))
}

/// The bytes of the file of that number inside a PDF.
///
/// # Errors
/// Why it cannot be had.
pub fn attachment(bytes: &[u8], passwords: &[Sensitive], number: u32) -> Result<Vec<u8>, Cause> {
    guarded(|| {
        let source = SourcePdf::open(bytes, passwords).map_err(Cause::Open)?;
        let files = attachments(&source);
        let file = (number as usize).checked_sub(1).and_then(|at| files.get(at));
        file.ok_or(Cause::Changed)?
            .bytes(&source)
            .map_err(|damage| match damage {
                pdf::Cause::TooLarge => Cause::Unreadable(DiskFault::TooLarge),
                _ => Cause::PackedBadly,
            })
    })
    .unwrap_or_else(Err)
}

/// Bytes are trusted over the ending of a name, which anyone can choose.
fn kind(bytes: &[u8], ending: &str) -> AttachmentKind {
    use AttachmentKind::*;
    if Format::of_bytes(bytes) == Format::Pdf {
        return Pdf;
    }
    let pictures: [&[u8]; 7] = [
        b"\x89PNG",
        b"\xff\xd8\xff",
        b"GIF8",
        b"II*\0",
        b"MM\0*",
        b"BM",
        b"\0\0\0\x0cjP",
    ];
    let office = bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"\xd0\xcf\x11\xe0");
    match ending {
        "txt" | "text" | "md" | "markdown" if office => Other,
        "txt" | "text" => Text,
        "md" | "markdown" => Markdown,
        _ if pictures.iter().any(|magic| bytes.starts_with(magic)) => Picture,
        "pdf" => Pdf,
        "doc" | "docx" | "docm" | "odt" | "rtf" => Writing,
        "xls" | "xlsx" | "xlsm" | "xlsb" | "ods" | "csv" => Sheet,
        "ppt" | "pptx" | "pptm" | "odp" => Slides,
        "eml" | "msg" => Message,
        "zip" | "7z" | "rar" | "tar" | "gz" | "tgz" => Archive,
        "png" | "jpg" | "jpeg" | "gif" | "tif" | "tiff" | "bmp" | "webp" | "heic" | "svg" | "jp2" => Picture,
        _ if bytes.starts_with(b"PK\x03\x04") => Archive,
        _ => Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pdf::fixture::Pdf;

    #[test]
    fn bytes_tell_more_than_names() {
        for (bytes, ending, expected) in [
            (&b"%PDF-1.7"[..], "txt", AttachmentKind::Pdf),
            (b"", "pdf", AttachmentKind::Pdf),
            (b"Beste", "txt", AttachmentKind::Text),
            (b"# Kop", "md", AttachmentKind::Markdown),
            (b"\x89PNG\r\n", "pdf", AttachmentKind::Picture),
            (b"PK\x03\x04", "docx", AttachmentKind::Writing),
            (b"PK\x03\x04", "xlsx", AttachmentKind::Sheet),
            (b"PK\x03\x04", "", AttachmentKind::Archive),
            (b"PK\x03\x04", "txt", AttachmentKind::Other),
            (b"Van: iemand", "eml", AttachmentKind::Message),
            (b"Beste", "", AttachmentKind::Other),
        ] {
            assert_eq!(kind(bytes, ending), expected, "{ending}");
        }
    }

    #[test]
    fn a_file_is_handed_out_by_its_number() {
        let bytes = Pdf::new()
            .stream(10, "/Type /EmbeddedFile", b"Beste mevrouw")
            .stream(11, "/Type /EmbeddedFile /Filter /FlateDecode", b"stuk")
            .catalog("/AF [<< /F (a.txt) /EF << /F 10 0 R >> >> << /F (b.txt) /EF << /F 11 0 R >> >>]")
            .page("", "")
            .bytes();
        assert_eq!(attachment(&bytes, &[], 1).as_deref(), Ok(b"Beste mevrouw".as_slice()));
        assert_eq!(attachment(&bytes, &[], 2), Err(Cause::PackedBadly));
        assert_eq!(attachment(&bytes, &[], 3), Err(Cause::Changed));
        let all = all(&SourcePdf::open(&bytes, &[]).expect("a document"));
        assert!(all[0].source.is_some() && all[1].source.is_none());
        assert_eq!(all[1].format(), Some(Format::Text));
    }

    #[test]
    fn more_files_than_are_looked_at_hold_the_document() {
        let mut pdf = Pdf::new();
        let mut list = String::new();
        for number in 1000..1000 + MAX as u32 + 1 {
            pdf = pdf.stream(number, "/Type /EmbeddedFile", b"x");
            list.push_str(&format!("<< /F (a.txt) /EF << /F {number} 0 R >> >> "));
        }
        let bytes = pdf.catalog(&format!("/AF [{list}]")).page("", "").bytes();
        let source = SourcePdf::open(&bytes, &[]).expect("a document");
        assert!(too_many(&source).is_some());
        assert_eq!(all(&source).len(), MAX);
    }
}
