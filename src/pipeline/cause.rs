//! Why a document is held or refused, in one Dutch sentence without a word of the document. It decides nothing.

use crate::audit::CauseRecord;
use crate::decide::Misfit;
use crate::pdf::{self, Concern, OpenError, Severity};
use crate::redact::{Channel, Leak};
use std::collections::BTreeSet;
use std::fmt;

/// One cause, or a concern that does not hold the document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cause {
    /// The bytes of a text document are not UTF-8.
    NotUtf8,
    /// The program failed on the document.
    Panicked,
    /// It took more time than allowed.
    OutOfTime,
    /// It took more memory than allowed, or nested so deep that its process died.
    OutOfMemory,
    /// The source changed between the two passes.
    Changed,
    /// The source cannot be read from disk.
    Unreadable(DiskFault),
    /// The result cannot be written to disk.
    Unwritable(DiskFault),
    /// A file that this program did not write stands where the result would go.
    Occupied,
    /// The file cannot be opened.
    Open(OpenError),
    /// It is an attachment that cannot be unpacked.
    PackedBadly,
    /// It is an attachment inside more attachments than are opened.
    AttachedTooDeep,
    /// Reading met something odd.
    Reading(Concern),
    /// Something that was withheld is still in the result.
    Leak(Leak),
    /// The reviewer's decisions say nothing of the document.
    Undecided,
    /// The reviewer's decisions were taken on other bytes.
    OtherSource,
    /// The reviewer's decisions cannot be carried out.
    Misfit(Misfit),
}

/// What a disk refused, told by whoever touches the disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DiskFault {
    /// It is not there.
    Missing,
    /// Not allowed.
    Denied,
    /// No room left.
    Full,
    /// Larger than the bounds allow.
    TooLarge,
    /// Anything else.
    Other,
}

impl fmt::Display for DiskFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Missing => "bestaat niet",
            Self::Denied => "geen toegang",
            Self::Full => "de schijf is vol",
            Self::TooLarge => "groter dan het toegestane maximum",
            Self::Other => "lees- of schrijffout",
        })
    }
}

impl Cause {
    /// A stable word for logs, scripts and `--accept`.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotUtf8 => "geen-utf8",
            Self::Panicked => "programmafout",
            Self::OutOfTime => "tijd-op",
            Self::OutOfMemory => "geheugen-op",
            Self::Changed => "bron-gewijzigd",
            Self::Unreadable(_) => "niet-leesbaar",
            Self::Unwritable(_) => "niet-schrijfbaar",
            Self::Occupied => "doel-bezet",
            Self::PackedBadly => "bijlage-onleesbaar",
            Self::AttachedTooDeep => "bijlage-te-diep",
            Self::Open(error) => error.code(),
            Self::Reading(concern) => concern.code(),
            Self::Leak(leak) => leak.channel.code(),
            Self::Undecided => "niet-beslist",
            Self::OtherSource => "andere-bron",
            Self::Misfit(_) => "beslissing-past-niet",
        }
    }

    /// The sentence behind a code in a log, without pages or numbers.
    pub fn sentence_of(code: &str) -> Option<String> {
        let own = [
            Self::NotUtf8,
            Self::Panicked,
            Self::OutOfTime,
            Self::OutOfMemory,
            Self::Changed,
            Self::Unreadable(DiskFault::Other),
            Self::Unwritable(DiskFault::Other),
            Self::Occupied,
            Self::PackedBadly,
            Self::AttachedTooDeep,
            Self::Undecided,
            Self::OtherSource,
        ];
        let opening = OpenError::ALL.into_iter().map(Self::Open);
        let reading = pdf::Cause::ALL.iter().map(|cause| Self::Reading(Concern::file(*cause)));
        let leaks = Channel::ALL.iter().map(|channel| Self::Leak(Leak::file(*channel)));
        let misfit = "een beslissing past niet op dit document";
        own.into_iter()
            .chain(opening)
            .chain(reading)
            .chain(leaks)
            .find(|cause| cause.code() == code)
            .map(|cause| cause.to_string())
            .or_else(|| (code == Self::Misfit(Misfit::Nobody).code()).then(|| misfit.to_owned()))
    }

    /// Whether it keeps the document from being published.
    pub fn blocks(&self) -> bool {
        match self {
            Self::Reading(concern) => concern.severity() == Severity::Blocks,
            _ => true,
        }
    }

    /// Whether a person may wave it through. What is left of a withheld word may never pass.
    pub fn may_be_accepted(&self) -> bool {
        matches!(self, Self::Reading(_))
    }

    /// Whether it keeps the document from being published, given the codes that a person waved through.
    pub fn holds(&self, accepted: &BTreeSet<String>) -> bool {
        self.blocks() && !(self.may_be_accepted() && accepted.contains(self.code()))
    }

    /// The page it was seen on, from 1.
    pub fn page(&self) -> Option<u32> {
        match self {
            Self::Reading(concern) => concern.page.map(|page| page as u32 + 1),
            Self::Leak(leak) => leak.page.map(|page| page as u32 + 1),
            _ => None,
        }
    }

    /// For the log; `accepted` are the codes that a person waved through.
    pub fn record(&self, accepted: &BTreeSet<String>) -> CauseRecord {
        CauseRecord {
            code: self.code().into(),
            page: self.page(),
            blocks: self.holds(accepted),
        }
    }
}

impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotUtf8 => f.write_str("geen leesbare tekst: het bestand is niet in UTF-8"),
            Self::Panicked => f.write_str("het programma liep vast op dit document; het is niet gepubliceerd"),
            Self::OutOfTime => f.write_str("het document vergt meer tijd dan toegestaan (--timeout)"),
            Self::OutOfMemory => f.write_str("het document vergt meer geheugen dan toegestaan (--max-memory)"),
            Self::Changed => {
                f.write_str("het bestand is tijdens de verwerking gewijzigd; voer de opdracht opnieuw uit")
            }
            Self::Unreadable(fault) => write!(f, "niet te lezen: {fault}"),
            Self::Unwritable(fault) => write!(f, "niet te schrijven: {fault}"),
            Self::Occupied => {
                f.write_str("in de uitvoermap staat al een bestand met deze naam dat niet door woolak is gemaakt")
            }
            Self::PackedBadly => f.write_str("de bijlage kan niet worden uitgepakt"),
            Self::AttachedTooDeep => f.write_str("de bijlage zit in te veel andere bijlagen"),
            Self::Open(error) => error.fmt(f),
            Self::Reading(concern) => concern.fmt(f),
            Self::Leak(leak) => leak.fmt(f),
            Self::Undecided => f.write_str("het bestand met beslissingen noemt dit document niet; scan opnieuw"),
            Self::OtherSource => f.write_str("het document is na de scan gewijzigd; scan opnieuw"),
            Self::Misfit(Misfit::Place(number)) => {
                write!(
                    f,
                    "de tekst van vondst {number} staat niet op de genoemde plaats; scan opnieuw"
                )
            }
            Self::Misfit(Misfit::NoGround(number)) => write!(f, "vondst {number} wordt gelakt zonder grond («ground»)"),
            Self::Misfit(Misfit::NoSuchTerm(number)) => write!(f, "term {number} komt in dit document niet voor"),
            Self::Misfit(Misfit::Region(number)) => {
                write!(
                    f,
                    "vlak {number} ligt niet op een bladzijde van dit document of heeft geen oppervlak"
                )
            }
            Self::Misfit(Misfit::Nobody) => {
                f.write_str("er is iets gewijzigd, maar «reviewer» noemt niet wie dat besliste")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_of_a_log_has_its_sentence() {
        for cause in [
            Cause::Occupied,
            Cause::Open(OpenError::Damaged),
            Cause::Reading(Concern::page(3, pdf::Cause::TooLarge)),
            Cause::Leak(Leak::page(Channel::Text, 2)),
            Cause::Misfit(Misfit::Place(7)),
        ] {
            let sentence = Cause::sentence_of(cause.code()).expect("known");
            assert!(
                !sentence.is_empty() && !sentence.contains(|c: char| c.is_ascii_digit()),
                "{sentence}"
            );
        }
        assert_eq!(Cause::sentence_of("iets-anders"), None);
    }
}
