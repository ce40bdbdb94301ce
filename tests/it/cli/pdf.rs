//! PDF documents through the program: what is not readable is refused with its cause, and the memo comes out right.

use super::{Bench, MEMO};
use std::fs;
use std::path::Path;
use std::process::Command;

const NOTA: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/nota/nota-chromium.pdf");

fn nota() -> Vec<u8> {
    fs::read(NOTA).expect("fixture")
}

/// A file of a catalog and an empty page tree.
const NO_PAGES: &str = "%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [] /Count 0 >>\nendobj\n\
    xref\n0 3\n0000000000 65535 f \n0000000009 00000 n \n0000000058 00000 n \ntrailer\n<< /Size 3 /Root 1 0 R >>\nstartxref\n110\n%%EOF\n";

#[test]
fn what_is_no_readable_pdf_is_refused_and_the_batch_goes_on() {
    let bench = Bench::with(&[
        ("in/goed.txt", MEMO),
        ("in/tekst.pdf", "geen pdf"),
        ("in/niets.pdf", ""),
        ("in/zonder.pdf", NO_PAGES),
    ]);
    let whole = nota();
    bench.write("in/half.pdf", &whole[..whole.len() / 3]);
    let ran = bench.run(&["redact", "in", "--out", "uit"]);
    assert_eq!(ran.code, 2, "{}", ran.stderr);
    assert!(bench.has("uit/goed.txt"));
    for (name, cause) in [
        ("tekst.pdf", "geen PDF"),
        ("niets.pdf", "leeg"),
        ("zonder.pdf", "geen pagina's"),
        ("half.pdf", ""),
    ] {
        let lines: Vec<&str> = ran.stderr.lines().filter(|line| line.contains(name)).collect();
        assert_eq!(lines.len(), 1, "{name}: {}", ran.stderr);
        assert!(lines[0].contains(cause), "{}", lines[0]);
        assert!(!bench.has(&format!("uit/{name}")), "{name} is not written");
    }
}

#[test]
fn a_locked_pdf_opens_with_its_password_only() {
    let bench = Bench::new();
    bench.write("wachtwoord", "fout\nsesam\n");
    fs::create_dir_all(bench.path("in")).expect("folder");
    let locked = bench.path("in/dicht.pdf");
    let made = Command::new("qpdf")
        .args(["--encrypt", "sesam", "baas", "256", "--", NOTA])
        .arg(&locked)
        .status();
    if !made.is_ok_and(|status| status.success()) {
        eprintln!("OVERGESLAGEN: qpdf is niet geïnstalleerd");
        return;
    }
    let ran = bench.run(&["redact", "in", "--out", "uit"]);
    assert_eq!(ran.code, 2);
    assert!(
        ran.stderr.contains("dicht.pdf: ") && ran.stderr.contains("wachtwoord"),
        "{}",
        ran.stderr
    );
    let ran = bench.run(&["redact", "in", "--out", "uit", "--password", "mis"]);
    assert_eq!(ran.code, 2);
    assert!(!bench.has("uit/dicht.pdf"));
    let ran = bench.run(&["redact", "in", "--out", "uit", "--password-file", "wachtwoord"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert!(bench.has("uit/dicht.pdf"));
    assert!(!bench.read("uit/audit.jsonl").contains("sesam"));
}

#[test]
fn whoever_made_the_memo_its_attachments_are_three() {
    let bench = Bench::new();
    for name in ["nota-chromium.pdf", "nota-ghostscript.pdf", "nota-libreoffice.pdf"] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/nota").join(name);
        bench.write(&format!("in/{name}"), fs::read(path).expect("fixture"));
    }
    assert_eq!(bench.run(&["redact", "in", "--out", "uit"]).code, 0);
    let ran = bench.run(&["inventory", "uit", "--out", "lijst.json", "--format", "json"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let list: serde_json::Value = serde_json::from_str(&bench.read("lijst.json")).expect("JSON");
    for row in list.as_array().expect("rows") {
        assert_eq!(row["reference"], "36297562", "{row}");
        assert_eq!(row["attachments"].as_array().map(Vec::len), Some(3), "{row}");
    }
}

#[test]
fn the_memo_is_published_and_its_head_goes_into_the_inventory() {
    let bench = Bench::new();
    bench.write("in/nota.pdf", nota());
    let ran = bench.run(&["redact", "in", "--out", "uit"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert!(
        fs::read(bench.path("uit/nota.pdf"))
            .expect("output")
            .starts_with(b"%PDF")
    );
    let ran = bench.run(&["inventory", "uit", "--out", "lijst.json", "--format", "json"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let list: serde_json::Value = serde_json::from_str(&bench.read("lijst.json")).expect("JSON");
    let row = &list[0];
    assert_eq!(row["date"], "2023-02-23");
    assert_eq!(row["reference"], "36297562");
    assert_eq!(row["kind"], "nota");
    assert_eq!(row["judgement"], "deels openbaar");
    assert_eq!(row["grounds"], serde_json::json!(["5.1.2e"]));
    assert_eq!(row["attachments"].as_array().map(Vec::len), Some(3), "{row}");
    for (format, out) in [("xlsx", "lijst.xlsx"), ("csv", "lijst.csv"), ("diwoo", "diwoo")] {
        let publisher = "ministerie/mnre1109";
        let ran = bench.run(&[
            "inventory",
            "uit",
            "--out",
            out,
            "--format",
            format,
            "--publisher",
            publisher,
        ]);
        assert_eq!(ran.code, 0, "{}", ran.stderr);
    }
    assert!(
        bench
            .read("lijst.csv")
            .starts_with("ID,Matter,Family,Email Thread ID,Document,")
    );
    assert!(
        bench
            .read("diwoo/nota.xml")
            .contains("<diwoo:creatiedatum>2023-02-23</diwoo:creatiedatum>")
    );
    assert!(
        Path::new(&bench.path("lijst.xlsx"))
            .metadata()
            .is_ok_and(|file| file.len() > 1000)
    );
}

#[test]
fn a_log_is_summarised_listed_shown_and_compared() {
    let bench = Bench::with(&[("in/memo.txt", MEMO)]);
    bench.run(&["redact", "in", "--out", "een"]);
    bench.run(&["redact", "in", "--out", "twee", "--threshold", "zeker"]);
    let summary = bench.run(&["audit", "summary", "een", "--format", "csv"]);
    assert!(
        summary
            .stdout
            .contains("in,5.1.1.e,Nationale identificatienummers,1,1,1"),
        "{}",
        summary.stdout
    );
    let listed = bench.run(&["audit", "list", "een", "--ground", "5.1.1.e", "--format", "json"]);
    let rows: serde_json::Value = serde_json::from_str(&listed.stdout).expect("JSON");
    assert_eq!(rows.as_array().map(Vec::len), Some(1), "{rows}");
    assert_eq!(rows[0]["besluit"], "gelakt");
    assert!(
        bench
            .run(&["audit", "show", "een", "memo.txt"])
            .stdout
            .contains("deels openbaar")
    );
    assert_eq!(bench.run(&["audit", "show", "een", "weg.txt"]).code, 2);
    assert_eq!(bench.run(&["audit", "diff", "een", "een"]).code, 0);
    bench.write("in/memo.txt", "BSN: 111222333\n");
    bench.run(&["redact", "in", "--out", "twee"]);
    let changed = bench.run(&["audit", "diff", "een", "twee"]);
    assert_eq!(changed.code, 3, "{}", changed.stdout);
    assert!(changed.stdout.contains("gelakt 5.1.2.e"), "{}", changed.stdout);
}
