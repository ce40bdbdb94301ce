//! Sabotage: for every channel an output that leaks through it, and `verify` must say so by name.

use super::*;
use crate::pdf::{Point, Rect};
use crate::redact::emit::tests::{identity, letter};
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, StringFormat, dictionary};

const SECRET: &str = "Willemsen";
/// Where `Nota` stands in the letter.
const BOX: Rect = Rect {
    x0: 45.0,
    y0: 50.0,
    x1: 90.0,
    y1: 75.0,
};

fn clean() -> Vec<u8> {
    identity(&letter("BT /Smit 10 Tf 50 60 Td (Nota) Tj ET")).expect("a document")
}

fn look(bytes: &[u8], boxes: &[Rect]) -> Vec<Channel> {
    let secrets = Secrets::of(&[Sensitive::new(SECRET)]);
    let quads = |rect: &Rect| {
        let corner = |x, y| Point { x, y };
        Quad([
            corner(rect.x0, rect.y0),
            corner(rect.x1, rect.y0),
            corner(rect.x1, rect.y1),
            corner(rect.x0, rect.y1),
        ])
    };
    let boxes = vec![boxes.iter().map(quads).collect()];
    leaks(
        &Arc::new(bytes.to_vec()),
        &Facts {
            secrets: &secrets,
            boxes: &boxes,
        },
    )
    .into_iter()
    .map(|leak| leak.channel)
    .collect()
}

fn secret() -> Object {
    Object::String(SECRET.into(), StringFormat::Literal)
}

/// The clean output after a change to its objects.
fn changed(change: impl FnOnce(&mut Document)) -> Vec<u8> {
    let mut document = Document::load_mem(&clean()).expect("readable");
    change(&mut document);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).expect("saved");
    bytes
}

fn in_catalog(key: &str, value: impl FnOnce(&mut Document) -> Object) -> Vec<u8> {
    changed(|document| {
        let value = value(document);
        document.catalog_mut().expect("a catalog").set(key, value);
    })
}

fn in_page(key: &str, value: impl FnOnce(&mut Document) -> Object) -> Vec<u8> {
    changed(|document| {
        let value = value(document);
        let page = document.page_iter().next().expect("a page");
        document.get_dictionary_mut(page).expect("a page").set(key, value);
    })
}

fn object(document: &mut Document, dict: Dictionary) -> Object {
    let id: ObjectId = document.add_object(dict);
    id.into()
}

/// A page that shows the text.
fn showing(content: &str) -> Vec<u8> {
    identity(&letter(content)).expect("a document")
}

fn in_stream_of(subtype: &str, key: &str) -> Vec<u8> {
    changed(|document| {
        let stream = Stream::new(dictionary! { "Subtype" => subtype, key => secret() }, b"x".to_vec());
        document.add_object(stream);
    })
}

fn sabotaged(channel: Channel) -> Vec<u8> {
    match channel {
        Channel::Unreadable => b"%PDF-1.7\n".to_vec(),
        Channel::TextUnderBox => clean(),
        Channel::LettersUnderBox => {
            showing("q 50 55 m 52 60 54 60 56 55 c 58 52 60 58 62 60 c f Q BT /Smit 10 Tf 50 60 Td (5.1.2.e) Tj ET")
        }
        Channel::Text => showing("BT /Smit 10 Tf 50 60 Td (W.i.l.l.e.m.s.e.n) Tj ET"),
        Channel::HiddenText => showing("BT /Smit 10 Tf 3 Tr 50 60 Td [(Wil) -50 (lemsen)] TJ ET"),
        Channel::ContentStream => changed(|document| {
            let page = document.page_iter().next().expect("a page");
            document
                .add_page_contents(page, format!("% {SECRET}\n").into_bytes())
                .expect("added");
        }),
        Channel::Metadata => changed(|document| {
            let info = document.add_object(dictionary! { "Author" => secret() });
            document.trailer.set("Info", info);
        }),
        Channel::Annotation => in_page("Annots", |_| {
            vec![dictionary! { "Type" => "Annot", "Subtype" => "Text", "Contents" => secret() }.into()].into()
        }),
        Channel::Outline => in_catalog("Outlines", |document| {
            let item = object(document, dictionary! { "Title" => secret(), "Parent" => Object::Null });
            object(document, dictionary! { "Type" => "Outlines", "First" => item })
        }),
        Channel::Attachment => in_catalog("Extra", |document| {
            object(
                document,
                dictionary! { "Type" => "Filespec", "F" => secret(), "EF" => Dictionary::new() },
            )
        }),
        Channel::StructureAttribute => in_catalog("StructTreeRoot", |document| {
            object(
                document,
                dictionary! { "Type" => "StructElem", "S" => "P", "Alt" => secret() },
            )
        }),
        Channel::FormField => in_catalog("AcroForm", |document| {
            object(document, dictionary! { "FT" => "Tx", "V" => secret() })
        }),
        Channel::Script => in_catalog("Extra", |document| {
            object(document, dictionary! { "S" => "JavaScript", "JS" => secret() })
        }),
        Channel::Font => in_catalog("Extra", |document| {
            object(
                document,
                dictionary! { "Type" => "FontDescriptor", "FontName" => SECRET },
            )
        }),
        Channel::Image => in_stream_of("Image", "Info"),
        Channel::Layer => in_catalog("Extra", |document| {
            object(document, dictionary! { "Type" => "OCG", "Name" => secret() })
        }),
        Channel::Name => in_catalog(SECRET, |_| Object::Null),
        Channel::Revision => {
            let mut bytes = clean();
            bytes.extend_from_slice(b"1 0 obj\n<<>>\nendobj\nstartxref\n0\n%%EOF\n");
            bytes
        }
        Channel::Slack => {
            let mut bytes = clean();
            bytes.extend_from_slice(b"% Kladje");
            bytes
        }
        Channel::FileId => {
            let mut bytes = clean();
            let at = bytes.windows(6).position(|w| w == b"/ID [<").expect("present") + 6;
            bytes[at] = if bytes[at] == b'0' { b'1' } else { b'0' };
            bytes
        }
        Channel::Encryption => changed(|document| {
            document.add_object(dictionary! { "Encrypt" => Dictionary::new() });
        }),
        Channel::UnknownObject => in_page("PieceInfo", |document| object(document, dictionary! { "Kladje" => 1 })),
    }
}

#[test]
fn a_clean_output_passes() {
    assert_eq!(look(&clean(), &[]), []);
}

#[test]
fn every_channel_is_named() {
    for channel in Channel::ALL {
        let boxes: &[Rect] = match channel {
            Channel::TextUnderBox | Channel::LettersUnderBox => &[BOX],
            _ => &[],
        };
        let found = look(&sabotaged(*channel), boxes);
        assert!(found.contains(channel), "{channel:?}: {found:?}");
    }
}

/// What the second witness finds by itself.
fn second(bytes: &[u8], boxes: &[Rect]) -> Vec<Channel> {
    let secrets = Secrets::of(&[Sensitive::new(SECRET), Sensitive::new("06-12345678")]);
    let quads = |rect: &Rect| crate::pdf::Matrix::IDENTITY.apply_rect(*rect);
    let boxes = [boxes.iter().map(quads).collect()];
    scan::scan(bytes, Pdf::new(bytes.to_vec()).ok().as_ref(), &boxes, &secrets)
        .into_iter()
        .map(|leak| leak.channel)
        .collect()
}

#[test]
fn the_second_witness_reads_what_is_shown_by_its_own_tables() {
    for content in [
        "BT /Smit 10 Tf 50 60 Td (Willemsen) Tj ET",
        "BT /Smit 10 Tf 50 60 Td [(Wil) -50 (lem)] TJ T* (sen) Tj ET",
        "BT /Smit 10 Tf 50 60 Td (+31 6 12) Tj ( 34 56 78) Tj ET",
    ] {
        assert!(second(&showing(content), &[]).contains(&Channel::Text), "{content}");
    }
    assert_eq!(
        second(&showing("BT /Smit 10 Tf 50 60 Td (Nota 06-1234567) Tj ET"), &[]),
        []
    );
}

#[test]
fn numbers_that_say_where_things_are_painted_are_no_finds() {
    let content = "612 345 678 06 re 61 234 m 56 78 l S BT /Smit 10 Tf 50 60 Td (Nota) Tj ET";
    assert_eq!(second(&showing(content), &[]), []);
}

#[test]
fn frames_and_rules_under_a_box_are_no_letters() {
    for path in [
        "46 51 20 10 re f",
        "46 51 m 80 51 l 80 70 l 46 70 l h S",
        "0 0 m 100 0 200 100 300 300 c S",
    ] {
        assert_eq!(second(&showing(path), &[BOX]), [], "{path}");
    }
    let letters = "q 1 0 0 1 40 50 cm 10 5 m 12 10 14 10 16 5 c f Q";
    assert_eq!(second(&showing(letters), &[BOX]), [Channel::LettersUnderBox]);
}
