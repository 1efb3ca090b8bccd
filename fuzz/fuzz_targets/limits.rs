//! Any bytes, under limits that are soon reached.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| statusfeed_fuzz::parse_limited(bytes));
