//! A statistical tagger: which words name people to be withheld, which name what stays, learnt from labelled documents.
//! It labels words by their form and their surroundings; what becomes of them is decided elsewhere.

mod feature;
mod lattice;
mod model;
pub mod train;
mod view;
mod vote;

use super::lists::Membership;
use super::token::Token;
use crate::text::Text;
use lattice::Lattice;
use model::{Model, Models};
use rayon::prelude::*;
use std::ops::Range;
use view::View;
pub use vote::WordVotes;

/// The model that is compiled in; made by `woolak train`.
static BUILTIN: &[u8] = include_bytes!("../../../rules/tagger.model");

/// How much likelier a person to be withheld is taken to be than the model says, since a miss costs more.
const PERSON_BIAS: f32 = 2.5;
/// Sequences that are worth a core of their own.
const LEAST_SHARE: usize = 64;
/// From this probability on a label is clear.
const CLEAR: f32 = 0.9;

/// What a word is part of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Label {
    /// Nothing that matters here.
    Outside,
    /// The name of someone who is not public in their function.
    Person,
    /// The name of someone who is: office holders, the famous, cited authors.
    Public,
    /// An organisation.
    Organisation,
    /// A place that stays.
    Place,
    /// A law, programme, product, event.
    Misc,
    /// Words that state special-category or criminal data.
    Special,
    /// A private address.
    Address,
    /// A user name or handle.
    Online,
}

/// Whether a word begins what it is part of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Begins {
    /// It is the first of a name.
    Yes,
    /// It goes on.
    No,
}

/// How far the label stands above the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Margin {
    /// It is merely the likeliest, or likely enough to be taken for a person.
    Slight,
    /// It is all but sure.
    Clear,
}

/// The label of one token.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Tag {
    /// What it is part of.
    pub label: Label,
    /// Whether it begins it.
    pub begins: Begins,
    /// How sure.
    pub margin: Margin,
    /// Whether the name that it is part of begins here, even right behind another.
    parted: bool,
    /// How likely every label is, 0 to 1.
    chances: vote::Chances,
}

impl Tag {
    /// How likely a label is, 0 to 1.
    pub(crate) fn chance(&self, label: Label) -> f32 {
        self.chances[label as usize]
    }
}

/// Whether these are the bytes of a model that can be used.
pub fn is_model(bytes: &[u8]) -> bool {
    Models::is_sound(bytes)
}

/// A document after a first look; a second may follow.
pub(crate) struct FirstSight<'m> {
    models: Models<'m>,
    view: View,
    chances: Vec<vote::Chances>,
}

/// Looks at a text for the first time, by the user's model or the built-in one.
/// `hints` tells for every token which rule found it, as a number; 0 where none did.
pub(crate) fn look<'m>(
    model: Option<&'m [u8]>,
    text: &Text,
    tokens: &[Token],
    lists: impl Iterator<Item = Membership>,
    hints: &[u64],
) -> FirstSight<'m> {
    let models = Models::read(model.unwrap_or(BUILTIN));
    let view = View::new(text, tokens, lists, hints);
    FirstSight {
        chances: first_look(&models.first, &view),
        models,
        view,
    }
}

impl FirstSight<'_> {
    /// What the first look says of the words.
    pub(crate) fn votes(&self) -> WordVotes {
        WordVotes::of(&self.view, &self.chances)
    }

    /// Looks again, with what first looks at the documents of the dossier say, this one's included: one tag for every
    /// token. `last` are the tags of the last time; `None` if they are the same.
    pub(crate) fn tags(&mut self, dossier: &WordVotes, last: Option<&[Tag]>) -> Option<Vec<Tag>> {
        let votes = vote::votes(&self.view, &self.chances, dossier);
        if votes == self.view.votes {
            return None;
        }
        let before = std::mem::replace(&mut self.view.votes, votes);
        let known = |places: &Range<usize>| {
            let is_same = self.view.votes[places.clone()] == *before.get(places.clone())?;
            last?.get(places.clone()).filter(|_| is_same)
        };
        Some(second_look(&self.models, &self.view, known))
    }
}

/// The tags, of a view that holds the votes of the first look; `known` gives those of a sequence that need no looking.
fn second_look<'t>(models: &Models<'_>, view: &View, known: impl Fn(&Range<usize>) -> Option<&'t [Tag]>) -> Vec<Tag> {
    let sequences: Vec<_> = view.sequences().collect();
    let new: Vec<_> = sequences
        .iter()
        .filter(|places| known(places).is_none())
        .cloned()
        .collect();
    let mut seen = each_place(&models.second, view, &new, choose).into_iter();
    let mut tags: Vec<Tag> = Vec::with_capacity(view.places.len());
    for places in &sequences {
        match known(places) {
            Some(known) => tags.extend_from_slice(known),
            None => tags.extend(seen.by_ref().take(places.len())),
        }
    }
    let mut previous = None;
    for tag in &mut tags {
        tag.begins = match previous == Some(tag.label) && !tag.parted {
            true => Begins::No,
            false => Begins::Yes,
        };
        previous = Some(tag.label);
    }
    tags
}

/// The probabilities of the labels at every place, at first sight.
fn first_look(model: &Model<'_>, view: &View) -> Vec<vote::Chances> {
    let sequences: Vec<_> = view.sequences().collect();
    each_place(model, view, &sequences, vote::by_label)
}

/// What is made of the probabilities of every state, place by place. The cores share a long document.
fn each_place<T: Send>(
    model: &Model<'_>,
    view: &View,
    sequences: &[Range<usize>],
    see: impl Fn(&lattice::Scores) -> T + Sync,
) -> Vec<T> {
    let steps = lattice::steps(&model.transitions);
    let part = |sequences: &[Range<usize>]| {
        let mut scorer = model::Scorer::new(model, view);
        let mut lattice = Lattice::default();
        let mut scores = Vec::new();
        let mut seen = Vec::new();
        for sequence in sequences {
            scores.clear();
            scores.extend(sequence.clone().map(|at| scorer.scores(at)));
            seen.extend(lattice.marginals(&scores, &steps).iter().map(&see));
        }
        seen
    };
    let share = sequences.len().div_ceil(rayon::current_num_threads()).max(LEAST_SHARE);
    let parts: Vec<Vec<T>> = sequences.par_chunks(share).map(part).collect();
    parts.into_iter().flatten().collect()
}

/// The tag of a place, as far as it goes without the one before.
fn choose(chances: &lattice::Scores) -> Tag {
    let sums = vote::by_label(chances);
    let weigh = |label: Label| match label {
        Label::Person => sums[label as usize] * PERSON_BIAS,
        _ => sums[label as usize],
    };
    let label = LABELS
        .into_iter()
        .max_by(|a, b| weigh(*a).total_cmp(&weigh(*b)))
        .unwrap_or(Label::Outside);
    let first: f32 = STATES
        .iter()
        .zip(chances)
        .filter(|((of, begins), _)| *of == label && *begins == Begins::Yes)
        .map(|(_, chance)| chance)
        .sum();
    let parted = matches!(label, Label::Person | Label::Public) && first * 2.0 > sums[label as usize];
    Tag {
        label,
        begins: Begins::Yes,
        parted,
        margin: if sums[label as usize] >= CLEAR {
            Margin::Clear
        } else {
            Margin::Slight
        },
        chances: sums,
    }
}

const LABELS: [Label; 9] = [
    Label::Outside,
    Label::Person,
    Label::Public,
    Label::Organisation,
    Label::Place,
    Label::Misc,
    Label::Special,
    Label::Address,
    Label::Online,
];

/// The states of the chain: names of people are told apart where they adjoin, other things are not.
const STATES: [(Label, Begins); lattice::STATES] = [
    (Label::Outside, Begins::No),
    (Label::Person, Begins::Yes),
    (Label::Person, Begins::No),
    (Label::Public, Begins::Yes),
    (Label::Public, Begins::No),
    (Label::Organisation, Begins::No),
    (Label::Place, Begins::No),
    (Label::Misc, Begins::No),
    (Label::Special, Begins::No),
    (Label::Address, Begins::No),
    (Label::Online, Begins::No),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detect::lists::memberships;
    use crate::detect::token::tokenize;

    fn first(text: &Text, tokens: &[Token]) -> FirstSight<'static> {
        let lists = memberships(text.as_str(), tokens);
        look(None, text, tokens, lists.into_iter(), &[])
    }

    fn labels(source: &str, wanted: Label) -> Vec<String> {
        let text = Text::from_plain(source);
        let tokens = tokenize(&text);
        let tags = first(&text, &tokens)
            .tags(&WordVotes::default(), None)
            .expect("no votes yet");
        assert_eq!(tags.len(), tokens.len());
        let words = tokens.iter().zip(&tags).filter(|(_, tag)| tag.label == wanted);
        words.map(|(token, _)| token.of(source).to_owned()).collect()
    }

    #[test]
    fn names_are_found_by_where_they_stand() {
        assert_eq!(labels("Groeten,\nQuozwin\n", Label::Person), ["Quozwin"]);
        assert_eq!(labels("Ik heb mevrouw Thravalin gebeld.", Label::Person), ["Thravalin"]);
    }

    #[test]
    fn words_are_no_names_where_they_are_words() {
        let source = "Sinds mei vraagt de bakker elke week om een vergunning.";
        assert!(labels(source, Label::Person).is_empty());
    }

    #[test]
    fn an_office_holder_is_public() {
        assert!(
            labels("De motie van het lid Trovenga (VVD) is aangenomen.", Label::Public).contains(&"Trovenga".into())
        );
    }

    #[test]
    fn what_is_known_is_not_looked_at_again_to_the_same_end() {
        let sight_of = |source: &str| {
            let text = Text::from_plain(source);
            first(&text, &tokenize(&text))
        };
        let source = "De gemeente vraagt om stukken.\n\nGroeten,\nQuozwin\n\nThravalin heeft gebeld.\n";
        let mut dossier = sight_of("Ik heb mevrouw Thravalin gebeld.\nMevrouw Thravalin belde terug.\n").votes();
        let mut twice = sight_of(source);
        dossier.merge(&twice.votes());
        let alone = twice.tags(&WordVotes::default(), None).expect("no votes yet");
        let again = twice.tags(&dossier, Some(&alone));
        assert_eq!(again, sight_of(source).tags(&dossier, None));
        assert_ne!(again, Some(alone));
    }

    #[test]
    fn an_empty_text_has_no_tags() {
        let text = Text::from_plain("");
        let mut sight = first(&text, &tokenize(&text));
        assert_eq!(sight.tags(&WordVotes::default(), None), None);
    }
}
