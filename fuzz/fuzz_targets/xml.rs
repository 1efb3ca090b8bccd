//! Any bytes, by each adapter of RSS and Atom.

#![no_main]

use statusfeed::Format;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| statusfeed_fuzz::read_as(&[Format::Rss, Format::Atom], bytes));
