//! The example batch: what must go and what must stay, document by document.

use crate::cli::Bench;
use crate::tools;
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
    #[serde(default)]
    tekort: Vec<String>,
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

/// Whether tesseract with Dutch is there to read the scan of the batch.
fn reads_scans() -> bool {
    let languages = std::process::Command::new("tesseract").arg("--list-langs").output();
    languages.is_ok_and(|answer| {
        String::from_utf8_lossy(&answer.stdout)
            .lines()
            .any(|line| line == "nld")
    })
}

#[test]
fn the_batch_loses_what_must_go_and_keeps_what_must_stay() {
    let Some(pdftotext) = tools::pdftotext() else {
        return;
    };
    let bench = Bench::new();
    let source = root().join("in");
    let ran = bench.run(&["redact", source.to_str().expect("UTF-8 path"), "--out", "uit"]);
    let mut wrong = Vec::new();
    for document in expected() {
        let path = bench.path("uit").join(&document.naam);
        if document.naam.contains("gescande") && !reads_scans() {
            eprintln!("OVERGESLAGEN: {} (tesseract met Nederlands ontbreekt)", document.naam);
            assert!(!path.exists(), "a scan that was not read is published");
            continue;
        }
        if !path.exists() {
            wrong.push(format!("{} is not published", document.naam));
            continue;
        }
        let text = match path.extension().is_some_and(|e| e == "pdf") {
            true => pdftotext.text(&path),
            false => fs::read_to_string(&path).expect("readable text"),
        };
        let text = folded(&text);
        let name = &document.naam;
        let held = |words: &&String| !document.tekort.contains(words);
        wrong.extend(
            document
                .weg
                .iter()
                .filter(held)
                .filter(|w| text.contains(&folded(w)))
                .map(|w| format!("{name}: {w} stays")),
        );
        wrong.extend(
            document
                .blijft
                .iter()
                .filter(held)
                .filter(|w| !text.contains(&folded(w)))
                .map(|w| format!("{name}: {w} goes")),
        );
    }
    assert!(wrong.is_empty(), "{wrong:#?}\n{}", ran.stderr);
}
