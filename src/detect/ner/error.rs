//! What can be wrong with a model of names that a user brings along. It never quotes a document.

/// A file of a model that cannot be used, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{problem}")]
pub struct NerError {
    /// Which file.
    pub file: NerFile,
    /// What is wrong with it.
    pub problem: NerProblem,
}

/// The files that a model is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NerFile {
    /// `model.onnx`
    Model,
    /// `tokenizer.json`
    Tokenizer,
    /// `config.json`
    Config,
}

impl NerFile {
    pub(super) fn error(self, problem: NerProblem) -> NerError {
        NerError { file: self, problem }
    }
}

/// What is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NerProblem {
    /// Not JSON, or `id2label` is missing or not numbered from 0.
    #[error("hierin staat geen geldige lijst van labels («id2label», genummerd vanaf 0)")]
    Labels,
    /// No label is for persons.
    #[error("geen label in «id2label» is voor personen (B-PER, I-PER, PER of PERSON)")]
    NoPerson,
    /// Fewer pieces at a time than a sentence has.
    #[error("het model leest minder dan {least} woorddelen tegelijk", least = super::SMALLEST_WINDOW)]
    TooShort,
    /// Not a tokenizer that the tokenizer library reads.
    #[error("dit is geen bruikbare tokenizer")]
    Tokenizer,
    /// Not an ONNX file, or one with operators, types or external data that cannot be run.
    #[error("dit ONNX-model kan woolak niet uitvoeren")]
    Unreadable,
    /// The network asks for something else than words.
    #[error("het model vraagt om andere invoer dan input_ids, attention_mask en token_type_ids")]
    Input,
    /// The network failed on words that its tokenizer can give.
    #[error("het model mislukt op een proeftekst; hoort de tokenizer er wel bij?")]
    Fails,
    /// The network does not give one number for every piece and label.
    #[error("het model geeft niet voor elk woorddeel één getal per label uit config.json")]
    Shape,
}
