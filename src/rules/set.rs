//! All rules together: the built-in ones, a user's own on top, and a user's terms.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use sha2::{Digest, Sha256};

use super::builtin::BUILTIN;
use super::error::{RuleError, RuleProblem};
use super::label_index::LabelIndex;
use super::recogniser::Recogniser;
use super::rule::{Form, FormWords, Labels, Matcher, Rule};
use super::terms::{self, Term};

/// A rule or terms file as the caller read it.
#[derive(Debug, Clone)]
pub struct RuleFile {
    /// Its name, for messages.
    pub name: String,
    /// Its contents.
    pub contents: String,
}

/// The rules that detection goes by.
#[derive(Debug)]
pub struct RuleSet {
    rules: Vec<Rule>,
    terms: Vec<Term>,
    model: Option<Vec<u8>>,
    recogniser: Option<Arc<dyn Recogniser>>,
    sources: BTreeMap<String, [u8; 32]>,
    /// Made when a label is first looked for.
    labels: OnceLock<LabelIndex>,
}

impl RuleSet {
    /// The rules that are compiled in.
    pub fn builtin() -> Self {
        let mut set = Self {
            rules: Vec::with_capacity(BUILTIN.len()),
            terms: Vec::new(),
            model: None,
            recogniser: None,
            sources: BTreeMap::new(),
            labels: OnceLock::new(),
        };
        for (name, contents) in BUILTIN {
            // A test parses every built-in file, so nothing is lost here.
            if let Ok(rule) = Rule::parse(name, contents) {
                set.put(rule, contents);
            }
        }
        set
    }

    /// Adds rules; a rule with the name of another takes its place.
    ///
    /// # Errors
    /// The first file that cannot be used, with the line.
    pub fn with(mut self, files: &[RuleFile]) -> Result<Self, RuleError> {
        for file in files {
            let rule = Rule::parse(&file.name, &file.contents)?;
            rule.check_expressions(&file.name, &file.contents)?;
            if let Matcher::Form(words) = &rule.matcher
                && !self
                    .rules
                    .iter()
                    .any(|known| known.id == rule.id && form_of(known) == Some(words.form))
            {
                return Err(RuleError {
                    file: file.name.clone(),
                    line: 1,
                    problem: RuleProblem::Form(rule.id.to_string()),
                });
            }
            self.put(rule, &file.contents);
        }
        Ok(self)
    }

    /// Adds the terms of a file of `term<TAB>ground` lines.
    ///
    /// # Errors
    /// The first line that is not a term with a ground.
    pub fn with_terms(mut self, file: &RuleFile) -> Result<Self, RuleError> {
        self.terms.extend(terms::parse(&file.name, &file.contents)?);
        let digest = Sha256::digest(file.contents.as_bytes());
        self.sources
            .insert(format!("terms {}", self.sources.len()), digest.into());
        Ok(self)
    }

    /// Takes a model of the tagger, as `woolak train` makes it, in the place of the built-in one.
    pub fn with_model(mut self, model: Vec<u8>) -> Self {
        self.sources
            .insert("tagger model".to_owned(), Sha256::digest(&model).into());
        self.model = Some(model);
        self
    }

    /// The user's model of the tagger, if there is one.
    pub fn model(&self) -> Option<&[u8]> {
        self.model.as_deref()
    }

    /// Takes a model of names of the user's beside the rules.
    pub fn with_recogniser(mut self, recogniser: Arc<dyn Recogniser>) -> Self {
        let files = recogniser.files().into_iter();
        self.sources
            .extend(files.map(|(name, digest)| (format!("recogniser {name}"), digest)));
        self.recogniser = Some(recogniser);
        self
    }

    /// The user's model of names, if there is one.
    pub fn recogniser(&self) -> Option<&dyn Recogniser> {
        self.recogniser.as_deref()
    }

    /// All rules, in the order in which they were put.
    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }

    /// The user's terms.
    pub fn terms(&self) -> &[Term] {
        &self.terms
    }

    /// The rule of that name.
    pub fn rule(&self, id: &str) -> Option<&Rule> {
        self.rules.iter().find(|rule| rule.id.as_str() == id)
    }

    /// The rule that stands for an algorithm, with its words.
    pub fn form(&self, form: Form) -> Option<(&Rule, &FormWords)> {
        self.rules.iter().find_map(|rule| match &rule.matcher {
            Matcher::Form(words) if words.form == form => Some((rule, words)),
            _ => None,
        })
    }

    /// The rule that goes by a label, told by its [`label_key`](super::label_key).
    pub(crate) fn label(&self, key: &str) -> Option<(&Rule, &Labels)> {
        let index = self.labels.get_or_init(|| LabelIndex::new(&self.rules));
        index.find(&self.rules, key)
    }

    /// SHA-256 over the names and contents of all rules and terms, in hexadecimal.
    pub fn digest(&self) -> String {
        let mut hash = Sha256::new();
        for (name, digest) in &self.sources {
            hash.update(name.as_bytes());
            hash.update([0]);
            hash.update(digest);
        }
        hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
    }

    fn put(&mut self, rule: Rule, contents: &str) {
        let digest = Sha256::digest(contents.as_bytes());
        self.sources.insert(rule.id.to_string(), digest.into());
        self.labels = OnceLock::new();
        match self.rules.iter_mut().find(|known| known.id == rule.id) {
            Some(known) => *known = rule,
            None => self.rules.push(rule),
        }
    }
}

fn form_of(rule: &Rule) -> Option<Form> {
    match &rule.matcher {
        Matcher::Form(words) => Some(words.form),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(contents: &str) -> RuleFile {
        RuleFile {
            name: "eigen.toml".to_owned(),
            contents: contents.to_owned(),
        }
    }

    const OWN: &str = "id = 'zaal'\nkind = 'term'\nground = '5.1.2.b'\nwhy = 'x'\nevidence = 'y'\n";

    #[test]
    fn every_builtin_file_is_a_rule_under_its_own_name() {
        for (name, contents) in BUILTIN {
            let rule = Rule::parse(name, contents).unwrap_or_else(|error| panic!("{error}"));
            rule.check_expressions(name, contents)
                .unwrap_or_else(|error| panic!("{error}"));
            assert_eq!(format!("{}.toml", rule.id), *name);
        }
        assert_eq!(RuleSet::builtin().rules().len(), BUILTIN.len());
    }

    #[test]
    #[allow(clippy::disallowed_methods, reason = "a test may read the folder it checks")]
    fn every_file_in_the_folder_is_compiled_in() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("rules");
        for entry in std::fs::read_dir(folder).expect("rules folder") {
            let name = entry.expect("entry").file_name().into_string().expect("name");
            if name.ends_with(".toml") {
                assert!(
                    BUILTIN.iter().any(|(known, _)| *known == name),
                    "{name} is not compiled in"
                );
            }
        }
    }

    #[test]
    fn own_rules_add_and_override() {
        let before = RuleSet::builtin();
        let more = RuleSet::builtin()
            .with(&[file(&format!("{OWN}[pattern]\nregex = 'Zaal [0-9]'"))])
            .expect("valid");
        assert_eq!(more.rules().len(), before.rules().len() + 1);
        assert_ne!(more.digest(), before.digest());
        let id = before.rules()[0].id.to_string();
        let same = format!("{}[pattern]\nregex = 'x'", OWN.replace("zaal", &id));
        assert_eq!(
            RuleSet::builtin().with(&[file(&same)]).expect("valid").rules().len(),
            before.rules().len()
        );
    }

    #[test]
    fn errors_name_file_and_line() {
        for (contents, message) in [
            (
                format!("{OWN}colour = 'x'"),
                "eigen.toml, regel 6: unknown field `colour`",
            ),
            (
                format!("{OWN}[pattern]\nregex = '('"),
                "eigen.toml, regel 7: de uitdrukking is ongeldig",
            ),
            (
                OWN.replace("5.1.2.b", "5.9"),
                "eigen.toml, regel 3: «5.9» is geen weigeringsgrond",
            ),
            (
                OWN.replace("zaal", "Zaal 1"),
                "eigen.toml, regel 1: «Zaal 1» is geen geldige naam",
            ),
            (OWN.to_owned(), "eigen.toml, regel 1: een regel heeft precies één"),
        ] {
            let error = RuleSet::builtin()
                .with(&[file(&contents)])
                .expect_err("invalid")
                .to_string();
            assert!(error.starts_with(message), "{error}");
        }
    }
}
