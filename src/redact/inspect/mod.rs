//! What anybody could still find in a redacted PDF, whichever program made it. It changes nothing and approves nothing:
//! that a channel is silent here is no proof that a name is gone.

mod annotations;
mod catalog;
mod file;
mod page;

use crate::pdf::{Concern, OpenError, Rect, SourcePdf};
use crate::text::Sensitive;
use std::fmt;

macro_rules! channels {
    ($($(#[$doc:meta])* $name:ident = $code:literal, $sentence:literal;)*) => {
        /// Where in a file something can still be found.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Channel { $($(#[$doc])* $name,)* }

        impl Channel {
            /// All of them, in the order of this file.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// A stable word for scripts.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$name => $code,)* }
            }
        }

        impl fmt::Display for Channel {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(match self { $(Self::$name => $sentence,)* })
            }
        }
    };
}

channels! {
    /// A given name, readable on the page.
    NameOnPage = "naam-op-pagina", "een opgegeven naam is leesbaar op de pagina";
    /// A given name anywhere else in the file.
    NameInFile = "naam-in-bestand", "een opgegeven naam staat ergens in het bestand";
    /// Text under something opaque.
    CoveredText = "tekst-onder-vlak", "onder een vlak staat nog tekst die te kopiëren is";
    /// Text that no reader sees.
    HiddenText = "onzichtbare-tekst", "er staat tekst die niet te zien maar wel te vinden is";
    /// Text outside the visible part of the page.
    OffPageText = "tekst-buiten-pagina", "buiten het zichtbare deel van de pagina staat tekst";
    /// Text on a layer that is switched off.
    HiddenLayer = "verborgen-laag", "op een uitgezette laag staat tekst";
    /// A redaction that was marked and never applied.
    UnappliedRedaction = "lakvlak-niet-toegepast", "een lakvlak is gemarkeerd maar niet toegepast";
    /// A dark highlight or box as an annotation, over text.
    DarkAnnotation = "donkere-annotatie", "een donkere annotatie bedekt tekst die er nog staat";
    /// A note, reply or comment.
    Note = "opmerking", "een annotatie bevat een opmerking of de naam van wie haar maakte";
    /// A link that is no web address.
    Link = "koppeling", "een koppeling bevat een mailadres, pad of opdracht";
    /// The value of a form field.
    FormField = "formulierveld", "een formulierveld bevat een waarde";
    /// Title, author or other document information.
    Metadata = "metagegevens", "de metagegevens noemen een auteur, onderwerp of trefwoord";
    /// An embedded file.
    Attachment = "bijlage", "in het bestand zit een ander bestand";
    /// A script or action.
    Script = "script", "het bestand bevat een script of opdracht";
    /// A digital signature or certificate.
    Signature = "handtekening", "het bestand bevat een digitale handtekening met de naam van de ondertekenaar";
    /// Private data of a program.
    PrivateData = "programmagegevens", "het bestand bevat eigen gegevens van een programma of een miniatuur";
    /// Replacement or alternate text of tagged content.
    AlternateText = "vervangende-tekst", "de structuur bevat vervangende tekst die niet op de pagina staat";
    /// An earlier revision of the file.
    EarlierRevision = "eerdere-versie", "het bestand bevat een eerdere versie van zichzelf";
    /// Bytes that belong to no object.
    LooseBytes = "losse-bytes", "voor of na het eigenlijke bestand staan losse gegevens";
    /// Something that could not be read and may hold anything.
    Unreadable = "onleesbaar", "een deel van het bestand is niet te lezen en dus niet te controleren";
}

/// One thing that can still be found. It tells where, never what.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Exposure {
    /// In which channel.
    pub channel: Channel,
    /// Index of the page, `None` when it is not on a page.
    pub page: Option<usize>,
    /// Where on the page, in points of its default user space.
    pub place: Option<Rect>,
}

impl Exposure {
    const fn file(channel: Channel) -> Self {
        Self {
            channel,
            page: None,
            place: None,
        }
    }

    const fn page(channel: Channel, page: usize, place: Option<Rect>) -> Self {
        Self {
            channel,
            page: Some(page),
            place,
        }
    }
}

/// What to look for besides what is always suspect.
#[derive(Debug, Clone, Copy, Default)]
pub struct Search<'a> {
    /// Names and numbers that must not be found anywhere.
    pub names: &'a [Sensitive],
    /// The document before redaction: every word that is gone from the pages must be gone from the file.
    pub against: Option<&'a SourcePdf>,
    /// Passwords to open the file with.
    pub passwords: &'a [Sensitive],
}

/// Looks through a file.
///
/// # Errors
/// The file cannot be opened as a PDF with pages.
pub fn inspect(bytes: &[u8], search: Search<'_>) -> Result<Vec<Exposure>, OpenError> {
    let source = SourcePdf::open(bytes, search.passwords)?;
    let mut found = Vec::new();
    file::inspect(bytes, &mut found);
    catalog::inspect(&source, &mut found);
    annotations::inspect(&source, &mut found);
    page::inspect(&source, bytes, search, &mut found);
    let blocks = |concern: &&Concern| concern.severity() == crate::pdf::Severity::Blocks;
    let unread = source.concerns().iter().filter(blocks);
    found.extend(unread.map(|concern| Exposure {
        channel: Channel::Unreadable,
        page: concern.page,
        place: None,
    }));
    found.sort_by_key(|exposure| (exposure.page, exposure.channel));
    found.dedup();
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pdf::fixture::{Pdf, one_page};

    fn codes(bytes: &[u8], search: Search<'_>) -> Vec<Channel> {
        let found = inspect(bytes, search).expect("readable");
        found.iter().map(|exposure| exposure.channel).collect()
    }

    fn plain(bytes: &[u8]) -> Vec<Channel> {
        codes(bytes, Search::default())
    }

    #[test]
    fn an_ordinary_page_exposes_nothing() {
        assert_eq!(plain(&one_page("BT /F1 12 Tf 20 50 Td (Nota) Tj ET")), []);
    }

    #[test]
    fn a_box_over_text_is_no_redaction() {
        let page = one_page("BT /F1 12 Tf 20 50 Td (M. Voorbeeld) Tj ET 0 g 10 40 150 30 re f");
        let found = inspect(&page, Search::default()).expect("readable");
        assert_eq!(found[0].channel, Channel::CoveredText);
        let place = found[0].place.expect("on the page");
        assert!(place.x0 >= 19.0 && place.x1 <= 130.0, "{place:?}");
    }

    #[test]
    fn invisible_and_far_away_text_is_seen() {
        assert_eq!(
            plain(&one_page("BT 3 Tr /F1 12 Tf 20 50 Td (M. Voorbeeld) Tj ET")),
            [Channel::HiddenText]
        );
        assert_eq!(
            plain(&one_page("BT /F1 12 Tf 7200 700 Td (M. Voorbeeld) Tj ET")),
            [Channel::OffPageText]
        );
    }

    #[test]
    fn notes_marks_and_dark_highlights_are_seen() {
        let annotations = "/Annots [<</Subtype /Text /Rect [0 0 9 9] /Contents (nog doen) /F 2>>\
             <</Subtype /Highlight /Rect [0 0 9 9] /C [0 0 0] /F 2>> <</Subtype /Redact /Rect [0 0 9 9] /F 2>>\
             <</Subtype /Link /Rect [0 0 9 9] /A <</S /URI /URI (mailto:x@example.nl)>>>>]";
        let page = Pdf::new().page(annotations, "").bytes();
        let expected = [
            Channel::UnappliedRedaction,
            Channel::DarkAnnotation,
            Channel::Note,
            Channel::Link,
        ];
        assert_eq!(plain(&page), expected);
    }

    #[test]
    fn what_hangs_on_the_catalog_is_seen() {
        for (object, channel) in [
            ("<</Type /EmbeddedFile>>", Channel::Attachment),
            ("<</S /JavaScript /JS (x)>>", Channel::Script),
            ("<</Type /Sig /ByteRange [0 1]>>", Channel::Signature),
            ("<</FT /Tx /V (Voorbeeld)>>", Channel::FormField),
            ("<</PieceInfo <<>>>>", Channel::PrivateData),
            ("<</Type /StructElem /ActualText (Voorbeeld)>>", Channel::AlternateText),
        ] {
            let page = Pdf::new().object(20, object).page("", "").bytes();
            assert_eq!(plain(&page), [channel], "{object}");
        }
    }

    #[test]
    fn a_given_name_is_found_on_the_page_and_in_the_file() {
        let names = [Sensitive::new("Voorbeeldsma")];
        let search = Search {
            names: &names,
            ..Search::default()
        };
        let shown = one_page("BT /F1 12 Tf 20 50 Td (M. Voorbeeldsma) Tj ET");
        assert!(codes(&shown, search).contains(&Channel::NameOnPage));
        let page = Pdf::new().object(20, "<</X (Voorbeeldsma)>>").page("", "").bytes();
        assert_eq!(codes(&page, search), [Channel::NameInFile]);
    }

    #[test]
    fn what_is_gone_from_the_page_must_be_gone_from_the_file() {
        let before = one_page("BT /F1 12 Tf 20 50 Td (Van: Voorbeeldsma) Tj ET");
        let before = SourcePdf::open(&before, &[]).expect("readable");
        let search = Search {
            against: Some(&before),
            ..Search::default()
        };
        let content = "BT /F1 12 Tf 20 50 Td (Van: 5.1.2.e) Tj ET";
        assert_eq!(codes(&Pdf::new().page("", content).bytes(), search), []);
        let page = Pdf::new().object(20, "<</X (Voorbeeldsma)>>").page("", content).bytes();
        assert_eq!(codes(&page, search), [Channel::NameInFile]);
    }

    #[test]
    fn codes_are_distinct() {
        let codes: std::collections::BTreeSet<_> = Channel::ALL.iter().map(|channel| channel.code()).collect();
        assert_eq!(codes.len(), Channel::ALL.len());
    }
}
