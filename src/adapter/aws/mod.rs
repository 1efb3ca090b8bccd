//! Amazon Web Services: the open events of AWS Health ([`json`]), and the archive of its old dashboard ([`archive`]).
//! Its feeds are read by [`feed`](super::feed).

pub mod archive;
pub mod json;

use super::translate::vocabulary;

/// The levels of events and services, which AWS does not document: 1 is informational, 2 a degradation, 3 a disruption.
const IMPACTS: [(&str, &str); 4] = [("0", "none"), ("1", "minor"), ("2", "minor"), ("3", "major")];

/// The level at which a service works again.
const NORMAL: &str = "0";

/// The impact of a level, as a word.
fn impact_word(level: Option<&str>) -> Option<&str> {
    vocabulary::find_private(&IMPACTS, level)
}

/// The vendor whose own format this is.
const VENDOR: &str = "Amazon Web Services";
