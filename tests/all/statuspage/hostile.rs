//! Hostile JSON is refused or read within the limits, without a panic, and never becomes operational by damage.

use std::fmt::Write as _;

use statusfeed::diagnostic::Code;
use statusfeed::{ErrorKind, Impact, Limits, Parser, Snapshot};

const DEEP: usize = 100_000;

/// A valid document with more members at the end.
fn with(more: &str) -> String {
    format!(r#"{{"page": {{"id": "p1", "name": "Acme"}}, "status": {{"indicator": "minor"}}, {more}}}"#)
}

fn error_kind(document: &(impl AsRef<[u8]> + ?Sized)) -> ErrorKind {
    statusfeed::parse(document).unwrap_err().kind()
}

#[test]
fn deep_nesting_is_refused() {
    for (open, close) in [("[", "]"), ("{\"a\":", "}"), ("[{\"a\":[", "]}]")] {
        for inside in ["1", ""] {
            let nested = format!("{}{inside}{}", open.repeat(DEEP), close.repeat(DEEP));
            for key in ["extra", "components", "incidents", "page"] {
                assert_eq!(
                    error_kind(&with(&format!("\"{key}\": {nested}"))),
                    ErrorKind::Limit,
                    "{open} in {key}"
                );
            }
            // Also if it is never closed, or is the whole document.
            let cut = with(&format!("\"extra\": {}", open.repeat(DEEP)));
            assert_eq!(error_kind(cut.trim_end_matches('}')), ErrorKind::Limit, "{open} not closed");
            assert!(statusfeed::parse(&nested).is_err(), "{open} alone");
        }
    }
}

/// Whether all that is reported is a key that the format does not have.
fn names_unread_keys_only(snapshot: &Snapshot) -> bool {
    snapshot.diagnostics.iter().all(|found| found.code == Code::UnreadKey)
}

#[test]
fn deep_nesting_is_skipped_without_limits() {
    let nested = format!("{}1{}", "[".repeat(DEEP), "]".repeat(DEEP));
    let read = |key: &str| {
        let document = with(&format!("\"{key}\": {nested}"));
        Parser::new().with_limits(Limits::none()).parse(&document).unwrap()
    };
    assert!(names_unread_keys_only(&read("extra")));
    assert_eq!(read("components").components, []);
}

#[test]
fn a_hundred_megabytes_of_zeros_are_refused() {
    let zeros = vec![0_u8; 100 << 20];
    assert_eq!(error_kind(&zeros), ErrorKind::Limit);
    let without = Parser::new().with_limits(Limits::none());
    let few = zeros.get(..1 << 20).unwrap();
    assert_eq!(without.parse(few).unwrap_err().kind(), ErrorKind::Packed);
    let mut document = with("\"components\": []").into_bytes();
    document.resize(100 << 20, 0);
    assert_eq!(without.parse(&document).unwrap_err().kind(), ErrorKind::Syntax);
    // The same with white space is valid.
    document.iter_mut().filter(|byte| **byte == 0).for_each(|byte| *byte = b' ');
    assert!(without.parse(&document).is_ok());
}

#[test]
fn a_million_unknown_keys_are_skipped() {
    let mut keys = String::new();
    for n in 0..1_000_000 {
        write!(keys, "\"k{n}\": {n}, ").unwrap();
    }
    let snapshot = statusfeed::parse(&with(&format!("\"extra\": {{{keys}\"last\": 0}}"))).unwrap();
    assert!(names_unread_keys_only(&snapshot));
    let snapshot = statusfeed::parse(&with(&format!("{keys}\"components\": []"))).unwrap();
    assert_eq!(snapshot.vendor.name.as_deref(), Some("Acme"));
}

#[test]
fn a_report_of_a_failure_beside_a_page_leaves_nothing_complete() {
    let page = |more: &str| {
        let rows = r#"[{"id": "c1", "name": "API", "status": "operational"}]"#;
        let document = format!(r#"{{"page": {{"id": "p1", "name": "Acme"}}, "components": {rows}{more}}}"#);
        statusfeed::parse(&document).unwrap()
    };
    for nothing in ["", r#", "errors": []"#, r#", "error": null"#] {
        assert!(page(nothing).is_operational(), "{nothing}");
    }
    for failure in
        [r#", "errors": [{"message": "components timed out"}]"#, r#", "error": "upstream timed out""#]
    {
        let snapshot = page(failure);
        assert_eq!(snapshot.health.impact, None, "{failure}");
        assert!(snapshot.diagnostics.iter().any(|found| found.code == Code::Contradiction), "{failure}");
        // What the document lists is kept.
        assert_eq!(snapshot.components.len(), 1, "{failure}");
    }
}

#[test]
fn sorted_keys_behind_a_long_list_are_not_another_providers() {
    let text = "x".repeat(8_000);
    let document = format!(
        r#"{{"components": [{{"components": ["c2"], "description": "{text}", "group": true, "id": "c1", "name": "Europe"}},
            {{"group_id": "c1", "id": "c2", "name": "API", "status": "major_outage"}}],
            "incidents": [], "page": {{"id": "p1", "name": "Acme"}}, "status": {{"indicator": "major"}}}}"#
    );
    let snapshot = statusfeed::parse(&document).unwrap();
    assert_eq!(snapshot.source.adapter, "statuspage-json");
    assert_eq!(snapshot.health.impact, Some(Impact::Major));
    assert_eq!(snapshot.components.len(), 2);
}

#[test]
fn no_changed_bit_or_lost_byte_makes_a_page_operational() {
    let down = r#"{"page": {"id": "p1"}, "status": {"indicator": "minor"}, "components": [
        {"id": "c1", "name": "API", "status": "operational"}, {"id": "c2", "name": "Web", "status": "major_outage"}]}"#;
    assert!(!statusfeed::parse(down).unwrap().is_operational());
    for at in 0..down.len() {
        for bit in 0..8 {
            let mut damaged = down.as_bytes().to_vec();
            let Some(byte) = damaged.get_mut(at) else { continue };
            *byte ^= 1 << bit;
            let green = statusfeed::parse(&damaged).is_ok_and(|snapshot| snapshot.is_operational());
            assert!(!green, "bit {bit} of byte {at} makes it operational");
        }
        let mut shorter = down.to_owned();
        if shorter.is_char_boundary(at) {
            shorter.remove(at);
            let green = statusfeed::parse(&shorter).is_ok_and(|snapshot| snapshot.is_operational());
            assert!(!green, "without byte {at} it is operational");
        }
    }
}

#[test]
fn no_prefix_of_an_operational_page_is_operational() {
    let whole = r#"{"page": {"id": "p1"}, "components": [{"id": "c1", "name": "API", "status": "operational"},
        {"id": "c2", "name": "Web", "status": "operational"}], "incidents": []}"#;
    let green =
        |text: &str| statusfeed::parse(text).is_ok_and(|snapshot: Snapshot| snapshot.is_operational());
    assert!(green(whole));
    for end in 0..whole.len() {
        assert!(!green(whole.get(..end).unwrap()), "the first {end} bytes");
    }
}
