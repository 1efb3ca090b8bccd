//! Abbreviations of time zones (`CEST`, `PST`) against the time zone database, as `chrono-tz` has it.

use std::collections::BTreeMap;

use chrono::{Months, NaiveDate, NaiveDateTime, Offset, TimeZone};
use chrono_tz::{OffsetName, TZ_VARIANTS};
use statusfeed::diagnostic::Code;

/// The offsets of an abbreviation, in seconds, each with a local time at which it is in use.
type Offsets = BTreeMap<i32, NaiveDateTime>;

/// What is read otherwise than the database has it: abbreviation, its offset there in minutes, reason.
const MEANT_DIFFERENCES: [(&str, i32, &str); 7] = [
    ("AWDT", 540, "not read: Western Australia, 2006 to 2009"),
    ("CDT", -240, "Cuba: status documents mean Chicago"),
    ("KST", 510, "North Korea, 2015 to 2018"),
    ("MSD", 240, "not read: Moscow, until 2010"),
    ("MSK", 240, "Moscow, 2011 to 2014"),
    ("PKST", 360, "not read: Pakistan, 2002 and 2008 to 2009"),
    ("PST", 480, "Philippines: status documents mean Los Angeles"),
];

/// All abbreviations that are in use somewhere between 2000 and 2030.
fn database() -> BTreeMap<String, Offsets> {
    let mut database: BTreeMap<String, Offsets> = BTreeMap::new();
    for zone in TZ_VARIANTS {
        for month in 0..360 {
            let day = NaiveDate::from_ymd_opt(2000, 1, 15).unwrap() + Months::new(month);
            let at = zone.from_utc_datetime(&day.and_hms_opt(12, 0, 0).unwrap());
            let Some(word) = at.offset().abbreviation() else { continue };
            // The others are offsets: "+03".
            if word.bytes().all(|byte| byte.is_ascii_uppercase()) {
                let offsets = database.entry(word.to_owned()).or_default();
                offsets.insert(at.offset().fix().local_minus_utc(), at.naive_local());
            }
        }
    }
    database
}

/// The offset by which a local time with this abbreviation is read, in seconds, and whether a warning says that it may
/// mean another one.
fn read(word: &str, local: NaiveDateTime) -> (Option<i32>, bool) {
    let date = local.format("%d %b %Y %H:%M:%S");
    let feed = format!(
        "<rss version=\"2.0\"><channel><title>Acme</title><item><title>Slow</title><pubDate>{date} {word}</pubDate></item></channel></rss>"
    );
    let snapshot = statusfeed::parse(&feed).unwrap();
    let at = snapshot.incidents[0].updated_at;
    let offset = at.map(|at| i32::try_from(local.and_utc().signed_duration_since(at).num_seconds()).unwrap());
    (offset, snapshot.diagnostics.iter().any(|diagnostic| diagnostic.code == Code::AmbiguousZone))
}

#[test]
fn an_abbreviation_has_the_offset_of_the_database_or_a_warning() {
    let mut differences = Vec::new();
    let mut agreed = 0;
    for (word, offsets) in database() {
        for (offset, local) in offsets {
            match read(&word, local) {
                (Some(found), _) if found == offset => agreed += 1,
                (_, true) => {}
                (_, false) => differences.push((word.clone(), offset / 60)),
            }
        }
    }
    let meant = MEANT_DIFFERENCES.map(|(word, minutes, _)| (word.to_owned(), minutes));
    assert_eq!(differences, meant);
    assert!(agreed >= 40, "only {agreed} abbreviations agree");
}
