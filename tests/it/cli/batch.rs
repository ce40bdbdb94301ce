//! Batches: layout, resumption, determinism, file names, summaries.

use super::{Bench, MEMO};
use std::fs;
use std::path::Path;

const KEY: &str = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f\n";

fn files(root: &Path) -> Vec<(String, Vec<u8>)> {
    let mut found: Vec<(String, Vec<u8>)> = walkdir::WalkDir::new(root)
        .into_iter()
        .filter_map(Result::ok)
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| {
            let name = entry.path().strip_prefix(root).expect("below").display().to_string();
            (name, fs::read(entry.path()).expect("readable"))
        })
        .collect();
    found.sort();
    found
}

fn dossier() -> Bench {
    let bench = Bench::with(&[
        ("in/a/memo.txt", MEMO),
        ("in/a/chat.md", "Hoi, bel **06 1234 5678** over het rapport.\n"),
        ("in/b/leeg.txt", ""),
        ("in/b/openbaar.txt", "De begroting is 1.200 euro.\n"),
    ]);
    bench.write("sleutel", KEY);
    bench
}

#[test]
fn the_layout_of_the_input_is_kept_and_names_go() {
    let bench = dossier();
    let ran = bench.run(&["redact", "in", "--out", "uit"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let memo = bench.read("uit/a/memo.txt");
    assert!(memo.starts_with("Telefoon: 5.1.2.e\nBSN: 5.1.1.e\n"), "{memo}");
    assert!(
        memo.ends_with("Datum: 23 februari 2023\n\nDe minister gaat akkoord.\n"),
        "{memo}"
    );
    assert_eq!(bench.read("uit/b/openbaar.txt"), "De begroting is 1.200 euro.\n");
    assert_eq!(bench.read("uit/b/leeg.txt"), "");
    assert!(ran.stderr.contains("4 documenten van 4 gepubliceerd"), "{}", ran.stderr);
    assert!(ran.stdout.is_empty());
}

#[test]
fn a_second_run_changes_nothing_and_a_missing_result_comes_back_the_same() {
    let bench = dossier();
    bench.run(&["redact", "in", "--out", "uit"]);
    let first = files(&bench.path("uit"));
    let again = bench.run(&["redact", "in", "--out", "uit"]);
    assert_eq!(again.code, 0);
    assert!(again.stderr.contains("waarvan 4 al klaar"), "{}", again.stderr);
    assert_eq!(files(&bench.path("uit")), first);
    fs::remove_file(bench.path("uit/a/memo.txt")).expect("removed");
    assert_eq!(bench.run(&["redact", "in", "--out", "uit"]).code, 0);
    assert_eq!(files(&bench.path("uit")), first);
}

#[test]
fn an_unreadable_document_does_not_make_the_others_be_done_again_but_a_readable_one_does() {
    let bench = dossier();
    bench.write("in/a/stuk.txt", b"caf\xe9");
    assert_eq!(bench.run(&["redact", "in", "--out", "uit"]).code, 2);
    let first = files(&bench.path("uit"));
    let again = bench.run(&["redact", "in", "--out", "uit"]);
    assert!(again.stderr.contains("waarvan 4 al klaar"), "{}", again.stderr);
    assert_eq!(files(&bench.path("uit")), first);
    bench.write("in/a/stuk.txt", "café\n");
    let mended = bench.run(&["redact", "in", "--out", "uit"]);
    assert!(mended.stderr.contains("waarvan 2 al klaar"), "{}", mended.stderr);
}

#[test]
fn one_thread_and_eight_write_the_same_bytes() {
    let bench = dossier();
    for number in 0..40 {
        bench.write(
            &format!("in/c/{number}.txt"),
            MEMO.replace("45678", &(10_000 + number).to_string()),
        );
    }
    for (jobs, out) in [("1", "een"), ("8", "acht")] {
        let ran = bench.run(&["redact", "in", "--out", out, "--jobs", jobs, "--key-file", "sleutel"]);
        assert_eq!(ran.code, 0, "{}", ran.stderr);
    }
    let published = |out| {
        let mut all = files(&bench.path(out));
        all.retain(|(name, _)| !name.starts_with(".woolak"));
        all
    };
    assert_eq!(published("een"), published("acht"));
}

#[test]
fn a_document_that_changed_is_done_again_and_one_that_fails_now_is_withdrawn() {
    let bench = dossier();
    bench.run(&["redact", "in", "--out", "uit"]);
    bench.write("in/b/openbaar.txt", "Nieuwe tekst.\n");
    bench.write("in/a/memo.txt", b"caf\xe9");
    let ran = bench.run(&["redact", "in", "--out", "uit"]);
    assert_eq!(ran.code, 2);
    assert_eq!(bench.read("uit/b/openbaar.txt"), "Nieuwe tekst.\n");
    assert!(
        !bench.has("uit/a/memo.txt"),
        "what can no longer be vouched for does not stay"
    );
}

#[test]
fn new_names_hold_no_old_ones() {
    let bench = dossier();
    let ran = bench.run(&["redact", "in", "--out", "uit", "--rename", "W2023-17"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    for name in [
        "W202317D0001.md",
        "W202317D0002.txt",
        "W202317D0003.txt",
        "W202317D0004.txt",
    ] {
        assert!(bench.has(&format!("uit/{name}")), "{name}");
    }
}

#[test]
fn a_name_in_a_file_name_is_not_published() {
    let bench = Bench::with(&[("in/gesprek_06-12345678.txt", MEMO)]);
    let ran = bench.run(&["redact", "in", "--out", "uit"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let names: Vec<String> = files(&bench.path("uit")).into_iter().map(|(name, _)| name).collect();
    assert!(names.iter().any(|name| name.contains("5.1.2.e")), "{names:?}");
    assert!(!format!("{names:?}{}{}", ran.stderr, bench.read("uit/audit.jsonl")).contains("12345678"));
    assert!(ran.stderr.contains("bestandsnaam"), "{}", ran.stderr);
}

#[test]
fn a_summary_for_scripts() {
    let bench = dossier();
    bench.write("in/a/stuk.txt", b"caf\xe9");
    let ran = bench.run(&["redact", "in", "--out", "uit", "--format", "json"]);
    assert_eq!(ran.code, 2);
    let summary: serde_json::Value = serde_json::from_str(&ran.stdout).expect("JSON");
    assert_eq!(summary["published"], 4);
    assert_eq!(summary["refused"][0]["file"], "a/stuk.txt");
    assert!(ran.stderr.is_empty(), "{}", ran.stderr);
}

#[test]
fn nothing_but_results_log_lock_and_key_is_left() {
    let bench = dossier();
    bench.run(&["redact", "in", "--out", "uit"]);
    let names: Vec<String> = files(&bench.path("uit")).into_iter().map(|(name, _)| name).collect();
    let expected = [
        ".woolak/lock",
        ".woolak/sleutel",
        "a/chat.md",
        "a/memo.txt",
        "audit.jsonl",
        "b/leeg.txt",
        "b/openbaar.txt",
    ];
    assert_eq!(names, expected);
}
