//! The example batch: what must go and what must stay, document by document.

use crate::cli::{Bench, Ran};
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

/// The spellings in which a string could stand in a log or list: as it is, folded, encoded, hashed.
fn spellings(words: &str) -> Vec<String> {
    let hex = |bytes: &[u8]| bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    let wide: Vec<u8> = words.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let lower = words.to_lowercase();
    let mut all = vec![
        words.to_owned(),
        lower.clone(),
        words.replace(' ', "%20"),
        hex(words.as_bytes()),
        hex(&wide),
        woolak::audit::Digest::of(words.as_bytes()).to_string(),
        woolak::audit::Digest::of(lower.as_bytes()).to_string(),
    ];
    let digits: String = words.chars().filter(char::is_ascii_digit).collect();
    if digits.len() >= 6 {
        all.push(digits);
    }
    all
}

/// Whether a text holds the words; short ones count where they stand alone.
fn holds(text: &str, words: &str) -> bool {
    let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    text.match_indices(words).any(|(at, found)| {
        let before = letter(text[..at].chars().next_back());
        let after = letter(text[at + found.len()..].chars().next());
        words.chars().count() >= 7 || !(before || after)
    })
}

/// What must have gone and stands in the log, the report, the lists, the messages or a temporary file.
fn told_beside(bench: &Bench, ran: &Ran) -> Vec<String> {
    let mut told = format!("{}{}{}", ran.stdout, ran.stderr, bench.read("uit/audit.jsonl"));
    told.push_str(&bench.read("tijden.jsonl"));
    for arguments in [
        &["report", "uit", "--out", "rapport"][..],
        &["audit", "summary", "uit"],
        &["audit", "list", "uit", "--format", "csv"],
        &["audit", "diff", "uit", "uit"],
        &["audit", "verify", "uit"],
        &["inventory", "uit", "--out", "lijst.csv", "--format", "csv"],
        &["inventory", "uit", "--out", "lijst.json", "--format", "json"],
        &[
            "inventory",
            "uit",
            "--out",
            "diwoo",
            "--format",
            "diwoo",
            "--publisher",
            "ministerie/mnre1109",
        ],
    ] {
        let said = bench.run(arguments);
        told.push_str(&said.stdout);
        told.push_str(&said.stderr);
    }
    let files = [
        "rapport",
        "diwoo",
        "lijst.csv",
        "lijst.json",
        "tijdelijk",
        "uit/.woolak",
    ];
    for file in files.iter().flat_map(|name| walkdir::WalkDir::new(bench.path(name))) {
        let file = file.expect("readable");
        told.push_str(&file.file_name().to_string_lossy());
        if file.file_type().is_file() {
            told.push_str(&String::from_utf8_lossy(&fs::read(file.path()).expect("readable")));
        }
    }
    assert!(bench.has("rapport/subsidie.html") && bench.has("lijst.csv"), "{told}");
    let left = fs::read_dir(bench.path("tijdelijk")).expect("folder").count();
    assert_eq!(left, 0, "temporary files stay");
    let lower = told.to_lowercase();
    let mut wrong = Vec::new();
    for document in expected() {
        for words in document.weg.iter().filter(|words| !document.tekort.contains(words)) {
            let stands = spellings(words)
                .iter()
                .any(|spelling| holds(&told, spelling) || holds(&lower, spelling));
            if stands {
                wrong.push(format!("{}: {words} is told beside the document", document.naam));
            }
        }
    }
    wrong
}

#[test]
fn the_batch_loses_what_must_go_and_keeps_what_must_stay() {
    let Some(pdftotext) = tools::pdftotext() else {
        return;
    };
    let bench = Bench::new();
    let source = root().join("in");
    fs::create_dir(bench.path("tijdelijk")).expect("folder");
    let ran = Ran::of(
        bench
            .command()
            .env("TMPDIR", bench.path("tijdelijk"))
            .args(["redact", source.to_str().expect("UTF-8 path"), "--out", "uit"])
            .args(["--timings", "tijden.jsonl"]),
    );
    let mut wrong = told_beside(&bench, &ran);
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
