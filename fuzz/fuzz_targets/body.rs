//! Any text, made plain.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| statusfeed_fuzz::show_body(bytes));
