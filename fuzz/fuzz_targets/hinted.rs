//! Any bytes with hints that may be wrong.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| statusfeed_fuzz::parse_hinted(bytes));
