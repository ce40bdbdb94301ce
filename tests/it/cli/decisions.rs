//! `woolak scan` and `redact --decisions`: what an officer decides is carried out exactly, and nothing else is.

use super::{Bench, MEMO, Ran};
use serde_json::{Value, json};
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

const NOTA: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/nota/nota-chromium.pdf");

fn scanned(files: &[(&str, &str)]) -> (Bench, Value) {
    let bench = Bench::with(files);
    let ran = bench.run(&["scan", "in", "--out", "besluit.json"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert!(
        !ran.stderr.contains("12345678") && ran.stdout.is_empty(),
        "{}",
        ran.stderr
    );
    let decisions = serde_json::from_str(&bench.read("besluit.json")).expect("JSON");
    (bench, decisions)
}

fn redact(bench: &Bench, decisions: &Value, out: &str) -> Ran {
    bench.write("besluit.json", decisions.to_string());
    bench.run(&["redact", "in", "--out", out, "--decisions", "besluit.json"])
}

/// The finding of that kind in the first document.
fn finding<'a>(decisions: &'a mut Value, kind: &str) -> &'a mut Value {
    let findings = decisions["documents"][0]["findings"].as_array_mut().expect("findings");
    findings
        .iter_mut()
        .find(|finding| finding["kind"] == kind)
        .expect("found")
}

fn log(bench: &Bench, out: &str) -> Vec<Value> {
    let log = bench.read(&format!("{out}/audit.jsonl"));
    log.lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect()
}

#[test]
fn proposals_are_for_their_owner_alone_and_are_never_written_over() {
    let (bench, decisions) = scanned(&[("in/memo.txt", MEMO)]);
    let mode = fs::metadata(bench.path("besluit.json"))
        .expect("file")
        .permissions()
        .mode()
        & 0o777;
    assert_eq!(mode, 0o600);
    assert!(
        decisions["notice"]
            .as_str()
            .is_some_and(|notice| notice.starts_with("VERTROUWELIJK"))
    );
    assert_eq!(decisions["documents"][0]["findings"][0]["text"], "06-12345678");
    let again = bench.run(&["scan", "in", "--out", "besluit.json"]);
    assert_eq!(again.code, 2);
    assert!(again.stderr.contains("bestaat al"), "{}", again.stderr);
}

#[test]
fn what_was_not_changed_gives_the_same_as_without_a_reviewer() {
    let (bench, decisions) = scanned(&[("in/a/memo.txt", MEMO), ("in/a/chat.md", "Hoi **06 1234 5678**.\n")]);
    assert_eq!(redact(&bench, &decisions, "uit").code, 0);
    assert_eq!(bench.run(&["redact", "in", "--out", "zonder"]).code, 0);
    for file in ["a/memo.txt", "a/chat.md"] {
        assert_eq!(
            bench.read(&format!("uit/{file}")),
            bench.read(&format!("zonder/{file}"))
        );
    }
    let by_rule = |record: &Value| record["record"] != "finding" || record["by"] == "rule";
    assert!(log(&bench, "uit").iter().all(by_rule));
    let again = bench.run(&["redact", "in", "--out", "uit", "--decisions", "besluit.json"]);
    assert!(again.stderr.contains("waarvan 2 al klaar"), "{}", again.stderr);
}

#[test]
fn rulings_grounds_and_terms_are_carried_out_and_the_reviewer_is_logged() {
    let (bench, mut decisions) = scanned(&[("in/memo.txt", MEMO)]);
    decisions["reviewer"] = json!("jurist 7");
    finding(&mut decisions, "phone")["ruling"] = json!("keep");
    finding(&mut decisions, "national-identification-number")["ground"] = json!("artikel 5.1, tweede lid, onder e");
    decisions["documents"][0]["terms"] = json!([{ "text": "minister", "ground": "5.1.5", "by": "jurist 8" }]);
    let ran = redact(&bench, &decisions, "uit");
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert_eq!(
        bench.read("uit/memo.txt"),
        "Telefoon: 06-12345678\nBSN: 5.1.2.e\nDatum: 23 februari 2023\n\nDe 5.1.5 gaat akkoord.\n"
    );
    let records = log(&bench, "uit");
    assert_eq!(records[0]["reviewer"], "jurist 7");
    let by = |kind: &str| {
        let record = records.iter().find(|record| record["kind"] == kind).expect("logged");
        (record["ruling"].clone(), record["by"]["reviewer"].clone())
    };
    assert_eq!(by("phone"), (json!("keep"), json!("jurist 7")));
    assert_eq!(
        by("national-identification-number"),
        (json!("redact"), json!("jurist 7"))
    );
    assert_eq!(by("term"), (json!("redact"), json!("jurist 8")));
    assert!(!bench.read("uit/audit.jsonl").contains("minister"));
    assert_eq!(bench.run(&["audit", "verify", "uit"]).code, 0);
    let listed = bench.run(&["audit", "list", "uit", "--by", "reviewer", "--format", "csv"]);
    assert_eq!(listed.stdout.lines().count(), 4, "{}", listed.stdout);
}

#[test]
fn another_source_an_unknown_document_and_a_nameless_change_are_refused() {
    let (bench, mut decisions) = scanned(&[("in/memo.txt", MEMO), ("in/b.txt", "Bel 06-12345678.\n")]);
    bench.write("in/b.txt", "Bel 06-12345679.\n");
    bench.write("in/nieuw.txt", "Bel 06-12345679.\n");
    let ran = redact(&bench, &decisions, "uit");
    assert_eq!(ran.code, 2);
    for expected in [
        "b.txt: het document is na de scan gewijzigd",
        "nieuw.txt: het bestand met beslissingen noemt",
    ] {
        assert!(ran.stderr.contains(expected), "{expected}: {}", ran.stderr);
    }
    assert!(bench.has("uit/memo.txt") && !bench.has("uit/b.txt") && !bench.has("uit/nieuw.txt"));
    let memo = decisions["documents"].as_array_mut().expect("documents");
    memo.rotate_left(1);
    finding(&mut decisions, "phone")["ruling"] = json!("keep");
    let ran = redact(&bench, &decisions, "naamloos");
    assert!(ran.stderr.contains("memo.txt: er is iets gewijzigd"), "{}", ran.stderr);
    assert!(!bench.has("naamloos/memo.txt"));
    bench.write("besluit.json", "{\"notice\": \"06-12345678\"}");
    let ran = bench.run(&["redact", "in", "--out", "kapot", "--decisions", "besluit.json"]);
    assert!(ran.code == 2 && !ran.stderr.contains("12345678"), "{}", ran.stderr);
}

#[test]
fn a_region_of_a_page_goes_with_all_that_stands_in_it() {
    let bench = Bench::new();
    bench.write("in/nota.pdf", fs::read(NOTA).expect("fixture"));
    assert_eq!(bench.run(&["scan", "in", "--out", "besluit.json"]).code, 0);
    let mut decisions: Value = serde_json::from_str(&bench.read("besluit.json")).expect("JSON");
    decisions["reviewer"] = json!("jurist 7");
    let page = json!([0, 0, 595, 842]);
    decisions["documents"][0]["regions"] = json!([{ "page": 1, "box": page, "ground": "5.2.1" }]);
    let ran = redact(&bench, &decisions, "uit");
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    if let Some(pdftotext) = crate::tools::pdftotext() {
        let text = pdftotext.text(Path::new(&bench.path("uit/nota.pdf")));
        let first = text.split('\u{c}').next().expect("page").to_owned();
        assert_eq!(first.trim(), "5.2.1");
    }
    let records = log(&bench, "uit");
    let region = records
        .iter()
        .find(|record| record["kind"] == "region")
        .expect("logged");
    assert_eq!(region["by"]["reviewer"], "jurist 7");
    assert_eq!(region["boxes"], json!([[0.0, 0.0, 595.0, 842.0]]));
    let heavy = &records[0]["heavy_pages"][0];
    assert!(
        heavy["page"] == 1 && heavy["percent"].as_u64() >= Some(90),
        "{}",
        records[0]
    );
    decisions["documents"][0]["regions"][0]["page"] = json!(99);
    let ran = redact(&bench, &decisions, "mis");
    assert!(
        ran.code == 2 && ran.stderr.contains("vlak 1 ligt niet op een bladzijde"),
        "{}",
        ran.stderr
    );
}
