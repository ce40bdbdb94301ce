//! `woolak verify` on PDFs of other programs.

use super::Bench;
use crate::fixture::{Pdf, one_page};

const TEXT: &str = "BT /F1 12 Tf 20 50 Td (M. Voorbeeldsma) Tj ET";

#[test]
fn a_clean_file_is_clean_and_a_black_box_is_not() {
    let bench = Bench::new();
    bench.write("schoon.pdf", one_page(TEXT));
    bench.write("vlak.pdf", one_page(&format!("{TEXT} 0 g 10 40 150 30 re f")));
    let clean = bench.run(&["verify", "schoon.pdf"]);
    assert_eq!((clean.code, clean.stdout.as_str()), (0, "schoon.pdf: niets gevonden\n"));
    let boxed = bench.run(&["verify", "schoon.pdf", "vlak.pdf"]);
    assert_eq!(boxed.code, 3);
    assert!(
        boxed.stdout.contains("(tekst-onder-vlak)") && boxed.stdout.contains("pagina 1"),
        "{}",
        boxed.stdout
    );
    assert!(!boxed.stdout.contains("Voorbeeldsma"));
}

#[test]
fn names_and_the_original_say_what_to_look_for() {
    let bench = Bench::new();
    bench.write("namen.txt", "Voorbeeldsma\n");
    bench.write("origineel.pdf", one_page(TEXT));
    bench.write(
        "gelakt.pdf",
        Pdf::new().object(20, "<</X (Voorbeeldsma)>>").page("", "").bytes(),
    );
    for option in [["--names", "namen.txt"], ["--against", "origineel.pdf"]] {
        let ran = bench.run(&["verify", "gelakt.pdf", option[0], option[1], "--format", "json"]);
        assert_eq!(ran.code, 3, "{}", ran.stderr);
        let value: serde_json::Value = serde_json::from_str(&ran.stdout).expect("JSON");
        assert_eq!(value[0]["findings"][0]["channel"], "naam-in-bestand", "{}", ran.stdout);
    }
}

#[test]
fn what_cannot_be_read_is_told_and_the_rest_goes_on() {
    let bench = Bench::new();
    bench.write("kapot.pdf", "geen pdf");
    bench.write("schoon.pdf", one_page(""));
    let ran = bench.run(&["verify", "kapot.pdf", "schoon.pdf", "weg.pdf"]);
    assert_eq!(ran.code, 2);
    assert!(
        ran.stdout.contains("schoon.pdf: niets gevonden") && ran.stdout.contains("kapot.pdf: "),
        "{}",
        ran.stdout
    );
}
