//! Dates against `jiff` and `chrono`. A feed entry carries the date that is read.

use chrono::{DateTime, SecondsFormat, Utc};
use jiff::fmt::rfc2822;
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};
use statusfeed::{Parser, Zone};

use crate::random::Random;

/// 1971 to 9998. Years outside 1970 to 9999 are "never" for us, and an offset may move a date over the edge.
const RANGE: std::ops::Range<i64> = 31_536_000..253_339_228_800;
const ZONES: [&str; 7] = [
    "America/New_York",
    "America/Los_Angeles",
    "Europe/London",
    "Europe/Berlin",
    "Asia/Kolkata",
    "Australia/Lord_Howe",
    "Pacific/Apia",
];

/// The instant of a feed entry with this date, which is in `zone` unless it says otherwise.
fn read(date: &str, zone: Option<&str>) -> Option<DateTime<Utc>> {
    let mut parser = Parser::new();
    if let Some(zone) = zone {
        parser = parser.with_assumed_zone(zone.parse::<Zone>().unwrap());
    }
    let feed = format!(
        "<rss version=\"2.0\"><channel><title>Acme</title><item><title>Slow</title><pubDate>{date}</pubDate></item></channel></rss>"
    );
    let snapshot = parser.parse(&feed).unwrap();
    let [incident] = &snapshot.incidents[..] else { panic!("{date}: {:?}", snapshot.incidents) };
    incident.updated_at
}

fn random_instant(random: &mut Random) -> Timestamp {
    let seconds =
        i64::try_from(random.next() % (RANGE.end - RANGE.start).unsigned_abs()).unwrap() + RANGE.start;
    // Mostly this century.
    let seconds = if random.below(4) > 0 { seconds % 3_000_000_000 + RANGE.start } else { seconds };
    Timestamp::from_second(seconds).unwrap()
}

fn random_local(random: &mut Random) -> Zoned {
    let zone = TimeZone::get(random.pick(&ZONES).unwrap()).unwrap();
    random_instant(random).to_zoned(zone)
}

/// Whether the offset is in full minutes, as every notation prints it.
fn has_full_minutes(at: &Zoned) -> bool {
    at.offset().seconds() % 60 == 0
}

fn same(date: &str, expected: Timestamp) {
    let found = read(date, None).map(|at| at.timestamp());
    assert_eq!(found, Some(expected.as_second()), "{date}");
}

#[test]
fn rfc_2822_is_read_as_jiff_and_chrono_read_it() {
    let mut random = Random::new(2822);
    for _ in 0..4_000 {
        let at = random_local(&mut random);
        if !has_full_minutes(&at) {
            continue;
        }
        let date = rfc2822::to_string(&at).unwrap();
        let date = match random.below(5) {
            0 => date.split_once(", ").unwrap().1.to_owned(),
            1 => date.replace(", ", ","),
            2 => date.replace(' ', "  "),
            3 => date.to_lowercase(),
            _ => date,
        };
        let expected = rfc2822::parse(&date).unwrap().timestamp();
        if let Ok(chrono) = DateTime::parse_from_rfc2822(&date) {
            assert_eq!(chrono.timestamp(), expected.as_second(), "{date}");
        }
        same(&date, expected);
    }
}

#[test]
fn rfc_3339_and_iso_8601_are_read_as_jiff_and_chrono_read_them() {
    let mut random = Random::new(3339);
    for _ in 0..4_000 {
        let at = random_local(&mut random);
        if !has_full_minutes(&at) {
            continue;
        }
        let written = DateTime::<Utc>::from_timestamp(at.timestamp().as_second(), 0).unwrap();
        let date = match random.below(7) {
            0 => written.to_rfc3339_opts(SecondsFormat::Secs, true),
            1 => written.to_rfc3339_opts(SecondsFormat::Nanos, true),
            2 => written.to_rfc3339().replace('T', " "),
            3 => at.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string(),
            4 => at.strftime("%Y%m%dT%H%M%S%z").to_string(),
            5 => at.strftime("%Y-%m-%d %H:%M:%S,000%:z").to_string(),
            _ => at.strftime("%Y-%m-%dt%H:%M:%S.25%:z").to_string(),
        };
        let expected: Timestamp =
            date.parse().unwrap_or_else(|error| panic!("jiff cannot read {date}: {error}"));
        if let Ok(chrono) = DateTime::parse_from_rfc3339(&date) {
            assert_eq!(chrono.timestamp(), expected.as_second(), "{date}");
        }
        same(&date, expected);
    }
}

#[test]
fn fractions_are_read_to_the_nanosecond() {
    for date in ["2026-03-08T10:30:00.104Z", "2026-03-08T10:30:00.000000001Z", "2026-03-08T10:30:00,5+01:00"]
    {
        let expected: Timestamp = date.parse().unwrap();
        let found = read(date, None).and_then(|at| at.timestamp_nanos_opt()).map(i128::from);
        assert_eq!(found, Some(expected.as_nanosecond()), "{date}");
    }
}

/// Local times in the hours around a change of the clocks, where some exist twice and some not at all.
#[test]
fn local_times_are_resolved_as_jiff_resolves_them() {
    let mut random = Random::new(5545);
    let (mut folds, mut gaps) = (0, 0);
    for name in ZONES {
        let zone = TimeZone::get(name).unwrap();
        // From 1980 to 2025: later rules may differ between versions of the database.
        let changes: Vec<_> =
            zone.following(Timestamp::from_second(315_532_800).unwrap()).take(110).collect();
        for change in changes.iter().filter(|change| change.timestamp().as_second() < 1_767_225_600) {
            for _ in 0..6 {
                let minutes = i64::try_from(random.below(300)).unwrap() - 150;
                let near = Timestamp::from_second(change.timestamp().as_second() + minutes * 60).unwrap();
                // The clock of before and that of after the change, whether it shows this time or not.
                let wall_clock =
                    zone.to_datetime(change.timestamp()).checked_add(near.duration_since(change.timestamp()));
                let wall_clock = wall_clock.unwrap();
                let ambiguous = zone.to_ambiguous_timestamp(wall_clock);
                match ambiguous.offset() {
                    jiff::tz::AmbiguousOffset::Gap { .. } => gaps += 1,
                    jiff::tz::AmbiguousOffset::Fold { .. } => folds += 1,
                    jiff::tz::AmbiguousOffset::Unambiguous { .. } => {}
                }
                let date = wall_clock.strftime("%Y-%m-%d %H:%M:%S").to_string();
                let found = read(&date, Some(name)).map(|at| at.timestamp());
                let expected = ambiguous.compatible().unwrap().as_second();
                assert_eq!(found, Some(expected), "{date} in {name}");
            }
        }
    }
    assert!(folds > 100 && gaps > 100, "{folds} folds, {gaps} gaps");
}

/// What we read and `jiff` refuses, or the other way round.
#[test]
fn meant_differences() {
    for (date, seconds, reason) in [
        (
            "Tue, 09 Mar 2026 10:30:00 +0000",
            Some(1_773_052_200),
            "a date wins over a wrong weekday, with a warning",
        ),
        ("Mon, 09 Mar 2026 10:30", Some(1_773_052_200), "without a zone it is UTC, with a warning"),
        ("Mon, 09 Mar 2026", Some(1_773_014_400), "a day without a time is its midnight, with a warning"),
        ("0001-01-01T00:00:00Z", None, "years before 1970 mean \"never\""),
    ] {
        assert!(rfc2822::parse(date).is_err(), "jiff reads {date}");
        assert_eq!(read(date, None).map(|at| at.timestamp()), seconds, "{date}: {reason}");
    }
    // RFC 2822 asks to read an unknown abbreviation as UTC; CEST is two hours ahead of it.
    let abbreviation = "Mon, 09 Mar 2026 10:30:00 CEST";
    let difference = rfc2822::parse(abbreviation).unwrap().timestamp().as_second()
        - read(abbreviation, None).unwrap().timestamp();
    assert_eq!(difference, 7200);
    // A leap second becomes the second before it in both.
    let leap = "2016-12-31T23:59:60Z";
    assert_eq!(read(leap, None).unwrap().timestamp(), leap.parse::<Timestamp>().unwrap().as_second());
}
