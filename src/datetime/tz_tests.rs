//! Tests of the rules that need the IANA database (`tz` feature).

use super::tests::{context, full, shown, utc, warnings};
use super::*;

#[test]
fn pst_printed_in_summer_is_local_time() {
    let summer = context().with_year_near(utc("2014-07-01T00:00:00Z"));
    assert_eq!(shown(parse("Jul  1, 09:09 PST", &summer)), "2014-07-01T16:09:00Z");
    assert_eq!(warnings("Jul  1, 09:09 PST", &summer), [DateWarning::OutOfSeason]);
    assert_eq!(warnings("Jan  1, 09:09 PST", &summer), []);
    // The entry's own date says -0700: the same.
    let offset = chrono::FixedOffset::west_opt(7 * 3_600);
    assert_eq!(shown(parse("Jul  1, 09:09 PST", &summer.with_known_offset(offset))), "2014-07-01T16:09:00Z");
    // Panama uses EST all year, and its feed states -0500 in July.
    let offset = chrono::FixedOffset::west_opt(5 * 3_600);
    assert_eq!(shown(parse("Jul  1, 09:09 EST", &summer.with_known_offset(offset))), "2014-07-01T14:09:00Z");
    // Arizona uses MST all year.
    assert_eq!(warnings("Jul  1, 09:09 MST", &summer), []);
    // In the hour of the fold both are right.
    assert_eq!(warnings("Nov 2, 2025, 01:30 PDT", &context()), []);
    assert_eq!(warnings("Nov 2, 2025, 01:30 PST", &context()), []);
}

#[test]
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
}

#[test]
fn a_time_in_a_gap_or_a_fold_is_kept_with_a_warning() {
    for (text, at, warning) in [
        ("Mar 10, 2024 02:30 America/New_York", "2024-03-10T07:30:00Z", DateWarning::Gap),
        ("Mar 10, 2024 02:30 ET", "2024-03-10T07:30:00Z", DateWarning::Gap),
        ("Mar 10, 2024 02:30 EST", "2024-03-10T07:30:00Z", DateWarning::Gap),
        ("Mar 10, 2024 02:30 EDT", "2024-03-10T06:30:00Z", DateWarning::Gap),
        ("Nov 3, 2024 01:30 ET", "2024-11-03T05:30:00Z", DateWarning::Fold),
    ] {
        assert_eq!(full(text), at, "{text}");
        assert_eq!(warnings(text, &context()), [warning], "{text}");
        // A caller that cannot report warnings must not get the instant.
        assert_eq!(parse_instant(text), None, "{text}");
    }
    let zone: zone::Zone = "America/New_York".parse().unwrap();
    let context = context().with_assumed_zone(Some(zone));
    assert_eq!(warnings("2024-03-10 02:30:00", &context), [DateWarning::AssumedZone, DateWarning::Gap]);
}

#[test]
fn a_phrase_for_a_zone_holds_for_both_ends_of_a_range() {
    let context = context().with_default_date(chrono::NaiveDate::from_ymd_opt(2024, 4, 8));
    let (start, end) = range::parse("12:30PM and 01:00AM Pacific time", &context).unwrap();
    assert_eq!(shown(Ok(start)), "2024-04-08T19:30:00Z");
    assert_eq!(shown(Ok(end)), "2024-04-09T08:00:00Z");
}
