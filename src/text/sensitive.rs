//! Words that must not be printed by accident. It is not encryption: it only keeps them out of logs and panics.

/// Text that may be personal data: `Debug` tells its length, there is no `Display`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct Sensitive(String);

impl Sensitive {
    /// Wraps the words.
    pub fn new(words: impl Into<String>) -> Self {
        Self(words.into())
    }

    /// The words; whoever calls this takes care where they go.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for Sensitive {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Sensitive({} bytes)", self.0.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_prints_a_length_only() {
        assert_eq!(format!("{:?}", Sensitive::new("J. Smit")), "Sensitive(7 bytes)");
    }
}
