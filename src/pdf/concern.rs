//! What was odd or unreadable in a document: data for the caller, never an error that stops the reading.

use std::fmt;

/// What a concern means for publication.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth a line in the log; what matters was read.
    Note,
    /// Something may have been missed: a person looks before the document is published.
    Blocks,
}

/// One oddity of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Concern {
    /// Index of the page, `None` when it is about the whole file.
    pub page: Option<usize>,
    /// What is odd.
    pub cause: Cause,
}

impl Concern {
    /// About the whole file.
    pub const fn file(cause: Cause) -> Self {
        Self { page: None, cause }
    }

    /// About one page, by its index.
    pub const fn page(page: usize, cause: Cause) -> Self {
        Self {
            page: Some(page),
            cause,
        }
    }

    /// What it means for publication.
    pub const fn severity(self) -> Severity {
        self.cause.severity()
    }

    /// A stable word for logs and for `--accept`.
    pub const fn code(self) -> &'static str {
        self.cause.code()
    }
}

impl fmt::Display for Concern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.page {
            Some(page) => write!(f, "pagina {}: {}", page + 1, self.cause),
            None => self.cause.fmt(f),
        }
    }
}

macro_rules! causes {
    ($($(#[$doc:meta])* $name:ident = $severity:ident, $code:literal, $sentence:literal;)*) => {
        /// Every kind of oddity that reading can meet.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Cause { $($(#[$doc])* $name,)* }

        impl Cause {
            /// All of them, in the order of this file.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// What it means for publication.
            pub const fn severity(self) -> Severity {
                match self { $(Self::$name => Severity::$severity,)* }
            }

            /// A stable word for logs and for `--accept`.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$name => $code,)* }
            }
        }

        impl fmt::Display for Cause {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(match self { $(Self::$name => $sentence,)* })
            }
        }
    };
}

causes! {
    /// The cross-reference table was rebuilt by scanning.
    Rebuilt = Note, "herbouwd", "de inhoudstabel van het bestand was beschadigd en is opnieuw opgebouwd";
    /// A damaged object was read as far as it goes.
    DamagedObject = Note, "onderdeel-beschadigd", "een beschadigd onderdeel van het bestand is gelezen voor zover het leesbaar is";
    /// Objects stand in the file that could not be read.
    LostObjects = Blocks, "verloren-objecten", "een deel van het bestand is niet leesbaar en kan tekst of beelden bevatten";
    /// The page tree was broken; pages were found by scanning.
    PagesFoundByScan = Blocks, "paginaboom-kapot", "de paginavolgorde van het bestand is beschadigd; de pagina's zijn los teruggevonden";
    /// A stream could not be decoded.
    UndecodableStream = Blocks, "stroom-onleesbaar", "een deel van de pagina-inhoud kan niet worden uitgepakt";
    /// A stream decodes only in part.
    DamagedStream = Blocks, "stroom-beschadigd", "een deel van de pagina-inhoud is beschadigd en maar half leesbaar";
    /// A stream is larger than the bounds allow.
    TooLarge = Blocks, "te-groot", "een deel van het bestand is uitgepakt te groot om te verwerken";
    /// A page draws more than the bounds allow.
    TooComplex = Blocks, "te-ingewikkeld", "de pagina bevat meer bewerkingen dan verwerkt kunnen worden";
    /// Forms or patterns are nested too deep, or draw themselves.
    NestedTooDeep = Blocks, "te-diep-genest", "onderdelen van de pagina zijn te diep genest of verwijzen naar zichzelf";
    /// Bytes in a content stream that are no operation.
    BadOperation = Note, "onbekende-bewerking", "de pagina bevat onbekende of onvolledige bewerkingen; die vervallen";
    /// An image whose filter, colour space or data cannot be handled.
    UndecodableImage = Blocks, "beeld-onleesbaar", "een beeld kan niet worden gelezen";
    /// An inline image without an end.
    BadInlineImage = Blocks, "inline-beeld-kapot", "een beeld in de paginastroom heeft geen einde";
    /// A named resource does not exist.
    MissingResource = Note, "bron-ontbreekt", "de pagina noemt een onderdeel dat niet in het bestand staat";
    /// Text is shown in a font that the file does not have.
    MissingFont = Blocks, "lettertype-ontbreekt", "tekst staat in een lettertype dat niet in het bestand staat";
    /// Letters have no meaning that can be searched.
    UnreadableText = Blocks, "tekst-onleesbaar", "een lettertype zegt niet welke letters het toont; die tekst kan niet worden doorzocht";
    /// What a font says of its letters is not what it shows.
    ContradictoryText = Blocks, "tekst-tegenstrijdig", "een lettertype zegt van zijn letters iets anders dan het toont";
    /// A page box is missing or nonsense.
    BadPageBox = Note, "paginaformaat-onbekend", "het paginaformaat ontbreekt of klopt niet; er is een ander formaat gekozen";
    /// A form field has a value but nothing that shows it.
    FieldWithoutAppearance = Blocks, "veld-zonder-beeld", "een formulierveld is ingevuld maar het bestand bevat geen weergave van de invulling";
    /// A text annotation has words but nothing that shows them.
    AnnotationWithoutAppearance = Blocks, "notitie-zonder-beeld", "een tekst die op de pagina is geplaatst heeft geen weergave in het bestand";
    /// A field or free text without an appearance was given one.
    MadeAppearance = Note, "weergave-gemaakt", "een ingevuld veld of geplaatste tekst had geen weergave; die is gemaakt zoals een lezer dat doet";
    /// A markup annotation that viewers draw themselves.
    MarkupWithoutAppearance = Note, "markering-zonder-beeld", "een markering zonder eigen weergave vervalt";
    /// Hidden annotations are dropped.
    HiddenAnnotation = Note, "verborgen-annotatie", "een verborgen annotatie vervalt";
    /// XFA forms are not read; their appearances, if any, are.
    XfaForm = Note, "xfa-formulier", "het bestand bevat een XFA-formulier; alleen de zichtbare weergave is gelezen";
    /// The page says it is a placeholder of a dynamic XFA form.
    DynamicXfa = Blocks, "xfa-dynamisch", "het bestand is een dynamisch XFA-formulier; de inhoud staat niet op de pagina's";
    /// Some words of a picture were read with doubt.
    PictureReadInPart = Note, "beeld-deels-onzeker", "enkele woorden op een scan of beeld zijn onzeker gelezen; kijk deze pagina na";
    /// Much of a picture was read with doubt: handwriting, or too poor.
    PictureReadBadly = Blocks, "beeld-slecht-gelezen", "een scan of beeld is voor een groot deel niet goed te lezen, bijvoorbeeld handschrift; beoordeel de pagina zelf";
    /// Ink on a picture looks like words that nobody read.
    WritingNotRead = Blocks, "schrift-niet-gelezen", "op een scan of beeld staat geschreven of getekende tekst die niet te lezen is; beoordeel de pagina zelf";
    /// A word beside a withheld passage of a picture was read with doubt.
    UnsureBesideFinding = Note, "onzeker-naast-vondst", "op een scan of beeld staat naast een gelakte passage een woord dat onzeker is gelezen; kijk deze pagina na";
    /// A picture large enough to hold words was not read.
    PictureNotRead = Blocks, "beeld-niet-gelezen", "een beeld kan tekst bevatten die niet is gelezen; installeer tesseract of beoordeel de pagina zelf";
    /// Words as pictures where nothing can be taken out.
    WordsInPattern = Blocks, "woorden-in-patroon", "in een patroon, masker of uitsnede staan woorden als beeld, of ze zijn niet gelezen; beoordeel de pagina zelf";
    /// More files inside than are looked at.
    TooManyAttachments = Blocks, "te-veel-bijlagen", "in het bestand zitten meer bijlagen dan verwerkt kunnen worden; haal ze er zelf uit";
    /// Paths that may be letters were not read.
    LettersNotRead = Blocks, "letters-als-lijnen", "op de pagina staan letters die als lijnen zijn getekend en niet zijn gelezen; installeer tesseract of beoordeel de pagina zelf";
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn codes_are_distinct_words() {
        let codes: BTreeSet<_> = Cause::ALL.iter().map(|c| c.code()).collect();
        assert_eq!(codes.len(), Cause::ALL.len());
        let plain = |c: &str| c.chars().all(|c| c.is_ascii_lowercase() || c == '-');
        assert!(codes.iter().all(|c| plain(c)), "{codes:?}");
    }

    #[test]
    fn a_concern_of_a_page_counts_pages_from_one() {
        let text = Concern::page(0, Cause::TooLarge).to_string();
        assert!(text.starts_with("pagina 1: "), "{text}");
    }
}
