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
    let skipped = "Mar 10, 2024 02:30 America/New_York";
    assert_eq!(warnings(skipped, &context()), [DateWarning::Gap]);
}

#[test]
fn a_phrase_for_a_zone_holds_for_both_ends_of_a_range() {
    let context = context().with_default_date(chrono::NaiveDate::from_ymd_opt(2024, 4, 8));
    let (start, end) = range::parse("12:30PM and 01:00AM Pacific time", &context).unwrap();
    assert_eq!(shown(Ok(start)), "2024-04-08T19:30:00Z");
    assert_eq!(shown(Ok(end)), "2024-04-09T08:00:00Z");
}
