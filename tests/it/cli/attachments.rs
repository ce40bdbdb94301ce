//! Attachments: what is inside a PDF comes out as documents of their own, or is told to be left out.

use super::crash::files;
use super::{Bench, MEMO};
use crate::fixture::Pdf;
use serde_json::{Value, json};
use std::path::Path;

const KEY: &str = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f\n";

/// A file inside: the name it has there, and its bytes.
pub type Inside<'a> = (&'a str, Vec<u8>);

fn page(words: &str) -> String {
    format!("BT /F1 9 Tf 10 50 Td ({words}) Tj ET")
}

/// A PDF of that line with those files inside, half of them pinned to the page.
pub fn pdf(words: &str, inside: &[Inside<'_>]) -> Vec<u8> {
    let mut pdf = Pdf::new();
    let (mut names, mut pinned) = (String::new(), String::new());
    for (number, (name, bytes)) in (10..).zip(inside) {
        pdf = pdf.stream(number, "/Type /EmbeddedFile", bytes);
        let specification = format!("<< /Type /Filespec /F ({name}) /UF ({name}) /EF << /F {number} 0 R >> >>");
        match number % 2 {
            0 => names.push_str(&format!("({name}) {specification} ")),
            _ => pinned.push_str(&format!(
                "<< /Subtype /FileAttachment /Rect [0 0 9 9] /FS {specification} >> "
            )),
        }
    }
    pdf.catalog(&format!("/Names << /EmbeddedFiles << /Names [{names}] >> >>"))
        .page(&format!("/Annots [{pinned}]"), &page(words))
        .bytes()
}

fn dossier() -> Bench {
    let bench = Bench::new();
    bench.write("sleutel", KEY);
    let inner = pdf("BSN 111222333", &[("binnen.txt", b"Bel 06-12345679.\n".to_vec())]);
    let parent = pdf(
        "Besluit van 3 maart",
        &[
            ("verslag Zwanikken.pdf", inner),
            ("Zwanikken.txt", MEMO.as_bytes().to_vec()),
            ("begroting.xlsx", b"PK\x03\x04 niets".to_vec()),
            ("stuk.pdf", b"geen pdf".to_vec()),
        ],
    );
    bench.write("in/besluit.pdf", parent);
    bench.write("in/besluit.bijlage-1.txt", "De begroting is 1.200 euro.\n");
    bench
}

fn names(bench: &Bench, out: &str) -> Vec<String> {
    files(&bench.path(out)).into_keys().collect()
}

fn records(bench: &Bench, out: &str) -> Vec<Value> {
    let log = bench.read(&format!("{out}/audit.jsonl"));
    log.lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .filter(|record: &Value| record["record"] == "document")
        .collect()
}

fn text(path: &Path) -> String {
    String::from_utf8_lossy(&std::fs::read(path).expect("output")).into_owned()
}

#[test]
fn each_is_a_document_of_its_own_and_the_rest_is_told() {
    let bench = dossier();
    let ran = bench.run(&["redact", "in", "--out", "uit", "--key-file", "sleutel"]);
    assert_eq!(ran.code, 2, "{}", ran.stderr);
    // The first file is pinned to the page. The input of that name keeps it.
    assert_eq!(
        names(&bench, "uit"),
        [
            "audit.jsonl",
            "besluit.bijlage-1-2.txt",
            "besluit.bijlage-1.txt",
            "besluit.bijlage-3.bijlage-1.txt",
            "besluit.bijlage-3.pdf",
            "besluit.pdf"
        ]
    );
    assert_eq!(bench.read("uit/besluit.bijlage-1.txt"), "De begroting is 1.200 euro.\n");
    assert!(
        bench
            .read("uit/besluit.bijlage-1-2.txt")
            .starts_with("Telefoon: 5.1.2.e\nBSN: 5.1.1.e\n")
    );
    assert_eq!(bench.read("uit/besluit.bijlage-3.bijlage-1.txt"), "Bel 5.1.2.e.\n");
    for told in [
        "besluit.pdf: bijlage 4 (rekenblad) is niet gepubliceerd",
        "besluit.pdf//bijlage-2.pdf: ",
    ] {
        assert!(ran.stderr.contains(told), "{told}: {}", ran.stderr);
    }
    let log = bench.read("uit/audit.jsonl");
    assert!(!format!("{log}{}", ran.stderr).contains("Zwanikken"), "{log}");
    let records = records(&bench, "uit");
    let of = |file: &str| records.iter().find(|record| record["file"] == file).expect(file);
    let parent = of("besluit.pdf");
    assert_eq!(parent["attachments"].as_array().map(Vec::len), Some(4));
    assert_eq!(
        of("besluit.pdf//bijlage-3.pdf")["attached"],
        json!({ "to": parent["id"], "number": 3 })
    );
    assert_eq!(bench.run(&["audit", "verify", "uit"]).code, 0);
    assert!(!text(&bench.path("uit/besluit.pdf")).contains("EmbeddedFile"));
    let shown = bench.run(&["audit", "show", "uit", "besluit.pdf"]).stdout;
    assert!(shown.contains("rekenblad (niet gepubliceerd)"), "{shown}");
    let report = bench.run(&["report", "uit", "--out", "rapport.html"]);
    assert_eq!(report.code, 0, "{}", report.stderr);
    assert!(bench.read("rapport.html").contains("bijlage 4 (rekenblad)"));
}

#[test]
fn a_name_in_an_attachment_is_withheld_in_the_whole_dossier() {
    let bench = Bench::new();
    let parent = pdf("Besluit", &[("a.txt", b"Van: J. Zwanikken\n".to_vec())]);
    bench.write("in/besluit.pdf", parent);
    bench.write("in/chat.txt", "Ik hoorde het van Zwanikken zelf.\n");
    let ran = bench.run(&["redact", "in", "--out", "uit"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert_eq!(bench.read("uit/chat.txt"), "Ik hoorde het van 5.1.2.e zelf.\n");
}

#[test]
fn threads_and_a_second_run_change_nothing() {
    let bench = dossier();
    let run =
        |out: &str, jobs: &str| bench.run(&["redact", "in", "--out", out, "--key-file", "sleutel", "--jobs", jobs]);
    run("een", "1");
    run("acht", "8");
    let first = files(&bench.path("een"));
    assert_eq!(first, files(&bench.path("acht")));
    assert!(run("een", "2").stderr.contains("waarvan 5 al klaar"));
    assert_eq!(files(&bench.path("een")), first);
    for lost in [
        "besluit.bijlage-3.bijlage-1.txt",
        "besluit.bijlage-1-2.txt",
        "besluit.pdf",
    ] {
        std::fs::remove_file(bench.path("een").join(lost)).expect("removed");
        run("een", "2");
        assert_eq!(files(&bench.path("een")), first, "{lost}");
    }
}

#[test]
fn a_whole_dossier_that_stands_is_taken_with_its_attachments() {
    let bench = Bench::new();
    let inner = pdf("BSN 111222333", &[("binnen.txt", b"Bel 06-12345679.\n".to_vec())]);
    bench.write("in/besluit.pdf", pdf("Besluit", &[("a.pdf", inner)]));
    let run = |rename: &[&str]| bench.run(&[&["redact", "in", "--out", "uit"], rename].concat());
    assert_eq!(run(&[]).code, 0);
    let first = files(&bench.path("uit"));
    assert!(run(&[]).stderr.contains("waarvan 3 al klaar"));
    assert_eq!(files(&bench.path("uit")), first);
    std::fs::remove_file(bench.path("uit/besluit.bijlage-1.bijlage-1.txt")).expect("removed");
    assert!(run(&[]).stderr.contains("waarvan 2 al klaar"));
    assert_eq!(files(&bench.path("uit")), first);
    assert_eq!(run(&["--rename", "W2023-17"]).code, 0);
    assert_eq!(
        names(&bench, "uit"),
        [
            "W202317D0001.pdf",
            "W202317D0001B01.pdf",
            "W202317D0001B01B01.txt",
            "audit.jsonl"
        ]
    );
    assert!(run(&["--rename", "W2023-17"]).stderr.contains("waarvan 3 al klaar"));
}

#[test]
fn an_attachment_that_is_gone_is_withdrawn() {
    let bench = Bench::new();
    let note = |words: &str| ("a.txt", words.as_bytes().to_vec());
    let inner = pdf("Bijlage", &[note("Binnenste.\n")]);
    bench.write(
        "in/besluit.pdf",
        pdf("Besluit", &[("b.pdf", inner), note("Buitenste.\n")]),
    );
    assert_eq!(bench.run(&["redact", "in", "--out", "uit"]).code, 0);
    assert_eq!(records(&bench, "uit").len(), 4);
    bench.write("in/besluit.pdf", pdf("Besluit", &[]));
    assert_eq!(bench.run(&["redact", "in", "--out", "uit"]).code, 0);
    assert_eq!(names(&bench, "uit"), ["audit.jsonl", "besluit.pdf"]);
    assert_eq!(records(&bench, "uit").len(), 1);
    assert_eq!(bench.run(&["audit", "verify", "uit"]).code, 0);
}

#[test]
fn attachments_within_attachments_end_somewhere() {
    let bench = Bench::new();
    let mut file = pdf("Kern", &[]);
    for _ in 0..4 {
        file = pdf("Schil", &[("a.pdf", file)]);
    }
    bench.write("in/a.pdf", file);
    let ran = bench.run(&["redact", "in", "--out", "uit"]);
    assert_eq!(ran.code, 2, "{}", ran.stderr);
    assert_eq!(names(&bench, "uit").len(), 5, "{:?}", names(&bench, "uit"));
    assert!(ran.stderr.contains("te veel andere bijlagen"), "{}", ran.stderr);
}

#[test]
fn an_officer_decides_on_them_too() {
    let bench = dossier();
    assert_eq!(bench.run(&["scan", "in", "--out", "besluit.json"]).code, 2);
    let mut decisions: Value = serde_json::from_str(&bench.read("besluit.json")).expect("JSON");
    decisions["reviewer"] = json!("jurist 7");
    let documents = decisions["documents"].as_array_mut().expect("documents");
    let memo = documents
        .iter_mut()
        .find(|document| document["file"] == "besluit.pdf//bijlage-1.txt")
        .expect("the attachment");
    for finding in memo["findings"].as_array_mut().expect("findings") {
        finding["ruling"] = json!("keep");
    }
    documents.retain(|document| document["file"] != "besluit.pdf//bijlage-3.pdf//bijlage-1.txt");
    bench.write("besluit.json", decisions.to_string());
    let ran = bench.run(&["redact", "in", "--out", "uit", "--decisions", "besluit.json"]);
    assert_eq!(ran.code, 2, "{}", ran.stderr);
    assert_eq!(bench.read("uit/besluit.bijlage-1-2.txt"), MEMO);
    assert!(
        !bench.has("uit/besluit.bijlage-3.bijlage-1.txt"),
        "nobody decided on it"
    );
    assert!(bench.has("uit/besluit.bijlage-3.pdf"));
}

#[test]
fn the_inventory_ties_them_together() {
    let bench = dossier();
    bench.run(&["redact", "in", "--out", "uit"]);
    bench.run(&["inventory", "uit", "--out", "lijst.json", "--format", "json"]);
    let list: Value = serde_json::from_str(&bench.read("lijst.json")).expect("JSON");
    let of = |file: &str| {
        let rows = list.as_array().expect("rows");
        rows.iter().find(|row| row["file"] == file).expect("a row").clone()
    };
    let inner = of("besluit.bijlage-3.pdf");
    assert_eq!(inner["attached_to"], of("besluit.pdf")["id"]);
    assert_eq!(of("besluit.bijlage-3.bijlage-1.txt")["attached_to"], inner["id"]);
}

#[test]
fn over_stdin_they_are_told_to_be_left_out() {
    let bench = dossier();
    let parent = std::fs::read(bench.path("in/besluit.pdf")).expect("file");
    let output = bench
        .command()
        .args(["redact", "-"])
        .write_stdin(parent)
        .output()
        .expect("runs");
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(
        output.status.success() && told.contains("bijlage 3 (pdf) is niet gepubliceerd"),
        "{told}"
    );
}
