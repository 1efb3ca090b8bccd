//! JSON that means harm: refused or read within its limits, without a panic, and never well by accident.

use std::fmt::Write as _;

use statusfeed::{ErrorKind, Limits, Parser, Snapshot};

const DEEP: usize = 100_000;

/// A good document with this behind it, at the top.
fn with(more: &str) -> String {
    format!(r#"{{"page": {{"id": "p1", "name": "Acme"}}, "status": {{"indicator": "minor"}}, {more}}}"#)
}

fn refusal(document: &(impl AsRef<[u8]> + ?Sized)) -> ErrorKind {
    statusfeed::parse(document).unwrap_err().kind()
}

#[test]
fn nesting_without_end_is_refused() {
    for (open, close) in [("[", "]"), ("{\"a\":", "}"), ("[{\"a\":[", "]}]")] {
        for inside in ["1", ""] {
            let nested = format!("{}{inside}{}", open.repeat(DEEP), close.repeat(DEEP));
            for key in ["extra", "components", "incidents", "page"] {
                assert_eq!(
                    refusal(&with(&format!("\"{key}\": {nested}"))),
                    ErrorKind::Limit,
                    "{open} in {key}"
                );
            }
            // And where it never closes again, or is all there is.
            let cut = with(&format!("\"extra\": {}", open.repeat(DEEP)));
            assert_eq!(refusal(cut.trim_end_matches('}')), ErrorKind::Limit, "{open} cut off");
            assert!(statusfeed::parse(&nested).is_err(), "{open} alone");
        }
    }
}

/// Whoever trusts a document may take in all of it; what nobody knows is passed over, however deep it is.
#[test]
fn nesting_is_passed_over_without_limits() {
    let nested = format!("{}1{}", "[".repeat(DEEP), "]".repeat(DEEP));
    let read = |key: &str| {
        let document = with(&format!("\"{key}\": {nested}"));
        Parser::new().limits(Limits::none()).parse(&document).unwrap()
    };
    assert_eq!(read("extra").diagnostics, []);
    assert_eq!(read("components").components, []);
}

#[test]
fn a_hundred_megabytes_of_nothing_are_refused() {
    let zeros = vec![0_u8; 100 << 20];
    assert_eq!(refusal(&zeros), ErrorKind::Limit);
    let without = Parser::new().limits(Limits::none());
    // All of them are looked at by every adapter that looks at texts.
    let few = zeros.get(..1 << 20).unwrap();
    assert_eq!(without.parse(few).unwrap_err().kind(), ErrorKind::Unrecognized);
    let mut document = with("\"components\": []").into_bytes();
    document.resize(100 << 20, 0);
    assert_eq!(without.parse(&document).unwrap_err().kind(), ErrorKind::Syntax);
    // White space is no harm.
    document.iter_mut().filter(|byte| **byte == 0).for_each(|byte| *byte = b' ');
    assert!(without.parse(&document).is_ok());
}

#[test]
fn a_million_keys_and_values_are_passed_over() {
    let mut keys = String::new();
    for n in 0..1_000_000 {
        write!(keys, "\"k{n}\": {n}, ").unwrap();
    }
    let snapshot = statusfeed::parse(&with(&format!("\"extra\": {{{keys}\"last\": 0}}"))).unwrap();
    assert_eq!(snapshot.diagnostics, []);
    let snapshot = statusfeed::parse(&with(&format!("{keys}\"components\": []"))).unwrap();
    assert_eq!(snapshot.vendor.name.as_deref(), Some("Acme"));
}

/// Every byte of a small document that is well, changed in every bit: what still reads as well has its evidence.
#[test]
fn no_single_bit_makes_it_well() {
    let ill = r#"{"page": {"id": "p1"}, "status": {"indicator": "minor"}, "components": [
        {"id": "c1", "name": "API", "status": "operational"}, {"id": "c2", "name": "Web", "status": "major_outage"}]}"#;
    assert!(!statusfeed::parse(ill).unwrap().is_operational());
    for at in 0..ill.len() {
        for bit in 0..8 {
            let mut spoiled = ill.as_bytes().to_vec();
            let Some(byte) = spoiled.get_mut(at) else { continue };
            *byte ^= 1 << bit;
            let green = statusfeed::parse(&spoiled).is_ok_and(|snapshot| snapshot.is_operational());
            assert!(!green, "bit {bit} of byte {at} makes it well");
        }
        let mut shorter = ill.to_owned();
        if shorter.is_char_boundary(at) {
            shorter.remove(at);
            let green = statusfeed::parse(&shorter).is_ok_and(|snapshot| snapshot.is_operational());
            assert!(!green, "without byte {at} it is well");
        }
    }
}

#[test]
fn no_prefix_of_a_document_that_is_well_is_well() {
    let well = r#"{"page": {"id": "p1"}, "components": [{"id": "c1", "name": "API", "status": "operational"},
        {"id": "c2", "name": "Web", "status": "operational"}], "incidents": []}"#;
    let green =
        |text: &str| statusfeed::parse(text).is_ok_and(|snapshot: Snapshot| snapshot.is_operational());
    assert!(green(well));
    for end in 0..well.len() {
        assert!(!green(well.get(..end).unwrap()), "the first {end} bytes");
    }
}
