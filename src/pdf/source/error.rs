//! Why a file cannot be opened at all, each cause in one sentence. What can be opened but is odd is a `Concern`.

/// Why a file is not a readable PDF document. The sentences hold no data of the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum OpenError {
    /// There is no PDF in the bytes.
    #[error("dit is geen PDF-bestand")]
    NotPdf,
    /// The file has no bytes.
    #[error("het bestand is leeg")]
    Empty,
    /// The file begins as a PDF but its structure cannot be found, mostly because the end is missing.
    #[error("het PDF-bestand is afgebroken of zo beschadigd dat het niet leesbaar is")]
    Damaged,
    /// The file opens with a password only, and none was given.
    #[error("het PDF-bestand is beveiligd met een wachtwoord; geef het wachtwoord op")]
    PasswordNeeded,
    /// No given password opens the file.
    #[error("geen van de opgegeven wachtwoorden opent het PDF-bestand")]
    PasswordWrong,
    /// Encrypted for certificates, or in a way that is not in the PDF standard.
    #[error("het PDF-bestand is versleuteld op een manier die niet wordt ondersteund")]
    UnsupportedEncryption,
    /// There are no pages.
    #[error("het PDF-bestand bevat geen pagina's")]
    NoPages,
    /// Opening it would take more memory than the bounds allow.
    #[error("het PDF-bestand wordt uitgepakt te groot om te openen")]
    TooLarge,
}

impl OpenError {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::NotPdf,
        Self::Empty,
        Self::Damaged,
        Self::PasswordNeeded,
        Self::PasswordWrong,
        Self::UnsupportedEncryption,
        Self::NoPages,
        Self::TooLarge,
    ];

    /// A stable word for logs.
    pub const fn code(self) -> &'static str {
        match self {
            Self::NotPdf => "geen-pdf",
            Self::Empty => "leeg-bestand",
            Self::Damaged => "pdf-beschadigd",
            Self::PasswordNeeded => "wachtwoord-nodig",
            Self::PasswordWrong => "wachtwoord-onjuist",
            Self::UnsupportedEncryption => "versleuteling-onbekend",
            Self::NoPages => "geen-paginas",
            Self::TooLarge => "pdf-te-groot",
        }
    }
}
