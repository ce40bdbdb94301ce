//! Shadings (ISO 32000-2, 8.7.4.5), rebuilt from their numbers and functions.

use super::color::color_space;
use super::function::functions;
use super::object::{Dict, Ref, Store, Value};
use super::source::{Source, dictionary};
use lopdf::{Dictionary, Object};

/// A shading, or `None` where it is not one.
pub(super) fn shading(source: Source<'_>, store: &mut Store, resources: &Dictionary, object: &Object) -> Option<Ref> {
    let object = source.follow(object);
    let from = dictionary(object)?;
    let kind = source.integer(from, b"ShadingType")?;
    let mut dict = Dict::new().with("ShadingType", Value::Int(kind));
    dict.set(
        "ColorSpace",
        color_space(source, store, resources, source.get(from, b"ColorSpace")?)?,
    );
    for key in ["Background", "BBox", "Domain", "Matrix", "Coords", "Decode"] {
        dict.set_some(key, source.numbers(from, key.as_bytes()).map(Value::numbers));
    }
    for key in ["BitsPerCoordinate", "BitsPerComponent", "BitsPerFlag", "VerticesPerRow"] {
        dict.set_some(key, source.integer(from, key.as_bytes()).map(Value::Int));
    }
    dict.set_some("AntiAlias", source.boolean(from, b"AntiAlias"));
    if let Some(extend) = source.array(from, b"Extend") {
        let extend: Vec<Value> = extend
            .iter()
            .take(2)
            .map(|end| Value::Bool(matches!(source.follow(end), Object::Boolean(true))))
            .collect();
        dict.set("Extend", extend);
    }
    if let Some(of) = source.get(from, b"Function") {
        dict.set("Function", functions(source, store, of)?);
    }
    match (kind, object) {
        (1..=3, _) => Some(store.add(dict)),
        (4..=7, Object::Stream(stream)) => Some(store.add_stream(dict, &source.bytes(stream)?)),
        _ => None,
    }
}
