//! The judgement (beoordeling) of a whole document. It is derived from what was withheld, never chosen by a rule.

/// Beoordeling, in the words that the government's publication platform accepts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub enum Judgement {
    /// Nothing is withheld.
    #[serde(rename = "openbaar")]
    Public,
    /// Parts are withheld.
    #[serde(rename = "deels openbaar")]
    PartlyPublic,
    /// Everything is withheld.
    #[serde(rename = "niet openbaar")]
    NotPublic,
    /// Published before, elsewhere.
    #[serde(rename = "reeds openbaar")]
    AlreadyPublic,
}
