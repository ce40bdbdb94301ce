//! Digests and the hash chain over the records of one document. It seals lines; it does not store them.

use super::record::Record;
use sha2::{Digest as _, Sha256};
use std::fmt;
use std::str::FromStr;

/// A SHA-256 digest, written as 64 lower-case hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Digest([u8; 32]);

impl Digest {
    /// The digest of the bytes.
    pub fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }

    /// The digest of several digests and strings, each preceded by its length, so that no two lists share one.
    pub fn of_parts<'a>(parts: impl IntoIterator<Item = &'a [u8]>) -> Self {
        let mut hash = Sha256::new();
        for part in parts {
            hash.update((part.len() as u64).to_be_bytes());
            hash.update(part);
        }
        Self(hash.finalize().into())
    }

    /// The digest of all that a reader's owner feeds it, chunk by chunk.
    pub fn of_chunks<E>(mut next: impl FnMut(&mut Vec<u8>) -> Result<(), E>) -> Result<Self, E> {
        let mut hash = Sha256::new();
        let mut chunk = Vec::new();
        loop {
            chunk.clear();
            next(&mut chunk)?;
            if chunk.is_empty() {
                return Ok(Self(hash.finalize().into()));
            }
            hash.update(&chunk);
        }
    }

    /// The 32 bytes.
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl From<[u8; 32]> for Digest {
    /// From a digest made elsewhere.
    fn from(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Digest({self})")
    }
}

/// Text that is not 64 hexadecimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("geen SHA-256: 64 hexadecimale cijfers verwacht")]
pub struct NotADigest;

impl FromStr for Digest {
    type Err = NotADigest;

    fn from_str(text: &str) -> Result<Self, NotADigest> {
        let digits = text.as_bytes();
        if digits.len() != 64 {
            return Err(NotADigest);
        }
        let mut bytes = [0; 32];
        for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
            *byte = hex(pair[0])? << 4 | hex(pair[1])?;
        }
        Ok(Self(bytes))
    }
}

fn hex(digit: u8) -> Result<u8, NotADigest> {
    match digit {
        b'0'..=b'9' => Ok(digit - b'0'),
        b'a'..=b'f' => Ok(digit - b'a' + 10),
        _ => Err(NotADigest),
    }
}

impl serde::Serialize for Digest {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> serde::Deserialize<'de> for Digest {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

/// What every group's chain starts from.
const START: &[u8] = b"woolak audit 1";
/// How a sealed line ends: the key, 64 digits, a quote and the closing brace.
const KEY: &str = ",\"chain\":\"";
const TAIL: usize = KEY.len() + 64 + 2;

/// The chain over one document's records: each link is the digest of the link before it and of the record's JSON.
#[derive(Debug, Clone)]
pub struct Chain(Digest);

impl Default for Chain {
    fn default() -> Self {
        Self(Digest::of(START))
    }
}

impl Chain {
    /// The record as one line without a line break, closed with its link.
    pub fn seal(&mut self, record: &Record) -> String {
        let mut line = record.to_json();
        self.0 = Digest::of_parts([self.0.as_bytes().as_slice(), line.as_bytes()]);
        line.pop();
        line.push_str(KEY);
        line.push_str(&self.0.to_string());
        line.push_str("\"}");
        line
    }

    /// Whether the line is the next link; the chain goes on from the link that the line states. `ahead` is what was
    /// reckoned before the chain came here, and counts if it was reckoned from the same link.
    pub fn accepts(&mut self, line: &str, ahead: Option<Step>) -> bool {
        let ahead = ahead.filter(|step| step.from == self.0);
        let Some(step) = ahead.or_else(|| Step::of(line, self.0)) else {
            return false;
        };
        self.0 = step.to;
        step.fits
    }

    /// The link of the last record.
    pub fn link(&self) -> Digest {
        self.0
    }
}

/// One line as a step from link to link, which can be reckoned for many lines at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    from: Digest,
    to: Digest,
    fits: bool,
}

impl Step {
    /// The step that the line states, if it is sealed, and whether it leads there from the link.
    pub fn of(line: &str, from: Digest) -> Option<Self> {
        let (body, to) = split(line)?;
        let mut hash = Sha256::new();
        hash.update(32u64.to_be_bytes());
        hash.update(from.as_bytes());
        hash.update((body.len() as u64 + 1).to_be_bytes());
        hash.update(body.as_bytes());
        hash.update(b"}");
        let fits = Digest(hash.finalize().into()) == to;
        Some(Self { from, to, fits })
    }

    /// The step of a line that follows another, as far as the other is sealed.
    pub fn after(before: &str, line: &str) -> Option<Self> {
        split(before).and_then(|(_, from)| Self::of(line, from))
    }
}

/// A line's JSON without its link and closing brace, and the link.
fn split(line: &str) -> Option<(&str, Digest)> {
    let at = line.len().checked_sub(TAIL)?;
    let (body, tail) = line.split_at_checked(at)?;
    let link = tail.strip_prefix(KEY)?.strip_suffix("\"}")?;
    Some((body, link.parse().ok()?))
}

/// The digest over the last links of all groups, in the order of the log.
#[derive(Debug, Clone)]
pub struct Head(Sha256);

impl Default for Head {
    fn default() -> Self {
        Self(Sha256::new_with_prefix(b"woolak audit head 1"))
    }
}

impl Head {
    /// Adds the next group.
    pub fn add(&mut self, link: Digest) {
        self.0.update(link.as_bytes());
    }

    /// The digest so far.
    pub fn digest(&self) -> Digest {
        Digest(self.0.clone().finalize().into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audit::RunRecord;

    fn record(documents: u64) -> Record {
        Record::Run(RunRecord {
            documents,
            ..RunRecord::default()
        })
    }

    fn sealed() -> Vec<String> {
        let mut chain = Chain::default();
        (0..3).map(|n| chain.seal(&record(n))).collect()
    }

    fn intact(lines: &[String]) -> bool {
        let mut chain = Chain::default();
        lines.iter().all(|line| chain.accepts(line, None))
    }

    #[test]
    fn an_untouched_chain_is_accepted() {
        assert!(intact(&sealed()));
    }

    #[test]
    fn a_changed_removed_inserted_or_reordered_record_breaks_the_chain() {
        let lines = sealed();
        let mut changed = lines.clone();
        changed[1] = changed[1].replace("\"documents\":1", "\"documents\":7");
        assert!(!intact(&changed));
        assert!(!intact(&[lines[0].clone(), lines[2].clone()]));
        assert!(!intact(&[
            lines[0].clone(),
            lines[0].clone(),
            lines[1].clone(),
            lines[2].clone()
        ]));
        assert!(!intact(&[lines[1].clone(), lines[0].clone(), lines[2].clone()]));
    }

    #[test]
    fn a_step_reckoned_ahead_counts_only_from_the_same_link() {
        let lines = sealed();
        let ahead = Step::after(&lines[0], &lines[1]);
        let mut chain = Chain::default();
        assert!(chain.accepts(&lines[0], None) && chain.accepts(&lines[1], ahead));
        assert!(!Chain::default().accepts(&lines[1], ahead));
        assert_eq!(Step::after("{}", &lines[1]), None);
    }

    #[test]
    fn a_sealed_line_is_json_with_its_link_last() {
        let line = &sealed()[0];
        let value: serde_json::Value = serde_json::from_str(line).expect("JSON");
        assert_eq!(value["chain"].as_str().map(str::len), Some(64));
        assert!(!Chain::default().accepts("{}", None));
        assert!(!Chain::default().accepts("", None));
    }

    #[test]
    fn digests_round_trip() {
        let digest = Digest::of(b"woo");
        assert_eq!(digest.to_string().parse(), Ok(digest));
        assert!("zz".parse::<Digest>().is_err());
    }
}
