//! `ToUnicode` maps (ISO 32000-2, 9.10.3) with entries for the glyphs that are used, and nothing else.

use std::fmt::Write;

/// Entries that one operator takes.
const PER_OPERATOR: usize = 100;

/// The map of codes to text; `bytes` per code is 1 or 2.
pub(super) fn write(entries: &[(u16, String)], bytes: usize) -> Vec<u8> {
    let digits = bytes * 2;
    let last = if bytes == 1 { "FF" } else { "FFFF" };
    let mut out = format!(
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) \
         /Supplement 0>> def\n/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n1 begincodespacerange\n<{}> <{last}>\n\
         endcodespacerange\n",
        "0".repeat(digits)
    );
    let runs = runs(entries);
    // Writing to a string cannot fail.
    for chunk in runs.chunks(PER_OPERATOR) {
        let _ = writeln!(out, "{} beginbfrange", chunk.len());
        for (first, last, text) in chunk {
            let _ = write!(out, "<{first:0digits$X}> <{last:0digits$X}> <");
            for unit in text.encode_utf16() {
                let _ = write!(out, "{unit:04X}");
            }
            out.push_str(">\n");
        }
        out.push_str("endbfrange\n");
    }
    out.push_str("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n");
    out.into_bytes()
}

/// Runs of consecutive codes with consecutive characters; a run never crosses a change of the high byte.
fn runs(entries: &[(u16, String)]) -> Vec<(u16, u16, &str)> {
    let mut runs: Vec<(u16, u16, &str)> = Vec::new();
    for (code, text) in entries {
        if let Some((first, last, from)) = runs.last_mut()
            && *code == *last + 1
            && code >> 8 == *first >> 8
            && let (Some(start), Some(here)) = (single(from), single(text))
            && here == start + u32::from(*code - *first)
            && here >> 8 == start >> 8
        {
            *last = *code;
            continue;
        }
        runs.push((*code, *code, text));
    }
    runs
}

fn single(text: &str) -> Option<u32> {
    let mut chars = text.chars();
    let first = u32::from(chars.next()?);
    (chars.next().is_none() && first <= 0xFFFF).then_some(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn consecutive_characters_are_one_run() {
        let entries = [(1, "a".into()), (2, "b".into()), (3, "ffi".into()), (5, "c".into())];
        assert_eq!(runs(&entries), [(1, 2, "a"), (3, 3, "ffi"), (5, 5, "c")]);
        let text = String::from_utf8(write(&entries, 2)).expect("ASCII");
        assert!(text.contains("<0001> <0002> <0061>\n<0003> <0003> <006600660069>\n"));
    }
}
