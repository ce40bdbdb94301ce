//! The closed words that a rule file may use for what it finds. Vocabulary only.

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
