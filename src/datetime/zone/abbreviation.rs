//! Abbreviations of time zones, with the offsets that each may mean.
//!
//! An abbreviation is not a zone: `PST` is the offset of one half of the year, and `IST` is used in Mumbai, Dublin and Tel
//! Aviv. Each row says how certain its first meaning is: see [`Certainty`].

use chrono::FixedOffset;

/// How certain the first meaning of an abbreviation is.
///
/// Evidence for another one is an offset that the document states elsewhere, or the zone of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Certainty {
    /// One meaning in practice. RFC 822 defines the eight North American ones except `CST`.
    Unique,
    /// The first meaning is far more common. It is used, with a warning, unless there is evidence.
    Usual,
    /// Several common meanings. None is used without evidence.
    Ambiguous,
}

/// Zones whose abbreviations are often printed in the wrong half of the year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Seasonal {
    /// `America/Los_Angeles`
    Pacific,
    /// `America/Denver`
    Mountain,
    /// `America/Chicago`
    Central,
    /// `America/New_York`
    Eastern,
}

/// An abbreviation with the offsets that it may mean.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Abbreviation {
    /// The abbreviation, in capitals.
    pub(crate) word: &'static str,
    /// First meaning, in minutes east of UTC.
    minutes: i32,
    /// Other meanings, in minutes east of UTC.
    other_minutes: &'static [i32],
    /// How certain the first meaning is.
    pub(crate) certainty: Certainty,
    /// The zone, if it is one whose abbreviations are printed in the wrong season.
    seasonal: Option<Seasonal>,
}

impl Abbreviation {
    /// The offset of the first meaning.
    pub(crate) fn first_offset(&self) -> Option<FixedOffset> {
        offset_from_minutes(self.minutes)
    }

    /// The offset of the first meaning, unless it needs evidence.
    pub(crate) fn usual_offset(&self) -> Option<FixedOffset> {
        if self.certainty == Certainty::Ambiguous { None } else { self.first_offset() }
    }

    /// Whether the abbreviation may mean this offset.
    pub(crate) fn matches_offset(&self, offset: FixedOffset) -> bool {
        self.offsets_in_minutes().any(|minutes| offset_from_minutes(minutes) == Some(offset))
    }

    /// All meanings, in minutes east of UTC.
    pub(super) fn offsets_in_minutes(&self) -> impl Iterator<Item = i32> {
        std::iter::once(self.minutes).chain(self.other_minutes.iter().copied())
    }

    /// Whether the abbreviation is one of the North American ones, which are also written in lower case.
    pub(super) fn is_seasonal(&self) -> bool {
        self.seasonal.is_some()
    }

    /// The seasons that the abbreviation belongs to, if it is one whose seasons are confused in print.
    pub(super) fn seasonal(&self) -> Option<Seasonal> {
        self.seasonal
    }
}

fn offset_from_minutes(minutes: i32) -> Option<FixedOffset> {
    FixedOffset::east_opt(minutes.checked_mul(60)?)
}

/// Length of the longest abbreviation of the table.
const MAX_LEN: usize = 4;

/// Finds an abbreviation, in capitals or not.
pub(crate) fn find(word: &str) -> Option<&'static Abbreviation> {
    if !(2..=MAX_LEN).contains(&word.len()) {
        return None;
    }
    TABLE
        .binary_search_by(|row| row.word.bytes().cmp(word.bytes().map(|b| b.to_ascii_uppercase())))
        .ok()
        .and_then(|index| TABLE.get(index))
}

/// The whole table.
#[cfg(test)]
pub(super) fn rows() -> impl Iterator<Item = &'static Abbreviation> {
    TABLE.iter()
}

const fn unique(word: &'static str, minutes: i32) -> Abbreviation {
    Abbreviation { word, minutes, other_minutes: &[], certainty: Certainty::Unique, seasonal: None }
}

const fn seasonal(word: &'static str, minutes: i32, seasonal: Seasonal) -> Abbreviation {
    Abbreviation { word, minutes, other_minutes: &[], certainty: Certainty::Unique, seasonal: Some(seasonal) }
}

const fn usual(word: &'static str, minutes: i32, other_minutes: &'static [i32]) -> Abbreviation {
    Abbreviation { word, minutes, other_minutes, certainty: Certainty::Usual, seasonal: None }
}

const fn usual_seasonal(
    word: &'static str,
    minutes: i32,
    other_minutes: &'static [i32],
    seasonal: Seasonal,
) -> Abbreviation {
    Abbreviation { word, minutes, other_minutes, certainty: Certainty::Usual, seasonal: Some(seasonal) }
}

const fn ambiguous(word: &'static str, minutes: i32, other_minutes: &'static [i32]) -> Abbreviation {
    Abbreviation { word, minutes, other_minutes, certainty: Certainty::Ambiguous, seasonal: None }
}

/// Sorted by word.
#[rustfmt::skip]
static TABLE: &[Abbreviation] = &[
    unique("ACDT", 630),
    unique("ACST", 570),
    unique("ADT", -180),
    unique("AEDT", 660),
    unique("AEST", 600),
    unique("AKDT", -480),
    unique("AKST", -540),
    ambiguous("AMT", 240, &[-240]),               // Armenia, Amazonas
    unique("ART", -180),
    ambiguous("AST", -240, &[180]),               // Atlantic, Arabia
    unique("AWST", 480),
    unique("BRST", -120),
    unique("BRT", -180),
    usual("BST", 60, &[360, 660]),           // Britain, Bangladesh, Bougainville
    unique("CAT", 120),
    seasonal("CDT", -300, Seasonal::Central),
    unique("CEST", 120),
    unique("CET", 60),
    unique("CHST", 600),
    unique("CLST", -180),
    unique("CLT", -240),
    unique("COT", -300),
    usual_seasonal("CST", -360, &[480, -300], Seasonal::Central), // Chicago, China, Cuba
    unique("EAT", 180),
    ambiguous("ECT", -300, &[-240]),              // Ecuador, eastern Caribbean
    seasonal("EDT", -240, Seasonal::Eastern),
    unique("EEST", 180),
    unique("EET", 120),
    seasonal("EST", -300, Seasonal::Eastern),
    unique("GMT", 0),
    ambiguous("GST", 240, &[-120]),               // Gulf, South Georgia
    unique("HDT", -540),
    unique("HKT", 480),
    unique("HST", -600),
    unique("ICT", 420),
    unique("IDT", 180),
    ambiguous("IST", 330, &[60, 120]),            // India, Ireland, Israel
    unique("JST", 540),
    unique("KST", 540),
    seasonal("MDT", -360, Seasonal::Mountain),
    unique("MSK", 180),
    // Not seasonal: Arizona uses MST all year.
    unique("MST", -420),
    unique("MYT", 480),
    unique("NDT", -150),
    unique("NPT", 345),
    unique("NST", -210),
    unique("NZDT", 780),
    unique("NZST", 720),
    seasonal("PDT", -420, Seasonal::Pacific),
    unique("PET", -300),
    unique("PHT", 480),
    unique("PKT", 300),
    seasonal("PST", -480, Seasonal::Pacific),
    unique("SAST", 120),
    unique("SGT", 480),
    ambiguous("SST", -660, &[480]),               // Samoa, Singapore
    unique("TRT", 180),
    unique("UTC", 0),
    unique("UYT", -180),
    unique("UZT", 300),
    unique("WAT", 60),
    unique("WEST", 60),
    unique("WET", 0),
    unique("WIB", 420),
    unique("WIT", 540),
    unique("WITA", 480),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted_and_every_word_is_found() {
        assert!(rows().is_sorted_by(|a, b| a.word < b.word));
        for row in rows() {
            assert_eq!(find(row.word), Some(row));
            assert_eq!(find(&row.word.to_lowercase()), Some(row));
            assert!(row.word.len() <= MAX_LEN && row.first_offset().is_some());
            assert_eq!(row.other_minutes.is_empty(), row.certainty == Certainty::Unique, "{}", row.word);
        }
        assert_eq!(find("THE"), None);
        assert_eq!(find(""), None);
        assert_eq!(find("PSTPST"), None);
    }

    #[test]
    fn abbreviations_match_each_of_their_meanings() {
        let dublin = FixedOffset::east_opt(3_600).unwrap();
        assert!(find("IST").unwrap().matches_offset(dublin));
        assert!(!find("PST").unwrap().matches_offset(dublin));
    }
}
