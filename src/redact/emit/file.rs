//! The file around the objects: header, object streams, one cross-reference stream, and an identifier that is the hash
//! of the file itself (ISO 32000-2, 7.5). One revision, nothing before `%PDF`, nothing after `%%EOF`.

use super::flate::deflate;
use super::object::{Dict, Object, Ref, Store, Value, write_dict, write_value};
use sha2::{Digest, Sha256};

/// Objects per object stream.
const PER_STREAM: usize = 200;
const ID_LENGTH: usize = 16;

enum Entry {
    At(usize),
    Packed { stream: usize, index: usize },
}

/// Writes the file.
pub(super) fn write(store: Store, catalog: Ref) -> Vec<u8> {
    let objects = store.into_objects();
    let count = objects.len();
    let mut out = b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n".to_vec();
    let mut entries: Vec<Entry> = Vec::with_capacity(count);
    let mut packed: Vec<(usize, Vec<u8>)> = Vec::new();
    for (index, object) in objects.into_iter().enumerate() {
        match object {
            Object::Stream(dict, bytes) => {
                entries.push(Entry::At(out.len()));
                write_stream(&mut out, index + 1, dict, &bytes);
            }
            Object::Plain(value) => {
                let place = packed.len();
                entries.push(Entry::Packed {
                    stream: count + 1 + place / PER_STREAM,
                    index: place % PER_STREAM,
                });
                let mut bytes = Vec::new();
                write_value(&mut bytes, &value);
                packed.push((index + 1, bytes));
            }
        }
    }
    for (index, chunk) in packed.chunks(PER_STREAM).enumerate() {
        entries.push(Entry::At(out.len()));
        write_object_stream(&mut out, count + 1 + index, chunk);
    }
    write_cross_references(&mut out, entries, catalog);
    out
}

fn write_stream(out: &mut Vec<u8>, number: usize, dict: Dict, bytes: &[u8]) {
    out.extend_from_slice(format!("{number} 0 obj\n").as_bytes());
    write_dict(out, &dict.with("Length", bytes.len()));
    out.extend_from_slice(b"stream\n");
    out.extend_from_slice(bytes);
    out.extend_from_slice(b"\nendstream\nendobj\n");
}

fn write_object_stream(out: &mut Vec<u8>, number: usize, chunk: &[(usize, Vec<u8>)]) {
    let mut header = String::new();
    let mut body = Vec::new();
    for (number, bytes) in chunk {
        header.push_str(&format!("{number} {} ", body.len()));
        body.extend_from_slice(bytes);
        body.push(b'\n');
    }
    let dict = Dict::typed("ObjStm")
        .with("N", chunk.len())
        .with("First", header.len())
        .with("Filter", Value::name("FlateDecode"));
    let mut bytes = header.into_bytes();
    bytes.extend_from_slice(&body);
    write_stream(out, number, dict, &deflate(&bytes));
}

fn write_cross_references(out: &mut Vec<u8>, mut entries: Vec<Entry>, catalog: Ref) {
    let start = out.len();
    let number = entries.len() + 1;
    entries.push(Entry::At(start));
    // One free entry, then type, offset or stream number, generation or index.
    let mut rows = vec![0, 0, 0, 0, 0, 0xFF, 0xFF];
    for entry in &entries {
        let (kind, second, third) = match entry {
            Entry::At(offset) => (1, *offset, 0),
            Entry::Packed { stream, index } => (2, *stream, *index),
        };
        rows.push(kind);
        rows.extend_from_slice(&(second as u32).to_be_bytes());
        rows.extend_from_slice(&(third as u16).to_be_bytes());
    }
    let bytes = deflate(&rows);
    let zeros = Value::Bytes(vec![0; ID_LENGTH]);
    // The identifier stands first, so that its place in the file is known without looking for it.
    let dict = Dict::new()
        .with("ID", vec![zeros.clone(), zeros])
        .with("Type", Value::name("XRef"))
        .with("Size", entries.len() + 1)
        .with("W", vec![Value::Int(1), Value::Int(4), Value::Int(2)])
        .with("Root", catalog)
        .with("Filter", Value::name("FlateDecode"));
    write_stream(out, number, dict, &bytes);
    out.extend_from_slice(format!("startxref\n{start}\n%%EOF\n").as_bytes());

    let hash = Sha256::digest(&*out);
    let mut id = Vec::new();
    write_value(&mut id, &Value::Bytes(hash[..ID_LENGTH].to_vec()));
    let first = start + format!("{number} 0 obj\n<</ID [").len();
    let second = first + id.len() + 1;
    out[first..first + id.len()].copy_from_slice(&id);
    out[second..second + id.len()].copy_from_slice(&id);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn small() -> Vec<u8> {
        let mut store = Store::default();
        let pages = store.reserve();
        let page = store.add(
            Dict::typed("Page")
                .with("Parent", pages)
                .with("MediaBox", Value::numbers([0., 0., 9., 9.])),
        );
        store.fill(
            pages,
            Dict::typed("Pages")
                .with("Kids", vec![Value::Ref(page)])
                .with("Count", 1usize),
        );
        let catalog = store.add(Dict::typed("Catalog").with("Pages", pages));
        write(store, catalog)
    }

    #[test]
    fn the_file_is_read_back_and_ends_where_it_ends() {
        let bytes = small();
        let read = lopdf::Document::load_mem(&bytes).expect("readable");
        assert_eq!(read.get_pages().len(), 1);
        assert!(bytes.starts_with(b"%PDF-") && bytes.ends_with(b"%%EOF\n"));
    }

    #[test]
    fn the_identifier_is_the_hash_of_the_file_without_it() {
        let mut bytes = small();
        let at = bytes.windows(5).position(|w| w == b"/ID [").expect("present") + 5;
        let digits = bytes[at + 1..at + 33].to_vec();
        assert_ne!(digits, vec![b'0'; 32]);
        for start in [at + 1, at + 36] {
            bytes[start..start + 32].fill(b'0');
        }
        let mut expected = Vec::new();
        write_value(&mut expected, &Value::Bytes(Sha256::digest(&bytes)[..16].to_vec()));
        assert_eq!(digits, expected[1..33]);
    }
}
