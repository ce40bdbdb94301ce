//! Tags: what a screen reader goes by stays, in forms too, and says nothing that is withheld.

use crate::cli::Bench;
use crate::fixture::Pdf;
use lopdf::{Dictionary, Document, Object};

/// A tagged page that draws a form; elements are given as `S`, further entries, and where their content stands.
fn tagged(page: &str, form: &str, elements: &[(&str, &str, &str)]) -> Vec<u8> {
    let mut pdf = Pdf::new();
    let mut kids = String::new();
    for (number, (role, entries, content)) in (40..).zip(elements) {
        let content = match *content {
            "page" => "0".to_owned(),
            mcid => format!("<< /Type /MCR /Pg 100 0 R /Stm 30 0 R /MCID {mcid} >>"),
        };
        let element = format!("<< /Type /StructElem /S /{role} /P 20 0 R /Pg 100 0 R {entries} /K [{content}] >>");
        pdf = pdf.object(number, &element);
        kids.push_str(&format!("{number} 0 R "));
    }
    pdf.object(20, &format!("<< /Type /StructTreeRoot /K [{kids}] >>"))
        .stream(
            30,
            "/Type /XObject /Subtype /Form /BBox [0 0 300 100] /StructParents 1 /Resources << /Font << /F1 3 0 R >> >>",
            form.as_bytes(),
        )
        .catalog("/MarkInfo << /Marked true >> /StructTreeRoot 20 0 R")
        .page(
            "/MediaBox [0 0 300 100] /StructParents 0 /Resources << /Font << /F1 3 0 R >> /XObject << /Fm 30 0 R >> \
             /Properties << /MC0 31 0 R >> >>",
            page,
        )
        .object(31, "<< /MCID 0 >>")
        .bytes()
}

/// The output for a source, with `Zwanikken` withheld.
fn redacted(source: Vec<u8>) -> Document {
    let bench = Bench::new();
    bench.write("in/a.pdf", source);
    bench.write("termen", "Zwanikken\t5.1.2.e\n");
    let ran = bench.run(&["redact", "in", "--out", "uit", "--terms", "termen"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    Document::load(bench.path("uit/a.pdf")).expect("readable")
}

/// All structure elements of that type.
fn elements<'a>(document: &'a Document, role: &str) -> Vec<&'a Dictionary> {
    let dictionaries = document.objects.values().filter_map(|object| object.as_dict().ok());
    dictionaries
        .filter(|dict| {
            dict.get(b"S")
                .and_then(Object::as_name)
                .is_ok_and(|name| name == role.as_bytes())
        })
        .collect()
}

fn alt(element: &Dictionary) -> Option<String> {
    let alt = element.get(b"Alt").ok()?;
    Some(lopdf::decode_text_string(alt).expect("a text string"))
}

/// The stream that each content item of an element stands in.
fn streams(document: &Document, element: &Dictionary) -> Vec<lopdf::ObjectId> {
    let kids = match element.get(b"K").expect("kids") {
        Object::Array(kids) => kids.as_slice(),
        one => std::slice::from_ref(one),
    };
    let items = kids.iter().filter_map(|kid| match document.dereference(kid) {
        Ok((_, Object::Dictionary(item))) => item.get(b"Stm").and_then(Object::as_reference).ok(),
        _ => None,
    });
    items.collect()
}

const FORM: &str = "/P << /MCID 0 >> BDC BT /F1 9 Tf 10 50 Td (Besproken met Zwanikken op maandag) Tj ET EMC \
    /Figure << /MCID 1 >> BDC 10 10 20 20 re f EMC";

#[test]
fn tags_in_a_form_stay_around_a_label_too() {
    let source = tagged(
        "/Fm Do",
        FORM,
        &[("P", "", "0"), ("Figure", "/Alt (Kaart van de wijk)", "1")],
    );
    let document = redacted(source);
    let [paragraph] = elements(&document, "P")[..] else {
        panic!("one paragraph")
    };
    let forms = streams(&document, paragraph);
    // Before the label, and behind it.
    assert_eq!(forms.len(), 2, "{paragraph:?}");
    let form = document
        .get_object(forms[0])
        .and_then(Object::as_stream)
        .expect("a form");
    let content = String::from_utf8_lossy(&form.get_plain_content().expect("decodes")).into_owned();
    let marked: Vec<_> = content.matches("MCID").collect();
    assert_eq!(marked.len(), 4, "{content}");
    let key = form.dict.get(b"StructParents").and_then(Object::as_i64).expect("a key");
    let parents = parents(&document, key);
    assert_eq!(parents.len(), 4);
    assert!(
        parents.iter().all(|parent| parent.as_reference().is_ok()),
        "{parents:?}"
    );
    let labels = elements(&document, "Span");
    assert_eq!(labels.len(), 1);
    assert!(alt(labels[0]).is_some_and(|alt| alt.starts_with("gelakt op grond van")));
    assert_eq!(streams(&document, labels[0]), [forms[0]]);
    assert_eq!(
        alt(elements(&document, "Figure")[0]).as_deref(),
        Some("Kaart van de wijk")
    );
}

/// The elements under a key of the parent tree.
fn parents(document: &Document, key: i64) -> Vec<Object> {
    let catalog = document.catalog().expect("a catalog");
    let root = document.get_dict_in_dict(catalog, b"StructTreeRoot").expect("a tree");
    let tree = document.get_dict_in_dict(root, b"ParentTree").expect("a parent tree");
    let numbers = tree.get(b"Nums").and_then(Object::as_array).expect("numbers");
    let own = numbers
        .chunks(2)
        .find(|pair| pair[0].as_i64().ok() == Some(key))
        .expect("the key");
    let (_, own) = document.dereference(&own[1]).expect("a list");
    own.as_array().expect("a list").clone()
}

#[test]
fn a_description_stays_unless_it_tells_something_or_its_picture_changed() {
    let description = |words: &str| {
        let entries = format!("/Alt ({words})");
        let page = "/Figure /MC0 BDC 50 10 20 20 re f EMC BT /F1 9 Tf 10 50 Td (Besproken met Zwanikken) Tj ET";
        let document = redacted(tagged(page, "", &[("Figure", &entries, "page")]));
        let [figure] = elements(&document, "Figure")[..] else {
            panic!("one figure")
        };
        alt(figure)
    };
    assert_eq!(description("Kaart van de wijk").as_deref(), Some("Kaart van de wijk"));
    for told in [
        "Foto van Zwanikken",
        "Foto van ZWANIK-KEN",
        "Foto, bel 06-12345678",
        "Foto van mevrouw A. de Vries",
        "Wndhbmlra2Vu WndhbmlrS2Vu Wndhbmlra2Vu",
        "%5a%77%61%6e%69%6b%6b%65%6e",
    ] {
        assert_eq!(description(told), None, "{told}");
    }
}

#[test]
fn a_description_of_what_was_redacted_goes() {
    let page = "/Figure /MC0 BDC BT /F1 9 Tf 10 50 Td (Besproken met Zwanikken) Tj ET EMC";
    let document = redacted(tagged(page, "", &[("Figure", "/Alt (Handgeschreven briefje)", "page")]));
    assert_eq!(elements(&document, "Figure").into_iter().find_map(alt), None);
    let form = tagged(
        "/Figure /MC0 BDC /Fm Do EMC",
        "BT /F1 9 Tf 10 50 Td (Besproken met Zwanikken) Tj ET",
        &[("Figure", "/Alt (Handgeschreven briefje)", "page")],
    );
    assert_eq!(elements(&redacted(form), "Figure").into_iter().find_map(alt), None);
}

#[test]
fn words_beside_the_text_other_than_descriptions_go() {
    let entries = "/T (Kop) /E (Kaart) /ActualText (Kaart) /ID (kaart-1) /Title (Kaart) /C /kaart";
    let page = "/P /MC0 BDC BT /F1 9 Tf 10 50 Td (Gewone tekst) Tj ET EMC";
    let document = redacted(tagged(page, "", &[("P", &format!("{entries} /Alt (Kaart)"), "page")]));
    let [paragraph] = elements(&document, "P")[..] else {
        panic!("one paragraph")
    };
    for key in ["T", "E", "ActualText", "ID", "Title", "C", "Alt"] {
        assert!(!paragraph.has(key.as_bytes()), "{key}");
    }
}
