//! Disks that fill up, that may not be written to, and sources that change underneath. Mounting a small disk takes a
//! name space of one's own; where the system gives none, the test says so.

use super::crash::files;
use super::{Bench, MEMO};
use std::fs;
use std::process::{Command, Output};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

const KEY: &str = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f\n";
const REDACT: &str = "redact in --out uit --key-file sleutel --jobs 2";

/// Runs a script that may mount; `$0` is the program. `None` where mounting is not allowed.
fn mounting(bench: &Bench, script: &str) -> Option<Output> {
    let unshare = |script: &str| {
        let mut command = Command::new("unshare");
        command.args(["--user", "--map-root-user", "--mount", "sh", "-c", script]);
        command
            .arg(env!("CARGO_BIN_EXE_woolak"))
            .current_dir(bench.root())
            .output()
    };
    let trial = unshare("mkdir -p proef && mount -t tmpfs -o size=64k tmpfs proef");
    if !trial.is_ok_and(|output| output.status.success()) {
        eprintln!("OVERGESLAGEN: op dit systeem kan een proef geen schijf aankoppelen (unshare --mount)");
        return None;
    }
    unshare(script).ok()
}

fn batch() -> Bench {
    let bench = Bench::new();
    bench.write("sleutel", KEY);
    for number in 0..30 {
        let text = MEMO.repeat(10).replace("45678", &(10_000 + number).to_string());
        bench.write(&format!("in/{}/{number:03}.txt", number % 7), text);
    }
    let ran = bench.run(&["redact", "in", "--out", "rustig", "--key-file", "sleutel"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    fs::create_dir_all(bench.path("uit")).expect("mount point");
    bench
}

/// Every document there is whole, and the log of the folder knows it.
fn assert_whole_and_logged(bench: &Bench, folder: &str) -> usize {
    let expected = files(&bench.path("rustig"));
    let log = fs::read_to_string(bench.path(folder).join("audit.jsonl")).unwrap_or_default();
    let mut found = files(&bench.path(folder));
    found.remove("audit.jsonl");
    for (name, bytes) in &found {
        assert_eq!(Some(bytes), expected.get(name), "{name} is whole");
        assert!(log.contains(&format!("\"output\":\"{name}\"")), "{name} has its record");
    }
    found.len()
}

#[test]
fn a_full_disk_leaves_whole_documents_and_the_same_command_goes_on() {
    let bench = batch();
    let script = format!(
        "mount -t tmpfs -o size=200k tmpfs uit; $0 {REDACT} 2>eerst; echo $? >code; cp -a uit vol; \
         mount -o remount,size=64m uit; $0 {REDACT} 2>daarna; echo $? >>code; cp -a uit af"
    );
    if mounting(&bench, &script).is_none() {
        return;
    }
    assert_eq!(
        bench.read("code"),
        "2\n0\n",
        "{}{}",
        bench.read("eerst"),
        bench.read("daarna")
    );
    assert!(
        bench.read("eerst").contains("de schijf is vol"),
        "{}",
        bench.read("eerst")
    );
    let first = assert_whole_and_logged(&bench, "vol");
    assert!(first < 30, "the disk was to be too small: {first}");
    assert_eq!(files(&bench.path("af")), files(&bench.path("rustig")));
}

#[test]
fn a_disk_that_may_not_be_written_to_is_said_and_left_alone() {
    let bench = batch();
    let script = format!(
        "mount -t tmpfs -o ro tmpfs uit; $0 {REDACT} 2>nieuw; echo $? >code; umount uit; \
         mount -t tmpfs tmpfs uit; cp -a rustig/. uit; echo Nieuw. >in/0/000.txt; mount -o remount,ro uit; \
         $0 {REDACT} 2>oud; echo $? >>code; cp -a uit na"
    );
    if mounting(&bench, &script).is_none() {
        return;
    }
    assert_eq!(bench.read("code"), "2\n2\n");
    for told in ["nieuw", "oud"] {
        let told = bench.read(told);
        assert!(told.contains("uit") && told.contains("geen toegang"), "{told}");
    }
    assert_eq!(files(&bench.path("na")), files(&bench.path("rustig")));
}

#[test]
fn a_source_that_changes_underneath_is_published_as_it_was_or_not_at_all() {
    let versions = ["begroting", "afrekening"].map(|word| format!("De {word} is akkoord.\n{MEMO}"));
    let bench = Bench::with(&[("een/a.txt", &versions[0]), ("twee/a.txt", &versions[1])]);
    bench.write("sleutel", KEY);
    for (from, to) in [("een", "uit-een"), ("twee", "uit-twee")] {
        let ran = bench.run(&["redact", from, "--out", to, "--key-file", "sleutel"]);
        assert_eq!(ran.code, 0, "{}", ran.stderr);
    }
    let expected = ["uit-een/a.txt", "uit-twee/a.txt"].map(|name| bench.read(name));
    let stop = AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            while !stop.load(Ordering::Relaxed) {
                for version in &versions {
                    bench.write("half", version);
                    fs::create_dir_all(bench.path("in")).expect("folder");
                    fs::rename(bench.path("half"), bench.path("in/a.txt")).expect("renamed");
                    std::thread::sleep(Duration::from_millis(3));
                }
            }
        });
        while !bench.has("in/a.txt") {
            std::thread::yield_now();
        }
        for number in 0..12 {
            let out = format!("uit-{number}");
            let ran = bench.run(&["redact", "in", "--out", &out, "--key-file", "sleutel"]);
            match ran.code {
                0 => {
                    assert!(expected.contains(&bench.read(&format!("{out}/a.txt"))));
                    let checked = bench.run(&["audit", "verify", &out]);
                    assert_eq!(checked.code, 0, "{}{}", checked.stdout, checked.stderr);
                }
                _ => {
                    assert!(ran.stderr.contains("tijdens de verwerking gewijzigd"), "{}", ran.stderr);
                    assert!(!bench.has(&format!("{out}/a.txt")));
                }
            }
        }
        stop.store(true, Ordering::Relaxed);
    });
}
