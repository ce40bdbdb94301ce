//! Any text as a rule file and as a file of terms → rules, or a problem with its line.

use woolak::rules::{RuleFile, RuleSet};

/// Runs once.
pub fn run(bytes: &[u8]) {
    let contents = String::from_utf8_lossy(bytes);
    let file = RuleFile {
        name: "eigen.toml".to_owned(),
        contents: contents.to_string(),
    };
    let lines = contents.lines().count().max(1);
    for parsed in [
        RuleSet::builtin().with(&[file.clone()]),
        RuleSet::builtin().with_terms(&file),
    ] {
        if let Err(error) = parsed {
            assert!((1..=lines + 1).contains(&error.line), "line {} of {lines}", error.line);
        }
    }
}
