//! What the tests of the notations share, and the tests of the rules that no single notation owns.

use super::*;
use crate::datetime::zone::Zone;
use crate::diagnostic::Code;
use crate::limits::Limits;

fn context() -> DateContext {
    DateContext::new(&Limits::default())
}

fn utc(text: &str) -> DateTime<Utc> {
    DateTime::parse_from_rfc3339(text).unwrap().to_utc()
}

fn shown(reading: Result<Reading, Unreadable>) -> String {
    match reading {
        Ok(reading) => reading.at.to_rfc3339_opts(chrono::SecondsFormat::AutoSi, true),
        Err(why) => why.to_string(),
    }
}

/// The instant of a text that needs no context.
pub(super) fn full(text: &str) -> String {
    shown(parse(text, &context()))
}

/// The instant of a text without a year.
pub(super) fn anchored(text: &str, anchor: &str) -> String {
    shown(parse(text, &context().near(utc(anchor))))
}

fn notes(text: &str, context: &DateContext) -> Vec<Note> {
    parse(text, context).unwrap().notes.iter().collect()
}

#[test]
fn a_year_that_is_not_printed_is_the_nearest() {
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
        parse("Feb 29, 12:00 UTC", &context().near(utc("2026-03-01T00:00:00Z"))),
        Err(Unreadable::OutOfRange)
    );
    assert_eq!(parse("Oct 21, 17:39 UTC", &context()), Err(Unreadable::NoYear));
}

#[test]
fn a_year_on_a_page_never_leads_past_its_bound() {
    for (text, bound, at) in [
        ("Dec 31, 23:50 UTC", "2025-01-01T00:10:00Z", "2024-12-31T23:50:00Z"),
        ("Jan 2, 00:10 UTC", "2025-01-01T00:10:00Z", "2024-01-02T00:10:00Z"),
        ("Feb 29, 12:00 UTC", "2026-03-01T00:00:00Z", "2024-02-29T12:00:00Z"),
        ("Jan 1, 00:10 CET", "2024-12-31T23:30:00Z", "2024-12-31T23:10:00Z"),
    ] {
        assert_eq!(shown(parse(text, &context().not_after(utc(bound)))), at, "{text}");
    }
}

#[test]
fn an_offset_that_contradicts_an_abbreviation_wins() {
    let reading = parse("Wed, 22 Dec 2021 16:22:00 -0700 (PST)", &context()).unwrap();
    assert_eq!(shown(Ok(reading)), "2021-12-22T23:22:00Z");
    assert!(reading.notes.has(Note::OffsetContradictsZone));
    let found = reading.diagnostics("/entry/0/updated", "…").next().unwrap();
    assert_eq!(found.code, Code::Contradiction);
}

#[test]
#[cfg(feature = "tz")]
fn pst_printed_in_summer_is_local_time() {
    let summer = context().near(utc("2014-07-01T00:00:00Z"));
    assert_eq!(shown(parse("Jul  1, 09:09 PST", &summer)), "2014-07-01T16:09:00Z");
    assert_eq!(notes("Jul  1, 09:09 PST", &summer), [Note::OutOfSeason]);
    assert_eq!(notes("Jan  1, 09:09 PST", &summer), []);
    // The entry's own date says -0700: the same.
    let offset = chrono::FixedOffset::west_opt(7 * 3_600);
    assert_eq!(shown(parse("Jul  1, 09:09 PST", &summer.with_offset(offset))), "2014-07-01T16:09:00Z");
    // Panama prints EST all year, and its feed states -0500 in July.
    let offset = chrono::FixedOffset::west_opt(5 * 3_600);
    assert_eq!(shown(parse("Jul  1, 09:09 EST", &summer.with_offset(offset))), "2014-07-01T14:09:00Z");
    // Arizona prints MST all year.
    assert_eq!(notes("Jul  1, 09:09 MST", &summer), []);
    // In the hour that comes twice both are right.
    assert_eq!(notes("Nov 2, 2025, 01:30 PDT", &context()), []);
    assert_eq!(notes("Nov 2, 2025, 01:30 PST", &context()), []);
}

#[test]
fn an_abbreviation_with_several_meanings_needs_evidence() {
    let text = "Jun 3, 2024, 12:00 IST";
    assert_eq!(parse(text, &context()), Err(Unreadable::AmbiguousZone));
    for (zone, at) in [("+05:30", "2024-06-03T06:30:00Z"), ("+01:00", "2024-06-03T11:00:00Z")] {
        let assumed: Zone = zone.parse().unwrap();
        assert_eq!(shown(parse(text, &context().assume(Some(assumed)))), at);
        let offset = zone.parse().unwrap();
        assert_eq!(shown(parse(text, &context().with_offset(Some(offset)))), at);
    }
    let unrelated: Zone = "-08:00".parse().unwrap();
    assert_eq!(parse(text, &context().assume(Some(unrelated))), Err(Unreadable::AmbiguousZone));
}

#[test]
fn cst_has_a_usual_meaning_and_another_with_evidence() {
    let text = "Jan 3, 2024, 12:00 CST";
    assert_eq!(shown(parse(text, &context())), "2024-01-03T18:00:00Z");
    assert_eq!(notes(text, &context()), [Note::AmbiguousZone]);
    let china: Zone = "+08:00".parse().unwrap();
    assert_eq!(shown(parse(text, &context().assume(Some(china)))), "2024-01-03T04:00:00Z");
    assert_eq!(notes(text, &context().assume(Some(china))), []);
}

#[test]
fn a_time_without_a_zone_says_who_assumed_one() {
    let text = "2024-01-03 12:00:00";
    assert_eq!(notes(text, &context()), [Note::AssumedUtc]);
    let zone: Zone = "+02:00".parse().unwrap();
    assert_eq!(notes(text, &context().assume(Some(zone))), [Note::AssumedZone]);
    assert_eq!(shown(parse(text, &context().assume(Some(zone)))), "2024-01-03T10:00:00Z");
    assert_eq!(instant(text), None);
}

#[test]
#[cfg(feature = "tz")]
fn names_of_zones_follow_their_rules() {
    for (text, at) in [
        ("2022-03-31 08:30 US/Pacific", "2022-03-31T15:30:00Z"),
        ("March 31, 2022 8:30 AM Pacific Time", "2022-03-31T15:30:00Z"),
        ("Mar 31, 2022 8:30am PT", "2022-03-31T15:30:00Z"),
        ("Jan 31, 2022 8:30am PT", "2022-01-31T16:30:00Z"),
        ("Jan 31, 2022 8:30 Europe/Paris", "2022-01-31T07:30:00Z"),
    ] {
        assert_eq!(full(text), at, "{text}");
    }
    let skipped = "Mar 10, 2024 02:30 America/New_York";
    assert_eq!(notes(skipped, &context()), [Note::ClockChange]);
}

#[test]
#[cfg(not(feature = "tz"))]
fn names_of_zones_are_unreadable_without_their_rules() {
    assert_eq!(parse("Mar 31, 2022 8:30am PT", &context()), Err(Unreadable::NoZoneRules));
    assert_eq!(parse("2022-03-31 08:30 US/Pacific", &context()), Err(Unreadable::NoZoneRules));
}

#[test]
fn a_list_of_times_runs_past_midnight() {
    let at = |text: &str, earlier: &str| {
        let moment = moment(text, &context()).unwrap();
        shown(moment.resolve_after(utc(earlier), &context()))
    };
    assert_eq!(at("23:50 PST", "2025-12-03T07:20:00Z"), "2025-12-03T07:50:00Z");
    assert_eq!(at("00:10 PST", "2025-12-03T07:50:00Z"), "2025-12-03T08:10:00Z");
    assert_eq!(at("07:50 UTC", "2025-12-03T07:50:00Z"), "2025-12-03T07:50:00Z");
    assert_eq!(at("Dec 5, 07:50 UTC", "2025-12-03T07:50:00Z"), "2025-12-05T07:50:00Z");
}

#[test]
fn what_is_no_date_is_never_guessed() {
    for (text, why) in [
        ("", Unreadable::Empty),
        ("[ ]", Unreadable::Empty),
        ("<no value>", Unreadable::Notation),
        ("yesterday", Unreadable::Notation),
        ("Octember 3, 2024", Unreadable::Notation),
        ("Oct 32, 2024", Unreadable::Notation),
        ("Feb 30, 2024", Unreadable::OutOfRange),
        ("Oct 3, 2024, 12:00 XYZT", Unreadable::Zone),
        ("Oct 3, 2024, 12:00 UTC and more", Unreadable::Notation),
        ("Oct 3, 1969, 12:00 UTC", Unreadable::OutOfRange),
        ("12:00 UTC", Unreadable::NoDate),
    ] {
        assert_eq!(parse(text, &context()), Err(why), "{text}");
    }
}

#[test]
fn date_bytes_is_checked_before_any_notation() {
    let long = format!("{}2024-04-08T18:35:00Z", " ".repeat(120));
    assert_eq!(parse(&long, &context()), Err(Unreadable::TooLong));
    assert_eq!(instant(&long), None);
    let short = DateContext::new(&Limits { date_bytes: 10, ..Limits::default() });
    assert_eq!(parse("2024-04-08T18:35:00Z", &short), Err(Unreadable::TooLong));
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
        assert_eq!(prefix(text).map(|(_, len)| len), Some(len), "{text}");
    }
    for text in ["2024 was a year", "5 servers", "We began", "May the force", "é"] {
        assert_eq!(prefix(text), None, "{text}");
    }
}

#[test]
fn no_text_makes_a_reader_panic() {
    let pieces = [
        "Oct", " ", "31", ",", "2024", ":", "99", "-", "UTC", "(", ")", "+", "é", "\u{202f}", "a.m.", "T",
        "noon", "/", ".",
    ];
    // A small generator is enough: it must only be different every time, and the same on every machine.
    let mut seed = 42_u64;
    for _ in 0..20_000 {
        let mut text = String::new();
        for _ in 0..8 {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            text.push_str(pieces[usize::try_from(seed >> 33).unwrap() % pieces.len()]);
        }
        let _ = parse(&text, &context().near(utc("2024-01-01T00:00:00Z")));
        if let Some((_, len)) = prefix(&text) {
            assert!(text.is_char_boundary(len) && len > 0, "{text:?}");
        }
    }
}
