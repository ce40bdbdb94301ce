//! ICC profiles reduced to what colour needs: no description, no maker, no date, no private tags (ICC.1:2022).

/// Tags that colour conversion to the connection space reads.
const KEPT: [&[u8; 4]; 12] = [
    b"A2B0", b"A2B1", b"A2B2", b"bTRC", b"bXYZ", b"bkpt", b"chad", b"gTRC", b"gXYZ", b"kTRC", b"rTRC", b"rXYZ",
];
const HEADER: usize = 128;
/// "desc" with no words, as version 2 profiles must have one.
const EMPTY_DESCRIPTION: [u8; 24] = *b"desc\0\0\0\0\0\0\0\x01\0\0\0\0\0\0\0\0\0\0\0\0";

/// The reduced profile and its number of components, or `None` where it is not a profile.
pub(super) fn reduce(profile: &[u8], components: usize) -> Option<Vec<u8>> {
    if profile.len() < HEADER + 4 || &profile[36..40] != b"acsp" {
        return None;
    }
    let expected: &[u8] = match components {
        1 => b"GRAY",
        3 => b"RGB ",
        4 => b"CMYK",
        _ => return None,
    };
    let is_lab = components == 3 && &profile[16..20] == b"Lab ";
    if &profile[16..20] != expected && !is_lab {
        return None;
    }
    let mut tags: Vec<([u8; 4], Vec<u8>)> = Vec::new();
    for index in 0..number(profile, HEADER)?.min(100) {
        let at = HEADER + 4 + index * 12;
        let tag: [u8; 4] = profile.get(at..at + 4)?.try_into().ok()?;
        if KEPT.contains(&&tag) || &tag == b"wtpt" {
            let (start, length) = (number(profile, at + 4)?, number(profile, at + 8)?);
            tags.push((tag, profile.get(start..start.checked_add(length)?)?.to_vec()));
        }
    }
    tags.push((*b"desc", EMPTY_DESCRIPTION.to_vec()));
    tags.sort();
    tags.dedup_by(|a, b| a.0 == b.0);
    Some(write(profile, &tags))
}

fn write(profile: &[u8], tags: &[([u8; 4], Vec<u8>)]) -> Vec<u8> {
    let mut header = vec![0; HEADER];
    // Version; class, space and connection space; signature; intent and illuminant. The rest says who made it and when.
    for range in [8..12, 12..24, 36..40, 64..80] {
        header[range.clone()].copy_from_slice(&profile[range]);
    }
    let mut table = (tags.len() as u32).to_be_bytes().to_vec();
    let mut data: Vec<u8> = Vec::new();
    let start = HEADER + 4 + tags.len() * 12;
    for (tag, bytes) in tags {
        table.extend_from_slice(tag);
        table.extend_from_slice(&((start + data.len()) as u32).to_be_bytes());
        table.extend_from_slice(&(bytes.len() as u32).to_be_bytes());
        data.extend_from_slice(bytes);
        data.resize(data.len().next_multiple_of(4), 0);
    }
    let size = (start + data.len()) as u32;
    header[..4].copy_from_slice(&size.to_be_bytes());
    header.extend_from_slice(&table);
    header.extend_from_slice(&data);
    header
}

fn number(bytes: &[u8], at: usize) -> Option<usize> {
    let word: [u8; 4] = bytes.get(at..at.checked_add(4)?)?.try_into().ok()?;
    Some(u32::from_be_bytes(word) as usize)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn profile() -> Vec<u8> {
        let mut bytes = vec![0; HEADER];
        bytes[16..20].copy_from_slice(b"RGB ");
        bytes[36..40].copy_from_slice(b"acsp");
        bytes[80..84].copy_from_slice(b"JANS");
        bytes.extend_from_slice(&2u32.to_be_bytes());
        for (tag, at, length) in [(b"wtpt", 156u32, 8u32), (b"cprt", 164, 8)] {
            bytes.extend_from_slice(tag);
            bytes.extend_from_slice(&at.to_be_bytes());
            bytes.extend_from_slice(&length.to_be_bytes());
        }
        bytes.extend_from_slice(b"XYZ 1234J. Smit!");
        bytes
    }

    #[test]
    fn only_colour_stays() {
        let reduced = reduce(&profile(), 3).expect("a profile");
        let text = String::from_utf8_lossy(&reduced);
        assert!(text.contains("XYZ 1234") && !text.contains("Smit") && !text.contains("JANS"));
        assert_eq!(number(&reduced, 0), Some(reduced.len()));
    }

    #[test]
    fn a_profile_of_another_space_is_none() {
        assert_eq!(reduce(&profile(), 4), None);
        assert_eq!(reduce(b"short", 3), None);
    }
}
