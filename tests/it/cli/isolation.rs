//! One document that eats memory, or whose process dies, is refused with its cause and takes no other along.

use super::{Bench, MEMO};

#[test]
fn a_document_beyond_the_memory_bound_is_refused_alone() {
    let bench = Bench::with(&[("in/a.txt", MEMO), ("in/z.txt", MEMO)]);
    bench.write("in/groot.txt", "woord ".repeat(12_000_000));
    let ran = bench.run(&["redact", "in", "--out", "uit", "--max-memory", "64", "--jobs", "1"]);
    assert_eq!(ran.code, 2, "{}", ran.stderr);
    assert!(
        ran.stderr.contains("groot.txt: het document vergt meer geheugen"),
        "{}",
        ran.stderr
    );
    assert!(bench.has("uit/a.txt") && bench.has("uit/z.txt"), "{}", ran.stderr);
    assert!(!bench.has("uit/groot.txt"));
}

#[test]
fn a_document_beyond_the_time_bound_is_refused_alone() {
    let bench = Bench::with(&[("in/a.txt", MEMO), ("in/z.txt", MEMO)]);
    let line = "Bel 06-12345678 of mail naar j.devries@voorbeeld.nl, BSN 111222333.\n";
    bench.write("in/lang.txt", line.repeat(100_000));
    let ran = bench.run(&["redact", "in", "--out", "uit", "--timeout", "1", "--jobs", "1"]);
    assert_eq!(ran.code, 2, "{}", ran.stderr);
    assert!(
        ran.stderr.contains("lang.txt: het document vergt meer tijd"),
        "{}",
        ran.stderr
    );
    assert!(bench.has("uit/a.txt") && bench.has("uit/z.txt"), "{}", ran.stderr);
}
