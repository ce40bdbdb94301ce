//! Colour spaces (ISO 32000-2, 8.6), rebuilt from their numbers. Colorant names that are not process colours are replaced.

use super::function::function;
use super::icc;
use super::object::{Dict, Store, Value};
use super::source::{Source, dictionary};
use lopdf::{Dictionary, Object};

const MAX_DEPTH: usize = 6;
const MAX_COLORANTS: usize = 32;

/// The colour space of a name or array. `resources` resolves names of the resource dictionary.
pub(super) fn color_space(
    source: Source<'_>,
    store: &mut Store,
    resources: &Dictionary,
    object: &Object,
) -> Option<Value> {
    nested(source, store, resources, object, 0)
}

/// How many components a colour of this space has; `None` for patterns.
pub(super) fn components(source: Source<'_>, resources: &Dictionary, object: &Object) -> Option<usize> {
    let mut object = source.follow(object);
    for _ in 0..MAX_DEPTH {
        match object {
            Object::Name(name) => match device(name) {
                Some("DeviceGray") => return Some(1),
                Some("DeviceRGB") => return Some(3),
                Some("DeviceCMYK") => return Some(4),
                Some(_) => return None,
                None => object = source.get(source.dict(resources, b"ColorSpace")?, name)?,
            },
            Object::Array(items) => {
                let family = source.follow(items.first()?).as_name().ok()?;
                return Some(match family {
                    b"CalGray" | b"Indexed" | b"I" | b"Separation" => 1,
                    b"CalRGB" | b"Lab" => 3,
                    b"ICCBased" => {
                        let profile = dictionary(source.follow(items.get(1)?))?;
                        usize::try_from(source.integer(profile, b"N")?).ok()?
                    }
                    b"DeviceN" => source.follow(items.get(1)?).as_array().ok()?.len(),
                    _ => {
                        object = source.follow(items.first()?);
                        continue;
                    }
                });
            }
            _ => return None,
        }
    }
    None
}

fn device(name: &[u8]) -> Option<&'static str> {
    Some(match name {
        b"DeviceGray" | b"G" | b"CalGray" => "DeviceGray",
        b"DeviceRGB" | b"RGB" | b"CalRGB" => "DeviceRGB",
        b"DeviceCMYK" | b"CMYK" | b"CalCMYK" => "DeviceCMYK",
        b"Pattern" => "Pattern",
        _ => return None,
    })
}

fn nested(
    source: Source<'_>,
    store: &mut Store,
    resources: &Dictionary,
    object: &Object,
    depth: usize,
) -> Option<Value> {
    if depth > MAX_DEPTH {
        return None;
    }
    match source.follow(object) {
        Object::Name(name) => match device(name) {
            Some(device) => Some(Value::name(device)),
            None => {
                let named = source.get(source.dict(resources, b"ColorSpace")?, name)?;
                nested(source, store, resources, named, depth + 1)
            }
        },
        Object::Array(items) => family(source, store, resources, items, depth),
        _ => None,
    }
}

fn family(
    source: Source<'_>,
    store: &mut Store,
    resources: &Dictionary,
    items: &[Object],
    depth: usize,
) -> Option<Value> {
    let name = source.follow(items.first()?).as_name().ok()?;
    match name {
        b"CalGray" | b"CalRGB" | b"Lab" => {
            let space = match name {
                b"CalGray" => "CalGray",
                b"CalRGB" => "CalRGB",
                _ => "Lab",
            };
            let from = dictionary(source.follow(items.get(1)?))?;
            let mut dict = Dict::new();
            dict.set("WhitePoint", Value::numbers(source.numbers(from, b"WhitePoint")?));
            dict.set_some("BlackPoint", source.numbers(from, b"BlackPoint").map(Value::numbers));
            match (space, source.number(from, b"Gamma")) {
                ("CalGray", gamma) => dict.set_some("Gamma", gamma),
                _ => dict.set_some("Gamma", source.numbers(from, b"Gamma").map(Value::numbers)),
            }
            dict.set_some("Matrix", source.numbers(from, b"Matrix").map(Value::numbers));
            dict.set_some("Range", source.numbers(from, b"Range").map(Value::numbers));
            Some(vec![Value::name(space), Value::Dict(dict)].into())
        }
        b"ICCBased" => icc_based(source, store, items),
        b"Indexed" | b"I" => {
            let base = nested(source, store, resources, items.get(1)?, depth + 1)?;
            let high = source.follow(items.get(2)?).as_i64().ok()?.clamp(0, 255);
            let mut table = match source.follow(items.get(3)?) {
                Object::String(bytes, _) => bytes.clone(),
                Object::Stream(stream) => source.bytes(stream)?,
                _ => return None,
            };
            let size = (high as usize + 1) * components(source, resources, items.get(1)?)?;
            table.resize(size, 0);
            Some(vec![Value::name("Indexed"), base, Value::Int(high), Value::Bytes(table)].into())
        }
        b"Separation" => {
            let colorant = colorant(source.follow(items.get(1)?).as_name().ok()?, 0);
            let alternate = nested(source, store, resources, items.get(2)?, depth + 1)?;
            let tint = function(source, store, items.get(3)?)?;
            Some(vec![Value::name("Separation"), colorant, alternate, tint.into()].into())
        }
        b"DeviceN" => {
            let names = source.follow(items.get(1)?).as_array().ok()?;
            let colorants: Option<Vec<Value>> = names
                .iter()
                .take(MAX_COLORANTS)
                .enumerate()
                .map(|(index, name)| source.follow(name).as_name().ok().map(|name| colorant(name, index)))
                .collect();
            let alternate = nested(source, store, resources, items.get(2)?, depth + 1)?;
            let tint = function(source, store, items.get(3)?)?;
            Some(vec![Value::name("DeviceN"), colorants?.into(), alternate, tint.into()].into())
        }
        b"Pattern" => {
            let under = items
                .get(1)
                .and_then(|under| nested(source, store, resources, under, depth + 1));
            Some(match under {
                Some(under) => vec![Value::name("Pattern"), under].into(),
                None => Value::name("Pattern"),
            })
        }
        _ => device(name).map(Value::name),
    }
}

fn colorant(name: &[u8], index: usize) -> Value {
    match name {
        b"All" => Value::name("All"),
        b"None" => Value::name("None"),
        b"Cyan" => Value::name("Cyan"),
        b"Magenta" => Value::name("Magenta"),
        b"Yellow" => Value::name("Yellow"),
        b"Black" => Value::name("Black"),
        _ => Value::Name(format!("Spot{}", index + 1).into()),
    }
}

fn icc_based(source: Source<'_>, store: &mut Store, items: &[Object]) -> Option<Value> {
    let Object::Stream(stream) = source.follow(items.get(1)?) else {
        return None;
    };
    let count = usize::try_from(source.integer(&stream.dict, b"N")?).ok()?;
    let device = match count {
        1 => "DeviceGray",
        3 => "DeviceRGB",
        4 => "DeviceCMYK",
        _ => return None,
    };
    let Some(profile) = source.bytes(stream).and_then(|profile| icc::reduce(&profile, count)) else {
        return Some(Value::name(device));
    };
    let mut dict = Dict::new().with("N", count).with("Alternate", Value::name(device));
    dict.set_some("Range", source.numbers(&stream.dict, b"Range").map(Value::numbers));
    let profile = store.add_stream(dict, &profile);
    Some(vec![Value::name("ICCBased"), profile.into()].into())
}
