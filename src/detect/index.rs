//! Known names by the words that give them away: those of one document, and those of its dossier, which are prepared
//! once. It looks into no text.

use std::collections::BTreeSet;
use std::ops::{Bound, RangeInclusive};

use rustc_hash::{FxHashMap, FxHashSet};

use super::known::KnownNames;
use crate::rules::Confidence;

/// Bytes of a log-in that was cut off.
const CUT_LOGIN: RangeInclusive<usize> = 7..=8;
/// Letters from which on one slip is allowed.
const SLIP_FROM: usize = 6;

/// What is known of whoever bears a word.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Traits {
    pub has_prefix: bool,
    pub surname: bool,
}

impl Traits {
    fn or(self, other: Self) -> Self {
        Self {
            has_prefix: self.has_prefix || other.has_prefix,
            surname: self.surname || other.surname,
        }
    }
}

/// All forms of some known names.
#[derive(Debug, Default)]
pub(crate) struct Forms {
    people: FxHashMap<String, Traits>,
    public: FxHashSet<String>,
    given: BTreeSet<String>,
    signs: FxHashSet<String>,
    logins: FxHashSet<String>,
    /// What log-ins begin with where systems cut them off.
    cut_logins: FxHashSet<String>,
    /// Words long enough for a slip, by their first letter and their number of letters.
    slips: FxHashMap<(char, usize), BTreeSet<String>>,
}

impl Forms {
    /// All forms of all known names.
    pub(crate) fn of(known: &KnownNames) -> Self {
        let mut forms = Self::default();
        for person in &known.people {
            for word in person.words() {
                let surname = person.surname.iter().any(|part| part.expose().contains(&word));
                let traits = forms.people.entry(word).or_default();
                *traits = traits.or(Traits {
                    has_prefix: !person.prefix.is_empty() && surname,
                    surname,
                });
            }
            forms
                .given
                .extend(person.given.iter().map(|name| name.expose().to_owned()));
            forms.signs.extend(person.signs());
            if !person.is_single_word() {
                let logins = person.logins();
                let beginnings = logins
                    .iter()
                    .flat_map(|login| CUT_LOGIN.filter_map(|length| login.get(..length)));
                forms.cut_logins.extend(beginnings.map(str::to_owned));
                forms.logins.extend(logins);
            }
        }
        let signs = known.signs.iter().map(|sign| sign.expose().to_owned());
        forms.signs.extend(signs);
        for person in &known.public {
            let surname = person.surname.iter().map(|word| word.expose().to_owned());
            forms.public.extend(surname);
        }
        for word in forms.people.keys() {
            let letters = word.chars().count();
            if let Some(first) = word.chars().next().filter(|_| letters >= SLIP_FROM) {
                forms.slips.entry((first, letters)).or_default().insert(word.clone());
            }
        }
        forms
    }

    /// The known word that a word is but for one slip: the shortest, then the first.
    fn slipped(&self, folded: &str, letters: usize) -> Option<(usize, &str)> {
        let first = folded.chars().next()?;
        (letters - 1..=letters + 1).find_map(|letters| {
            let words = self.slips.get(&(first, letters))?;
            let found = words.iter().find(|known| one_slip(folded, known))?;
            Some((letters, found.as_str()))
        })
    }
}

/// The names known to a document: its own, and those of its dossier.
pub(crate) struct Index<'d> {
    own: Forms,
    dossier: &'d Forms,
}

impl<'d> Index<'d> {
    /// The names of a document beside those of its dossier.
    pub(crate) fn new(own: &KnownNames, dossier: &'d Forms) -> Self {
        Self {
            own: Forms::of(own),
            dossier,
        }
    }

    fn layers(&self) -> [&Forms; 2] {
        [&self.own, self.dossier]
    }

    /// What is known of whoever bears the word.
    pub(crate) fn person(&self, folded: &str) -> Option<Traits> {
        let known = self.layers().map(|forms| forms.people.get(folded).copied());
        known.into_iter().flatten().reduce(Traits::or)
    }

    /// Whether someone public bears the word.
    pub(crate) fn is_public(&self, folded: &str) -> bool {
        self.layers().iter().any(|forms| forms.public.contains(folded))
    }

    /// Whether the given name of someone known begins so and goes on.
    pub(crate) fn begins_given(&self, folded: &str) -> bool {
        let from = (Bound::Excluded(folded), Bound::Unbounded);
        let next = |forms: &'_ Forms| {
            forms
                .given
                .range::<str, _>(from)
                .next()
                .is_some_and(|name| name.starts_with(folded))
        };
        self.layers().into_iter().any(next)
    }

    /// Whether someone signs with these initials.
    pub(crate) fn is_sign(&self, folded: &str) -> bool {
        self.layers().iter().any(|forms| forms.signs.contains(folded))
    }

    /// Whether someone may log in by the word.
    pub(crate) fn is_login(&self, folded: &str) -> bool {
        self.layers().iter().any(|forms| forms.logins.contains(folded))
    }

    /// Whether a word is the beginning of a known log-in, cut off as systems do: `kasantem` for K. Asante-Mensah.
    pub(crate) fn begins_login(&self, folded: &str) -> bool {
        CUT_LOGIN.contains(&folded.len()) && self.layers().iter().any(|forms| forms.cut_logins.contains(folded))
    }

    /// The known word that a word is, but for a genitive or one slip of the pen.
    pub(crate) fn knows(&self, folded: &str, ordinary: bool) -> Option<(Traits, Confidence)> {
        if let Some(traits) = self.person(folded) {
            return Some((traits, Confidence::Likely));
        }
        let stem = folded.strip_suffix('s').filter(|stem| stem.len() >= 3 && !ordinary);
        if let Some(traits) = stem.and_then(|stem| self.person(stem)) {
            return Some((traits, Confidence::Likely));
        }
        let letters = folded.chars().count();
        if ordinary || letters < SLIP_FROM {
            return None;
        }
        let slipped = self.layers().map(|forms| forms.slipped(folded, letters));
        let (_, found) = slipped.into_iter().flatten().min()?;
        self.person(found).map(|traits| (traits, Confidence::Doubtful))
    }
}

/// Whether two words differ by one letter added, left out, changed, or by two neighbours swapped.
fn one_slip(one: &str, other: &str) -> bool {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let (short, long) = if one.len() <= other.len() {
        (&one, &other)
    } else {
        (&other, &one)
    };
    if long.len() - short.len() > 1 {
        return false;
    }
    let same = short.iter().zip(long.iter()).take_while(|(a, b)| a == b).count();
    if long.len() > short.len() {
        return short[same..] == long[same + 1..];
    }
    same == short.len()
        || short[same + 1..] == long[same + 1..]
        || same + 1 < short.len()
            && short[same] == long[same + 1]
            && short[same + 1] == long[same]
            && short[same + 2..] == long[same + 2..]
}
