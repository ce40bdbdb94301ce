//! One rule as its file states it, checked and ready for use. It holds no matching.

use std::sync::OnceLock;

use regex::Regex;
use serde::Deserialize;

use super::check::Check;
use super::error::{RuleError, RuleProblem};
use super::letters::spelled;
use super::needs::{Lowered, Needs};
use super::{Confidence, KeepReason, Kind, Phrases, RuleId};
use crate::woo::Ground;

/// A rule file larger than this is refused, in bytes.
const MAX_FILE: usize = 1 << 20;

/// Withhold or keep what the rule finds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// Withhold on this ground.
    Redact(Ground),
    /// Leave readable for this reason.
    Keep(KeepReason),
}

/// A regular expression that is compiled for the first text that has all that a match needs.
#[derive(Debug)]
pub struct LazyRegex {
    source: String,
    needs: OnceLock<Needs>,
    compiled: OnceLock<Option<Regex>>,
}

impl LazyRegex {
    fn new(source: String) -> Self {
        Self {
            source,
            needs: OnceLock::new(),
            compiled: OnceLock::new(),
        }
    }

    /// The compiled expression; `None` if it has no match in the text for want of what every match has.
    /// It compiles: the tests see to that for built-in rules and [`super::RuleSet::with`] for a user's.
    pub(crate) fn for_text(&self, text: &Lowered) -> Option<&Regex> {
        if text.is_short()
            && let Some(compiled) = self.compiled.get()
        {
            return compiled.as_ref();
        }
        let needs = self.needs.get_or_init(|| Needs::of(&self.source));
        if !needs.may_be_met(text) {
            return None;
        }
        let compile = || Regex::new(&spelled(&self.source)).ok();
        self.compiled.get_or_init(compile).as_ref()
    }

    /// As written.
    pub fn source(&self) -> &str {
        &self.source
    }
}

/// How a rule finds.
#[derive(Debug)]
pub enum Matcher {
    /// By the shape of what is written, a check on it and the words before it.
    Pattern(Box<Pattern>),
    /// By the label of a form, letterhead, mail header or table column.
    Labels(Labels),
    /// By an algorithm of `detect`, with the words it goes by.
    Form(FormWords),
}

/// Shape, check and context.
#[derive(Debug)]
pub struct Pattern {
    /// The shape; the group `span`, if there is one, is what is found.
    pub regex: LazyRegex,
    /// The check on what is found.
    pub check: Option<Check>,
    /// Must match the lower-case context before (line, column head, label), nearer than `not_before`.
    pub before: Option<LazyRegex>,
    /// Must not match it.
    pub not_before: Option<LazyRegex>,
    /// Must match the lower-case rest of the line.
    pub after: Option<LazyRegex>,
    /// Must not match it.
    pub not_after: Option<LazyRegex>,
}

/// What stands behind a label.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LabelValue {
    /// One or more names.
    Names,
    /// Initials or a paraaf, or names.
    Initials,
    /// A number with letters, at least four characters.
    Number,
    /// A telephone number or extension.
    Telephone,
    /// A home address or a part of one.
    Address,
    /// A date or a place of birth.
    Birth,
    /// One word: user name, handle, log-in.
    UserName,
    /// A bank account.
    Account,
    /// A number plate.
    Plate,
}

/// Labels and the kind of value behind them.
#[derive(Debug)]
pub struct Labels {
    /// Folded label words, without a colon.
    pub words: Vec<String>,
    /// What stands behind them.
    pub value: LabelValue,
}

/// The algorithms that a rule file can name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs)]
pub enum Form {
    Salutation,
    Closing,
    Title,
    JobTitle,
    Speaker,
    SpeechVerb,
    Attendance,
    CommentTag,
    Mention,
    NameShape,
    Born,
    BirthList,
    /// The date right behind the name of somebody.
    BirthBehindName,
    /// A date long before all others in a text, near somebody.
    BirthLongAgo,
    GivenName,
    Surname,
    Tagger,
    Ner,
    Repeated,
    RepeatedInitials,
    RepeatedInWord,
    PublicOffice,
    OfficeAtLength,
    Judgment,
    Appointment,
    RollCall,
    KnownPolitician,
    PartyMember,
    CitedAuthor,
    /// Authors with the year of a publication behind them.
    CitedByYear,
    /// Authors and artists by their calling or their work.
    CitedByWork,
    HistoricalPerson,
    Organisation,
    Company,
    Place,
    Eponym,
    HomeAddress,
    OfficeAddress,
    OrganisationNumber,
    MainNumber,
    SpecialData,
    Origin,
    ListedName,
    Subject,
    OwnTerm,
    TaskLogin,
    LoginInText,
    NotAName,
}

impl Form {
    /// How many there are.
    pub(crate) const COUNT: usize = Self::NotAName as usize + 1;
}

/// An algorithm and the words it goes by.
#[derive(Debug)]
pub struct FormWords {
    /// The algorithm.
    pub form: Form,
    /// Words or phrases.
    pub words: Vec<String>,
    phrases: OnceLock<Phrases>,
}

impl FormWords {
    /// The words, folded when they are first asked for.
    pub(crate) fn phrases(&self) -> &Phrases {
        self.phrases.get_or_init(|| Phrases::new(&self.words))
    }
}

/// Text in which `«»` marks what must be found, or in which nothing may be found.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Example {
    /// The text.
    pub text: String,
    /// Why, if it is not plain.
    #[serde(default)]
    pub why: String,
}

/// One rule.
#[derive(Debug)]
pub struct Rule {
    /// Its name.
    pub id: RuleId,
    /// What it finds.
    pub kind: Kind,
    /// Withhold or keep.
    pub effect: Effect,
    /// How sure it is.
    pub confidence: Confidence,
    /// The legal reason, in Dutch.
    pub why: String,
    /// What it goes by, in Dutch; shown with every finding.
    pub evidence: String,
    /// How it finds.
    pub matcher: Matcher,
    /// What it must find.
    pub hits: Vec<Example>,
    /// What it must not find.
    pub misses: Vec<Example>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawRule {
    id: String,
    kind: Kind,
    ground: Option<String>,
    keep: Option<KeepReason>,
    #[serde(default = "certain")]
    confidence: Confidence,
    why: String,
    evidence: String,
    pattern: Option<RawPattern>,
    labels: Option<RawLabels>,
    form: Option<RawForm>,
    #[serde(default)]
    hit: Vec<Example>,
    #[serde(default)]
    miss: Vec<Example>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawPattern {
    regex: String,
    check: Option<Check>,
    before: Option<String>,
    not_before: Option<String>,
    after: Option<String>,
    not_after: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawLabels {
    words: Vec<String>,
    value: LabelValue,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawForm {
    name: Form,
    #[serde(default)]
    words: Vec<String>,
}

fn certain() -> Confidence {
    Confidence::Certain
}

impl Rule {
    /// Reads one rule file. Regular expressions are not compiled yet.
    ///
    /// # Errors
    /// Names the file and the line of whatever is wrong.
    pub(super) fn parse(file: &str, contents: &str) -> Result<Self, RuleError> {
        let wrong = |line: usize, problem: RuleProblem| RuleError {
            file: file.to_owned(),
            line,
            problem,
        };
        if contents.len() > MAX_FILE {
            return Err(wrong(1, RuleProblem::TooLarge));
        }
        let raw: RawRule = toml::from_str(contents).map_err(|error| {
            let at = error.span().map_or(0, |span| span.start);
            wrong(line_of(contents, at), RuleProblem::Syntax(error.message().to_owned()))
        })?;
        let line_with = |key: &str| line_of(contents, contents.find(key).unwrap_or(0));
        if raw.id.is_empty()
            || !raw
                .id
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
        {
            return Err(wrong(line_with("id"), RuleProblem::Id(raw.id)));
        }
        let effect = match (raw.ground, raw.keep) {
            (Some(code), None) => Effect::Redact(
                code.parse()
                    .map_err(|unknown| wrong(line_with("ground"), RuleProblem::Ground(unknown)))?,
            ),
            (None, Some(reason)) => Effect::Keep(reason),
            _ => return Err(wrong(1, RuleProblem::Outcome)),
        };
        let matcher = match (raw.pattern, raw.labels, raw.form) {
            (Some(raw), None, None) => Matcher::Pattern(Box::new(Pattern::from(raw))),
            (None, Some(raw), None) => Matcher::Labels(Labels {
                words: raw.words,
                value: raw.value,
            }),
            (None, None, Some(raw)) => Matcher::Form(FormWords {
                form: raw.name,
                words: raw.words,
                phrases: OnceLock::new(),
            }),
            _ => return Err(wrong(1, RuleProblem::Matcher)),
        };
        if let Some(example) = raw.hit.iter().find(|hit| !hit.text.contains('«')) {
            return Err(wrong(line_with(&example.text), RuleProblem::Example));
        }
        Ok(Self {
            id: RuleId::new(raw.id),
            kind: raw.kind,
            effect,
            confidence: raw.confidence,
            why: raw.why,
            evidence: raw.evidence,
            matcher,
            hits: raw.hit,
            misses: raw.miss,
        })
    }

    /// Compiles the rule's expressions now.
    ///
    /// # Errors
    /// The expression that does not compile, with its line.
    pub(super) fn check_expressions(&self, file: &str, contents: &str) -> Result<(), RuleError> {
        let Matcher::Pattern(pattern) = &self.matcher else {
            return Ok(());
        };
        let optional = [&pattern.before, &pattern.not_before, &pattern.after, &pattern.not_after];
        for regex in std::iter::once(&pattern.regex).chain(optional.into_iter().flatten()) {
            if let Err(error) = Regex::new(regex.source()) {
                let message = error.to_string();
                let last = message.lines().last().unwrap_or_default().trim().to_owned();
                return Err(RuleError {
                    file: file.to_owned(),
                    line: line_of(contents, contents.find(regex.source()).unwrap_or(0)),
                    problem: RuleProblem::Pattern(last),
                });
            }
        }
        Ok(())
    }
}

impl From<RawPattern> for Pattern {
    fn from(raw: RawPattern) -> Self {
        Self {
            regex: LazyRegex::new(raw.regex),
            check: raw.check,
            before: raw.before.map(LazyRegex::new),
            not_before: raw.not_before.map(LazyRegex::new),
            after: raw.after.map(LazyRegex::new),
            not_after: raw.not_after.map(LazyRegex::new),
        }
    }
}

/// The line that holds a byte, from 1.
fn line_of(contents: &str, at: usize) -> usize {
    let before = contents.as_bytes().get(..at).unwrap_or_default();
    before.iter().filter(|byte| **byte == b'\n').count() + 1
}
