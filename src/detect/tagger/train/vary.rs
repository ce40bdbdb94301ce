//! Variations of a labelled document: other names, other case, lost diacritics, reading errors, other line breaks.
//! The labels go along; what a document is about stays.

use std::collections::HashMap;
use std::ops::Range;

use super::chance::Chance;
use super::corpus::{Document, Piece};
use super::{Label, Names};
use crate::detect::fold::fold;
use crate::detect::lists;

/// A text with its labelled stretches, in order.
pub(super) struct Varied {
    pub content: String,
    pub spans: Vec<(Range<usize>, Label)>,
}

/// Whether long lines are broken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wrap {
    Yes,
    No,
}

/// The document itself.
pub(super) fn plain(document: &Document, wrap: Wrap) -> Varied {
    let mut varied = join(&document.pieces);
    if wrap == Wrap::Yes {
        break_lines(&mut varied.content, 86);
    }
    varied
}

/// The documents of a dossier with changes left to chance; who is named in several gets one other name in all.
pub(super) fn vary(dossier: &[&Document], names: &Names, chance: &mut Chance) -> Vec<Varied> {
    let mut known = HashMap::new();
    let swap = chance.percent(75);
    dossier
        .iter()
        .map(|document| {
            let mut pieces = document.pieces.clone();
            if swap {
                swap_names(&mut pieces, names, &mut known, chance);
            }
            vary_one(pieces, chance)
        })
        .collect()
}

fn vary_one(mut pieces: Vec<Piece>, chance: &mut Chance) -> Varied {
    let bare = chance.percent(12);
    let worn = chance.percent(12);
    for piece in &mut pieces {
        if matches!(piece.label, Label::Person | Label::Public) {
            match chance.below(100) {
                0..5 => piece.words = piece.words.to_uppercase(),
                5..8 if piece.label == Label::Person => piece.words = piece.words.to_lowercase(),
                _ => {}
            }
        }
        if bare {
            piece.words = without_marks(&piece.words);
        }
        if worn {
            piece.words = misread(&piece.words, chance);
        }
    }
    let mut varied = join(&pieces);
    if chance.percent(60) {
        let width = 56 + chance.below(60);
        break_lines(&mut varied.content, width);
    }
    if chance.percent(30) {
        part_labels(&mut varied.content);
    }
    varied
}

fn join(pieces: &[Piece]) -> Varied {
    let mut varied = Varied {
        content: String::new(),
        spans: Vec::new(),
    };
    for piece in pieces {
        let start = varied.content.len();
        varied.content.push_str(&piece.words);
        if piece.label != Label::Outside {
            varied.spans.push((start..varied.content.len(), piece.label));
        }
    }
    varied
}

/// Turns the last space before the width of a line into a line break; the length stays.
fn break_lines(content: &mut String, width: usize) {
    let mut broken = String::with_capacity(content.len());
    for line in content.split_inclusive('\n') {
        let mut rest = line;
        while rest.chars().count() > width && !line.contains('\t') {
            let limit = rest.char_indices().nth(width).map_or(rest.len(), |(at, _)| at);
            let Some(space) = rest[..limit].rfind(' ').filter(|space| *space > 0) else {
                break;
            };
            broken.push_str(&rest[..space]);
            broken.push('\n');
            rest = &rest[space + 1..];
        }
        broken.push_str(rest);
    }
    *content = broken;
}

/// Turns `Van: ` at the start of a line into two cells; the length stays.
fn part_labels(content: &mut String) {
    let mut parted = String::with_capacity(content.len());
    for line in content.split_inclusive('\n') {
        match line.find(": ") {
            Some(at) if at < 24 && !line.contains('\t') && !line[..at].contains(['.', ',', '(']) => {
                parted.push_str(&line[..at]);
                parted.push_str(" \t");
                parted.push_str(&line[at + 2..]);
            }
            _ => parted.push_str(line),
        }
    }
    *content = parted;
}

fn without_marks(words: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    words
        .nfd()
        .filter(|character| !crate::detect::fold::is_combining(*character))
        .collect()
}

/// What an OCR engine might make of it.
fn misread(words: &str, chance: &mut Chance) -> String {
    words
        .chars()
        .map(|character| match (character, chance.below(40)) {
            ('l' | 'i', 0) => '1',
            ('o', 0) => '0',
            ('e', 0) => 'c',
            ('n', 0) => 'u',
            ('h', 0) => 'b',
            ('I', 0) => 'l',
            (other, _) => other,
        })
        .collect()
}

/// Gives the people of a document other names: the same word always becomes the same other one.
fn swap_names(pieces: &mut [Piece], names: &Names, known: &mut HashMap<String, String>, chance: &mut Chance) {
    for piece in pieces
        .iter_mut()
        .filter(|piece| matches!(piece.label, Label::Person | Label::Public) || is_called_like_someone(piece))
    {
        let mut swapped = String::new();
        let mut word = String::new();
        let mut first = true;
        let backwards = piece.words.contains(',');
        for character in piece.words.chars().chain(['\0']) {
            if character.is_alphabetic() || crate::detect::fold::is_combining(character) {
                word.push(character);
                continue;
            }
            if !word.is_empty() {
                let given = (first != backwards) && piece.words.contains(' ')
                    || matches!(piece.label, Label::Misc | Label::Organisation);
                swapped.push_str(&other_name(&word, given, names, known, chance));
                first = false;
                word.clear();
            }
            if character != '\0' {
                swapped.push(character);
            }
        }
        piece.words = swapped;
    }
}

/// A system or a firm that has a given name for a name: that name may be anything, and is nothing to learn.
fn is_called_like_someone(piece: &Piece) -> bool {
    let lists = lists::of(&fold(&piece.words));
    matches!(piece.label, Label::Misc | Label::Organisation) && lists.given() && !lists.word() && !lists.organisation()
}

fn other_name(
    word: &str,
    given: bool,
    names: &Names,
    known: &mut HashMap<String, String>,
    chance: &mut Chance,
) -> String {
    let folded = fold(word);
    let length = word.chars().count();
    let lists = lists::of(&folded);
    let capital = word.chars().next().is_some_and(char::is_uppercase);
    if length < 3 || lists.surname_prefix() && !given {
        return word.to_owned();
    }
    if !capital {
        let part = known
            .iter()
            .filter(|(old, _)| old.len() >= 4 && folded.contains(old.as_str()))
            .max();
        return part.map_or(word.to_owned(), |(old, new)| folded.replace(old.as_str(), &fold(new)));
    }
    if word.chars().all(char::is_uppercase) && length < 4 {
        return word.to_owned();
    }
    let mixed = word.chars().skip(1).any(char::is_uppercase) && !word.chars().all(char::is_uppercase);
    if mixed {
        return word.to_owned();
    }
    let given = given || lists.given() && !lists.surname();
    let other = known.entry(folded).or_insert_with(|| new_name(given, names, chance));
    if word.chars().all(char::is_uppercase) {
        other.to_uppercase()
    } else {
        other.clone()
    }
}

fn new_name(given: bool, names: &Names, chance: &mut Chance) -> String {
    let from = if given { &names.given } else { &names.surnames };
    let listed = chance.pick(from).filter(|name| name.chars().all(char::is_alphabetic));
    match listed {
        Some(name) if chance.percent(72) => name.clone(),
        _ => invented(chance),
    }
}

/// A name that no list holds.
fn invented(chance: &mut Chance) -> String {
    const STARTS: &[&str] = &[
        "b", "br", "ch", "d", "dr", "f", "g", "gh", "h", "j", "k", "kh", "kl", "kw", "l", "m", "n", "ny", "p", "r",
        "s", "sch", "sj", "sp", "st", "t", "th", "tj", "v", "w", "wr", "y", "z", "zw", "",
    ];
    const VOWELS: &[&str] = &[
        "a", "aa", "e", "ee", "i", "ie", "o", "oe", "oo", "u", "ui", "ij", "ou", "ei", "y",
    ];
    const ENDS: &[&str] = &[
        "", "", "n", "r", "l", "s", "t", "k", "m", "ng", "nk", "rt", "ls", "ns", "sz", "tz", "ch", "x", "stra", "man",
        "sen", "oğlu", "ić", "ski", "enko", "yan", "zai", "mans", "inga",
    ];
    let mut name = String::new();
    for _ in 0..1 + chance.below(3) {
        for sounds in [STARTS, VOWELS] {
            name.push_str(chance.pick(sounds).copied().unwrap_or_default());
        }
    }
    name.push_str(chance.pick(ENDS).copied().unwrap_or_default());
    let mut letters = name.chars();
    letters
        .next()
        .map_or(name.clone(), |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn breaking_and_parting_keep_the_length() {
        let mut content = String::from("Van: iemand\nEen regel die te lang is om op een regel te staan.\n");
        let length = content.len();
        break_lines(&mut content, 20);
        part_labels(&mut content);
        assert_eq!(content.len(), length);
        assert!(content.starts_with("Van \tiemand\n"));
        assert!(content.lines().all(|line| line.len() <= 20));
    }

    #[test]
    fn the_same_person_gets_the_same_other_name() {
        let person = |words: &str| Piece {
            words: words.into(),
            label: Label::Person,
        };
        let mut pieces = vec![
            person("Korstanje, J.P."),
            person("mevrouw Korstanje"),
            person("KORSTANJE"),
        ];
        swap_names(&mut pieces, &Names::default(), &mut HashMap::new(), &mut Chance::new(1));
        let name = pieces[0]
            .words
            .strip_suffix(", J.P.")
            .expect("the form stays")
            .to_owned();
        assert_ne!(name, "Korstanje");
        assert_eq!(pieces[1].words, format!("mevrouw {name}"));
        assert_eq!(pieces[2].words, name.to_uppercase());
    }
}
