//! A position in a short text, and the tokens that the notations consist of.

use chrono::Weekday;

use super::names;

/// A position in a text. It is `Copy`: a parser that may fail works on a copy.
///
/// `eat_…` and `skip_…` methods leave the cursor where it is if the token is not there; `take_…` methods that return
/// `None` may leave it anywhere, unless they say otherwise.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cursor<'t> {
    rest: &'t str,
}

impl<'t> Cursor<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self { rest: text }
    }

    /// The text after the cursor.
    pub(super) fn rest(self) -> &'t str {
        self.rest
    }

    pub(super) fn is_at_end(self) -> bool {
        self.rest.is_empty()
    }

    pub(super) fn peek(self) -> Option<char> {
        self.rest.chars().next()
    }

    pub(super) fn starts_with_digit(self) -> bool {
        self.rest.starts_with(|c: char| c.is_ascii_digit())
    }

    /// Moves the cursor to the start of `rest`, which must be a suffix of its text.
    pub(super) fn advance_to(&mut self, rest: &'t str) {
        self.rest = rest;
    }

    /// Takes this character if it is next.
    pub(super) fn eat(&mut self, wanted: char) -> bool {
        match self.rest.strip_prefix(wanted) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    /// Takes this whole word if it is next, in any case.
    pub(super) fn eat_word(&mut self, wanted: &str) -> bool {
        let Some((head, rest)) = self.rest.split_at_checked(wanted.len()) else { return false };
        let is_longer = rest.starts_with(char::is_alphabetic);
        let found = head.eq_ignore_ascii_case(wanted) && !is_longer;
        if found {
            self.rest = rest;
        }
        found
    }

    /// Takes white space, including non-breaking and thin spaces, and returns whether there was any.
    pub(super) fn skip_spaces(&mut self) -> bool {
        let before = self.rest.len();
        self.rest = self.rest.trim_start();
        self.rest.len() < before
    }

    /// Takes what separates a date from a time: spaces, a comma, a dash, `|`, `·`, `@`, `at` or `on`. Returns whether
    /// there was anything.
    pub(super) fn skip_date_time_separator(&mut self) -> bool {
        let mut found = self.skip_spaces();
        found |= self.eat(',');
        found |= self.skip_spaces();
        found |= ['-', '\u{2013}', '\u{2014}', '@', '|', '\u{b7}'].into_iter().any(|mark| self.eat(mark));
        self.skip_spaces();
        if self.eat_word("at") || self.eat_word("on") {
            // "at10:00" is not a word and a time.
            found = self.skip_spaces();
        }
        found
    }

    /// Takes a whole run of digits if its length is within these bounds; returns the number and the length.
    pub(super) fn take_number(&mut self, min_len: usize, max_len: usize) -> Option<(u32, usize)> {
        let len = self.rest.bytes().take_while(u8::is_ascii_digit).count();
        if len < min_len || len > max_len {
            return None;
        }
        let (digits, rest) = self.rest.split_at_checked(len)?;
        let number = digits.parse().ok()?;
        self.rest = rest;
        Some((number, len))
    }

    /// Takes exactly this many digits, also if more follow.
    pub(super) fn take_digits(&mut self, count: usize) -> Option<u32> {
        let (digits, rest) = self.rest.split_at_checked(count)?;
        if !digits.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        let number = digits.parse().ok()?;
        self.rest = rest;
        Some(number)
    }

    /// Takes a run of letters, which may be empty.
    pub(super) fn take_letters(&mut self) -> &'t str {
        let len = self.rest.find(|c: char| !c.is_alphabetic()).unwrap_or(self.rest.len());
        match self.rest.split_at_checked(len) {
            Some((word, rest)) => {
                self.rest = rest;
                word
            }
            None => "",
        }
    }

    /// Takes the name of a month and its full stop: `October`, `Oct`, `Sept.`.
    pub(super) fn take_month(&mut self) -> Option<u32> {
        let month = names::parse_month(self.take_letters())?;
        self.eat('.');
        Some(month)
    }

    /// Takes a day of the month and its ordinal suffix: `7`, `07`, `21st`.
    pub(super) fn take_day(&mut self) -> Option<u32> {
        let (day, _) = self.take_number(1, 2)?;
        for suffix in ["st", "nd", "rd", "th"] {
            if self.eat_word(suffix) {
                break;
            }
        }
        (1..=31).contains(&day).then_some(day)
    }

    /// Takes a year of four digits; `2024:` is not one. The cursor stays where it is on failure.
    pub(super) fn take_year(&mut self) -> Option<i32> {
        let mut copy = *self;
        let (year, _) = copy.take_number(4, 4)?;
        if copy.rest.starts_with(':') {
            return None;
        }
        *self = copy;
        i32::try_from(year).ok()
    }

    /// Takes the name of a weekday with its comma or full stop: `Tuesday`, `Wed,`, `Thurs.`. The cursor stays where it is
    /// on failure.
    pub(super) fn take_weekday(&mut self) -> Option<Weekday> {
        let mut copy = *self;
        let day_of_week = names::parse_weekday(copy.take_letters())?;
        copy.eat('.');
        copy.eat(',');
        copy.skip_spaces();
        *self = copy;
        Some(day_of_week)
    }
}
