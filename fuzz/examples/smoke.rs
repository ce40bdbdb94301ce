//! A minute of mutated seeds for every target, without instrumentation: `smoke [SECONDS]`. It ends at the first fault,
//! and leaves the bytes that show it in `artifacts/`.

use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};
use woolak_fuzz::mutate::{Random, mutate};
use woolak_fuzz::seeds::seeds;
use woolak_fuzz::targets::TARGETS;

/// An input that takes longer is a fault.
const LONGEST: Duration = Duration::from_secs(60);

fn main() {
    let seconds = std::env::args()
        .nth(1)
        .and_then(|given| given.parse().ok())
        .unwrap_or(60);
    let begun = Instant::now();
    let started = AtomicU64::new(0);
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("artifacts");
    fs::create_dir_all(&folder).expect("folder for artifacts");
    std::thread::scope(|scope| {
        scope.spawn(|| watch(begun, &started));
        for (name, run) in TARGETS {
            let seeds = seeds(name);
            assert!(!seeds.is_empty(), "{name} has seeds");
            let (end, mut number) = (Instant::now() + Duration::from_secs(seconds), 0);
            while Instant::now() < end {
                let mut random = Random::new(number);
                let (one, other) = (random.below(seeds.len()), random.below(seeds.len()));
                let bytes = match seeds.get(number as usize) {
                    Some(seed) => seed.clone(),
                    None => mutate(&seeds[one], &seeds[other], &mut random),
                };
                // Written first: what kills the process leaves it behind.
                fs::write(folder.join(name), &bytes).expect("artifact written");
                started.store(begun.elapsed().as_millis() as u64, Ordering::Relaxed);
                run(&bytes);
                number += 1;
            }
            let _ = fs::remove_file(folder.join(name));
            println!("{name}: {number} inputs, {} seeds, no fault", seeds.len());
        }
        started.store(u64::MAX, Ordering::Relaxed);
    });
}

/// Ends the process when one input takes too long.
fn watch(begun: Instant, started: &AtomicU64) {
    loop {
        std::thread::sleep(Duration::from_millis(200));
        match started.load(Ordering::Relaxed) {
            u64::MAX => return,
            since if begun.elapsed().saturating_sub(Duration::from_millis(since)) > LONGEST => {
                eprintln!(
                    "an input takes longer than {} s; it is in artifacts/",
                    LONGEST.as_secs()
                );
                std::process::exit(1);
            }
            _ => {}
        }
    }
}
