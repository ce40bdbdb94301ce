//! Keyed fingerprints: the same person gets the same mark, and without the key nobody can test a guess.

use crate::text::Sensitive;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use std::fmt;

/// The secret of one dossier. It is kept out of the log; `Debug` does not show it.
#[derive(Clone)]
pub struct Key([u8; 32]);

impl Key {
    /// Takes 32 random bytes.
    pub fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The key of one dossier under a run's key, so that persons cannot be linked over dossiers.
    pub fn for_dossier(&self, dossier: &Sensitive) -> Self {
        Self(self.mac("dossier", dossier.expose()))
    }

    /// The mark of a person, number or address in its normal form.
    pub fn person(&self, identity: &Sensitive) -> Fingerprint {
        Fingerprint::of(self.mac("person", identity.expose()))
    }

    /// The mark of a document, from its place under the input.
    pub fn document(&self, path: &Sensitive) -> Fingerprint {
        Fingerprint::of(self.mac("document", path.expose()))
    }

    fn mac(&self, purpose: &str, words: &str) -> [u8; 32] {
        let mut mac = <Hmac<Sha256> as KeyInit>::new_from_slice(&self.0).expect("HMAC takes a key of any length");
        mac.update(purpose.as_bytes());
        mac.update(&[0]);
        mac.update(words.as_bytes());
        mac.finalize().into_bytes().into()
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key")
    }
}

/// The first 64 bits of an HMAC-SHA-256, as 16 hexadecimal digits.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct Fingerprint(String);

impl Fingerprint {
    fn of(mac: [u8; 32]) -> Self {
        Self(mac[..8].iter().map(|byte| format!("{byte:02x}")).collect())
    }

    /// The digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_person_under_another_key_or_purpose_has_another_mark() {
        let name = Sensitive::new("smit");
        let key = Key::new([1; 32]);
        assert_eq!(key.person(&name), Key::new([1; 32]).person(&name));
        assert_ne!(key.person(&name), Key::new([2; 32]).person(&name));
        assert_ne!(key.person(&name), key.document(&name));
        assert_ne!(
            key.for_dossier(&Sensitive::new("a")).person(&name),
            key.for_dossier(&Sensitive::new("b")).person(&name)
        );
        assert_eq!(format!("{key:?}"), "Key");
    }
}
