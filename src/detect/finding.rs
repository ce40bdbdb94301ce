//! What a detector found. Vocabulary only; no matching.

use crate::rules::RuleId;
use crate::text::Span;
use crate::woo::Ground;

/// What kind of information a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// Name, initials or paraaf of a natural person.
    Person,
    /// E-mail address.
    Email,
    /// Direct or mobile telephone number.
    Phone,
    /// Home address.
    Address,
    /// Date or place of birth.
    Birthdate,
    /// BSN, A-nummer, onderwijsnummer.
    NationalIdentificationNumber,
    /// Passport, identity card, driving licence, V-number, personnel number.
    IdDocument,
    /// Bank account of a person.
    BankAccount,
    /// Number plate (kenteken).
    NumberPlate,
    /// User name, handle, profile address, IP address.
    Online,
    /// Special-category or criminal data (artikel 5.1, eerste lid, onder d, Woo).
    Special,
    /// A term given by the user.
    Term,
    /// A region marked by a person, or a handwritten signature.
    Region,
}

/// How sure the detector is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Confidence {
    /// Twijfelachtig: redacted by default, marked for review.
    Doubtful,
    /// Waarschijnlijk.
    Likely,
    /// Zeker.
    Certain,
}

/// Why a finding is one, in Dutch words an officer understands. It never quotes what was found.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct Evidence(std::borrow::Cow<'static, str>);

impl Evidence {
    /// A reason that is fixed text of the program or of a rule file, so it cannot hold what was found.
    pub const fn new(reason: &'static str) -> Self {
        Self(std::borrow::Cow::Borrowed(reason))
    }

    /// The reason that a rule file states (its `why` or `evidence` key).
    pub fn from_rule(reason: &str) -> Self {
        Self(std::borrow::Cow::Owned(reason.to_owned()))
    }

    /// The words.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Why something that looks personal stays readable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum KeepReason {
    /// Minister, Kamerlid, burgemeester, … in functie.
    PublicOffice,
    /// Historische of algemeen bekende persoon.
    HistoricalPerson,
    /// Auteur van een aangehaald openbaar werk.
    CitedAuthor,
    /// De naam is deel van een organisatie, firma of partij.
    Organisation,
    /// De naam is deel van een plaats, straat of gebouw.
    Place,
    /// De naam is deel van een wet, programma, commissie of motie.
    Eponym,
    /// Functioneel e-mailadres.
    FunctionalMailbox,
    /// Algemeen telefoonnummer.
    GeneralNumber,
    /// Zakelijk of kantooradres.
    OfficeAddress,
    /// Kenmerk, zaak- of documentnummer.
    ReferenceNumber,
    /// Rekening van een organisatie.
    OrganisationAccount,
    /// Onder de gekozen drempel (`--threshold`).
    BelowThreshold,
    /// Een gebruikersregel of beoordelaar houdt het openbaar.
    ByInstruction,
}

/// What the detector proposes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Proposal {
    /// Withhold on this ground.
    Redact(Ground),
    /// Leave readable, and say why.
    Keep(KeepReason),
}

/// One thing found at one place.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Finding {
    /// Where; it may run over a line break.
    pub span: Span,
    /// What it is.
    pub kind: Kind,
    /// Which rule found it.
    pub rule: RuleId,
    /// Why.
    pub evidence: Evidence,
    /// How sure.
    pub confidence: Confidence,
    /// Withhold or keep.
    pub proposal: Proposal,
}
