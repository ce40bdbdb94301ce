//! The channels through which a redacted PDF can still tell what was withheld. Names only; it never says what was found.

use std::fmt;

macro_rules! leaks {
    ($($(#[$doc:meta])* $name:ident = $code:literal, $sentence:literal;)*) => {
        /// A channel through which something leaks.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Channel { $($(#[$doc])* $name,)* }

        impl Channel {
            /// All of them, in the order of this file.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// A stable word for logs.
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

leaks! {
    /// The file cannot be read back.
    Unreadable = "onleesbaar", "het bestand kan niet worden teruggelezen";
    /// A glyph lies under a box and is not its label.
    TextUnderBox = "tekst-onder-lakvlak", "onder een lakvlak staat nog tekst";
    /// Outlines of letters lie under a box.
    LettersUnderBox = "letters-onder-lakvlak", "onder een lakvlak staan nog letters die als lijnen zijn getekend";
    /// A withheld string can be read on the page.
    Text = "leesbare-tekst", "weggelakte tekst is op de pagina nog te lezen";
    /// A withheld string stands where nobody sees it.
    HiddenText = "verborgen-tekst", "weggelakte tekst staat nog onzichtbaar op de pagina";
    /// A withheld string stands in a content stream outside shown text.
    ContentStream = "paginastroom", "weggelakte tekst staat nog in de tekenopdrachten van een pagina";
    /// Document information or XMP.
    Metadata = "metagegevens", "de documenteigenschappen bevatten iets dat er niet hoort";
    /// An annotation.
    Annotation = "annotatie", "het bestand bevat een annotatie die er niet hoort";
    /// A bookmark or named destination.
    Outline = "bladwijzer", "een bladwijzer bevat weggelakte tekst";
    /// An embedded file.
    Attachment = "bijlage", "het bestand bevat een bijlage";
    /// A string in the structure tree.
    StructureAttribute = "structuurkenmerk", "de toegankelijkheidsstructuur bevat weggelakte tekst";
    /// A form field.
    FormField = "formulierveld", "het bestand bevat een formulierveld";
    /// JavaScript or another action.
    Script = "script", "het bestand bevat een script of een actie";
    /// A font name, glyph name or table of a font.
    Font = "lettertype", "een lettertype bevat weggelakte tekst";
    /// Data in or beside an image.
    Image = "beeldgegevens", "een beeld bevat gegevens die er niet horen";
    /// A layer that can be switched.
    Layer = "laag", "het bestand bevat een schakelbare laag";
    /// The name of a key or resource.
    Name = "naam", "een naam in het bestand bevat weggelakte tekst";
    /// An earlier version of the file.
    Revision = "eerdere-versie", "het bestand bevat een eerdere versie van zichzelf";
    /// Bytes that belong to no object.
    Slack = "restbytes", "het bestand bevat bytes die nergens bij horen";
    /// The file identifier is not the hash of the file.
    FileId = "bestandskenmerk", "het bestandskenmerk is niet uit de uitvoer berekend";
    /// The file is encrypted, so that nobody can check it.
    Encryption = "versleuteling", "het bestand is versleuteld";
    /// An object or key of a kind that is never written.
    UnknownObject = "onbekend-onderdeel", "het bestand bevat een onderdeel dat niet te controleren is";
}

/// A leak, and the page where it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Leak {
    /// Through what.
    pub channel: Channel,
    /// Zero-based index of the page.
    pub page: Option<usize>,
}

impl Leak {
    /// Somewhere in the file.
    pub const fn file(channel: Channel) -> Self {
        Self { channel, page: None }
    }

    /// On a page.
    pub const fn page(channel: Channel, page: usize) -> Self {
        Self {
            channel,
            page: Some(page),
        }
    }
}

impl fmt::Display for Leak {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.page {
            Some(page) => write!(f, "pagina {}: {}", page + 1, self.channel),
            None => self.channel.fmt(f),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn codes_are_distinct_words() {
        let codes: BTreeSet<_> = Channel::ALL.iter().map(|channel| channel.code()).collect();
        assert_eq!(codes.len(), Channel::ALL.len());
        assert!(
            codes
                .iter()
                .all(|code| code.chars().all(|c| c.is_ascii_lowercase() || c == '-'))
        );
    }
}
