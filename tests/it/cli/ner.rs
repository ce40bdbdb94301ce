//! `--ner-model`: a user's own model of names, from a folder to the log.

use super::Bench;

/// An invented name in lower case that no rule and no list knows.
const MEMO: &str = "het overleg met vroemel kwastra ging door.\n\nDatum: 23 februari 2023\n";

#[cfg(not(feature = "ner"))]
#[test]
fn a_build_without_models_says_so_and_touches_nothing() {
    let bench = Bench::with(&[("memo.txt", MEMO)]);
    for arguments in [
        &["redact", "memo.txt", "--out", "uit", "--ner-model", "klein"][..],
        &["scan", "memo.txt", "--out", "uit", "--ner-model", "klein"],
        &["rules", "test", "--ner-model", "klein"],
    ] {
        let ran = bench.run(arguments);
        assert_eq!(ran.code, 2);
        assert_eq!(
            ran.stderr,
            "woolak: --ner-model: deze woolak is gebouwd zonder taalmodellen; bouw hem met «cargo build --release --features ner»\n"
        );
        assert!(!bench.has("uit"));
    }
}

#[cfg(feature = "ner")]
mod with_models {
    use super::{Bench, MEMO};
    use crate::cli::Ran;
    use std::fs;
    use std::path::{Path, PathBuf};

    /// The files of the smallest model of all.
    const FILES: [&str; 3] = ["model.onnx", "tokenizer.json", "config.json"];

    fn small() -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/ner/klein")
    }

    /// With a document and the model in the folder `klein`.
    fn bench() -> Bench {
        let bench = Bench::with(&[("memo.txt", MEMO)]);
        for name in FILES {
            bench.write(&format!("klein/{name}"), fs::read(small().join(name)).expect("fixture"));
        }
        bench
    }

    fn redacted(bench: &Bench, more: &[&str]) -> Ran {
        let arguments = ["redact", "memo.txt", "--out", "uit", "--ner-model", "klein"];
        bench.run(&[&arguments[..], more].concat())
    }

    #[test]
    fn what_the_model_finds_is_redacted_and_logged_with_the_model() {
        let bench = bench();
        let ran = redacted(&bench, &[]);
        assert_eq!(ran.code, 0, "{}", ran.stderr);
        assert_eq!(bench.read("uit/memo.txt"), MEMO.replace("vroemel kwastra", "5.1.2.e"));
        let log = bench.read("uit/audit.jsonl");
        assert!(log.contains(r#""rule":"name-ner""#), "{log}");
        assert!(!log.contains("vroemel") && !log.contains("kwastra"), "{log}");
        for (key, name) in [
            ("ner-model", "model.onnx"),
            ("ner-tokenizer", "tokenizer.json"),
            ("ner-config", "config.json"),
        ] {
            let bytes = fs::read(small().join(name)).expect("fixture");
            let digest = woolak::audit::Digest::of(&bytes);
            assert!(log.contains(&format!(r#""{key}":"{digest}""#)), "{key}: {log}");
        }
        assert_eq!(bench.run(&["audit", "verify", "uit"]).code, 0);
    }

    #[test]
    fn without_the_option_nothing_changes() {
        let bench = bench();
        let ran = bench.run(&["redact", "memo.txt", "--out", "uit"]);
        assert_eq!((ran.code, bench.read("uit/memo.txt").as_str()), (0, MEMO));
        assert!(!bench.read("uit/audit.jsonl").contains("ner-"));
    }

    #[test]
    fn another_model_is_another_run() {
        let bench = bench();
        assert_eq!(bench.run(&["redact", "memo.txt", "--out", "uit"]).code, 0);
        assert_eq!(redacted(&bench, &[]).code, 0);
        assert!(!bench.read("uit/memo.txt").contains("vroemel"));
    }

    #[test]
    fn the_layout_of_model_hubs_is_read_too() {
        let bench = bench();
        fs::create_dir(bench.path("klein/onnx")).expect("folder");
        fs::rename(bench.path("klein/model.onnx"), bench.path("klein/onnx/model.onnx")).expect("moved");
        assert_eq!(redacted(&bench, &[]).code, 0);
        assert!(!bench.read("uit/memo.txt").contains("vroemel"));
    }

    #[test]
    fn scan_stdin_and_the_rules_know_the_model() {
        let bench = bench();
        let ran = bench.run(&["scan", "memo.txt", "--out", "besluit.json", "--ner-model", "klein"]);
        assert_eq!(ran.code, 0, "{}", ran.stderr);
        assert!(bench.read("besluit.json").contains("name-ner"));
        let mut command = bench.command();
        let ran = Ran::of(command.args(["redact", "-", "--ner-model", "klein"]).write_stdin(MEMO));
        assert_eq!(ran.stdout, MEMO.replace("vroemel kwastra", "5.1.2.e"), "{}", ran.stderr);
        let ran = bench.run(&["rules", "test", "--ner-model", "klein"]);
        assert_eq!(ran.code, 0, "{}", ran.stdout);
    }

    #[test]
    fn threads_and_workers_make_no_difference() {
        let long = "gesproken met zoë van floepelaar over de vergunning, daarna met vroemel kwastra.\n".repeat(600);
        let bench = bench();
        for name in ["a", "b", "c"] {
            bench.write(&format!("in/{name}.txt"), format!("{name}\n{long}"));
        }
        let logs: Vec<String> = ["1", "2", "8"]
            .iter()
            .map(|jobs| {
                let key = "ab".repeat(32);
                bench.write("sleutel", key);
                let out = format!("uit-{jobs}");
                let common = [
                    "redact",
                    "in",
                    "--out",
                    &out,
                    "--ner-model",
                    "klein",
                    "--key-file",
                    "sleutel",
                ];
                let ran = bench.run(&[&common[..], &["--jobs", jobs]].concat());
                assert_eq!(ran.code, 0, "{}", ran.stderr);
                assert!(!bench.read(&format!("{out}/a.txt")).contains("zoë"));
                bench.read(&format!("{out}/audit.jsonl"))
            })
            .collect();
        assert!(logs.iter().all(|log| *log == logs[0]));
    }

    #[test]
    fn what_cannot_be_used_is_told_in_one_sentence_before_any_document() {
        for (name, contents, sentence) in [
            (
                "model.onnx",
                None,
                "klein: in deze map staat geen model.onnx of onnx/model.onnx",
            ),
            ("tokenizer.json", None, "klein/tokenizer.json: bestaat niet"),
            ("config.json", None, "klein/config.json: bestaat niet"),
            (
                "model.onnx",
                Some("x"),
                "klein/model.onnx: dit ONNX-model kan woolak niet uitvoeren",
            ),
            (
                "tokenizer.json",
                Some("x"),
                "klein/tokenizer.json: dit is geen bruikbare tokenizer",
            ),
            (
                "config.json",
                Some(r#"{"id2label": {"0": "O", "1": "B-ORG"}}"#),
                "klein/config.json: geen label in «id2label» is voor personen (B-PER, I-PER, PER of PERSON)",
            ),
            (
                "config.json",
                Some(r#"{"id2label": {"0": "O", "1": "PER"}, "max_position_embeddings": 32}"#),
                "klein/model.onnx: het model geeft niet voor elk woorddeel één getal per label uit config.json",
            ),
        ] {
            let bench = bench();
            match contents {
                Some(contents) => bench.write(&format!("klein/{name}"), contents),
                None => fs::remove_file(bench.path(&format!("klein/{name}"))).expect("removed"),
            }
            let ran = redacted(&bench, &[]);
            assert_eq!(ran.code, 2);
            assert_eq!(ran.stderr, format!("woolak: {sentence}\n"));
            assert!(!bench.has("uit"));
        }
    }
}
