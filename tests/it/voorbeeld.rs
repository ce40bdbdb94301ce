//! The example batch: what must go and what must stay, document by document.

use serde::Deserialize;
use std::fs;
use std::path::{Path, PathBuf};

#[derive(Deserialize)]
struct Expected {
    document: Vec<Document>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    naam: String,
    weg: Vec<String>,
    blijft: Vec<String>,
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/voorbeeld")
}

fn expected() -> Vec<Document> {
    let data = fs::read_to_string(root().join("verwacht.toml")).expect("verwacht.toml");
    toml::from_str::<Expected>(&data).expect("valid expectations").document
}

/// Letters and digits alone, without tags: how a text compares whatever its line breaks.
fn folded(text: &str) -> String {
    let mut inside_tag = false;
    text.chars()
        .filter(|&c| {
            inside_tag = (inside_tag || c == '<') && c != '>';
            !inside_tag && c.is_alphanumeric()
        })
        .collect()
}

#[test]
fn expectations_name_what_the_sources_say() {
    for document in expected() {
        let mut source = root().join("bron").join(&document.naam);
        if source.extension().is_some_and(|e| e == "pdf") {
            source.set_extension("html");
        }
        let text = folded(
            &fs::read_to_string(&source)
                .expect("readable source")
                .replace("&lt;", " ")
                .replace("&gt;", " "),
        );
        for words in document.weg.iter().chain(&document.blijft) {
            assert!(text.contains(&folded(words)), "{}: {words}", document.naam);
        }
    }
}

#[test]
fn every_document_of_the_batch_has_expectations_and_is_small() {
    let known = expected();
    let mut count = 0;
    for dossier in ["fietsbrug", "subsidie"] {
        for entry in fs::read_dir(root().join("in").join(dossier)).expect("readable folder") {
            let path = entry.expect("readable entry").path();
            let name = path
                .strip_prefix(root().join("in"))
                .expect("below")
                .to_string_lossy()
                .into_owned();
            assert!(known.iter().any(|d| d.naam == name), "{name} has no expectations");
            assert!(
                fs::metadata(&path).expect("metadata").len() < 100_000,
                "{name} is large"
            );
            count += 1;
        }
    }
    assert_eq!(count, known.len());
}
