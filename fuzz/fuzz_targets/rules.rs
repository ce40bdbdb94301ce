#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| woolak_fuzz::targets::run("rules", bytes));
