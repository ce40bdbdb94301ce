//! Proofs on the smallest model of all (`fixtures/ner/maak.py` makes it). Nothing here stands in for a network.

use std::num::NonZeroUsize;
use std::sync::Arc;

use super::*;
use crate::detect::detect;
use crate::rules::{Confidence, RuleSet};
use crate::text::Text;

const MODEL: &[u8] = include_bytes!("../../../fixtures/ner/klein/model.onnx");
const TOKENIZER: &str = include_str!("../../../fixtures/ner/klein/tokenizer.json");
const CONFIG: &str = include_str!("../../../fixtures/ner/klein/config.json");

fn read(model: &[u8], tokenizer: &str, config: &str, threads: usize) -> Result<NerModel, NerError> {
    let files = NerFiles {
        model: model.to_vec(),
        tokenizer: tokenizer.as_bytes().to_vec(),
        config: config.as_bytes().to_vec(),
    };
    NerModel::read(files, NonZeroUsize::new(threads).expect("threads"))
}

fn small(threads: usize) -> NerModel {
    read(MODEL, TOKENIZER, CONFIG, threads).expect("a model that works")
}

fn rules() -> RuleSet {
    RuleSet::builtin().with_recogniser(Arc::new(small(1)))
}

/// What is found in a text, with `«»` around it.
fn marked(words: &str, rules: &RuleSet) -> String {
    let text = Text::from_plain(words);
    let mut marked = String::new();
    let mut at = 0;
    for finding in detect(&text, rules) {
        marked.push_str(&words[at..finding.span.start()]);
        marked.push_str(&format!("«{}»", text.slice(finding.span)));
        at = finding.span.end();
    }
    marked + &words[at..]
}

#[test]
fn the_network_computes_what_its_weights_say() {
    let text = "met zoë kwastra in Modderveen";
    let pieces = small(1).pieces(text);
    let told: Vec<(&str, Role, f32)> = pieces
        .iter()
        .map(|piece| (&text[piece.range.clone()], piece.role, (piece.chance * 100.0).round()))
        .collect();
    // The chances are those that the reference implementation of ONNX gives.
    let expected = [
        ("met", Role::Outside, 1.0),
        ("zoë", Role::Begins, 98.0),
        ("kwas", Role::Continues, 100.0),
        ("tra", Role::Continues, 98.0),
        ("in", Role::Outside, 1.0),
        ("Modderveen", Role::Outside, 0.0),
    ];
    assert_eq!(told, expected);
}

#[test]
fn persons_are_found_and_nothing_else() {
    let rules = rules();
    for (text, expected) in [
        (
            "het overleg met vroemel kwastra ging door.",
            "het overleg met «vroemel kwastra» ging door.",
        ),
        (
            "gesproken met vroemel van kwastra, daarna niet",
            "gesproken met «vroemel van kwastra», daarna niet",
        ),
        ("naar vroemel floepelaar-dribbkel", "naar «vroemel floepelaar-dribbkel»"),
        ("naar plonk en naar vroemel", "naar «plonk» en naar «vroemel»"),
        ("dit besluit over knerpdienst", "dit besluit over knerpdienst"),
        ("dit besluit van de het", "dit besluit van de het"),
    ] {
        assert_eq!(marked(text, &rules), expected);
    }
}

#[test]
fn nobody_is_found_without_the_model() {
    let rules = RuleSet::builtin();
    for text in [
        "het overleg met vroemel kwastra ging door.",
        "gesproken met vroemel van kwastra, daarna niet",
        "naar plonk en naar vroemel",
    ] {
        assert_eq!(marked(text, &rules), text);
    }
}

#[test]
fn a_doubt_of_the_model_is_told() {
    for (text, confidence) in [
        ("gesproken met snork", Confidence::Doubtful),
        ("gesproken met vroemel", Confidence::Likely),
    ] {
        let found = detect(&Text::from_plain(text), &rules());
        let told: Vec<(&str, Confidence)> = found.iter().map(|one| (one.rule.as_str(), one.confidence)).collect();
        assert_eq!(told, [("name-ner", confidence)], "{text}");
    }
}

#[test]
fn a_name_is_found_wherever_windows_begin_and_end() {
    let rules = rules();
    for before in 0..70 {
        let filler = "dat ".repeat(before);
        let after = " wat".repeat(90 - before);
        let text = format!("{filler}vroemel van floepelaar{after}");
        let expected = format!("{filler}«vroemel van floepelaar»{after}");
        assert_eq!(marked(&text, &rules), expected, "{before}");
    }
}

#[test]
fn threads_make_no_difference() {
    let text = "gesproken met zoë van floepelaar en snork over de vergunning; ".repeat(40);
    let one = small(1).pieces(&text);
    for threads in [2, 4, 8] {
        assert_eq!(small(threads).pieces(&text), one);
    }
}

#[test]
fn the_digests_are_those_of_the_files() {
    let digest = |bytes: &[u8]| -> [u8; 32] { Sha256::digest(bytes).into() };
    let expected = [
        ("ner-model", digest(MODEL)),
        ("ner-tokenizer", digest(TOKENIZER.as_bytes())),
        ("ner-config", digest(CONFIG.as_bytes())),
    ];
    assert_eq!(small(1).files(), expected);
}

#[test]
fn what_cannot_be_used_is_told_before_any_text() {
    let places = r#""max_position_embeddings": 32"#;
    let other_input = replaced(MODEL, b"token_type_ids", b"token_kind_ids");
    assert!(CONFIG.contains(places));
    let beyond = TOKENIZER.replacen(r###""##elaar": "###, r###""zwaai": 900, "##elaar": "###, 1);
    assert_ne!(beyond, TOKENIZER);
    for (model, tokenizer, config, file, problem) in [
        (MODEL, TOKENIZER, "{}", NerFile::Config, NerProblem::Labels),
        (
            MODEL,
            TOKENIZER,
            &CONFIG.replace("-PER", "-MISC"),
            NerFile::Config,
            NerProblem::NoPerson,
        ),
        (
            MODEL,
            TOKENIZER,
            &CONFIG.replace(places, r#""max_position_embeddings": 9"#),
            NerFile::Config,
            NerProblem::TooShort,
        ),
        (MODEL, "{}", CONFIG, NerFile::Tokenizer, NerProblem::Tokenizer),
        (b"geen onnx", TOKENIZER, CONFIG, NerFile::Model, NerProblem::Unreadable),
        (
            &MODEL[..MODEL.len() / 2],
            TOKENIZER,
            CONFIG,
            NerFile::Model,
            NerProblem::Unreadable,
        ),
        (&other_input, TOKENIZER, CONFIG, NerFile::Model, NerProblem::Input),
        // More places or words than the network has.
        (
            MODEL,
            TOKENIZER,
            &CONFIG.replace(places, r#""max_position_embeddings": 64"#),
            NerFile::Model,
            NerProblem::Fails,
        ),
        (MODEL, &beyond, CONFIG, NerFile::Model, NerProblem::Fails),
        // More labels than the network tells.
        (
            MODEL,
            TOKENIZER,
            &CONFIG.replace(r#""6": "I-LOC""#, r#""6": "I-LOC", "7": "B-MISC""#),
            NerFile::Model,
            NerProblem::Shape,
        ),
    ] {
        let error = read(model, tokenizer, config, 1).expect_err("unusable");
        assert_eq!((error.file, error.problem), (file, problem));
    }
}

/// The bytes with one name in the place of another as long.
fn replaced(bytes: &[u8], name: &[u8], other: &[u8]) -> Vec<u8> {
    assert_eq!(name.len(), other.len());
    let mut replaced = bytes.to_vec();
    for at in 0..=bytes.len() - name.len() {
        if &bytes[at..at + name.len()] == name {
            replaced[at..at + name.len()].copy_from_slice(other);
        }
    }
    replaced
}
