//! One line of the inventory, under the rules of the ministries' publication platform.

use super::sidecar::Given;
use crate::cli::InventoryArgs;
use crate::commands::words;
use std::collections::{BTreeMap, BTreeSet};
use woolak::audit::{DocumentRecord, Fingerprint};
use woolak::pipeline::{DocumentKind, Head};

/// Columns of the productierapport, in its order.
pub const HEADER: [&str; 14] = [
    "ID",
    "Matter",
    "Family",
    "Email Thread ID",
    "Document",
    "File Type",
    "Datum",
    "Beoordeling",
    "Opgeschort",
    "Beoordelingsgrond",
    "Toelichting",
    "Publieke Link",
    "Gerelateerd ID",
    "Zaaknummer",
];
/// The platform's bound on the column Document, in bytes.
const MAX_TITLE: usize = 500;
/// The platform's bound on an ID, in characters.
const MAX_ID: usize = 170;

/// One document.
#[derive(Debug, serde::Serialize)]
pub struct Row {
    /// Alphanumeric; the file must be named after it.
    pub id: String,
    /// The request or case it belongs to.
    pub matter: String,
    /// Title.
    pub document: String,
    /// One of the platform's file types.
    pub file_type: &'static str,
    /// `YYYY-MM-DD`, or empty.
    pub date: String,
    /// Beoordeling.
    pub judgement: &'static str,
    /// Grounds as the platform writes them.
    pub grounds: Vec<String>,
    /// Zaaknummer.
    pub case_number: String,
    /// Its place under the output folder.
    pub file: String,
    /// Kind that its head names.
    pub kind: Option<&'static str>,
    /// Kenmerk.
    pub reference: Option<String>,
    /// Addressee.
    pub addressee: Option<String>,
    /// Attachments.
    pub attachments: Vec<String>,
    /// ID of the document that this one is an attachment of.
    pub attached_to: Option<String>,
}

impl Row {
    /// The line of a published document.
    pub fn new(
        document: &DocumentRecord,
        head: Head,
        arguments: &InventoryArgs,
        given: Option<&Given>,
        ids: &mut Ids,
        remarks: &mut Vec<String>,
    ) -> Self {
        let file = document.output.clone().unwrap_or_default();
        let stem = file.rsplit('/').next().unwrap_or(&file);
        let stem = stem.rsplit_once('.').map_or(stem, |(stem, _)| stem);
        let given = given.cloned().unwrap_or_default();
        let id = ids.take(given.id.as_deref().unwrap_or(stem), &document.id);
        if id != stem {
            remarks.push(format!("{file}: het platform verwacht dit bestand als {id}.pdf"));
        }
        let mut grounds = Vec::new();
        for count in &document.grounds {
            match count.ground.platform_code() {
                Some(code) => grounds.push(code),
                None => remarks.push(format!(
                    "{file}: grond {} kent het platform niet en is weggelaten",
                    count.ground
                )),
            }
        }
        let first = |given: Option<String>, option: &Option<String>, otherwise: &str| {
            given.or_else(|| option.clone()).unwrap_or_else(|| otherwise.to_owned())
        };
        Self {
            matter: first(given.matter, &arguments.matter, &document.dossier),
            case_number: first(given.case_number, &arguments.case_number, ""),
            document: shortened(head.title.as_deref().unwrap_or(stem)),
            file_type: match (head.kind, file.ends_with(".pdf")) {
                (Some(DocumentKind::Email), _) => "email",
                (_, true) => "pdf",
                (_, false) => "doc",
            },
            date: head.date.or_else(|| document.date.clone()).unwrap_or_default(),
            judgement: document.judgement.map_or("openbaar", words::judgement),
            grounds,
            kind: head.kind.map(DocumentKind::word),
            reference: head.reference,
            addressee: head.addressee,
            attachments: head.attachments,
            attached_to: ids.of(document),
            id,
            file,
        }
    }

    /// The cells under [`HEADER`].
    pub fn cells(&self) -> [String; 14] {
        let none = String::new;
        [
            self.id.clone(),
            self.matter.clone(),
            none(),
            none(),
            self.document.clone(),
            self.file_type.to_owned(),
            self.date.clone(),
            self.judgement.to_owned(),
            "nee".to_owned(),
            self.grounds.join(";"),
            none(),
            none(),
            self.attached_to.clone().unwrap_or_default(),
            self.case_number.clone(),
        ]
    }
}

/// IDs that were given out; each is letters and digits only.
#[derive(Default)]
pub struct Ids {
    taken: BTreeSet<String>,
    documents: BTreeMap<Fingerprint, String>,
}

impl Ids {
    /// The ID of the document that this one is an attachment of; the log has that one before it.
    fn of(&self, document: &DocumentRecord) -> Option<String> {
        let attached = document.attached.as_ref()?;
        self.documents.get(&attached.to).cloned()
    }

    fn take(&mut self, wanted: &str, document: &Fingerprint) -> String {
        let plain: String = wanted
            .chars()
            .filter(char::is_ascii_alphanumeric)
            .take(MAX_ID - 8)
            .collect();
        let plain = if plain.is_empty() { "D".to_owned() } else { plain };
        let numbered = (2..).map(|number| format!("{plain}x{number}"));
        let id = std::iter::once(plain.clone())
            .chain(numbered)
            .find(|id| !self.taken.contains(id))
            .unwrap_or(plain);
        self.taken.insert(id.clone());
        self.documents.insert(document.clone(), id.clone());
        id
    }
}

fn shortened(title: &str) -> String {
    let mut end = title.len().min(MAX_TITLE);
    while !title.is_char_boundary(end) {
        end -= 1;
    }
    title[..end].to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_alphanumeric_and_unique() {
        let mut ids = Ids::default();
        let mark = woolak::audit::Key::new([7; 32]).document(&woolak::text::Sensitive::new("a.txt"));
        assert_eq!(ids.take("W.2023-17_a", &mark), "W202317a");
        assert_eq!(ids.take("W202317a", &mark), "W202317ax2");
        assert_eq!(ids.take("–", &mark), "D");
    }

    #[test]
    fn titles_fit_the_platform() {
        assert_eq!(shortened(&"é".repeat(400)).len(), 500);
    }
}
