//! The tokenizer of a model: words to numbered pieces, and what a model must read around them. It knows no labels.

use std::ops::Range;

use tokenizers::{Encoding, Tokenizer};

use super::error::{NerError, NerFile, NerProblem};

/// A word that every tokenizer has some piece for.
const PROBE: &str = "a";

/// A piece as a model reads it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Numbered {
    /// Its number in the vocabulary.
    pub id: i32,
    /// Which sentence of a pair it belongs to.
    pub sentence: i32,
}

/// A tokenizer, ready to use.
#[derive(Debug)]
pub(super) struct Cutter {
    tokenizer: Tokenizer,
    before: Vec<Numbered>,
    after: Vec<Numbered>,
    /// The sentence that the pieces of a lone text belong to.
    sentence: i32,
    window: usize,
}

impl Cutter {
    /// Reads `tokenizer.json`, for a model that reads so many pieces at once.
    pub(super) fn parse(json: &[u8], window: usize) -> Result<Self, NerError> {
        let wrong = |problem| NerFile::Tokenizer.error(problem);
        let mut tokenizer = Tokenizer::from_bytes(json).map_err(|_| wrong(NerProblem::Tokenizer))?;
        let window = match tokenizer.get_truncation() {
            Some(bounds) => window.min(bounds.max_length),
            None => window,
        };
        // The windows are cut here, and no window is filled up.
        tokenizer
            .with_padding(None)
            .with_truncation(None)
            .map_err(|_| wrong(NerProblem::Tokenizer))?;
        let probe = tokenizer
            .encode(PROBE, true)
            .map_err(|_| wrong(NerProblem::Tokenizer))?;
        let is_word = |mark: &u32| *mark == 0;
        let marks = probe.get_special_tokens_mask();
        let (Some(first), Some(last)) = (marks.iter().position(is_word), marks.iter().rposition(is_word)) else {
            return Err(wrong(NerProblem::Tokenizer));
        };
        let pieces = numbered(&probe).ok_or(wrong(NerProblem::Tokenizer))?;
        Ok(Self {
            before: pieces[..first].to_vec(),
            after: pieces[last + 1..].to_vec(),
            sentence: pieces[first].sentence,
            window: window.saturating_sub(pieces.len() - (last + 1 - first)),
            tokenizer,
        })
    }

    /// Pieces of a text that fit into one window.
    pub(super) fn window(&self) -> usize {
        self.window
    }

    /// The highest number that a piece can have.
    pub(super) fn highest(&self) -> i32 {
        let highest = self.tokenizer.get_vocab(true).into_values().max();
        highest.and_then(|id| i32::try_from(id).ok()).unwrap_or(i32::MAX)
    }

    /// Cuts a text: numbers, and bytes in the text, in order and on character boundaries.
    ///
    /// # Errors
    /// If the tokenizer cannot read it.
    pub(super) fn cut(&self, text: &str) -> Result<Vec<(i32, Range<usize>)>, NerError> {
        let failed = || NerFile::Tokenizer.error(NerProblem::Tokenizer);
        let encoding = self.tokenizer.encode(text, false).map_err(|_| failed())?;
        let ids = numbered(&encoding).ok_or_else(failed)?;
        let ranges = encoding.get_offsets().iter();
        // A tokenizer of bytes may cut a character in two.
        let whole = |(start, end): &(usize, usize)| text.floor_char_boundary(*start)..text.ceil_char_boundary(*end);
        Ok(ids.iter().map(|piece| piece.id).zip(ranges.map(whole)).collect())
    }

    /// What a model reads for these pieces, and where among it they stand.
    pub(super) fn dressed(&self, ids: impl Iterator<Item = i32>) -> (Vec<Numbered>, Range<usize>) {
        let sentence = self.sentence;
        let mut all = self.before.clone();
        all.extend(ids.map(|id| Numbered { id, sentence }));
        let range = self.before.len()..all.len();
        all.extend_from_slice(&self.after);
        (all, range)
    }
}

fn numbered(encoding: &Encoding) -> Option<Vec<Numbered>> {
    let pairs = encoding.get_ids().iter().zip(encoding.get_type_ids());
    let piece = |(id, sentence): (&u32, &u32)| {
        Some(Numbered {
            id: i32::try_from(*id).ok()?,
            sentence: i32::try_from(*sentence).ok()?,
        })
    };
    pairs.map(piece).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::{Map, Value, json};

    use super::*;

    /// A tokenizer as those of RoBERTa, of bytes and without merges: it cuts letters with an accent in two.
    fn of_bytes() -> String {
        let itself = |byte: &u32| matches!(byte, 33..=126 | 161..=172 | 174..=255);
        let others = (0..256).filter(|byte| !itself(byte)).enumerate();
        let letters = (0..256).filter(itself).chain(others.map(|(at, _)| 256 + at as u32));
        let mut words: Map<String, Value> = letters
            .enumerate()
            .map(|(id, code)| (char::from_u32(code).expect("letter").to_string(), json!(id)))
            .collect();
        words.insert("<s>".to_owned(), json!(256));
        words.insert("</s>".to_owned(), json!(257));
        let bytes = json!({"type": "ByteLevel", "add_prefix_space": false, "trim_offsets": true, "use_regex": true});
        let around = json!({
            "type": "RobertaProcessing", "sep": ["</s>", 257], "cls": ["<s>", 256],
            "trim_offsets": true, "add_prefix_space": false,
        });
        let model = json!({
            "type": "BPE", "dropout": null, "unk_token": null, "continuing_subword_prefix": "",
            "end_of_word_suffix": "", "fuse_unk": false, "vocab": words, "merges": [],
        });
        json!({
            "version": "1.0", "truncation": null, "padding": null, "added_tokens": [], "normalizer": null,
            "pre_tokenizer": bytes, "post_processor": around, "decoder": null, "model": model,
        })
        .to_string()
    }

    /// A tokenizer as those of XLM-RoBERTa.
    fn of_pieces() -> String {
        let words = json!([
            ["<unk>", 0.0],
            ["<s>", 0.0],
            ["</s>", 0.0],
            ["\u{2581}", -4.0],
            ["\u{2581}met", -2.0],
            ["\u{2581}zo", -2.0],
            ["ë", -3.0],
            [".", -2.0],
            ["a", -2.0],
        ]);
        let mark = |name: &str, id: u32| json!({"id": name, "ids": [id], "tokens": [name]});
        let special = |name: &str| json!({"SpecialToken": {"id": name, "type_id": 0}});
        let text = json!({"Sequence": {"id": "A", "type_id": 0}});
        json!({
            "version": "1.0", "truncation": null, "padding": null, "added_tokens": [], "normalizer": {"type": "NFKC"},
            "pre_tokenizer": {"type": "Metaspace", "replacement": "\u{2581}", "prepend_scheme": "always", "split": true},
            "post_processor": {
                "type": "TemplateProcessing",
                "single": [special("<s>"), text, special("</s>")], "pair": [text],
                "special_tokens": {"<s>": mark("<s>", 1), "</s>": mark("</s>", 2)},
            },
            "decoder": null,
            "model": {"type": "Unigram", "unk_id": 0, "vocab": words, "byte_fallback": false},
        })
        .to_string()
    }

    #[test]
    fn every_kind_of_tokenizer_cuts_on_character_boundaries() {
        let text = "met zoë.";
        for (json, expected) in [
            (of_bytes(), &["m", "e", "t", "", "z", "o", "ë", "ë", "."][..]),
            (of_pieces(), &["met", " zo", "ë", "."]),
        ] {
            let cutter = Cutter::parse(json.as_bytes(), 32).expect("a tokenizer");
            let cut = cutter.cut(text).expect("cut");
            let pieces: Vec<&str> = cut.iter().map(|(_, range)| &text[range.clone()]).collect();
            assert_eq!(pieces, expected);
            assert_eq!(cutter.window(), 30);
            let (all, inner) = cutter.dressed(cut.iter().map(|(id, _)| *id));
            assert_eq!((inner.start, inner.len()), (1, cut.len()));
            assert_eq!(all.len(), cut.len() + 2);
        }
    }
}
