//! The walls between modules, read from the sources themselves.

use std::fs;
use std::path::{Path, PathBuf};

/// Module → modules it may name; the table of `lib.rs`.
const MAY_USE: [(&str, &[&str]); 9] = [
    ("woo", &[]),
    ("text", &[]),
    ("rules", &["text", "woo"]),
    ("detect", &["text", "rules", "woo"]),
    ("decide", &["detect", "rules", "text", "woo"]),
    ("pdf", &["text"]),
    ("redact", &["pdf", "text", "decide", "detect", "rules", "woo"]),
    ("audit", &["detect", "decide", "redact", "rules", "text", "woo"]),
    (
        "pipeline",
        &["audit", "detect", "decide", "pdf", "redact", "rules", "text", "woo"],
    ),
];

fn sources(dir: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(dir).expect("readable source folder") {
        let path = entry.expect("readable entry").path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|e| e == "rs") {
            found.push(path);
        }
    }
}

fn module_sources(module: &str) -> Vec<(PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src").join(module);
    let mut files = Vec::new();
    sources(&root, &mut files);
    files
        .into_iter()
        .map(|path| {
            let source = fs::read_to_string(&path).expect("readable source");
            (path, source)
        })
        .collect()
}

#[test]
fn modules_refer_to_one_another_only_as_the_table_says() {
    let mut wrong = Vec::new();
    for (module, allowed) in MAY_USE {
        for (path, source) in module_sources(module) {
            for (_, after) in source
                .match_indices("crate::")
                .map(|(at, m)| (at, &source[at + m.len()..]))
            {
                let name: String = after
                    .chars()
                    .take_while(|c| c.is_ascii_lowercase() || *c == '_')
                    .collect();
                if name != module
                    && MAY_USE.iter().any(|(known, _)| *known == name)
                    && !allowed.contains(&name.as_str())
                {
                    wrong.push(format!("{} names crate::{name}", path.display()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn lopdf_is_named_only_where_pdf_is_read_or_written() {
    for (module, _) in MAY_USE {
        if matches!(module, "pdf" | "redact") {
            continue;
        }
        for (path, source) in module_sources(module) {
            assert!(!source.contains("lopdf"), "{} names lopdf", path.display());
        }
    }
}

#[test]
fn every_module_opens_with_what_it_is() {
    for (module, _) in MAY_USE {
        for (path, source) in module_sources(module) {
            assert!(source.starts_with("//! "), "{} has no opening sentence", path.display());
        }
    }
}

#[test]
fn every_word_list_opens_with_what_it_holds_and_where_it_comes_from() {
    let lists = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules/lists");
    for folder in [lists.clone(), lists.join("cues")] {
        for entry in fs::read_dir(folder).expect("readable folder of lists") {
            let path = entry.expect("readable entry").path();
            let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
            let is_list = path.extension().is_some_and(|e| e == "txt") && !name.starts_with("NOTICE-");
            if is_list {
                let list = fs::read_to_string(&path).expect("readable list");
                let mut lines = list.lines();
                let opens = lines.next().is_some_and(|line| line.starts_with("# "))
                    && lines.next().is_some_and(|line| line.starts_with("# Origin: "));
                assert!(opens, "{} does not say where it comes from", path.display());
            }
        }
    }
}
