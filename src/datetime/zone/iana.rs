//! The IANA time zone database: the only module that uses `chrono_tz`. Its stand-in without the `tz` feature is
//! `iana_absent.rs`.

use chrono::{FixedOffset, MappedLocalTime, NaiveDateTime, Offset, TimeZone};
use chrono_tz::{TZ_VARIANTS, Tz};

use super::abbreviation::Seasonal;

/// Whether the database is compiled in.
pub(super) const IS_AVAILABLE: bool = true;

/// Shorter texts are not looked up as cities: "Rome" has four letters.
const MIN_CITY_LEN: usize = 4;

/// A zone of the database.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct IanaZone(Tz);

impl IanaZone {
    /// Finds a zone by its name: `America/New_York`. Names without a slash are not accepted: the database contains `EST`
    /// and `MST7MDT`, which people write for something else.
    pub(super) fn find(name: &str) -> Option<Self> {
        name.contains('/').then(|| name.parse().ok().map(Self))?
    }

    /// Finds a zone by its city, as Rails and people name zones: `Madrid`, `New York`.
    pub(super) fn find_city(city: &str) -> Option<Self> {
        if city.len() < MIN_CITY_LEN {
            return None;
        }
        let matches = |zone: &Tz| {
            let (area, zone_city) = split_name(zone.name(), city.len())?;
            // "Etc/Greenwich" and "US/Pacific" are not cities.
            let is_city = !matches!(area, "Etc" | "US") && is_same_city(zone_city, city);
            is_city.then_some(Self(*zone))
        };
        TZ_VARIANTS.iter().find_map(matches)
    }

    /// The zone in which abbreviations of this kind are printed in the wrong season. Never `None`: only the stand-in
    /// has no zones.
    #[expect(clippy::unnecessary_wraps, reason = "the stand-in without the `tz` feature has no zones")]
    pub(super) fn find_seasonal(seasonal: Seasonal) -> Option<Self> {
        let zone = match seasonal {
            Seasonal::Pacific => Tz::America__Los_Angeles,
            Seasonal::Mountain => Tz::America__Denver,
            Seasonal::Central => Tz::America__Chicago,
            Seasonal::Eastern => Tz::America__New_York,
        };
        Some(Self(zone))
    }

    /// The name in the database.
    pub(super) fn name(self) -> &'static str {
        self.0.name()
    }

    /// The offset at an instant.
    pub(super) fn offset_at(self, utc: NaiveDateTime) -> FixedOffset {
        self.0.offset_from_utc_datetime(&utc).fix()
    }

    /// The offsets that a local time may have.
    pub(super) fn offsets_of_local(self, local: NaiveDateTime) -> MappedLocalTime<FixedOffset> {
        self.0.offset_from_local_datetime(&local).map(|offset| offset.fix())
    }
}

/// Splits the name of a zone into its area and its city, if the city has this length.
fn split_name(name: &str, city_len: usize) -> Option<(&str, &str)> {
    let (area, city) = name.split_at_checked(name.len().checked_sub(city_len)?)?;
    Some((area.strip_suffix('/')?, city))
}

/// Compares `New_York` with `new york`.
fn is_same_city(zone_city: &str, city: &str) -> bool {
    let mut pairs = zone_city.bytes().zip(city.bytes());
    pairs.all(|(a, b)| a.eq_ignore_ascii_case(&b) || (a == b'_' && b == b' '))
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use chrono::{DateTime, TimeDelta, Utc};
    use chrono_tz::OffsetName;

    use super::super::abbreviation;
    use super::super::{Ambiguity, Zone};
    use super::*;

    fn resolve(zone: &str, local: &str) -> (String, Ambiguity) {
        let zone: Zone = zone.parse().unwrap();
        let local: NaiveDateTime = local.parse().unwrap();
        let (offset, ambiguity) = zone.offset_of_local(local);
        (local.checked_sub_offset(offset).unwrap().and_utc().to_rfc3339(), ambiguity)
    }

    #[test]
    fn names_have_many_spellings() {
        for (text, shown) in [
            ("America/New_York", "America/New_York"),
            ("US/Pacific", "US/Pacific"),
            ("Pacific Time (US & Canada)", "America/Los_Angeles"),
            ("Madrid", "Europe/Madrid"),
            ("New York", "America/New_York"),
            ("Etc/UTC", "Etc/UTC"),
        ] {
            assert_eq!(text.parse::<Zone>().unwrap().to_string(), shown, "{text}");
        }
    }

    #[test]
    fn a_local_time_in_a_gap_has_the_offset_before_the_change() {
        let expected = ("2024-03-10T07:30:00+00:00".to_owned(), Ambiguity::Gap);
        assert_eq!(resolve("America/New_York", "2024-03-10T02:30:00"), expected);
        // Samoa skipped the whole of 30 December 2011.
        let expected = ("2011-12-30T22:00:00+00:00".to_owned(), Ambiguity::Gap);
        assert_eq!(resolve("Pacific/Apia", "2011-12-30T12:00:00"), expected);
    }

    #[test]
    fn a_local_time_in_a_fold_is_the_first() {
        let expected = ("2024-10-27T00:30:00+00:00".to_owned(), Ambiguity::Fold);
        assert_eq!(resolve("Europe/Berlin", "2024-10-27T02:30:00"), expected);
    }

    #[test]
    fn the_ends_of_the_calendar_do_not_panic() {
        for zone in TZ_VARIANTS {
            for local in [NaiveDateTime::MIN, NaiveDateTime::MAX] {
                let _ = Zone(super::super::Rules::Iana(IanaZone(zone))).offset_of_local(local);
            }
        }
    }

    /// Walks the half hours of 2024 in UTC, notes what the clocks of a zone show, and compares.
    #[test]
    fn local_times_agree_with_what_clocks_show() {
        let half_hour = TimeDelta::try_minutes(30).unwrap();
        for (name, gaps) in [
            ("America/New_York", 2),
            ("America/St_Johns", 2),
            ("Europe/Dublin", 2),
            ("Africa/Casablanca", 2),
            ("Africa/Cairo", 2),
            ("Asia/Kolkata", 0),
            ("Australia/Lord_Howe", 1),
            ("Pacific/Chatham", 2),
        ] {
            let zone: Zone = name.parse().unwrap();
            let start: DateTime<Utc> = "2024-01-01T00:00:00Z".parse().unwrap();
            let mut shown: BTreeMap<NaiveDateTime, Vec<DateTime<Utc>>> = BTreeMap::new();
            for step in 0..366 * 48 {
                let at = start + half_hour * step;
                shown.entry(at.naive_utc() + zone.offset_at(at)).or_default().push(at);
            }
            let last = *shown.last_key_value().unwrap().0;
            let mut local = *shown.first_key_value().unwrap().0;
            let mut gaps_found = 0;
            while local <= last {
                let (offset, ambiguity) = zone.offset_of_local(local);
                let expected = match shown.get(&local).map(Vec::as_slice) {
                    None => Ambiguity::Gap,
                    Some([_]) => Ambiguity::Unambiguous,
                    Some(_) => Ambiguity::Fold,
                };
                assert_eq!(ambiguity, expected, "{name} {local}");
                match shown.get(&local) {
                    Some(instants) => {
                        assert_eq!(Some(&(local - offset).and_utc()), instants.first(), "{name} {local}");
                    }
                    None => gaps_found += 1,
                }
                local += half_hour;
            }
            assert_eq!(gaps_found, gaps, "half hours in the gaps of {name}");
        }
    }

    /// The abbreviations of the database that are words, in capitals, with all offsets that they have had since 2012, in
    /// minutes.
    fn abbreviations_of_the_database() -> BTreeMap<String, BTreeSet<i32>> {
        let mut found: BTreeMap<String, BTreeSet<i32>> = BTreeMap::new();
        for zone in TZ_VARIANTS.into_iter().filter(|zone| zone.name().contains('/')) {
            // Every 30 days from 2012 to 2026.
            for seconds in (1_325_376_000..1_767_225_600).step_by(30 * 86_400) {
                let at = DateTime::from_timestamp(seconds, 0).unwrap();
                let offset = zone.offset_from_utc_datetime(&at.naive_utc());
                if let Some(word) = offset.abbreviation().filter(|word| !word.starts_with(['+', '-'])) {
                    let offsets = found.entry(word.to_ascii_uppercase()).or_default();
                    offsets.insert(offset.fix().local_minus_utc().div_euclid(60));
                }
            }
        }
        found
    }

    #[test]
    fn abbreviations_agree_with_the_database() {
        // (abbreviation, minutes only in the database, minutes only in our table)
        type Difference = (&'static str, &'static [i32], &'static [i32]);
        let meant: [Difference; 25] = [
            // The database writes these as numbers; the words are in use.
            ("AMT", &[], &[-240, 240]),
            ("ART", &[], &[-180]),
            ("BRST", &[], &[-120]),
            ("BRT", &[], &[-180]),
            ("CLST", &[], &[-180]),
            ("CLT", &[], &[-240]),
            ("COT", &[], &[-300]),
            ("ECT", &[], &[-300, -240]),
            ("GST", &[], &[-120, 240]),
            ("ICT", &[], &[420]),
            ("MYT", &[], &[480]),
            ("NPT", &[], &[345]),
            ("PET", &[], &[-300]),
            ("PHT", &[], &[480]),
            ("SGT", &[], &[480]),
            ("TRT", &[], &[180]),
            ("UYT", &[], &[-180]),
            ("UZT", &[], &[300]),
            // Further meanings that the database writes as numbers: Arabia; Bangladesh and Bougainville; Singapore.
            ("AST", &[], &[180]),
            ("BST", &[], &[360, 660]),
            ("SST", &[], &[480]),
            // Rare meanings of words that RFC 822 defines: Cuba in summer; the Philippines.
            ("CDT", &[-240], &[]),
            ("PST", &[480], &[]),
            // Offsets of the past: North Korea until 2018; Moscow until 2014.
            ("KST", &[510], &[]),
            ("MSK", &[240], &[]),
        ];
        let database = abbreviations_of_the_database();
        for row in abbreviation::rows() {
            let ours: BTreeSet<i32> = row.offsets_in_minutes().collect();
            let theirs = database.get(row.word).cloned().unwrap_or_default();
            let missing_here: Vec<i32> = theirs.difference(&ours).copied().collect();
            let extra_here: Vec<i32> = ours.difference(&theirs).copied().collect();
            let (_, missing, extra) =
                meant.into_iter().find(|(word, ..)| *word == row.word).unwrap_or((row.word, &[], &[]));
            assert_eq!((&missing_here[..], &extra_here[..]), (missing, extra), "{}", row.word);
        }
        let unknown: Vec<&String> =
            database.keys().filter(|word| abbreviation::find(word).is_none()).collect();
        assert!(unknown.is_empty(), "{unknown:?}");
    }
}
