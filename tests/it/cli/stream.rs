//! One document from stdin to stdout.

use super::{Bench, MEMO, Ran};

#[test]
fn text_goes_through() {
    let ran = Ran::of(Bench::new().command().args(["redact", "-"]).write_stdin(MEMO));
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert!(ran.stdout.starts_with("Telefoon: 5.1.2.e\n"), "{}", ran.stdout);
    assert!(!ran.stderr.contains("12345678"));
}

#[test]
fn what_cannot_be_read_gives_no_output() {
    let ran = Ran::of(
        Bench::new()
            .command()
            .args(["redact", "-"])
            .write_stdin(b"caf\xe9".as_slice()),
    );
    assert_eq!(ran.code, 2);
    assert!(ran.stdout.is_empty());
    assert!(ran.stderr.contains("UTF-8"), "{}", ran.stderr);
}

#[test]
fn it_has_the_bounds_of_a_batch() {
    let line = "Bel 06-12345678 of mail naar j.devries@voorbeeld.nl, BSN 111222333.\n";
    for (bound, text, cause) in [
        (["--timeout", "1"], line.repeat(100_000), "meer tijd"),
        (["--max-memory", "64"], "woord ".repeat(12_000_000), "meer geheugen"),
    ] {
        let bench = Bench::new();
        let mut command = bench.command();
        let ran = Ran::of(command.args(["redact", "-"]).args(bound).write_stdin(text));
        assert_eq!(ran.code, 2, "{}", ran.stderr);
        assert!(ran.stdout.is_empty());
        let told: Vec<&str> = ran.stderr.lines().collect();
        assert!(told.len() == 1 && told[0].contains(cause), "{}", ran.stderr);
    }
}

#[test]
fn it_goes_alone() {
    let ran = Bench::with(&[("a.txt", MEMO)]).run(&["redact", "-", "a.txt"]);
    assert_eq!(ran.code, 2);
    assert!(ran.stderr.contains("stdin"), "{}", ran.stderr);
}
