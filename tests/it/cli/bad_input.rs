//! Every kind of bad input: one clear sentence with the file's name and the cause, exit code 2, and the batch goes on.

use super::{Bench, MEMO};
use std::fs;
use std::os::unix::fs::PermissionsExt;

/// Runs a bad document beside a good one.
fn beside_a_good_one(name: &str, contents: &[u8]) -> (Bench, super::Ran) {
    let bench = Bench::with(&[("in/goed.txt", MEMO)]);
    bench.write(&format!("in/{name}"), contents);
    let ran = bench.run(&["redact", "in", "--out", "uit"]);
    assert!(bench.has("uit/goed.txt"), "the batch goes on: {}", ran.stderr);
    assert!(!bench.has(&format!("uit/{name}")), "nothing is written for {name}");
    (bench, ran)
}

/// The one line of stderr that speaks of the file.
fn sentence<'a>(ran: &'a super::Ran, name: &str) -> &'a str {
    let lines: Vec<&str> = ran.stderr.lines().filter(|line| line.contains(name)).collect();
    assert_eq!(lines.len(), 1, "{}", ran.stderr);
    lines[0]
}

#[test]
fn text_that_is_not_utf8() {
    let (_, ran) = beside_a_good_one("latijn.txt", b"caf\xe9");
    assert_eq!(ran.code, 2);
    assert!(sentence(&ran, "latijn.txt").contains("UTF-8"));
}

#[test]
fn a_file_that_may_not_be_read() {
    let bench = Bench::with(&[("in/goed.txt", MEMO), ("in/dicht.txt", MEMO)]);
    fs::set_permissions(bench.path("in/dicht.txt"), fs::Permissions::from_mode(0o0)).expect("permissions");
    if fs::read(bench.path("in/dicht.txt")).is_ok() {
        eprintln!("OVERGESLAGEN: deze gebruiker mag alles lezen");
        return;
    }
    let ran = bench.run(&["redact", "in", "--out", "uit"]);
    assert_eq!(ran.code, 2);
    assert!(sentence(&ran, "dicht.txt").contains("geen toegang"));
    assert!(bench.has("uit/goed.txt"));
}

#[test]
fn what_does_not_exist() {
    let bench = Bench::with(&[("goed.txt", MEMO)]);
    let ran = bench.run(&["redact", "weg.pdf", "goed.txt", "--out", "uit"]);
    assert_eq!(ran.code, 2);
    assert!(sentence(&ran, "weg.pdf").contains("bestaat niet"));
    assert!(bench.has("uit/goed.txt"));
}

#[test]
fn a_glob_without_a_match_and_a_folder_without_a_document() {
    let bench = Bench::with(&[("leeg/lees.docx", "x"), ("goed.txt", MEMO)]);
    let ran = bench.run(&["redact", "*.pdf", "leeg", "goed.txt", "--out", "uit"]);
    assert_eq!(ran.code, 2);
    assert!(sentence(&ran, "*.pdf").contains("patroon"));
    assert!(sentence(&ran, "leeg").contains("geen pdf-, txt- of md-bestand"));
    assert!(bench.has("uit/goed.txt"));
}

#[test]
fn an_output_folder_in_or_equal_to_the_input() {
    for out in ["in", "in/uit", "in/../in"] {
        let bench = Bench::with(&[("in/goed.txt", MEMO)]);
        let ran = bench.run(&["redact", "in", "--out", out]);
        assert_eq!(ran.code, 2);
        assert!(ran.stderr.contains("--out"), "{}", ran.stderr);
        assert_eq!(bench.read("in/goed.txt"), MEMO, "the input is untouched");
    }
}

#[test]
fn an_output_that_is_a_file_or_may_not_be_written() {
    let bench = Bench::with(&[("in/goed.txt", MEMO), ("uit", "een bestand")]);
    let ran = bench.run(&["redact", "in", "--out", "uit"]);
    assert_eq!(ran.code, 2);
    assert!(sentence(&ran, "uit").contains("is geen map"));
    let ran = bench.run(&["redact", "in", "--out", "/proc/woolak"]);
    assert_eq!(ran.code, 2);
    assert!(ran.stderr.contains("/proc/woolak"), "{}", ran.stderr);
}

#[test]
fn the_same_name_twice() {
    let bench = Bench::with(&[("a/nota.txt", MEMO), ("b/nota.txt", "Geen namen hier.\n")]);
    let ran = bench.run(&["redact", "a/nota.txt", "b/nota.txt", "--out", "uit"]);
    assert_eq!(ran.code, 2);
    assert!(sentence(&ran, "b/nota.txt").contains("dezelfde naam"));
    assert!(bench.read("uit/nota.txt").contains("5.1.2.e"));
}

#[test]
fn a_file_of_somebody_else_in_the_output_folder_is_not_overwritten() {
    let bench = Bench::with(&[("in/nota.txt", MEMO), ("uit/nota.txt", "van een ander")]);
    let ran = bench.run(&["redact", "in", "--out", "uit"]);
    assert_eq!(ran.code, 2);
    assert!(sentence(&ran, "nota.txt").contains("niet door woolak"));
    assert_eq!(bench.read("uit/nota.txt"), "van een ander");
}

#[test]
fn usage_errors_are_dutch_and_never_code_1() {
    let bench = Bench::new();
    for arguments in [
        &["redact"][..],
        &["redact", "--out"],
        &["lak"],
        &[],
        &["redact", "x.pdf"],
        &["redact", "x.pdf", "--out", "uit", "--width", "breed"],
        &["redact", "x.pdf", "--out", "uit", "--jobs", "0"],
        &["redact", "x.pdf", "--out", "uit", "--onbekend"],
        &["rules", "show", "bestaat-niet"],
    ] {
        let ran = bench.run(arguments);
        assert_eq!(ran.code, 2, "{arguments:?}: {}", ran.stderr);
        assert!(ran.stderr.starts_with("woolak: "), "{arguments:?}: {}", ran.stderr);
        assert!(!ran.stderr.contains("error"), "{arguments:?}: {}", ran.stderr);
    }
}

#[test]
fn a_bad_rule_or_term_file_is_named_with_its_line() {
    let bench = Bench::with(&[
        ("in/goed.txt", MEMO),
        ("regels/fout.toml", "id = 'x'\nonbekend = 1\n"),
        ("termen.txt", "project Meeuw\t5.1.2.b\nproject Uil\t5.9.9.z\n"),
    ]);
    let ran = bench.run(&["redact", "in", "--out", "uit", "--rules", "regels"]);
    assert_eq!(ran.code, 2);
    assert!(ran.stderr.contains("fout.toml"), "{}", ran.stderr);
    let ran = bench.run(&["redact", "in", "--out", "uit", "--terms", "termen.txt"]);
    assert_eq!(ran.code, 2);
    assert!(
        ran.stderr.contains("termen.txt") && ran.stderr.contains('2'),
        "{}",
        ran.stderr
    );
    assert!(!bench.has("uit"), "nothing is done with half of the rules");
}
