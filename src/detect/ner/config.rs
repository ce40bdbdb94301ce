//! `config.json`: what the labels of a model mean and how much it reads at once. It reads nothing else of it.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::error::{NerError, NerFile, NerProblem};
use crate::rules::Role;

/// Longer windows cost more per word and tell no more of a name.
const LONGEST_WINDOW: usize = 512;
/// Architectures that number their places from one past the padding.
const NUMBERED_PAST_PADDING: [&str; 5] = ["roberta", "xlm-roberta", "xlm-roberta-xl", "camembert", "longformer"];

/// What a configuration tells.
#[derive(Debug)]
pub(super) struct Config {
    /// What each label is of the name of a person, by number.
    pub roles: Vec<Role>,
    /// How many pieces the model reads at once, at most.
    pub window: usize,
}

#[derive(Deserialize)]
struct Raw {
    id2label: BTreeMap<String, String>,
    max_position_embeddings: Option<usize>,
    pad_token_id: Option<usize>,
    #[serde(default)]
    model_type: String,
}

impl Config {
    /// Reads the file.
    pub(super) fn parse(json: &[u8]) -> Result<Self, NerError> {
        let wrong = |problem| NerFile::Config.error(problem);
        let raw: Raw = serde_json::from_slice(json).map_err(|_| wrong(NerProblem::Labels))?;
        let label = |at: usize| raw.id2label.get(&at.to_string()).map(|label| role(label));
        let roles: Option<Vec<Role>> = (0..raw.id2label.len()).map(label).collect();
        let roles = roles.ok_or(wrong(NerProblem::Labels))?;
        if roles.iter().all(|role| *role == Role::Outside) {
            return Err(wrong(NerProblem::NoPerson));
        }
        let lost = match NUMBERED_PAST_PADDING.contains(&raw.model_type.as_str()) {
            true => raw.pad_token_id.unwrap_or(1).saturating_add(1),
            false => 0,
        };
        let places = raw.max_position_embeddings.unwrap_or(LONGEST_WINDOW);
        Ok(Self {
            roles,
            window: places.saturating_sub(lost).min(LONGEST_WINDOW),
        })
    }
}

/// `B-PER`, `I-PERSON`, `E-PER` and `S-per` (BIOES), `PER`: what a label is of the name of a person.
fn role(label: &str) -> Role {
    let (place, entity) = match label.split_once(['-', '_']) {
        Some((place, entity)) if place.len() == 1 => (place, entity),
        _ => ("I", label),
    };
    if !["PER", "PERS", "PERSON", "PERSOON"].contains(&entity.to_ascii_uppercase().as_str()) {
        return Role::Outside;
    }
    match place.to_ascii_uppercase().as_str() {
        "B" | "S" | "U" => Role::Begins,
        "I" | "E" | "L" | "M" => Role::Continues,
        _ => Role::Outside,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_of_every_scheme_are_understood() {
        for (label, expected) in [
            ("B-PER", Role::Begins),
            ("I-PER", Role::Continues),
            ("b_person", Role::Begins),
            ("S-PER", Role::Begins),
            ("E-PER", Role::Continues),
            ("PER", Role::Continues),
            ("Person", Role::Continues),
            ("O", Role::Outside),
            ("B-ORG", Role::Outside),
            ("B-PERCENT", Role::Outside),
            ("LABEL_0", Role::Outside),
        ] {
            assert_eq!(role(label), expected, "{label}");
        }
    }

    #[test]
    fn a_window_is_what_the_model_has_places_for() {
        for (rest, window) in [
            (r#""max_position_embeddings": 128"#, 128),
            (r#""max_position_embeddings": 8192"#, 512),
            (
                r#""max_position_embeddings": 514, "model_type": "xlm-roberta", "pad_token_id": 1"#,
                512,
            ),
            (
                r#""max_position_embeddings": 130, "model_type": "roberta", "pad_token_id": 1"#,
                128,
            ),
            (r#""model_type": "deberta-v2""#, 512),
        ] {
            let json = format!(r#"{{"id2label": {{"0": "O", "1": "PER"}}, {rest}}}"#);
            assert_eq!(Config::parse(json.as_bytes()).expect("valid").window, window, "{rest}");
        }
    }

    #[test]
    fn what_cannot_be_used_is_told() {
        for (json, problem) in [
            ("", NerProblem::Labels),
            ("{}", NerProblem::Labels),
            (r#"{"id2label": {"0": "O", "2": "B-PER"}}"#, NerProblem::Labels),
            (r#"{"id2label": {"0": "O", "1": "B-ORG"}}"#, NerProblem::NoPerson),
            (
                r#"{"id2label": {"0": "LABEL_0", "1": "LABEL_1"}}"#,
                NerProblem::NoPerson,
            ),
        ] {
            let error = Config::parse(json.as_bytes()).expect_err("unusable");
            assert_eq!((error.file, error.problem), (NerFile::Config, problem), "{json}");
        }
    }
}
