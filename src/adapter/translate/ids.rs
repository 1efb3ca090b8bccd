//! Ids for what the source gives none: a stable hash of what does not change.

use std::collections::HashMap;

use chrono::{DateTime, Utc};

/// An id of the form `anon-…`, made of parts that stay the same for the life of the thing it names (vendor, start,
/// ordinal among equals).
///
/// 64-bit FNV-1a over the parts, each ended by a zero byte. The hash is written out here, since ids are stored by users
/// and must never move with a library's choice of hasher.
pub(crate) fn anonymous_id(parts: &[&str]) -> String {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for byte in parts.iter().flat_map(|part| part.bytes().chain([0])) {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    format!("anon-{hash:016x}")
}

/// Ids for the incidents of a page that gives them none: by whose page it is, their start, and how many with the same
/// start come before them. What is added with another start moves none of them.
#[derive(Debug, Default)]
pub(crate) struct AnonymousIds {
    /// How often each list of parts was met.
    seen: HashMap<String, usize>,
}

impl AnonymousIds {
    /// The id of the next incident, which starts at this time.
    pub(crate) fn id(&mut self, whose: &str, start: Option<DateTime<Utc>>) -> String {
        let started = start.map(|start| start.to_rfc3339()).unwrap_or_default();
        self.next(&[whose, &started])
    }

    /// The id of the next incident, which has these parts, and perhaps not as the only one.
    pub(crate) fn next(&mut self, parts: &[&str]) -> String {
        let ordinal = self.seen.entry(anonymous_id(parts)).or_default();
        let count = ordinal.to_string();
        *ordinal = ordinal.saturating_add(1);
        let numbered: Vec<&str> = parts.iter().copied().chain([count.as_str()]).collect();
        anonymous_id(&numbered)
    }
}

/// Whether a text is a ULID, 26 characters of Crockford's base 32: `01K2W7Q9XB3C4D5E6F7G8H9JKM`. incident.io's ids are.
pub(crate) fn is_ulid(text: &str) -> bool {
    text.len() == 26
        && text
            .bytes()
            .all(|b| matches!(b, b'0'..=b'9' | b'A'..=b'Z') && !matches!(b, b'I' | b'L' | b'O' | b'U'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_never_move() {
        assert_eq!(anonymous_id(&["Acme", "2024-04-08T19:18:00Z", "0"]), "anon-1e3c7fd370d66e6a");
        assert_ne!(anonymous_id(&["a", "b"]), anonymous_id(&["ab"]));
    }

    #[test]
    fn an_incident_that_is_added_moves_no_other() {
        let at = |minute| DateTime::from_timestamp(minute, 0);
        let ids = |starts: &[i64]| {
            let mut list = AnonymousIds::default();
            starts.iter().map(|&start| list.id("Acme", at(start))).collect::<Vec<_>>()
        };
        let before = ids(&[2, 1, 1]);
        assert_eq!(ids(&[3, 2, 1, 1])[1..], before);
        assert_ne!(before[1], before[2]);
    }
}
