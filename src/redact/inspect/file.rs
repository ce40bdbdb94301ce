//! The bytes around the objects: earlier revisions, and what stands before the header or after the end.

use super::{Channel, Exposure};

pub(super) fn inspect(bytes: &[u8], found: &mut Vec<Exposure>) {
    let ends: Vec<usize> = positions(bytes, b"%%EOF").collect();
    // A linearised file is one revision with two ends (ISO 32000-2, annex F).
    let linearised = positions(&bytes[..bytes.len().min(2048)], b"/Linearized")
        .next()
        .is_some();
    if ends.len() > 1 + usize::from(linearised) {
        found.push(Exposure::file(Channel::EarlierRevision));
    }
    let before = positions(bytes, b"%PDF-").next().unwrap_or(0);
    let after = ends.last().map_or(&[][..], |end| &bytes[end + b"%%EOF".len()..]);
    if before > 0 || after.iter().any(|byte| !byte.is_ascii_whitespace() && *byte != 0) {
        found.push(Exposure::file(Channel::LooseBytes));
    }
}

fn positions<'a>(bytes: &'a [u8], word: &'a [u8]) -> impl Iterator<Item = usize> + 'a {
    let windows = bytes.windows(word.len()).enumerate();
    windows.filter(move |(_, window)| *window == word).map(|(at, _)| at)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn channels(bytes: &[u8]) -> Vec<Channel> {
        let mut found = Vec::new();
        inspect(bytes, &mut found);
        found.iter().map(|exposure| exposure.channel).collect()
    }

    #[test]
    fn a_clean_file_has_one_end() {
        assert_eq!(channels(b"%PDF-1.7\n1 0 obj\nendobj\n%%EOF\n"), []);
        assert_eq!(channels(b"%PDF-1.7\n<</Linearized 1>>\n%%EOF\nx\n%%EOF\n"), []);
    }

    #[test]
    fn revisions_and_loose_bytes_are_seen() {
        assert_eq!(channels(b"%PDF-1.7\n%%EOF\n%%EOF\n"), [Channel::EarlierRevision]);
        assert_eq!(channels(b"%PDF-1.7\n%%EOF\nJansen"), [Channel::LooseBytes]);
        assert_eq!(channels(b"Jansen %PDF-1.7\n%%EOF\n"), [Channel::LooseBytes]);
    }
}
