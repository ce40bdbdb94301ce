//! Turns the word lists under `rules/lists` into one table that the library reads without any start-up work.
//! Layout of `lists.bin`: 65,537 offsets (u32, entry number per high 16 bits of the hash), then entries of six bytes:
//! the low 32 bits of the hash and the set of lists (u16) that hold the word; all little-endian.

#![allow(
    clippy::disallowed_methods,
    reason = "a build script reads its inputs and writes its output"
)]

#[path = "src/text/fold.rs"]
#[allow(dead_code, reason = "the build needs folding alone")]
mod fold;
#[path = "src/detect/lists/hash.rs"]
mod hash;
#[path = "src/detect/lists/sources.rs"]
mod sources;

use std::collections::BTreeMap;
use std::path::Path;

/// The files and their bits.
const LISTS: &[(&str, u16)] = &[
    ("given-names.txt", sources::GIVEN),
    ("surnames.txt", sources::SURNAME),
    ("given-names-world.txt", sources::GIVEN),
    ("surnames-world.txt", sources::SURNAME),
    ("surname-prefixes.txt", sources::SURNAME_PREFIX),
    ("words.txt", sources::WORD),
    ("places.txt", sources::PLACE),
    ("organisations.txt", sources::ORGANISATION),
    ("famous.txt", sources::FAMOUS),
    ("offices.txt", sources::OFFICE),
    ("parties.txt", sources::PARTY),
    ("titles.txt", sources::TITLE),
    ("roles.txt", sources::ROLE),
    ("foreign-words.txt", sources::FOREIGN),
    ("politicians.txt", sources::POLITICIAN),
    ("laws.txt", sources::MISC),
];

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=rules/lists");
    println!("cargo::rerun-if-changed=src/text/fold.rs");
    println!("cargo::rerun-if-changed=src/detect/lists");
    let mut sets: BTreeMap<u64, u16> = BTreeMap::new();
    for (name, bit) in LISTS {
        let path = Path::new("rules/lists").join(name);
        let list = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        for entry in list.lines().map(str::trim) {
            if !entry.is_empty() && !entry.starts_with('#') {
                add(&mut sets, entry, *bit);
            }
        }
    }
    let out = std::env::var("OUT_DIR").expect("cargo sets OUT_DIR");
    std::fs::write(Path::new(&out).join("lists.bin"), table(&sets)).expect("OUT_DIR is writable");
}

/// An entry of one word counts for the word, one of several words for the phrase; its first word announces it.
fn add(sets: &mut BTreeMap<u64, u16>, entry: &str, bit: u16) {
    let folded = fold::fold(entry);
    let words: Vec<&str> = folded
        .split(|character: char| !character.is_alphanumeric())
        .flat_map(letters_and_digits)
        .filter(|word| !word.is_empty())
        .collect();
    *sets.entry(hash::hash(words.join(" ").as_bytes())).or_default() |= bit;
    if let [first, _, ..] = words[..] {
        *sets.entry(hash::hash(first.as_bytes())).or_default() |= sources::OPENS_PHRASE;
    }
}

/// `d66` is the word `d` and the number `66`, as a text is cut into words.
fn letters_and_digits(word: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut rest = word;
    while let Some(first) = rest.chars().next() {
        let is_digit = first.is_ascii_digit();
        let end = rest
            .find(|c: char| c.is_ascii_digit() != is_digit)
            .unwrap_or(rest.len());
        parts.push(&rest[..end]);
        rest = &rest[end..];
    }
    parts
}

fn table(sets: &BTreeMap<u64, u16>) -> Vec<u8> {
    let mut offsets = Vec::with_capacity(65_537);
    let mut entries = Vec::with_capacity(sets.len() * 6);
    let mut sorted = sets.iter().peekable();
    let mut count = 0u32;
    for bucket in 0..=65_535u64 {
        offsets.push(count);
        while let Some((hash, set)) = sorted.next_if(|(hash, _)| **hash >> 48 == bucket) {
            entries.extend_from_slice(&(*hash as u32).to_le_bytes());
            entries.extend_from_slice(&set.to_le_bytes());
            count += 1;
        }
    }
    offsets.push(count);
    let mut bytes: Vec<u8> = offsets.iter().flat_map(|offset| offset.to_le_bytes()).collect();
    bytes.extend(entries);
    bytes
}
