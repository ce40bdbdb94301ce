//! Labelled documents: front matter, `---`, and text with `{{category|ground|words}}`. It reads them and varies nothing.

use super::Label;

/// A labelled document as it lies on disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Labelled {
    /// A name for messages.
    pub name: String,
    /// All of it.
    pub contents: String,
}

/// What is wrong with a labelled document.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CorpusError {
    /// No line `---` after the front matter.
    #[error("{name}: geen regel '---' na de kop")]
    NoBody {
        /// Which document.
        name: String,
    },
    /// A label without an end, without a ground, or of an unknown category.
    #[error("{name}, regel {line}: onleesbaar label")]
    Label {
        /// Which document.
        name: String,
        /// Line of the file, from 1.
        line: usize,
    },
}

/// Words with one label.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Piece {
    pub words: String,
    pub label: Label,
}

/// A document as it would be read from a page, in pieces.
#[derive(Debug, Clone)]
pub(super) struct Document {
    pub dossier: String,
    pub pieces: Vec<Piece>,
}

pub(super) fn parse_all(labelled: &[Labelled]) -> Result<Vec<Document>, CorpusError> {
    labelled.iter().map(parse).collect()
}

fn parse(labelled: &Labelled) -> Result<Document, CorpusError> {
    let name = || labelled.name.clone();
    let (head, body) = labelled
        .contents
        .split_once("\n---\n")
        .ok_or_else(|| CorpusError::NoBody { name: name() })?;
    let field = |key: &str| head.lines().find_map(|line| line.strip_prefix(key)).map(str::trim);
    let above = head.lines().count() + 2;
    let mut pieces = Vec::new();
    for (number, line) in body.lines().enumerate() {
        if line.starts_with("%%") {
            continue;
        }
        let own = parse_line(line).ok_or_else(|| CorpusError::Label {
            name: name(),
            line: number + above,
        })?;
        push(&mut pieces, own);
    }
    Ok(Document {
        dossier: field("dossier:").unwrap_or(&labelled.name).to_owned(),
        pieces,
    })
}

/// Adds a line as it looks on a page: no Markdown, cells parted by tabs.
fn push(pieces: &mut Vec<Piece>, mut line: Vec<Piece>) {
    let row = line
        .first()
        .is_some_and(|piece| piece.label == Label::Outside && piece.words.starts_with('|'));
    let plain: String = line.iter().map(|piece| piece.words.as_str()).collect();
    if row
        && plain
            .chars()
            .all(|character| matches!(character, '|' | '-' | ':' | ' '))
    {
        return;
    }
    if plain == "---page---" {
        line = vec![outside("\u{c}")];
    }
    if let Some(first) = line.first_mut().filter(|first| first.label == Label::Outside) {
        let words = first.words.trim_start_matches('#');
        if words.len() < first.words.len() {
            first.words = words.trim_start().to_owned();
        }
        if row {
            first.words = first.words[1..].to_owned();
        }
    }
    for piece in line.iter_mut().filter(|piece| piece.label == Label::Outside) {
        piece.words = piece.words.replace("**", "");
        if row {
            piece.words = piece.words.replace(" | ", "\t").replace('|', "\t");
        }
    }
    pieces.extend(line);
    pieces.push(outside("\n"));
}

fn outside(words: &str) -> Piece {
    Piece {
        words: words.to_owned(),
        label: Label::Outside,
    }
}

fn parse_line(line: &str) -> Option<Vec<Piece>> {
    let mut pieces = Vec::new();
    let mut rest = line;
    while let Some((before, label)) = rest.split_once("{{") {
        let (label, after) = label.split_once("}}")?;
        let mut parts = label.splitn(3, '|');
        let (category, _, words) = (parts.next()?, parts.next()?, parts.next()?);
        pieces.push(outside(before));
        pieces.push(Piece {
            words: words.to_owned(),
            label: label_of(category)?,
        });
        rest = after;
    }
    pieces.push(outside(rest));
    pieces.retain(|piece| !piece.words.is_empty());
    Some(pieces)
}

/// What patterns find is none of the tagger's business.
fn label_of(category: &str) -> Option<Label> {
    Some(match category.trim_start_matches('?') {
        "person" => Label::Person,
        "=public" => Label::Public,
        "=org" => Label::Organisation,
        "=place" => Label::Place,
        "=misc" => Label::Misc,
        "special" => Label::Special,
        "address" => Label::Address,
        "online" => Label::Online,
        "email" | "phone" | "birthdate" | "bsn" | "iban" | "plate" | "id-document" => Label::Outside,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_is_read_as_it_looks_on_a_page() {
        let document = parse(&Labelled {
            name: "voorbeeld".into(),
            contents: "id: x\ndossier: D1\n---\n# Kop\n%% weg\n| {{person|5.1.2.e|Jo}} | **b** |\n|---|---|\n".into(),
        })
        .expect("well-formed");
        let words: String = document.pieces.iter().map(|piece| piece.words.as_str()).collect();
        assert_eq!(words, "Kop\n Jo\tb \t\n");
        assert_eq!(document.pieces[3].label, Label::Person);
    }

    #[test]
    fn a_broken_label_names_its_line() {
        let broken = Labelled {
            name: "voorbeeld".into(),
            contents: "id: x\n---\nGoed\n{{persoon|5.1.2.e|Jo}}\n".into(),
        };
        assert!(matches!(parse(&broken), Err(CorpusError::Label { line: 4, .. })));
    }
}
