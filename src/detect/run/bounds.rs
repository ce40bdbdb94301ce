//! What a run does not reach into: forms of companies, acronyms, prepositions before places, ordinary words. It makes no
//! parts.

use super::{Part, Reader, Unit};
use crate::detect::job_title::is_trade;
use crate::detect::letter;
use crate::detect::token::TokenKind;
use crate::detect::words::Shape;
use crate::rules::Form;

impl Reader<'_, '_> {
    /// `B.V.`, `N.V.` or its second letter, `NV`.
    pub(super) fn is_company_form(&self, at: usize) -> bool {
        let opens = |at: usize| {
            matches!(self.words.folded(at), "b" | "n")
                && self.glued_mark(at, '.')
                && self.glued(at + 1)
                && self.words.folded(at + 2) == "v"
        };
        let short = matches!(self.words.folded(at), "bv" | "nv" | "vof") && self.words.shape(at) == Shape::Upper;
        short || opens(at) || at >= 2 && opens(at - 2)
    }

    /// `Dilan VWS`: capitals that are no name behind a name that is not in capitals.
    pub(super) fn is_acronym_behind(&self, at: usize, shape: Shape, before: &[Part]) -> bool {
        let member = self.words.member(at);
        let short = self.words.folded(at).chars().count() <= 5;
        let behind = before
            .iter()
            .any(|part| part.unit == Unit::Word && self.words.shape(part.tokens.start) == Shape::Capital);
        shape == Shape::Upper && short && behind && !member.given() && !member.surname()
    }

    /// `Jan in Almere`, `Jan van DUO`: a preposition before a place or organisation, and `in` or `op` before a word.
    pub(super) fn is_preposition(&self, at: usize, folded: &str, before: &[Part]) -> bool {
        let next = at + 1;
        if matches!(folded, "in" | "op" | "aan" | "bij" | "uit") {
            return !matches!(self.words.folded(next), "den" | "de" | "der" | "het" | "t" | "")
                || self.words.is_capital(next);
        }
        if !matches!(folded, "van" | "te" | "voor") || self.words.shape(at) != Shape::Lower {
            return false;
        }
        let mut next = next;
        while next < at + 4
            && matches!(self.words.folded(next), "de" | "het" | "den" | "der")
            && self.words.shape(next) == Shape::Lower
        {
            next += 1;
        }
        let member = self.words.member(next);
        let shouted = before
            .iter()
            .any(|part| self.words.shape(part.tokens.start) == Shape::Upper && part.unit == Unit::Word);
        self.words.shape(next) == Shape::Upper && !shouted && !member.surname()
            || (member.organisation() || member.place()) && !member.surname()
    }

    /// Words that are no part of a name: function words, titles, greetings, trades at the start.
    pub(super) fn breaks_run(&self, at: usize, folded: &str, before: &[Part]) -> bool {
        let among = |forms: &[Form]| forms.iter().any(|form| self.vocabulary.has(*form, folded));
        let member = self.words.member(at);
        let name_too = member.surname() || member.given();
        if !before.is_empty() {
            return among(&[Form::NotAName, Form::Title, Form::Closing]) && !name_too;
        }
        let followed = self.words.is_capital(at + 1);
        let works = || member.role() || among(&[Form::JobTitle, Form::PublicOffice]) || is_trade(folded);
        let ordinary = member.word() && !name_too && self.opens_sentence(at);
        among(&[Form::NotAName, Form::Title, Form::Closing, Form::Salutation])
            || (followed || !name_too) && works()
            || ordinary
    }

    /// Whether a capital there says nothing: start of a line, sentence, cell or quotation.
    pub(crate) fn opens_sentence(&self, at: usize) -> bool {
        let Some(previous) = at.checked_sub(1).and_then(|before| self.scene.tokens.get(before)) else {
            return true;
        };
        let token = &self.scene.tokens[at];
        let source = self.scene.source();
        if previous.line != token.line {
            let flowing =
                self.scene.text.lines()[previous.line as usize].range.len() > 40 && token.line == previous.line + 1;
            return !flowing || previous.mark(source).is_some_and(|mark| ".!?:".contains(mark));
        }
        source[previous.end as usize..token.start as usize].contains('\t')
            || previous
                .mark(source)
                .is_some_and(|mark| ".!?:\"“„”'‘’(>*-–•]|".contains(mark))
            || previous.kind == TokenKind::Number && letter::opens_line(self, at - 1)
    }
}
