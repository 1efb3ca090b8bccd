//! Any bytes for one adapter, which the first byte chooses, even if its probe refuses them.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| statusfeed_fuzz::parse_as_chosen(bytes));
