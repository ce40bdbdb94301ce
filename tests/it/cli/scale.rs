//! Batches and documents of the largest size that one machine is asked for, with memory that stays flat. These take
//! minutes: `.ci/long` runs them.

use super::{Bench, MEMO};
use crate::fixture::Pdf;
use std::fs;
use std::process::{Command, Stdio};
use std::time::Duration;

/// What a process may hold at most, in KiB.
const MOST: u64 = 1 << 20;

/// The largest memory that a process ever held, in KiB; 0 when it is gone.
fn peak(process: u32) -> u64 {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM:"));
    line.and_then(|line| line.split_whitespace().nth(1)?.parse().ok())
        .unwrap_or(0)
}

fn children(process: u32) -> Vec<u32> {
    let path = format!("/proc/{process}/task/{process}/children");
    let list = fs::read_to_string(path).unwrap_or_default();
    list.split_whitespace().filter_map(|child| child.parse().ok()).collect()
}

/// Redacts `in` to `uit` and gives the peaks of the program and of its largest worker, in KiB.
fn redact(bench: &Bench) -> (u64, u64) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_woolak"))
        .current_dir(bench.root())
        .args(["redact", "in", "--out", "uit", "--ocr", "never", "--format", "json"])
        .stdout(Stdio::from(fs::File::create(bench.path("samenvatting")).expect("file")))
        .stderr(Stdio::null())
        .spawn()
        .expect("starts");
    let (mut host, mut worker) = (0, 0);
    while child.try_wait().expect("asked").is_none() {
        host = host.max(peak(child.id()));
        worker = children(child.id()).into_iter().map(peak).fold(worker, u64::max);
        std::thread::sleep(Duration::from_millis(20));
    }
    assert!(child.wait().expect("ended").success(), "{}", bench.read("samenvatting"));
    eprintln!("most memory: {} MiB, a worker {} MiB", host >> 10, worker >> 10);
    (host, worker)
}

fn summary(bench: &Bench) -> serde_json::Value {
    serde_json::from_str(&bench.read("samenvatting")).expect("JSON")
}

#[test]
#[ignore = "minutes; .ci/long runs it"]
fn ten_thousand_documents_in_one_run() {
    let bench = Bench::new();
    for number in 0..10_000_u32 {
        let telephone = (10_000 + number).to_string();
        let folder = format!("in/{}", number / 500);
        if number % 10 == 0 {
            let content = format!("BT /F1 10 Tf 10 50 Td (Telefoon: 06-123{telephone}) Tj ET");
            let page = Pdf::new().page("", &content).bytes();
            bench.write(&format!("{folder}/{number:05}.pdf"), page);
        } else {
            bench.write(&format!("{folder}/{number:05}.txt"), MEMO.replace("45678", &telephone));
        }
    }
    let (host, worker) = redact(&bench);
    assert_eq!(summary(&bench)["published"], 10_000);
    assert!(host < MOST && worker < MOST, "{host} and {worker} KiB");
    assert_eq!(bench.run(&["audit", "verify", "uit"]).code, 0);
}

#[test]
#[ignore = "minutes; .ci/long runs it"]
fn five_thousand_pages_in_one_document() {
    let bench = Bench::new();
    let mut pdf = Pdf::new();
    for page in 0..5_000_u32 {
        let mut content = format!("BT /F1 8 Tf 9 TL 10 90 Td (Telefoon: 06-123{}) Tj ", 10_000 + page);
        content.push_str(&"T* (De minister gaat akkoord met het voorstel.) Tj ".repeat(8));
        pdf = pdf.page("", &format!("{content} ET"));
    }
    bench.write("in/rapport.pdf", pdf.bytes());
    redact(&bench);
    assert_eq!(summary(&bench)["published"], 1);
    assert_eq!(summary(&bench)["pages"], 5_000);
    assert_eq!(summary(&bench)["redacted"], 5_000);
}
