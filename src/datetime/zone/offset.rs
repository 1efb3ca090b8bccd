//! Offsets from UTC in all their spellings.
//!
//! | form | example |
//! |---|---|
//! | zero | `Z`, `UTC`, `GMT` |
//! | ISO 8601 | `+02:00`, `+0200`, `+02`, `-7` |
//! | with a prefix | `UTC+2`, `UTC +2`, `GMT-0700`, `GMT+0` |
//! | with a minus sign U+2212 | `−03:30` |

use chrono::FixedOffset;

/// Local clocks are at most this many hours ahead of UTC (Kiribati).
const MAX_HOURS: i32 = 14;

/// Parses a text that is an offset.
pub(super) fn parse(text: &str) -> Option<FixedOffset> {
    let (offset, rest) = parse_prefix(text)?;
    rest.is_empty().then_some(offset)
}

/// Parses an offset at the start of a text and returns it with the rest.
pub(super) fn parse_prefix(text: &str) -> Option<(FixedOffset, &str)> {
    if let Some(found) = parse_signed(text) {
        return Some(found);
    }
    let letters = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (word, rest) = text.split_at_checked(letters)?;
    let zero = FixedOffset::east_opt(0)?;
    if word.eq_ignore_ascii_case("utc") || word.eq_ignore_ascii_case("gmt") {
        return Some(parse_signed(rest.trim_start_matches(' ')).unwrap_or((zero, rest)));
    }
    (word.eq_ignore_ascii_case("z") && !rest.starts_with(|c: char| c.is_ascii_digit()))
        .then_some((zero, rest))
}

/// `+hh:mm`, `+hhmm`, `+hh`, `+h`
fn parse_signed(text: &str) -> Option<(FixedOffset, &str)> {
    let mut chars = text.chars();
    let is_east = match chars.next()? {
        '+' => true,
        '-' | '\u{2212}' => false,
        _ => return None,
    };
    let rest = chars.as_str();
    let len = rest.bytes().take_while(u8::is_ascii_digit).count();
    let (digits, rest) = rest.split_at_checked(len)?;
    let number: i32 = if len <= 4 { digits.parse().ok()? } else { return None };
    let (hours, minutes, rest) = match len {
        1 | 2 => match rest.strip_prefix(':').and_then(parse_two_digits) {
            Some((minutes, rest)) => (number, minutes, rest),
            None => (number, 0, rest),
        },
        3 | 4 => (number.checked_div(100)?, number.checked_rem(100)?, rest),
        _ => return None,
    };
    if hours > MAX_HOURS || minutes > 59 {
        return None;
    }
    let seconds = hours.checked_mul(60)?.checked_add(minutes)?.checked_mul(60)?;
    let offset = if is_east { FixedOffset::east_opt(seconds) } else { FixedOffset::west_opt(seconds) };
    Some((offset?, rest))
}

fn parse_two_digits(text: &str) -> Option<(i32, &str)> {
    let (digits, rest) = text.split_at_checked(2)?;
    let is_number = digits.bytes().all(|b| b.is_ascii_digit());
    if !is_number || rest.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    Some((digits.parse().ok()?, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_agree_with_chrono() {
        for minutes in -12 * 60..=14 * 60 {
            let offset = FixedOffset::east_opt(minutes * 60).unwrap();
            let text = offset.to_string();
            assert_eq!(text.parse(), Ok(offset));
            for text in [text.clone(), text.replace(':', ""), format!("UTC{text}"), text.replace('-', "−")]
            {
                assert_eq!(parse(&text), Some(offset), "{text}");
            }
        }
        // Chrono accepts offsets up to a day, which no clock has.
        assert!("+15:00".parse::<FixedOffset>().is_ok());
        assert_eq!(parse("+15:00"), None);
    }
}
