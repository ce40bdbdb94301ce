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
fn it_goes_alone() {
    let ran = Bench::with(&[("a.txt", MEMO)]).run(&["redact", "-", "a.txt"]);
    assert_eq!(ran.code, 2);
    assert!(ran.stderr.contains("stdin"), "{}", ran.stderr);
}
