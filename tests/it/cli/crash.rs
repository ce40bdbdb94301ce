//! Killed at any moment: no half-written file under its final name, no published file without its record, and the same
//! command goes on to the very bytes of an undisturbed run.

use super::attachments::pdf;
use super::{Bench, MEMO};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const KILLS: u32 = 50;
const DOCUMENTS: u32 = 30;

/// Every file of an output folder but its private corner.
pub fn files(root: &Path) -> BTreeMap<String, Vec<u8>> {
    let visible = |entry: &walkdir::DirEntry| entry.file_name() != ".woolak";
    walkdir::WalkDir::new(root)
        .into_iter()
        .filter_entry(visible)
        .filter_map(Result::ok)
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| {
            let name = entry.path().strip_prefix(root).expect("below").display().to_string();
            (name, fs::read(entry.path()).expect("readable"))
        })
        .collect()
}

fn woolak(bench: &Bench, out: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_woolak"));
    command
        .current_dir(bench.root())
        .args(["redact", "in", "--out", out, "--key-file", "sleutel", "--jobs", "2"])
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    command
}

/// Numbers that look random and are the same in every run of the test.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % bound.max(1)
    }
}

#[test]
fn killed_at_fifty_moments() {
    let bench = Bench::new();
    bench.write(
        "sleutel",
        "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f\n",
    );
    for number in 0..DOCUMENTS {
        let text = MEMO.repeat(4).replace("45678", &(10_000 + number).to_string());
        bench.write(&format!("in/{}/{number:03}.txt", number % 7), text);
    }
    let inner = pdf("BSN 111222333", &[("binnen.txt", MEMO.as_bytes().to_vec())]);
    let around = pdf("Besluit", &[("a.pdf", inner), ("b.txt", MEMO.as_bytes().to_vec())]);
    bench.write("in/3/besluit.pdf", around);
    let start = Instant::now();
    assert!(woolak(&bench, "rustig").status().expect("runs").success());
    let whole = start.elapsed();
    let expected = files(&bench.path("rustig"));
    let mut dice = Dice(7);
    let mut unfinished = 0;
    for kill in 0..KILLS {
        let mut child = woolak(&bench, "uit").spawn().expect("starts");
        std::thread::sleep(Duration::from_micros(dice.below(whole.as_micros() as u64)));
        child.kill().expect("killed");
        let status = child.wait().expect("ended");
        unfinished += u32::from(!status.success());
        let log = fs::read_to_string(bench.path("uit/audit.jsonl")).unwrap_or_default();
        for (name, bytes) in files(&bench.path("uit")) {
            if name != "audit.jsonl" {
                assert_eq!(Some(&bytes), expected.get(&name), "kill {kill}: {name} is whole");
                assert!(
                    log.contains(&format!("\"output\":\"{name}\"")),
                    "kill {kill}: {name} has its record"
                );
            }
        }
        if status.success() {
            fs::remove_dir_all(bench.path("uit")).expect("removed");
        }
    }
    assert!(
        unfinished > KILLS / 4,
        "the kills came too late to mean anything: {unfinished}"
    );
    assert!(woolak(&bench, "uit").status().expect("runs").success());
    assert_eq!(files(&bench.path("uit")), expected);
    let left: Vec<String> = fs::read_dir(bench.path("uit/.woolak"))
        .expect("private corner")
        .map(|entry| entry.expect("entry").file_name().to_string_lossy().into_owned())
        .collect();
    assert_eq!(left, ["lock"], "temporary files are swept");
}
