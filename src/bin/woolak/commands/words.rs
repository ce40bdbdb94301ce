//! Codes of the log in the words of an officer.

use woolak::audit::{AttachmentKind, OutcomeKind};
use woolak::detect::{Confidence, KeepReason, Kind};
use woolak::woo::Judgement;

/// What kind of information a finding is.
pub fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Person => "persoon",
        Kind::Email => "e-mailadres",
        Kind::Phone => "telefoon",
        Kind::Address => "adres",
        Kind::Birthdate => "geboorte",
        Kind::NationalIdentificationNumber => "BSN",
        Kind::IdDocument => "document",
        Kind::BankAccount => "rekening",
        Kind::NumberPlate => "kenteken",
        Kind::Online => "online",
        Kind::Special => "bijzonder",
        Kind::Term => "eigen term",
        Kind::Region => "vlak",
    }
}

/// How sure.
pub fn confidence(confidence: Confidence) -> &'static str {
    match confidence {
        Confidence::Doubtful => "twijfelachtig",
        Confidence::Likely => "waarschijnlijk",
        Confidence::Certain => "zeker",
    }
}

/// Why something stays readable.
pub fn keep(reason: KeepReason) -> &'static str {
    match reason {
        KeepReason::PublicOffice => "publiek ambt",
        KeepReason::HistoricalPerson => "historisch persoon",
        KeepReason::CitedAuthor => "aangehaalde auteur",
        KeepReason::Organisation => "organisatie",
        KeepReason::Place => "plaats",
        KeepReason::Eponym => "eigennaam van zaak",
        KeepReason::FunctionalMailbox => "functioneel postvak",
        KeepReason::GeneralNumber => "algemeen nummer",
        KeepReason::OfficeAddress => "kantooradres",
        KeepReason::ReferenceNumber => "kenmerk",
        KeepReason::OrganisationAccount => "rekening van organisatie",
        KeepReason::BelowThreshold => "onder de drempel",
        KeepReason::ByInstruction => "op aanwijzing",
    }
}

/// What an attachment is.
pub fn attachment(kind: AttachmentKind) -> &'static str {
    match kind {
        AttachmentKind::Pdf => "pdf",
        AttachmentKind::Text => "tekst",
        AttachmentKind::Markdown => "Markdown",
        AttachmentKind::Writing => "tekstverwerker",
        AttachmentKind::Sheet => "rekenblad",
        AttachmentKind::Slides => "presentatie",
        AttachmentKind::Picture => "beeld",
        AttachmentKind::Message => "e-mailbericht",
        AttachmentKind::Archive => "archief",
        AttachmentKind::Other => "ander bestand",
    }
}

/// What became of a document.
pub fn outcome(outcome: OutcomeKind) -> &'static str {
    match outcome {
        OutcomeKind::Published => "gepubliceerd",
        OutcomeKind::Review => "te beoordelen",
        OutcomeKind::Refused => "geweigerd",
    }
}

/// A document's beoordeling.
pub fn judgement(judgement: Judgement) -> &'static str {
    match judgement {
        Judgement::Public => "openbaar",
        Judgement::PartlyPublic => "deels openbaar",
        Judgement::NotPublic => "niet openbaar",
        Judgement::AlreadyPublic => "reeds openbaar",
    }
}
