//! Lengths of time in prose: `1 hour and 48 minutes`, `7h 47m`, `10½ hours`, `an hour`.

use super::sentence;

/// The lengths in a text in lower case, in seconds, with the byte at which each begins.
pub(crate) fn durations(text: &str) -> impl Iterator<Item = (usize, i64)> {
    let joins = |before: char| before.is_alphanumeric() || matches!(before, '.' | ':' | '-');
    let mut next = 0_usize;
    sentence::beginnings(text, joins).filter_map(move |at| {
        let (seconds, len) = length(text.get(at..).filter(|_| at >= next)?)?;
        next = at.saturating_add(len);
        Some((at, seconds))
    })
}

/// A length at the beginning of a text, of one unit or more, and its own length in bytes.
fn length(text: &str) -> Option<(i64, usize)> {
    let (mut total, mut rest) = amount(text)?;
    loop {
        let next = rest.trim_start_matches([' ', ',']);
        let next = next.strip_prefix("and ").unwrap_or(next);
        let Some((more, after)) = amount(next).filter(|_| next.starts_with(|c: char| c.is_ascii_digit()))
        else {
            break;
        };
        total = total.checked_add(more)?;
        rest = after;
    }
    Some((total, text.len().saturating_sub(rest.len())))
}

/// A number with its unit.
fn amount(text: &str) -> Option<(i64, &str)> {
    let (halves, rest) = number(text)?;
    let rest = rest.trim_start_matches([' ', '\u{a0}', '-']);
    let letters = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (unit, rest) = rest.split_at_checked(letters)?;
    let seconds = match unit {
        "h" | "hr" | "hrs" | "hour" | "hours" => 3_600,
        "m" | "min" | "mins" | "minute" | "minutes" => 60,
        "s" | "sec" | "secs" | "second" | "seconds" => 1,
        "d" | "day" | "days" => 86_400,
        _ => return None,
    };
    Some((halves.checked_mul(seconds)?.checked_div(2)?, rest))
}

/// A number in halves: `10½` is 21.
fn number(text: &str) -> Option<(i64, &str)> {
    let run = text.bytes().take_while(u8::is_ascii_digit).count();
    let (digits, rest) = text.split_at_checked(run)?;
    if (1..=5).contains(&run) {
        let whole = digits.parse::<i64>().ok()?.checked_mul(2)?;
        return Some(match rest.strip_prefix('½').or_else(|| rest.strip_prefix(".5")) {
            Some(rest) => (whole.checked_add(1)?, rest),
            None => (whole, rest),
        });
    }
    let letters = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (word, rest) = text.split_at_checked(letters)?;
    let halves = match word {
        "a" | "an" | "one" => 2,
        "two" => 4,
        "three" => 6,
        "four" => 8,
        "five" => 10,
        "six" => 12,
        "seven" => 14,
        "eight" => 16,
        "nine" => 18,
        "ten" => 20,
        "eleven" => 22,
        "twelve" => 24,
        _ => return None,
    };
    rest.starts_with([' ', '-']).then_some((halves, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_in_words_and_figures() {
        for (text, seconds) in [
            ("lasting 1 hour and 48 minutes, from", 6_480),
            ("(7h 47m)", 28_020),
            ("about 10½ hours", 37_800),
            ("time to recovery: 84 minutes", 5_040),
            ("approximately one hour.", 3_600),
            ("2 hours, 35 minutes", 9_300),
            ("for 47-minutes", 2_820),
        ] {
            let found: Vec<i64> = durations(text).map(|(_, seconds)| seconds).collect();
            assert_eq!(found, [seconds], "{text}");
        }
        for text in ["7–9K RPS", "5 million users", "at 10:30 minutes", "a node", "300ms", "99999999 hours"]
        {
            assert_eq!(durations(text).next(), None, "{text}");
        }
    }
}
