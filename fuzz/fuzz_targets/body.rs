//! Any text as a body, converted to plain text.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| statusfeed_fuzz::plain_text(bytes));
