//! What can be wrong with a rule or terms file. Messages name the file and the line, never a document's words.

use crate::woo::UnknownGround;

/// A rule or terms file that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}, regel {line}: {problem}")]
pub struct RuleError {
    /// Name of the file as the caller gave it.
    pub file: String,
    /// Line in the file, from 1.
    pub line: usize,
    /// What is wrong with it.
    pub problem: RuleProblem,
}

/// What is wrong.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RuleProblem {
    /// Not TOML, an unknown key, or a value of the wrong type.
    #[error("{0}")]
    Syntax(String),
    /// An identifier that is not lower-case words joined by `-`.
    #[error("«{0}» is geen geldige naam voor een regel (kleine letters, cijfers en streepjes)")]
    Id(String),
    /// A regular expression that does not compile.
    #[error("de uitdrukking is ongeldig: {0}")]
    Pattern(String),
    /// Neither or both of `ground` and `keep`.
    #[error("een regel noemt óf «ground» óf «keep»")]
    Outcome,
    /// Not exactly one of `[pattern]`, `[labels]` and `[form]`.
    #[error("een regel heeft precies één van [pattern], [labels] en [form]")]
    Matcher,
    /// A `[form]` in a user's file: forms are code, their words can be changed only under their own name.
    #[error("de vorm «{0}» hoort bij een andere regel")]
    Form(String),
    /// A ground that the Woo does not have.
    #[error("{0}")]
    Ground(UnknownGround),
    /// A line of a terms file without a term or without a ground.
    #[error("verwacht: term, tab, weigeringsgrond")]
    Term,
    /// An example without `«` and `»` around what is found.
    #[error("een [[hit]] zet «» om wat gevonden moet worden")]
    Example,
    /// A file that is larger than any rule file should be.
    #[error("het bestand is te groot")]
    TooLarge,
}
