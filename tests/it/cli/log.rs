//! The log: what it holds, and what it never holds.

use super::{Bench, MEMO};
use serde_json::Value;
use std::fs;
use std::os::unix::fs::PermissionsExt;

fn records(bench: &Bench) -> Vec<Value> {
    let log = bench.read("uit/audit.jsonl");
    log.lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect()
}

#[test]
fn one_record_per_document_one_per_finding_and_one_for_the_run() {
    let bench = Bench::with(&[("in/memo.txt", MEMO), ("in/chat.md", "Bel 06 1234 5678 even.\n")]);
    bench.run(&["redact", "in", "--out", "uit"]);
    let records = records(&bench);
    let documents: Vec<&Value> = records.iter().filter(|record| record["record"] == "document").collect();
    let findings: Vec<&Value> = records.iter().filter(|record| record["record"] == "finding").collect();
    assert_eq!(documents.len(), 2);
    let stated: u64 = documents.iter().filter_map(|record| record["findings"].as_u64()).sum();
    assert_eq!(findings.len() as u64, stated);
    assert!(findings.len() >= 3, "{findings:#?}");
    assert_eq!(records.last().expect("records")["record"], "run");
    for finding in &findings {
        assert_eq!(
            finding["ruling"] == "redact",
            finding["ground"].is_string(),
            "{finding}"
        );
        assert!(finding["line"].as_u64().is_some() && finding["page"] == 1, "{finding}");
    }
    let person = |file: &str| {
        let of = |record: &&&Value| record["file"] == file && record["kind"] == "phone";
        findings.iter().find(of).map(|record| record["person"].clone())
    };
    assert!(person("memo.txt").is_some());
    assert_eq!(
        person("memo.txt"),
        person("chat.md"),
        "the same person has the same mark"
    );
}

#[test]
fn neither_words_nor_key_are_in_it() {
    let bench = Bench::with(&[("in/memo.txt", MEMO)]);
    bench.run(&["redact", "in", "--out", "uit"]);
    let log = bench.read("uit/audit.jsonl");
    let key = bench.read("uit/.woolak/sleutel");
    for secret in ["111222333", "12345678", key.trim()] {
        assert!(!log.contains(secret));
    }
    let mode = |name: &str| fs::metadata(bench.path(name)).expect("file").permissions().mode() & 0o777;
    assert_eq!(mode("uit/.woolak"), 0o700);
    assert_eq!(mode("uit/.woolak/sleutel"), 0o600);
}

#[test]
fn a_torn_log_is_mended_by_the_same_command() {
    let bench = Bench::with(&[("in/a.txt", MEMO), ("in/b.txt", MEMO), ("in/c.txt", "Niets.\n")]);
    bench.run(&["redact", "in", "--out", "uit"]);
    let whole = bench.read("uit/audit.jsonl");
    for keep in [0, 1, 100, whole.len() / 3, whole.len() / 2, whole.len() - 5] {
        bench.write("uit/audit.jsonl", &whole[..keep]);
        let ran = bench.run(&["redact", "in", "--out", "uit"]);
        assert_eq!(ran.code, 0, "{}", ran.stderr);
        assert_eq!(bench.read("uit/audit.jsonl"), whole, "cut at {keep}");
    }
}
