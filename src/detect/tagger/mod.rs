//! A statistical tagger: which words name people to be withheld, which name what stays, learnt from labelled documents.
//! It labels words by their form and their surroundings; what becomes of them is decided elsewhere.

mod feature;
mod lattice;
mod model;
pub mod train;
mod view;

use super::token::Token;
use crate::text::Text;
use lattice::Lattice;
use model::Model;
use view::View;

/// The model that is compiled in; made by `woolak tagger train`.
static BUILTIN: &[u8] = include_bytes!("../../../rules/tagger.model");

/// How much likelier a person to be withheld is taken to be than the model says, since a miss costs more.
const PERSON_BIAS: f32 = 2.5;
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
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Tag {
    /// What it is part of.
    pub label: Label,
    /// Whether it begins it.
    pub begins: Begins,
    /// How sure.
    pub margin: Margin,
}

/// One tag for every token.
pub(crate) fn tag(text: &Text, tokens: &[Token]) -> Vec<Tag> {
    tag_with(&Model::read(BUILTIN), text, tokens)
}

fn tag_with(model: &Model<'_>, text: &Text, tokens: &[Token]) -> Vec<Tag> {
    let view = View::new(text, tokens);
    let mut tags = Vec::with_capacity(tokens.len());
    let mut scorer = model::Scorer::new(model, &view);
    let mut lattice = Lattice::default();
    let steps = lattice::steps(&model.transitions);
    let mut scores = Vec::new();
    for sequence in view.sequences() {
        scores.clear();
        scores.extend(sequence.map(|at| scorer.scores(at)));
        for chances in lattice.marginals(&scores, &steps) {
            let previous = tags.last().map(|tag: &Tag| tag.label);
            tags.push(choose(chances, previous));
        }
    }
    tags
}

fn choose(chances: &lattice::Scores, previous: Option<Label>) -> Tag {
    let mut sums = [0.0f32; LABELS.len()];
    for (state, chance) in STATES.iter().zip(chances) {
        sums[state.0 as usize] += chance;
    }
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
        begins: if previous != Some(label) || parted {
            Begins::Yes
        } else {
            Begins::No
        },
        margin: if sums[label as usize] >= CLEAR {
            Margin::Clear
        } else {
            Margin::Slight
        },
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
    use crate::detect::token::tokenize;

    fn labels(source: &str, wanted: Label) -> Vec<String> {
        let text = Text::from_plain(source);
        let tokens = tokenize(&text);
        let tags = tag(&text, &tokens);
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
    fn an_empty_text_has_no_tags() {
        let text = Text::from_plain("");
        assert!(tag(&text, &tokenize(&text)).is_empty());
    }
}
