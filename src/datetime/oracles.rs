//! Compares the notations with chrono's parsers and formatters where they overlap.

use chrono::{DateTime, FixedOffset, NaiveDateTime, Utc};

use super::tests::context;
use super::{parse, parse_instant};

/// Instants from 1970 to 2100, at all times of day and on all days of the week and the year: the step of 11.87 days is
/// not a multiple of anything in a calendar. The first one is in 1970 in every zone.
fn instants() -> impl Iterator<Item = DateTime<Utc>> {
    let end = 4_102_444_800;
    (200_000..end).step_by(1_025_623).filter_map(|seconds| DateTime::from_timestamp(seconds, 0))
}

fn offsets() -> impl Iterator<Item = FixedOffset> {
    ["-12:00", "-07:00", "-03:30", "+00:00", "+01:00", "+05:45", "+14:00"]
        .into_iter()
        .map(|offset| offset.parse().unwrap())
}

#[test]
fn rfc_2822_agrees_with_chrono() {
    for at in instants() {
        for offset in offsets() {
            let text = at.with_timezone(&offset).format("%a, %e %b %Y %H:%M:%S %z").to_string();
            assert_eq!(parse_instant(&text), Some(DateTime::parse_from_rfc2822(&text).unwrap().to_utc()));
        }
    }
}

#[test]
fn rfc_2822_differs_from_chrono_where_real_feeds_do() {
    // Chrono rejects these; we read them.
    for text in [
        "Wed, 22 Dec 2021 16:22:00 UTC",
        "Wed, 22 Dec 2021 16:22:00 CEST",
        "Wed, 22 Dec 2021 16:22:00 GMT+0000",
        // A wrong weekday: a warning.
        "Mon, 22 Dec 2021 16:22:00 +0000",
        "Wednesday, 22 December 2021 16:22:00 +0000",
    ] {
        assert!(DateTime::parse_from_rfc2822(text).is_err(), "{text}");
        assert!(parse(text, &context()).is_ok(), "{text}");
    }
    // Chrono reads these; we do not: a military zone, which RFC 2822 takes for -0000, and an offset that no clock has.
    for text in ["Wed, 22 Dec 2021 16:22:00 A", "Wed, 22 Dec 2021 16:22:00 -1530"] {
        assert!(DateTime::parse_from_rfc2822(text).is_ok(), "{text}");
        assert_eq!(parse_instant(text), None, "{text}");
    }
}

#[test]
fn rfc_3339_agrees_with_chrono() {
    for at in instants() {
        for offset in offsets() {
            for text in [
                at.with_timezone(&offset).to_rfc3339(),
                at.with_timezone(&offset).format("%Y-%m-%d %H:%M:%S%.3f%:z").to_string(),
                at.with_timezone(&offset).format("%Y-%m-%dt%H:%M:%S%:z").to_string(),
            ] {
                assert_eq!(parse_instant(&text), Some(DateTime::parse_from_rfc3339(&text).unwrap().to_utc()));
            }
        }
    }
}

/// Formats each instant with chrono, parses it, and compares with what chrono reads in the same format.
fn compare(format: &str) {
    for at in instants() {
        let text = at.format(format).to_string();
        let expected = NaiveDateTime::parse_from_str(&text, format).unwrap().and_utc();
        assert_eq!(parse(&text, &context()).map(|resolved| resolved.at), Ok(expected), "{text}");
    }
}

#[test]
fn iso_8601_agrees_with_chrono() {
    for format in ["%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M", "%Y%m%dT%H%M%SZ", "%Y%m%dT%H%MZ", "%Y-%jT%H:%M:%SZ"]
    {
        compare(format);
    }
}

#[test]
fn counts_since_1970_agree_with_chrono() {
    // Fewer than nine digits, before March 1973, are a date and not a count: a meant difference.
    for at in instants().filter(|at| at.timestamp() >= 100_000_000) {
        assert_eq!(parse_instant(&at.timestamp().to_string()), Some(at));
        if at.timestamp() >= 1_000_000_000 {
            assert_eq!(parse_instant(&at.timestamp_millis().to_string()), Some(at));
            assert_eq!(parse_instant(&at.timestamp_micros().to_string()), Some(at));
        }
    }
}

#[test]
fn asctime_agrees_with_chrono() {
    for format in ["%c", "%a %b %e %H:%M:%S %Y", "%a %b %e %H:%M:%S UTC %Y", "%a %b %d %Y %H:%M:%S GMT+0000"]
    {
        compare(format);
    }
}

#[test]
fn month_first_agrees_with_chrono() {
    for format in [
        "%b %d, %Y - %H:%M UTC",
        "%B %e, %Y, %I:%M %p",
        "%A, %B %d, %Y, at %H:%M UTC",
        "%b. %e, %Y, %I:%M:%S%P UTC",
    ] {
        compare(format);
    }
}

#[test]
fn day_first_agrees_with_chrono() {
    for format in [
        "%A, %d %B %Y %H:%M UTC",
        "%d-%b-%Y %H:%M:%S GMT",
        "%a %e %b %Y, %l:%M %P",
        "%H:%M UTC on %d %B %Y",
        "%I:%M %p, %b %d, %Y",
    ] {
        compare(format);
    }
}

#[test]
fn numeric_dates_agree_with_chrono() {
    for format in ["%d.%m.%Y %H:%M", "%Y/%m/%d %H:%M:%S", "%Y.%m.%d %H:%M"] {
        compare(format);
    }
    for (format, order) in
        [("%m/%d/%Y %H:%M", super::DateOrder::MonthFirst), ("%d/%m/%Y %H:%M", super::DateOrder::DayFirst)]
    {
        for at in instants() {
            let text = at.format(format).to_string();
            let resolved = parse(&text, &context().with_date_order(order)).unwrap();
            assert_eq!(resolved.at.format(format).to_string(), text);
        }
    }
}
