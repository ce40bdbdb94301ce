//! Any bytes → outcome, as a batch makes it: both passes with all rules. What is published opens again, and says
//! nothing of what the register knows.

use std::sync::OnceLock;
use woolak::pdf::SourcePdf;
use woolak::pipeline::{self, Engine, Format, Outcome, Settings, Source, Unwatched, Verified};
use woolak::rules::RuleSet;

/// Runs once.
pub fn run(bytes: &[u8]) {
    static ENGINE: OnceLock<Engine> = OnceLock::new();
    let engine = ENGINE.get_or_init(|| Engine {
        rules: RuleSet::builtin(),
        settings: Settings::default(),
        ocr: None,
    });
    let source = Source {
        format: Format::of_bytes(bytes),
        bytes,
        passwords: &[],
        brief: None,
        watch: &Unwatched,
    };
    let Ok((analysis, kept)) = pipeline::analyse(source, engine) else {
        return;
    };
    let redaction = pipeline::redact(source, Some(kept), &analysis.register, engine);
    assert!(redaction.causes.iter().all(|cause| cause.code() != "programmafout"));
    if let Outcome::Verified(Verified::Pdf(pdf)) = &redaction.outcome {
        assert!(SourcePdf::open(pdf.bytes(), &[]).is_ok());
    }
}
