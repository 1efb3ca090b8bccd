//! Any bytes for each adapter of JSON.

#![no_main]

use statusfeed::Format;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| statusfeed_fuzz::parse_as(
    &[Format::Json, Format::JsonFeed],
    bytes
));
