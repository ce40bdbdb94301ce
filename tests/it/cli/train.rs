//! `woolak train`: from labelled documents to a model file.

use super::Bench;

const LABELLED: &str =
    "id: v1\ndossier: V1\n---\nMevrouw {{person|5.1.2.e|Voorbeeldsma}} belde {{=org||Voorbeeldbedrijf}}.\n";

#[test]
fn the_same_documents_give_the_same_file() {
    let bench = Bench::with(&[("in/v1.txt", LABELLED)]);
    for name in ["een.model", "twee.model"] {
        let ran = bench.run(&["train", "in", "--out", name]);
        assert_eq!((ran.code, ran.stderr.as_str()), (0, ""), "{}", ran.stdout);
    }
    let read = |name: &str| std::fs::read(bench.path(name)).expect("model");
    assert!(!read("een.model").is_empty());
    assert_eq!(read("een.model"), read("twee.model"));
}

#[test]
fn a_broken_label_is_told_with_its_place() {
    let bench = Bench::with(&[("in/v1.txt", &LABELLED.replace("person|", "persoon|"))]);
    let ran = bench.run(&["train", "in", "--out", "een.model"]);
    assert_eq!(ran.code, 2);
    assert_eq!(ran.stderr, "woolak: v1.txt, regel 4: onleesbaar label\n");
    assert!(!bench.has("een.model"));
}

#[test]
fn a_folder_without_documents_is_told() {
    let bench = Bench::with(&[("in/leeg.md", "")]);
    let ran = bench.run(&["train", "in", "--cross-validate", "2"]);
    assert_eq!(ran.code, 2);
    assert!(ran.stderr.contains("geen gelabelde documenten"), "{}", ran.stderr);
}
