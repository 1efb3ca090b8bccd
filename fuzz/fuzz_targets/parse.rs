//! Any bytes, with detection of the format.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| statusfeed_fuzz::parse(bytes));
