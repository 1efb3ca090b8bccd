//! The abbreviations of time zones that people print, and what each may mean.
//!
//! No abbreviation is a zone: `PST` names an offset of one half of the year, and `IST` is printed in Mumbai, Dublin and
//! Tel Aviv. So every row tells how far the word can be trusted:
//!
//! * [`Standing::Settled`]: one meaning in practice. The eight North American ones are among them: RFC 822 defines them.
//! * [`Standing::Usual`]: one meaning is far more common; it is taken, and reported, unless there is evidence.
//! * [`Standing::Open`]: nothing is taken without evidence.
//!
//! Evidence is an offset that the document states elsewhere, or the zone of the page, if it equals one of the meanings.

use chrono::FixedOffset;

/// How far an abbreviation can be trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Standing {
    /// One meaning in practice.
    Settled,
    /// One meaning is far more common than the others.
    Usual,
    /// Several meanings, none of which may be taken without evidence.
    Open,
}

/// The North American zones whose abbreviation is often printed in the wrong half of the year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Family {
    /// `America/Los_Angeles`.
    Pacific,
    /// `America/Denver`.
    Mountain,
    /// `America/Chicago`.
    Central,
    /// `America/New_York`.
    Eastern,
}

#[cfg(feature = "tz")]
impl Family {
    /// The zone whose rules tell which half of the year it is.
    pub(crate) fn zone(self) -> chrono_tz::Tz {
        match self {
            Self::Pacific => chrono_tz::America::Los_Angeles,
            Self::Mountain => chrono_tz::America::Denver,
            Self::Central => chrono_tz::America::Chicago,
            Self::Eastern => chrono_tz::America::New_York,
        }
    }
}

/// An abbreviation and its meanings.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Abbreviation {
    /// The word, in capitals.
    pub(crate) word: &'static str,
    /// Minutes east of UTC of the first meaning.
    minutes: i32,
    /// Minutes east of UTC of the other meanings.
    others: &'static [i32],
    /// How far the first meaning can be trusted.
    pub(crate) standing: Standing,
    /// The zone that it belongs to, where it is known to be printed in the wrong season.
    pub(crate) family: Option<Family>,
}

impl Abbreviation {
    /// The offset of the first meaning.
    pub(crate) fn offset(&self) -> Option<FixedOffset> {
        offset(self.minutes)
    }

    /// The offset of the first meaning, unless that may not be taken without evidence.
    pub(crate) fn usual(&self) -> Option<FixedOffset> {
        if self.standing == Standing::Open { None } else { self.offset() }
    }

    /// Whether this offset is one of the meanings.
    pub(crate) fn may_mean(&self, wanted: FixedOffset) -> bool {
        std::iter::once(&self.minutes).chain(self.others).any(|&minutes| offset(minutes) == Some(wanted))
    }
}

fn offset(minutes: i32) -> Option<FixedOffset> {
    FixedOffset::east_opt(minutes.checked_mul(60)?)
}

/// The longest abbreviation of the table.
const LONGEST: usize = 5;

/// Looks up a word, in capitals or not.
pub(crate) fn find(word: &str) -> Option<&'static Abbreviation> {
    if !(2..=LONGEST).contains(&word.len()) {
        return None;
    }
    TABLE
        .binary_search_by(|row| row.word.bytes().cmp(word.bytes().map(|b| b.to_ascii_uppercase())))
        .ok()
        .and_then(|found| TABLE.get(found))
}

const fn settled(word: &'static str, minutes: i32) -> Abbreviation {
    Abbreviation { word, minutes, others: &[], standing: Standing::Settled, family: None }
}

const fn american(word: &'static str, minutes: i32, family: Family) -> Abbreviation {
    Abbreviation { word, minutes, others: &[], standing: Standing::Settled, family: Some(family) }
}

const fn usual(word: &'static str, minutes: i32, others: &'static [i32]) -> Abbreviation {
    Abbreviation { word, minutes, others, standing: Standing::Usual, family: None }
}

const fn open(word: &'static str, minutes: i32, others: &'static [i32]) -> Abbreviation {
    Abbreviation { word, minutes, others, standing: Standing::Open, family: None }
}

/// Sorted by word.
#[rustfmt::skip]
static TABLE: &[Abbreviation] = &[
    settled("ACDT", 630),
    settled("ACST", 570),
    settled("ADT", -180),
    settled("AEDT", 660),
    settled("AEST", 600),
    settled("AKDT", -480),
    settled("AKST", -540),
    open("AMT", 240, &[-240]),               // Armenia, Amazonas
    settled("ART", -180),
    open("AST", -240, &[180]),               // Atlantic, Arabia
    settled("AWST", 480),
    settled("BRST", -120),
    settled("BRT", -180),
    usual("BST", 60, &[360, 660]),           // Britain, Bangladesh, Bougainville
    settled("CAT", 120),
    american("CDT", -300, Family::Central),
    settled("CEST", 120),
    settled("CET", 60),
    settled("CHST", 600),
    settled("CLST", -180),
    settled("CLT", -240),
    settled("COT", -300),
    Abbreviation { word: "CST", minutes: -360, others: &[480, -300], standing: Standing::Usual, family: Some(Family::Central) }, // Chicago, China, Cuba
    settled("EAT", 180),
    open("ECT", -300, &[-240]),              // Ecuador, eastern Caribbean
    american("EDT", -240, Family::Eastern),
    settled("EEST", 180),
    settled("EET", 120),
    american("EST", -300, Family::Eastern),
    settled("GMT", 0),
    open("GST", 240, &[-120]),               // Gulf, South Georgia
    settled("HDT", -540),
    settled("HKT", 480),
    settled("HST", -600),
    settled("ICT", 420),
    settled("IDT", 180),
    open("IST", 330, &[60, 120]),            // India, Ireland, Israel
    settled("JST", 540),
    settled("KST", 540),
    american("MDT", -360, Family::Mountain),
    settled("MSK", 180),
    // Arizona prints MST all year, so that it is right in summer too.
    settled("MST", -420),
    settled("MYT", 480),
    settled("NDT", -150),
    settled("NPT", 345),
    settled("NST", -210),
    settled("NZDT", 780),
    settled("NZST", 720),
    american("PDT", -420, Family::Pacific),
    settled("PET", -300),
    settled("PHT", 480),
    settled("PKT", 300),
    american("PST", -480, Family::Pacific),
    settled("SAST", 120),
    settled("SGT", 480),
    open("SST", -660, &[480]),               // Samoa, Singapore
    settled("TRT", 180),
    settled("UTC", 0),
    settled("UYT", -180),
    settled("UZT", 300),
    settled("WAT", 60),
    settled("WEST", 60),
    settled("WET", 0),
    settled("WIB", 420),
    settled("WIT", 540),
    settled("WITA", 480),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted_and_its_words_are_found() {
        assert!(TABLE.is_sorted_by(|a, b| a.word < b.word));
        for row in TABLE {
            assert_eq!(find(row.word), Some(row));
            assert_eq!(find(&row.word.to_lowercase()), Some(row));
            assert!(row.word.len() <= LONGEST && row.offset().is_some());
        }
        assert_eq!(find("THE"), None);
        assert_eq!(find(""), None);
        assert_eq!(find("PSTPST"), None);
    }

    #[test]
    fn words_with_several_meanings_say_so() {
        for word in ["IST", "CST", "BST", "AST", "GST", "SST"] {
            assert_ne!(find(word).unwrap().standing, Standing::Settled, "{word}");
        }
        let dublin = FixedOffset::east_opt(3_600).unwrap();
        assert!(find("IST").unwrap().may_mean(dublin));
        assert!(!find("PST").unwrap().may_mean(dublin));
    }
}
