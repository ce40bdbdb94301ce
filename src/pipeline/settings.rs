//! What a run is asked to do, apart from its rules. Values only.

use crate::audit::Digest;
use crate::decide::Threshold;
use crate::pdf::ocr;
use crate::redact;
use crate::rules::RuleSet;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

/// Settings that change what is written.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// Findings below this are kept.
    pub threshold: Threshold,
    /// How labels look and how wide they are.
    pub redact: redact::Settings,
    /// When pictures are read.
    pub ocr: ocr::Policy,
    /// Codes of causes that do not hold a document, because a person said so.
    pub accepted: BTreeSet<String>,
}

impl Settings {
    /// The settings in the words of the command line, for the log.
    pub fn words(&self) -> BTreeMap<Cow<'static, str>, String> {
        let threshold = match self.threshold {
            Threshold::Doubtful => "twijfelachtig",
            Threshold::Likely => "waarschijnlijk",
            Threshold::Certain => "zeker",
        };
        let width = match self.redact.width {
            redact::Width::Uniform => "uniform",
            redact::Width::Snap => "snap",
            redact::Width::Exact => "exact",
        };
        let style = match self.redact.style {
            redact::Style::Black => "black",
            redact::Style::Outline => "outline",
            redact::Style::Grey => "grey",
        };
        let ocr = match self.ocr {
            ocr::Policy::Auto => "auto",
            ocr::Policy::Always => "always",
            ocr::Policy::Never => "never",
        };
        let mut words = BTreeMap::from([
            (Cow::Borrowed("threshold"), threshold.to_owned()),
            (Cow::Borrowed("width"), width.to_owned()),
            (Cow::Borrowed("style"), style.to_owned()),
            (Cow::Borrowed("ocr"), ocr.to_owned()),
        ]);
        if !self.accepted.is_empty() {
            let codes: Vec<&str> = self.accepted.iter().map(String::as_str).collect();
            words.insert(Cow::Borrowed("accept"), codes.join(","));
        }
        words
    }
}

/// Rules and settings of a run, ready to use on any number of documents.
pub struct Engine {
    /// Compiled rules.
    pub rules: RuleSet,
    /// Settings.
    pub settings: Settings,
    /// What reads words in pictures, if there is anything.
    pub ocr: Option<Box<dyn ocr::Engine>>,
}

impl Engine {
    /// Name and version of the program, for the log.
    pub const TOOL: &'static str = concat!("woolak ", env!("CARGO_PKG_VERSION"));

    /// Digest of everything but the documents that a result depends on.
    pub fn digest(&self) -> Digest {
        let words = serde_json::to_string(&self.settings.words()).unwrap_or_default();
        let rules = self.rules.digest();
        let reader = self.ocr.as_ref().map_or("", |engine| engine.name());
        Digest::of_parts([
            Self::TOOL.as_bytes(),
            words.as_bytes(),
            rules.as_bytes(),
            reader.as_bytes(),
        ])
    }
}
