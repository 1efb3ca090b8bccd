//! Helpers for the tests of the notations, and tests of the rules that do not belong to one notation.

use super::*;
use crate::datetime::zone::Zone;
use crate::diagnostic::Code;
use crate::limits::Limits;

pub(super) fn context() -> DateContext {
    DateContext::new(&Limits::default())
}

pub(super) fn utc(text: &str) -> DateTime<Utc> {
    DateTime::parse_from_rfc3339(text).unwrap().to_utc()
}

pub(super) fn shown(resolved: Result<ResolvedTime, DateError>) -> String {
    match resolved {
        Ok(resolved) => resolved.at.to_rfc3339_opts(chrono::SecondsFormat::AutoSi, true),
        Err(why) => why.to_string(),
    }
}

/// The instant of a text that needs no context.
pub(super) fn full(text: &str) -> String {
    shown(parse(text, &context()))
}

/// The instant of a text without a year.
pub(super) fn anchored(text: &str, anchor: &str) -> String {
    shown(parse(text, &context().with_year_near(utc(anchor))))
}

pub(super) fn warnings(text: &str, context: &DateContext) -> Vec<DateWarning> {
    parse(text, context).unwrap().warnings.iter().collect()
}

#[test]
fn a_missing_year_is_the_nearest() {
    for (text, anchor, at) in [
        ("Dec 31, 23:50 UTC", "2025-01-01T00:10:00Z", "2024-12-31T23:50:00Z"),
        ("Jan 1, 00:10 UTC", "2024-12-31T23:50:00Z", "2025-01-01T00:10:00Z"),
        ("Jul 1, 00:00 UTC", "2025-01-01T00:00:00Z", "2025-07-01T00:00:00Z"),
        ("Jul 4, 00:00 UTC", "2025-01-01T00:00:00Z", "2024-07-04T00:00:00Z"),
        ("Feb 29, 12:00 UTC", "2024-03-01T00:00:00Z", "2024-02-29T12:00:00Z"),
    ] {
        assert_eq!(anchored(text, anchor), at, "{text}");
    }
    assert_eq!(
        parse("Feb 29, 12:00 UTC", &context().with_year_near(utc("2026-03-01T00:00:00Z"))),
        Err(DateError::OutOfRange)
    );
    assert_eq!(parse("Oct 21, 17:39 UTC", &context()), Err(DateError::MissingYear));
}

#[test]
fn a_missing_year_on_a_page_is_never_after_its_bound() {
    for (text, bound, at) in [
        ("Dec 31, 23:50 UTC", "2025-01-01T00:10:00Z", "2024-12-31T23:50:00Z"),
        ("Jan 2, 00:10 UTC", "2025-01-01T00:10:00Z", "2024-01-02T00:10:00Z"),
        ("Feb 29, 12:00 UTC", "2026-03-01T00:00:00Z", "2024-02-29T12:00:00Z"),
        ("Jan 1, 00:10 CET", "2024-12-31T23:30:00Z", "2024-12-31T23:10:00Z"),
    ] {
        assert_eq!(shown(parse(text, &context().with_year_not_after(utc(bound)))), at, "{text}");
    }
}

#[test]
fn an_offset_overrides_an_abbreviation() {
    let resolved = parse("Wed, 22 Dec 2021 16:22:00 -0700 (PST)", &context()).unwrap();
    assert_eq!(shown(Ok(resolved)), "2021-12-22T23:22:00Z");
    assert!(resolved.warnings.has(DateWarning::OffsetContradictsZone));
    let found = resolved.diagnostics("/entry/0/updated", "…").next().unwrap();
    assert_eq!(found.code, Code::Contradiction);
}

#[test]
fn an_abbreviation_with_several_meanings_needs_evidence() {
    let text = "Jun 3, 2024, 12:00 IST";
    assert_eq!(parse(text, &context()), Err(DateError::AmbiguousZone));
    for (zone, at) in [("+05:30", "2024-06-03T06:30:00Z"), ("+01:00", "2024-06-03T11:00:00Z")] {
        let assumed: Zone = zone.parse().unwrap();
        assert_eq!(shown(parse(text, &context().with_assumed_zone(Some(assumed)))), at);
        let offset = zone.parse().unwrap();
        assert_eq!(shown(parse(text, &context().with_known_offset(Some(offset)))), at);
    }
    let unrelated: Zone = "-08:00".parse().unwrap();
    assert_eq!(parse(text, &context().with_assumed_zone(Some(unrelated))), Err(DateError::AmbiguousZone));
}

#[test]
fn cst_has_a_usual_meaning_and_another_with_evidence() {
    let text = "Jan 3, 2024, 12:00 CST";
    assert_eq!(shown(parse(text, &context())), "2024-01-03T18:00:00Z");
    assert_eq!(warnings(text, &context()), [DateWarning::AmbiguousZone]);
    let china: Zone = "+08:00".parse().unwrap();
    assert_eq!(shown(parse(text, &context().with_assumed_zone(Some(china)))), "2024-01-03T04:00:00Z");
    assert_eq!(warnings(text, &context().with_assumed_zone(Some(china))), []);
}

#[test]
fn a_time_without_a_zone_gives_a_warning() {
    let text = "2024-01-03 12:00:00";
    assert_eq!(warnings(text, &context()), [DateWarning::AssumedUtc]);
    let zone: Zone = "+02:00".parse().unwrap();
    assert_eq!(warnings(text, &context().with_assumed_zone(Some(zone))), [DateWarning::AssumedZone]);
    assert_eq!(shown(parse(text, &context().with_assumed_zone(Some(zone)))), "2024-01-03T10:00:00Z");
    assert_eq!(parse_instant(text), None);
}

#[test]
fn a_list_of_times_continues_past_midnight() {
    let at = |text: &str, earlier: &str| {
        let partial = parse_partial(text, &context()).unwrap();
        shown(partial.resolve_after(utc(earlier), &context()))
    };
    assert_eq!(at("23:50 PST", "2025-12-03T07:20:00Z"), "2025-12-03T07:50:00Z");
    assert_eq!(at("00:10 PST", "2025-12-03T07:50:00Z"), "2025-12-03T08:10:00Z");
    assert_eq!(at("07:50 UTC", "2025-12-03T07:50:00Z"), "2025-12-03T07:50:00Z");
    assert_eq!(at("Dec 5, 07:50 UTC", "2025-12-03T07:50:00Z"), "2025-12-05T07:50:00Z");
}

#[test]
fn unknown_dates_are_errors() {
    for (text, why) in [
        ("", DateError::Empty),
        ("[ ]", DateError::Empty),
        ("<no value>", DateError::UnknownNotation),
        ("yesterday", DateError::UnknownNotation),
        ("Octember 3, 2024", DateError::UnknownNotation),
        ("Oct 32, 2024", DateError::UnknownNotation),
        ("Feb 30, 2024", DateError::OutOfRange),
        ("Oct 3, 2024, 12:00 XYZT", DateError::UnknownZone),
        ("Oct 3, 2024, 12:00 UTC and more", DateError::UnknownNotation),
        ("Oct 3, 1969, 12:00 UTC", DateError::OutOfRange),
        ("12:00 UTC", DateError::MissingDate),
    ] {
        assert_eq!(parse(text, &context()), Err(why), "{text}");
    }
}

#[test]
fn date_bytes_is_checked_first() {
    let long = format!("{}2024-04-08T18:35:00Z", " ".repeat(120));
    assert_eq!(parse(&long, &context()), Err(DateError::TooLong));
    assert_eq!(parse_instant(&long), None);
    let short = DateContext::new(&Limits { date_bytes: 10, ..Limits::default() });
    assert_eq!(parse("2024-04-08T18:35:00Z", &short), Err(DateError::TooLong));
    assert!(parse("2024-04-08", &short).is_ok());
}

#[test]
fn a_time_at_the_start_of_prose() {
    for (text, len) in [
        ("11:35 - We begin", 5),
        ("Oct 21, 17:39 UTC Something", 17),
        ("12:30PM and", 7),
        ("2024-04-08 18:35: it broke", 16),
        ("April 8th we began", 9),
    ] {
        assert_eq!(parse_prefix(text).map(|(_, len)| len), Some(len), "{text}");
    }
    for text in ["2024 was a year", "5 servers", "We began", "May the force", "é"] {
        assert_eq!(parse_prefix(text), None, "{text}");
    }
}

#[test]
fn no_text_makes_a_parser_panic() {
    let pieces = [
        "Oct", " ", "31", ",", "2024", ":", "99", "-", "UTC", "(", ")", "+", "é", "\u{202f}", "a.m.", "T",
        "noon", "/", ".",
    ];
    // A linear congruential generator: the same texts on every machine.
    let mut seed = 42_u64;
    for _ in 0..20_000 {
        let mut text = String::new();
        for _ in 0..8 {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            text.push_str(pieces[usize::try_from(seed >> 33).unwrap() % pieces.len()]);
        }
        let _ = parse(&text, &context().with_year_near(utc("2024-01-01T00:00:00Z")));
        if let Some((_, len)) = parse_prefix(&text) {
            assert!(text.is_char_boundary(len) && len > 0, "{text:?}");
        }
    }
}
