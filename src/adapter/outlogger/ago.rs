//! "3 minutes ago".

use chrono::TimeDelta;

/// The length of time in "3 minutes ago", "an hour ago", "1 hour, 5 minutes ago", "now"; `None` for other words.
pub(super) fn ago(text: &str) -> Option<TimeDelta> {
    let text = text.trim();
    if text.eq_ignore_ascii_case("now") || text.eq_ignore_ascii_case("just now") {
        return Some(TimeDelta::zero());
    }
    let parts = text.strip_suffix("ago")?;
    let mut total = TimeDelta::zero();
    for part in parts.split(',') {
        let (count, unit) = part.trim().split_once(char::is_whitespace)?;
        let count: i64 = match count {
            "a" | "an" => 1,
            digits => digits.parse().ok().filter(|count| *count >= 0)?,
        };
        let unit = unit.trim();
        let seconds = match unit.strip_suffix('s').unwrap_or(unit) {
            "second" => 1,
            "minute" => 60,
            "hour" => 3_600,
            "day" => 86_400,
            "week" => 604_800,
            _ => return None,
        };
        total = total.checked_add(&TimeDelta::try_seconds(count.checked_mul(seconds)?)?)?;
    }
    Some(total)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_pages_print() {
        for (text, seconds) in [
            ("12 seconds ago", Some(12)),
            ("3\u{a0}minutes ago", Some(180)),
            ("an hour ago", Some(3_600)),
            ("1 hour, 5 minutes ago", Some(3_900)),
            ("2 weeks ago", Some(1_209_600)),
            ("now", Some(0)),
            ("3 minutes", None),
            ("-3 minutes ago", None),
            ("some time ago", None),
            ("99999999999999999999 days ago", None),
            ("9223372036854775807 weeks ago", None),
            ("ago", None),
        ] {
            assert_eq!(ago(text).map(|length| length.num_seconds()), seconds, "{text}");
        }
    }
}
