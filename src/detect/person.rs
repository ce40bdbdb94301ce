//! A person's name in its parts, and the other forms it may take. It is not a place in a text.

use std::collections::BTreeSet;

use super::fold::fold;
use super::run::is_prefix;
use super::word_list::{WordList, word_lists};
use crate::text::Sensitive;

word_lists! {
    /// Titles and suffixes that may stand within a name.
    NOT_PARTS: WordList = "name-titles";
}

/// A name in its parts, folded.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub(crate) struct Person {
    /// First names, in order.
    pub given: Vec<Sensitive>,
    /// Initials as letters.
    pub initials: Sensitive,
    /// Tussenvoegsels, in order.
    pub prefix: Vec<Sensitive>,
    /// Surname words; those of double names apart.
    pub surname: Vec<Sensitive>,
}

struct Piece {
    folded: String,
    kind: PieceKind,
}

#[derive(PartialEq, Clone, Copy)]
enum PieceKind {
    Initials,
    Prefix,
    Word,
    Bracketed,
}

impl Person {
    /// Reads a name as it stands in a text.
    pub(crate) fn parse(words: &str) -> Option<Self> {
        let joined = words.replace("-\n", "").replace(['\n', '\t'], " ");
        let name = match joined.split_once(',') {
            Some((surname, rest)) => format!("{} {}", move_prefix_last(rest.trim()), surname.trim()),
            None => joined,
        };
        let pieces = pieces(&name);
        let mut person = Self {
            given: Vec::new(),
            initials: Sensitive::new(""),
            prefix: Vec::new(),
            surname: Vec::new(),
        };
        let mut initials = String::new();
        let plain: Vec<&Piece> = pieces.iter().filter(|piece| piece.kind == PieceKind::Word).collect();
        let has_initials = pieces.iter().any(|piece| piece.kind == PieceKind::Initials);
        let prefix_at = pieces.iter().position(|piece| piece.kind == PieceKind::Prefix);
        let surname_from = match (has_initials, prefix_at) {
            (_, Some(at)) => at,
            (true, None) => pieces
                .iter()
                .position(|piece| piece.kind == PieceKind::Word)
                .unwrap_or(pieces.len()),
            (false, None) if plain.len() >= 2 => pieces.len() - 1,
            (false, None) => 0,
        };
        for (index, piece) in pieces.iter().enumerate() {
            match piece.kind {
                PieceKind::Initials => initials.push_str(&piece.folded),
                PieceKind::Prefix => person.prefix.push(Sensitive::new(piece.folded.clone())),
                PieceKind::Bracketed => person.given.push(Sensitive::new(piece.folded.clone())),
                PieceKind::Word if index >= surname_from => person.surname.push(Sensitive::new(piece.folded.clone())),
                PieceKind::Word => person.given.push(Sensitive::new(piece.folded.clone())),
            }
        }
        person.initials = Sensitive::new(initials);
        (!person.given.is_empty() || !person.surname.is_empty()).then_some(person)
    }

    /// Whether the parts leave open if the one word is a first name or a surname.
    pub(crate) fn is_single_word(&self) -> bool {
        self.given.is_empty() && self.initials.expose().is_empty() && self.prefix.is_empty() && self.surname.len() == 1
    }

    /// Whether it has neither a first name nor initials.
    pub(crate) fn is_surname_only(&self) -> bool {
        self.given.is_empty() && self.initials.expose().is_empty() && !self.surname.is_empty()
    }

    /// Whether both have the same surname, and the same first name or the same two initials or more.
    pub(crate) fn is_named_like(&self, other: &Self) -> bool {
        let letters = self.initials.expose();
        let same_given = !self.given.is_empty() && self.given == other.given;
        let same_initials = letters.chars().count() > 1 && letters == other.initials.expose();
        self.surname == other.surname && !self.surname.is_empty() && (same_given || same_initials)
    }

    /// The words of the surname, those of double names by themselves too.
    pub(crate) fn surnames(&self) -> BTreeSet<String> {
        let words = self.surname.iter().map(Sensitive::expose);
        words
            .flat_map(|word| parts(word).chain([word]))
            .map(str::to_owned)
            .collect()
    }

    /// Surname and first initial.
    pub(crate) fn key(&self) -> String {
        let initial: String = self.first_letters().chars().take(1).collect();
        let surname: Vec<&str> = self.surname.iter().map(Sensitive::expose).collect();
        format!("{} {initial}", surname.join(" "))
    }

    /// Every word by which the person may be called alone; the parts of double names too.
    pub(crate) fn words(&self) -> BTreeSet<String> {
        let mut words = BTreeSet::new();
        for word in self.surname.iter().chain(&self.given) {
            let word = word.expose();
            words.insert(word.to_owned());
            words.extend(
                parts(word)
                    .filter(|part| part.len() > 2 && !is_prefix(part))
                    .map(str::to_owned),
            );
        }
        words
    }

    /// Initials by which the person may sign: `jdv`, `jv`, `fzb`.
    pub(crate) fn signs(&self) -> BTreeSet<String> {
        let first = self.first_letters();
        let surnames: Vec<&str> = self
            .surname
            .iter()
            .flat_map(|word| parts(word.expose()))
            .filter(|part| !is_prefix(part))
            .collect();
        let mut signs = BTreeSet::new();
        if first.is_empty() || surnames.is_empty() {
            return signs;
        }
        let prefix: String = self
            .prefix
            .iter()
            .filter_map(|word| word.expose().chars().next())
            .collect();
        let short: String = first.chars().take(1).collect();
        let one: String = surnames.iter().take(1).filter_map(|part| part.chars().next()).collect();
        let all: String = surnames.iter().filter_map(|part| part.chars().next()).collect();
        for first in [&first, &short] {
            for last in [&one, &all] {
                signs.insert(format!("{first}{prefix}{last}"));
                signs.insert(format!("{first}{last}"));
            }
        }
        signs
    }

    /// Log-ins and file name parts: `jdevreede`, `devreedej`, `jeroendevreede`.
    pub(crate) fn logins(&self) -> BTreeSet<String> {
        let mut logins = BTreeSet::new();
        let plain = |words: &[Sensitive]| -> String {
            words
                .iter()
                .flat_map(|word| word.expose().chars())
                .filter(|c| c.is_alphanumeric())
                .collect()
        };
        let prefix = plain(&self.prefix);
        let letters = self.first_letters();
        let short: String = letters.chars().take(1).collect();
        let first = self
            .given
            .first()
            .map(|word| plain(std::slice::from_ref(word)))
            .unwrap_or_default();
        let mut surnames: Vec<String> = self
            .surname
            .iter()
            .flat_map(|word| parts(word.expose()))
            .filter(|part| part.len() > 2)
            .map(str::to_owned)
            .collect();
        surnames.push(plain(&self.surname));
        for surname in surnames.iter().filter(|surname| surname.len() > 2) {
            for last in [surname.clone(), format!("{prefix}{surname}")] {
                if last.len() > 4 {
                    logins.insert(last.clone());
                }
                for opening in [&letters, &short, &first]
                    .into_iter()
                    .filter(|opening| !opening.is_empty())
                {
                    logins.insert(format!("{opening}{last}"));
                    logins.insert(format!("{last}{opening}"));
                }
            }
        }
        if first.len() > 3 {
            for surname in &surnames {
                logins.extend(surname.chars().next().map(|letter| format!("{first}{letter}")));
            }
            logins.insert(first);
        }
        logins
    }

    fn first_letters(&self) -> String {
        match self.initials.expose().is_empty() {
            false => self.initials.expose().to_owned(),
            true => self
                .given
                .iter()
                .flat_map(|word| parts(word.expose()))
                .filter_map(|part| part.chars().next())
                .collect(),
        }
    }
}

/// `J.C. de` behind a comma: the tussenvoegsels go to the end, before the surname.
fn move_prefix_last(rest: &str) -> String {
    let (brackets, plain): (Vec<&str>, Vec<&str>) = rest.split_whitespace().partition(|word| word.starts_with('('));
    let mut words = plain;
    words.splice(0..0, brackets);
    words.join(" ")
}

/// The parts of a double or apostrophed name.
fn parts(word: &str) -> impl Iterator<Item = &str> {
    word.split(['-', '\'', ' ']).filter(|part| !part.is_empty())
}

fn pieces(name: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for raw in name.split_whitespace() {
        let bracketed = raw.starts_with('(');
        let word = raw.trim_matches(|c: char| !c.is_alphanumeric() && c != '.' && c != '\'' && c != '’');
        let folded = fold(word);
        let bare: String = folded.chars().filter(|c| c.is_alphanumeric()).collect();
        if bare.is_empty() || NOT_PARTS.has(&bare) && word.ends_with('.') {
            continue;
        }
        let letters = word.chars().filter(|c| c.is_alphabetic()).count();
        let dots = word.matches('.').count();
        let kind = if bracketed {
            PieceKind::Bracketed
        } else if is_prefix(&bare)
            && (word.chars().next().is_some_and(char::is_lowercase)
                || dots == 0 && letters > 1
                || word.starts_with(['\'', '’']))
        {
            PieceKind::Prefix
        } else if letters == 1 || dots > 0 && letters <= dots + 2 {
            PieceKind::Initials
        } else {
            PieceKind::Word
        };
        let folded = match kind {
            PieceKind::Initials | PieceKind::Prefix => bare,
            _ => folded.replace('’', "'").trim_matches('.').to_owned(),
        };
        pieces.push(Piece { folded, kind });
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_read_in_any_order() {
        for name in ["J.C. de Vreede", "Vreede, J.C. de (Jeroen)", "VREEDE, J.C. DE"] {
            let person = Person::parse(name).expect("a name");
            assert_eq!(person.key(), "vreede j", "{name}");
        }
        let person = Person::parse("Vreede, J.C. de (Jeroen)").expect("a name");
        assert!(person.words().contains("jeroen"));
    }

    #[test]
    fn a_person_signs_and_logs_in_under_short_forms() {
        let person = Person::parse("Jeroen de Vreede").expect("a name");
        assert!(person.signs().contains("jdv"));
        assert!(person.logins().contains("jdevreede"));
        assert!(person.logins().contains("devreedej"));
        let double = Person::parse("Fatima-Zahra Benhaddou").expect("a name");
        assert!(double.signs().contains("fzb"));
    }
}
