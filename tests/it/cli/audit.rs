//! `woolak audit`: the schema, and every way in which a log or an output can be tampered with.

use super::{Bench, MEMO};
use serde_json::Value;
use std::fs;

fn redacted() -> Bench {
    let bench = Bench::with(&[
        ("in/a.txt", MEMO),
        ("in/b.txt", "Bel 06 1234 5678 of 070-3456789.\n"),
        ("in/c.txt", "Niets bijzonders.\n"),
    ]);
    assert_eq!(bench.run(&["redact", "in", "--out", "uit"]).code, 0);
    bench
}

/// What `audit verify` says after the log's lines were changed.
fn after(change: impl FnOnce(&mut Vec<String>)) -> (i32, String) {
    let bench = redacted();
    let mut lines: Vec<String> = bench.read("uit/audit.jsonl").lines().map(str::to_owned).collect();
    change(&mut lines);
    bench.write("uit/audit.jsonl", lines.join("\n") + "\n");
    let ran = bench.run(&["audit", "verify", "uit"]);
    (ran.code, ran.stdout)
}

#[test]
fn an_untouched_folder_is_intact() {
    let (code, said) = after(|_| ());
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("ongeschonden: 3 documenten, 3 gepubliceerde"), "{said}");
}

#[test]
fn changed_removed_inserted_and_reordered_records_are_named() {
    let (code, said) = after(|lines| lines[1] = lines[1].replace("\"page\":1", "\"page\":2"));
    assert_eq!(code, 2);
    assert!(said.contains("regel 2: record van a.txt is gewijzigd"), "{said}");
    let (_, said) = after(|lines| drop(lines.remove(1)));
    assert!(said.contains("records van a.txt ontbreken"), "{said}");
    let (_, said) = after(|lines| lines.insert(2, lines[1].clone()));
    assert!(
        said.contains("regel 3: record van a.txt is ingevoegd of verplaatst"),
        "{said}"
    );
    let (_, said) = after(|lines| lines.swap(1, 2));
    assert!(said.contains("ingevoegd of verplaatst"), "{said}");
    let (_, said) = after(|lines| drop(lines.pop()));
    assert!(said.contains("niet afgesloten"), "{said}");
}

#[test]
fn swapped_missing_and_foreign_files_are_named() {
    let bench = redacted();
    bench.write("uit/a.txt", MEMO);
    fs::remove_file(bench.path("uit/b.txt")).expect("removed");
    bench.write("uit/d.txt", "erbij gelegd");
    let ran = bench.run(&["audit", "verify", "uit"]);
    assert_eq!(ran.code, 2);
    for expected in [
        "a.txt: het gepubliceerde bestand is verwisseld",
        "b.txt: het gepubliceerde bestand ontbreekt",
        "d.txt: dit bestand staat niet",
    ] {
        assert!(ran.stdout.contains(expected), "{expected}: {}", ran.stdout);
    }
}

#[test]
fn a_signed_log_is_of_its_key_and_no_other() {
    let pair = |name: &str, bench: &Bench| {
        let pair = minisign::KeyPair::generate_unencrypted_keypair().expect("keys");
        let secret = pair.sk.to_box(None).expect("box").into_string();
        bench.write(&format!("{name}.key"), secret);
        bench.write(&format!("{name}.pub"), pair.pk.to_box().expect("box").into_string());
    };
    let bench = Bench::with(&[("in/a.txt", MEMO)]);
    pair("onze", &bench);
    pair("andere", &bench);
    let verify = |key: &str| {
        let ran = bench.run(&["audit", "verify", "uit", "--public-key", key]);
        (ran.code, ran.stdout)
    };
    assert_eq!(bench.run(&["redact", "in", "--out", "uit"]).code, 0);
    assert!(verify("onze.pub").1.contains("niet ondertekend"));
    let sign = ["redact", "in", "--out", "uit", "--sign-key", "onze.key"];
    assert_eq!(bench.run(&sign).code, 0);
    let signature = bench.read("uit/audit.jsonl.minisig");
    assert_eq!(verify("onze.pub").0, 0);
    let unchecked = bench.run(&["audit", "verify", "uit"]);
    assert!(
        unchecked.code == 0 && unchecked.stdout.contains("--public-key"),
        "{}",
        unchecked.stdout
    );
    assert!(verify("andere.pub").1.contains("niet van deze sleutel"));
    bench.run(&sign);
    assert_eq!(
        bench.read("uit/audit.jsonl.minisig"),
        signature,
        "a finished run changes nothing"
    );
    bench.write("in/b.txt", "Niets.\n");
    assert_eq!(bench.run(&["redact", "in", "--out", "uit"]).code, 0);
    assert!(!bench.has("uit/audit.jsonl.minisig"), "an old signature does not stay");
    assert_eq!(
        bench
            .run(&["redact", "in", "--out", "uit", "--sign-key", "onze.pub"])
            .code,
        2
    );
}

#[test]
fn minisign_itself_makes_the_keys_and_judges_the_signature() {
    let minisign = |bench: &Bench, arguments: &[&str], stdin: &str| {
        let mut command = assert_cmd::Command::new("minisign");
        let ran = command
            .current_dir(bench.root())
            .args(arguments)
            .write_stdin(stdin)
            .output();
        ran.map(|output| output.status.success())
    };
    let bench = redacted();
    if minisign(&bench, &["-v"], "").is_err() {
        eprintln!("OVERGESLAGEN: minisign is niet geïnstalleerd");
        return;
    }
    let made = |arguments: &[&str], stdin: &str| assert!(minisign(&bench, arguments, stdin).expect("runs"));
    made(&["-G", "-W", "-p", "vrij.pub", "-s", "vrij.key"], "");
    made(&["-G", "-p", "slot.pub", "-s", "slot.key"], "geheim\ngeheim\n");
    bench.write("woord", "geheim\n");
    for (name, password) in [("vrij", &[][..]), ("slot", &["--sign-password-file", "woord"][..])] {
        let (key, public) = (format!("{name}.key"), format!("{name}.pub"));
        let sign = ["redact", "in", "--out", "uit", "--sign-key", &key];
        let ran = bench.run(&[&sign[..], password].concat());
        assert_eq!(ran.code, 0, "{name}: {}", ran.stderr);
        made(&["-V", "-p", &public, "-m", "uit/audit.jsonl"], "");
    }
    made(&["-S", "-s", "vrij.key", "-m", "uit/audit.jsonl"], "");
    let verify = ["audit", "verify", "uit", "--public-key", "vrij.pub"];
    assert_eq!(bench.run(&verify).code, 0);
    let log = bench.read("uit/audit.jsonl");
    bench.write("uit/audit.jsonl", log.replacen("\"page\":1", "\"page\":2", 1));
    assert!(!minisign(&bench, &["-V", "-p", "vrij.pub", "-m", "uit/audit.jsonl"], "").expect("runs"));
    assert_eq!(bench.run(&verify).code, 2);
}

#[test]
fn times_stand_apart_from_the_log() {
    let bench = redacted();
    let log = bench.read("uit/audit.jsonl");
    let ran = bench.run(&[
        "redact",
        "in",
        "--out",
        "nog",
        "--key-file",
        "uit/.woolak/sleutel",
        "--timings",
        "tijden.jsonl",
    ]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert_eq!(bench.read("nog/audit.jsonl"), log, "the log says the same");
    let times = bench.read("tijden.jsonl");
    let lines: Vec<Value> = times
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect();
    assert_eq!(lines.len(), 4);
    assert!(lines[0]["redact_ms"].is_u64() && lines[0]["pages"] == 1, "{times}");
    for stage in ["read", "interpret", "detect", "rewrite", "verify", "write"] {
        assert!(lines[0]["stages_us"][stage].is_u64(), "{stage}: {times}");
    }
    assert!(
        lines.iter().any(|line| line["stages_us"]["detect"].as_u64() > Some(0)),
        "{times}"
    );
    assert!(lines[3]["wall_ms"].is_u64() && lines[3]["documents"] == 3, "{times}");
}

#[test]
fn a_ground_is_asked_for_in_any_spelling() {
    let bench = redacted();
    let count = |ground: &str| {
        let listed = bench.run(&["audit", "list", "uit", "--ground", ground, "--format", "csv"]);
        (listed.code, listed.stdout.lines().count())
    };
    let plain = count("5.1.2.e");
    assert!(plain.0 == 0 && plain.1 > 1, "{plain:?}");
    for spelling in ["5.1.2e", "artikel 5.1, tweede lid, onder e", "(10)(2e)"] {
        assert_eq!(count(spelling), plain, "{spelling}");
    }
    assert_eq!(count("9.9").0, 2);
}

#[test]
fn every_record_validates_against_the_schema() {
    let bench = redacted();
    bench.write("in/d.txt", b"caf\xe9");
    assert_eq!(bench.run(&["scan", "in/a.txt", "--out", "besluit.json"]).code, 0);
    let decided = bench
        .read("besluit.json")
        .replacen("\"reviewer\": \"\"", "\"reviewer\": \"jurist 7\"", 1);
    // Of every finding, not of what was proposed for it, which stands deeper.
    let (proposed, kept) = ("\n          \"ruling\": \"redact\"", "\n          \"ruling\": \"keep\"");
    bench.write("besluit.json", decided.replace(proposed, kept));
    bench.run(&["redact", "in", "--out", "uit", "--accept", "herbouwd"]);
    bench.run(&["redact", "in/a.txt", "--out", "besloten", "--decisions", "besluit.json"]);
    let schema: Value = serde_json::from_str(&bench.run(&["audit", "schema"]).stdout).expect("JSON");
    let log = bench.read("uit/audit.jsonl") + &bench.read("besloten/audit.jsonl");
    assert!(log.contains("\"by\":{\"reviewer\":\"jurist 7\"}"), "{log}");
    for line in log.lines() {
        let record: Value = serde_json::from_str(line).expect("JSON");
        check(&schema, &schema, &record).unwrap_or_else(|error| panic!("{error}: {line}"));
        let mut extra = record.clone();
        extra["tekst"] = Value::from("Jansen");
        assert!(check(&schema, &schema, &extra).is_err(), "an unknown field is an error");
    }
}

/// The part of JSON Schema 2020-12 that the schema uses; a keyword beyond it fails the test.
fn check(root: &Value, schema: &Value, value: &Value) -> Result<(), String> {
    let keywords = schema.as_object().ok_or("schema is no object")?;
    let fail = |keyword: &str| Err(format!("{keyword} fails on {value}"));
    for (keyword, rule) in keywords {
        match keyword.as_str() {
            "$schema" | "$id" | "$defs" | "title" | "description" => {}
            "$ref" => {
                let pointer = rule.as_str().and_then(|r| r.strip_prefix('#')).ok_or("foreign $ref")?;
                check(root, root.pointer(pointer).ok_or("dangling $ref")?, value)?;
            }
            "type" => {
                let fits = match rule.as_str() {
                    Some("object") => value.is_object(),
                    Some("array") => value.is_array(),
                    Some("string") => value.is_string(),
                    Some("integer") => value.is_u64() || value.is_i64(),
                    Some("number") => value.is_number(),
                    Some("boolean") => value.is_boolean(),
                    _ => return Err(format!("unknown type {rule}")),
                };
                if !fits {
                    return fail("type");
                }
            }
            "const" if rule != value => return fail("const"),
            "enum" if !rule.as_array().is_some_and(|all| all.contains(value)) => return fail("enum"),
            "const" | "enum" => {}
            "oneOf" => {
                let fitting = rule.as_array().into_iter().flatten();
                if fitting.filter(|one| check(root, one, value).is_ok()).count() != 1 {
                    return fail("oneOf");
                }
            }
            "required" => {
                for name in rule.as_array().into_iter().flatten().filter_map(Value::as_str) {
                    value.get(name).ok_or_else(|| format!("{name} is missing"))?;
                }
            }
            "properties" => {
                for (name, rule) in rule.as_object().into_iter().flatten() {
                    value.get(name).map_or(Ok(()), |value| check(root, rule, value))?;
                }
            }
            "additionalProperties" => {
                let known = schema.get("properties").and_then(Value::as_object);
                for (name, value) in value.as_object().into_iter().flatten() {
                    if !known.is_some_and(|known| known.contains_key(name)) {
                        match rule {
                            Value::Bool(false) => return Err(format!("{name} is unknown")),
                            rule => check(root, rule, value)?,
                        }
                    }
                }
            }
            "items" => {
                for value in value.as_array().into_iter().flatten() {
                    check(root, rule, value)?;
                }
            }
            "minItems" | "maxItems" => {
                let (count, bound) = (value.as_array().map_or(0, Vec::len) as u64, rule.as_u64().unwrap_or(0));
                if (keyword == "minItems" && count < bound) || (keyword == "maxItems" && count > bound) {
                    return fail(keyword);
                }
            }
            "minimum" if value.as_f64() < rule.as_f64() => return fail("minimum"),
            "maximum" if value.as_f64() > rule.as_f64() => return fail("maximum"),
            "minimum" | "maximum" => {}
            "pattern" => {
                let pattern = regex::Regex::new(rule.as_str().unwrap_or_default()).map_err(|e| e.to_string())?;
                if !value.as_str().is_some_and(|text| pattern.is_match(text)) {
                    return fail("pattern");
                }
            }
            _ => return Err(format!("unknown keyword {keyword}")),
        }
    }
    Ok(())
}
